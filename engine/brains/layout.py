"""Which token is which: the layout of the vocabulary and the numbers of the two streams, as a pack states them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Protocol, Self

from engine.errors import PackError


class Layout(Protocol):
    """What the brains need to know of a pack's language model; a pack's manifest has these fields."""

    @property
    def n_text(self) -> int:
        """Text tokens are 0 ... n_text - 1."""

    @property
    def n_codes(self) -> int:
        """Number of speech codes."""

    @property
    def code_offset(self) -> int:
        """Token of speech code 0."""

    @property
    def gap(self) -> int:
        """Position of the articulation anchor."""

    @property
    def segment(self) -> int:
        """Thought tokens in one hand-over."""

    @property
    def first(self) -> int:
        """Thought tokens before `think-first` starts to speak."""

    @property
    def special_tokens(self) -> dict[str, int]:
        """Ids of special tokens by name."""

    @property
    def history(self) -> bool:
        """Whether it learnt to read thoughts of earlier turns before a question."""

    @property
    def listening(self) -> bool:
        """Whether it learnt to think between two chunks of a question."""

    @property
    def tells_end(self) -> bool:
        """Whether it learnt to tell then that the question is over; without `listening` it is not asked."""


@dataclass(frozen=True)
class Specials:
    """Ids of the special tokens that the brains use."""

    audio: int
    end_audio: int
    user: int
    end_user: int
    think: int
    end_think: int
    anchor: int
    say: int
    soon: int
    read: int
    end_text: int
    end_speech: int
    eot: int
    wait: int

    @classmethod
    def of(cls, tokens: dict[str, int]) -> Self:
        """Look the ids up by name.

        Raises:
            PackError: one is missing.
        """
        names = {f.name: _SHORT.get(f.name, f.name.replace("end_", "/")) for f in fields(cls)}
        try:
            return cls(**{field: tokens[f"<|{name}|>"] for field, name in names.items()})
        except KeyError as error:
            raise PackError(f"The pack's language model has no token {error}: install the pack again.") from error


_SHORT = {"end_text": "/t", "end_speech": "/s"}


def check_layout(layout: Layout, vocab_size: int) -> Specials:
    """Return the special tokens of `layout` after checking it against the size of the model's vocabulary.

    Raises:
        PackError: they do not fit together.
    """
    specials = Specials.of(layout.special_tokens)
    highest = max(layout.code_offset + layout.n_codes - 1, layout.n_text - 1, *layout.special_tokens.values())
    if highest >= vocab_size or min(layout.n_text, layout.n_codes, layout.segment) < 1:
        raise PackError("The pack's language model does not fit its pack.json: install the pack again.")
    return specials
