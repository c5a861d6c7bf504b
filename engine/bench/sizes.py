"""What a smaller or larger language model costs: the pack's own one in several quantizations, each in its own process.

The quantizations are made from the pack's language model as it ships (Q8_0), which loses next to nothing; what the
training run's own weights would give can only be a little better.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import statistics
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from engine.bench.answers import wilson
from engine.bench.reasoning import Answered, Settings, examiner
from engine.bench.recordings import Question
from engine.brains import QUANTIZATIONS, brains_speed, quantize
from engine.errors import MindpaceError, OutputError, PackError
from engine.memory import peak_rss_mb
from engine.model import default_threads
from engine.packs import Pack, open_pack, read_gguf, write_manifest
from engine.voices import end_with_parent

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


def measure(pack: str | None, names: Sequence[str], plan: Plan) -> Iterator[Size]:
    """Yield figures of the model as it ships, then of each quantization in `names` (of `QUANTIZATIONS`).

    Raises:
        MindpaceError: the pack or the questions cannot be used, or there is no room for the copies.
    """
    found = open_pack(pack)
    _ = found.manifest.lm  # packs of other kinds are refused here
    shipped: list[Answered] = []
    for name in (SHIPPED, *names):
        with _requantized(found, name) as folder:
            size, answers = _elsewhere(folder, name, plan)
        shipped = shipped or answers
        same = sum(one.answer == other.answer for one, other in zip(answers, shipped, strict=True))
        yield replace(size, same=same)


@contextmanager
def _requantized(found: Pack, name: str) -> Iterator[Path]:
    """The folder of a pack whose language model is stored another way; it is gone afterwards."""
    if name == SHIPPED:
        yield found.folder
        return
    with tempfile.TemporaryDirectory(prefix="mindpace-sizes-") as scratch:
        folder = Path(scratch)
        try:
            _copy(found, folder, name)
        except OSError as error:
            raise OutputError(
                f"There is no room for a copy of the model in {scratch}: free some disk space."
            ) from error
        yield folder


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


def _elsewhere(folder: Path, name: str, plan: Plan) -> tuple[Size, list[Answered]]:
    """Measure in a process that does nothing else, because memory that was used once is never seen to be free again."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context, initializer=end_with_parent) as process:
        try:
            return process.submit(_measured, folder, name, plan).result()
        except BrokenProcessPool as error:
            raise MindpaceError(f"llama.cpp cannot run the model as {name}: leave it out.") from error


def _measured(folder: Path, name: str, plan: Plan) -> tuple[Size, list[Answered]]:
    """Runs in a process of its own."""
    found, threads = open_pack(str(folder)), plan.threads or default_threads()
    settings = Settings(str(folder), plan.seed, threads, fast=True)
    answers: list[Answered] = []
    if plan.questions:
        with examiner(settings) as examining:
            answers = list(examining.run(plan.questions, [plan.mode]))
    memory = peak_rss_mb()
    speeds = [brains_speed(found.lm, found.manifest.lm, threads=threads) for _ in range(plan.repeats)]
    kinds = Counter(tensor.kind for tensor in read_gguf(found.lm).tensors.values())
    return (
        Size(
            name=name,
            mib=found.lm.stat().st_size / 2**20,
            tensors=dict(kinds.most_common()),
            one_brain_steps_per_s=statistics.median(speed.one_brain_steps_per_s for speed in speeds),
            both_brains_steps_per_s=statistics.median(speed.both_brains_steps_per_s for speed in speeds),
            peak_rss_mb=memory,
            n=len(answers),
            correct=sum(answer.correct for answer in answers),
            same=0,
        ),
        answers,
    )


def known(names: Sequence[str]) -> list[str]:
    """Return the names of quantizations, each once.

    Raises:
        PackError: one of them does not exist.
    """
    for name in names:
        if name not in QUANTIZATIONS:
            raise PackError(f"There is no quantization {name[:20]!r}: choose among {', '.join(QUANTIZATIONS)}.")
    return list(dict.fromkeys(names))
