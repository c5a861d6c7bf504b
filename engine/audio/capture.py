"""The microphone: whatever rate the device gives in, 16 kHz out, in pieces."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import Any

import numpy as np
import numpy.typing as npt
import soxr

from engine.audio.files import to_mono
from engine.audio.streams import DeviceStream
from engine.config import HEARING_RATE

BLOCK = HEARING_RATE // 100
"""Samples of a callback: 10 ms; a late callback loses nothing here, and every block is a delay."""
HELD_BLOCKS = 1_000
"""Blocks kept for a reader that is late: 10 s."""
LONGEST_WAIT_S = 0.15


class Microphone(DeviceStream):
    """Records from its making on. Opening may take some tenths of a second.

    Raises:
        AudioDeviceError: there is no such device, or it cannot be opened; from `check`, when it stopped working.
    """

    def __init__(self, name: str | None = None) -> None:
        self._blocks: deque[npt.NDArray[np.float32]] = deque(maxlen=HELD_BLOCKS)
        self._arrived, self._wanted = threading.Event(), 1
        self.lost_blocks = 0
        super().__init__("microphone", "InputStream", name, HEARING_RATE, BLOCK)
        same = self.rate == HEARING_RATE
        self._resampler = None if same else soxr.ResampleStream(self.rate, HEARING_RATE, 1, dtype="float32")

    def read(self) -> npt.NDArray[np.float32]:
        """Return the samples [n] float32 at 16 kHz that came since the last call; never waits."""
        blocks = [self._blocks.popleft() for _ in range(len(self._blocks))]
        if not blocks:
            return np.zeros(0, np.float32)
        together = np.concatenate(blocks)
        samples = together[:, 0] if together.shape[1] == 1 else to_mono(together)
        return self._resampler.resample_chunk(samples) if self._resampler else samples

    def wait(self, seconds: float, blocks: int = 1) -> None:
        """Return when so many blocks have come, or after so many seconds."""
        self._wanted = blocks
        if len(self._blocks) < blocks:
            self._arrived.wait(seconds)
        self._arrived.clear()

    def finish(self) -> npt.NDArray[np.float32]:
        """Stop, and return the samples since the last `read`, those still on their way from the device included."""
        time.sleep(min(LONGEST_WAIT_S, self._stream.latency))
        rest, resampler = self.read(), self._resampler
        self.close()
        if resampler is None:
            return rest
        return np.concatenate([rest, resampler.resample_chunk(np.zeros(0, np.float32), last=True)])

    def let_go(self) -> None:
        """Free the resampler."""
        self._resampler = None

    def copy(self, block: npt.NDArray[np.float32], *about: Any) -> None:
        """Keep the block [frames, channels]; the oldest goes when the reader is too late."""
        self.lost_blocks += bool(about[-1].input_overflow) or len(self._blocks) == HELD_BLOCKS
        self._blocks.append(block.copy())
        if len(self._blocks) >= self._wanted:
            self._arrived.set()
