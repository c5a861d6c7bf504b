"""Is somebody speaking? webrtcvad opens a gate for little work; behind it Silero decides.

webrtcvad alone takes steady noise for speech and then never ends a turn; Silero alone costs ten times as much and is
slow to see the end of speech. Figures: `mindpace bench voice`, docs/latency.md.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import webrtcvad

from engine.config import HEARING_RATE
from engine.turns.silero import WINDOW, Silero

Samples = npt.NDArray[np.float32]

FRAME = HEARING_RATE // 50
"""Samples judged at once: 20 ms."""
FRAME_S = FRAME / HEARING_RATE
STRICTEST = 3
GATE_OPEN_FRAMES = 15
"""Frames for which the gate stays open after the last that passed: 0.3 s."""
CAUGHT_UP = 8 * WINDOW
"""Samples from before the gate opened that Silero hears first, because it judges by what came before."""
BEGINS, GOES_ON, SURELY = 0.5, 0.35, 0.9
"""Probability of speech from which on speech begins; above which it goes on; and does whatever the gate says."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What was found in one frame: passed the gate, probability of speech (0 where the gate is closed), RMS level."""

    gate: bool
    probability: float
    level: float

    @property
    def begins(self) -> bool:
        """Whether this is speech where there was none before."""
        return self.probability >= BEGINS

    @property
    def goes_on(self) -> bool:
        """Whether this is speech where there was some before: Silero is sure, or not against what the gate says."""
        return self.probability >= (GOES_ON if self.gate else SURELY)


class VoiceDetector:
    """Judges frames [FRAME] of float32 at 16 kHz, one after another."""

    def __init__(self) -> None:
        self._vad = webrtcvad.Vad(STRICTEST)
        self._silero = Silero()
        self._recent: deque[Samples] = deque(maxlen=CAUGHT_UP // FRAME + 1)
        self._waiting = np.zeros(0, np.float32)
        self._open = 0
        self._probability = 0.0

    def push(self, frame: Samples) -> Voice:
        """Return what the next frame holds."""
        pcm = (np.clip(frame, -1, 1) * 32767).astype("<i2").tobytes()
        gate = bool(self._vad.is_speech(pcm, HEARING_RATE))
        self._pass(frame, gate)
        return Voice(gate, self._probability, float(np.sqrt(frame @ frame / len(frame))))

    def _pass(self, frame: Samples, gate: bool) -> None:
        """Let Silero hear the frame if the gate is open."""
        if gate:
            if not self._open:
                self._silero.reset()
                self._waiting = np.concatenate([np.zeros(0, np.float32), *self._recent])
            self._open = GATE_OPEN_FRAMES
        elif self._open:
            self._open -= 1
        self._recent.append(frame)
        if not self._open:
            self._probability = 0.0
            return
        self._waiting = np.concatenate([self._waiting, frame])
        while len(self._waiting) >= WINDOW:
            self._probability = self._silero.push(self._waiting[:WINDOW])
            self._waiting = self._waiting[WINDOW:]
