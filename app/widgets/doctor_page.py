"""The doctor: checks what talking needs, one thing after another, and mends or explains; then a tour of two lines."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.background import Background
from app.services import doctor
from app.services.doctor import Finding
from app.services.language import mark, on_change, tr
from app.services.settings import SettingsStore
from app.theme import Look
from app.widgets.controls import LevelBar
from app.widgets.page import centre
from app.widgets.wording import put
from engine.errors import MindpaceError
from engine.events import Turn

ICON = 20
TITLES = {
    "microphone": (mark("Microphone"), mark("Say something, for three seconds")),
    "loudspeaker": (mark("Loudspeaker"), mark("Three notes are played")),
    "model": (mark("Model"), mark("It is loaded, and its speed is measured")),
    "echo": (mark("Echo"), mark("A short sweep is played and listened for")),
}
PICTURES = {
    "good": ("check", "speak"),
    "warn": ("notice", "warn"),
    "bad": ("cross", "listen"),
    "ask": ("help", "think"),
}
VERDICTS = {"good": mark("Good"), "warn": mark("Note"), "bad": mark("Fault"), "ask": mark("Question")}
FIXES = {
    "microphone": mark("Use “{name}”"),
    "loudspeaker": mark("Use “{name}”"),
    "mode": mark("Think it through"),
}
TOUR = (
    mark("Hold the space bar, ask, and let go; or switch to hands-free and just speak."),
    mark("What it thinks stands beside the answer. Escape stops the voice, never the thoughts; F1 shows all keys."),
)


class Card(QFrame):
    """One check: what it is, how it stands, what to do."""

    fixed = Signal(dict)
    answered = Signal(bool)

    def __init__(self, look: Look, check: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.check = check
        self.finding: Finding | None = None
        self.running = False
        self._look = look
        self._icon, self._title, self.said, self.advice = QLabel(), QLabel(), QLabel(), QLabel()
        self._icon.setFixedSize(ICON, ICON)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.level = LevelBar(look)
        self.fix, self.yes, self.no = QPushButton(), QPushButton(), QPushButton()
        put(self._title, text=TITLES[check][0])
        put(self.yes, text="Yes", name="Yes, I heard the notes")
        put(self.no, text="No", name="No, I heard nothing")
        put(self.progress, name=TITLES[check][0])
        for label in (self.said, self.advice):
            label.setWordWrap(True)
        self.advice.setObjectName("muted")
        self._arrange()
        self.fix.clicked.connect(lambda: self.fixed.emit(self.finding.fix if self.finding else {}))
        self.yes.clicked.connect(lambda: self.answered.emit(True))
        self.no.clicked.connect(lambda: self.answered.emit(False))
        look.changed.connect(self.show_now)
        on_change(self.show_now)
        self.show_now()

    def begin(self) -> None:
        """The check runs."""
        self.finding, self.running = None, True
        self.show_now()

    def tell(self, finding: Finding | None) -> None:
        """The check is over."""
        self.finding, self.running = finding, False
        self.show_now()

    def show_now(self) -> None:
        """Show how it stands."""
        finding = self.finding
        name, colour = PICTURES[finding.verdict] if finding else ("clock", "think" if self.running else "muted")
        ink = getattr(self._look.colours, colour)
        self._icon.setPixmap(self._look.pixmap(name, ink, ICON, self.devicePixelRatioF()))
        self._icon.setAccessibleName(tr(VERDICTS[finding.verdict]) if finding else "")
        self._title.setFont(self._look.font(bold=True))
        self.said.setText(finding.said if finding else tr(TITLES[self.check][1]))
        self.advice.setText(finding.advice if finding else "")
        self.advice.setVisible(bool(finding and finding.advice))
        self.progress.setVisible(self.running and self.check != "microphone")
        self.level.setVisible(self.running and self.check == "microphone")
        asks = bool(finding and finding.verdict == "ask")
        self.yes.setVisible(asks)
        self.no.setVisible(asks)
        self.fix.setVisible(bool(finding and finding.fix))
        for key, value in finding.fix.items() if finding else ():
            self.fix.setText(tr(FIXES[key], name=value if len(value) < 30 else value[:29] + "…"))

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(14)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(3)
        for part in (self._title, self.said, self.advice, self.progress, self.level):
            words.addWidget(part)
        row.addLayout(words, 1)
        for button in (self.yes, self.no, self.fix):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)


class DoctorPage(QScrollArea):
    """`try_out()` asks the engine a question that is not spoken; `load_s()` is how long it took to load, or None."""

    done = Signal()
    running = Signal(bool)
    _level = Signal(float)
    _tried = Signal(object)

    def __init__(
        self,
        look: Look,
        store: SettingsStore,
        try_out: Callable[[], Future[Turn]],
        load_s: Callable[[], float | None],
    ) -> None:
        super().__init__()
        self._look, self._store, self._try_out, self._load_s = look, store, try_out, load_s
        self._background = Background(self)
        self.cards = {check: Card(look, check) for check in doctor.CHECKS}
        self._title, self._intro, self.tour = QLabel(), QLabel(), QLabel()
        self.start_button, self.leave_button = QPushButton(), QPushButton()
        self._left: list[str] = []
        self._waiting = False
        self._arrange()
        self._level.connect(self.cards["microphone"].level.show_level)
        self._tried.connect(self._on_tried)
        self.start_button.clicked.connect(self.start)
        self.leave_button.clicked.connect(self.leave)
        self.cards["loudspeaker"].answered.connect(self._on_answer)
        for card in self.cards.values():
            card.fixed.connect(lambda fix, card=card: self._mend(card, fix))
        look.changed.connect(self._dress)
        on_change(self._dress)
        self._dress()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Set sizes of type: those set before the page is on the screen do not last."""
        super().showEvent(event)
        self._dress()

    def start(self) -> None:
        """Run all checks."""
        for card in self.cards.values():
            card.tell(None)
        self._run(list(doctor.CHECKS))

    def leave(self) -> None:
        """Go and talk; this does not come up by itself any more."""
        self._left = []
        self.running.emit(False)
        with contextlib.suppress(MindpaceError):  # settings that cannot be kept are told of elsewhere
            self._store.change(tour_seen=True)
        self.done.emit()

    def ready(self) -> None:
        """The model is loaded, or will never be: go on if that was waited for."""
        if self._waiting:
            self._waiting = False
            self._check_model()

    def close_all(self) -> None:
        """End for good."""
        self._background.close()

    def _run(self, checks: list[str]) -> None:
        self._left = checks
        self.running.emit(True)
        self._next()

    def _next(self) -> None:
        self._dress()
        if not self._left:
            self.running.emit(False)
            return
        check = self._left.pop(0)
        card, values = self.cards[check], self._store.values
        card.begin()
        self.ensureWidgetVisible(card)
        work: dict[str, Callable[[], Finding]] = {
            "microphone": lambda: doctor.check_microphone(values.microphone, self._level.emit),
            "loudspeaker": lambda: doctor.check_loudspeaker(values.loudspeaker),
            "echo": lambda: doctor.check_echo(values.microphone, values.loudspeaker),
        }
        if check == "model":
            self._check_model()
        else:
            self._background.run(work[check], self._found, lambda error: self._failed(check, error))

    def _found(self, finding: Finding) -> None:
        card = self.cards[finding.check]
        card.tell(finding)
        if finding.verdict == "ask":
            card.yes.setFocus()
        else:
            self._next()

    def _failed(self, check: str, error: BaseException) -> None:
        self._found(Finding(check, "bad", str(error)))

    def _on_answer(self, heard: bool) -> None:
        if heard:
            self._found(Finding("loudspeaker", "good", tr("You hear it.")))
            return
        name = self._store.values.loudspeaker
        self._background.run(
            lambda: doctor.not_heard(name), self._found, lambda error: self._failed("loudspeaker", error)
        )

    def _check_model(self) -> None:
        if self._load_s() is None:
            self._waiting = True
            return
        try:
            self._try_out().add_done_callback(self._tried.emit)
        except MindpaceError as error:
            self._failed("model", error)

    def _on_tried(self, future: Future[Turn]) -> None:
        if future.cancelled():
            self._failed("model", MindpaceError(tr("Another question came in between: check again.")))
        elif (error := future.exception()) is not None:
            self._failed("model", error)
        else:
            self._found(doctor.check_model(future.result(), self._load_s() or 0.0))

    def _mend(self, card: Card, fix: dict[str, Any]) -> None:
        try:
            self._store.change(**fix)
        except MindpaceError as error:
            card.tell(Finding(card.check, "bad", str(error)))
            return
        if card.check == "model":
            card.tell(Finding("model", "good", tr("It will think first, and speak then.")))
        elif not self._left:
            self._run([card.check])

    def _arrange(self) -> None:
        inner = QWidget()
        inner.setObjectName("page")
        inner.setMaximumWidth(720)
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        self._intro.setWordWrap(True)
        self._intro.setObjectName("muted")
        self.tour.setWordWrap(True)
        column.addWidget(self._title)
        column.addWidget(self._intro)
        for card in self.cards.values():
            column.addWidget(card)
        column.addWidget(self.tour)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        column.addLayout(self._buttons)
        column.addStretch(1)
        centre(self, inner)
        put(self, name="Check")
        put(self._title, text="Welcome to Mindpace")
        put(self._intro, text="Let us see whether all that talking needs works. It takes about twenty seconds.")

    def _dress(self) -> None:
        busy = any(card.running for card in self.cards.values())
        over = all(card.finding for card in self.cards.values()) and not busy and not self._left
        self._title.setFont(self._look.font(1.5, bold=True))
        self.tour.setText("\n".join(f"{number}.  {tr(line)}" for number, line in enumerate(TOUR, 1)))
        self.tour.setVisible(over)
        self.start_button.setEnabled(not busy)
        self.start_button.setObjectName("" if over else "primary")
        self.leave_button.setObjectName("primary" if over else "")
        put(self.start_button, text="Check again" if over else "Check now", name="Check again" if over else "Check now")
        put(self.leave_button, text="Start talking" if over else "Skip", name="Start talking" if over else "Skip")
        for button in (self.start_button, self.leave_button) if over else (self.leave_button, self.start_button):
            self._buttons.removeWidget(button)
            self._buttons.addWidget(button)  # what one will want next is the last
            button.style().unpolish(button)
            button.style().polish(button)
