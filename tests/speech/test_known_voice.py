"""Getting to know a voice: what is learnt, what is not, and that streaming stays what it was."""

from itertools import pairwise

import numpy as np
import pytest
import torch

from engine.speech.encoder import Ears, EncoderConfig
from engine.speech.known_voice import Learning, Pupil, adopt, fits, norms, values_of
from tests.speech.test_encoder import SMALL, at_once, in_pieces, sound

RATE = 16_000
TONES = 300 * 1.35 ** np.arange(8)
UNITS = len(TONES) + 1
TONE, EVERY = int(0.14 * RATE), int(0.2 * RATE)
SHIFT = 0.96
"""How much lower the tones of the voice are that the ears never heard."""


def spoken(seed, shift=1.0, seconds=4.5):
    """Tones of 0.14 s with pauses, in noise: a voice's "sounds", which they are, and which one each frame holds."""
    rng = np.random.default_rng(seed)
    wave = rng.normal(0, 0.002, int(seconds * RATE)).astype(np.float32)
    frames, said, t = np.zeros(-(-len(wave) // 5120) * 8, np.int64), [], np.arange(TONE) / RATE
    for at in range(1600, len(wave) - 4000, EVERY):
        unit = int(rng.integers(len(TONES)))
        tone = sum(np.sin(2 * np.pi * TONES[unit] * shift * k * t) / k for k in (1, 2, 3))
        wave[at : at + TONE] += 0.1 * np.hanning(TONE) * tone
        frames[(at + TONE // 4) // 640 + 1 : (at + TONE) // 640 + 1] = unit + 1
        said.append(unit + 1)
    return wave, said, torch.from_numpy(frames)


def mel_of(ears, wave):
    padded = np.zeros(-(-len(wave) // 5120) * 5120 + 240, np.float32)
    padded[: len(wave)] = wave
    with torch.no_grad():
        return ears.features(torch.from_numpy(padded)[None])


@pytest.fixture(scope="module")
def taught():
    """Tiny ears that tell the tones of a voice."""
    torch.manual_seed(0)
    config = EncoderConfig(dim=32, layers=2, heads=2, ffn=64, kernel=5, left=16, mid_layer=1, ctc_vocab=UNITS, lm_dim=8)
    ears = Ears(config)
    optimizer = torch.optim.Adam(ears.hearing.parameters(), lr=4e-3)
    rows = [spoken(seed) for seed in range(20)]
    silent = torch.zeros_like(rows[0][2])
    rows += [(level * sound(len(rows[0][0]), 7), [], silent) for level in (0.01, 0.3, 1.0, 2.0)]
    mel, truth = torch.cat([mel_of(ears, wave) for wave, _, _ in rows]), torch.stack([frames for _, _, frames in rows])
    for _ in range(120):
        frames, middle = ears.encode(mel)
        heard = ears.mid_logits(middle), ears.ctc_logits(frames)
        loss = sum(torch.nn.functional.cross_entropy(logits.transpose(1, 2), truth) for logits in heard)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return ears.eval().requires_grad_(False)


def mistakes(ears, shift):
    """The share of sounds that are not heard as they were said, by edit distance."""
    wrong = total = 0
    for seed in range(100, 104):
        wave, said, _ = spoken(seed, shift)
        with torch.no_grad():
            best = ears.mid_logits(ears.encode(mel_of(ears, wave))[1])[0].argmax(-1).tolist()
        heard = [unit for last, unit in pairwise([0, *best]) if unit not in (0, last)]
        wrong += distance(said, heard)
        total += len(said)
    return wrong / total


def distance(said, heard):
    row = list(range(len(heard) + 1))
    for i, one in enumerate(said, 1):
        new = [i]
        for j, other in enumerate(heard, 1):
            new.append(min(row[j] + 1, new[-1] + 1, row[j - 1] + (one != other)))
        row = new
    return row[-1]


def lessons(pupil):
    while pupil.due:
        for _ in pupil.lesson():
            pass


@pytest.fixture
def pupil(taught):
    pupil = Pupil(taught, Learning(lessons=(40,), steps=8))
    for seed in range(4):
        assert pupil.hear(spoken(200 + seed, SHIFT)[0])
    return pupil


def test_ears_get_surer_of_a_voice_and_mishear_no_more(taught, pupil):
    unsure = [pupil._look(mel_of(taught, spoken(300 + seed, SHIFT)[0])).loss for seed in range(4)]
    wrong = mistakes(taught, SHIFT)
    lessons(pupil)
    better, own = pupil._ears, values_of(taught)
    adopt(better, pupil.values)
    assert sum(pupil._look(mel_of(taught, spoken(300 + seed, SHIFT)[0])).loss for seed in range(4)) < sum(unsure)
    assert mistakes(better, SHIFT) <= wrong
    assert all(bool((values_of(taught)[name] == own[name]).all()) for name in own)


def test_the_big_weights_are_shared_and_norms_stay_near_the_packs_own(taught, pupil):
    lessons(pupil)
    own = {id(parameter) for parameter in norms(taught).values()}
    ours, theirs = dict(taught.named_parameters()), dict(pupil._ears.named_parameters())
    assert all((ours[name] is theirs[name]) != (id(ours[name]) in own) for name in ours)
    furthest = max(float((pupil.values[name] - value).abs().max()) for name, value in values_of(taught).items())
    assert 0 < furthest <= Learning().furthest + 1e-6


def test_pieces_equal_whole_after_a_lesson(pupil):
    lessons(pupil)
    adopt(pupil._ears, pupil.values)
    wave = sound(7 * 5120)
    ears = pupil._ears.requires_grad_(False)
    np.testing.assert_allclose(in_pieces(ears, wave, [100, 9000, 9001]), at_once(ears, wave), atol=1e-5)


def test_noise_silence_and_tones_teach_nothing(taught):
    pupil, t = Pupil(taught), np.arange(4 * RATE) / RATE
    chord = sum(np.sin(2 * np.pi * hertz * t) for hertz in (220, 277, 330)) / 10
    for garbage in (np.zeros(4 * RATE), sound(4 * RATE), 1e-3 * sound(4 * RATE), chord, np.zeros(10)):
        assert not pupil.hear(garbage.astype(np.float32))
    assert not pupil.due
    assert pupil.values.keys() == values_of(taught).keys()


def test_a_lesson_that_goes_wrong_changes_nothing(taught, pupil, monkeypatch):
    monkeypatch.setattr(Pupil, "_unsure", lambda _self, logits: logits.sum() * float("nan"))
    own = values_of(taught)
    lessons(pupil)
    assert pupil.finished
    assert all(torch.equal(pupil.values[name], own[name]) for name in own)


def test_a_lesson_may_be_put_off_and_left(taught, pupil):
    lesson = pupil.lesson()
    for _ in range(5):
        next(lesson)
    assert pupil.due
    assert all(torch.equal(pupil.values[name], value) for name, value in values_of(taught).items())
    for _ in lesson:
        pass
    assert not pupil.due


def test_what_was_learnt_can_be_taken_up_again_and_forgotten(taught, pupil):
    lessons(pupil)
    other = Pupil(taught, Learning(lessons=(40, 1000)))
    other.restore(pupil.values, pupil.learnt)
    assert (other.learnt, other.due, other.finished) == (pupil.learnt, False, False)
    assert 40 <= other.learnt < 100
    other.forget()
    assert other.learnt == 0
    assert all(torch.equal(other.values[name], value) for name, value in values_of(taught).items())


def test_values_of_other_ears_do_not_fit(taught):
    assert fits(values_of(taught), taught)
    assert not fits(values_of(Ears(SMALL)), taught)
    assert not fits({name: value * float("nan") for name, value in values_of(taught).items()}, taught)
