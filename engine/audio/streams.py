"""What microphone and loudspeaker have in common: opening, noticing a stream that died, closing."""

from __future__ import annotations

import time
from typing import Any

from engine.audio.devices import Kind, close_stream, find_device, open_stream
from engine.errors import AudioDeviceError

DEAD_AFTER_S = 3.0
"""Seconds without a callback after which a stream counts as dead; a fresh PulseAudio sink may take 1.3 s to begin."""


class DeviceStream:
    """A running PortAudio stream whose callback tells that it lives."""

    def __init__(self, kind: Kind, stream_class: str, name: str | None, rate: int, block: int) -> None:
        self.device = find_device(kind, name)
        self._kind = kind
        self._closing = False
        self._ended = False
        self._beat = time.monotonic()
        self._stream, self.rate = open_stream(
            stream_class, self.device, rate, blocksize=block, callback=self._callback, finished_callback=self._finished
        )

    def check(self) -> None:
        """Do nothing if the stream lives.

        Raises:
            AudioDeviceError: the device was unplugged, or its server ended.
        """
        if self._ended or time.monotonic() - self._beat > DEAD_AFTER_S:
            raise AudioDeviceError(f"The {self._kind} {self.device.name!r} stopped working: connect it again.")

    def close(self) -> None:
        """Stop at once; harmless when called again or after the device is gone."""
        if not self._closing:
            self._closing = True
            close_stream(self._stream)
            self.let_go()

    def let_go(self) -> None:
        """Free what is left; soxr complains aloud about streams that are still there when the program ends."""

    def _callback(self, *arguments: Any) -> None:
        self._beat = time.monotonic()
        self.copy(*arguments)

    def copy(self, *arguments: Any) -> None:
        """Move samples between the callback's block and a buffer, and nothing else."""
        raise NotImplementedError

    def _finished(self) -> None:
        self._ended = not self._closing
