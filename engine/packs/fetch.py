"""Adding a model of the catalogue: download, manifest, checks."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from engine.packs.catalogue import Catalogue, Entry
from engine.packs.control import Outcome, StoppedError
from engine.packs.describe import brains, fields_of
from engine.packs.download import download
from engine.packs.find import user_packs_dir
from engine.packs.finish import Added, Job, finish
from engine.packs.gguf_header import read_gguf
from engine.packs.hub import entry_of, keys, plan, with_endpoint
from engine.packs.kinds import Voice
from engine.packs.manifest import PackFile, Source
from engine.packs.remote import Client
from engine.packs.staging import Staging, removed_if_bad, staging

TEMPLATE = "chat.jinja"


def add_from_catalogue(entry: Entry, catalogue: Catalogue, job: Job, client: Client | None = None) -> Added:
    """Download a model of the catalogue and add it; an interrupted download of it goes on.

    Raises:
        PackError: it cannot be downloaded, or what came is not what it should be.
    """
    if client is None:
        catalogue = with_endpoint(catalogue)
        client = Client(keys(catalogue), control=job.control)
    try:
        with staging(user_packs_dir(), entry.name if job.name is None else job.name) as stage:
            outcome, source, known = _download(entry, catalogue, client, stage, job)
            if outcome is Outcome.CANCELLED:
                stage.remove()
            if outcome is not Outcome.DONE:
                return Added(outcome)
            with removed_if_bad(stage):
                return _add(entry, source, known, stage, job)
    except StoppedError as stopped:
        return Added(stopped.outcome)
    finally:
        client.close()


def add_from_hub(repo: str, quantization: str, catalogue: Catalogue, job: Job, client: Client | None = None) -> Added:
    """Add any repository of the catalogue's first host: its model in `quantization` (empty: the usual one).

    Raises:
        PackError: there is no such model, it cannot be downloaded, or it cannot be used.
    """
    if client is None:
        catalogue = with_endpoint(catalogue)
        client = Client(keys(catalogue), control=job.control)
    try:
        entry = entry_of(repo, quantization, catalogue, client)
    except StoppedError as stopped:
        return Added(stopped.outcome)
    return add_from_catalogue(entry, catalogue, job, client)


def _download(
    entry: Entry, catalogue: Catalogue, client: Client, stage: Staging, job: Job
) -> tuple[Outcome, Source, dict[str, PackFile]]:
    source, wanted = plan(entry, catalogue, client)
    known: dict[str, PackFile] = {}
    for one in wanted:
        got = download(
            one, stage.folder, client, control=job.control, on_progress=job.on_progress, patience=job.patience
        )
        if got.outcome is not Outcome.DONE:
            return got.outcome, source, known
        known[one.name] = PackFile(got.sha256, got.bytes)
    return Outcome.DONE, source, known


def _add(entry: Entry, source: Source, known: dict[str, PackFile], stage: Staging, job: Job) -> Added:
    if entry.template:
        (stage.folder / TEMPLATE).write_text(entry.template, encoding="utf-8")
    fields = _fields(entry, stage.folder) | {"source": asdict(source)}
    return finish(stage, job, entry.kind, fields, known)


def _fields(entry: Entry, folder: Path) -> dict[str, Any]:
    """The fields of `pack.json` of an entry whose files are in `folder`."""
    files = {item.role: item.save_as for item in entry.items}
    if not entry.body:  # of a repository that the catalogue does not know: the model tells all there is
        model = folder / files["model"]
        return fields_of(model, read_gguf(model), files.get("ears")) | {"title": entry.title}
    body = dict(entry.body)
    common = {
        "title": entry.title,
        "version": "1",
        "licence": entry.licence,
        "brains": brains(files["model"], read_gguf(folder / files["model"]), body.pop("context")),
    }
    if entry.kind == Voice.kind:
        return common | body | {"codec": files.get("codec", "")}
    rate = body.pop("sample_rate")
    ears = {"file": files["ears"], "sample_rate": rate} if "ears" in files else None
    return common | body | {"ears": ears, "tokens": {}}
