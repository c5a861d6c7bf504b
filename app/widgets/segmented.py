"""A row of buttons of which one is chosen."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from app.widgets.wording import put


class Segmented(QWidget):
    """`choices`: name, text, and tool tip of each. `chosen` tells the name when the user chooses another."""

    chosen = Signal(str)

    def __init__(self, choices: Iterable[tuple[str, str, str]], name: str) -> None:
        super().__init__()
        self.setObjectName("segmented")
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        put(self, name=name)
        for key, text, tip in choices:
            button = QPushButton()
            button.setCheckable(True)
            button.setObjectName("segment")
            put(button, text=text, tip=tip, name=text, description=tip)
            button.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self._group.addButton(button)
            self.buttons[key] = button
            row.addWidget(button)

    @property
    def choice(self) -> str:
        """The name chosen."""
        return next((key for key, button in self.buttons.items() if button.isChecked()), "")

    def choose(self, key: str) -> None:
        """Show a choice, without telling."""
        if key in self.buttons:
            self.buttons[key].setChecked(True)
