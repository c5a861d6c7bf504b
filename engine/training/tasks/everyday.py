"""Everyday questions of many kinds."""

from __future__ import annotations

import random
from collections.abc import Callable

from engine.training.tasks.asking import framed
from engine.training.tasks.calendar_days import clock, days, durations, months
from engine.training.tasks.item import Item, Split
from engine.training.tasks.measures import money, percent, units
from engine.training.tasks.ordering import compare, letters, sort, spell

KINDS: dict[str, tuple[Callable[[random.Random, Split], Item], float]] = {
    "units": (units, 1.2),
    "money": (money, 1.0),
    "percent": (percent, 1.0),
    "days": (days, 1.2),
    "months": (months, 0.5),
    "clock": (clock, 1.0),
    "durations": (durations, 0.7),
    "compare": (compare, 0.8),
    "sort": (sort, 0.8),
    "letters": (letters, 0.6),
    "spell": (spell, 1.0),
}
FRAMED = 0.25
"""Share of training questions with a few words before or after them."""
_MAKERS, _SHARES = [make for make, _ in KINDS.values()], [share for _, share in KINDS.values()]


def generate(rng: random.Random, split: Split = "train") -> Item:
    """A fresh everyday question."""
    item = rng.choices(_MAKERS, _SHARES)[0](rng, split)
    return framed(item, rng) if split == "train" and rng.random() < FRAMED else item
