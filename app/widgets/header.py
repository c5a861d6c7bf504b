"""The top line: name, pacing mode, and the switch of the reasoning panel."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QListView, QPushButton, QWidget

from app.theme import Look

MODES = (
    ("think-first", "A short thought first", "Thinks briefly, then talks while it thinks on"),
    ("speak-first", "Talk at once", "Starts to talk straight away and thinks while it talks"),
    ("think-before-speaking", "Think it through", "Finishes thinking before it says a word"),
    ("no-think", "No thinking", "Answers straight away without any thought, for comparison"),
)
"""Pacing modes: the engine's name, a plain label, and what it does. The first is the one to begin with."""


class Header(QWidget):
    """Holds `modes` (a combo box whose data are the engine's names) and `reasoning_switch` (checkable)."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self._mark = QLabel()
        self._name = QLabel("Mindpace")
        self.modes = QComboBox()
        self.reasoning_switch = QPushButton("Reasoning")
        self._label = QLabel("&Pace")
        self._prepare_modes()
        self._prepare_switch()
        self._arrange()
        look.changed.connect(self._dress)
        self._dress()

    @property
    def mode(self) -> str:
        """The pacing mode chosen, under the engine's name."""
        return str(self.modes.currentData())

    def _prepare_modes(self) -> None:
        self.modes.setView(QListView())  # the default one, made to look like a menu, ignores the style sheet
        for number, (name, label, meaning) in enumerate(MODES):
            self.modes.addItem(label, name)
            self.modes.setItemData(number, meaning, Qt.ItemDataRole.ToolTipRole)
        self.modes.setAccessibleName("Pace of thinking and speaking")
        self.modes.currentIndexChanged.connect(self._explain_mode)
        self._label.setBuddy(self.modes)
        self._label.setObjectName("muted")
        self._explain_mode(0)

    def _explain_mode(self, number: int) -> None:
        self.modes.setToolTip(MODES[number][2])
        self.modes.setAccessibleDescription(MODES[number][2])

    def _prepare_switch(self) -> None:
        self.reasoning_switch.setCheckable(True)
        self.reasoning_switch.setChecked(True)
        self.reasoning_switch.setShortcut("Ctrl+R")
        self.reasoning_switch.setIconSize(QSize(16, 16))
        self.reasoning_switch.setToolTip("Show or hide the reasoning panel (Ctrl+R)")
        self.reasoning_switch.setAccessibleName("Show the reasoning panel")

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self._name)
        row.addStretch(1)
        row.addWidget(self._label)
        row.addWidget(self.modes)
        row.addSpacing(8)
        row.addWidget(self.reasoning_switch)

    def _dress(self) -> None:
        self._mark.setPixmap(self._look.logo(26))
        self._name.setFont(self._look.font(1.1, bold=True))
        self.reasoning_switch.setIcon(self._look.icon("thoughts", self._look.colours.think))
