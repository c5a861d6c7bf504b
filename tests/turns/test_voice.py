"""What is taken for speech, and that Silero's network in numpy is the package's own."""

import warnings

import numpy as np
import pytest

from engine import read_recording
from engine.turns import FRAME, VoiceDetector
from engine.turns.silero import WINDOW, Silero

RATE = 16_000


@pytest.fixture(scope="module")
def speech(root):
    return read_recording(root / "tests" / "audio" / "data" / "question.flac")


def frames(samples):
    return samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME)


def test_silero_in_numpy_agrees_with_the_package(speech):
    import torch

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        from silero_vad import load_silero_vad

        package = load_silero_vad()
    ours = Silero()
    windows = speech[: len(speech) // WINDOW * WINDOW].reshape(-1, WINDOW)
    mine = np.array([ours.push(window) for window in windows])
    with torch.inference_mode():
        theirs = np.array([float(package(torch.from_numpy(window.copy()), RATE)) for window in windows])
    # The package's two files of weights are of different trainings: close, not equal.
    assert np.mean((mine > 0.5) == (theirs > 0.5)) > 0.97
    assert np.median(np.abs(mine - theirs)) < 0.01


def test_speech_is_speech_and_silence_is_not(speech):
    detector = VoiceDetector()
    found = [detector.push(frame) for frame in frames(np.concatenate([np.zeros(RATE, np.float32), speech]))]
    assert not any(voice.begins for voice in found[:50])
    assert np.mean([voice.begins for voice in found[70:180]]) > 0.9


def test_a_closed_gate_costs_no_judgement(noises):
    detector = VoiceDetector()
    detector._silero.push = lambda _window: pytest.fail("Silero was asked about silence")
    for frame in frames(noises["silence"]):
        assert detector.push(frame).probability == 0.0


def test_steady_noise_opens_the_gate_but_is_no_speech(noises):
    detector = VoiceDetector()
    loud = noises["white noise"] * 4
    found = [detector.push(frame) for frame in frames(loud)]
    assert any(voice.gate for voice in found)
    assert not any(voice.begins for voice in found)
