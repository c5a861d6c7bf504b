"""What a task generator makes, and small helpers that all generators share."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeVar

from engine.words import transcript

Split = Literal["train", "held_out"]
T = TypeVar("T")
USUAL = 0.3
"""Share of training questions in the wording that Big-Bench-Hard uses for the task."""


_NO_MARKS = str.maketrans("", "", ",.?")


@dataclass(frozen=True)
class Item:
    """A question, how to think about it, and what to say.

    `spoken` is what a user says, `reply` and `fillers` are clauses that the assistant says; `thoughts` ends with
    "answer: X", X being `answer`: yes, no, digits, or other words.
    `heard` has an entry for each sentence of `thoughts` (`sentences_of`): how many words of `transcript` must have been
    heard before it can be written. `before` is what was thought in the turns before, one turn a line.
    """

    family: str
    spoken: str
    thoughts: str
    reply: tuple[str, ...]
    answer: str
    fillers: tuple[str, ...]
    heard: tuple[int, ...] = ()
    before: str = ""

    @property
    def transcript(self) -> str:
        """The question's words, lower-case (`spoken` is in its spoken form already)."""
        return self.spoken.lower().translate(_NO_MARKS)

    def to_dict(self) -> dict[str, Any]:
        """Plain values for a shard."""
        return asdict(self)


def collides(spoken: str, transcripts: Collection[str]) -> bool:
    """Whether a question has the same words as one of the evaluation's `transcripts` (`engine.words.transcript`)."""
    return transcript(spoken) in transcripts


def sentences_of(thoughts: str) -> list[str]:
    """The sentences of a chain, each with its full stop except the last ("answer: X")."""
    *steps, last = thoughts.split(". ")
    return [*(step + "." for step in steps), last]


def word_count(spoken: str) -> int:
    """How many words a text in spoken form has."""
    return len(spoken.split())


def misaligned(item: Item) -> str | None:
    """What is wrong with the alignment of an item's chain to its words, or None."""
    total, heard = word_count(item.spoken), item.heard
    if len(heard) != len(sentences_of(item.thoughts)):
        return f"{len(heard)} places for {len(sentences_of(item.thoughts))} sentences"
    if list(heard) != sorted(heard):
        return f"places go back: {heard}"
    if heard[0] < 0 or heard[-1] > total:
        return f"places {heard} outside of {total} words"
    return None


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
