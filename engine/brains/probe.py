"""Trying a model's ears, or a voice, in a process of its own, once: llama.cpp ends the process on what it cannot run.

Seen with llama-cpp-python 0.3.36: a projector that stacks 8 frames of 1 500 (188 embeddings where 187 are expected).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine import config
from engine.errors import PackError
from engine.log import logger

if TYPE_CHECKING:
    from engine.brains.voice_model import VoiceFiles

_log = logger(__name__)

LONGEST_S = 300
"""Seconds that a trial may take; encoders of a billion parameters need some on a slow processor."""
WORKS = "works"
LONGEST_ANSWER = 4096
SILENCE = 1e-4
MOST_PIECES = 40
"""Frames that a voice makes when it is tried: about three seconds of sound."""


def require_ears_that_work(lm: Path, projector: Path) -> None:
    """Make sure that llama.cpp can run the ears `projector` of the model `lm`; what worked once is remembered.

    Raises:
        PackError: it cannot.
    """
    _require("ears", projector, [lm, projector], [])


def require_voice_that_speaks(files: VoiceFiles) -> None:
    """Make sure that llama.cpp can speak with a voice; what worked once is remembered.

    Raises:
        PackError: it cannot.
    """
    recording = [files.speaker] if files.speaker else []
    _require("voice", files.codec, [files.model, files.codec, *recording], [files.language])


def _require(kind: str, what: Path, files: list[Path], more: list[str]) -> None:
    memory = config.cache_dir() / "tried-ears.json"
    entry: list[int | str] = [number for file in files for number in _stamp(file)]
    entry += [*more, version("llama-cpp-python")]
    known = _load(memory)
    if known.get(str(what)) == entry:
        return
    reason = _try(kind, files, more)
    if reason == WORKS:
        _save(memory, {**known, str(what): entry})
        return
    raise PackError(reason or f"llama.cpp, as Mindpace has it, cannot run the {kind} {what}: choose another model.")


def _try(kind: str, files: list[Path], more: list[str]) -> str:
    """`WORKS`, or a sentence that says what is wrong, or nothing where the process was ended."""
    # The checkout or the installed package, whichever this process runs, comes first on the child's path.
    root = str(Path(__file__).resolve().parents[2])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "GGML_NO_BACKTRACE": "1"}
    command = [sys.executable, "-m", "engine.brains.probe", kind, json.dumps([*map(str, files)]), json.dumps(more)]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=LONGEST_S, env=environment, stdin=subprocess.DEVNULL, check=False
        )
    except (subprocess.TimeoutExpired, OSError) as error:
        _log.info("the %s could not be tried: %s", kind, error)
        return ""
    said = done.stdout[-LONGEST_ANSWER:].decode("utf-8", "replace").strip().rpartition("\n")[2]
    if said != WORKS:
        _log.info("the %s failed (%s): %s", kind, done.returncode, done.stderr[-2000:].decode("utf-8", "replace"))
    return said if done.returncode == 0 else ""


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_size, found.st_mtime_ns


def _load(memory: Path) -> dict[str, list[int | str]]:
    try:
        known = json.loads(memory.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _save(memory: Path, known: dict[str, list[int | str]]) -> None:
    try:
        memory.parent.mkdir(parents=True, exist_ok=True)
        beside = memory.with_suffix(f".{os.getpid()}.tmp")
        beside.write_text(json.dumps(known), encoding="utf-8")
        beside.replace(memory)
    except OSError as error:
        _log.info("cannot remember tried ears: %s", error)


def main() -> None:
    """Try the kind of model that the arguments name, and print what came of it."""
    kind, files, more = sys.argv[1], [Path(name) for name in json.loads(sys.argv[2])], json.loads(sys.argv[3])
    try:
        works = _hears(*files) if kind == "ears" else _speaks(files, *more)
    except PackError as error:
        print(error, file=sys.stderr)
        print(error if kind == "voice" else "")  # of ears, whoever asked knows what to say
        return
    print(WORKS if works else "")


def _hears(lm: Path, projector: Path) -> bool:
    """Encode a second of silence."""
    from engine.brains.llama import LlamaModel
    from engine.brains.mtmd import MtmdEars

    with LlamaModel(lm) as model:
        ears = MtmdEars(model, projector)
        parts = ears.encode(np.zeros(16_000, np.float32))
        ears.close()
    return all(isinstance(part, list) or bool(np.isfinite(part).all()) for part in parts)


def _speaks(files: list[Path], language: str) -> bool:
    """Say a word or two; all that is asked is that there is sound that is no steady hum of one value."""
    from engine.brains.voice_model import VoiceFiles, VoiceModel

    voice = VoiceModel(VoiceFiles(files[0], files[1], files[2] if len(files) > 2 else None, language))
    pieces = [piece for _, piece in zip(range(MOST_PIECES), voice.speak("Hello there."), strict=False)]
    voice.close()
    samples = np.concatenate(pieces)
    return bool(len(samples)) and bool(np.isfinite(samples).all()) and float(np.ptp(samples)) > SILENCE


if __name__ == "__main__":
    main()
