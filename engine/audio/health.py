"""Is the microphone all right? Nothing but zeros: it is muted; many full-scale samples: it is too loud."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.config import HEARING_RATE
from engine.events import DeviceProblem

MUTED_S = 5.0
"""Seconds of exact zeros; a real microphone that is on always has some noise."""
FULL_SCALE = 0.995
CLIPPED = 0.005
"""Share of full-scale samples within `CLIPPED_OF_S` seconds that one hears as distortion."""
CLIPPED_OF_S = 1.0
CLEAN_S = 10.0
"""Seconds without clipping after which it is told again."""


class InputHealth:
    """Watches samples at 16 kHz and tells when something is wrong, once, and when it is right again."""

    def __init__(self) -> None:
        self.problem: DeviceProblem = ""
        self._zeros = self._clean = 0
        self._window, self._clipped = 0, 0

    def push(self, samples: npt.NDArray[np.float32]) -> DeviceProblem | None:
        """Return the new problem after more samples [n] ("" for none), or None where nothing changed."""
        if not len(samples):
            return None
        highest = float(np.abs(samples).max())
        self._zeros = self._zeros + len(samples) if highest == 0.0 else 0
        clips = self._clips(samples, highest)
        if self._zeros >= MUTED_S * HEARING_RATE:
            return self._changed("muted")
        if clips:
            return self._changed("clipping")
        if self.problem == "muted" and highest > 0.0:
            return self._changed("")
        if self.problem == "clipping" and self._clean > CLEAN_S * HEARING_RATE:
            return self._changed("")
        return None

    def _clips(self, samples: npt.NDArray[np.float32], highest: float) -> bool:
        loud = int((np.abs(samples) >= FULL_SCALE).sum()) if highest >= FULL_SCALE else 0
        self._clean = 0 if loud else self._clean + len(samples)
        self._window += len(samples)
        self._clipped += loud
        clips = self._clipped > CLIPPED * CLIPPED_OF_S * HEARING_RATE
        if clips or self._window >= CLIPPED_OF_S * HEARING_RATE:
            self._window = self._clipped = 0
        return clips

    def _changed(self, problem: DeviceProblem) -> DeviceProblem | None:
        if problem == self.problem:
            return None
        self.problem = problem
        return problem
