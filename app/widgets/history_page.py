"""The history: a list to search, and the turn that is chosen, with its reasoning, to replay, export or delete."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QSplitter, QVBoxLayout, QWidget

from app.background import Background
from app.player import Player
from app.replay import Replay
from app.services.history import History, StoredTurn
from app.services.language import mark, on_change, tr
from app.services.settings import SettingsStore
from app.theme import Look
from app.widgets.controls import SwitchBox
from app.widgets.conversation import ConversationView
from app.widgets.history_list import EMPTY, NOT_FOUND, OFF, HistoryList, HistoryModel
from app.widgets.links import Links
from app.widgets.reasoning import StepList
from app.widgets.wording import put
from engine.errors import MindpaceError

PAGE = 100
"""Turns that are read at once."""
SEARCH_AFTER_MS = 150
REALLY_MS = 4000
"""How long "Really delete?" waits for a second click."""
CHOOSE = (mark("Choose a turn"), mark("Its question, its thoughts and its reply are shown here."))


class HistoryPage(QWidget):
    """Works on `history()`, which may be None while there is none."""

    told = Signal(str)
    save_wanted = Signal(object)
    """Turns (a list of StoredTurn) that are to be written to a file."""
    copied = Signal(str)
    replaying = Signal(bool)

    def __init__(
        self,
        look: Look,
        store: SettingsStore,
        background: Background,
        player: Player,
        history: Callable[[], History | None],
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._look, self._store, self._background, self._history = look, store, background, history
        self.turns = HistoryModel(self)
        self.replay = Replay(player, self)
        self.replay.loudspeaker = lambda: store.values.loudspeaker
        self.field = QLineEdit()
        self.list = HistoryList(look, self.turns)
        self.count = QLabel()
        self.keep = SwitchBox(look)
        self.buttons = {name: QPushButton() for name in ("replay", "copy", "save", "trash")}
        self.conversation = ConversationView(look, self.replay.rows)
        self.steps = StepList(look, self.replay.thoughts)
        self.links = Links(self.replay.records, self.conversation, self.replay.rows, self.steps, self.replay.thoughts)
        self._search_soon = QTimer(self, interval=SEARCH_AFTER_MS, singleShot=True)
        self._really = QTimer(self, interval=REALLY_MS, singleShot=True)
        self._prepare()
        self._arrange()
        self._wire()
        self._dress()
        self.show_turn(None)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read what is new."""
        super().showEvent(event)
        self.search()
        self._follow_settings()

    def search(self, offset: int = 0) -> None:
        """Look for what the field says."""
        history, text = self._history(), self.field.text()
        if history is None:
            self._found([], 0, "")
            return
        self._background.run(
            lambda: history.search(text, PAGE, offset),
            lambda found: self._found(found, offset, text),
            lambda error: self.told.emit(str(error)),
        )

    def show_turn(self, turn: StoredTurn | None, *, play: bool = False) -> None:
        """Show a turn (with its sounds, if it has any), and replay it if asked to."""
        self.replay.show(turn)
        self.conversation.set_hint(*CHOOSE)
        for button in self.buttons.values():
            button.setEnabled(turn is not None)
        self._shown = turn
        if play:
            self._play()

    def chosen(self) -> list[StoredTurn]:
        """Return the turns that are selected, or the one in view."""
        rows = sorted(index.row() for index in self.list.selectionModel().selectedRows())
        turns = [self.turns.turns[row] for row in rows]
        return turns if len(turns) > 1 or self._shown is None else [self._shown]

    def _prepare(self) -> None:
        put(self.field, placeholder="Search questions, thoughts and replies", name="Search the history")
        self.field.setClearButtonEnabled(True)
        self.count.setObjectName("muted")
        put(self.keep, name="Keep a history", tip="Keep a history")
        texts = {
            "replay": (mark("Replay"), mark("Replay with its reasoning (Ctrl+P)")),
            "copy": (mark("Copy"), mark("Copy question and reply")),
            "save": (mark("Export…"), mark("Save as WAV, text, JSON or HTML (Ctrl+S)")),
            "trash": (mark("Delete"), mark("Delete for good (Delete)")),
        }
        for name, (text, tip) in texts.items():
            put(self.buttons[name], text=text, tip=tip, name=text)
            self.buttons[name].setIconSize(QSize(16, 16))

    def _arrange(self) -> None:
        keep = QHBoxLayout()
        keep.setContentsMargins(16, 6, 12, 10)
        keep.addWidget(self.count, 1)
        label = QLabel()
        put(label, text="Keep")
        label.setObjectName("muted")
        keep.addWidget(label)
        keep.addWidget(self.keep)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(12, 10, 12, 8)
        row.addWidget(self.field)
        column.addLayout(row)
        column.addWidget(self.list, 1)
        column.addLayout(keep)
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 10, 12, 8)
        bar.setSpacing(6)
        for name, button in self.buttons.items():
            if name == "trash":
                bar.addStretch(1)
            bar.addWidget(button)
        right = QWidget()
        self.detail = QSplitter(Qt.Orientation.Vertical)
        self.detail.addWidget(self.conversation)
        self.detail.addWidget(self.steps)
        self.detail.setChildrenCollapsible(False)
        self.detail.setHandleWidth(1)
        self.detail.setStretchFactor(0, 1)
        self.detail.setStretchFactor(1, 1)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.detail, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(left)
        self.splitter.addWidget(right)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.setSizes([340, 660])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)

    def _wire(self) -> None:
        self.field.textChanged.connect(lambda _text: self._search_soon.start())
        self._search_soon.timeout.connect(self.search)
        self.turns.more_wanted.connect(self.search)
        self.list.selectionModel().currentChanged.connect(lambda now: self._choose(now.row()))
        self.keep.clicked.connect(self._set_keeping)
        self.buttons["replay"].clicked.connect(self._play)
        self.buttons["copy"].clicked.connect(self._copy)
        self.buttons["save"].clicked.connect(lambda: self.save_wanted.emit(self.chosen()))
        self.buttons["trash"].clicked.connect(self.delete)
        self.conversation.wanted.connect(self._act)
        self.replay.ended.connect(self._show_replay)
        self._really.timeout.connect(lambda: put(self.buttons["trash"], text="Delete", name="Delete"))
        self._look.changed.connect(self._dress)
        on_change(self._dress)

    def _act(self, name: str, _turn: int) -> None:
        button = self.buttons.get(name)
        if button is not None:
            button.click()

    def _choose(self, row: int) -> None:
        history = self._history()
        if history is None or not 0 <= row < len(self.turns.turns):
            return
        turn = self.turns.turns[row]
        self._background.run(
            lambda: history.with_sounds(turn), self.show_turn, lambda error: self.told.emit(str(error))
        )

    def _found(self, turns: Sequence[StoredTurn], offset: int, text: str) -> None:
        if text != self.field.text():
            return
        self.turns.show(turns, offset, complete=len(turns) < PAGE)
        off = not self._store.values.keep_history
        self.list.set_hint(*(NOT_FOUND if text else OFF if off else EMPTY))
        self._tell_count()

    def _tell_count(self) -> None:
        count, more = len(self.turns.turns), self.turns.canFetchMore(self.turns.index(0))
        words = tr("1 turn") if count == 1 else tr("{count} turns", count=f"{count}+" if more else count)
        self.count.setText(words)

    def _play(self) -> None:
        if self.replay.playing:
            self.replay.stop()
            return
        self.links.clear()
        self.replay.play()
        self._show_replay()

    def _show_replay(self) -> None:
        playing = self.replay.playing
        put(self.buttons["replay"], text="Stop" if playing else "Replay", name="Stop" if playing else "Replay")
        self._dress()
        self.replaying.emit(playing)

    def _copy(self) -> None:
        self.copied.emit(self.replay.rows.words(list(range(len(self.replay.rows.rows)))))

    def delete(self) -> None:
        """Delete what is chosen, at the second click."""
        if not self._really.isActive():
            count = len(self.chosen())
            put(self.buttons["trash"], text="Really delete?" if count == 1 else "Really delete all chosen?")
            self._really.start()
            return
        self._really.stop()
        put(self.buttons["trash"], text="Delete", name="Delete")
        history, numbers = self._history(), [turn.id for turn in self.chosen()]
        self.show_turn(None)
        if history is not None:
            self._background.run(
                lambda: history.delete(numbers), lambda _count: self.search(), lambda error: self.told.emit(str(error))
            )

    def _set_keeping(self, on: bool) -> None:
        try:
            self._store.change(keep_history=on)
        except MindpaceError as error:
            self.told.emit(str(error))
        self.search()

    def _follow_settings(self) -> None:
        self.keep.setChecked(self._store.values.keep_history)

    def _dress(self) -> None:
        for name, button in self.buttons.items():
            icon = "stop" if name == "replay" and self.replay.playing else name
            button.setIcon(self._look.icon(icon))
        self.count.setFont(self._look.font(0.85))
        self._tell_count()
