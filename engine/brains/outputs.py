"""What a conversation yields, one small thing after another, in the order in which the brains make them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class ThoughtPiece:
    """One thought token; `text` may be empty while a character of several bytes is incomplete."""

    text: str


@dataclass(frozen=True)
class ThinkingEnd:
    """The chain of thought is complete; `forced` where the budget of tokens ended it."""

    forced: bool


@dataclass(frozen=True)
class ReplyPiece:
    """One text token of the reply, in clause `clause` (from 0)."""

    text: str
    clause: int


@dataclass(frozen=True)
class Code:
    """One speech code (0 ... n_codes - 1): 40 ms of the reply's sound, in clause `clause`."""

    code: int
    clause: int


@dataclass(frozen=True, eq=False)
class Sound:
    """Samples [n] at 24 kHz, possibly none yet, that a voice without codes of ours made; in clause `clause`."""

    samples: npt.NDArray[np.float32]
    clause: int = 0


@dataclass(frozen=True)
class ClauseEnd:
    """Clause `clause` is said completely."""

    clause: int


@dataclass(frozen=True)
class Idle:
    """Nothing yet: what is waited for comes from elsewhere (a server)."""


@dataclass
class Counters:
    """Figures of a conversation so far; tokens leave out special ones, and `codes` are pieces of sound of 40 ms.

    `tokens_before_first_audio`: thought tokens made before the first code (all of them while there is none).
    """

    steps: int = 0
    tokens_thought: int = 0
    tokens_reply: int = 0
    codes: int = 0
    clauses: int = 0
    tokens_before_first_audio: int = 0


@dataclass(frozen=True)
class Finished:
    """The last output: both brains are done."""

    counters: Counters


Output = ThoughtPiece | ThinkingEnd | ReplyPiece | Code | Sound | ClauseEnd | Idle | Finished
