"""Speaking what a chat model writes: its reply is cut into clauses, and a voice reads them aloud.

One thread does both. Clauses are read as soon as they are there; while enough sound is in hand, the chat model goes on.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from engine.brains import outputs
from engine.brains.outputs import ClauseEnd, Code, Counters, Finished, Idle, Output, ReplyPiece, Sound
from engine.config import CODE_RATE, SPEAKING_RATE
from engine.text import ClauseCutter, speakable

LITTLE_LEAD_S = 0.6
"""Seconds of sound in hand below which reading aloud comes before all else."""
MUCH_LEAD_S = 4.0
"""Seconds of sound in hand above which it waits."""

Read = Callable[[str], Iterator[Output]]
"""Begins to read a text aloud: codes or sound, and ends of clauses come out."""


class Written(Protocol):
    """An answer as text: thoughts and pieces of the reply (whatever their clause); the last output is `Finished`."""

    counters: Counters
    resting: bool
    segment: int
    stepped_both: bool

    def __next__(self) -> Output:
        """Do the next small thing."""

    @property
    def thinking(self) -> bool:
        """Whether thoughts are still to come."""

    def mute(self) -> None:
        """Stop the reply, not the thoughts."""


@dataclass
class _Clause:
    number: int
    words: str


class SpokenAnswer:
    """Thoughts, reply and speech codes of one answer; see `engine.mind.Talk`. Without `read` nothing is spoken."""

    def __init__(self, written: Written, read: Read | None, now: Callable[[], float] = time.perf_counter) -> None:
        self._written, self._read, self._now = written, read, now
        self._cutter = ClauseCutter()
        self._clause, self._shown = 0, 0
        self._to_read: deque[_Clause] = deque()
        self._reading: tuple[int, Iterator[Output]] | None = None
        self._done = self._muted = False
        self._began: float | None = None
        self._made_s = 0.0
        self._outputs = self._run()

    @property
    def counters(self) -> Counters:
        """Figures so far; steps are those of the chat model."""
        return self._written.counters

    @property
    def resting(self) -> bool:
        """Whether thinking waits while there is something to say."""
        return self._written.resting

    @resting.setter
    def resting(self, value: bool) -> None:
        self._written.resting = value

    @property
    def segment(self) -> int:
        """Thought tokens in one hand-over."""
        return self._written.segment

    @segment.setter
    def segment(self, value: int) -> None:
        self._written.segment = value

    @property
    def stepped_both(self) -> bool:
        """Whether the last step carried a token of each brain."""
        return self._written.stepped_both

    @property
    def thinking(self) -> bool:
        """Whether thoughts are still to come."""
        return self._written.thinking

    def __iter__(self) -> Iterator[Output]:
        return self

    def __next__(self) -> Output:
        return next(self._outputs)

    def mute(self) -> None:
        """Stop the mouth, not the mind."""
        self._muted = True
        self._to_read.clear()
        self._reading = None
        self._written.mute()

    def _run(self) -> Iterator[Output]:
        while not self._done or self._speaking:
            if self._speaking and (self._done or self._lead_s() < LITTLE_LEAD_S):
                yield from self._speak()
                continue
            idle = False
            for output in self._write():
                idle = isinstance(output, Idle)
                yield output
            if self._speaking and (idle or self._lead_s() < MUCH_LEAD_S):
                yield from self._speak()
        yield Finished(self.counters)

    @property
    def _speaking(self) -> bool:
        return self._reading is not None or bool(self._to_read)

    def _lead_s(self) -> float:
        """Seconds of sound that are made but cannot have been heard yet."""
        if self._began is None:
            return 0.0
        lead = self._made_s - (self._now() - self._began)
        if lead < 0:  # it has fallen silent: the next sound begins a new stretch
            self._began += -lead
            return 0.0
        return lead

    def _write(self) -> Iterator[Output]:
        """The chat model's next output; text of the reply goes to its clause."""
        output = next(self._written)
        if isinstance(output, ReplyPiece):
            if not self._muted:
                yield from self._take(output.text)
        elif isinstance(output, Finished):
            self._done = True
            yield from self._end()
        else:
            yield output

    def _take(self, text: str) -> Iterator[Output]:
        whole = self._cutter.waiting + text
        clauses = self._cutter.push(text)
        for clause in clauses:
            yield from self._tell(clause)
            self._finish_clause(clause)
            whole = whole[len(clause) :]
        yield from self._tell(whole)

    def _tell(self, clause: str) -> Iterator[Output]:
        """Text of the present clause that was not told yet."""
        new, self._shown = clause[self._shown :], len(clause)
        if new:
            yield ReplyPiece(new, self._clause)

    def _finish_clause(self, clause: str) -> None:
        words = speakable(clause)
        if words and self._read is not None and not self._muted:
            self._to_read.append(_Clause(self._clause, words))
        self._clause, self._shown = self._clause + 1, 0

    def _end(self) -> Iterator[Output]:
        for clause in self._cutter.finish():
            yield from self._tell(clause)
            self._finish_clause(clause)

    def _speak(self) -> Iterator[Output]:
        """One step of reading aloud."""
        if self._reading is None:
            clause = self._to_read.popleft()
            assert self._read is not None  # noqa: S101 - nothing is queued without it
            self._reading = clause.number, self._read(clause.words)
        number, reading = self._reading
        output = next(reading, None)
        if output is None or isinstance(output, Finished):
            self._reading = None
        elif isinstance(output, Code):
            self._count(1 / CODE_RATE)
            yield Code(output.code, number)
        elif isinstance(output, Sound):
            self._count(len(output.samples) / SPEAKING_RATE)
            yield Sound(output.samples, number)
        elif isinstance(output, ClauseEnd):
            self.counters.clauses += 1
            yield ClauseEnd(number)

    def _count(self, seconds: float) -> None:
        """So much sound was made."""
        if not seconds:
            return
        self._began = self._now() if self._began is None else self._began
        self._made_s += seconds
        self.counters.codes = max(1, round(self._made_s * CODE_RATE))


class WrittenText:
    """A text that is there already, to be read aloud."""

    def __init__(self, text: str) -> None:
        self.counters = Counters()
        self.resting = self.stepped_both = False
        self.segment = 1
        self.thinking = False
        self._pieces: list[Output] = [ReplyPiece(text, 0), Finished(self.counters)]

    def __next__(self) -> outputs.Output:
        return self._pieces.pop(0)

    def mute(self) -> None:
        """Say no more."""
        self._pieces = self._pieces[-1:]
