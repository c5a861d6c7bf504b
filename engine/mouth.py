"""The loudspeaker as the engine uses it: opened when needed, looked for when lost; a notice, never a failure."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from engine.audio import Loudspeaker, Reference, list_devices
from engine.config import SPEAKING_RATE
from engine.errors import AudioDeviceError
from engine.events import DeviceProblem
from engine.preferences import Preferences

CLOSE_AFTER_S = 10.0
"""Seconds of silence after which the device is given back, so that it may sleep."""
LOOKED_FOR_S = 6.0
"""Seconds in which a lost loudspeaker is looked for, to play the rest of an answer."""
LOOK_EVERY_S = 0.5

Samples = npt.NDArray[np.float32]
Tell = Callable[[str, DeviceProblem, str], None]
"""Takes the loudspeaker's name, its problem, and a sentence for the user."""


class Mouth:
    """Plays one answer after another; belongs to the model thread. With `enabled` false nothing is ever opened.

    `duck`, `hold` and `go_on` may come from any thread: they only tell the sound callback what to do.
    """

    def __init__(self, preferences: Preferences, tell: Tell, reference: Reference | None = None) -> None:
        self._preferences = preferences
        self._opened: str | None = None
        self.enabled = True
        self._underruns = 0
        self._tell, self._reference = tell, reference
        self._speaker: Loudspeaker | None = None
        self._quiet_since = 0.0
        self._lost_at: float | None = None
        self._looked_at = 0.0
        self._answer: list[Samples] = []
        self._said = self._skipped = 0
        self._finished = False
        self._from_s = 0.0

    @property
    def device(self) -> str | None:
        """Name of the loudspeaker wanted; None: the system's choice."""
        return self._preferences.loudspeaker

    @property
    def busy(self) -> bool:
        """Whether something is still to be heard."""
        if self._lost_at is not None:
            return True
        return self._speaker is not None and self._speaker.busy

    @property
    def open(self) -> bool:
        """Whether there is a device to look after."""
        return self._speaker is not None or self._lost_at is not None

    @property
    def underruns(self) -> int:
        """How often speech came too late for the loudspeaker so far."""
        speaker = self._speaker
        return self._underruns + (speaker.underruns if speaker is not None else 0)

    def begin(self) -> None:
        """Fall silent and get ready for a new answer."""
        self.stop()
        self._forget()
        self._quiet_since = time.monotonic()
        if self._speaker is not None and self._opened != self.device:
            self.close()
        if self._speaker is None and self.enabled:
            try:
                self._open()
            except AudioDeviceError as error:
                self._tell(self.device or "", "missing", str(error))
        if self._speaker is not None:
            self._from_s = self._speaker.heard_s

    def say(self, samples: Samples) -> None:
        """Play samples [n] at 24 kHz after those before."""
        if not len(samples) or (self._speaker is None and self._lost_at is None):
            return
        self._said += len(samples)
        self._answer.append(samples)
        if self._speaker is not None:
            self._speaker.push(samples)

    def finish(self) -> None:
        """End the answer."""
        self._finished = True
        if self._speaker is not None:
            self._speaker.finish()

    @property
    def heard(self) -> int | None:
        """Samples at 24 kHz of this answer that were heard so far; None where nothing was played."""
        if not self._said or (self._speaker is None and self._lost_at is None):
            return None
        heard = 0.0 if self._speaker is None else self._speaker.heard_s - self._from_s
        return max(0, min(self._said, self._skipped + int(heard * SPEAKING_RATE)))

    def duck(self, *, on: bool) -> None:
        """Play softer, or as before."""
        if (speaker := self._speaker) is not None:
            speaker.duck(on=on)

    def hold(self) -> None:
        """Fall silent, but keep the rest."""
        if (speaker := self._speaker) is not None:
            speaker.hold()

    def go_on(self) -> None:
        """Play the rest."""
        if (speaker := self._speaker) is not None:
            speaker.go_on()

    def stop(self) -> None:
        """Fall silent within a block."""
        self._lost_at = None
        self._answer.clear()
        if self._speaker is not None:
            self._speaker.stop()

    def poll(self, *, resting: bool) -> None:
        """Notice a device that died, look for it, and give back one that is silent while the engine is `resting`."""
        if self._speaker is None:
            self._look()
            return
        self._speaker.volume = self._preferences.volume
        if self._speaker.busy or not resting:
            self._quiet_since = time.monotonic()
        try:
            self._speaker.check()
        except AudioDeviceError as error:
            self._lose(error)
            return
        if time.monotonic() - self._quiet_since > CLOSE_AFTER_S:
            self.close()

    def close(self) -> None:
        """Give the device back."""
        self._lost_at = None
        if self._speaker is not None:
            self._underruns += self._speaker.underruns
            self._speaker.close()
            self._speaker = None

    def _open(self) -> None:
        self._opened = self.device
        self._speaker = Loudspeaker(self._opened, self._reference)
        self._speaker.volume = self._preferences.volume

    def _forget(self) -> None:
        self._answer.clear()
        self._said = self._skipped = 0
        self._finished, self._from_s = False, 0.0

    def _lose(self, error: AudioDeviceError) -> None:
        """Keep what was not heard yet, for when the device comes back."""
        name = self.device or ""
        heard, busy = self.heard or 0, self._speaker is not None and self._speaker.busy
        self.close()
        self._tell(name, "lost", str(error))
        if busy:
            self._answer = [np.concatenate([np.zeros(0, np.float32), *self._answer])[heard - self._skipped :]]
            self._skipped = heard
            self._lost_at = time.monotonic()

    def _look(self) -> None:
        """Try to open a lost device again, for a while, and play the rest there."""
        now = time.monotonic()
        if self._lost_at is None or now - self._looked_at < LOOK_EVERY_S:
            return
        self._looked_at = now
        try:
            list_devices(rescan=True)
            self._open()
        except AudioDeviceError:
            if now - self._lost_at > LOOKED_FOR_S:
                self._lost_at = None
                self._answer.clear()
            return
        self._lost_at, self._from_s = None, 0.0
        self._tell(self.device or "", "", "")
        if self._speaker is not None:
            for samples in self._answer:
                self._speaker.push(samples)
            if self._finished:
                self._speaker.finish()
