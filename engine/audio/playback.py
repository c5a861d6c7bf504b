"""The loudspeaker: speech at 24 kHz in, in pieces; sound out, at whatever rate the device takes."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import numpy.typing as npt
import soxr

from engine.audio.echo import Reference
from engine.audio.jitter import JitterBuffer
from engine.audio.streams import DeviceStream
from engine.config import SPEAKING_RATE

BLOCK = SPEAKING_RATE // 50
"""Samples of a callback: 20 ms; at 10 ms a loaded machine drops some."""
AHEAD_S = 0.08
FADE_S = 0.005
RAMP_S = 0.02
"""Seconds from full loudness to silence when an answer is interrupted."""
DUCKED = 0.2
"""Loudness of an answer while somebody may be speaking over it: 14 dB less."""


class Loudspeaker(DeviceStream):
    """Plays what is pushed, in order. Opening may take some tenths of a second.

    `reference` gets what is really played, silence included, for the echo canceller.

    Raises:
        AudioDeviceError: there is no such device, or it cannot be opened; from `check`, when it stopped working.
    """

    def __init__(self, name: str | None = None, reference: Reference | None = None) -> None:
        self._buffer = JitterBuffer(*(int(s * SPEAKING_RATE) for s in (AHEAD_S, FADE_S, RAMP_S)))
        self._reference = reference
        self.volume = 1.0
        """Loudness, 0 to 1; any thread may change it."""
        self._last_sound = 0.0
        self.device_underruns = 0
        if reference is not None:
            reference.begin(SPEAKING_RATE)
        super().__init__("loudspeaker", "OutputStream", name, SPEAKING_RATE, BLOCK)
        if reference is not None and self.rate != SPEAKING_RATE:
            reference.begin(self.rate)
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

    def duck(self, *, on: bool) -> None:
        """Play softer, or as loud as usual again. Any thread may call this, `hold` and `go_on`."""
        self._buffer.duck(DUCKED if on else 1.0)

    def hold(self) -> None:
        """Fade out and keep the rest."""
        self._buffer.hold()

    def go_on(self) -> None:
        """Play the rest."""
        self._buffer.go_on()

    @property
    def busy(self) -> bool:
        """Whether something is still to be heard."""
        return self._buffer.held > 0 or time.monotonic() - self._last_sound < self._stream.latency

    @property
    def heard_s(self) -> float:
        """Seconds of sound that left the loudspeaker since it was opened; its latency is the system's own guess."""
        latency = self._stream.latency if self._buffer.held else 0.0
        return max(0.0, self._buffer.played / self.rate - latency)

    @property
    def underruns(self) -> int:
        """How often speech came too late for the loudspeaker."""
        return self._buffer.underruns

    def copy(self, out: npt.NDArray[np.float32], *about: Any) -> None:
        """Fill the block `out` [frames, channels]."""
        if self._buffer.held and not self._buffer.holding:
            self._last_sound = time.monotonic()
        self.device_underruns += bool(about[-1].output_underflow)
        first = out[:, 0]
        self._buffer.pull(first)
        if self.volume != 1.0:
            first *= np.float32(self.volume)
        for other in range(1, out.shape[1]):
            out[:, other] = first
        if self._reference is not None:
            self._reference.write(first)

    def let_go(self) -> None:
        """Free the resamplers."""
        self._resampler = None
        if self._reference is not None:
            self._reference.end()

    def _new_resampler(self) -> Any:
        same = self.rate == SPEAKING_RATE
        return None if same else soxr.ResampleStream(SPEAKING_RATE, self.rate, 1, dtype="float32")
