"""One turn: a question comes in piece by piece, thoughts and speech come out, figures are kept."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from engine import events
from engine.audio import SpeechCheck, require_short
from engine.brains import Conversation, Mode, converse, outputs, read_aloud
from engine.brains.reply import CODES_PER_TEXT
from engine.config import HEARING_RATE, LONGEST_QUESTION_S, SPEAKING_RATE
from engine.errors import AudioInputError
from engine.memory import peak_rss_mb
from engine.words import answer_of, spoken_form

if TYPE_CHECKING:
    from engine.model import Model

Samples = npt.NDArray[np.float32]

WHAT = "the recording"
LAST_BLOCK = 320
"""Samples of a recording that count as its end: what a microphone would hand in last."""
CODES_AT_ONCE = 4
"""Speech codes decoded together: 160 ms of sound for little more work than one alone takes."""
NOTHING = np.zeros(0, np.float32)


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


class TurnRun:
    """A turn on the model thread: `hear` or `take` the question, then iterate over `answer`, then `finish`.

    `emit` gets thoughts, reply and audio as they come. With `until_answer` nothing is spoken, and the turn ends as soon
    as the text of the clause that follows the last thought is there.
    """

    def __init__(
        self, model: Model, generation: int, emit: Callable[[events.Event], None], *, until_answer: bool = False
    ) -> None:
        self.generation = generation
        self.listening, self.muted = True, False
        self._model, self._emit, self._until_answer = model, emit, until_answer
        self._clock = Clock()
        self._ears, self._check, self._heard = model.ears.stream(), SpeechCheck(), 0
        self._conversation: Conversation | None = None
        self._mode: Mode | None = None
        self._mouth = _Speech(model)
        self._thoughts: list[str] = []
        self._reply: list[str] = []
        self._clause = -1
        self._codes_since_text = 0
        self._first_audio: tuple[float, int] | None = None
        self._spoken = 0
        with self._clock.working():
            model.brains.begin()

    @property
    def thinking(self) -> bool:
        """Whether thoughts are still to come."""
        return self._conversation is not None and self._conversation.thinking

    @property
    def speaking(self) -> bool:
        """Whether speech has begun."""
        return self._first_audio is not None and not self.muted

    def hear(self, samples: Samples) -> None:
        """Take the next samples [n] (float32, 16 kHz) of a spoken question into the mind, chunk by chunk.

        Raises:
            AudioInputError: the question is too long.
        """
        self._heard += len(samples)
        require_short(self._heard / HEARING_RATE, LONGEST_QUESTION_S, WHAT)
        with self._clock.working():
            self._check.push(samples)
            self._embed(self._ears.push(samples))

    def ended(self, at: float) -> None:
        """Close a spoken question whose last sample came at `at` (perf_counter).

        Raises:
            AudioInputError: there was no speech in it.
        """
        self._clock.end = at
        self.listening = False
        with self._clock.working():
            self._check.require(WHAT)
            self._embed(self._ears.finish())
            self._model.brains.end_of_question()

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
        words = spoken_form(question)  # the model learnt typed questions as words: "47 + 385" as one would say it
        if not words:
            raise AudioInputError("There is no text to answer or to say: type at least one word.")
        self.listening = False
        self._clock.end = time.perf_counter()
        with self._clock.working():
            self._model.brains.read(words)
            self._model.brains.end_of_question(think=not aloud)

    def answer(self, mode: Mode | None) -> Iterator[Samples]:
        """Think and speak, step by step (`mode` None: read aloud): yield new samples [n] at 24 kHz, mostly none."""
        brains = self._model.brains
        self._mode = mode
        self._conversation = read_aloud(brains) if mode is None else converse(brains, mode)
        while True:
            with self._clock.working():
                output = next(self._conversation, None)
                samples = NOTHING if output is None or self._until_answer else self._mouth.take(output)
            if output is None:
                return
            self._tell(output)
            self._sound(samples)
            yield samples
            if self._until_answer and self._answered(output):
                return

    def mute(self) -> None:
        """Stop the mouth, not the mind."""
        self.muted = True
        if self._conversation is not None:
            self._conversation.mute()

    def finish(self, *, interrupted: bool) -> events.Turn:
        """Return what came of it."""
        counters = outputs.Counters() if self._conversation is None else self._conversation.counters
        question_s, audio_s = self._heard / HEARING_RATE, self._spoken / SPEAKING_RATE
        reply = "".join(self._reply).strip()
        first_s, first_tokens = self._first_audio or (None, counters.tokens_thought)
        return events.Turn(
            generation=self.generation,
            mode="read" if self._mode is None else self._mode.value,
            thoughts="".join(self._thoughts).strip(),
            reply=reply,
            answer=None if self._mode is None else answer_of(reply),
            ttfa_s=first_s,
            rtf=self._clock.busy / max(question_s + audio_s, 1e-3),
            tokens_thought=counters.tokens_thought,
            tokens_before_first_audio=first_tokens,
            tokens_reply=counters.tokens_reply,
            steps_per_s=counters.steps / max(self._clock.since_end(), 1e-3),
            question_s=question_s,
            audio_s=audio_s,
            processing_s=self._clock.busy,
            peak_rss_mb=peak_rss_mb(),
            interrupted=interrupted,
        )

    def _embed(self, embeddings: Samples) -> None:
        if len(embeddings):
            self._model.brains.hear(embeddings)

    def _tell(self, output: outputs.Output) -> None:
        if isinstance(output, outputs.ThoughtPiece) and output.text:
            self._thoughts.append(output.text)
            self._emit(events.Thought(self.generation, output.text, self._clock.since_end()))
        elif isinstance(output, outputs.ReplyPiece) and output.text:
            text = self._apart(output)
            self._reply.append(text)
            self._emit(events.Reply(self.generation, text, output.clause, self._clock.since_end()))

    def _apart(self, piece: outputs.ReplyPiece) -> str:
        """The piece's text, with a space before a new clause."""
        new, self._clause = piece.clause != self._clause, piece.clause
        return f" {piece.text}" if new and self._reply and not piece.text.startswith(" ") else piece.text

    def _sound(self, samples: Samples) -> None:
        if not len(samples) or self.muted:
            return
        seconds = self._clock.since_end()
        if self._first_audio is None:
            counters = self._conversation.counters if self._conversation else outputs.Counters()
            self._first_audio = (seconds, counters.tokens_thought)
        self._spoken += len(samples)
        self._emit(events.Audio(self.generation, samples, len(samples) / SPEAKING_RATE, seconds))

    def _answered(self, output: outputs.Output) -> bool:
        """Whether, after thinking has ended, the text of a clause is complete and the reply states an answer."""
        if isinstance(output, outputs.ReplyPiece):
            self._codes_since_text = 0
        self._codes_since_text += isinstance(output, outputs.Code)
        complete = self._codes_since_text > CODES_PER_TEXT or isinstance(output, outputs.ClauseEnd)
        return complete and not self.thinking and answer_of("".join(self._reply)) is not None


class _Speech:
    """Turns the codes of an answer into samples; every clause is an utterance of its own, as in training."""

    def __init__(self, model: Model) -> None:
        self._voice = model.voice
        self._stream = model.voice.stream()
        self._codes: list[int] = []

    def take(self, output: outputs.Output) -> Samples:
        """Samples [n] that the output settles."""
        if isinstance(output, outputs.Code):
            self._codes.append(output.code)
            return self._push() if len(self._codes) == CODES_AT_ONCE else NOTHING
        if isinstance(output, outputs.ClauseEnd):
            end = np.concatenate([self._push(), self._stream.flush()])
            self._stream = self._voice.stream()
            return end
        return NOTHING

    def _push(self) -> Samples:
        codes, self._codes = self._codes, []
        return self._stream.push(codes)
