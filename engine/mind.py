"""What the model thread needs of a model, whatever it is: the embedded one, any chat model, or one on a server.

`engine.model.Model` and `engine.other_model.OtherModel` are such models.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from engine.brains import Mode, outputs
from engine.brains.outputs import Counters
from engine.pace import Pace

Floats = npt.NDArray[np.float32]


class Talk(Protocol):
    """One answer in the making: an iterator of outputs, made as they are asked for; the last is `Finished`."""

    resting: bool
    """Whether thinking waits while there is something to say."""
    segment: int
    """Thought tokens in one hand-over."""

    @property
    def counters(self) -> Counters:
        """Figures so far."""

    @property
    def stepped_both(self) -> bool:
        """Whether the last step carried a token of each brain."""

    def __next__(self) -> outputs.Output:
        """Do the next small thing."""

    @property
    def thinking(self) -> bool:
        """Whether thoughts are still to come."""

    def mute(self) -> None:
        """Stop the mouth, not the mind."""


class Brains(Protocol):
    """A question comes in: `begin`, `hear` or `read`, then `end_of_question`. `mark` and `rollback` undo an end."""

    @property
    def room(self) -> int:
        """Tokens that still fit."""

    @property
    def handed_over(self) -> int:
        """Thought tokens that the reply may rest on."""

    @property
    def over(self) -> float | None:
        """How sure it is that the question is over, by what was heard last (0 to 1); None where it cannot tell."""

    def begin(self, history: str = "") -> None:
        """Forget the last question and get ready for the next."""

    def hear(self, heard: Floats) -> list[tuple[int, str]]:
        """Take what the ears' stream gave; return what is thought meanwhile: how much of it was heard then, a piece."""

    def read(self, text: str) -> None:
        """Take a typed question, or a text to be read aloud."""

    def end_of_question(self, *, think: bool = True) -> None:
        """Close it; without `think` it is a text to be read aloud."""

    def mark(self) -> int:
        """Return where the question is now."""

    def rollback(self, mark: int) -> None:
        """Forget what came after `mark`, the answer too: the question goes on."""


class Model(Protocol):
    """Everything that answers questions; belongs to one thread."""

    ears: Any
    """Makes streams: `push` samples, `finish`, `fork`; what they return goes to `brains.hear`."""
    reader: Any
    """Reads what the ears hear as text; None where they cannot tell."""
    voice: Any
    """Makes streams that turn speech codes into samples."""
    speaker: int
    """Which of its voices speaks."""
    pace: Pace

    @property
    def brains(self) -> Brains:
        """Hears and reads questions."""

    @property
    def segment(self) -> int:
        """Thought tokens in one hand-over, on a machine that keeps up."""

    def typed(self, question: str) -> str:
        """Return a typed question, or a text to be read, as the brains want it; empty where there is nothing in it."""

    def talk(self, mode: Mode | None) -> Talk:
        """Begin to answer the question that the brains hold (None: to read it aloud)."""

    def remember(self, reply: str) -> None:
        """So much of the last reply was heard: later questions may refer to it."""

    def know(self, norms: Mapping[str, Any]) -> None:
        """Hear the next question with these norms of the ears, if these ears can know voices."""

    def notices(self) -> list[str]:
        """Return sentences for the user that came up since the last time."""

    def close(self) -> None:
        """Give the memory back."""
