"""What a task generator makes, and small helpers that all generators share."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeVar

from engine.words import transcript

Split = Literal["train", "held_out"]
T = TypeVar("T")
USUAL = 0.4
"""Share of training questions in the wording that Big-Bench-Hard uses for the task."""


@dataclass(frozen=True)
class Item:
    """A question, how to think about it, and what to say.

    `spoken` is what a user says, `reply` and `fillers` are clauses that the assistant says; `thoughts` ends with
    "answer: X", X being `answer`: yes, no, digits, or (family "read") the words to say.
    """

    family: str
    spoken: str
    thoughts: str
    reply: tuple[str, ...]
    answer: str
    fillers: tuple[str, ...]
    before: str = ""
    heard: tuple[int, ...] = ()

    @property
    def transcript(self) -> str:
        """The question's words, lower-case."""
        return transcript(self.spoken)

    def to_dict(self) -> dict[str, Any]:
        """Plain values for a shard."""
        return asdict(self)


def collides(spoken: str, transcripts: Collection[str]) -> bool:
    """Whether a question has the same words as one of the evaluation's `transcripts` (`engine.words.transcript`)."""
    return transcript(spoken) in transcripts


def listed(text: str, by: str | None = None) -> tuple[str, ...]:
    """The entries of a list written as one text, split at white space or at `by`."""
    return tuple(" ".join(entry.split()) for entry in text.split(by) if entry.strip())


@dataclass(frozen=True)
class Forms:
    """Wordings of one thing: those for training, the first being the usual one, and those held out of training."""

    train: tuple[str, ...]
    held_out: tuple[str, ...]

    def draw(self, rng: random.Random, split: Split, usual: bool = False) -> str:
        """One wording of the split; with `usual` the first."""
        return self.train[0] if usual else rng.choice(self.train if split == "train" else self.held_out)


def forms(train: str, held_out: str) -> Forms:
    """Wordings from two texts with one wording a line."""
    return Forms(listed(train, "\n"), listed(held_out, "\n"))


def is_usual(rng: random.Random, split: Split) -> bool:
    """Whether this question is worded as the usual one (never in the held-out split)."""
    return split == "train" and rng.random() < USUAL


def pick(rng: random.Random, split: Split, options: Sequence[T], held: int) -> T:
    """One of the options: the last `held` are kept for the held-out split, the others are for training."""
    return rng.choice(options[-held:] if split == "held_out" else options[:-held])


def sentence_case(text: str) -> str:
    """First letter upper-case."""
    return text[:1].upper() + text[1:]
