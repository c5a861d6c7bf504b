"""The loudspeaker: speech at 24 kHz in, in pieces; sound out, at whatever rate the device takes."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import numpy.typing as npt
import soxr

from engine.audio.jitter import JitterBuffer
from engine.audio.streams import DeviceStream
from engine.config import SPEAKING_RATE

BLOCK = SPEAKING_RATE // 50
"""Samples of a callback: 20 ms; at 10 ms a loaded machine drops some."""
AHEAD_S = 0.08
FADE_S = 0.005


class Loudspeaker(DeviceStream):
    """Plays what is pushed, in order. Opening may take some tenths of a second.

    Raises:
        AudioDeviceError: there is no such device, or it cannot be opened; from `check`, when it stopped working.
    """

    def __init__(self, name: str | None = None) -> None:
        self._buffer = JitterBuffer(int(AHEAD_S * SPEAKING_RATE), int(FADE_S * SPEAKING_RATE))
        self._last_sound = 0.0
        self.device_underruns = 0
        super().__init__("loudspeaker", "OutputStream", name, SPEAKING_RATE, BLOCK)
        self._resampler = self._new_resampler()

    def push(self, samples: npt.NDArray[np.float32]) -> None:
        """Play samples [n] float32 at 24 kHz after those pushed before."""
        self._buffer.push(self._resampler.resample_chunk(samples) if self._resampler else samples)

    def finish(self) -> None:
        """End an utterance, so that its last samples are played."""
        if self._resampler:
            self._buffer.push(self._resampler.resample_chunk(np.zeros(0, np.float32), last=True))
            self._resampler = self._new_resampler()
        self._buffer.finish()

    def stop(self) -> None:
        """Fall silent within a block and forget what was pushed."""
        self._resampler = self._new_resampler()
        self._buffer.stop()

    @property
    def busy(self) -> bool:
        """Whether something is still to be heard."""
        return self._buffer.held > 0 or time.monotonic() - self._last_sound < self._stream.latency

    @property
    def underruns(self) -> int:
        """How often speech came too late for the loudspeaker."""
        return self._buffer.underruns

    def copy(self, out: npt.NDArray[np.float32], *about: Any) -> None:
        """Fill the block `out` [frames, 1]."""
        if self._buffer.held:
            self._last_sound = time.monotonic()
        self.device_underruns += bool(about[-1].output_underflow)
        self._buffer.pull(out[:, 0])

    def _new_resampler(self) -> Any:
        same = self.rate == SPEAKING_RATE
        return None if same else soxr.ResampleStream(SPEAKING_RATE, self.rate, 1, dtype="float32")
