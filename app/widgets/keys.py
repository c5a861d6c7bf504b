"""Keys that count everywhere in the window: the space bar talks, Escape stops, Return presses buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from app.recorder import PushToTalk

TALK = Qt.Key.Key_Space
PRESSES = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
SETTLE_MS = 40
"""On X11 auto-repeat is a release and a press at once. Qt joins them where it sees both in time; under load it does
not, and a question would be cut off. So a release counts when no press follows within this time."""
KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)


class Keys(QObject):
    """Watches the keys of one window. In a text field, and while a list is open, the space bar writes or chooses."""

    def __init__(
        self,
        window: QWidget,
        talk: PushToTalk,
        talk_button: QAbstractButton,
        talking: Callable[[], bool] = lambda: True,
    ) -> None:
        """`talking` says whether the space bar talks now: on other pages it is the controls'."""
        super().__init__(window)
        self._talking = talking
        self._window = window
        self._talk = talk
        self._talk_button = talk_button
        self.settle_ms = SETTLE_MS if QGuiApplication.platformName() == "xcb" else 0
        self._released = QTimer(self, singleShot=True)
        self._released.timeout.connect(lambda: self._talk.release("key"))
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take the space bar and Return where they are ours; True ends the event."""
        if event.type() not in KEYS or not isinstance(event, QKeyEvent) or not self._is_ours(watched):
            return False
        if event.key() == TALK:
            return self._space(event)
        if event.key() in PRESSES and event.type() == QEvent.Type.KeyPress:
            return self._press(event)
        return False

    def _is_ours(self, watched: QObject) -> bool:
        return (
            isinstance(watched, QWidget) and watched.window() is self._window and not QApplication.activePopupWidget()
        )

    def _space(self, event: QKeyEvent) -> bool:
        """Talk while the bar is down; the release counts wherever the focus went meanwhile."""
        writes = isinstance(QApplication.focusWidget(), QLineEdit) or not self._talking()
        if writes and not self._talk.active:
            return False
        if event.isAutoRepeat():
            return True
        if event.type() == QEvent.Type.KeyRelease:
            self._release()
        elif self._released.isActive():
            self._released.stop()
        elif event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._talk.press("key")
        else:
            return False
        return True

    def _release(self) -> None:
        if self.settle_ms:
            self._released.start(self.settle_ms)
        else:
            self._talk.release("key")

    def _press(self, event: QKeyEvent) -> bool:
        """Press the button that has the focus: the space bar, which does that elsewhere, is taken."""
        button = QApplication.focusWidget()
        if not isinstance(button, QAbstractButton) or not button.isEnabled() or event.isAutoRepeat():
            return False
        if button is self._talk_button:
            self._talk.toggle("return")
        else:
            button.animateClick()
        return True
