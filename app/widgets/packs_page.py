"""The page of models: what is installed, what it needs of this machine, what can be added, and how downloads go on.

Opened by one line: `PacksPage(look, settings)`; it tells `told` (a sentence) and `chosen` (the pack to use).
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.packs_jobs import PackJobs, Shelf
from app.packs_text import amount
from app.services.language import mark, on_change, tr
from app.services.settings import SettingsStore
from app.theme import Look
from app.widgets.pack_card import PackCard
from app.widgets.page import centre
from app.widgets.server_form import ServerForm
from app.widgets.wording import put
from engine import library
from engine.errors import MindpaceError
from engine.library import Progress

WIDEST = 820
FILES = "*.gguf *.zip *.tar *.tar.gz *.tgz *.tar.xz"
EMBEDDED = "embedded"
NOTE = mark(
    "Models come from the servers of those who publish them; nothing of yours is sent there. “Not verified” means that "
    "nobody could run it with Mindpace yet."
)


class PacksPage(QScrollArea):
    """Cards of packs and of the catalogue. `close_all` pauses downloads; they go on when one says so."""

    told = Signal(str)
    chosen = Signal(object)
    """The name of the pack to use from now on; None for the one that ships. The setting is changed already."""

    def __init__(self, look: Look, store: SettingsStore, jobs: PackJobs | None = None) -> None:
        super().__init__()
        self._look, self._store = look, store
        self.jobs = jobs or PackJobs(self)
        self.cards: dict[str, PackCard] = {}
        self._shelf: Shelf | None = None
        self._title, self.machine, self.note = QLabel(), QLabel(), QLabel()
        self._installed, self._more = QLabel(), QLabel()
        self.add_file, self.add_folder, self.add_server = QPushButton(), QPushButton(), QPushButton()
        self.server = ServerForm(look)
        self.adding = PackCard(look, "")
        self._packs, self._catalogue = QVBoxLayout(), QVBoxLayout()
        self._arrange()
        self._word()
        self._wire()
        self._dress()

    def refresh(self) -> None:
        """Look again at what there is."""
        self.jobs.refresh()

    def close_all(self) -> None:
        """End for good."""
        self.jobs.close_all()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """What is installed may have changed since."""
        super().showEvent(event)
        self._dress()  # sizes of type that are set before the page is on the screen do not last
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Stop asking whether something is to be removed; old news are gone when one comes back."""
        super().hideEvent(event)
        for card in self.cards.values():
            card.news = ""
            if card.asking:
                card.ask(asking=False)

    def do(self, name: str, action: str) -> None:
        """Do what the user chose on a card."""
        card = self.cards[name]
        work = {
            "use": lambda: self._use(name),
            "download": lambda: self.jobs.add(name, name),
            "resume": lambda: self.jobs.add(name, name),
            "pause": lambda: self.jobs.pause(name),
            "cancel": lambda: self.jobs.cancel(name),
            "check": lambda: self.jobs.check(name),
            "remove": lambda: card.ask(asking=True),
            "really": lambda: self._remove(name),
            "keep": lambda: card.ask(asking=False),
        }
        work[action]()

    def add_local(self, paths: list[Path]) -> None:
        """Add a model and its projector, an archive or a folder of the user's."""
        if not paths:
            return
        try:
            source, ears = library.sort_files(paths)
        except MindpaceError as error:
            self.told.emit(str(error))
            return
        self.adding.title.setText(source.name)
        self.jobs.add("", str(source), ears=ears)

    def _add_server(self, address: str, model: str, key: str, plain_http: bool) -> None:
        self.adding.title.setText(model)
        self.jobs.add_server("", address, model, key, plain_http=plain_http)

    def _use(self, name: str) -> None:
        pack = None if name == EMBEDDED else name
        try:
            self._store.change(pack=pack)
        except MindpaceError as error:
            self.told.emit(str(error))
            return
        self.chosen.emit(pack)
        self._show()

    def _remove(self, name: str) -> None:
        if self._store.values.voice == name:
            self._store.change(voice=None)
        if self._store.values.pack == name:
            self._use(EMBEDDED)
        self.cards[name].ask(asking=False)
        self.jobs.remove(name)

    def _on_listed(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._show()

    def _show(self) -> None:
        if self._shelf is None:
            return
        have, used = self._shelf.memory, self._store.values.pack or EMBEDDED
        total, free = amount(have.total), amount(have.available)
        self.machine.setText(tr("This machine has {total} of memory, {free} of it free.", total=total, free=free))
        for pack in self._shelf.packs:
            self._card(pack.name, self._packs).show_pack(pack, have, used=pack.name == used)
        for entry in self._shelf.entries:
            here = self._shelf.unfinished.get(entry.name, 0)
            self._card(entry.name, self._catalogue).show_entry(entry, have, here)
        self._forget({pack.name for pack in self._shelf.packs} | {entry.name for entry in self._shelf.entries})

    def _card(self, name: str, column: QVBoxLayout) -> PackCard:
        """The card of that name, in that column."""
        card = self.cards.get(name)
        if card is None:
            card = self.cards[name] = PackCard(self._look, name)
            card.wanted.connect(lambda action: self.do(name, action))
        if column.indexOf(card) < 0:
            column.addWidget(card)
        return card

    def _forget(self, kept: set[str]) -> None:
        for name in [name for name in self.cards if name not in kept]:
            self.cards.pop(name).deleteLater()

    def _on_began(self, name: str) -> None:
        card = self.cards.get(name, self.adding)
        card.begin()
        self.adding.setVisible(card is self.adding)

    def _on_progress(self, name: str, progress: Progress) -> None:
        self.cards.get(name, self.adding).tell(progress)

    def _on_ended(self, name: str, sentence: str, well: bool) -> None:
        card = self.cards.get(name, self.adding)
        if well and card is self.adding:
            self.server.hide()
        card.end("" if card is self.adding else sentence)
        if card is self.adding:
            self.adding.hide()
        if sentence:
            self.told.emit(sentence)

    def _choose_files(self) -> None:
        title = tr("Choose a model, and with it its projector")
        chosen, _ = QFileDialog.getOpenFileNames(self, title, "", f"{tr('Models')} ({FILES})")
        self.add_local([Path(path) for path in chosen])

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Choose the folder of a model or a pack"))
        self.add_local([Path(chosen)] if chosen else [])

    def _wire(self) -> None:
        self.jobs.listed.connect(self._on_listed)
        self.jobs.began.connect(self._on_began)
        self.jobs.progressed.connect(self._on_progress)
        self.jobs.ended.connect(self._on_ended)
        self.add_file.clicked.connect(self._choose_files)
        self.add_folder.clicked.connect(self._choose_folder)
        self.add_server.clicked.connect(self.server.open)
        self.server.left.connect(self.server.hide)
        self.server.wanted.connect(self._add_server)
        self.adding.wanted.connect(lambda _action: self.jobs.cancel(""))
        self._look.changed.connect(self._dress)
        on_change(self._show)

    def _arrange(self) -> None:
        inner = QWidget()
        inner.setObjectName("page")
        inner.setMaximumWidth(WIDEST)
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        for label in (self.machine, self.note):
            label.setWordWrap(True)
            label.setObjectName("muted")
        buttons = QHBoxLayout()
        for button in (self.add_file, self.add_folder, self.add_server):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.adding.hide()
        self.server.hide()
        for part in (self._title, self.machine, self._installed):
            column.addWidget(part)
        column.addLayout(self._packs)
        column.addWidget(self.adding)
        column.addLayout(buttons)
        column.addWidget(self.server)
        column.addWidget(self._more)
        column.addWidget(self.note)
        column.addLayout(self._catalogue)
        column.addStretch(1)
        centre(self, inner)

    def _word(self) -> None:
        put(self, name="Models")
        put(self._title, text="Models")
        put(self._installed, text="Installed")
        put(self._more, text="To download")
        put(self.note, text=NOTE)
        put(self.add_file, text="Add a file…")
        put(self.add_folder, text="Add a folder…")
        put(self.add_server, text="Add a server…")

    def _dress(self) -> None:
        self._title.setFont(self._look.font(1.5, bold=True))
        for heading in (self._installed, self._more):
            heading.setFont(self._look.font(1.15, bold=True))
