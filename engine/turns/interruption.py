"""Interruption: when somebody speaks over what is played. Doubt makes it softer at once, certainty stops it.

What is played comes back into the microphone; the echo canceller takes most of it away, and some of the user's voice
with it where both are about as loud. Softer playback is less echo, so doubt that is true soon becomes certain.
"""

from __future__ import annotations

from collections import deque
from enum import Enum, auto

from engine.turns.voice import Voice

CERTAIN, CERTAIN_OF = 17, 28
"""Frames of which both detectors say that they are speech, of so many, that stop playback; one makes it softer."""
CERTAIN_EARLY = 22
"""The same while the echo canceller is still learning the room."""
SOUNDS = 0.07
"""Share of the loudest frame of speech below which a frame is silence, whatever detectors say: they trail behind, and
"uh-huh" is over by the time they are certain."""
CALM = 20
"""Frames without speech after which playback is as loud as before: 0.4 s."""


class Over(Enum):
    """What speech over an answer leads to."""

    DUCK = auto()
    RESTORE = auto()
    INTERRUPT = auto()


class Interruption:
    """Watches frames of voice while something is played."""

    def __init__(self) -> None:
        self._speech: deque[float] = deque(maxlen=CERTAIN_OF)  # levels; 0 where there was none
        self._calm = 0
        self.ducked = False
        """Whether playback is softer now."""

    @property
    def spoken(self) -> int:
        """Frames of speech within the last half second."""
        return sum(level > 0 for level in self._speech)

    def push(self, voice: Voice, *, learning: bool) -> Over | None:
        """Return what follows from a frame; `learning`: the echo canceller does not know the room yet."""
        speech = voice.begins and voice.gate  # the gate closes sooner after a cough
        self._speech.append(voice.level if speech else 0.0)
        self._calm = 0 if voice.begins else self._calm + 1
        sounds = voice.level > SOUNDS * max(self._speech)
        if sounds and self.spoken >= (CERTAIN_EARLY if learning else CERTAIN):
            return Over.INTERRUPT
        if not self.ducked and voice.begins:
            self.ducked = True
            return Over.DUCK
        if self.ducked and self._calm >= CALM:
            self.ducked = False
            return Over.RESTORE
        return None

    def reset(self) -> None:
        """Begin anew: nothing is played, or the interruption was acted upon."""
        self._speech.clear()
        self._calm, self.ducked = 0, False
