"""Everything that a user does with packs, for the command line and the window alike: one public module, no Qt."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from engine.errors import MindpaceError, PackError
from engine.packs import find
from engine.packs.add import add_local, add_server
from engine.packs.catalogue import Entry, read_catalogue
from engine.packs.control import Control, Outcome, StoppedError
from engine.packs.describe import is_projector
from engine.packs.download import Progress
from engine.packs.fetch import add_from_catalogue, add_from_hub
from engine.packs.find import Pack, installed_packs, open_pack, pack_folder, user_packs_dir
from engine.packs.finish import Added, Job
from engine.packs.kinds import Embedded, Mtmd, Server, StepAudio, Voice
from engine.packs.manifest import Manifest, read_manifest
from engine.packs.needs import Memory, Need, estimate, memory, need, verdict
from engine.packs.remove import remove_pack, unfinished
from engine.packs.speeds import Speed, known_speed
from engine.step_audio_import import add_step_audio, looks_like_step_audio
from engine.trial import try_pack

__all__ = [
    "Added",
    "Control",
    "Entry",
    "Memory",
    "Need",
    "Outcome",
    "PackInfo",
    "Progress",
    "ServerChoice",
    "Speed",
    "StoppedError",
    "add_pack",
    "catalogue",
    "check_pack",
    "estimate",
    "gpu_offload",
    "list_packs",
    "memory",
    "pack_info",
    "remove_pack",
    "sort_files",
    "unfinished",
    "verdict",
]


REPOSITORY = re.compile(r"(?P<repo>[\w.-]+/[\w.-]+)(:(?P<quantization>\w+))?")


@dataclass(frozen=True)
class ServerChoice:
    """Which model of a server; whether it wants a key (from the system's keyring), and may go without encryption."""

    model: str
    key: bool = False
    plain_http: bool = False


@dataclass(frozen=True)
class PackInfo:
    """What one should know of an installed pack. With `problem` (a sentence) the other fields may be empty."""

    name: str
    folder: Path
    own: bool
    """Whether the user added it, and can remove it."""
    title: str = ""
    kind: str = ""
    version: str = ""
    licence: str = ""
    source: str = ""
    architecture: str = ""
    quantization: str = ""
    context: int | None = None
    hears: bool = False
    voices: tuple[str, ...] = ()
    """Names of the voices it brings; packs with one that has no name bring none."""
    bytes: int = 0
    need: Need | None = None
    speed: Speed | None = None
    problem: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        values = asdict(self) | {"folder": str(self.folder)}
        if self.need:
            values["need"]["total"] = self.need.total
        return values


def list_packs() -> list[PackInfo]:
    """Return what is installed, the user's packs first; one that cannot be read is there too, with its problem."""
    return [_info(folder, quick=True) for folder in installed_packs()]


def pack_info(which: str | None = None) -> PackInfo:
    """Return what there is to know of the pack `which` (a name or a folder; None: the one that ships).

    Raises:
        PackError: there is none.
    """
    folder = find.embedded_pack() if which is None else pack_folder(which)
    read_manifest(folder)
    return _info(folder, quick=False)


def gpu_offload() -> bool:
    """Return whether layers of a model can be put on a graphics processor here. May take a second at the first call."""
    from engine.brains import llama  # llama.cpp is loaded by it, which most of what one does with packs does not need

    return llama.gpu_offload()


def check_pack(which: str | None = None, *, trial: bool = True, control: Control | None = None) -> PackInfo:
    """Read every byte of a pack again, check all of it, and let its model make some steps in a process of its own.

    Raises:
        PackError: something is wrong with it.
        StoppedError: `control` says stop.
    """
    pack = open_pack(which, force=True, control=control)
    if trial:
        try_pack(pack, control)
    return _info(pack.folder, quick=False)


def add_pack(
    source: str,
    *,
    ears: Path | None = None,
    quantization: str | None = None,
    name: str | None = None,
    link: bool = False,
    trial: bool = True,
    server: ServerChoice | None = None,
    control: Control | None = None,
    on_progress: Callable[[Progress], None] = lambda _progress: None,
) -> Added:
    """Add a model, from wherever it is.

    `source` is a GGUF file (with its projector `ears`), a folder or an archive; or, over the network, a name of the
    catalogue or a repository OWNER/NAME[:QUANTIZATION] of its host; or, with `server`, the address of one.
    A folder with a Step-Audio checkpoint is converted, its language model to `quantization` (None: Q8_0).
    It may take long: `control` pauses or cancels it, which is an outcome, not an error.

    Raises:
        PackError: it cannot be used, fetched or stored.
    """
    control = control or Control()
    job = Job(name, link, control, on_progress)
    if trial:
        job = replace(job, trial=lambda pack: _try(pack, control))
    if server is not None:
        return add_server(source, server.model, job, key=server.key, plain_http=server.plain_http)
    if looks_like_step_audio(Path(source).expanduser()):
        return add_step_audio(Path(source), quantization, job)
    if quantization:
        raise PackError(f"{source} is no Step-Audio checkpoint, so nothing is converted: leave --quantization out.")
    if Path(source).expanduser().exists():
        return add_local(Path(source), ears, job)
    repository = REPOSITORY.fullmatch(source)
    if repository is None and source not in catalogue():
        return add_local(Path(source), ears, job)
    if ears or link:
        raise PackError(f"{source} is downloaded whole: leave --mmproj and --link out.")
    if repository is None:
        return add_from_catalogue(catalogue()[source], read_catalogue(), job)
    return add_from_hub(repository["repo"], repository["quantization"] or "", read_catalogue(), job)


def sort_files(files: Sequence[Path]) -> tuple[Path, Path | None]:
    """Return which of one or two files is the model and which its projector.

    Raises:
        PackError: they are no such pair.
    """
    ears = [file for file in files if file.suffix == ".gguf" and is_projector(file)]
    models = [file for file in files if file not in ears]
    if len(models) != 1 or len(ears) > 1:
        raise PackError("Choose one model, and with it its projector (mmproj) if it has one.")
    return models[0], ears[0] if ears else None


def catalogue() -> dict[str, Entry]:
    """Return the models that Mindpace knows by name.

    Raises:
        PackError: the catalogue cannot be read.
    """
    return read_catalogue().entries


def _try(pack: Pack, control: Control) -> None:
    try_pack(pack, control)


def _info(folder: Path, *, quick: bool) -> PackInfo:
    """What the manifest says, and what follows from the model's header; `quick` leaves damaged packs in the list."""
    own = folder.parent == user_packs_dir()
    try:
        manifest = read_manifest(folder)
        return PackInfo(folder.name, folder, own, **_told(folder, manifest))
    except MindpaceError as error:
        if not quick:
            raise
        return PackInfo(folder.name, folder, own, problem=str(error))


def _told(folder: Path, manifest: Manifest) -> dict[str, Any]:
    source = manifest.source
    return {
        "title": manifest.title or manifest.name,
        "kind": manifest.kind,
        "version": manifest.version,
        "licence": manifest.licence,
        "source": " ".join(part for part in asdict(source).values() if part) if source else "",
        "bytes": sum(file.bytes for file in manifest.files.values()),
        "need": need(folder, manifest),
        "speed": known_speed(manifest),
        **_models(manifest),
    }


def _models(manifest: Manifest) -> dict[str, Any]:
    match manifest.body:
        case Embedded(lm=lm, speaking=speaking):
            told = {"architecture": "mindpace", "quantization": lm.quantization, "context": 2 * lm.gap, "hears": True}
            return told | {"voices": tuple(speaking.voices)}
        case Server(brains=server):
            return {"architecture": server.model, "context": server.context, "hears": server.audio != "none"}
        case Mtmd(brains=brains) | StepAudio(brains=brains) | Voice(brains=brains) as body:
            return {
                "architecture": brains.architecture,
                "quantization": brains.quantization,
                "context": brains.context,
                "hears": isinstance(body, StepAudio) or (isinstance(body, Mtmd) and body.ears is not None),
            }
