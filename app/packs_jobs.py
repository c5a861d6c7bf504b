"""What the packs page does off the window's thread: listing, adding, checking and removing, one thing after another."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from app.packs import keep_key, remove_with_key
from app.services.language import tr
from engine import library
from engine.errors import MindpaceError
from engine.library import Control, Entry, Memory, Outcome, PackInfo, Progress
from engine.log import logger

_log = logger(__name__)


@dataclass(frozen=True)
class Shelf:
    """All that the page shows: packs, models of the catalogue that are not here, bytes of interrupted downloads."""

    packs: list[PackInfo]
    entries: list[Entry]
    unfinished: dict[str, int]
    memory: Memory


class PackJobs(QObject):
    """Signals come on the window's thread. A job has a name: the pack's, or the source's while it has none."""

    listed = Signal(object)
    began = Signal(str)
    progressed = Signal(str, object)
    ended = Signal(str, str, bool)
    """Name; a sentence for the user, empty when what came of it is plain to see; whether all went well."""
    _crossed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Listing must not wait for a download, nor a check for a listing.
        self._lists, self._works = ThreadPoolExecutor(1, "mindpace-packs"), ThreadPoolExecutor(1, "mindpace-pack")
        self._waiting: dict[str, Control] = {}
        self._open = True
        self._crossed.connect(lambda call: call(), Qt.ConnectionType.QueuedConnection)

    def refresh(self) -> None:
        """Look again at what there is; `listed` brings a `Shelf`."""
        if self._open:
            self._lists.submit(self._list)

    def add(self, name: str, source: str, *, ears: Path | None = None) -> None:
        """Add a file, a folder, an archive or a model of the catalogue."""
        self._run(name, lambda control: self._add(name, source, ears, control))

    def add_server(self, name: str, url: str, model: str, key: str, *, plain_http: bool) -> None:
        """Add a model on a server; its key goes to the system's keyring."""
        self._run(name, lambda _control: self._add_server(url, model, key, plain_http=plain_http))

    def check(self, name: str) -> None:
        """Read every byte of a pack again, and try its model."""
        self._run(name, lambda control: self._check(name, control))

    def remove(self, name: str) -> None:
        """Remove a pack, or what an interrupted download left."""
        self._run(name, lambda _control: self._remove(name))

    def pause(self, name: str) -> None:
        """Stop a download and keep what is there."""
        if name in self._waiting:
            self._waiting[name].pause()

    def cancel(self, name: str) -> None:
        """Stop what is done with a pack; of a download nothing is left."""
        if name in self._waiting:
            self._waiting[name].cancel()

    def close_all(self) -> None:
        """End for good; downloads go on the next time."""
        self._open = False
        for control in self._waiting.values():
            control.pause()
        for pool in (self._lists, self._works):
            pool.shutdown(wait=True, cancel_futures=True)

    def _run(self, name: str, work: Callable[[Control], str]) -> None:
        if not self._open or name in self._waiting:
            return
        control = self._waiting[name] = Control()
        self.began.emit(name)
        self._works.submit(self._do, name, work, control)

    def _do(self, name: str, work: Callable[[Control], str], control: Control) -> None:
        well = False
        try:
            control.check()
            sentence = work(control)
            well = True
        except MindpaceError as error:
            sentence = str(error)
        except library.StoppedError:
            sentence = ""
        except Exception as error:  # noqa: BLE001 - a mistake of ours: the window goes on
            _log.error("work on a pack failed", exc_info=error)
            sentence = tr("Something went wrong inside Mindpace: {error}.", error=repr(error))
        self._cross(lambda: self._end(name, sentence, well=well))

    def _end(self, name: str, sentence: str, *, well: bool) -> None:
        self._waiting.pop(name, None)
        self.ended.emit(name, sentence, well)
        self.refresh()

    def _add(self, name: str, source: str, ears: Path | None, control: Control) -> str:
        added = library.add_pack(
            source, ears=ears, control=control, on_progress=lambda now: self._cross(self._teller(name, now))
        )
        if added.outcome is not Outcome.DONE or added.pack is None:
            return ""
        return tr("Added {name}.", name=added.pack.manifest.title or added.pack.folder.name)

    def _add_server(self, url: str, model: str, key: str, *, plain_http: bool) -> str:
        choice = library.ServerChoice(model, bool(key), plain_http)
        added = library.add_pack(url, server=choice)
        if added.pack is None:
            return ""
        if key:
            try:
                keep_key(added.pack.folder.name, key)
            except MindpaceError:
                library.remove_pack(added.pack.folder.name)  # without its key it could only fail
                raise
        return tr("Added {name}.", name=added.pack.manifest.title)

    def _check(self, name: str, control: Control) -> str:
        library.check_pack(name, control=control)
        return tr("{name} is whole, and its model runs.", name=name)

    def _remove(self, name: str) -> str:
        remove_with_key(name)
        return ""

    def _teller(self, name: str, progress: Progress) -> Callable[[], None]:
        return lambda: self.progressed.emit(name, progress)

    def _list(self) -> None:
        try:
            packs, here = library.list_packs(), library.unfinished()
            known = {pack.name for pack in packs}
            entries = [entry for entry in library.catalogue().values() if entry.name not in known]
            shelf = Shelf(packs, entries, here, library.memory())
        except MindpaceError as error:
            sentence = str(error)
            self._cross(lambda: self.ended.emit("", sentence, False))
            return
        self._cross(lambda: self.listed.emit(shelf))

    def _cross(self, call: Callable[[], Any]) -> None:
        """Have `call` made on the window's thread."""
        if self._open:
            self._crossed.emit(call)
