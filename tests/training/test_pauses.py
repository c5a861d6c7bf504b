"""Pauses in questions: the words' times stay true, nothing clicks, and what is silent stays so."""

import random

import numpy as np
import pytest

from engine.training import pauses, synthesis
from engine.training.pauses import ended, with_break, with_pauses
from engine.training.silence import RATE

PITCHES = [300, 500, 700, 900, 1100, 1300]
STEP = 0.3  # seconds from word to word


def utterance(gap=0.02, tail=0.2):
    """Six tones, `gap` of silence behind each, and the times of the words."""
    at = np.arange(round((STEP - gap) * RATE)) / RATE
    quiet = np.zeros(round(gap * RATE))
    parts = [p for pitch in PITCHES for p in (9_000 * np.sin(2 * np.pi * pitch * at), quiet)]
    samples = np.concatenate([*parts, np.zeros(round(tail * RATE))]).astype(np.int16)
    return samples, [(str(pitch), STEP * i) for i, pitch in enumerate(PITCHES)]


def pitch_at(samples, seconds):
    piece = samples[round(seconds * RATE) :][: RATE // 10].astype(float)
    return int(np.argmax(np.abs(np.fft.rfft(piece * np.hanning(len(piece)), RATE))))


@pytest.mark.parametrize("seed", range(20))
def test_every_word_begins_when_it_is_said_to(seed):
    samples, words = utterance()
    paused, moved = with_pauses(samples, words, random.Random(seed))
    added = (len(paused) - len(samples)) / RATE
    assert pauses.SHORTEST <= added <= 2 * pauses.LONGEST
    assert [word for word, _ in moved] == [word for word, _ in words]
    assert moved[0][1] == 0.0
    assert moved[-1][1] == pytest.approx(STEP * 5 + added, abs=0.07)
    for word, start in moved:
        assert abs(pitch_at(paused, start + 0.03) - int(word)) <= 5
    gaps = np.diff([start for _, start in moved]) - STEP
    assert 1 <= (gaps > 0.1).sum() <= 2


@pytest.mark.parametrize("seed", range(10))
def test_pauses_are_silent_and_do_not_click(seed):
    samples, words = utterance(gap=0.0)  # the words touch, so every cut goes through a tone
    paused, moved = with_pauses(samples, words, random.Random(seed))
    steps = np.abs(np.diff(paused.astype(int)))
    assert steps.max() <= np.abs(np.diff(samples.astype(int))).max() + 200
    starts = [start for _, start in moved]
    wide = int(np.argmax(np.diff(starts)))
    middle = paused[round((starts[wide + 1] - 0.15) * RATE) : round((starts[wide + 1] - 0.08) * RATE)]
    assert np.abs(middle).max() < 250


def test_silences_are_sometimes_digital_and_sometimes_not():
    drawn = [pauses.silence(RATE, random.Random(seed)) for seed in range(60)]
    zero = [float((d == 0).mean()) for d in drawn]
    assert sum(z == 1 for z in zero) > 8
    assert sum(z < 0.3 for z in zero) > 8
    assert sum(0.3 < z < 1 for z in zero) > 8
    assert max(int(np.abs(d).max()) for d in drawn) < 250, "the end of speech is found after"


def test_what_has_one_word_has_no_pause():
    samples, words = utterance()
    same, moved = with_pauses(samples, words[:1], random.Random(0))
    assert same.tolist() == samples.tolist()
    assert moved == words[:1]
    assert with_pauses(samples, [], random.Random(0))[1] == []


@pytest.mark.parametrize("tail", [0.0, 0.2, 2.0])
def test_the_silence_at_the_end_is_short_or_long(tail):
    samples, _ = utterance(gap=0.0, tail=tail)
    trails = []
    for seed in range(200):
        out, end = ended(samples, random.Random(seed))
        assert end == pytest.approx(STEP * 6 * RATE, abs=RATE // 100)
        assert np.abs(out[end:]).max() < 250
        assert out[: end - 160].tolist() == samples[: end - 160].tolist()
        trails.append((len(out) - end) / RATE)
    assert np.mean(np.isclose(trails, 0.03)) == pytest.approx(pauses.ABRUPT, abs=0.1)
    assert np.mean(np.array(trails) > 0.5) == pytest.approx(pauses.PATIENT, abs=0.1)
    assert max(trails) <= 0.9


def test_the_room_of_a_recording_is_no_speech():
    samples, _ = utterance(gap=0.0, tail=1.0)
    room = np.random.default_rng(0).normal(0, 75, len(samples)).clip(-179, 179).astype(np.int16)
    loud = (samples + room) * 2  # noise of up to 360, tones of 18 000
    assert ended(loud, random.Random(0))[1] == pytest.approx(STEP * 6 * RATE, abs=RATE // 100)


def test_a_comma_comes_between_two_words_only():
    assert with_break("Ann, 3 cats. Go 4", random.Random(0)) == "Ann, 3 cats. Go 4"
    drawn = {with_break("how many cats", random.Random(seed)) for seed in range(20)}
    assert drawn == {"how, many cats", "how many, cats"}


class Tones:
    """Says words as tones of `PITCHES`."""

    def say(self, text, rate, pitch):  # noqa: ARG002 - as voices are
        samples, words = utterance()
        return synthesis.Speech(samples, RATE, words)


def test_questions_are_asked_with_pauses_and_tell_where_they_end(monkeypatch, tmp_path):
    monkeypatch.setattr(synthesis, "open_voice", lambda *_: Tones())
    monkeypatch.setattr(synthesis.Speakers, "draw", lambda _: "tones")
    speakers, paused = synthesis.Speakers(tmp_path, random.Random(1)), 0
    for _ in range(100):
        _, samples, words, end = speakers.ask("one two three four five six")
        loud = np.flatnonzero(np.abs(samples.astype(float)) > 0.1 * np.abs(samples).max())
        assert end == pytest.approx(loud[-1] / RATE, abs=0.025)
        assert len(samples) / RATE >= end + 0.029
        assert abs(pitch_at(samples, words[-1][1] + 0.03) - PITCHES[-1]) <= 5
        paused += words[-1][1] - words[0][1] > 5 * STEP + 0.1
    assert paused / 100 == pytest.approx(pauses.PAUSED, abs=0.12)
