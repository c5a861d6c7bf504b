"""Turn start: when somebody begins to speak, while nothing is to be heard of us."""

from __future__ import annotations

from collections import deque

from engine.turns.voice import Voice

ONSET, ONSET_OF = 4, 6
"""Frames of speech, of so many, that begin a question."""


class TurnStart:
    """Sees the beginning of a question in frames of voice."""

    def __init__(self) -> None:
        self._speech: deque[bool] = deque(maxlen=ONSET_OF)

    def push(self, voice: Voice) -> bool:
        """Return whether a question begins with this frame."""
        self._speech.append(voice.begins)
        return sum(self._speech) >= ONSET

    def reset(self) -> None:
        """Wait for the next one."""
        self._speech.clear()
