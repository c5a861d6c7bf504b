"""Where speech begins and ends in a recording, and cutting the silence around it."""

from __future__ import annotations

import numpy as np

LOUD = 250  # of 32 767: quieter samples are silence


def speech_span(samples: np.ndarray, rate: int) -> tuple[int, int]:
    """First sample of the speech and the one after its last, to 10 ms; (0, 0) where all is silent."""
    block = rate // 100
    loud = np.abs(samples[: len(samples) // block * block].astype(np.float32)).reshape(-1, block).max(1) > LOUD
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
