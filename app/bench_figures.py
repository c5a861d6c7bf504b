"""`mindpace bench hearing` and `mindpace bench sizes`: word errors of the ears, and what quantizations cost."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from app.bench import Progress, ask_questions, asked_under, write
from engine import require_writable
from engine.bench.answers import wilson
from engine.bench.items import BenchItem, load_items
from engine.bench.reasoning import first_of_each_family
from engine.bench.recordings import speaker, typed
from engine.errors import ItemsError

if TYPE_CHECKING:
    from engine.bench.hearing import Utterance
    from engine.bench.sizes import Size
    from engine.bench.word_errors import Heard, WordErrors


def hearing(arguments: argparse.Namespace) -> int:
    """Print word errors of what was asked for, and write the results."""
    from engine.bench.hearing import Listener  # torch takes seconds
    from engine.bench.word_errors import count

    for path in (arguments.out, arguments.details):
        if path:
            require_writable(path)
    items = _texts(arguments)
    listener = Listener(arguments.pack, arguments.threads)
    heard = _hear(listener.run, arguments, items)
    results = count(heard)
    if arguments.json:
        print(json.dumps({"pack": listener.name, "results": [one.to_json() for one in results]}))
    else:
        print(f"{listener.name}: greedy text of the CTC head")
        _print_word_errors(results)
    if arguments.out:
        _write_results(arguments.out, listener.name, [one.to_json() for one in results])
    if arguments.details:
        rows = (
            {"id": h.id, "voice": h.voice, "condition": h.condition, "said": h.said, "heard": h.heard} for h in heard
        )
        write(arguments.details, "".join(json.dumps(row) + "\n" for row in rows))
    return 0


def _texts(arguments: argparse.Namespace) -> list[BenchItem]:
    """What the voices say: random words and questions."""
    from engine.bench.hearing import random_rows, word_list

    if not arguments.voice and not arguments.human:
        raise ItemsError("Say who speaks: --voice NAME ..., or --human TABLE of recordings of people, or both.")
    if arguments.voice and not arguments.words and not arguments.items:
        raise ItemsError("Say what the voices are to say: --words N rows of random words, --items FILE, or both.")
    words = word_list(arguments.words_from) if arguments.words and arguments.voice else []
    items = random_rows(arguments.words, words, arguments.seed) if words else []
    if arguments.items:
        items += first_of_each_family(load_items(arguments.items), arguments.limit)
    return items


def _hear(
    run: Callable[[Iterable[Utterance]], Iterator[Heard]], arguments: argparse.Namespace, items: Sequence[BenchItem]
) -> list[Heard]:
    """Hear everything under every condition, showing progress."""
    from engine.bench.hearing import human

    people = human(arguments.human, arguments.human_audio) if arguments.human else []
    voices, under = list(dict.fromkeys(arguments.voice or [])), asked_under(arguments)
    progress = Progress((len(items) * len(voices) + len(people)) * len(under), "heard")
    heard: list[Heard] = []
    with ExitStack() as stack:
        for one in run(_utterances(arguments, items, voices, people, stack)):
            heard.append(one)
            progress.tell(len(heard))
    return heard


def _utterances(
    arguments: argparse.Namespace,
    items: Sequence[BenchItem],
    voices: Sequence[str],
    people: Sequence[Utterance],
    stack: ExitStack,
) -> Iterator[Utterance]:
    """What voices and people say, condition after condition for each."""
    from engine.bench.hearing import Utterance

    under = asked_under(arguments)
    for name in voices:
        voice = stack.enter_context(speaker(name, Path(arguments.cache) if arguments.cache else None))
        spoken = [voice.ask(item) for item in items]
        for condition in under:
            yield from (Utterance(one.under(condition), f"{name} {one.item.id}") for one in spoken)
    for condition in under:
        yield from (Utterance(one.question.under(condition), one.unit) for one in people)


def _print_word_errors(results: Iterable[WordErrors]) -> None:
    print(
        f"{'what':20} {'who':16} {'condition':14} {'word error':>10} {'95 % interval':>16} {'words':>6} {'whole':>6} of"
    )
    for one in results:
        low, high = one.interval
        whole_low, whole_high = wilson(one.whole, one.clips)
        interval = f"{low:.3f} to {high:.3f}"
        print(
            f"{one.group[:20]:20} {one.voice[:16]:16} {one.condition:14} {one.rate:10.3f} {interval:>16} "
            f"{one.words:6} {one.whole:6} {one.clips} ({100 * whole_low:.0f} to {100 * whole_high:.0f} %)"
        )


def sizes(arguments: argparse.Namespace) -> int:
    """Print what each quantization of the language model costs, as they are measured."""
    from engine.bench.sizes import DEFAULT, Plan, known, measure

    if arguments.out:
        require_writable(arguments.out)
    names = known(arguments.quantization or DEFAULT)
    with ExitStack() as stack:
        questions = []
        if arguments.items:
            items = load_items(arguments.items)
            chosen = first_of_each_family(items, arguments.limit)
            spoken = arguments.voice or arguments.audio
            questions = list(ask_questions(arguments, items, chosen, stack)) if spoken else typed(chosen)
        plan = Plan(questions, arguments.mode, arguments.threads, arguments.repeats, arguments.seed)
        done = measure(arguments.pack, names, plan)
    if arguments.json:
        print(json.dumps({"results": [one.to_json() for one in done]}))
    else:
        _print_sizes(done)
    if arguments.out:
        _write_results(arguments.out, arguments.pack or "embedded", [one.to_json() for one in done])
    return 0


def _print_sizes(done: Sequence[Size]) -> None:
    head = (
        f"{'model':11} {'MiB':>6} {'one brain':>10} {'both':>9} {'memory':>8} {'right':>6} {'of':>4} {'as shipped':>11}"
    )
    print(f"{head}  95 % interval, tensors")
    for one in done:
        low, high = wilson(one.correct, one.n)
        share = f"{100 * low:.0f} to {100 * high:.0f} %" if one.n else "nothing asked"
        stored = ", ".join(f"{n} {kind}" for kind, n in one.tensors.items())
        print(
            f"{one.name:11} {one.mib:6.1f} {one.one_brain_steps_per_s:7.0f} /s {one.both_brains_steps_per_s:6.0f} /s "
            f"{one.peak_rss_mb:5.0f} MB {one.correct:6} {one.n:4} {one.same:11}  "
            f"{share}, {stored}"
        )


def _write_results(path: str, pack: str, results: Sequence[object]) -> None:
    write(path, json.dumps({"pack": pack, "results": results}, indent=1) + "\n")


KINDS: dict[str, Callable[[argparse.Namespace], int]] = {"hearing": hearing, "sizes": sizes}
