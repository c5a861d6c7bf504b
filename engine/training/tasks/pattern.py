"""Sentences with choices and slots: "[There are|We have] {a} {o} [in the box|here]."."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass

from engine.training.tasks.item import Split, listed

Part = str | tuple[str, ...]


@dataclass(frozen=True)
class Pattern:
    """A parsed sentence: fixed text, choices (a tuple of texts) and slots (their name in braces)."""

    parts: tuple[Part, ...]

    def say(self, rng: random.Random, slots: Mapping[str, str]) -> list[tuple[str, str]]:
        """One way of saying it: pairs of the slot's name ("" for fixed text) and the text."""
        out: list[tuple[str, str]] = []
        last = ""
        for part in self.parts:
            name, text = "", part if isinstance(part, str) else rng.choice(part)
            if text[:1] == "{" and isinstance(part, str):
                name, text = text[1:-1], slots[text[1:-1]]
            elif "{" in text:
                text = text.format_map(slots)
            if not text:
                continue
            if text[0] in " .,?" and last[-1:] == " ":  # an empty choice was between them
                out[-1] = (out[-1][0], last[:-1])
            out.append((name, text))
            last = text
        return out

    def text(self, rng: random.Random, slots: Mapping[str, str]) -> str:
        """One way of saying it, as one text."""
        return "".join(text for _, text in self.say(rng, slots))


def parse(text: str) -> Pattern:
    """The pattern that a text describes."""
    found = re.findall(r"\{[a-z]+\}|\[[^\]]*\]|[^{\[]+", text)
    return Pattern(tuple(tuple(p[1:-1].split("|")) if p[0] == "[" else p for p in found))


@dataclass(frozen=True)
class Patterns:
    """Wordings of a question for training and for the held-out split."""

    train: tuple[Pattern, ...]
    held_out: tuple[Pattern, ...]

    def text(self, rng: random.Random, split: Split, **slots: str) -> str:
        """A random wording of the split."""
        return rng.choice(self.train if split == "train" else self.held_out).text(rng, slots)


def patterns(train: str, held_out: str) -> Patterns:
    """Wordings from two texts with one pattern a line."""
    return Patterns(tuple(map(parse, listed(train, "\n"))), tuple(map(parse, listed(held_out, "\n"))))
