"""The icon in the tray, where the desktop has one: a menu, and notifications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from app.services.language import on_change, tr
from app.theme import Look

if TYPE_CHECKING:
    from app.widgets.main_window import MainWindow

LONGEST = 200
"""Letters of a notification."""


class Tray(QObject):
    """Works without a tray, too: nothing is shown then, and `available` is False."""

    def __init__(self, look: Look, window: MainWindow) -> None:
        super().__init__(window)
        self._look, self._window = look, window
        self.available = QSystemTrayIcon.isSystemTrayAvailable()
        self._icon = QSystemTrayIcon(look.icon_of_application(), self)
        self._menu = QMenu()
        self.show_action, self.hands_free, self.mute, self.quit = (QAction(self._menu) for _ in range(4))
        for action in (self.hands_free, self.mute):
            action.setCheckable(True)
        self._menu.addActions([self.show_action, self.hands_free, self.mute])
        self._menu.addSeparator()
        self._menu.addAction(self.quit)
        self._wire()
        self._translate()
        on_change(self._translate)
        if self.available:
            self._icon.setContextMenu(self._menu)
            self._icon.show()

    def follow(self) -> None:
        """Show how things stand."""
        self.hands_free.setChecked(self._window.settings.values.hands_free)
        self.mute.setChecked(self._window.mode.muted)

    def notify(self, title: str, text: str) -> None:
        """Tell something while the window is out of sight."""
        if self.available:
            shown = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
            self._icon.showMessage(title, shown, self._look.icon_of_application())

    def hide(self) -> None:
        """Take the icon away."""
        self._icon.hide()

    def _wire(self) -> None:
        window = self._window
        self.show_action.triggered.connect(self._toggle)
        self.hands_free.triggered.connect(lambda on: window.change(hands_free=on))
        self.mute.triggered.connect(window.mode.mute)
        self.quit.triggered.connect(QApplication.quit)
        self._icon.activated.connect(self._activated)
        self._menu.aboutToShow.connect(self.follow)

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self._toggle()

    def _toggle(self) -> None:
        window = self._window
        if window.isVisible() and window.isActiveWindow():
            window.hide()
        else:
            window.come_forward()

    def _translate(self) -> None:
        self.show_action.setText(tr("Show or hide the window"))
        self.hands_free.setText(tr("Hands-free"))
        self.mute.setText(tr("Mute the microphone"))
        self.quit.setText(tr("Quit"))
        self._icon.setToolTip("Mindpace")
