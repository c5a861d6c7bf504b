"""Long lists of wordings, written as patterns and spelt out once, so that drawing one is fast and all can be listed."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from itertools import product

from engine.training.tasks.item import listed
from engine.training.tasks.pattern import parse

_GAPS = ((re.compile(r"\s+"), " "), (re.compile(r" (?=[.,?])"), ""))


@dataclass(frozen=True)
class Wordings:
    """Wordings for training by line: a line is drawn first, so that one with many choices is not heard too often."""

    lines: tuple[tuple[str, ...], ...]

    def draw(self, rng: random.Random) -> str:
        """One wording, its slots still open."""
        return rng.choice(rng.choice(self.lines))

    def all(self) -> tuple[str, ...]:
        """Every wording."""
        return tuple(wording for line in self.lines for wording in line)


def spelt_out(line: str) -> tuple[str, ...]:
    """Every text that a pattern stands for, its slots still open."""
    parts = [(part,) if isinstance(part, str) else part for part in parse(line).parts]
    return tuple(dict.fromkeys(_tidy("".join(chosen)) for chosen in product(*parts)))


def _tidy(text: str) -> str:
    for gap, filled in _GAPS:
        text = gap.sub(filled, text)
    return text.strip()


def wordings(text: str) -> Wordings:
    """Wordings from a text with one pattern a line."""
    return Wordings(tuple(map(spelt_out, listed(text, "\n"))))
