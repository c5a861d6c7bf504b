"""Trying a model's ears in a process of their own, once: llama.cpp ends the process on projectors it cannot run.

Seen with llama-cpp-python 0.3.36: a projector that stacks 8 frames of 1 500 (188 embeddings where 187 are expected).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np

from engine import config
from engine.errors import PackError
from engine.log import logger

_log = logger(__name__)

LONGEST_S = 300
"""Seconds that a trial may take; encoders of a billion parameters need some on a slow processor."""
WORKS = "works"


def require_ears_that_work(lm: Path, projector: Path) -> None:
    """Make sure that llama.cpp can run the ears `projector` of the model `lm`; what worked once is remembered.

    Raises:
        PackError: it cannot.
    """
    memory = config.cache_dir() / "tried-ears.json"
    entry: list[int | str] = [*_stamp(lm), *_stamp(projector), version("llama-cpp-python")]
    known = _load(memory)
    if known.get(str(projector)) == entry:
        return
    if not _try(lm, projector):
        raise PackError(f"llama.cpp, as Mindpace has it, cannot run the ears {projector}: choose another model.")
    _save(memory, {**known, str(projector): entry})


def _try(lm: Path, projector: Path) -> bool:
    # The checkout or the installed package, whichever this process runs, comes first on the child's path.
    root = str(Path(__file__).resolve().parents[2])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "GGML_NO_BACKTRACE": "1"}
    command = [sys.executable, "-m", "engine.brains.probe", str(lm), str(projector)]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=LONGEST_S, env=environment, stdin=subprocess.DEVNULL, check=False
        )
    except (subprocess.TimeoutExpired, OSError) as error:
        _log.info("the ears could not be tried: %s", error)
        return False
    worked = done.returncode == 0 and WORKS.encode() in done.stdout
    if not worked:
        _log.info("the ears failed (%s): %s", done.returncode, done.stderr[-2000:].decode("utf-8", "replace"))
    return worked


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
    """Encode a second of silence with the model and the projector that the arguments name."""
    from engine.brains.llama import LlamaModel
    from engine.brains.mtmd import MtmdEars

    with LlamaModel(Path(sys.argv[1])) as model:
        ears = MtmdEars(model, Path(sys.argv[2]))
        parts = ears.encode(np.zeros(16_000, np.float32))
        ears.close()
    if all(isinstance(part, list) or bool(np.isfinite(part).all()) for part in parts):
        print(WORKS)


if __name__ == "__main__":
    main()
