"""A model on a server as a writer of answers: what comes from there becomes what local brains would tell."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.brains import Mode
from engine.brains.outputs import Counters, Finished, Idle, Output, ReplyPiece, ThinkingEnd, ThoughtPiece
from engine.server import ServerWriter
from engine.server.answer import ServerAnswer

Floats = npt.NDArray[np.float32]


class RemoteAnswer:
    """See `engine.spoken.Written`."""

    def __init__(self, answer: ServerAnswer) -> None:
        self._answer = answer
        self.counters = Counters()
        self.resting = False
        self.segment = answer.segment
        self.stepped_both = False
        self._finished = False

    @property
    def thinking(self) -> bool:
        """Whether thoughts are still to come."""
        return self._answer.thinking

    def __next__(self) -> Output:
        """Return what came, or `Idle`.

        Raises:
            ServerError: the server cannot be reached, refuses, or broke off.
        """
        if self._finished:
            raise StopIteration
        what = self._answer.next()
        self._count()
        if what.kind == "thought":
            return ThoughtPiece(what.text)
        if what.kind == "reply":
            return ReplyPiece(what.text, 0)
        if what.kind == "end":
            return ThinkingEnd(forced=False)
        self._finished = what.kind == "finished"
        return Finished(self.counters) if self._finished else Idle()

    def _count(self) -> None:
        counters, answer = self.counters, self._answer
        if counters.codes == 0:
            counters.tokens_before_first_audio = answer.tokens_thought
        counters.tokens_thought, counters.tokens_reply = answer.tokens_thought, answer.tokens_reply

    def mute(self) -> None:
        """Stop the reply, not the thoughts."""
        self._answer.mute()


class RemoteWriter:
    """See `engine.general.Writer`. It closes the server's writer."""

    def __init__(self, server: ServerWriter) -> None:
        self._server = server

    @property
    def room(self) -> int:
        """Tokens that still fit."""
        return self._server.room

    @property
    def handed_over(self) -> int:
        """Thought tokens that the reply may rest on."""
        return self._server.handed_over

    def begin(self) -> None:
        """Forget the question and get ready for the next."""
        self._server.begin()

    def hear(self, samples: Floats) -> None:
        """Take the next samples [n] (float32, 16 kHz) of the question."""
        self._server.hear(samples)

    def read(self, text: str) -> None:
        """Take a typed question."""
        self._server.read(text)

    def mark(self) -> int:
        """Return where the question is now."""
        return self._server.mark()

    def rollback(self, mark: int) -> None:
        """Forget the answer: the question that was heard up to `mark` goes on."""
        self._server.rollback(mark)

    def end_of_question(self) -> None:
        """Close the question."""
        self._server.end_of_question()

    def write(self, mode: Mode, _steps_per_s: float | None) -> RemoteAnswer:
        """Begin to answer."""
        return RemoteAnswer(self._server.write(mode))

    def remember(self, reply: str) -> None:
        """So much of the last reply was heard."""
        self._server.remember(reply)

    def close(self) -> None:
        """Hang up."""
        self._server.close()
