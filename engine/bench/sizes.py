"""What a smaller or larger language model costs: the pack's own one, stored in several quantizations.

The quantizations are made from the pack's language model as it ships (Q8_0), which loses next to nothing; what the
training run's own weights would give can only be a little better.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from engine.bench.answers import wilson
from engine.bench.reasoning import Answered, Settings, examiner
from engine.bench.recordings import Question
from engine.bench.speed import median_speed, speed_of_brains
from engine.brains import QUANTIZATIONS, BrainsSpeed, quantize
from engine.errors import MindpaceError, OutputError, PackError
from engine.memory import peak_rss_mb
from engine.model import default_threads
from engine.packs import Pack, open_pack, read_gguf, write_manifest
from engine.voices import end_with_parent

_Where = TypeVar("_Where")
_Made = TypeVar("_Made")

SHIPPED = "as shipped"
DEFAULT = ("Q6_K", "Q5_K_M", "Q4_0", "F16")


@dataclass(frozen=True)
class Plan:
    """What is done with each quantization."""

    questions: Sequence[Question] = ()
    mode: str = "think-before-speaking"
    threads: int | None = None
    repeats: int = 3
    seed: int = 0


@dataclass(frozen=True)
class Size:
    """Figures of one quantization; `mib` is the size of its file, `tensors` how many are stored in which type.

    `peak_rss_mb` is that of a process that only answers the questions; `same` counts answers like those of the model as
    it ships, right or wrong.
    """

    name: str
    mib: float
    tensors: dict[str, int]
    one_brain_steps_per_s: float
    both_brains_steps_per_s: float
    peak_rss_mb: float
    n: int
    correct: int
    same: int

    def to_json(self) -> dict[str, Any]:
        """Return plain values, with the 95 % Wilson interval of the accuracy."""
        interval = [round(bound, 6) for bound in wilson(self.correct, self.n)]
        return {k: round(v, 3) if isinstance(v, float) else v for k, v in asdict(self).items()} | {"interval": interval}


def measure(pack: str | None, names: Sequence[str], plan: Plan) -> list[Size]:
    """Return figures of the model as it ships, then of each quantization in `names` (of `QUANTIZATIONS`).

    Speeds are measured in turn, round after round, so that a busy machine slows all of them alike.

    Raises:
        MindpaceError: the pack or the questions cannot be used, or there is no room for the copies.
    """
    found = open_pack(pack)
    _ = found.manifest.lm  # packs of other kinds are refused here
    with tempfile.TemporaryDirectory(prefix="mindpace-sizes-") as scratch:
        folders = {SHIPPED: found.folder} | {name: _requantized(found, Path(scratch), name) for name in names}
        asked = {name: _elsewhere(_answered, folder, plan) for name, folder in folders.items()}
        speeds = _elsewhere(_speeds, list(folders.values()), plan)
        shipped, _ = asked[SHIPPED]
        return [
            Size(
                name=name,
                **_stored(folder),
                one_brain_steps_per_s=speed.one_brain_steps_per_s,
                both_brains_steps_per_s=speed.both_brains_steps_per_s,
                peak_rss_mb=memory,
                n=len(answers),
                correct=sum(one.correct for one in answers),
                same=sum(one.answer == other.answer for one, other in zip(answers, shipped, strict=True)),
            )
            for (name, folder), (answers, memory), speed in zip(folders.items(), asked.values(), speeds, strict=True)
        ]


def _stored(folder: Path) -> dict[str, Any]:
    """Size of the language model, and how its tensors are stored."""
    lm = open_pack(str(folder)).lm
    kinds = Counter(tensor.kind for tensor in read_gguf(lm).tensors.values())
    return {"mib": lm.stat().st_size / 2**20, "tensors": dict(kinds.most_common())}


def _requantized(found: Pack, scratch: Path, name: str) -> Path:
    """A copy of a pack in `scratch` whose language model is stored another way."""
    folder = scratch / name
    try:
        folder.mkdir()
        _copy(found, folder, name)
    except OSError as error:
        raise OutputError(f"There is no room for a copy of the model in {scratch}: free some disk space.") from error
    return folder


def _copy(found: Pack, folder: Path, name: str) -> None:
    """All files of the pack, hard links where that works, with a language model made anew."""
    lm = found.manifest.lm
    for file in found.manifest.files:
        if file == lm.file:
            continue
        try:
            os.link(found.folder / file, folder / file)
        except OSError:  # another disk
            shutil.copyfile(found.folder / file, folder / file)
    quantize(found.lm, folder / lm.file, name, threads=default_threads())
    manifest = replace(found.manifest, body=replace(found.manifest.embedded, lm=replace(lm, quantization=name)))
    plain = manifest.to_dict()
    kept = {key: plain[key] for key in plain if key not in ("format", "kind", "files")}
    write_manifest(folder, **kept)


def _elsewhere(work: Callable[[_Where, Plan], _Made], where: _Where, plan: Plan) -> _Made:
    """Work in a process that does nothing else, because memory that was used once is never seen to be free again."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context, initializer=end_with_parent) as process:
        try:
            return process.submit(work, where, plan).result()
        except BrokenProcessPool as error:
            raise MindpaceError("llama.cpp cannot run one of these quantizations: name fewer of them.") from error


def _answered(folder: Path, plan: Plan) -> tuple[list[Answered], float]:
    """What became of the questions, and the memory in MB that it took."""
    answers: list[Answered] = []
    settings = Settings(str(folder), plan.seed, plan.threads or default_threads(), fast=True)
    with examiner(settings) as examining:
        answers = list(examining.run(plan.questions, [plan.mode]))
    return answers, peak_rss_mb()


def _speeds(folders: Sequence[Path], plan: Plan) -> list[BrainsSpeed]:
    """Median speeds of each pack."""
    packs = [open_pack(str(folder)) for folder in folders]
    threads = plan.threads or default_threads()
    rounds = [[speed_of_brains(one, threads) for one in packs] for _ in range(plan.repeats)]
    return [median_speed(list(of)) for of in zip(*rounds, strict=True)]


def known(names: Sequence[str]) -> list[str]:
    """Return the names of quantizations, each once.

    Raises:
        PackError: one of them does not exist.
    """
    for name in names:
        if name not in QUANTIZATIONS:
            raise PackError(f"There is no quantization {name[:20]!r}: choose among {', '.join(QUANTIZATIONS)}.")
    return list(dict.fromkeys(names))
