"""`mindpace bench voice` and its like: how turns are told, interrupted and kept, as tables."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.bench.items import load_items
from engine.errors import ItemsError

if TYPE_CHECKING:
    from engine.bench.pauses import Sentence

VOICE_COLUMNS = (
    ("sound", 10), ("snr_db", 7), ("webrtc_missed", 14), ("webrtc_false", 13), ("silero_missed", 14),
    ("silero_false", 13), ("pair_missed", 12), ("pair_false", 11), ("turns", 6), ("found", 6), ("ended", 6),
    ("false_starts", 13), ("late_ms", 8),
)  # fmt: skip


def voice(arguments: argparse.Namespace) -> int:
    """Print a row for each sound and level."""
    from engine.bench.voice import measure  # numpy and libraries of sound take a moment

    rows = (one.to_json() for one in measure(arguments.audio, arguments.most))
    _table(rows, VOICE_COLUMNS, as_json=arguments.json)
    return 0


def talk_over(arguments: argparse.Namespace) -> int:
    """Print a row for each kind of sound over an answer and level of echo."""
    from engine.bench.talk_over import Over, measure, summary

    done: list[Over] = []
    echo, kinds, uh_huh_s = arguments.echo, arguments.kind, arguments.backchannel
    for one in measure(arguments.turns, folder=arguments.audio, echo_db=echo, kinds=kinds, uh_huh_s=uh_huh_s):
        done.append(one)
        if arguments.json:
            print(json.dumps(one.to_json()), flush=True)
    if arguments.json:
        print(json.dumps({"summary": summary(done)}))
        return 0
    for row in summary(done):
        print(", ".join(f"{name} {value}" for name, value in row.items()))
    return 0


def _table(rows: Iterable[dict[str, Any]], columns: Sequence[tuple[str, int]], *, as_json: bool) -> None:
    """Print rows as they come."""
    if not as_json:
        print("".join(f"{name.replace('_', ' '):>{width}}" for name, width in columns))
    for row in rows:
        if as_json:
            print(json.dumps(row), flush=True)
            continue
        cells = ((row[name], width) for name, width in columns)
        print("".join(f"{'-' if value is None else value:>{width}}" for value, width in cells), flush=True)


def cut_offs(arguments: argparse.Namespace) -> int:
    """Print the turns that were cut off, and the sums, for each kind of question too."""
    from engine.bench.cut_offs import Turned, by_kind, measure, summary

    if arguments.over:
        return _over(arguments)
    done: list[Turned] = []
    for one in measure(_sentences(arguments), arguments.turns, pack=arguments.pack):
        done.append(one)
        if arguments.json:
            print(json.dumps(one.to_json()), flush=True)
        elif one.cut:
            sure = f"complete {one.complete}, over {one.over}, pauses {one.pauses}"
            print(f"{one.kind} cut off after {one.text!r} ({sure})", flush=True)
    if len(kinds := by_kind(done)) > 1:
        for kind, figures in kinds.items():
            _sums(figures, as_json=arguments.json, of=kind)
    return _sums(summary(done), as_json=arguments.json)


OVER_COLUMNS = (
    ("bound", 7), ("pauses", 8), ("ends", 7), ("pauses_text_complete", 22), ("pauses_text_not", 17),
    ("ends_text_complete", 20), ("ends_text_not", 15),
)  # fmt: skip


def _over(arguments: argparse.Namespace) -> int:
    """Print how sure the model is that a question is over, at pauses and at ends: per cent that reach each bound."""
    from engine.bench.over import Looked, counts, measure, table

    done: list[Looked] = []
    for one in measure(_sentences(arguments), arguments.turns, pack=arguments.pack):
        done.append(one)
        if arguments.json:
            print(json.dumps(one.to_json()), flush=True)
    _table(table(done), OVER_COLUMNS, as_json=arguments.json)
    return _sums(counts(done), as_json=arguments.json)


def _sentences(arguments: argparse.Namespace) -> list[Sentence]:
    """What is asked: items by voices that tell when words begin, or recordings with pauses where they are quiet."""
    from engine.bench.pauses import from_silence, from_words
    from engine.bench.recordings import speaker
    from engine.bench.sounds import recordings

    if not arguments.items:
        if arguments.voice:
            raise ItemsError("Say what the voices are to ask: --items FILE.")
        return [from_silence(one) for one in recordings(arguments.audio)]
    if not arguments.voice:
        raise ItemsError("Say who asks the items: --voice NAME ..., flite or festival, which tell when words begin.")
    found = []
    items = load_items(arguments.items)
    for n, name in enumerate(voices := list(dict.fromkeys(arguments.voice))):
        with speaker(name, Path(arguments.cache) if arguments.cache else None) as voice:
            found += [(k, from_words(voice.ask_timed(item))) for k, item in enumerate(items) if k % len(voices) == n]
    return [sentence for _, sentence in sorted(found, key=lambda one: one[0]) if sentence.gaps]


def soak(arguments: argparse.Namespace) -> int:
    """Print every turn of a long conversation, and the sums."""
    from engine.bench.soak import SoakTurn, measure, summary

    done: list[SoakTurn] = []
    for one in measure(arguments.turns, audio=arguments.audio, pack=arguments.pack, seed=arguments.seed):
        done.append(one)
        figures = one.to_json()
        print(json.dumps(figures) if arguments.json else ", ".join(f"{n} {v}" for n, v in figures.items()), flush=True)
    return _sums(summary(done), as_json=arguments.json)


def _sums(figures: dict[str, float], *, as_json: bool, of: str = "") -> int:
    line = ", ".join(f"{name} {value}" for name, value in figures.items())
    if as_json:
        print(json.dumps({f"summary of {of}" if of else "summary": figures}))
    else:
        print(f"{of}: {line}" if of else line)
    return 0


KINDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "voice": voice,
    "talk-over": talk_over,
    "cut-offs": cut_offs,
    "soak": soak,
}
