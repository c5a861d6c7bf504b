"""The window as a citizen of the desktop: its place, the tray, notifications, the global key."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QObject, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication

from app.recorder import GLOBAL
from app.services.hotkey import GlobalKey, why_not
from app.services.language import mark
from app.services.settings import Settings
from app.services.window_memory import WindowMemory
from app.theme import Look
from app.tray import Tray
from engine.errors import SetupError
from engine.events import Turn

if TYPE_CHECKING:
    from app.widgets.main_window import MainWindow

KEY_HELP = mark("Works while the window is out of sight, too: hold it and ask.")


class Desktop(QObject):
    """Belongs to one window. With `memory` None nothing is remembered."""

    _pressed = Signal()
    _released = Signal()

    def __init__(self, window: MainWindow, look: Look, memory: WindowMemory | None) -> None:
        super().__init__(window)
        self._window, self._memory = window, memory
        self.tray = Tray(look, window)
        self._key: GlobalKey | None = None
        self._key_name: str | None = None
        self._open = True
        self._pressed.connect(lambda: window.recorder.press(GLOBAL))
        self._released.connect(lambda: window.recorder.release(GLOBAL))
        window.bridge.turn.connect(self._on_turn)
        window.mode.changed.connect(self.tray.follow)
        if (reason := why_not()) is not None:
            row = window.settings_page.rows["hotkey"]
            row.say(reason)
            row.control.setEnabled(False)
        else:
            window.settings_page.rows["hotkey"].say(KEY_HELP)
        self._restore(memory.read() if memory is not None else {})

    def take(self, names: frozenset[str], values: Settings) -> None:
        """Follow the settings."""
        if "hotkey" in names:
            self._take_key(values.hotkey)
        if "start_in_tray" in names:
            QApplication.setQuitOnLastWindowClosed(not (values.start_in_tray and self.tray.available))
        self.tray.follow()

    def follow(self) -> None:
        """Show how things stand."""
        self.tray.follow()

    def stays(self, event: QCloseEvent) -> bool:
        """Whether closing the window only hides it; the event is answered then."""
        if not (self._window.settings.values.start_in_tray and self.tray.available and event.spontaneous()):
            return False
        self._window.hide()
        event.ignore()
        return True

    def close(self) -> None:
        """Keep the window's place, and give key and icon back."""
        if self._open:
            self._open = False
            self._remember()
            self._take_key(None)
            self.tray.hide()

    def _take_key(self, key: str | None) -> None:
        if key == self._key_name:
            return
        if self._key is not None:
            self._key.close()
        self._key, self._key_name = None, key
        row = self._window.settings_page.rows["hotkey"]
        row.refuse("")
        if key is not None:
            try:
                self._key = GlobalKey(key, self._pressed.emit, self._released.emit)
            except SetupError as error:
                row.refuse(str(error))

    def _on_turn(self, turn: Turn) -> None:
        window = self._window
        unseen = not window.isVisible() or window.isMinimized() or not window.isActiveWindow()
        known = turn.generation in window.talk_page.records
        if unseen and known and window.settings.values.notifications and turn.reply and not turn.interrupted:
            self.tray.notify("Mindpace", turn.reply)

    def _remember(self) -> None:
        if self._memory is None:
            return
        window = self._window
        self._memory.write(
            {
                "geometry": base64.b64encode(window.saveGeometry().data()).decode(),
                "splitter": window.talk_page.splitter.sizes(),
                "history": window.history_page.splitter.sizes(),
                "reasoning": window.header.reasoning_switch.isChecked(),
            }
        )

    def _restore(self, kept: dict[str, Any]) -> None:
        """Values of another kind than ours are left alone."""
        window = self._window
        try:
            if "geometry" in kept:
                window.restoreGeometry(QByteArray(base64.b64decode(kept["geometry"])))
            for name, splitter in (("splitter", window.talk_page.splitter), ("history", window.history_page.splitter)):
                if name in kept:
                    splitter.setSizes([int(size) for size in kept[name]])
            window.header.reasoning_switch.setChecked(bool(kept.get("reasoning", True)))
        except (TypeError, ValueError):
            return
