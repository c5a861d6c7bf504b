"""Writing `pack.json` of a pack whose files are already in their folder (used by training, imports and `packs add`)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.packs.kinds import Embedded
from engine.packs.manifest import FORMAT, MANIFEST, Manifest, PackFile, parse_manifest
from engine.packs.verify import sha256


def write_manifest(
    folder: Path, *, kind: str = Embedded.kind, known: Mapping[str, PackFile] | None = None, **fields: Any
) -> Manifest:
    """Write `pack.json` in `folder`, listing every other file there, and return it.

    `fields` are those of docs/packs.md but `format`, `kind` and `files`, as plain values. Files in `known` are not
    hashed again.

    Raises:
        PackError: a field is missing or wrong, or a file cannot be read.
    """
    known = known or {}
    names = sorted(path.name for path in folder.iterdir() if path.is_file() and path.name != MANIFEST)
    files = {name: _entry(folder / name, known.get(name)) for name in names}
    manifest = parse_manifest({"format": FORMAT, "kind": kind, **fields, "files": files}, folder)
    (folder / MANIFEST).write_text(json.dumps(manifest.to_dict(), indent=2) + "\n", encoding="utf-8")
    return manifest


def _entry(path: Path, known: PackFile | None) -> dict[str, Any]:
    if known is not None:
        return {"sha256": known.sha256, "bytes": known.bytes}
    return {"sha256": sha256(path), "bytes": path.stat().st_size}
