"""Removing packs and interrupted downloads that the user added."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from engine.errors import PackError
from engine.packs import links
from engine.packs.find import user_packs_dir
from engine.packs.manifest import MANIFEST


def remove_pack(name: str) -> int:
    """Remove the user's pack `name`, or what an interrupted download of it left; return the bytes that are free now.

    Files that a linked pack only points to are left alone.

    Raises:
        PackError: there is none, it ships with Mindpace, or it cannot be removed.
    """
    packs = user_packs_dir()
    folder = _folder(packs, name)
    size = folder_size(folder)
    gone = packs / f".{name}.removed-{os.getpid()}"
    try:
        folder.rename(gone)  # first out of sight in one step, so that nobody opens half a pack
        shutil.rmtree(gone)
        (packs / f".{name}.lock").unlink(missing_ok=True)
    except OSError as error:
        raise PackError(f"{folder} cannot be removed ({error.strerror}): is it in use?") from error
    links.forget(packs, folder.name)
    return size


def unfinished() -> dict[str, int]:
    """Return the names of interrupted downloads, and how many bytes of each are here."""
    packs = user_packs_dir()
    folders = sorted(packs.glob(".*")) if packs.is_dir() else []
    return {one.name[1:]: folder_size(one) for one in folders if one.is_dir() and ".removed-" not in one.name}


def folder_size(folder: Path) -> int:
    """Return the bytes of the files in a folder, without those that are only linked."""
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file() and not path.is_symlink())


def _folder(packs: Path, name: str) -> Path:
    plain = bool(name) and Path(name).name == name and not name.startswith(".")
    if plain and (packs / name / MANIFEST).is_file():
        return packs / name
    if plain and (packs / f".{name}").is_dir():
        return packs / f".{name}"
    raise PackError(f"You have no pack called {name[:80]!r}: `mindpace packs list` shows what can be removed.")
