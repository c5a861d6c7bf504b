"""The window: header, notices, and the pages; joins them with the engine's signals, the settings and the history."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from app.background import Background
from app.bridge import EngineBridge, EnginePort
from app.desktop import Desktop
from app.player import Player
from app.services import language
from app.services.history import History
from app.services.history_recorder import HistoryRecorder
from app.services.language import tr
from app.services.settings import Settings, SettingsStore
from app.services.window_memory import WindowMemory
from app.talk_mode import TalkMode
from app.theme import Look
from app.widgets.doctor_page import DoctorPage
from app.widgets.header import Header
from app.widgets.history_page import HistoryPage
from app.widgets.keys import Keys
from app.widgets.notice_bar import NoticeBar
from app.widgets.settings_page import SettingsPage
from app.widgets.shortcut_sheet import ShortcutSheet
from app.widgets.talk_page import USUAL, TalkPage
from app.widgets.turn_files import TurnFiles
from engine.errors import MindpaceError
from engine.events import Event, State, Turn

if TYPE_CHECKING:
    from app.widgets.packs_page import PacksPage

SMALLEST = (640, 480)


class MainWindow(QWidget):
    """Shows what the engine does and asks it what the user asks. Call `start` once it is on the screen.

    `history` is where turns are kept, None if they cannot be; `memory` where the window keeps its place and size.
    """

    def __init__(
        self,
        engine: EnginePort,
        look: Look,
        settings: SettingsStore,
        history: History | None = None,
        memory: WindowMemory | None = None,
    ) -> None:
        super().__init__()
        self._engine, self._look, self.settings = engine, look, settings
        language.use(settings.values.language)
        self.background = Background(self)
        self.bridge = EngineBridge(self)
        self.player = Player(self.background, self)
        self.mode = TalkMode(engine, settings, self.background, self)
        self.history = history
        self.turn_keeper = HistoryRecorder(history, self.bridge.say)
        self.header = Header(look)
        self.notice = NoticeBar(look)
        self.busy = QProgressBar()
        self.pages = QStackedWidget()
        self.talk_page = TalkPage(engine, look, settings, self.bridge, self.mode)
        self.recorder = self.talk_page.recorder
        self.history_page = HistoryPage(look, settings, self.background, self.player, lambda: self.history)
        self.settings_page = SettingsPage(look, settings, self.background, self.player)
        self.doctor_page = DoctorPage(look, settings, self._try_out, lambda: self._load_s)
        self._packs_page: PacksPage | None = None
        self.files = TurnFiles(self, self.background)
        self._began = time.monotonic()
        self._load_s: float | None = None
        self._named: dict[str, QWidget] = {
            "talk": self.talk_page,
            "history": self.history_page,
            "settings": self.settings_page,
            "doctor": self.doctor_page,
        }
        self._arrange()
        self._wire_pages()
        self._wire_keys()
        self.desktop = Desktop(self, look, memory)
        self._leave = settings.subscribe(self._on_settings)
        self._take(frozenset(vars(settings.values)), settings.values)
        self.open_page("talk" if settings.values.tour_seen else "doctor")
        for sentence in settings.notices:
            self.tell(sentence)

    @property
    def packs_page(self) -> PacksPage:
        """The page of models, made when it is first asked for: it knows of downloads, which take long to import."""
        if self._packs_page is None:
            from app.widgets.packs_page import PacksPage

            page = self._packs_page = PacksPage(self._look, self.settings)
            self._named["packs"] = page
            self.pages.addWidget(page)
            page.told.connect(self.tell)
        return self._packs_page

    def start(self) -> None:
        """Let the engine load; it tells how far it is."""
        self._began = time.monotonic()
        self._engine.start(self._receive)

    def tell(self, sentence: str) -> None:
        """Show the user one sentence."""
        self.notice.tell(sentence)

    def come_forward(self) -> None:
        """Show the window in front of all others."""
        self.showNormal()
        self.raise_()
        self.activateWindow()

    def open_page(self, name: str) -> None:
        """Show a page."""
        self.pages.setCurrentWidget(self.packs_page if name == "packs" else self._named[name])
        self.header.show_page(name)
        if name == "talk":
            self.talk_page.dock.talk.setFocus()
        elif name == "history":
            self.history_page.field.setFocus()
        elif name == "doctor":
            self.doctor_page.start_button.setFocus()
        elif name == "packs":
            self.packs_page.add_file.setFocus()
        self._pause()

    def stop(self) -> None:
        """What Escape does: go back to talking, or end what goes on."""
        if self.history_page.replay.playing:
            self.history_page.replay.stop()
        elif self.pages.currentWidget() is self.doctor_page:
            self.doctor_page.leave()
        elif self.pages.currentWidget() is not self.talk_page:
            self.open_page("talk")
        else:
            self.talk_page.stop()

    def change(self, **changes: Any) -> None:
        """Change settings; what is refused, or cannot be kept, is told."""
        try:
            self.settings.change(**changes)
        except MindpaceError as error:
            self.tell(str(error))

    def act(self, name: str, generation: int) -> None:
        """Do something with a turn: see `reply_painter.ACTIONS`."""
        page, turn = self.talk_page, self.turn_keeper.recent.get(generation)
        if name == "copy":
            numbers = [number for number, row in enumerate(page.rows.rows) if row.generation == generation]
            QGuiApplication.clipboard().setText(page.rows.words(numbers))
        elif name == "latency":
            page.latency_of(generation)
        elif turn is None:
            self.tell(tr("The sound of this turn is not in memory any more: look for it in the history."))
        elif name == "save":
            self.files.save(self.history, [turn])
        elif name == "replay":
            self.open_page("history")
            self.history_page.show_turn(turn, play=True)

    def _receive(self, event: Event) -> None:
        """Take an event, on the engine's thread."""
        self.turn_keeper.receive(event)
        self.bridge.receive(event)

    def _arrange(self) -> None:
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.hide()
        for page in self._named.values():
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.header, self.busy, self.notice, self.pages):
            column.addWidget(part, int(part is self.pages))

    def _wire_pages(self) -> None:
        page = self.talk_page
        page.told.connect(lambda sentence, lasting: self.notice.tell(sentence, lasting=lasting))
        page.calmed.connect(self.notice.clear)
        page.titled.connect(self.setWindowTitle)
        page.wanted.connect(self.act)
        page.asked.connect(lambda turn, words: self.turn_keeper.begin(turn, self.settings.values.mode, words))
        self.bridge.state.connect(self._on_state)
        self.bridge.said.connect(self.tell)
        self.header.page_wanted.connect(self.open_page)
        self.header.mode_chosen.connect(lambda mode: self.change(mode=mode))
        self.header.help.clicked.connect(self.show_keys)
        self.header.reasoning_switch.toggled.connect(page.reasoning.setVisible)
        page.reasoning.hide_wanted.connect(lambda: self.header.reasoning_switch.setChecked(False))
        self.history_page.told.connect(self.tell)
        self.history_page.copied.connect(lambda text: QGuiApplication.clipboard().setText(text))
        self.history_page.save_wanted.connect(lambda turns: self.files.save(self.history, turns))
        self.history_page.replaying.connect(self._pause)
        self.files.told.connect(self.tell)
        self.player.failed.connect(self.tell)
        self.settings_page.told.connect(self.tell)
        self.settings_page.doctor_wanted.connect(lambda: self.open_page("doctor"))
        self.settings_page.packs_wanted.connect(lambda: self.open_page("packs"))
        self.settings_page.delete_history_wanted.connect(lambda: self.files.delete_all(self.history))
        self.settings_page.forget_voice_wanted.connect(self._forget_voice)
        self.doctor_page.done.connect(lambda: self.open_page("talk"))
        self.doctor_page.running.connect(self._pause)
        self.background.busy.connect(self.busy.setVisible)

    def _wire_keys(self) -> None:
        page = self.talk_page
        self._keys = Keys(self, self.recorder, page.dock.talk, lambda: self.pages.currentWidget() is page)
        actions: dict[str, Callable[[], object]] = {
            "Escape": self.stop,
            "Ctrl+R": self.header.reasoning_switch.toggle,
            "Ctrl+M": lambda: self.mode.mute(not self.mode.muted),
            "Ctrl+H": lambda: self.change(hands_free=not self.settings.values.hands_free),
            "Ctrl+L": page.dock.latency.toggle,
            "Ctrl+P": lambda: self._act("replay"),
            "Ctrl+S": lambda: self._act("save"),
            "Ctrl+T": self._type,
            "Ctrl+1": lambda: self.open_page("talk"),
            "Ctrl+2": lambda: self.open_page("history"),
            "Ctrl+F": lambda: self.open_page("history"),
            "Ctrl+3": lambda: self.open_page("settings"),
            "Ctrl+,": lambda: self.open_page("settings"),
            "F1": self.show_keys,
            "?": self.show_keys,
            "Ctrl+Q": QApplication.quit,
        }
        for keys, action in actions.items():
            QShortcut(QKeySequence(keys), self, action)
        QShortcut(QKeySequence("Delete"), self.history_page.list, self.history_page.delete)

    def show_keys(self) -> None:
        """Show all keys."""
        ShortcutSheet(self._look, self).open()

    def _type(self) -> None:
        self.open_page("talk")
        self.talk_page.dock.field.setFocus()

    def _act(self, name: str) -> None:
        """Do something with the turn that is chosen on the page in view."""
        if self.pages.currentWidget() is self.history_page:
            self.history_page.buttons[name].click()
        elif self.pages.currentWidget() is self.talk_page:
            self.talk_page.conversation.act(name)

    def _forget_voice(self) -> None:
        try:
            future = self._engine.forget_voice()
        except MindpaceError as error:
            self.tell(str(error))
            return
        forgotten = tr("Your voice is forgotten.")
        self.background.run(future.result, lambda _done: self.tell(forgotten), lambda error: self.tell(str(error)))

    def _try_out(self) -> Future[Turn]:
        from app.services.doctor import QUESTION

        future = self._engine.try_out(QUESTION)
        self.turn_keeper.forget(self._engine.generation)
        return future

    def _pause(self, _on: object = None) -> None:
        """The microphone is closed while it would hear a replay, or the doctor or the settings' meter use it."""
        here = self.pages.currentWidget()
        busy = self.history_page.replay.playing or here in (self.doctor_page, self.settings_page)
        self.mode.pause(busy)

    def _on_state(self, state: State) -> None:
        if state.name not in ("loading", "error") and self._load_s is None:
            self._load_s = time.monotonic() - self._began
        self.header.show_server(self._engine.sends_to)
        if state.name != "loading":
            self.doctor_page.ready()
            self.settings_page.model.follow(self._engine.takes_options)
        self.desktop.follow()

    def _on_settings(self, names: frozenset[str], values: Settings) -> None:
        self._engine.apply(names, values)
        self._take(names, values)

    def _take(self, names: frozenset[str], values: Settings) -> None:
        """Let everything follow the settings that changed."""
        if "theme" in names:
            self._look.choose(values.theme)
        self._look.reduced_motion = self.talk_page.voice.by_clause = values.reduced_motion
        language.use(values.language)
        self.header.show_mode(values.mode)
        self.turn_keeper.enabled, self.turn_keeper.keep_audio = values.keep_history, values.keep_audio
        if "retention_days" in names and self.history is not None and values.retention_days is not None:
            history, days = self.history, values.retention_days
            self.background.run(lambda: history.delete_older_than(days), None, lambda error: self.tell(str(error)))
        self.talk_page.follow_settings()
        self.desktop.take(names, values)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """A window that is left sees no release of the key any more, so the question is over then."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.recorder.release_all()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Stay in the tray if that is wanted; else end."""
        self.recorder.cancel()
        if self.desktop.stays(event):
            return
        self.end()
        super().closeEvent(event)

    def end(self) -> None:
        """Write what is to be kept, and let go of everything; whoever started the engine ends it. Harmless twice."""
        self.desktop.close()
        self._leave()
        self.player.stop()
        self.settings_page.meter.stop()
        self.doctor_page.close_all()
        if self._packs_page is not None:
            self._packs_page.close_all()
        self.background.close()
        self.turn_keeper.close()
