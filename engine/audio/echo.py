"""Echo cancellation: what the loudspeaker really played is taken out of what the microphone heard.

WebRTC's AEC3 (package `pywebrtc-audio`) finds delay and room by itself. It needs both sides at one pace: `Reference`
brings the two callbacks' samples together.
"""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
import numpy.typing as npt
import soxr

from engine.config import HEARING_RATE

Samples = npt.NDArray[np.float32]

BLOCK = HEARING_RATE // 100
"""Samples that AEC3 takes at once: 10 ms."""
LEAD_S = 0.015
"""Reference in hand when playback begins, so that a late callback leaves no hole."""
MOST_S = 0.15
"""Reference in hand beyond which the oldest is dropped: the microphone stood still, or its clock is slower."""
LEARNS_S = 1.5
"""Seconds of playback in which the canceller learns the room."""
RESTS_AFTER_S = 1.0
"""Seconds after playback from which on samples pass as they are: the canceller delays them by 8 ms."""
AUDIBLE = 1e-3
"""RMS level of a block that is played, not silence: -60 dBFS."""
NOTHING = 1e-5
"""RMS level under which the microphone gives digital silence, as behind a noise gate: no room is that quiet."""
NO_ECHO_AFTER_S = 0.6
"""Seconds of playback in which nothing whatever comes back, after which there is no echo: no path is that long."""


class Reference:
    """What was played, as 16 kHz samples for whoever reads the microphone; `write` comes from the sound callback."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._blocks: list[Samples] = []
        self._rate = HEARING_RATE
        self._changed = True
        self.begun = 0
        """How often playback began anew, or went on later than the canceller knows: the path is another one then."""
        self._resampler: Any = None
        self._held = np.zeros(0, np.float32)
        self._flowing = False

    def begin(self, rate: int) -> None:
        """Playback begins anew, at another rate perhaps."""
        with self._lock:
            self._blocks.clear()
            self._rate, self._changed = rate, True
            self.begun += 1

    def end(self) -> None:
        """Playback has ended; `begin` comes before it goes on."""
        with self._lock:
            self._blocks.clear()
            self._changed = True
            self._resampler = None

    def write(self, block: Samples) -> None:
        """Append a block [n] that goes to the loudspeaker now. Copies only."""
        with self._lock:
            self._blocks.append(block.copy())
            if len(self._blocks) > 500:  # nobody reads
                del self._blocks[:250]

    def read(self, count: int) -> Samples:
        """Return the next `count` samples; silence where nothing is played."""
        with self._lock:
            blocks, self._blocks = self._blocks, []
            rate, changed, self._changed = self._rate, self._changed, False
        if changed:
            self._held, self._flowing = np.zeros(0, np.float32), False
        if blocks:
            if changed:
                self._begin(rate)
            self._append(np.concatenate(blocks))
        elif changed:  # nothing is played yet
            self._changed = True
        if len(self._held) - count > MOST_S * HEARING_RATE:
            self._held = self._held[-count - int(LEAD_S * HEARING_RATE) :]
        if len(self._held) < count:  # a hole, or playback ended: what comes later is that much later for good
            self.begun += self._flowing and bool(blocks)
            self._held = np.concatenate([self._held, np.zeros(count - len(self._held), np.float32)])
            self._flowing = bool(blocks)
        taken, self._held = self._held[:count], self._held[count:]
        return taken

    def _begin(self, rate: int) -> None:
        same = rate == HEARING_RATE
        self._resampler = None if same else soxr.ResampleStream(rate, HEARING_RATE, 1, dtype="float32")

    def _append(self, played: Samples) -> None:
        resampler = self._resampler  # another thread may end playback
        samples = resampler.resample_chunk(played) if resampler else played
        lead = [] if self._flowing else [np.zeros(int(LEAD_S * HEARING_RATE), np.float32)]
        self._flowing = True
        self._held = np.concatenate([self._held, *lead, samples])


class EchoCanceller:
    """Takes what `reference` holds out of the microphone's samples."""

    def __init__(self, reference: Reference | None = None) -> None:
        from pywebrtc_audio import EchoCanceller as Aec3

        self._aec = Aec3(HEARING_RATE, 1, 0)
        self._reference = reference or Reference()
        self._near = np.zeros(0, np.float32)
        self._learnt, self._begun = 0.0, 0
        self._silent = RESTS_AFTER_S
        self._unanswered = self._answered = 0.0
        self._no_echo = False

    @property
    def learning(self) -> bool:
        """Whether it has not heard enough of playback yet to know the room."""
        return self._learnt < LEARNS_S

    def push(self, near: Samples) -> Samples:
        """Return the next samples [n] without echo, in whole blocks of 10 ms; the rest is kept for the next call.

        While nothing is played, and has not been for a second, they pass as they are; so they do where no echo comes
        back: AEC3, which knows no echo path then, would take the user's voice for echo.
        """
        self._near = np.concatenate([self._near, near])
        count = len(self._near) // BLOCK * BLOCK
        if not count:
            return np.zeros(0, np.float32)
        samples, self._near = self._near[:count], self._near[count:]
        far = self._reference.read(count)
        cleaned = [self._block(samples[at : at + BLOCK], far[at : at + BLOCK]) for at in range(0, count, BLOCK)]
        return np.concatenate(cleaned)

    def _block(self, near: Samples, far: Samples) -> Samples:
        if self._begun != self._reference.begun:  # another delay perhaps
            self._begun, self._learnt = self._reference.begun, 0.0
            self._unanswered = self._answered = 0.0
        played = float(np.sqrt(far @ far / BLOCK)) > AUDIBLE
        self._learnt += BLOCK / HEARING_RATE * played
        if played:
            self._listen_for_echo(near)
        self._silent = 0.0 if played else self._silent + BLOCK / HEARING_RATE
        cleaned: Samples = self._aec.process(near, far)
        return near if self._silent >= RESTS_AFTER_S or self._no_echo else cleaned

    def _listen_for_echo(self, near: Samples) -> None:
        """Whether anything comes back of what is played; sound for as long as AEC3 learns may be echo after all."""
        if float(np.sqrt(near @ near / BLOCK)) > NOTHING:
            self._unanswered, self._answered = 0.0, self._answered + BLOCK / HEARING_RATE
        else:
            self._unanswered += BLOCK / HEARING_RATE
        if self._no_echo:
            self._no_echo = self._answered < LEARNS_S
        elif self._unanswered >= NO_ECHO_AFTER_S:
            self._no_echo, self._answered = True, 0.0
