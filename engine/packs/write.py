"""Writing `pack.json` of a pack whose files are already in their folder (used by the training's export)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from engine.packs.manifest import FORMAT, MANIFEST, Manifest, parse_manifest
from engine.packs.verify import sha256


def write_manifest(folder: Path, **fields: Any) -> Manifest:
    """Write `pack.json` in `folder`, listing every other file there, and return it.

    `fields` are those of `Manifest` but `format` and `files`, as plain values.

    Raises:
        PackError: a field is missing or wrong, or a file cannot be read.
    """
    names = sorted(path.name for path in folder.iterdir() if path.is_file() and path.name != MANIFEST)
    files = {name: {"sha256": sha256(folder / name), "bytes": (folder / name).stat().st_size} for name in names}
    manifest = parse_manifest({"format": FORMAT, **fields, "files": files}, folder)
    (folder / MANIFEST).write_text(json.dumps(manifest.to_dict(), indent=2) + "\n", encoding="utf-8")
    return manifest
