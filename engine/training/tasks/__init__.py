"""Task generators: `generate(family, rng, split)` makes a fresh question with its chain of thought, reply and answer."""

from __future__ import annotations

import random

from engine.training.tasks import arithmetic, counting, lies, navigate, reading
from engine.training.tasks.item import Item, Split, all_fillers

_GENERATORS = {
    "navigate": navigate.generate,
    "counting": counting.generate,
    "lies": lies.generate,
    "arithmetic": arithmetic.generate,
    "read": reading.generate,
}
FAMILIES: tuple[str, ...] = tuple(_GENERATORS)


def generate(family: str, rng: random.Random, split: Split = "train") -> Item:
    """A fresh item of a family; `split` "held_out" uses templates, names and objects that training never sees."""
    return _GENERATORS[family](rng, split)


__all__ = ["FAMILIES", "Item", "Split", "all_fillers", "generate"]
