"""`mindpace bench`: measuring reasoning, speed and latency from the command line."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from engine import require_writable
from engine.bench.answers import wilson
from engine.bench.conditions import Condition, conditions
from engine.bench.items import BenchItem, load_items
from engine.bench.reasoning import (
    Answered,
    Score,
    Settings,
    examiner,
    first_of_each_family,
    knows_voices,
    score,
    thinks_while_listening,
)
from engine.bench.recordings import Question, recorded, speaker, typed
from engine.bench.word_errors import ALL
from engine.errors import ItemsError, OutputError

DEFAULT_MODES = ["think-before-speaking"]
PROGRESS_EVERY_S = 5.0


def run(arguments: argparse.Namespace) -> int:
    """Run the bench that the arguments name; return the exit status."""
    from app import bench_figures, bench_models, bench_turns

    kinds = (
        {"speed": speed, "latency": latency, "reasoning": reasoning, "window": _window}
        | bench_turns.KINDS
        | bench_models.KINDS
        | bench_figures.KINDS
    )
    return kinds[arguments.bench](arguments)


def _window(arguments: argparse.Namespace) -> int:
    from app.bench_window import measure

    return measure(arguments)


def speed(arguments: argparse.Namespace) -> int:
    """Print how fast this machine is."""
    from engine.bench.speed import measure  # torch takes seconds

    figures = measure(arguments.pack, arguments.threads, arguments.repeats)
    if arguments.json:
        print(json.dumps(figures.to_json()))
        return 0
    rows = [
        ("encoder", f"RTF {figures.encoder_rtf:.3f}"),
        ("both brains", f"RTF {figures.brains_rtf:.3f}"),
        ("speech decoder", f"RTF {figures.decoder_rtf:.3f}"),
        ("all together, thinking and speaking at once", f"RTF {figures.together_rtf:.3f}"),
        ("one brain", f"{figures.one_brain_steps_per_s:.0f} steps/s"),
        ("both brains at once", f"{figures.both_brains_steps_per_s:.0f} steps/s"),
        ("taking in 320 ms of speech", f"{figures.prefill_chunk_ms:.1f} ms"),
        ("end of the question", f"{figures.end_of_question_ms:.1f} ms"),
        ("loading the models", f"{figures.load_s:.2f} s"),
        ("peak memory", f"{figures.peak_rss_mb:.0f} MB"),
        *((f"turn, {t.mode}", f"first sound after {t.ttfa_s:.2f} s, RTF {t.rtf:.3f}") for t in figures.turns),
    ]
    print(f"pack {figures.pack}, {figures.threads} of {figures.processors} processors, medians of {figures.repeats}")
    for name, value in rows:
        print(f"{name:45} {value}")
    return 0


def latency(arguments: argparse.Namespace) -> int:
    """Print a waterfall of every turn and the summary of each way."""
    from engine.bench.latency import Latency, measure, summary  # torch takes seconds

    columns = ("decided", "first_token", "first_code", "first_queued", "first_heard")
    done: list[Latency] = []
    if not arguments.json:
        print("milliseconds from the true end of speech (push-to-talk: from the release)")
        print(f"{'way':14}{'file':20}" + "".join(f"{name.replace('_', ' '):>14}" for name in columns))
    for one in measure(
        arguments.turns, audio=arguments.audio, mode=arguments.mode, pack=arguments.pack, ways=tuple(arguments.way)
    ):
        done.append(one)
        figures = one.to_json()
        if arguments.json:
            print(json.dumps(figures), flush=True)
            continue
        cells = "".join(f"{_ms(figures[f'{name}_s']):>14}" for name in columns)
        print(f"{one.way:14}{one.file[:19]:20}{cells}{'  cut off' if one.cut else ''}", flush=True)
    result = summary(done)
    if arguments.json:
        print(json.dumps({"summary": result}))
        return 0
    for way, figures in result.items():
        print(f"{way}: " + ", ".join(f"{name} {value}" for name, value in figures.items()))
    return 0


def _ms(seconds: float | None) -> str:
    return "-" if seconds is None else f"{1000 * seconds:.0f}"


def reasoning(arguments: argparse.Namespace) -> int:
    """Ask all items, print a table of scores, and write the results."""
    for path in (arguments.out, arguments.details):
        if path:
            require_writable(path)
    if [bool(arguments.voice), bool(arguments.audio), arguments.typed].count(True) != 1:
        raise ItemsError(
            "Say who asks the questions: either --voice NAME ..., or --audio FOLDER with recordings, or --typed."
        )
    if arguments.typed and (arguments.noise or arguments.room):
        raise ItemsError("What is typed has neither noise nor room: leave them out, or name a --voice.")
    items = load_items(arguments.items)
    chosen = first_of_each_family(items, arguments.limit)
    settings = Settings(
        arguments.pack,
        arguments.seed,
        arguments.threads,
        arguments.fast,
        listening=not arguments.no_listening,
        acquaint=bool(arguments.voice) and not arguments.first_contact,
    )
    listening, known = not arguments.typed and thinks_while_listening(settings), knows_voices(settings)
    scores = score(_examine(arguments, settings, items, chosen))
    if arguments.voice:
        print(_how_well_known(known=known))
    _print_table(scores, fast=arguments.fast, listening=listening)
    if arguments.out:
        results = {"listening": listening, "known_voice": known, "results": [one.to_json() for one in scores]}
        write(arguments.out, json.dumps(results, indent=1) + "\n")
    return 0


def _how_well_known(*, known: bool) -> str:
    """Say whether the ears got to know the voices."""
    if not known:
        return "first contact: every question was heard as if its voice had never been heard before"
    from engine.bench.known import LESSONS  # torch takes seconds

    *most, last = LESSONS
    after = f"{', '.join(map(str, most))} and {last}"
    return f"known voice: the ears learnt from each voice's questions, after {after} sounds (60 or so a question)"


def _examine(
    arguments: argparse.Namespace, settings: Settings, items: Sequence[BenchItem], chosen: Sequence[BenchItem]
) -> list[Answered]:
    """Ask everything, showing progress and keeping details as they come."""
    modes = list(dict.fromkeys(arguments.mode or DEFAULT_MODES))
    under = asked_under(arguments)
    progress = Progress(len(chosen) * len(modes) * len(under) * max(1, len(set(arguments.voice or []))), "asked")
    answers: list[Answered] = []
    with ExitStack() as stack:
        details = stack.enter_context(Path(arguments.details).open("w")) if arguments.details else None
        asked = typed(chosen) if arguments.typed else ask_questions(arguments, items, chosen, stack)
        questions = (question.under(condition) for question in asked for condition in under)
        for answer in stack.enter_context(examiner(settings, arguments.jobs)).run(questions, modes):
            answers.append(answer)
            progress.tell(len(answers), f", {sum(one.correct for one in answers)} right")
            if details:
                print(json.dumps(answer.to_json()), file=details, flush=True)
    return answers


def asked_under(arguments: argparse.Namespace) -> list[Condition]:
    """The conditions that the arguments name.

    Raises:
        ItemsError: one that makes no sense.
    """
    return conditions(arguments.noise or [], room=arguments.room, clean=arguments.clean, noises=arguments.noise_folder)


def ask_questions(
    arguments: argparse.Namespace, items: Sequence[BenchItem], chosen: Sequence[BenchItem], stack: ExitStack
) -> Iterator[Question]:
    """The chosen items as recordings, voice after voice.

    Raises:
        MindpaceError: a recording is missing or cannot be made.
    """
    if arguments.audio:
        yield from recorded(items, chosen, Path(arguments.audio))
    for name in dict.fromkeys(arguments.voice or []):
        voice = stack.enter_context(speaker(name, Path(arguments.cache) if arguments.cache else None))
        yield from (voice.ask(item) for item in chosen)


class Progress:
    """Tells on standard error, now and then, how far it is; `done` is what happens to things."""

    def __init__(self, total: int, done: str) -> None:
        self._total, self._done = total, done
        self._began = self._told = time.monotonic()

    def tell(self, count: int, more: str = "") -> None:
        """So many are done."""
        now = time.monotonic()
        if now - self._told < PROGRESS_EVERY_S:
            return
        self._told = now
        left = (now - self._began) / count * (self._total - count)
        print(f"{count} of {self._total} {self._done}{more}, {left:.0f} s left", file=sys.stderr, flush=True)


def _print_table(scores: Sequence[Score], *, fast: bool, listening: bool) -> None:
    """One line a score, and the sum over families of each mode, voice and condition."""
    if fast:
        print("fast: replies were ended when the answer's text was complete, and not spoken")
    if listening:
        print("listening: the questions were thought about while they were asked")
    head = f"{'family':18} {'mode':22} {'voice':16} {'condition':14} {'right':>6} {'of':>5} {'':>8}"
    print(f"{head}  95 % interval")
    sums: dict[tuple[str, str, str], list[int]] = {}
    for one in scores:
        _print_row(one.family, one.mode, one.voice, one.condition, one.correct, one.n)
        for voice in (one.voice, ALL):
            total = sums.setdefault((one.mode, voice, one.condition), [0, 0])
            total[0] += one.correct
            total[1] += one.n
    several = len({one.voice for one in scores}) > 1
    for (mode, voice, condition), (correct, n) in sums.items():
        if voice != ALL or several:
            _print_row(ALL, mode, voice, condition, correct, n)


def _print_row(family: str, mode: str, voice: str, condition: str, correct: int, n: int) -> None:
    low, high = wilson(correct, n)
    interval = f"{100 * low:.1f} to {100 * high:.1f} %"
    share = f"{100 * correct / n:.1f} %"
    print(f"{family:18} {mode:22} {voice:16} {condition:14} {correct:6} {n:5} {share:>8}  {interval}")


def write(path: str, text: str) -> None:
    """Write results.

    Raises:
        OutputError: they cannot be written there.
    """
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(f"The results cannot be written to {path} ({error.strerror}): name another place.") from error
