"""The page where one talks: conversation, reasoning, and the dock; it shows what the engine tells."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.bridge import KINDS, EngineBridge, EnginePort, Spoken
from app.recorder import PushToTalk
from app.services.language import mark, on_change, tr
from app.services.settings import SettingsStore
from app.talk_mode import TalkMode
from app.theme import Look
from app.turn_record import TurnRecord
from app.widgets.conversation import ConversationView
from app.widgets.conversation_model import ConversationModel
from app.widgets.dock import Dock
from app.widgets.figures import figures
from app.widgets.links import Links
from app.widgets.reasoning import ReasoningPanel
from app.widgets.reasoning_model import ReasoningModel
from app.widgets.states import APPEARANCES, INTERRUPTED, MUTED, OPENING, READY_HANDS_FREE, appearance
from app.widgets.voice_clock import VoiceClock
from app.widgets.waterfall import Waterfall
from engine.errors import AudioDeviceError, MindpaceError
from engine.events import (
    Correction,
    Devices,
    EndOfTurn,
    Event,
    Failure,
    Heard,
    Interrupted,
    Level,
    Notice,
    Pace,
    Reply,
    Resumed,
    State,
    Thought,
    Turn,
)

USUAL = (1000, 700)
STILL_LOADING = mark("Mindpace is still loading its model: a moment, please.")
IS_MUTED = mark("The microphone is muted: Ctrl+M unmutes it.")
NOT_WORKING = APPEARANCES["error"].hint
DONE_THINKING = ("speaking", "idle")
INTERRUPTED_MS = 2500
"""How long the window says that the voice was stopped, after all is over."""


class TalkPage(QWidget):
    """Asks the engine what the user asks, and shows what it tells."""

    told = Signal(str, bool)
    """One sentence for the user; whether it lasts."""
    calmed = Signal()
    """What was told is of no interest any more."""
    titled = Signal(str)
    asked = Signal(int, str)
    """A question was asked: its turn, and its words as far as they are known."""
    wanted = Signal(str, int)
    """An action of a turn: see `reply_painter.ACTIONS`."""

    def __init__(
        self, engine: EnginePort, look: Look, settings: SettingsStore, bridge: EngineBridge, mode: TalkMode
    ) -> None:
        super().__init__()
        self._engine, self._settings, self.mode = engine, settings, mode
        self.state = State(0, "loading", 0.0)
        self.records: dict[int, TurnRecord] = {}
        self.rows = ConversationModel(self.records, self)
        self.thoughts = ReasoningModel(self.records, self)
        self.conversation = ConversationView(look, self.rows)
        self.reasoning = ReasoningPanel(look, self.thoughts)
        self.waterfall = Waterfall(look)
        self.dock = Dock(look)
        self.links = Links(self.records, self.conversation, self.rows, self.reasoning.steps, self.thoughts)
        self.voice = VoiceClock(self)
        self.recorder = PushToTalk(engine, lambda: settings.values.mode, self)
        self._stopped = 0
        self._device_lost = False
        self._calm = QTimer(self, interval=INTERRUPTED_MS, singleShot=True)
        self._arrange()
        self._wire_engine(bridge)
        self._wire_user()
        self._on_state(self.state)

    def _arrange(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.conversation)
        self.splitter.addWidget(self.reasoning)
        self.splitter.setSizes([USUAL[0] * 3 // 5, USUAL[0] * 2 // 5])
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.splitter, self.waterfall, self.dock):
            column.addWidget(part, int(part is self.splitter))

    def _wire_engine(self, bridge: EngineBridge) -> None:
        for name in (*KINDS, "other"):
            getattr(bridge, name).connect(getattr(self, f"_on_{name}"))

    def _wire_user(self) -> None:
        talk = self.dock.talk
        talk.pressed.connect(lambda: self.recorder.press("mouse"))
        talk.released.connect(lambda: self.recorder.release("mouse"))
        self.dock.stop.clicked.connect(self.stop)
        self.dock.ask.clicked.connect(self._ask_typed)
        self.dock.field.returnPressed.connect(self._ask_typed)
        self.dock.latency.toggled.connect(self._show_latency)
        self.dock.mute.clicked.connect(self.mode.mute)
        self.dock.way.chosen.connect(lambda way: self._settings.change(hands_free=way == "hands-free"))
        self.mode.changed.connect(self._on_mode)
        self.mode.failed.connect(lambda sentence: self.told.emit(sentence, False))
        self.conversation.chosen.connect(self._choose)
        self.conversation.wanted.connect(self.wanted)
        self.links.shown.connect(self._choose)
        self.recorder.began.connect(self._on_began)
        self.recorder.asked.connect(self._on_asked)
        self.recorder.cancelled.connect(self._show_now)
        self.recorder.refused.connect(lambda sentence: self.told.emit(sentence, False))
        self.voice.moved.connect(self.rows.say)
        self.voice.level.connect(self.dock.show_voice)
        self._calm.timeout.connect(self._show_now)
        on_change(self._show_now)

    def stop(self) -> None:
        """End what goes on, gently: first the question, or the voice (thinking goes on), then all of it."""
        if self.recorder.active:
            self.recorder.cancel()
        elif self.state.name == "thinking_and_speaking":
            self._engine.stop_speaking()
            self._interrupted()
        elif self.state.name in ("thinking", "speaking"):
            self._engine.interrupt()
            if self.state.name == "speaking":
                self._interrupted()
        else:
            self.dock.talk.setFocus()

    def follow_settings(self) -> None:
        """Take what was changed in the settings."""
        self.mode.follow()
        self._on_mode()

    def latency_of(self, generation: int) -> None:
        """Show where the time of a turn went."""
        self.waterfall.tell(self.records.get(generation))
        self.dock.latency.setChecked(True)
        self.waterfall.show()

    def _show_latency(self, wanted: bool) -> None:
        done = [record for record in self.records.values() if record.turn is not None]
        self.waterfall.tell(done[-1] if done else None)
        self.waterfall.setVisible(wanted)

    def _interrupted(self) -> None:
        self._stopped = self.state.generation
        self.voice.stop(whole=False)

    def _ask_typed(self) -> None:
        question = self.dock.field.text().strip()
        if not question:
            return
        self.recorder.failed()
        try:
            self._engine.submit(question, self._settings.values.mode)
        except MindpaceError as error:
            self.told.emit(str(error), False)
            return
        self.dock.field.clear()
        self.calmed.emit()
        self._new_turn(self._engine.generation, typed=question)

    def _on_began(self) -> None:
        self.calmed.emit()
        self.voice.stop(whole=False)
        self._show(OPENING)

    def _on_asked(self, generation: int, seconds: float) -> None:
        """A key ended a question; in a conversation the engine numbers it and tells."""
        self._show("thinking")
        if not self.mode.conversing:
            self._new_turn(generation, seconds=seconds)

    def _new_turn(self, generation: int, *, seconds: float = 0.0, typed: str | None = None, heard: str = "") -> None:
        self._stopped = 0
        self.conversation.clearSelection()
        self.links.clear()
        self.rows.ask(generation, seconds=seconds, typed=typed, heard=heard)
        self.conversation.follow()
        self.thoughts.show_turn(generation)
        self.reasoning.steps.follow()
        self.asked.emit(generation, typed or heard)

    def _choose(self, generation: int) -> None:
        if generation != self.thoughts.shown:
            self.thoughts.show_turn(generation)
            if self.waterfall.isVisible():
                self.waterfall.tell(self.records.get(generation))

    def _on_mode(self) -> None:
        self.dock.show_way(hands_free=self.mode.hands_free, muted=self.mode.muted)
        self._block()
        self._show_now()

    def _block(self) -> None:
        """Say what a press does now."""
        why = {"loading": tr(STILL_LOADING), "error": tr(NOT_WORKING)}.get(self.state.name)
        if why is None and self.mode.muted and not self.mode.hands_free:
            why = tr(IS_MUTED)
        self.recorder.blocked = why
        toggle = self.mode.hands_free and not self.recorder.active
        self.recorder.instead = (lambda: self.mode.mute(not self.mode.muted)) if toggle else None

    def _on_state(self, state: State) -> None:
        """Show the engine's state. While a question is being recorded, the end of older things is no news."""
        self.state = state
        if state.name == "listening" and self.recorder.active:
            self.recorder.heard()
        elif self.recorder.active and state.name != "error":
            return
        if state.name == "error":
            self.conversation.set_hint("", "")
        self.dock.set_usable(state.name != "error")
        self.mode.set_usable(state.name not in ("loading", "error"))
        self._block()
        if state.name in DONE_THINKING and state.generation in self.records:
            self.records[state.generation].thinking = False
            self.thoughts.touch(state.generation)
        if state.name == "idle" and self._stopped:
            self._calm.start()
        self._show_now()

    def _show_now(self) -> None:
        """Show the engine's state, or what only the window knows of it."""
        name: str = self.state.name
        stopped = self._stopped and (self._calm.isActive() or name in ("thinking", "thinking_and_speaking"))
        if stopped and name in ("thinking", "thinking_and_speaking", "idle"):
            name = INTERRUPTED
        elif name == "idle" and self.mode.muted:
            name = MUTED
        elif name == "idle" and self.mode.hands_free:
            name = READY_HANDS_FREE
        self._show(name)

    def _show(self, name: str) -> None:
        progress = self.state.progress or None if name == "loading" else None
        shown = appearance(self.state) if name == self.state.name else APPEARANCES[name]
        self.dock.show_state(name, shown, progress)
        self.titled.emit(shown.title)

    def _on_level(self, level: Level) -> None:
        self.dock.show_level(level.level)

    def _on_thought(self, thought: Thought) -> None:
        record = self._record(thought.generation)
        if record is not None:
            record.think(thought)
            if thought.generation > self.thoughts.shown and thought.seconds < 0:
                self.thoughts.show_turn(thought.generation)
            self.thoughts.touch(thought.generation)

    def _on_reply(self, reply: Reply) -> None:
        if self._record(reply.generation) is not None:
            self.rows.hear(reply)

    def _on_spoken(self, sound: Spoken) -> None:
        if sound.generation in self.records and sound.generation != self._stopped:
            self.voice.spoken(self.records[sound.generation], sound)

    def _on_end_of_turn(self, end: EndOfTurn) -> None:
        if not self.rows.knows(end.generation):
            self._new_turn(end.generation, heard=end.text)
        self.records[end.generation].end = end

    def _on_correction(self, correction: Correction) -> None:
        if correction.generation in self.records:
            self.records[correction.generation].correct(correction)
            self.rows.touch(correction.generation)

    def _on_heard(self, heard: Heard) -> None:
        if heard.generation in self.records:
            self.records[heard.generation].hear(heard)
            if self.voice.generation == heard.generation:
                self.voice.stop(whole=heard.whole)
            self.rows.touch(heard.generation)

    def _on_interrupted(self, _event: Interrupted) -> None:
        self.voice.hold()

    def _on_resumed(self, _event: Resumed) -> None:
        self.voice.go_on()

    def _on_devices(self, devices: Devices) -> None:
        """The engine tells a sentence of its own about what is wrong; what is well again needs none."""
        if self._device_lost and not devices.problem:
            self.calmed.emit()
        self._device_lost = bool(devices.problem)

    def _on_pace(self, pace: Pace) -> None:
        self.reasoning.keep_up.tell(pace.steps_per_s, keeps_up=pace.keeps_up)

    def _on_notice(self, notice: Notice) -> None:
        self.told.emit(notice.message, False)

    def _on_other(self, event: Event) -> None:
        """An event of a newer engine: its message, if it has one."""
        message = getattr(event, "message", None)
        if isinstance(message, str) and message:
            self.told.emit(message, False)

    def _on_turn(self, turn: Turn) -> None:
        record = self.records.get(turn.generation)
        if record is not None:
            record.finish(turn)
            self.waterfall.tell(record)
        self.rows.finish(turn)
        self.thoughts.touch(turn.generation)
        self.dock.figures.tell(figures(turn))
        self.reasoning.keep_up.tell(turn.steps_per_s if turn.mode != "read" else 0.0)

    def _on_failure(self, failure: Failure) -> None:
        if failure.generation == self._engine.generation or isinstance(failure.error, AudioDeviceError):
            self.recorder.failed()
        self.rows.fail(failure.generation)
        if failure.generation in self.records:
            self.records[failure.generation].thinking = False
            self.thoughts.touch(failure.generation)
        if isinstance(failure.error, AudioDeviceError):
            self.mode.lost()
        self.told.emit(failure.message, failure.fatal)

    def _record(self, generation: int) -> TurnRecord | None:
        """The turn's record; in a conversation the engine begins turns, so unknown ones are taken in."""
        if generation not in self.records and self.mode.conversing:
            self.records[generation] = TurnRecord(generation)
        return self.records.get(generation)
