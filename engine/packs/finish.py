"""The last steps of adding any pack: its manifest, all checks, a trial, and its name."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.packs import links
from engine.packs.check import check_weights
from engine.packs.control import Control, Outcome
from engine.packs.download import Patience, Progress
from engine.packs.find import Pack
from engine.packs.manifest import MANIFEST, Manifest, PackFile, read_manifest
from engine.packs.staging import OnProgress, Staging
from engine.packs.verify import remember, verify
from engine.packs.write import write_manifest


@dataclass(frozen=True)
class Added:
    """How adding ended, and the pack when it is done."""

    outcome: Outcome
    pack: Pack | None = None


@dataclass(frozen=True)
class Job:
    """What the adding of a pack needs beside its source.

    `link` leaves the user's files where they are; `trial` may refuse a pack (by `PackError`) that headers cannot tell.
    """

    name: str | None = None
    link: bool = False
    control: Control = field(default_factory=Control)
    on_progress: OnProgress = lambda _progress: None
    trial: Callable[[Pack], None] = lambda _pack: None
    patience: Patience | None = None


def finish(stage: Staging, job: Job, kind: str, fields: dict[str, Any], known: Mapping[str, PackFile]) -> Added:
    """Write the manifest of the files in the hidden folder, check everything, and give the pack its name.

    Files in `known` were hashed while they were written.

    Raises:
        PackError: something does not fit.
    """
    fields |= {"name": stage.name, "created": dt.datetime.now(dt.UTC).isoformat(timespec="seconds")}
    write_manifest(stage.folder, kind=kind, known=known, **fields)
    return _check_and_place(stage, job, known)


def keep(stage: Staging, job: Job, manifest: Manifest, known: Mapping[str, PackFile]) -> Added:
    """Like `finish`, for a pack that has a manifest; only its name may change.

    Raises:
        PackError: something does not fit.
    """
    data = manifest.to_dict() | {"name": stage.name}
    (stage.folder / MANIFEST).write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
    return _check_and_place(stage, job, known)


def _check_and_place(stage: Staging, job: Job, known: Mapping[str, PackFile]) -> Added:
    linked = {path.name: path.resolve() for path in stage.folder.iterdir() if path.is_symlink()}
    if linked:
        links.note(stage.packs, stage.folder.name, linked)
        links.note(stage.packs, stage.name, linked)
    manifest = read_manifest(stage.folder)
    verify(stage.folder, manifest, known=known)
    check_weights(stage.folder, manifest)
    job.on_progress(Progress(stage.name, 0, None, 0.0, "trying"))
    job.trial(Pack(stage.folder, manifest))
    job.control.check()
    pack = Pack(stage.place(), manifest)
    links.forget(stage.packs, stage.folder.name)
    remember(pack.folder, manifest)
    return Added(Outcome.DONE, pack)
