"""The lower part of the window: state, talk button with level, typed question, stop, and the last turn's figures."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.theme import Look
from app.widgets.elided_label import ElidedLabel
from app.widgets.level_meter import LevelMeter
from app.widgets.states import APPEARANCES, Appearance
from app.widgets.talk_button import TalkButton

LONGEST_TYPED = 500
"""Characters of a typed question; the model's memory holds more, but none of its tasks needs it."""
STOPPABLE = frozenset({"opening", "listening", "thinking", "speaking", "thinking_and_speaking"})


class Dock(QWidget):
    """Its parts are public: the window wires them up."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("dock")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self._appearance: Appearance = APPEARANCES["loading"]
        self.title = QLabel()
        self.hint = QLabel()
        self.progress = QProgressBar()
        self.talk = TalkButton(look, self._appearance)
        self.meters = (LevelMeter(look, mirrored=True), LevelMeter(look))
        self.stop = QPushButton("Stop")
        self.field = QLineEdit()
        self.ask = QPushButton("Ask")
        self.figures = ElidedLabel()
        self._prepare()
        self._arrange()
        look.changed.connect(self._dress)
        self._dress()

    def show_state(self, name: str, appearance: Appearance, progress: float | None) -> None:
        """Show a state; `progress` (0 to 1) while it loads."""
        self._appearance = appearance
        self.title.setAccessibleName(f"State: {appearance.title}")
        self.hint.setText(appearance.hint)
        self.progress.setHidden(progress is None)
        self.progress.setValue(round(100 * (progress or 0)))
        self.talk.show_state(appearance, progress)
        self.stop.setEnabled(name in STOPPABLE)
        for meter in self.meters:
            meter.set_active(name == "listening")
        self._dress()

    def set_usable(self, usable: bool) -> None:
        """Switch everything that asks questions on or off."""
        for widget in (self.talk, self.field, self.ask):
            widget.setEnabled(usable)

    def show_level(self, level: float) -> None:
        """Show the microphone's level, 0 to 1."""
        for meter in self.meters:
            meter.add(level)
        self.talk.set_level(level)

    def _prepare(self) -> None:
        self.hint.setObjectName("muted")
        self.hint.setWordWrap(True)
        self.figures.setObjectName("muted")
        self.figures.setAccessibleName("Figures of the last answer")
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Loading")
        self.progress.setFixedWidth(140)
        self.stop.setToolTip("Stop speaking (Escape)")
        self.stop.setAccessibleName("Stop speaking")
        self.stop.setIconSize(QSize(16, 16))
        self.field.setPlaceholderText("Or type a question")
        self.field.setAccessibleName("Typed question")
        self.field.setMaxLength(LONGEST_TYPED)
        self.ask.setObjectName("primary")
        self.ask.setAccessibleName("Ask the typed question")

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        for widget in (self.title, self.hint, self.progress):
            words.addWidget(widget)
        words.addStretch(1)
        left, right = QHBoxLayout(), QHBoxLayout()
        left.setSpacing(14)
        left.addLayout(words, 4)
        left.addWidget(self.meters[0], 3)
        right.addWidget(self.meters[1], 3)
        right.addStretch(1)
        right.addWidget(self.stop)
        upper = QGridLayout()
        upper.setHorizontalSpacing(10)
        upper.addLayout(left, 0, 0)
        upper.addWidget(self.talk, 0, 1)
        upper.addLayout(right, 0, 2)
        for column in (0, 2):  # both sides are as wide, so that the button stays in the middle
            upper.setColumnStretch(column, 1)
            upper.setColumnMinimumWidth(column, 230)
        lower = QHBoxLayout()
        lower.setSpacing(8)
        lower.addWidget(self.field, 1)
        lower.addWidget(self.ask)
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(20, 8, 20, 10)
        column_of_all.setSpacing(6)
        column_of_all.addLayout(upper)
        column_of_all.addLayout(lower)
        column_of_all.addWidget(self.figures)

    def _dress(self) -> None:
        self.title.setFont(self._look.font(1.2, bold=True))
        self.title.setText(
            "".join(
                f'<span style="color: {getattr(self._look.colours, colour)}">{word}</span>'
                for word, colour in self._appearance.words
            )
        )
        self.hint.setFont(self._look.font(0.9))
        self.figures.setFont(self._look.font(0.85))
        self.stop.setIcon(self._look.icon("stop"))
