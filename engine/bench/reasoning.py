"""How many spoken questions are answered right: every question goes the whole way, from samples to the reply's text."""

from __future__ import annotations

import multiprocessing
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from engine import Engine
from engine.bench.answers import grade, wilson
from engine.bench.conditions import CLEAN
from engine.bench.items import BenchItem
from engine.bench.recordings import TYPED, Question
from engine.errors import AudioInputError
from engine.options import Options
from engine.packs import Embedded, open_pack

if TYPE_CHECKING:
    from engine.bench.known import Known, School

AHEAD = 4
"""Questions handed to each worker process beforehand."""


@dataclass(frozen=True)
class Settings:
    """How to run the engine; `fast` ends a turn when the answer's text is complete, without speech.

    Without `listening` no pack thinks while it listens. With `acquaint` the ears get to know each voice.
    """

    pack: str | None = None
    seed: int = 0
    threads: int | None = None
    fast: bool = False
    listening: bool = True
    acquaint: bool = False


@dataclass(frozen=True)
class Answered:
    """What became of one question; `trouble` says why it could not be asked.

    `learnt` counts the sounds of earlier questions of its voice that the ears had learnt from.
    """

    id: str
    family: str
    voice: str
    mode: str
    expected: str
    answer: str | None
    reply: str
    thoughts: str
    correct: bool
    ttfa_s: float | None = None
    rtf: float | None = None
    tokens_thought: int = 0
    tokens_before_first_audio: int = 0
    trouble: str | None = None
    condition: str = CLEAN.name
    learnt: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)


@dataclass(frozen=True)
class Score:
    """Right answers among `n` of one family, mode, voice and condition."""

    family: str
    mode: str
    voice: str
    condition: str
    n: int
    correct: int

    @property
    def accuracy(self) -> float:
        """The share of right answers, 0 to 1."""
        return self.correct / self.n

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % Wilson interval of the accuracy."""
        return wilson(self.correct, self.n)

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        interval = [round(bound, 6) for bound in self.interval]
        return asdict(self) | {"accuracy": round(self.accuracy, 6), "interval": interval}


def thinks_while_listening(settings: Settings) -> bool:
    """Whether the pack learnt to think while it listens, and may.

    Raises:
        PackError: the pack cannot be used.
    """
    body = open_pack(settings.pack).manifest.body
    return settings.listening and isinstance(body, Embedded) and body.lm.listening


def first_of_each_family(items: Iterable[BenchItem], limit: int | None) -> list[BenchItem]:
    """Return the first `limit` items of each family (None: all), in their order."""
    seen: dict[str, int] = defaultdict(int)
    chosen = []
    for item in items:
        seen[item.family] += 1
        if limit is None or seen[item.family] <= limit:
            chosen.append(item)
    return chosen


def score(answers: Iterable[Answered]) -> list[Score]:
    """Return right answers by family, mode, voice and condition, in order of appearance."""
    counts: dict[tuple[str, str, str, str], list[int]] = {}
    for answer in answers:
        count = counts.setdefault((answer.family, answer.mode, answer.voice, answer.condition), [0, 0])
        count[0] += 1
        count[1] += answer.correct
    return [Score(*key, n=n, correct=correct) for key, (n, correct) in counts.items()]


@contextmanager
def examiner(settings: Settings, jobs: int = 1) -> Iterator[_Examiner]:
    """Give something whose `run(questions, modes)` asks them, in `jobs` processes at once if more than one."""
    if jobs == 1:
        with _new_engine(settings) as engine:
            engine.wait_ready()
            yield _Examiner(settings, engine, None, 1)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as processes:
        try:
            yield _Examiner(settings, None, processes, jobs)
        finally:
            processes.shutdown(cancel_futures=True)


class _Examiner:
    def __init__(
        self, settings: Settings, engine: Engine | None, processes: ProcessPoolExecutor | None, jobs: int
    ) -> None:
        self._settings, self._engine, self._processes, self._jobs = settings, engine, processes, jobs

    def run(self, questions: Iterable[Question], modes: Iterable[str]) -> Iterator[Answered]:
        """Ask every question in every mode; yield what became of each, in order.

        Raises:
            MindpaceError: the pack or the recordings cannot be used.
        """
        asked = self._prepared(questions, list(modes))
        if self._processes is None:
            assert self._engine is not None  # noqa: S101 - one of the two is there
            for question, mode, known in asked:
                yield ask(self._engine, question, mode, fast=self._settings.fast, known=known)
            return
        waiting = []
        for question, mode, known in asked:
            waiting.append(self._processes.submit(_ask_there, self._settings, question, mode, known))
            if len(waiting) >= self._jobs * AHEAD:
                yield waiting.pop(0).result()
        for future in waiting:
            yield future.result()

    def _prepared(
        self, questions: Iterable[Question], modes: Sequence[str]
    ) -> Iterator[tuple[Question, str, Known | None]]:
        """Every question in every mode, and how it is heard."""
        school = _school(self._settings) if knows_voices(self._settings) else None
        for question in questions:
            known = None if school is None or question.voice == TYPED else school.prepare(question)
            for mode in modes:
                yield question, mode, known


def knows_voices(settings: Settings) -> bool:
    """Whether the ears get to know each voice, as they do in the product.

    Raises:
        PackError: the pack cannot be used.
    """
    return settings.acquaint and isinstance(open_pack(settings.pack).manifest.body, Embedded)


def _school(settings: Settings) -> School:
    from engine.bench.known import School  # torch takes seconds

    return School(settings.pack)


def ask(engine: Engine, question: Question, mode: str, *, fast: bool, known: Known | None = None) -> Answered:
    """Ask one question; one in which no speech is heard counts as answered wrong.

    `known` tells how the ears hear it (None: as they are).

    Raises:
        MindpaceError: the pack or the recording cannot be used.
    """
    item = question.item
    about: dict[str, Any] = {
        "id": item.id,
        "family": item.family,
        "voice": question.voice,
        "mode": mode,
        "expected": item.answer,
        "condition": question.condition.name,
        "learnt": known.learnt if known else 0,
    }
    asked = question.asked()
    norms = known.values if known else None
    try:
        turn = engine.ask(asked, mode, until_answer=fast, before=item.before, norms=norms)
    except AudioInputError as error:
        return Answered(**about, answer=None, reply="", thoughts="", correct=False, trouble=str(error))
    return Answered(
        **about,
        answer=turn.answer,
        reply=turn.reply,
        thoughts=turn.thoughts,
        correct=grade(item.answer, turn.reply),
        ttfa_s=turn.ttfa_s,
        rtf=turn.rtf,
        tokens_thought=turn.tokens_thought,
        tokens_before_first_audio=turn.tokens_before_first_audio,
    )


def _new_engine(settings: Settings) -> Engine:
    options = Options(listening=settings.listening)
    return Engine(settings.pack, settings.seed, settings.threads, options=options)


@cache
def _engine_here(settings: Settings) -> Engine:
    engine = _new_engine(settings)
    engine.start()
    return engine


def _ask_there(settings: Settings, question: Question, mode: str, known: Known | None) -> Answered:
    """Runs in a worker process, which keeps its engine."""
    return ask(_engine_here(settings), question, mode, fast=settings.fast, known=known)
