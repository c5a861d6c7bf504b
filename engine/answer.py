"""One answer in the making: thoughts, reply and sound, step by step; it may be dropped at any step without a trace."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from engine import events
from engine.audio import Stretcher
from engine.brains import Mode, outputs
from engine.brains.reply import CODES_PER_TEXT
from engine.config import SPEAKING_RATE
from engine.said import Said
from engine.words import answer_of

if TYPE_CHECKING:
    from engine.mind import Model

Samples = npt.NDArray[np.float32]

CODES_AT_ONCE = 4
"""Speech codes decoded together: 160 ms of sound for little more work than one alone takes."""
AUDIBLE = 0.003
"""Level below which the beginning of a reply is silence: -50 dBFS."""
MOST_TRIMMED = SPEAKING_RATE // 4
RISE = SPEAKING_RATE // 100
"""Samples kept before the first audible one."""
NOTHING = np.zeros(0, np.float32)
ROOMY = 1500
"""Cells that an ordinary answer may take; where fewer are left it may have to be short."""


class Clock:
    """Seconds of work on a turn, and since the end of the question."""

    def __init__(self) -> None:
        self.busy = 0.0
        self.end = time.perf_counter()

    @contextmanager
    def working(self) -> Iterator[None]:
        """Count what is done inside as work."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.busy += time.perf_counter() - began

    def since_end(self) -> float:
        """Return seconds since the end of the question."""
        return time.perf_counter() - self.end


class Answer:
    """Answers the question that the model's brains hold; `mode` None reads it aloud instead.

    `emit` gets thoughts, reply and audio as they come. `early` are thoughts made while the question came in. With
    `until_answer` nothing is spoken, and it ends as soon as the text of the clause that follows the last thought is
    there.
    """

    def __init__(
        self,
        model: Model,
        generation: int,
        mode: Mode | None,
        clock: Clock,
        emit: Callable[[events.Event], None],
        early: Sequence[str] = (),
        *,
        until_answer: bool = False,
    ) -> None:
        self.generation = generation
        self.mode = None if mode is None else model.pace.mode(mode)
        self.keeps_up, self.steps_per_s = model.pace.keeps_up, model.pace.steps_per_s or 0.0
        self.muted, self.done = False, False
        self.said = Said()
        self.tokens_before_sound: int | None = None
        self.first_token_s: float | None = None
        self.first_code_s: float | None = None
        self.first_sound_s: float | None = None
        self.samples = 0
        self._model, self._clock, self._emit, self._until_answer = model, clock, emit, until_answer
        if model.brains.room < ROOMY:
            self._notice("This question and what came before leave little room: the answer may be cut short.")
        self.conversation = model.talk(self.mode)
        self.conversation.segment = model.pace.segment(model.segment)
        self._speech = _Speech(model)
        self._thoughts: list[str] = [*early]
        self._early = len(self._thoughts)
        self._reply: list[str] = []
        self._clause, self._clause_text = -1, ""
        self._stated: str | None = None
        self._codes_since_text = 0

    @property
    def thinking(self) -> bool:
        """Whether thoughts are still to come."""
        return not self.done and self.conversation.thinking

    @property
    def speaking(self) -> bool:
        """Whether speech has begun."""
        return self.first_sound_s is not None and not self.muted

    @property
    def thoughts(self) -> str:
        """All thoughts so far."""
        return "".join(self._thoughts).strip()

    @property
    def reply(self) -> str:
        """All text of the reply so far."""
        return "".join(self._reply).strip()

    def step(self) -> Samples:
        """Do the next small thing; return new samples [n] at 24 kHz, mostly none. Sets `done` at the end."""
        with self._clock.working():
            output = self._next()
            samples = NOTHING if output is None or self._until_answer else self._speech.take(output)
        if output is None:
            self.done = True
            return NOTHING
        self._tell(output)
        self._sound(samples)
        self.done = self._until_answer and self._answered(output)
        return samples

    def mute(self) -> None:
        """Stop the mouth, not the mind."""
        self.muted = True
        self.conversation.mute()

    def _next(self) -> outputs.Output | None:
        """The conversation's next output; what its step took counts for the pace."""
        conversation, pace = self.conversation, self._model.pace
        conversation.resting = self.first_sound_s is not None and pace.thinking_waits(self._lead_s())
        steps, began = conversation.counters.steps, time.perf_counter()
        output = next(conversation, None)
        if conversation.counters.steps == steps + 1:
            pace.note(time.perf_counter() - began, both=conversation.stepped_both)
        return output

    def _lead_s(self) -> float:
        """Seconds of sound that were made but cannot have been played yet."""
        since = self._clock.since_end() - (self.first_sound_s or 0.0)
        return self.samples / SPEAKING_RATE - since

    def _tell(self, output: outputs.Output) -> None:
        seconds = self._clock.since_end()
        if self.first_token_s is None and not isinstance(output, outputs.Idle):
            self.first_token_s = seconds
        if isinstance(output, outputs.ThoughtPiece) and output.text:
            self._thoughts.append(output.text)
            self._emit(events.Thought(self.generation, output.text, seconds))
        elif isinstance(output, outputs.ReplyPiece) and output.text:
            self._write(output, seconds)
        elif isinstance(output, outputs.Code | outputs.Sound) and self.first_code_s is None:
            self.first_code_s = seconds
        elif isinstance(output, outputs.ClauseEnd):
            self._end_clause(output.clause)
        elif isinstance(output, outputs.ThinkingEnd) and output.forced:
            self._notice("I ran out of room to think: the answer may be wrong, so ask a shorter question.")

    def _write(self, piece: outputs.ReplyPiece, seconds: float) -> None:
        """Keep and tell the piece's text, with a space before a new clause."""
        new, self._clause = piece.clause != self._clause, piece.clause
        text = f" {piece.text}" if new and self._reply and not piece.text.startswith(" ") else piece.text
        self._reply.append(text)
        self._clause_text += text
        self.said.write(piece.clause, text)
        handed = len("".join(self._thoughts[: self._early + self._model.brains.handed_over]))
        self._emit(events.Reply(self.generation, text, piece.clause, seconds, handed))

    def _end_clause(self, clause: int) -> None:
        """Mark it where a clause states another answer than one before."""
        stated, self._clause_text = answer_of(self._clause_text), ""
        if stated is not None and self._stated not in (None, stated):
            self._emit(events.Correction(self.generation, str(self._stated), stated, clause))
        self._stated = stated or self._stated

    def _sound(self, samples: Samples) -> None:
        clause = self._speech.clause
        if len(samples) and not self.muted:
            seconds = self._clock.since_end()
            if self.first_sound_s is None:
                self.first_sound_s = seconds
                self.tokens_before_sound = self.conversation.counters.tokens_thought
            self.samples += len(samples)
            self.said.sound(clause, len(samples))
            self._emit(events.Audio(self.generation, samples, len(samples) / SPEAKING_RATE, seconds))
        if self._speech.at_end:
            self.said.end(clause)

    def _notice(self, sentence: str) -> None:
        self._emit(events.Notice(self.generation, sentence))

    def _answered(self, output: outputs.Output) -> bool:
        """Whether, after thinking has ended, the text of a clause is complete and the reply states an answer."""
        if isinstance(output, outputs.ReplyPiece):
            self._codes_since_text = 0
        self._codes_since_text += isinstance(output, outputs.Code | outputs.Sound)
        complete = self._codes_since_text > CODES_PER_TEXT or isinstance(output, outputs.ClauseEnd)
        return complete and not self.thinking and answer_of(self.reply) is not None


class _Speech:
    """Turns the codes of an answer into samples; every clause is an utterance of its own, as in training."""

    def __init__(self, model: Model) -> None:
        self._begin = partial(model.voice.stream, model.speaker)
        self._stream = self._begin()
        self._codes: list[int] = []
        self.clause = 0
        """Clause that the last samples belong to."""
        self.at_end = False
        """Whether they are its last."""
        self._opening = MOST_TRIMMED
        self._stretcher = Stretcher(model.pace.speed)

    def take(self, output: outputs.Output) -> Samples:
        """Samples [n] that the output settles, from the first sound on."""
        samples = self._stretcher.push(self._trimmed(self._take(output)))
        return np.concatenate([samples, self._stretcher.flush()]) if self.at_end else samples

    def _trimmed(self, samples: Samples) -> Samples:
        """Without the silence before the reply's first sound, which the user would wait for."""
        if not self._opening or not len(samples):
            return samples
        loud = np.flatnonzero(np.abs(samples[: self._opening]) > AUDIBLE)
        begin = max(0, int(loud[0]) - RISE) if len(loud) else min(len(samples), self._opening)
        self._opening = 0 if len(loud) else self._opening - begin
        return samples[begin:]

    def _take(self, output: outputs.Output) -> Samples:
        self.at_end = isinstance(output, outputs.ClauseEnd)
        if isinstance(output, outputs.Sound):
            self.clause = output.clause
            return output.samples
        if isinstance(output, outputs.Code):
            self.clause = output.clause
            self._codes.append(output.code)
            return self._push() if len(self._codes) == CODES_AT_ONCE else NOTHING
        if isinstance(output, outputs.ClauseEnd):
            end = np.concatenate([self._push(), self._stream.flush()])
            self._stream = self._begin()
            return end
        return NOTHING

    def _push(self) -> Samples:
        codes, self._codes = self._codes, []
        return self._stream.push(codes)
