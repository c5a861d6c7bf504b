"""Task generators: `generate(family, rng, split)` makes a fresh question with its chain of thought, reply and answer.

A new family is one module with `generate(rng, split) -> Item`, its filler clauses in `fillers.py`, and a line below.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from engine.training.tasks import (
    arithmetic,
    counting,
    everyday,
    fallacies,
    follow_up,
    lies,
    navigate,
    outside,
    problems,
    reading,
    small_talk,
)
from engine.training.tasks.fillers import all_fillers
from engine.training.tasks.framing import FRAMED, framed
from engine.training.tasks.item import Item, Split, collides

_GENERATORS = {
    "navigate": navigate.generate,
    "counting": counting.generate,
    "lies": lies.generate,
    "arithmetic": arithmetic.generate,
    "fallacies": fallacies.generate,
    "problems": problems.generate,
    "everyday": everyday.generate,
    "talk": small_talk.generate,
    "outside": outside.generate,
    "follow_up": follow_up.generate,
    "read": reading.generate,
}
FAMILIES: tuple[str, ...] = tuple(_GENERATORS)
TRAIN_SHARES: dict[str, float] = {
    "navigate": 1.0,
    "counting": 1.5,
    "lies": 0.8,
    "fallacies": 2.5,
    "arithmetic": 1.2,
    "problems": 1.5,
    "everyday": 2.4,
    "talk": 1.0,
    "outside": 1.0,
    "follow_up": 1.3,
    "read": 0.4,
}
"""Weights of the families in synthesis and training: more for those that are hard to hear or to think."""
MOST_BEFORE = 600
"""Characters of earlier thoughts; as many as `engine.history` keeps."""
CONVERSATIONS = 0.3
"""Share of training questions that come after thoughts of other turns, which do not matter."""
_NAMES, _SUMS = tuple(TRAIN_SHARES), tuple(accumulate(TRAIN_SHARES.values()))


def draw_family(rng: random.Random) -> str:
    """A family by `TRAIN_SHARES`."""
    return rng.choices(_NAMES, cum_weights=_SUMS)[0]


def generate(family: str, rng: random.Random, split: Split = "train") -> Item:
    """A fresh item of a family; `split` "held_out" uses wordings, names and things that training never sees."""
    return _GENERATORS[family](rng, split)


def in_conversation(item: Item, rng: random.Random, split: Split = "train", turns: int = 2) -> Item:
    """The same question after one to `turns` others, whose thoughts stand in `before` (and do not matter)."""
    earlier = [generate(draw_family(rng), rng, split).thoughts for _ in range(rng.randint(1, turns))]
    kept = [item.before] if item.before else []
    for thoughts in earlier:
        if sum(map(len, kept)) + len(thoughts) <= MOST_BEFORE:
            kept.insert(0, thoughts)
    return replace(item, before="\n".join(kept))


def draw_item(rng: random.Random, families: Sequence[str] = (), split: Split = "train") -> Item:
    """A fresh question of a random family (of `families` if there are any), in a share of cases in a conversation.

    Without such questions a model takes every one that comes after thoughts of earlier turns for a follow-up.
    """
    item = generate(rng.choice(families) if families else draw_family(rng), rng, split)
    if split == "train" and rng.random() < FRAMED:
        item = framed(item, rng)
    return in_conversation(item, rng, split) if rng.random() < CONVERSATIONS else item


__all__ = [
    "FAMILIES",
    "TRAIN_SHARES",
    "Item",
    "Split",
    "all_fillers",
    "collides",
    "draw_family",
    "draw_item",
    "generate",
    "in_conversation",
]
