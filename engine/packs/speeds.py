"""How fast packs were measured to be on this machine; losing it costs a new measurement only."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import platform
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from engine import config
from engine.log import logger
from engine.packs.manifest import Manifest, read_json

_log = logger(__name__)


@dataclass(frozen=True)
class Speed:
    """Steps a second of one brain and of both at once (None: not measured), and the day of the measurement."""

    one_brain: float
    both_brains: float | None
    day: str


def known_speed(manifest: Manifest) -> Speed | None:
    """Return the last measurement of a pack with exactly these files on this machine, if there is one."""
    raw = _read().get(_key(manifest))
    try:
        return Speed(**raw) if isinstance(raw, dict) else None
    except TypeError:
        return None


def remember_speed(manifest: Manifest, one_brain: float, both_brains: float | None = None) -> Speed:
    """Keep a measurement made just now, and return it."""
    speed = Speed(one_brain, both_brains, dt.datetime.now(dt.UTC).date().isoformat())
    path = _path()
    beside = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(_read() | {_key(manifest): asdict(speed)}), encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        _log.info("cannot remember the speed of a pack: %s", error)
    return speed


def _read() -> dict[str, Any]:
    try:
        entries = read_json(_path())
    except (OSError, ValueError, RecursionError):
        return {}
    return entries if isinstance(entries, dict) else {}


def _path() -> Path:
    return config.cache_dir() / "speeds.json"


def _key(manifest: Manifest) -> str:
    """The files' contents and the machine; the same pack under another name is as fast."""
    files = "".join(sorted(file.sha256 for file in manifest.files.values()))
    machine = f"{platform.node()} {platform.machine()} {os.cpu_count()}"
    return hashlib.sha256(f"{files} {machine}".encode()).hexdigest()
