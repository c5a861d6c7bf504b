"""What a task generator makes, and the closed list of filler clauses."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeVar

from engine.words import transcript

Split = Literal["train", "held_out"]
T = TypeVar("T")


@dataclass(frozen=True)
class Item:
    """A question, how to think about it, and what to say. `reply` and `fillers` are clauses; `answer` is canonical (yes, no, digits, or the words to say)."""

    family: str
    spoken: str
    thoughts: str
    reply: tuple[str, ...]
    answer: str
    fillers: tuple[str, ...]

    @property
    def transcript(self) -> str:
        """The question's words, lower-case."""
        return transcript(self.spoken)

    def to_dict(self) -> dict[str, Any]:
        """Plain values for a shard."""
        return asdict(self)


GENERIC_FILLERS = (
    "Okay, let me think about that.",
    "One moment, I am still working on it.",
    "Almost there.",
    "So far so good.",
    "Let me just check the last part.",
    "I am nearly done.",
    "Bear with me, I am going through it step by step.",
)

FAMILY_FILLERS: dict[str, tuple[str, ...]] = {
    "navigate": ("Let me follow those steps one by one and see where they lead.", "Okay, I am walking through the steps in my head."),
    "counting": ("Let me go through the things you have one by one.", "Okay, I am counting them up."),
    "lies": ("Let me see who is telling the truth here, one person at a time.", "Okay, I am following who says what about whom."),
    "arithmetic": ("Let me work that out, digit by digit.", "Okay, I am doing the sum in my head."),
    "read": ("Sure.",),
}


def fillers(family: str) -> tuple[str, ...]:
    """Filler clauses for a family: its own first."""
    return FAMILY_FILLERS.get(family, ()) + GENERIC_FILLERS


def all_fillers() -> list[str]:
    """Every filler clause once; their speech is made at the start of a run."""
    own = [f for group in FAMILY_FILLERS.values() for f in group]
    return list(dict.fromkeys([*own, *GENERIC_FILLERS]))


def pick(rng: random.Random, split: Split, options: Sequence[T], held: int = 1) -> T:
    """One of the options: the last `held` are kept for the held-out split, the others are for training."""
    return rng.choice(options[-held:] if split == "held_out" else options[:-held])


def sentence_case(text: str) -> str:
    """First letter upper-case."""
    return text[:1].upper() + text[1:]
