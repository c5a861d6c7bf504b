"""The settings: one column of sections; every change counts at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.background import Background
from app.player import Player
from app.services.history import Sound
from app.services.language import LANGUAGES, mark
from app.services.settings import Settings, SettingsStore
from app.services.sounds import chime
from app.theme import Look
from app.widgets.controls import LevelBar
from app.widgets.header import MODES
from app.widgets.microphone_meter import MicrophoneMeter
from app.widgets.model_rows import ModelRows
from app.widgets.page import centre
from app.widgets.settings_rows import (
    ActionRow,
    ChoiceRow,
    KeyRow,
    NumberRow,
    Row,
    SwitchRow,
)
from app.widgets.wording import put
from engine import Device, list_devices
from engine.config import SPEAKING_RATE

if TYPE_CHECKING:
    from engine.library import PackInfo

WIDEST = 720
SYSTEM = (None, mark("The system's choice"))
BUDGETS = ((None, mark("As many as it needs")), *((count, str(count)) for count in (32, 64, 128, 256, 512, 1024)))
RETENTION = (
    (None, mark("For ever")),
    (1, mark("For a day")),
    (7, mark("For a week")),
    (30, mark("For a month")),
    (365, mark("For a year")),
)
PACKS = ((None, mark("Mindpace's own")),)
VOICES = ((None, mark("The model's first")),)
THEMES = (("system", mark("As the desktop")), ("light", mark("Light")), ("dark", mark("Dark")))


class SettingsPage(QScrollArea):
    """Builds its rows from the rules of the settings."""

    doctor_wanted = Signal()
    packs_wanted = Signal()
    delete_history_wanted = Signal()
    forget_voice_wanted = Signal()
    told = Signal(str)

    def __init__(self, look: Look, store: SettingsStore, background: Background, player: Player) -> None:
        super().__init__()
        self._look, self._store, self._background, self._player = look, store, background, player
        self.rows: dict[str, Row] = {}
        self._all: list[Row | ActionRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self._headings: list[QLabel] = []
        self.model = ModelRows(look, store, background)
        self._build()
        self._lay_out()
        self.meter = MicrophoneMeter(background, self)
        self.meter.level.connect(self.microphone_level.show_level)
        self.meter.failed.connect(self.rows["microphone"].refuse)
        self.model.told.connect(self.told)
        self._leave = store.subscribe(self._on_change)
        self.destroyed.connect(self._leave)
        look.changed.connect(self._dress)
        self._dress()
        for row in self.rows.values():
            row.refresh()

    def offer_devices(self, devices: Sequence[Device]) -> None:
        """Offer these microphones and loudspeakers."""
        for name, channels in (("microphone", "inputs"), ("loudspeaker", "outputs")):
            names = dict.fromkeys(device.name for device in devices if getattr(device, channels))
            self._choice(name).offer((SYSTEM, *((one, one) for one in names)))

    def offer_packs(self, packs: Sequence[tuple[str | None, str]]) -> None:
        """Offer these model packs: value and name."""
        self._choice("pack").offer(tuple(packs))

    def offer_voices(self, voices: Sequence[str], packs: Sequence[tuple[str, str]] = ()) -> None:
        """Offer the model's voices and voice packs (value and name), where there is a choice."""
        self._choice("voice").offer((VOICES[0], *((voice, voice) for voice in voices), *packs))
        self.rows["voice"].setVisible(len(voices) > 1 or bool(packs))

    def _installed(self, packs: Sequence[PackInfo]) -> None:
        usable = [pack for pack in packs if not pack.problem and pack.kind != "voice"]
        own = [(pack.name, pack.title or pack.name) for pack in usable if pack.own]
        self.offer_packs((PACKS[0], *own))
        speaking = [(pack.name, pack.title or pack.name) for pack in packs if pack.kind == "voice" and not pack.problem]
        self.offer_voices(next((pack.voices for pack in usable if not pack.own), ()), speaking)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Look for devices, and listen to the microphone for its meter."""
        super().showEvent(event)
        self._dress()  # sizes of type that are set before the page is on the screen do not last
        self._background.run(list_devices, self.offer_devices, lambda error: self.told.emit(str(error)))
        self._background.run(_packs, self._installed, lambda error: self.told.emit(str(error)))
        self.model.look_again()
        self.meter.start(self._store.values.microphone)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Whoever comes back to the window may have written a mode of use meanwhile."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isVisible() and self.isActiveWindow():
            self.model.look_again()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Listen no more."""
        super().hideEvent(event)
        self.meter.stop()

    def _choice(self, name: str) -> ChoiceRow:
        row = self.rows[name]
        assert isinstance(row, ChoiceRow)  # noqa: S101 - a mistake of ours
        return row

    def _build(self) -> None:
        self._talking()
        self._sound()
        self._model()
        self._window()
        self._history()
        self._help()

    def _talking(self) -> None:
        self._heading(mark("Talking"))
        self._switch("hands_free", mark("Hands-free"), mark("Just speak; a pause ends your question."))
        self._add(
            ChoiceRow(
                self._look,
                self._store,
                "mode",
                mark("Pace of thinking and speaking"),
                mark("When it begins to speak."),
                tuple((name, label) for name, label, _meaning in MODES),
            )
        )
        self._number("patience_s", mark("Patience"), mark("Silence after which a question is over."), "{value:.1f} s")
        self._switch("barge_in", mark("Interrupt by speaking"), mark("It falls silent when you speak over it."))
        about = mark("It hears you better the more you ask. No sound is kept for it, and nothing leaves this computer.")
        self._switch("learn_voice", mark("Get to know my voice"), about)
        about = mark("What it has learnt of your voice is deleted.")
        forget = (mark("Forget"), self.forget_voice_wanted.emit)
        self.forget_voice = ActionRow(self._look, mark("Forget my voice"), about, forget)
        self._put(self.forget_voice)
        self._add(
            ChoiceRow(
                self._look,
                self._store,
                "thinking_budget",
                mark("Thinking budget"),
                mark("Most thought tokens of one answer."),
                BUDGETS,
            )
        )

    def _sound(self) -> None:
        self._heading(mark("Sound"))
        self._add(ChoiceRow(self._look, self._store, "microphone", mark("Microphone"), "", (SYSTEM,)))
        self.microphone_level = LevelBar(self._look)
        put(self.microphone_level, name="Microphone level")
        self.rows["microphone"].add_below(self.microphone_level)
        self._add(ChoiceRow(self._look, self._store, "loudspeaker", mark("Loudspeaker"), "", (SYSTEM,)))
        self.test = ActionRow(self._look, mark("Test sound"), mark("Three notes."), (mark("Play"), self._play))
        self._put(self.test)
        about = mark("Another one takes some seconds to load.")
        self._add(ChoiceRow(self._look, self._store, "voice", mark("Voice"), about, VOICES))
        self.rows["voice"].hide()
        self._number("volume", mark("Volume of the voice"), "", "{value:.0%}")
        self._number("speed", mark("Speed of the voice"), "", "{value:.2f}")
        self._switch(
            "microphone_ready",
            mark("Keep the microphone open"),
            mark("Answers sooner and loses no first word, also when you hold a key. Nothing leaves this computer."),
        )

    def _model(self) -> None:
        self._heading(mark("Model"))
        about = mark("What hears, thinks and speaks. Another one takes some seconds to load.")
        self._add(ChoiceRow(self._look, self._store, "pack", mark("Model pack"), about, PACKS))
        for row in self.model.rows:
            self._add(row)
        about = mark("What is installed and what it needs; adding files of yours, and downloading others.")
        self._put(ActionRow(self._look, mark("All models"), about, (mark("Models…"), self.packs_wanted.emit)))
        about = mark("Modes of use that you write yourself: small text files. docs/models.md shows one.")
        folder = (mark("Open the folder…"), self.model.open_folder)
        self._put(ActionRow(self._look, mark("Modes of your own"), about, folder))

    def _window(self) -> None:
        self._heading(mark("Window"))
        self._add(ChoiceRow(self._look, self._store, "theme", mark("Theme"), "", THEMES))
        languages = (("system", mark("As the desktop")), *LANGUAGES.items())
        about = mark("Of the window. The model that ships speaks English.")
        self._add(ChoiceRow(self._look, self._store, "language", mark("Language"), about, languages))
        self._switch("reduced_motion", mark("Reduced motion"), mark("Nothing turns or runs by itself."))
        self._add(KeyRow(self._look, self._store, "hotkey", mark("Global key to talk"), ""))
        self._switch("start_in_tray", mark("Start in the tray"), mark("Closing the window leaves it there, too."))
        self._switch("notifications", mark("Notifications"), mark("Of an answer, while the window is out of sight."))

    def _history(self) -> None:
        self._heading(mark("History"))
        self._switch("keep_history", mark("Keep a history"), mark("On this computer only."))
        self._switch("keep_audio", mark("Keep sound, too"), mark("Of your questions and of the replies."))
        self._add(
            ChoiceRow(
                self._look,
                self._store,
                "retention_days",
                mark("Keep turns"),
                mark("Older ones are deleted."),
                RETENTION,
            )
        )
        delete = ActionRow(
            self._look,
            mark("Delete the history"),
            mark("All turns with their sound, for good."),
            (mark("Delete all…"), self.delete_history_wanted.emit),
        )
        delete.buttons[0].setObjectName("danger")
        self._put(delete)

    def _help(self) -> None:
        self._heading(mark("Help"))
        about = mark("Microphone, loudspeaker, model and echo.")
        self._put(ActionRow(self._look, mark("Check everything"), about, (mark("Check…"), self.doctor_wanted.emit)))
        self._put(
            ActionRow(
                self._look,
                mark("All settings as they were at first"),
                mark("The history stays."),
                (mark("Reset"), self._reset),
            )
        )

    def _heading(self, text: str) -> None:
        label = QLabel()
        put(label, text=text)
        label.setContentsMargins(0, 22 if self._headings else 8, 0, 4)
        self._headings.append(label)
        self._column.addWidget(label)

    def _switch(self, name: str, label: str, about: str) -> None:
        self._add(SwitchRow(self._look, self._store, name, label, about))

    def _number(self, name: str, label: str, about: str, shape: str) -> None:
        self._add(NumberRow(self._look, self._store, name, label, about, shape))

    def _add(self, row: Row) -> None:
        self.rows[row.name] = row
        self._put(row)

    def _put(self, row: Row | ActionRow) -> None:
        """Add a row, with a line between it and the one before."""
        last = self._column.itemAt(self._column.count() - 1)
        if last is not None and not isinstance(last.widget(), QLabel):
            line = QFrame()
            line.setObjectName("line")
            line.setFixedHeight(1)
            self._column.addWidget(line)
            if isinstance(row, Row):
                row.line = line
        self._all.append(row)
        self._column.addWidget(row)

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setMaximumWidth(WIDEST)
        inner.setLayout(self._column)
        self._column.setContentsMargins(24, 12, 24, 24)
        self._column.addStretch(1)
        centre(self, inner)
        put(self, name="Settings")

    def _dress(self) -> None:
        for row in self._all:
            row.dress()
        for label in self._headings:
            label.setFont(self._look.font(1.15, bold=True))

    def _play(self) -> None:
        self._player.play(Sound(chime(), SPEAKING_RATE), self._store.values.loudspeaker)

    def _reset(self) -> None:
        self._store.reset()

    def _on_change(self, names: frozenset[str], values: Settings) -> None:
        for name in names & self.rows.keys():
            self.rows[name].refresh()
        if "microphone" in names and self.isVisible():
            self.rows["microphone"].refuse("")
            self.meter.start(values.microphone)


def _packs() -> list[PackInfo]:
    from engine.library import list_packs  # it knows of downloads, which take long to import

    return list_packs()
