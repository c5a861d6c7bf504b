"""The loudspeaker as the engine uses it: opened when needed; when there is none, a notice instead of a failure."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from engine.audio import Loudspeaker
from engine.config import SPEAKING_RATE
from engine.errors import AudioDeviceError

ON_ITS_WAY_S = 0.1
"""Seconds from a sample's being made to its being heard: the loudspeaker's buffer and the device's."""
CLOSE_AFTER_S = 10.0
"""Seconds of silence after which the device is given back, so that it may sleep."""


class Mouth:
    """Plays one answer after another; belongs to the model thread. With `enabled` false nothing is ever opened."""

    def __init__(self, device: str | None, notify: Callable[[str], None]) -> None:
        self.device = device
        self.enabled = True
        self._notify = notify
        self._speaker: Loudspeaker | None = None
        self._quiet_since = 0.0
        self._began: float | None = None
        self._said = 0

    @property
    def busy(self) -> bool:
        """Whether something is still to be heard."""
        return self._speaker is not None and self._speaker.busy

    @property
    def open(self) -> bool:
        """Whether the device is held, so that `poll` has something to do."""
        return self._speaker is not None

    def begin(self) -> None:
        """Fall silent and get ready for a new answer."""
        self.stop()
        self._began, self._said = None, 0
        self._quiet_since = time.monotonic()
        if self._speaker is None and self.enabled:
            try:
                self._speaker = Loudspeaker(self.device)
            except AudioDeviceError as error:
                self._notify(str(error))

    def say(self, samples: npt.NDArray[np.float32]) -> None:
        """Play samples [n] at 24 kHz after those before."""
        if self._speaker is not None:
            self._began = self._began or time.monotonic()
            self._said += len(samples)
            self._speaker.push(samples)

    def finish(self) -> None:
        """End the answer."""
        if self._speaker is not None:
            self._speaker.finish()

    @property
    def heard(self) -> int | None:
        """Samples of this answer that were heard so far, reckoned from the time; None where nothing was played."""
        if self._began is None:
            return None
        return max(0, min(self._said, int((time.monotonic() - self._began - ON_ITS_WAY_S) * SPEAKING_RATE)))

    def stop(self) -> None:
        """Fall silent within a block."""
        if self._speaker is not None:
            self._speaker.stop()

    def poll(self, *, resting: bool) -> None:
        """Notice a device that died, and give back one that is silent for long while the engine is `resting`."""
        if self._speaker is None:
            return
        if self._speaker.busy or not resting:
            self._quiet_since = time.monotonic()
        try:
            self._speaker.check()
        except AudioDeviceError as error:
            self._notify(str(error))
            self.close()
            return
        if time.monotonic() - self._quiet_since > CLOSE_AFTER_S:
            self.close()

    def close(self) -> None:
        """Give the device back."""
        if self._speaker is not None:
            self._speaker.close()
            self._speaker = None
