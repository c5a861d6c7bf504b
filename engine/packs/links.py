"""Files of a pack that stay where the user has them (`packs add --link`).

A link in a pack that came from elsewhere could lead anywhere, so a link counts only if it stands in this list, which is
kept outside all packs and written by `packs add` alone.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from engine.errors import PackError
from engine.packs.manifest import read_json

LINKS = "links.json"


def allowed(packs: Path, link: Path) -> bool:
    """Whether the user made `link` (a path in a folder below `packs`) and it still leads where it did."""
    try:
        return _read(packs).get(_key(packs, link)) == str(link.readlink())
    except OSError:
        return False


def note(packs: Path, folder: str, targets: dict[str, Path]) -> None:
    """Remember that the pack in the folder `folder` of `packs` has links: name -> the file it leads to.

    Raises:
        PackError: the list cannot be written.
    """
    links = _read(packs) | {f"{folder}/{name}": str(target) for name, target in targets.items()}
    _write(packs, links)


def forget(packs: Path, folder: str) -> None:
    """Forget the links of a pack that is gone.

    Raises:
        PackError: the list cannot be written.
    """
    links = _read(packs)
    kept = {key: target for key, target in links.items() if not key.startswith(f"{folder}/")}
    if kept != links:
        _write(packs, kept)


def _key(packs: Path, link: Path) -> str:
    return f"{link.parent.name}/{link.name}" if link.parent.parent.resolve() == packs.resolve() else ""


def _read(packs: Path) -> dict[str, str]:
    try:
        links = read_json(packs / LINKS)
    except (OSError, ValueError, RecursionError):
        return {}
    return links if isinstance(links, dict) else {}


def _write(packs: Path, links: dict[str, str]) -> None:
    beside = packs / f".{LINKS}.{os.getpid()}"
    try:
        packs.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(links, indent=1), encoding="utf-8")
        beside.replace(packs / LINKS)
    except OSError as error:
        raise PackError(f"{packs / LINKS} cannot be written ({error.strerror}): check its permissions.") from error
