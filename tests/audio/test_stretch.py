"""Speech faster and slower: right length, same pitch, no clicks, and pieces equal the whole."""

import numpy as np
import pytest

from engine.audio import Stretcher

RATE = 24_000
SPEEDS = [0.5, 0.8, 1.25, 2.0]


def voice(seconds=2.0, hertz=140.0):
    """A buzz with a slow tremor, like a vowel."""
    t = np.arange(int(seconds * RATE)) / RATE
    buzz = sum(np.sin(2 * np.pi * hertz * k * t) / k for k in range(1, 12))
    return (0.1 * buzz * (1 + 0.3 * np.sin(2 * np.pi * 3 * t))).astype(np.float32)


def whole(speed, samples):
    stretcher = Stretcher(speed)
    return np.concatenate([stretcher.push(samples), stretcher.flush()])


def pitch(samples):
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return np.argmax(spectrum[: 400 * len(samples) // RATE]) * RATE / len(samples)


@pytest.mark.parametrize("speed", SPEEDS)
def test_length_follows_speed_and_pitch_stays(speed):
    heard = whole(speed, voice())
    assert len(heard) == round(2.0 * RATE / speed)
    assert pitch(heard) == pytest.approx(140, rel=0.03)
    assert np.sqrt(np.mean(heard**2)) == pytest.approx(np.sqrt(np.mean(voice() ** 2)), rel=0.15)


@pytest.mark.parametrize("speed", SPEEDS)
def test_pieces_make_the_same_sound_as_the_whole(speed):
    samples, stretcher, parts, at = voice(1.3), Stretcher(speed), [], 0
    for size in [960, 1, 5000, 333, 0, 24_000, 10_000]:
        parts.append(stretcher.push(samples[at : at + size]))
        at += size
    parts += [stretcher.push(samples[at:]), stretcher.flush()]
    np.testing.assert_allclose(np.concatenate(parts), whole(speed, samples), atol=1e-6)


@pytest.mark.parametrize("speed", SPEEDS)
def test_there_are_no_clicks(speed):
    samples = voice()
    step = np.abs(np.diff(samples)).max()
    assert np.abs(np.diff(whole(speed, samples)[100:-100])).max() < 1.6 * step


def test_speed_one_is_the_sound_itself():
    samples = voice(0.4)
    np.testing.assert_array_equal(whole(1.0, samples), samples)


def test_a_second_utterance_begins_anew():
    stretcher = Stretcher(1.25)
    first = np.concatenate([stretcher.push(voice()), stretcher.flush()])
    second = np.concatenate([stretcher.push(voice()), stretcher.flush()])
    np.testing.assert_array_equal(first, second)


@pytest.mark.parametrize("length", [0, 1, 100, 700, 1500])
def test_short_utterances_come_out_whole(length):
    heard = whole(1.25, voice()[:length])
    assert len(heard) == round(length / 1.25)
    assert np.isfinite(heard).all()
