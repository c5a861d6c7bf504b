"""Speech faster or slower at the same pitch: overlapping pieces, each taken where it fits the end of the one before.

WSOLA (Verhelst and Roelands 1993). Pieces in equal the whole in: what comes out does not depend on how it was cut up.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]

PIECE = 720
"""Samples of a piece, 30 ms at 24 kHz; neighbours overlap by half."""
HOP = PIECE // 2
REACH = 240
"""Samples that a piece may be taken earlier or later: a period of the lowest voice, 100 Hz."""
LEAST = 0.01
"""A change of speed below this is none."""


class Stretcher:
    """`push` samples [n] of an utterance, then `flush`; both return what is ready, [n / speed] in all."""

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self._through = abs(speed - 1) < LEAST
        self._window = np.hanning(PIECE + 1)[:PIECE].astype(np.float32)
        self._begin()

    def _begin(self) -> None:
        self._in = np.zeros(0, np.float32)
        self._dropped = 0
        self._made = 0
        self._tail: Samples | None = None
        self._next: Samples | None = None

    def push(self, samples: Samples) -> Samples:
        """Take the next samples."""
        if self._through:
            return samples
        self._in = np.concatenate([self._in, samples])
        return self._run()

    def flush(self) -> Samples:
        """End the utterance."""
        if self._through:
            return np.zeros(0, np.float32)
        wanted = round((self._dropped + len(self._in)) / self._speed)
        ready = self._made * HOP
        self._in = np.concatenate([self._in, np.zeros(2 * PIECE + 2 * REACH, np.float32)])
        rest = self._run()
        self._begin()
        return rest[: max(0, wanted - ready)]

    def _run(self) -> Samples:
        """Make all pieces for which there is enough."""
        made: list[Samples] = []
        while (at := round(self._made * HOP * self._speed) - self._dropped) + PIECE + HOP + REACH <= len(self._in):
            begin = self._fitting(at)
            piece = self._in[begin : begin + PIECE] * self._window
            if self._tail is None:  # nothing to fade in from
                piece[:HOP] = self._in[begin : begin + HOP]
                self._tail = np.zeros(HOP, np.float32)
            made.append(self._tail + piece[:HOP])
            self._tail = piece[HOP:]
            self._next = self._in[begin + HOP : begin + HOP + HOP].copy()
            self._made += 1
            self._drop(round(self._made * HOP * self._speed) - REACH)
        return np.concatenate(made) if made else np.zeros(0, np.float32)

    def _fitting(self, at: int) -> int:
        """The place near `at` that is most like what would have come next."""
        if self._next is None:
            return max(0, at)
        low = max(0, at - REACH)
        room = self._in[low : at + REACH + HOP]
        likeness = np.correlate(room, self._next, "valid")
        energy = np.convolve(room**2, np.ones(HOP, np.float32), "valid")
        return low + int(np.argmax(likeness / np.sqrt(energy + 1e-6)))

    def _drop(self, until: int) -> None:
        """Forget samples before the place `until`, counted from the beginning."""
        count = max(0, min(until - self._dropped, len(self._in)))
        self._in = self._in[count:]
        self._dropped += count
