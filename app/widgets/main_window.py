"""The window: joins the engine's signals, the recorder, and the parts that one sees."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.bridge import EngineBridge, EnginePort
from app.recorder import PushToTalk
from app.theme import Look
from app.widgets.conversation import ConversationView
from app.widgets.conversation_model import ConversationModel
from app.widgets.dock import Dock
from app.widgets.figures import figures
from app.widgets.header import Header
from app.widgets.keys import Keys
from app.widgets.notice_bar import NoticeBar
from app.widgets.reasoning import ReasoningPanel
from app.widgets.reasoning_model import ReasoningModel
from app.widgets.states import APPEARANCES, OPENING, appearance
from engine.errors import MindpaceError
from engine.events import Failure, Level, Notice, Reply, State, Thought, Turn

SMALLEST = (640, 480)
USUAL = (1000, 700)
STILL_LOADING = "Mindpace is still loading its model: a moment, please."
DONE_THINKING = ("speaking", "idle")


class MainWindow(QWidget):
    """Shows what the engine does and asks it what the user asks. Call `start` once it is on the screen."""

    def __init__(self, engine: EnginePort, look: Look) -> None:
        super().__init__()
        self._engine = engine
        self.state = State(0, "loading", 0.0)
        self.bridge = EngineBridge(self)
        self.rows = ConversationModel(self)
        self.thoughts = ReasoningModel(self)
        self.header = Header(look)
        self.notice = NoticeBar(look)
        self.conversation = ConversationView(look, self.rows)
        self.reasoning = ReasoningPanel(look, self.thoughts)
        self.dock = Dock(look)
        self.recorder = PushToTalk(engine, lambda: self.header.mode, self)
        self._arrange()
        self._wire_engine()
        self._wire_user()
        self._on_state(self.state)

    def start(self) -> None:
        """Let the engine load; it tells how far it is."""
        self._engine.start(self.bridge.receive)

    def tell(self, sentence: str) -> None:
        """Show the user one sentence."""
        self.notice.tell(sentence)

    def _arrange(self) -> None:
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        middle = QSplitter(Qt.Orientation.Horizontal)
        middle.addWidget(self.conversation)
        middle.addWidget(self.reasoning)
        middle.setSizes([USUAL[0] * 3 // 5, USUAL[0] * 2 // 5])
        middle.setStretchFactor(0, 3)
        middle.setStretchFactor(1, 2)
        middle.setChildrenCollapsible(False)
        middle.setHandleWidth(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.header, self.notice, middle, self.dock):
            column.addWidget(part, int(part is middle))
        self.dock.talk.setFocus()

    def _wire_engine(self) -> None:
        bridge = self.bridge
        bridge.state.connect(self._on_state)
        bridge.level.connect(self._on_level)
        bridge.thought.connect(self._on_thought)
        bridge.reply.connect(self._on_reply)
        bridge.notice.connect(self._on_notice)
        bridge.turn.connect(self._on_turn)
        bridge.failure.connect(self._on_failure)

    def _wire_user(self) -> None:
        talk = self.dock.talk
        talk.pressed.connect(lambda: self.recorder.press("mouse"))
        talk.released.connect(lambda: self.recorder.release("mouse"))
        self._keys = Keys(self, self.recorder, talk)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.stop)
        self.dock.stop.clicked.connect(self.stop)
        self.dock.ask.clicked.connect(self._ask_typed)
        self.dock.field.returnPressed.connect(self._ask_typed)
        self.header.reasoning_switch.toggled.connect(self.reasoning.setVisible)
        self.reasoning.hide_wanted.connect(lambda: self.header.reasoning_switch.setChecked(False))
        self.conversation.chosen.connect(self.thoughts.show_turn)
        self.recorder.began.connect(self._on_began)
        self.recorder.asked.connect(self._on_asked)
        self.recorder.cancelled.connect(lambda: self._show("idle"))
        self.recorder.refused.connect(self.tell)

    def stop(self) -> None:
        """End what goes on, gently: first the question, or the voice (thinking goes on), then all of it."""
        if self.recorder.active:
            self.recorder.cancel()
        elif self.state.name == "thinking_and_speaking":
            self._engine.stop_speaking()
        elif self.state.name in ("thinking", "speaking"):
            self._engine.interrupt()
        else:
            self.dock.talk.setFocus()

    def _ask_typed(self) -> None:
        question = self.dock.field.text().strip()
        if not question:
            return
        self.recorder.failed()
        try:
            self._engine.submit(question, self.header.mode)
        except MindpaceError as error:
            self.tell(str(error))
            return
        self.dock.field.clear()
        self.notice.clear()
        self.rows.ask(self._engine.generation, typed=question)
        self._new_turn(self._engine.generation)

    def _on_began(self) -> None:
        self.notice.clear()
        self._show(OPENING)

    def _on_asked(self, generation: int, seconds: float) -> None:
        self._show("thinking")
        self.rows.ask(generation, seconds=seconds)
        self._new_turn(generation)

    def _new_turn(self, generation: int) -> None:
        self.conversation.clearSelection()
        self.conversation.follow()
        self.thoughts.begin(generation)
        self.reasoning.steps.follow()

    def _on_state(self, state: State) -> None:
        """Show the engine's state. While a question is being recorded, the end of older things is no news."""
        self.state = state
        if state.name == "listening" and self.recorder.active:
            self.recorder.heard()
        elif self.recorder.active and state.name != "error":
            return
        self.recorder.blocked = {"loading": STILL_LOADING, "error": self.notice.text}.get(state.name)
        if state.name == "error":
            self.conversation.set_hint("", "")
        self.dock.set_usable(state.name != "error")
        if state.name in DONE_THINKING:
            self.thoughts.finish(state.generation)
        self._show(state.name)

    def _show(self, name: str) -> None:
        progress = self.state.progress or None if name == "loading" else None
        shown = appearance(self.state) if name == self.state.name else APPEARANCES[name]
        self.dock.show_state(name, shown, progress)
        self.setWindowTitle(shown.title)

    def _on_level(self, level: Level) -> None:
        self.dock.show_level(level.level)

    def _on_thought(self, thought: Thought) -> None:
        self.thoughts.think(thought.generation, thought.text)

    def _on_reply(self, reply: Reply) -> None:
        self.rows.hear(reply)

    def _on_notice(self, notice: Notice) -> None:
        self.tell(notice.message)

    def _on_turn(self, turn: Turn) -> None:
        self.rows.finish(turn)
        self.thoughts.finish(turn.generation)
        self.dock.figures.tell(figures(turn))

    def _on_failure(self, failure: Failure) -> None:
        if failure.generation == self._engine.generation:
            self.recorder.failed()
        self.rows.fail(failure.generation)
        self.thoughts.finish(failure.generation)
        self.notice.tell(failure.message, lasting=failure.fatal)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """A window that is left sees no release of the key any more, so the question is over then."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.recorder.release_all()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Forget a question in the making; whoever started the engine ends it."""
        self.recorder.cancel()
        super().closeEvent(event)
