"""Fresh questions for the bench: `python -m engine.training.make_items --family navigate --n 200 --out FILE`.

`--split held_out` uses wordings, names and things that training never sees; questions of the files named by `--avoid`
are not made again.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Collection
from pathlib import Path

from engine.bench.items import BenchItem, load_items, write_items
from engine.errors import EXIT_STATUS, MindpaceError
from engine.training.tasks import FAMILIES, Split, collides, generate
from engine.words import transcript

TRIES = 100
"""Repeated questions in a row after which a family counts as used up."""


def fresh_items(family: str, n: int, seed: int, split: Split, avoid: Collection[str] = ()) -> list[BenchItem]:
    """`n` different questions of a family, none with a transcript in `avoid`.

    Raises:
        MindpaceError: the family has not so many different questions.
    """
    rng, used, repeated = random.Random(f"{seed}-{family}-{split}"), set(avoid), 0
    items: list[BenchItem] = []
    while len(items) < n:
        item = generate(family, rng, split)
        if collides(f"{item.before} {item.spoken}" if item.before else item.spoken, used):
            repeated += 1
            if repeated >= TRIES:
                raise MindpaceError(f"Only {len(items)} different {family} questions can be made; ask for fewer.")
            continue
        used.add(transcript(f"{item.before} {item.spoken}") if item.before else item.transcript)
        repeated = 0
        name = f"{family}-{len(items):04d}"
        items.append(BenchItem(name, family, item.spoken, item.answer, item.transcript, item.before))
    return items


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--family", nargs="+", choices=FAMILIES, default=[f for f in FAMILIES if f != "read"])
    parser.add_argument("--n", type=int, default=200, help="questions of each family")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--split", choices=("train", "held_out"), default="train")
    parser.add_argument("--avoid", nargs="*", type=Path, default=[], help="files of questions not to make again")
    parser.add_argument("--out", type=Path, required=True)
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Command line; returns the exit status."""
    args = _parser().parse_args(arguments)
    try:
        avoid = {item.transcript for path in args.avoid for item in load_items(path)}
        items = [item for family in args.family for item in fresh_items(family, args.n, args.seed, args.split, avoid)]
        write_items(args.out, items)
    except MindpaceError as error:
        print(error, file=sys.stderr)
        return EXIT_STATUS
    print(f"{len(items)} questions in {args.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
