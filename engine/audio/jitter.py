"""The buffer between the thread that makes speech and the callback that plays it."""

from __future__ import annotations

import threading
from collections import deque

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]


class JitterBuffer:
    """Holds samples until they are played; starts, and starts again after running dry, with `ahead` samples in hand.

    Sound never ends in a jump: the last `fade` samples before a gap are ramped down.
    """

    def __init__(self, ahead: int, fade: int) -> None:
        self._ahead = ahead
        self._ramp = np.linspace(1.0, 0.0, fade, endpoint=False, dtype=np.float32)
        self._pieces: deque[Samples] = deque()
        self._held = 0
        self._finished = True
        self._flowing = False
        self._lock = threading.Lock()
        self.underruns = 0
        """How often it ran dry in the middle of speech."""
        self.played = 0
        """Samples handed out so far."""

    def push(self, samples: Samples) -> None:
        """Append samples [n]; speech goes on until `finish`."""
        with self._lock:
            self._finished = False
            self._pieces.append(np.asarray(samples, dtype=np.float32))
            self._held += len(samples)

    def finish(self) -> None:
        """Say that nothing more comes, so that what is left is played however little it is."""
        with self._lock:
            self._finished = True

    def stop(self) -> None:
        """Drop everything but a short fade-out."""
        with self._lock:
            tail = self._take(min(len(self._ramp), self._held)) if self._flowing else np.zeros(0, np.float32)
            self._pieces.clear()
            self._pieces.append(self._faded(tail))
            self._held = len(tail)
            self._finished = True

    @property
    def held(self) -> int:
        """Samples not yet handed out."""
        return self._held

    def pull(self, out: Samples) -> None:
        """Fill `out` [n] with the next samples, or silence. Called by the loudspeaker's callback."""
        with self._lock:
            self._flowing = self._flowing or self._held >= self._ahead or (self._finished and self._held > 0)
            count = min(len(out), self._held) if self._flowing else 0
            out[:count] = self._take(count)
            out[count:] = 0.0
            self.played += count
            if self._flowing and count < len(out):
                self._dry(out[:count])

    def _dry(self, last: Samples) -> None:
        self._flowing = False
        if not self._finished:
            self.underruns += 1
            last[:] = self._faded(last)

    def _faded(self, samples: Samples) -> Samples:
        count = min(len(samples), len(self._ramp))
        faded = samples.copy()
        faded[len(samples) - count :] *= self._ramp[len(self._ramp) - count :]
        return faded

    def _take(self, count: int) -> Samples:
        taken: list[Samples] = []
        self._held -= count
        while count:
            piece = self._pieces.popleft()
            if len(piece) > count:
                self._pieces.appendleft(piece[count:])
            taken.append(piece[:count])
            count -= len(taken[-1])
        return np.concatenate(taken) if taken else np.zeros(0, np.float32)
