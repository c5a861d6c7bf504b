"""A local chat model as a writer of answers: how much it may think follows from how fast it is here."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from engine.brains import Mode
from engine.brains.chat_answer import ChatAnswer
from engine.brains.chat_brains import ChatBrains, ChatSettings

Floats = npt.NDArray[np.float32]

THINKS_S = 30.0
"""Seconds that a chain of thought may take."""
FIRST_S = 2.5
"""Seconds of thinking before `think-first` begins to speak."""
LONGEST_REPLY = 768
"""Tokens of a reply."""
SHORTEST, SLOW = 48, 8.0
"""Tokens that a chain of thought may have in any case; steps a second below which segments are short."""


def paced(settings: ChatSettings, steps_per_s: float | None) -> ChatSettings:
    """Return `settings` for a machine of that speed: slow ones think less, and hand thoughts over sooner."""
    settings = replace(settings, reply=min(settings.reply, LONGEST_REPLY))
    if steps_per_s is None:
        return settings
    budget = min(settings.budget, max(SHORTEST, int(THINKS_S * steps_per_s)))
    first = min(settings.first, budget, max(settings.segment // 2, int(FIRST_S * steps_per_s)))
    segment = settings.segment if steps_per_s >= SLOW else max(1, settings.segment // 2)
    return replace(settings, budget=budget, first=first, segment=segment)


class ChatWriter:
    """See `engine.general.Writer`. It closes the brains that it is given."""

    def __init__(self, brains: ChatBrains) -> None:
        self._brains, self._settings = brains, brains.settings

    @property
    def room(self) -> int:
        """Tokens that still fit."""
        return self._brains.room

    @property
    def handed_over(self) -> int:
        """Thought tokens that the reply may rest on."""
        return self._brains.streams.handed_over

    def begin(self) -> None:
        """Forget the question and get ready for the next."""
        self._brains.begin()

    def hear(self, samples: Floats) -> None:
        """Take the next samples [n] (float32, 16 kHz) of the question."""
        self._brains.hear(samples)

    def read(self, text: str) -> None:
        """Take a typed question."""
        self._brains.read(text)

    def mark(self) -> int:
        """Return where the question is now."""
        return self._brains.mark()

    def rollback(self, mark: int) -> None:
        """Forget the answer: the question that was heard up to `mark` goes on."""
        self._brains.rollback(mark)

    def end_of_question(self) -> None:
        """Close the question."""
        self._brains.end_of_question()

    def write(self, mode: Mode, steps_per_s: float | None) -> ChatAnswer:
        """Begin to answer."""
        self._brains.settings = paced(self._settings, steps_per_s)
        return ChatAnswer(self._brains, mode)

    def remember(self, reply: str) -> None:
        """So much of the last reply was heard."""
        self._brains.remember(reply)

    def close(self) -> None:
        """Give the memory back."""
        self._brains.close()
