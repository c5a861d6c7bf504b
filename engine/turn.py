"""One turn: a question comes in piece by piece, an answer is made, figures are kept.

The end of a spoken question may be supposed: the answer begins then, kept back, and `settle` lets it out. If the user
goes on after all, `go_on` drops the answer and takes the cache back to where the question was.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from engine import events
from engine.answer import NOTHING, Answer, Clock
from engine.audio import SpeechCheck, require_short
from engine.brains import Counters, Mode
from engine.config import HEARING_RATE, LONGEST_QUESTION_S, SPEAKING_RATE
from engine.errors import AudioInputError
from engine.memory import peak_rss_mb
from engine.outbox import Outbox
from engine.words import answer_of

if TYPE_CHECKING:
    from engine.mind import Model

Samples = npt.NDArray[np.float32]

WHAT = "the recording"
EMBEDDING_S = 0.08
"""Seconds of sound that one embedding stands for."""
GOES_ON_WITHIN_S = 1.2
"""Who speaks again so soon after the end of a question had not finished it: pauses in sentences last 0.8 s, it takes
0.3 s until speech over an answer is noticed, and nobody reacts to an answer that fast."""
LAST_BLOCK = 320
"""Samples of a recording that count as its end: what a microphone would hand in last."""


class TurnRun:
    """A turn on the model thread: `hear` or `take` the question, then `answer`, `step` by step, then `finish`.

    `emit` gets what is told of it. `before` are thoughts of earlier turns, which the brains read before the question;
    it may refer to them. With `waiting` the question does not touch the brains, which another turn still uses, before
    `take_over`. `until_answer`: see `engine.answer.Answer`.
    """

    def __init__(
        self,
        model: Model,
        generation: int,
        emit: Callable[[events.Event], None],
        *,
        until_answer: bool = False,
        before: str = "",
        waiting: bool = False,
    ) -> None:
        self.generation = generation
        self.listening = True
        self.current: Answer | None = None
        """The answer in the making, be it supposed or settled."""
        self.future: Future[events.Turn] | None = None
        """Who waits for the turn."""
        self.unsaid: list[Samples] = []
        """Sound of an answer whose question may yet go on."""
        self.before = before
        self._began, self._first_half, self._told = time.perf_counter(), "", NOTHING
        self._model, self._outbox, self._until_answer = model, Outbox(emit), until_answer
        self._clock = Clock()
        self._ears, self._check, self._heard = model.ears.stream(), SpeechCheck(), 0
        self._sound: list[Samples] = []
        self._ears.keep_frames = model.reader is not None
        self._reading = model.reader.reading() if model.reader else None
        self._waiting: list[Samples] | None = [] if waiting else None
        self._mark = 0
        self._early: list[str] = []
        self._embedded: list[Samples] = []
        self._sure = 0, 0
        self.text = ""
        """What the ears have read of the question."""
        self.over: float | None = None
        """How sure the brains were that it is over, at its supposed end (0 to 1); None where they cannot tell."""
        if not waiting:
            self._begin()

    def _begin(self) -> None:
        with self._clock.working():
            self._model.brains.begin(self.before)

    @property
    def supposed(self) -> bool:
        """Whether an answer is being made to a question that may yet go on."""
        return self._outbox.holding

    @property
    def heard_s(self) -> float:
        """Seconds of the question so far."""
        return self._heard / HEARING_RATE

    @property
    def reads(self) -> bool:
        """Whether `text` tells what was asked."""
        return self._reading is not None

    @property
    def waiting(self) -> bool:
        """Whether another turn has the brains."""
        return self._waiting is not None

    @property
    def answering(self) -> bool:
        """Whether there are steps to do."""
        return self.current is not None and not self.current.done

    @property
    def thinking(self) -> bool:
        """Whether thoughts are still to come."""
        return self.current is not None and self.current.thinking

    @property
    def speaking(self) -> bool:
        """Whether speech has begun."""
        return self.current is not None and self.current.speaking

    @property
    def muted(self) -> bool:
        """Whether nothing more is said."""
        return self.current is not None and self.current.muted

    def take_over(self) -> None:
        """Put a question that waited into the brains, whatever they held before."""
        waited, self._waiting = self._waiting or [], None
        self._begin()
        with self._clock.working():
            for embeddings in waited:
                self._embed(embeddings)

    def goes_on_from(self, other: TurnRun) -> bool:
        """Whether this question is the rest of that of `other`, which was answered too soon."""
        return 0 <= self._began - other.ended_at < GOES_ON_WITHIN_S and len(other._told) > 0

    @property
    def told(self) -> Samples:
        """The sound [n] of a spoken question that is over; nothing of a typed one."""
        return self._told

    @property
    def ended_at(self) -> float:
        """When the question ended (perf_counter)."""
        return self._clock.end

    def go_on_from(self, other: TurnRun) -> None:
        """Put the question of `other` before what was heard of this one, which waits."""
        if self._waiting is None:
            raise RuntimeError("only a question that waits can be put together with another")
        self._waiting = [*other._embedded, *self._waiting]
        self._first_half = other.text
        self._sound.insert(0, other._told)
        self._heard += len(other._told)

    def hear(self, samples: Samples) -> None:
        """Take the next samples [n] (float32, 16 kHz) of a spoken question into the mind, chunk by chunk.

        Raises:
            AudioInputError: the question is too long.
        """
        self._heard += len(samples)
        self._sound.append(samples)
        require_short(self._heard / HEARING_RATE, LONGEST_QUESTION_S, WHAT)
        with self._clock.working():
            self._check.push(samples)
            self._embed(self._ears.push(samples))
            self._read()

    def ended(self, at: float) -> None:
        """Close a spoken question whose last sample came at `at` (perf_counter).

        Raises:
            AudioInputError: there was no speech in it.
        """
        self._clock.end = at
        self.listening = False
        with self._clock.working():
            self._check.require(WHAT)
            last = self._ears.finish()
            self._read()
            self._embed(last)
            self._model.brains.end_of_question()
        for event in self._asked():
            self._outbox.put(event)

    def suppose_ended(self, at: float, mode: Mode) -> None:
        """Begin to answer as if the question had ended at `at`; nothing is told before `settle`."""
        self._clock.end = at
        self._outbox.hold()
        brains = self._model.brains
        with self._clock.working():
            fork = self._ears.fork()
            last = fork.finish()
            if self._reading is not None:
                self.text = self._whole(self._reading.fork().read(self._model.ears, fork.frames))
            self._mark, self._sure = brains.mark(), (len(self._early), len(self._embedded))
            self._embed(last)
            self.over = brains.over
            brains.end_of_question()
        self.answer(mode)

    def read_so_far(self, more: Samples = NOTHING) -> str:
        """Return what the ears read of the question so far and of `more` [n], its last, incomplete chunk included."""
        if self._reading is None:
            return ""
        with self._clock.working():
            fork = self._ears.fork()
            fork.push(more)
            fork.finish()
            return self._whole(self._reading.fork().read(self._model.ears, fork.frames))

    def _whole(self, text: str) -> str:
        """What was read, after the first half of a question that was answered too soon."""
        return f"{self._first_half} {text}".strip()

    def go_on(self) -> None:
        """Drop the supposed answer: the user has not finished."""
        self._outbox.drop()
        self.current = self.over = None
        thoughts, embedded = self._sure
        del self._early[thoughts:], self._embedded[embedded:]
        self.unsaid.clear()
        with self._clock.working():
            self._model.brains.rollback(self._mark)

    def settle(self) -> None:
        """Let the supposed answer out: the user has finished."""
        self.listening = False
        self._outbox.let_out(*self._asked())

    def take(self, question: Samples | str, *, aloud: bool = False) -> None:
        """Take a whole question, spoken or typed; or with `aloud` a text to be read.

        Raises:
            AudioInputError: there is nothing in it.
        """
        if not isinstance(question, str):
            self.hear(question[:-LAST_BLOCK])
            end = time.perf_counter()
            self.hear(question[-LAST_BLOCK:])
            self.ended(end)
            return
        words = self._model.typed(question)
        if not words:
            raise AudioInputError("There is no text to answer or to say: type at least one word.")
        self.listening = False
        self._clock.end = time.perf_counter()
        if aloud and self.before:
            self.before = ""  # a text to be read has nothing to do with what was asked before
            self._begin()
        with self._clock.working():
            self._model.brains.read(words)
            self._model.brains.end_of_question(think=not aloud)

    def answer(self, mode: Mode | None) -> None:
        """Begin to think and speak (`mode` None: to read aloud)."""
        self.current = Answer(
            self._model,
            self.generation,
            mode,
            self._clock,
            self._outbox.put,
            self._early,
            until_answer=self._until_answer,
        )

    def remember(self, reply: str) -> None:
        """Let the model know how much of the reply was heard."""
        self._model.remember(reply)

    def finish(self, *, interrupted: bool) -> events.Turn:
        """Return what came of it."""
        answer = self.current
        counters = Counters() if answer is None else answer.conversation.counters
        question_s, audio_s = self._heard / HEARING_RATE, (answer.samples if answer else 0) / SPEAKING_RATE
        before_sound = None if answer is None else answer.tokens_before_sound
        before_sound = counters.tokens_thought if before_sound is None else before_sound
        reply, mode = (answer.reply, answer.mode) if answer else ("", None)
        return events.Turn(
            generation=self.generation,
            mode="read" if mode is None else mode.value,
            thoughts=answer.thoughts if answer else "".join(self._early).strip(),
            reply=reply,
            answer=None if mode is None else answer_of(reply),
            ttfa_s=answer.first_sound_s if answer else None,
            rtf=self._clock.busy / max(question_s + audio_s, 1e-3),
            tokens_thought=counters.tokens_thought + len(self._early),
            tokens_before_first_audio=before_sound + len(self._early),
            tokens_reply=counters.tokens_reply,
            steps_per_s=counters.steps / max(self._clock.since_end(), 1e-3),
            question_s=question_s,
            audio_s=audio_s,
            processing_s=self._clock.busy,
            peak_rss_mb=peak_rss_mb(),
            interrupted=interrupted,
            before=self.before,
            first_token_s=answer.first_token_s if answer else None,
            first_code_s=answer.first_code_s if answer else None,
            tokens_listening=len(self._early),
        )

    def _embed(self, embeddings: Samples) -> None:
        if not len(embeddings):
            return
        if self._waiting is not None:
            self._waiting.append(embeddings)
            return
        before = sum(map(len, self._embedded))
        self._embedded.append(embeddings)
        for heard, piece in self._model.brains.hear(embeddings):
            self._early.append(piece)
            self._outbox.put(events.Thought(self.generation, piece, -(before + heard) * EMBEDDING_S))

    def _asked(self) -> list[events.Event]:
        """Return the question's sound, to be told once; it is kept no longer here."""
        if not self._sound:
            return []
        samples = self._told = np.concatenate(self._sound)
        self._sound = []
        return [events.Asked(self.generation, samples, len(samples) / HEARING_RATE)]

    def _read(self) -> None:
        """Read the text of the frames that came; they are not needed any more then."""
        if self._reading is not None and self._ears.frames:
            self.text = self._whole(self._reading.read(self._model.ears, self._ears.frames))
            self._ears.frames.clear()
