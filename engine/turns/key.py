"""Push-to-talk with one key: hold it while speaking, or tap it to begin and tap it again to end."""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import Enum, auto

TAP_S = 0.3
"""A key that is down for less was tapped."""


class KeyAction(Enum):
    """What a key event leads to."""

    BEGIN = auto()
    END = auto()


class PushToTalk:
    """Turns presses and releases into beginnings and ends of questions. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._pressed_at: float | None = None
        self.talking = False
        """Whether a question is being asked."""
        self._latched = False

    def press(self) -> KeyAction | None:
        """The key went down; repeats of a held key change nothing."""
        if self._pressed_at is not None:
            return None
        self._pressed_at = self._clock()
        if self.talking:  # the second tap: its release has nothing left to do
            self._latched = self.talking = False
            return KeyAction.END
        self.talking = True
        return KeyAction.BEGIN

    def release(self) -> KeyAction | None:
        """The key went up."""
        if self._pressed_at is None:
            return None
        held, self._pressed_at = self._clock() - self._pressed_at, None
        if not self.talking or self._latched:
            return None
        if held < TAP_S:
            self._latched = True
            return None
        self.talking = False
        return KeyAction.END

    def cancel(self) -> None:
        """Forget the question (the key may still be down)."""
        self.talking = self._latched = False
