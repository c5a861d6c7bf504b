"""Where speech begins, ends and is quietest in a recording, and cutting the silence around it."""

from __future__ import annotations

import numpy as np

RATE = 16_000  # of what the model hears
LOUD = 250  # of 32 767: quieter samples are silence
BLOCK = 80  # samples of the blocks whose energy is looked at: 5 ms
SEARCH = 0.06  # seconds before and after a word's bound within which a cut is looked for
FAR = 5.0
"""Decibels by which a cut at the edge of the search must be quieter: the quietest place alone is too often a stop's
closure inside of the word."""


def speech_span(samples: np.ndarray, rate: int, least: float = LOUD) -> tuple[int, int]:
    """First sample of the speech and the one after its last, to 10 ms; (0, 0) where nothing is louder than `least`."""
    block = rate // 100
    loud = np.abs(samples[: len(samples) // block * block].astype(np.float32)).reshape(-1, block).max(1) > least
    if not loud.any():
        return 0, 0
    return int(np.argmax(loud)) * block, (len(loud) - int(np.argmax(loud[::-1]))) * block


def trimmed(samples: np.ndarray, rate: int, lead: float = 0.08, trail: float = 0.16) -> np.ndarray:
    """Cut or pad silence to `lead` seconds before and `trail` after the speech."""
    first, last = speech_span(samples, rate)
    if not last:
        return samples[:0]
    speech = samples[max(0, first - int(lead * rate)) : last + int(trail * rate)]
    before = max(0, int(lead * rate) - first)
    after = max(0, last + int(trail * rate) - len(samples))
    return np.pad(speech, (before, after))


def quiet_place(wave: np.ndarray, at: float) -> tuple[int, float]:
    """The sample near `at` seconds where a cut is heard least, and its level in decibels.

    There is little energy, and it is not far away. `wave` is float in [-1, 1] at 16 kHz.
    """
    first = max(0, round((at - SEARCH) * RATE / BLOCK))
    last = min(len(wave) // BLOCK, round((at + SEARCH) * RATE / BLOCK) + 1)
    if last <= first:
        return int(np.clip(round(at * RATE), 0, len(wave))), 0.0
    loudness = decibels(wave[first * BLOCK : last * BLOCK].reshape(-1, BLOCK))
    far = (np.arange(first, last) + 0.5) * BLOCK / RATE - at
    best = int(np.argmin(loudness + FAR * (far / SEARCH) ** 2))
    return (first + best) * BLOCK + BLOCK // 2, float(loudness[best])


def decibels(samples: np.ndarray) -> np.ndarray:
    """Mean power along the last axis."""
    power: np.ndarray = 10 * np.log10(np.mean(samples**2, -1) + 1e-9)
    return power
