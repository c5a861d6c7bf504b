"""What answers of all models have in common: two brains that take steps as long as either has something to do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Generic, TypeVar

from engine.brains.outputs import Counters, Finished, Output

Thinker = TypeVar("Thinker")
Speaker = TypeVar("Speaker")


class StepByStep(ABC, Generic[Thinker, Speaker]):
    """One answer in the making: an iterator of outputs, made as they are asked for; the last is `Finished`.

    Between two outputs the caller may stop for good, `mute` it, or let thinking rest. Each brain's part is None when
    there is nothing more to come from it.
    """

    def __init__(self, counters: Counters, segment: int, thinker: Thinker | None, speaker: Speaker) -> None:
        self.counters = counters
        self.segment = segment
        """Thought tokens in one hand-over."""
        self.resting = False
        """Whether thinking waits while there is something to say: speech gets all the steps."""
        self.stepped_both = False
        """Whether the last step carried a token of each brain."""
        self._thinker = thinker
        self._speaker: Speaker | None = speaker
        self._outputs = self._run()

    def __iter__(self) -> Iterator[Output]:
        return self

    def __next__(self) -> Output:
        return next(self._outputs)

    @property
    def thinking(self) -> bool:
        """Whether thoughts are still to come."""
        return self._thinker is not None

    def mute(self) -> None:
        """Stop the mouth, not the mind: drop the reply, and think to the end."""
        if self._speaker is not None:
            self._speaker = None
            self._drop_reply()

    def _run(self) -> Iterator[Output]:
        if self._thinker is not None:
            yield from self._begin(self._thinker)
        while self._thinker is not None or self._speaker is not None:
            yield from self._step()
        yield Finished(self.counters)

    def _may_speak(self, start: int | None, thoughts: int) -> bool:
        """Whether the reply may begin, or go on: after `start` of the thoughts made, or (None) after all of them."""
        return self._thinker is None or (start is not None and thoughts >= start)

    @abstractmethod
    def _begin(self, thinker: Thinker) -> Iterator[Output]:
        """Choose the thought that follows the question."""

    @abstractmethod
    def _step(self) -> Iterator[Output]:
        """Take one step of the brains that have something to do."""

    @abstractmethod
    def _drop_reply(self) -> None:
        """Forget what was replied."""
