"""Trying a language model in a process of its own: llama.cpp may end a process on a file that no header gives away."""

from __future__ import annotations

import json
import multiprocessing
import os
import time
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import MindpaceError, PackError
from engine.packs.control import Control
from engine.packs.find import Pack
from engine.packs.kinds import Embedded, Mtmd, StepAudio, Voice
from engine.packs.manifest import Manifest
from engine.packs.needs import memory, need
from engine.packs.speeds import Speed, known_speed, remember_speed

if TYPE_CHECKING:
    from engine.brains.voice_model import VoiceFiles

CELLS = 512
TOKENS = 24
WARM_UP = 4
LONGEST_S = 600.0
LOOK_EVERY_S = 0.2
LONGEST_ANSWER = 4096


@dataclass(frozen=True)
class Trial:
    """Steps a second that one brain and both brains made."""

    one_brain: float
    both_brains: float


def require_tried(pack: Pack) -> None:
    """Try a pack's models in a process of their own unless that was done before, on this machine, with these files.

    Raises:
        PackError: they cannot be run.
    """
    if known_speed(pack.manifest) is None:
        try_pack(pack)


def try_pack(pack: Pack, control: Control | None = None) -> Speed | None:
    """Let the pack's language model make some steps in a process of its own, and remember how fast it was.

    A voice says something instead, and its speed is not kept.
    Nothing is tried where the model is larger than the memory that is free, nor where it runs elsewhere.

    Raises:
        PackError: it cannot be run.
        StoppedError: `control` says stop.
    """
    body = pack.manifest.body
    file = _language_model(pack.manifest)
    if need(pack.folder, pack.manifest).total > memory().available:
        return None
    if isinstance(body, Voice):
        from engine.brains.probe import require_voice_that_speaks

        require_voice_that_speaks(voice_files(pack))
    if file is None:
        return None
    trial = try_model(pack.path(file), threads=max(1, (os.cpu_count() or 1) // 2), control=control)
    if isinstance(body, Mtmd) and body.ears:
        from engine.brains.probe import require_ears_that_work  # numpy and more, for this one purpose

        require_ears_that_work(pack.path(file), pack.path(body.ears.file))
    return remember_speed(pack.manifest, round(trial.one_brain, 1), round(trial.both_brains, 1))


def voice_files(pack: Pack) -> VoiceFiles:
    """Return where the parts of a voice pack are."""
    from engine.brains.voice_model import VoiceFiles

    body = pack.manifest.body
    assert isinstance(body, Voice)  # noqa: S101 - who asks has looked
    speaker = pack.path(body.speaker) if body.speaker else None
    return VoiceFiles(pack.path(body.brains.file), pack.path(body.codec), speaker, body.language)


def _language_model(manifest: Manifest) -> str | None:
    """The file of the model that makes the steps; voices are no chat models, and servers run theirs elsewhere."""
    match manifest.body:
        case Embedded(lm=lm):
            return lm.file
        case Mtmd(brains=brains) | StepAudio(brains=brains):
            return brains.file
        case _:
            return None


def try_model(path: Path, *, threads: int = 1, control: Control | None = None, longest_s: float = LONGEST_S) -> Trial:
    """Load the model `path` in another process and let it make some steps.

    Raises:
        PackError: it cannot be loaded, ends the process, or takes longer than `longest_s` seconds.
        StoppedError: `control` says stop.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(theirs, path, threads), name="mindpace-trial", daemon=True)
    child.start()
    theirs.close()
    try:
        said = _wait(ours, control or Control(), time.monotonic() + longest_s)
    finally:
        child.kill()
        child.join()
        ours.close()
    if isinstance(said, Trial):
        return said
    raise PackError(f"{path.name} cannot be run here ({said}): get it again, or another version of it.")


def _wait(ours: Connection, control: Control, until: float) -> Trial | str:
    """What came of it; in words, when it did not work."""
    while not ours.poll(LOOK_EVERY_S):
        control.check()
        if time.monotonic() > until:
            return "it takes too long"
    control.check()  # who said stop does not want what came at the same moment
    try:
        # JSON, not objects: whatever the model's file made of the process cannot reach further than this text.
        said = json.loads(ours.recv_bytes(LONGEST_ANSWER))
    except (EOFError, OSError, ValueError):
        return "llama.cpp ends when it loads it"
    return said["why"] if "why" in said else Trial(said["one_brain"], said["both_brains"])


def _child(theirs: Connection, path: Path, threads: int) -> None:
    """What runs in the other process. What llama.cpp prints when it ends is not for the user."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    os.environ["GGML_NO_BACKTRACE"] = "1"  # else a debugger would be started, where there is one
    try:
        said = asdict(_run(path, threads))
    except MindpaceError:
        said = {"why": "llama.cpp does not know this kind of model, or it is damaged"}
    except Exception as error:  # noqa: BLE001 - whatever it is, the pack cannot be used
        said = {"why": repr(error)[:200]}
    theirs.send_bytes(json.dumps(said).encode())
    theirs.close()


def _run(path: Path, threads: int) -> Trial:
    from engine.brains.llama import Entry, LlamaContext, LlamaModel

    with LlamaModel(path) as model, LlamaContext(model, cells=CELLS, sequences=2, threads=threads) as context:

        def speed(sequences: int) -> float:
            context.clear()
            began = 0.0
            for step in range(TOKENS):
                if step == WARM_UP:
                    began = time.perf_counter()
                context.decode([Entry(0, step, one) for one in range(sequences)])
            return (TOKENS - WARM_UP) / (time.perf_counter() - began)

        return Trial(speed(1), speed(2))
