"""Turns by pauses, on real speech with pauses of known length: no clock, no device."""

from pathlib import Path

import numpy as np
import pytest

from engine import read_recording
from engine.silence import Sign, SilenceTurns

RATE = 16_000


@pytest.fixture(scope="module")
def speech():
    samples = read_recording(Path(__file__).parents[1] / "audio" / "data" / "question.flac")
    loud = np.flatnonzero(np.abs(samples) > 0.02 * np.abs(samples).max())
    return samples[loud[0] : loud[-1]]


def silence(seconds):
    return np.random.default_rng(0).normal(0, 3e-4, int(seconds * RATE)).astype(np.float32)


def signs(turns, samples, complete=None, *, playing=False, block=160):
    """Signs with the second at which each came."""
    return [
        (at / RATE, sign)
        for at in range(0, len(samples), block)
        for sign in turns.push(samples[at : at + block], playing=playing, complete=complete)
    ]


@pytest.mark.parametrize(("complete", "least", "most"), [(0.9, 0.15, 0.3), (0.5, 0.55, 0.75), (0.2, 0.95, 1.15)])
def test_a_pause_ends_the_turn_the_sooner_the_more_complete_it_is(speech, complete, least, most):
    heard = signs(SilenceTurns(), np.concatenate([silence(1), speech, silence(2)]), complete)
    begin, end = 1.0, 1.0 + len(speech) / RATE
    assert heard[0][1] is Sign.BEGIN
    assert heard[0][0] - begin < 0.4
    assert heard[-1][1] is Sign.END
    assert least < heard[-1][0] - end < most
    supposed = [at for at, sign in heard if sign is Sign.SUPPOSE]
    assert 0.04 <= supposed[-1] - end < 0.12


def test_who_goes_on_after_a_pause_is_not_cut_off(speech):
    half = len(speech) // 2
    heard = signs(SilenceTurns(), np.concatenate([speech[:half], silence(0.8), speech[half:], silence(2)]), 0.2)
    kinds = [sign for _, sign in heard]
    assert kinds.count(Sign.BEGIN) == kinds.count(Sign.END) == 1
    assert kinds.count(Sign.SUPPOSE) == kinds.count(Sign.GO_ON) + 1
    assert kinds[-2:] == [Sign.SUPPOSE, Sign.END]


def test_the_first_word_is_kept(speech):
    turns = SilenceTurns()
    samples = np.concatenate([silence(1), speech])
    for at in range(0, len(samples), 160):
        if Sign.BEGIN in turns.push(samples[at : at + 160], playing=False, complete=None):
            break
    kept = turns.recent()
    onset = at + 160 - len(kept)
    assert onset < RATE - 1_600
    np.testing.assert_array_equal(kept, samples[onset : at + 160])


def test_clicks_and_silence_are_no_question():
    clicks = silence(20)
    clicks[:: RATE * 2] = 0.9
    assert all(sign in (Sign.BEGIN, Sign.DISCARD) for _, sign in signs(SilenceTurns(), clicks))
    assert signs(SilenceTurns(), silence(5)) == []


def test_an_answer_is_interrupted_by_speech_but_not_at_its_first_sound(speech):
    turns = SilenceTurns()
    assert signs(turns, np.concatenate([speech[:2_400], silence(0.5)]), playing=True) == []
    assert signs(turns, speech[:RATE], playing=True)[0][1] is Sign.BEGIN


def test_with_a_key_an_end_is_only_supposed(speech):
    turns = SilenceTurns(by_key=True)
    turns.begin()
    heard = signs(turns, np.concatenate([speech, silence(5)]), 0.9)
    assert {sign for _, sign in heard} <= {Sign.SUPPOSE, Sign.GO_ON}
    assert turns.supposed
    turns.reset()
    assert not turns.speaking
