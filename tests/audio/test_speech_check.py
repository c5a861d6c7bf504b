"""Speech is told from silence and noise. question.flac is flite's voice rms (permissive licence)."""

from pathlib import Path

import numpy as np
import pytest

from engine.audio import SpeechCheck, read_recording
from engine.errors import AudioInputError

RATE = 16_000


@pytest.fixture(scope="module")
def speech() -> np.ndarray:
    return read_recording(Path(__file__).with_name("data") / "question.flac")


def coloured(seconds: float, slope: float, seed: int = 0) -> np.ndarray:
    """Noise whose amplitude falls with frequency ** slope: 0 white, 0.5 pink, 1 brown; peak 0.5."""
    count = int(seconds * RATE)
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(count))
    noise = np.fft.irfft(spectrum / np.maximum(np.arange(len(spectrum)) * RATE / count, 20) ** slope, count)
    return (0.5 * noise / np.abs(noise).max()).astype(np.float32)


def check(samples: np.ndarray) -> None:
    listener = SpeechCheck()
    listener.push(samples.astype(np.float32))
    listener.require("the recording")


def test_clear_speech_passes(speech):
    check(speech)
    check(speech * 0.2)


@pytest.mark.parametrize("slope", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("snr", [10, 20])
def test_speech_in_noise_passes(speech, slope, snr):
    noise = coloured(len(speech) / RATE, slope)[: len(speech)]
    check(speech + noise * np.sqrt(np.square(speech).mean() / np.square(noise).mean()) * 10 ** (-snr / 20))


def test_speech_between_long_silences_passes(speech):
    check(np.concatenate([np.zeros(20 * RATE, np.float32), speech, np.zeros(20 * RATE, np.float32)]))


@pytest.mark.parametrize("slope", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("seconds", [0.4, 3, 40])
def test_noise_is_not_speech_even_between_silences(seconds, slope):
    noise = coloured(seconds, slope)
    for samples in (noise, noise * 0.01, np.pad(noise, RATE)):
        with pytest.raises(AudioInputError, match="only"):
            check(samples)


@pytest.mark.parametrize("samples", [np.zeros(2 * RATE), np.full(2 * RATE, 0.3), coloured(2, 0) * 1e-4])
def test_silence_is_named(samples):
    with pytest.raises(AudioInputError, match="I heard no speech in the recording"):
        check(samples)


@pytest.mark.parametrize("hertz", [50, 150, 440])
def test_a_steady_tone_is_not_speech(hertz):
    with pytest.raises(AudioInputError, match="only noise"):
        check(0.3 * np.sin(2 * np.pi * hertz * np.arange(3 * RATE) / RATE))


@pytest.mark.parametrize("count", [0, 1, 2000])
def test_a_slip_on_the_key_is_too_short(count):
    with pytest.raises(AudioInputError, match="ask a longer question"):
        check(np.ones(count))


def test_pieces_equal_the_whole(speech):
    whole = SpeechCheck()
    whole.push(speech)
    pieces = SpeechCheck()
    for piece in np.split(speech, np.cumsum(np.random.default_rng(3).integers(1, 2000, 40))):
        pieces.push(piece)
    assert whole.voiced_frames == pieces.voiced_frames > 20
    np.testing.assert_allclose(whole._levels, pieces._levels)
