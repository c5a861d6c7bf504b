"""Short items of which the whole question must be heard before anything can be thought."""

from __future__ import annotations

import random
from collections.abc import Iterable

from engine.training.tasks.fillers import fillers
from engine.training.tasks.item import Item, sentence_case, word_count


def simple_item(
    family: str, spoken: str, steps: Iterable[str], reply: str, answer: str, rng: random.Random, before: str = ""
) -> Item:
    """An item with `steps` (sentences with their full stops) and the answer, all after the last word."""
    spoken = sentence_case(spoken)
    thoughts, words = " ".join([*steps, f"answer: {answer}"]), word_count(spoken)
    heard = (words,) * (thoughts.count(". ") + 1)
    return Item(family, spoken, thoughts, (sentence_case(reply),), answer, fillers(family, rng), heard, before)
