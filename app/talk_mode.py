"""How questions begin: by the key, or hands-free; and whether the microphone is muted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.background import Background
from app.bridge import EnginePort
from app.services.settings import SettingsStore

Wanted = tuple[bool, str, str | None] | None
"""Whether the key begins questions, pacing mode and microphone of a conversation; None: no open microphone."""


class TalkMode(QObject):
    """Opens the microphone for a conversation, and closes it, as settings and muting ask; off the window's thread."""

    changed = Signal()
    """Hands-free or muted is no longer what it was."""
    failed = Signal(str)

    def __init__(
        self, engine: EnginePort, settings: SettingsStore, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._engine, self._settings, self._background = engine, settings, background
        self._usable = False
        self._now: Wanted = None
        self._paused = False
        self.muted = False

    @property
    def hands_free(self) -> bool:
        """Whether speaking begins a question."""
        return self._settings.values.hands_free

    @property
    def conversing(self) -> bool:
        """Whether the engine numbers questions by itself."""
        return self._now is not None

    def mute(self, muted: bool) -> None:
        """Close the microphone, or let it be used again."""
        if muted != self.muted:
            self.muted = muted
            self.follow()
            self.changed.emit()

    def pause(self, paused: bool) -> None:
        """Close the microphone for a while, because something else uses it or would be heard by it."""
        self._paused = paused
        self.follow()

    def set_usable(self, usable: bool) -> None:
        """Say that the engine is ready, or is not (any more)."""
        if usable != self._usable:
            self._usable = usable
            if not usable:
                self._now = None
            self.follow()

    def lost(self) -> None:
        """The microphone went away: act as if muted, so that unmuting tries again."""
        if self._now is not None:
            self._now = None
            self.muted = True
            self._background.run(self._engine.converse_end)
            self.changed.emit()

    def follow(self) -> None:
        """Bring the engine to what is wanted now."""
        wanted = self._wanted()
        if wanted == self._now:
            return
        before, self._now = self._now, wanted
        if wanted is not None:
            push, mode, _microphone = wanted
            self._run(lambda: self._engine.converse(mode, push=push))
        elif before is not None and self._usable:
            self._run(self._engine.converse_end)

    def _wanted(self) -> Wanted:
        values = self._settings.values
        if not self._usable or self._paused or self.muted or not (values.hands_free or values.microphone_ready):
            return None
        return not values.hands_free, values.mode, values.microphone

    def _run(self, work: Callable[[], None]) -> None:
        self._background.run(work, failed=lambda error: self.failed.emit(str(error)))
