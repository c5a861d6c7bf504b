"""The buffer between the thread that makes speech and the callback that plays it."""

from __future__ import annotations

import threading
from collections import deque

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]


class JitterBuffer:
    """Holds samples until they are played; starts, and starts again after running dry, with `ahead` samples in hand.

    Sound never ends in a jump: the last `fade` samples before a gap are ramped down. `duck` and `hold` act on what is
    in hand already, at once, over `ramp` samples.
    """

    def __init__(self, ahead: int, fade: int, ramp: int = 1) -> None:
        self._ahead = ahead
        self._ramp = np.linspace(1.0, 0.0, fade, endpoint=False, dtype=np.float32)
        self._step = 1.0 / max(1, ramp)
        self._gain = self._target = self._wanted = 1.0
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
        """Drop everything but a short fade-out; what comes next is as loud as ever."""
        with self._lock:
            count = min(len(self._ramp), self._held) if self._flowing and self._gain else 0
            tail = self._faded(self._take(count)) * np.float32(self._gain)
            self._pieces.clear()
            self._pieces.append(tail)
            self._held = len(tail)
            self._finished = True
            self._gain = self._target = self._wanted = 1.0

    def duck(self, gain: float) -> None:
        """Play with this gain (0 to 1) from now on."""
        with self._lock:
            self._wanted = gain
            if self._target:
                self._target = gain

    def hold(self) -> None:
        """Fade out and keep the rest, until `go_on` or `stop`."""
        with self._lock:
            self._target = 0.0

    def go_on(self) -> None:
        """Play on after `hold`."""
        with self._lock:
            self._target = self._wanted

    @property
    def holding(self) -> bool:
        """Whether it is silent because of `hold`."""
        return self._target == 0.0

    @property
    def gain(self) -> float:
        """How loud it plays now."""
        return self._gain

    @property
    def held(self) -> int:
        """Samples not yet handed out."""
        return self._held

    def pull(self, out: Samples) -> None:
        """Fill `out` [n] with the next samples, or silence. Called by the loudspeaker's callback."""
        with self._lock:
            out[:] = 0.0
            if not self._target and not self._gain:
                return
            self._flowing = self._flowing or self._held >= self._ahead or (self._finished and self._held > 0)
            count = min(len(out), self._held, self._until_silent()) if self._flowing else 0
            out[:count] = self._take(count)
            self._amplify(out[:count])
            self.played += count
            if self._flowing and count < len(out) and self._target:
                self._dry(out[:count])

    def _until_silent(self) -> int:
        """Samples that the fade-out of `hold` still lasts; where it does not fade out, any number."""
        return self._held if self._target else int(np.ceil(self._gain / self._step))

    def _amplify(self, samples: Samples) -> None:
        if self._gain == self._target == 1.0 or not len(samples):
            return
        if self._gain != self._target:
            way = self._target - self._gain
            steps = self._step * np.arange(1, len(samples) + 1)
            gains = self._gain + np.sign(way) * np.minimum(steps, abs(way))
            self._gain = float(gains[-1])
            samples *= gains.astype(np.float32)
            return
        samples *= np.float32(self._gain)

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
