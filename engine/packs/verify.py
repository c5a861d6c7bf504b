"""Checking a pack's files against its manifest.

What was found whole is remembered by size and time of change, so that starting stays quick.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

from engine import config
from engine.errors import PackError
from engine.log import logger
from engine.packs.control import Control
from engine.packs.links import allowed
from engine.packs.manifest import Manifest, PackFile

_log = logger(__name__)
BLOCK = 4 << 20
AGAIN = "install the pack again"


def verify(
    folder: Path,
    manifest: Manifest,
    *,
    force: bool = False,
    known: Mapping[str, PackFile] | None = None,
    control: Control | None = None,
) -> None:
    """Make sure that every file of the pack in `folder` is there and whole; `force` hashes again what is remembered.

    Files in `known` were hashed a moment ago.

    Raises:
        PackError: a file is missing, of another size, of another sha256, or cannot be read.
        StoppedError: `control` says stop.
    """
    memory = _Memory(config.cache_dir() / "verified.json")
    for name, entry in manifest.files.items():
        path = (folder / name).resolve()
        if path.parent != folder.resolve() and not allowed(config.data_dir() / "packs", folder / name):
            raise PackError(f"The file {name} of the pack in {folder} is a link that leads out of it: {AGAIN}.")
        size = _size(path, folder, name)
        fine = (known or {}).get(name) == entry or (not force and memory.knows(path, entry.sha256))
        if not fine and (size != entry.bytes or sha256(path, control) != entry.sha256):
            raise PackError(f"The file {name} of the pack in {folder} is damaged: {AGAIN}.")
        memory.note(path, entry)
    memory.save()


def remember(folder: Path, manifest: Manifest) -> None:
    """Note that every file of the pack in `folder` was just found whole, under whatever name it had then."""
    memory = _Memory(config.cache_dir() / "verified.json")
    for name, entry in manifest.files.items():
        memory.note((folder / name).resolve(), entry)
    memory.save()


def sha256(path: Path, control: Control | None = None) -> str:
    """Return the hex sha256 of a file.

    Raises:
        PackError: it cannot be read.
        StoppedError: `control` says stop.
    """
    control, digest = control or Control(), hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while block := stream.read(BLOCK):
                control.check()
                digest.update(block)
            return digest.hexdigest()
    except OSError as error:
        raise PackError(f"The pack's file {path} cannot be read ({error.strerror}): check its permissions.") from error


def _size(path: Path, folder: Path, name: str) -> int:
    if not path.is_file():
        where = "" if path.parent == folder.resolve() else f" from {path.parent}"
        raise PackError(f"The file {name} of the pack in {folder} is missing{where}: {AGAIN}.")
    return path.stat().st_size


class _Memory:
    """What was found whole: path -> [size, time of change in ns, sha256]. Losing it costs time only."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.entries = self._load()
        self.changed = False

    def _load(self) -> dict[str, list[int | str]]:
        try:
            entries = json.loads(self.file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return entries if isinstance(entries, dict) else {}

    def knows(self, path: Path, digest: str) -> bool:
        return self.entries.get(str(path)) == [*_stamp(path), digest]

    def note(self, path: Path, entry: PackFile) -> None:
        new: list[int | str] = [*_stamp(path), entry.sha256]
        self.changed = self.changed or self.entries.get(str(path)) != new
        self.entries[str(path)] = new

    def save(self) -> None:
        if not self.changed:
            return
        self.entries = {path: entry for path, entry in self.entries.items() if Path(path).is_file()}
        beside = self.file.with_suffix(f".{os.getpid()}.tmp")
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps(self.entries), encoding="utf-8")
            beside.replace(self.file)
        except OSError as error:
            _log.info("cannot remember checked packs: %s", error)


def _stamp(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns
