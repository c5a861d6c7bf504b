"""Task generators: `generate(family, rng, split)` makes a fresh question with its chain of thought, reply and answer.

A new family is one module with `generate(rng, split) -> Item`, its filler clauses in `fillers.py`, and a line below.
"""

from __future__ import annotations

import random

from engine.training.tasks import arithmetic, counting, fallacies, lies, navigate, reading
from engine.training.tasks.fillers import all_fillers
from engine.training.tasks.item import Item, Split, collides

_GENERATORS = {
    "navigate": navigate.generate,
    "counting": counting.generate,
    "lies": lies.generate,
    "arithmetic": arithmetic.generate,
    "fallacies": fallacies.generate,
    "read": reading.generate,
}
FAMILIES: tuple[str, ...] = tuple(_GENERATORS)


def generate(family: str, rng: random.Random, split: Split = "train") -> Item:
    """A fresh item of a family; `split` "held_out" uses wordings, names and things that training never sees."""
    return _GENERATORS[family](rng, split)


__all__ = ["FAMILIES", "Item", "Split", "all_fillers", "collides", "generate"]
