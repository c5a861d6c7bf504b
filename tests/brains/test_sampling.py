"""Choosing tokens: within the choice, by the distribution, repeatable, and not stuck."""

import time

import numpy as np
import pytest

from engine.brains.reply import Choice
from engine.brains.sampling import CodeSampler, CodeSampling, greedy


def logits(seed=0, scale=3.0):
    return (np.random.default_rng(seed).standard_normal(6464) * scale).astype(np.float32)


def test_greedy_stays_within_the_choice():
    values = logits()
    values[6000] = 99
    values[7] = 50
    assert greedy(values, Choice(100, 200)) == 100 + int(values[100:200].argmax())
    assert greedy(values, Choice(100, 200, other=7)) == 7
    assert greedy(values, Choice(0, 0, other=3)) == 3
    with pytest.raises(ValueError, match="nothing"):
        greedy(values, Choice(0, 0))


def test_codes_follow_the_distribution():
    values = np.full(10, -50, np.float32)
    values[[2, 3, 9]] = np.log([0.6, 0.3, 0.1])
    sampler = CodeSampler(CodeSampling(temperature=1, top_k=3, repeats=99), seed=1)
    drawn = [sampler.sample(values, Choice(0, 8, other=9)) for _ in range(4000)]
    shares = [drawn.count(token) / len(drawn) for token in (2, 3, 9)]
    np.testing.assert_allclose(shares, [0.6, 0.3, 0.1], atol=0.03)


def test_a_low_temperature_sharpens_and_zero_takes_the_best():
    values = np.log(np.array([0.6, 0.4], np.float32))
    sharp = CodeSampler(CodeSampling(temperature=0.2, repeats=99), seed=1)
    assert np.mean([sharp.sample(values, Choice(0, 2)) for _ in range(1000)]) < 0.2
    best = CodeSampler(CodeSampling(temperature=0), seed=1)
    assert {best.sample(values, Choice(0, 2)) for _ in range(20)} == {0}


def test_only_the_likeliest_are_drawn():
    values = logits()
    choice = Choice(2080, 6455)
    allowed = set(2080 + np.argsort(values[2080:6455])[-5:])
    sampler = CodeSampler(CodeSampling(temperature=2, top_k=5, repeats=99), seed=1)
    assert {sampler.sample(values, choice) for _ in range(300)} == allowed


def test_the_same_seed_gives_the_same_codes():
    def draw(seed):
        sampler = CodeSampler(CodeSampling(), seed)
        return [sampler.sample(logits(i, 1.0), Choice(2080, 6455, other=2063)) for i in range(30)]

    assert draw(5) == draw(5)
    assert draw(5) != draw(6)


def test_a_repeated_code_is_drawn_again_from_all():
    values = np.zeros(100, np.float32)
    values[0] = 5.0  # 60 % of the whole distribution, all of top_k = 1
    stuck = CodeSampler(CodeSampling(top_k=1, repeats=99), seed=1)
    guarded = CodeSampler(CodeSampling(top_k=1, repeats=4), seed=1)
    assert {stuck.sample(values, Choice(0, 100)) for _ in range(40)} == {0}
    drawn = [guarded.sample(values, Choice(0, 100)) for _ in range(40)]
    assert drawn[:4] == [0] * 4
    assert len(set(drawn)) > 3


def test_a_code_takes_less_than_a_third_of_a_millisecond():
    sampler, values = CodeSampler(CodeSampling(), 0), logits()
    seconds = []
    for _ in range(200):
        began = time.perf_counter()
        sampler.sample(values, Choice(2080, 6455, other=2063))
        seconds.append(time.perf_counter() - began)
    assert np.median(seconds) < 3e-4
