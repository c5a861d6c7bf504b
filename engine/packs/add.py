"""Adding packs from files and folders of the user's; nothing of it needs a network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from engine.errors import PackError
from engine.packs.archive import is_archive, unpack
from engine.packs.control import StoppedError
from engine.packs.describe import fields_of, is_projector, pack_name
from engine.packs.download import Progress
from engine.packs.find import user_packs_dir
from engine.packs.finish import Added, Job, finish, keep
from engine.packs.gguf_check import check_language_model, check_projector
from engine.packs.manifest import MANIFEST, PackFile, Source, read_manifest
from engine.packs.remote import shown
from engine.packs.staging import Staging, removed_if_bad, staging
from engine.packs.verify import sha256

SERVER_CONTEXT = 32_768
"""Tokens that a server's model takes, where the user does not say; servers that take fewer say so."""


def add_local(source: Path, ears: Path | None, job: Job) -> Added:
    """Add a GGUF file (with its projector `ears`), a folder or an archive.

    Raises:
        PackError: it cannot be used, or cannot be copied.
    """
    source = source.expanduser()
    if not source.exists():
        raise PackError(f"There is no {source}: name a GGUF file, a folder, an archive or a model of the catalogue.")
    try:
        if source.is_dir():
            return _add_folder(source, ears, job)
        return _add_archive(source, job) if is_archive(source) else _add_model(source, ears, job)
    except StoppedError as stopped:
        return Added(stopped.outcome)


def add_server(url: str, model: str, job: Job, *, key: bool, plain_http: bool, context: int = SERVER_CONTEXT) -> Added:
    """Add a pack for the model `model` of an OpenAI-compatible server. It is not asked anything yet.

    With `key` the server wants one, which is looked for in the system's keyring under the pack's name.

    Raises:
        PackError: the address is none, or without encryption where `plain_http` does not allow that.
    """
    endpoint = {"url": url, "model": model, "context": context, "key": "keyring" if key else "none"}
    fields = {
        "title": f"{model} on a server", "version": "1", "licence": "unknown",
        "brains": endpoint | {"plain_http": plain_http, "continues": True},
        "chat": {"template": "server", "thoughts": "think"}, "voice": {"use": "embedded"},
    }  # fmt: skip
    with _made(_name(job, model, "server")) as stage:
        try:
            return finish(stage, job, "server", fields, {})
        except PackError as error:
            if "brains.url" not in str(error):
                raise
            raise PackError(
                f"{shown(url)} cannot be a server's address: name one that begins with https://, or allow one without "
                "encryption by --plain-http."
            ) from error


def find_models(folder: Path) -> tuple[Path, Path | None]:
    """Return the one language model in a folder and its projector, if there is one.

    Raises:
        PackError: there is none, or more than one.
    """
    files = sorted(path for path in folder.glob("*.gguf") if path.is_file())
    ears = [path for path in files if is_projector(path)]
    models = [path for path in files if path not in ears]
    if len(models) != 1 or len(ears) > 1:
        raise PackError(
            f"{folder} holds {len(models)} models and {len(ears)} projectors in GGUF: name the model's file itself, "
            "and its projector with --mmproj."
        )
    return models[0], ears[0] if ears else None


def _add_folder(source: Path, ears: Path | None, job: Job) -> Added:
    if (source / MANIFEST).is_file():
        return _add_pack(source, job)
    model, found = find_models(source)
    return _add_model(model, ears or found, job)


def _add_model(model: Path, ears: Path | None, job: Job) -> Added:
    """A GGUF and its projector; both are checked before a byte is copied."""
    if is_projector(model):
        raise PackError(f"{model} is a projector, not a model: name the model, and this file with --mmproj.")
    ears = ears.expanduser() if ears else None
    fields = _fields(model, ears, model.name)
    name = _name(job, fields["title"], model.stem, "model")
    with _made(name) as stage:
        known = _take([path for path in (model, ears) if path], stage, job)
        return finish(stage, job, "mtmd", fields, known)


def _fields(model: Path, ears: Path | None, origin: str) -> dict[str, Any]:
    header = check_language_model(model)
    if ears is not None:
        check_projector(ears, header)
    return fields_of(model, header, ears.name if ears else None) | {"source": asdict(Source("local", origin, ""))}


def _add_pack(source: Path, job: Job) -> Added:
    """A folder that is a pack already."""
    manifest = read_manifest(source)
    with _made(_name(job, manifest.name, source.name, "model")) as stage:
        known = _take([source / name for name in manifest.files], stage, job)
        return keep(stage, job, manifest, known)


def _add_archive(source: Path, job: Job) -> Added:
    with _made(_name(job, source.name.split(".")[0], "model")) as stage:
        unpack(source, stage.folder, job.control, job.on_progress)
        if (stage.folder / MANIFEST).is_file():
            return keep(stage, job, read_manifest(stage.folder), {})
        return finish(stage, job, "mtmd", _fields(*find_models(stage.folder), source.name), {})


def _name(job: Job, *texts: str) -> str:
    """The name that the user wants, or one made of the first text that has letters."""
    return job.name if job.name is not None else next(name for name in map(pack_name, texts) if name)


def _take(files: Sequence[Path], stage: Staging, job: Job) -> dict[str, PackFile]:
    """Copy or link files; their sizes and sha256."""
    return {path.name: _take_one(path, stage, job) for path in files}


def _take_one(path: Path, stage: Staging, job: Job) -> PackFile:
    if not job.link:
        return stage.put(path, path.name, job.control, job.on_progress)
    real = path.resolve()
    if not real.is_file():
        raise PackError(f"There is no file {path}: is the pack whole?")
    stage.link(real, path.name)
    job.on_progress(Progress(path.name, 0, real.stat().st_size, 0.0, "checking"))
    return PackFile(sha256(real, job.control), real.stat().st_size)


@contextmanager
def _made(name: str) -> Iterator[Staging]:
    """An empty hidden folder: what an interrupted download left under this name is not mixed with local files."""
    with staging(user_packs_dir(), name) as stage:
        stage.remove()
        stage.folder.mkdir(parents=True)
        with removed_if_bad(stage):
            yield stage
