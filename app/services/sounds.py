"""Sounds of the window's own: a chime to hear whether the loudspeaker works, a sweep to measure echo. No Qt."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.config import SPEAKING_RATE

Samples = npt.NDArray[np.float32]
FADE_S = 0.02


def chime() -> Samples:
    """Return a friendly chord [n] at 24 kHz, one note after the other, 1.2 s."""
    seconds = np.arange(int(1.2 * SPEAKING_RATE)) / SPEAKING_RATE
    sound = np.zeros_like(seconds)
    for number, hertz in enumerate((523.25, 659.25, 783.99)):
        since = seconds - 0.14 * number
        note = np.sin(2 * np.pi * hertz * since) * np.exp(-3.5 * since) * np.minimum(1, since / 0.01)
        sound += np.where(since > 0, note, 0.0)
    return _faded(0.22 * sound)


def sweep(seconds: float = 0.8, low: float = 300.0, high: float = 3400.0) -> Samples:
    """Return a rising tone [n] at 24 kHz, as loud as speech; its pitch rises by the same factor in the same time."""
    t = np.arange(int(seconds * SPEAKING_RATE)) / SPEAKING_RATE
    rate = np.log(high / low) / seconds
    return _faded(0.2 * np.sin(2 * np.pi * low * (np.exp(rate * t) - 1) / rate))


def level(samples: Samples) -> float:
    """Return how loud samples [n] are: 0 (-60 dBFS and less) to 1 (full scale), linear in dB."""
    if not len(samples):
        return 0.0
    db = 10 * float(np.log10(np.mean(np.square(samples, dtype=np.float64)) + 1e-12))
    return min(1.0, max(0.0, 1 + db / 60))


def _faded(sound: npt.NDArray[np.float64]) -> Samples:
    edge = np.linspace(0, 1, int(FADE_S * SPEAKING_RATE))
    sound[: len(edge)] *= edge
    sound[-len(edge) :] *= edge[::-1]
    return sound.astype(np.float32)
