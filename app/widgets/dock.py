"""The lower part of the talk page: state, talk button with level, mute and stop, typed question, figures."""

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

from app.services.language import mark, on_change, tr
from app.theme import Look
from app.widgets.elided_label import ElidedLabel
from app.widgets.level_meter import LevelMeter
from app.widgets.segmented import Segmented
from app.widgets.states import APPEARANCES, HANDS_FREE_HINT, Appearance
from app.widgets.talk_button import TalkButton
from app.widgets.wording import put

LONGEST_TYPED = 500
"""Characters of a typed question; the model's memory holds more, but none of its tasks needs it."""
STOPPABLE = frozenset({"opening", "listening", "thinking", "speaking", "thinking_and_speaking"})
WAYS = (
    ("push", mark("Hold to talk"), mark("Hold the space bar while you ask (Ctrl+H changes it)")),
    ("hands-free", mark("Hands-free"), mark("The microphone stays open; just speak (Ctrl+H changes it)")),
)


class Dock(QWidget):
    """Its parts are public: the talk page wires them up."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("dock")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self._appearance: Appearance = APPEARANCES["loading"]
        self._hands_free = False
        self.title = QLabel()
        self.hint = QLabel()
        self.progress = QProgressBar()
        self.talk = TalkButton(look, self._appearance)
        self.meters = (LevelMeter(look, mirrored=True), LevelMeter(look))
        self.mute = QPushButton()
        self.stop = QPushButton()
        self.way = Segmented(WAYS, mark("How a question begins"))
        self.field = QLineEdit()
        self.ask = QPushButton()
        self.figures = ElidedLabel()
        self.latency = QPushButton()
        self._prepare()
        self._arrange()
        look.changed.connect(self._dress)
        on_change(self._dress)
        self._dress()

    def show_state(self, name: str, appearance: Appearance, progress: float | None) -> None:
        """Show a state; `progress` (0 to 1) while it loads."""
        self._appearance = appearance
        self.progress.setHidden(progress is None)
        self.progress.setValue(round(100 * (progress or 0)))
        self.talk.show_state(appearance, progress)
        self.stop.setEnabled(name in STOPPABLE)
        speaking = "speaking" in name
        for meter in self.meters:
            meter.set_active(active=name == "listening" or speaking, colour="speak" if speaking else "listen")
        self._dress()

    def show_way(self, *, hands_free: bool, muted: bool) -> None:
        """Show how a question begins, and whether the microphone is muted."""
        self._hands_free = hands_free
        self.way.choose("hands-free" if hands_free else "push")
        self.talk.explain(hands_free=hands_free)
        self.mute.setChecked(muted)
        tip = mark("Unmute the microphone (Ctrl+M)") if muted else mark("Mute the microphone (Ctrl+M)")
        put(self.mute, text="Unmute" if muted else "Mute", tip=tip, name=tip)
        self._dress()

    def set_usable(self, usable: bool) -> None:
        """Switch everything that asks questions on or off."""
        for widget in (self.talk, self.field, self.ask, self.mute, self.way):
            widget.setEnabled(usable)

    def show_level(self, level: float) -> None:
        """Show the microphone's level, 0 to 1."""
        for meter in self.meters:
            meter.add(level)
        self.talk.set_level(level)

    def show_voice(self, level: float) -> None:
        """Show how loud the voice is, 0 to 1."""
        for meter in self.meters:
            meter.add(level)

    def _prepare(self) -> None:
        self.hint.setObjectName("muted")
        self.hint.setWordWrap(True)
        self.figures.setObjectName("muted")
        put(self.figures, name="Figures of the last answer")
        self.progress.setTextVisible(False)
        put(self.progress, name="Loading")
        self.progress.setFixedWidth(140)
        for button in (self.mute, self.stop):
            button.setIconSize(QSize(16, 16))
        self.mute.setCheckable(True)
        put(self.stop, text="Stop", tip="Stop speaking (Escape)", name="Stop speaking")
        put(self.field, placeholder="Or type a question", name="Typed question")
        self.field.setMaxLength(LONGEST_TYPED)
        self.ask.setObjectName("primary")
        put(self.ask, text="Ask", name="Ask the typed question")
        self.latency.setObjectName("quiet")
        self.latency.setCheckable(True)
        self.latency.setIconSize(QSize(15, 15))
        put(self.latency, tip="Where the time went (Ctrl+L)", name="Where the time went")
        self.show_way(hands_free=False, muted=False)

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
        right.setSpacing(6)
        right.addWidget(self.meters[1], 3)
        right.addStretch(1)
        right.addWidget(self.mute)
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
        lower.addWidget(self.way)
        lower.addWidget(self.field, 1)
        lower.addWidget(self.ask)
        last = QHBoxLayout()
        last.setSpacing(4)
        last.addWidget(self.figures, 1)
        last.addWidget(self.latency)
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(20, 8, 20, 8)
        column_of_all.setSpacing(6)
        column_of_all.addLayout(upper)
        column_of_all.addLayout(lower)
        column_of_all.addLayout(last)

    def _dress(self) -> None:
        self.title.setFont(self._look.font(1.2, bold=True))
        self.title.setText(
            " ".join(
                f'<span style="color: {getattr(self._look.colours, colour)}">{tr(word)}</span>'
                for word, colour in self._appearance.words
            )
            + self._appearance.progress
        )
        self.title.setAccessibleName(tr("State: {title}", title=self._appearance.title))
        listening = self._appearance is APPEARANCES["listening"]
        self.hint.setText(tr(HANDS_FREE_HINT if listening and self._hands_free else self._appearance.hint))
        self.hint.setFont(self._look.font(0.9))
        self.figures.setFont(self._look.font(0.85))
        self.mute.setIcon(self._look.icon("microphone-off" if self.mute.isChecked() else "microphone"))
        self.stop.setIcon(self._look.icon("stop"))
        self.latency.setIcon(self._look.icon("latency", self._look.colours.muted))
