"""One answer of a chat model in the making: thoughts and reply text, step by step, in one of the four modes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from engine.brains.assemblers import RawAssembler
from engine.brains.chat_brains import ChatBrains
from engine.brains.outputs import Counters, Output, ReplyPiece, ThinkingEnd, ThoughtPiece
from engine.brains.pacing import Mode
from engine.brains.step_by_step import StepByStep
from engine.brains.text_sampling import TextSampler
from engine.text import Kind, Piece, ThoughtSplitter

Floats = npt.NDArray[np.float32]

SPARE = 64
"""Cells kept for what opens the reply."""


class ChatAnswer(StepByStep["_Thinker", "_Speaker"]):
    """One answer of a chat model in the making; see `StepByStep`."""

    def __init__(self, brains: ChatBrains, mode: Mode) -> None:
        settings, self._streams = brains.settings, brains.streams
        if mode is Mode.NO_THINK and brains.thinks:
            brains.do_not_think()
        counters, thinks = Counters(), brains.thinks
        self._budget = min(settings.budget, self._streams.room // 2) if thinks else 0
        self._start = {Mode.SPEAK_FIRST: 0, Mode.THINK_FIRST: settings.first}.get(mode)
        self._final = 0
        """Thoughts in all, once thinking has ended; what marks the end is none of them."""
        longest = max(1, min(settings.reply, self._streams.room - self._budget - SPARE))
        thinker = _Thinker(brains, self._budget, counters) if thinks else None
        opener = settings.openers[brains.turn % len(settings.openers)] if settings.openers else ""
        forced = opener if thinks and mode is Mode.SPEAK_FIRST else ""
        super().__init__(counters, settings.segment, thinker, _Speaker(brains, longest, forced, counters))

    def _begin(self, thinker: _Thinker) -> Iterator[Output]:
        yield from self._think(thinker, self._streams.logits)

    def _drop_reply(self) -> None:
        self._streams.drop_reply()

    def _step(self) -> Iterator[Output]:
        speaker = self._speaker if self._may_speak(self._start, self._streams.thoughts) else None
        self._hand_over()
        if speaker is not None and not speaker.open:
            yield from self._speak(speaker, self._open(speaker))
            return
        thinker = None if self.resting and speaker is not None else self._thinker
        self.stepped_both = thinker is not None and speaker is not None
        thought, reply = self._streams.step(thinker.token if thinker else None, speaker.token if speaker else None)
        self.counters.steps += 1
        if thinker is not None and thought is not None:
            yield from self._think(thinker, thought)
        if speaker is not None and reply is not None and speaker is self._speaker:  # it may be muted by now
            yield from self._speak(speaker, reply)

    def _hand_over(self) -> None:
        """Hand whole segments over, and the rest when thinking is done."""
        made = self._streams.thoughts
        count = self._final if self._thinker is None else made - made % self.segment
        if count > self._streams.handed_over:
            self._streams.hand_over(count)

    def _open(self, speaker: _Speaker) -> Floats:
        """Begin the reply, with room for the thoughts that may still come; the logits after what opens it."""
        ahead = 0 if self._thinker is None else max(1, self._budget - self._streams.handed_over)
        speaker.open = True
        return self._streams.open_reply(speaker.opening, ahead)

    def _think(self, thinker: _Thinker, logits: Floats) -> Iterator[Output]:
        outputs = list(thinker.take(logits))
        if thinker.ended:
            self._thinker, self._final = None, thinker.final
            if self._speaker is not None:
                self._speaker.after(thinker.text)
        yield from outputs

    def _speak(self, speaker: _Speaker, logits: Floats) -> Iterator[Output]:
        outputs = list(speaker.take(logits))
        if speaker.ended:
            self._speaker = None
        yield from outputs


class _Thinker:
    """The Formulation Brain's part: `token` is the thought to be decoded next."""

    def __init__(self, brains: ChatBrains, budget: int, counters: Counters) -> None:
        style = brains.settings.style
        self._model, self._budget, self._counters = brains.model, budget, counters
        self._sampler = TextSampler(brains.settings.sampling, brains.settings.seed, _allow(brains, style.ends))
        self._text = RawAssembler(brains.model)
        self._splitter = ThoughtSplitter(thinking=True)
        self.token, self.ended = 0, False
        self.final = 0
        """Thoughts before the mark that ends them begins."""
        self.text = ""

    def take(self, logits: Floats) -> Iterator[Output]:
        """Choose the next thought, and tell it."""
        made = self._counters.tokens_thought
        if made >= self._budget:
            yield from self._end(made, forced=True)
            return
        token = self._sampler.sample(logits)
        if self._model.ends(token):
            yield from self._end(made, forced=False)
            return
        pieces = self._splitter.push(self._text.push(token))
        for piece in pieces:
            if piece.kind is Kind.THOUGHT:
                yield self._tell(piece.text)
        if not self._splitter.thinking:
            yield from self._end(self.final, forced=False)
            return
        self.token = token
        self._counters.tokens_thought += 1
        if self._counters.tokens_reply == 0:
            self._counters.tokens_before_first_audio = self._counters.tokens_thought
        if self._splitter.settled:
            self.final = self._counters.tokens_thought

    def _tell(self, text: str) -> ThoughtPiece:
        self.text += text
        return ThoughtPiece(text)

    def _end(self, final: int, *, forced: bool) -> Iterator[Output]:
        for piece in self._splitter.finish():
            if piece.kind is Kind.THOUGHT:
                yield self._tell(piece.text)
        self.final, self.ended = final, True
        yield ThinkingEnd(forced=forced)


class _Speaker:
    """The Articulation Brain's part: `token` is the reply token to be decoded next, after `opening`."""

    def __init__(self, brains: ChatBrains, longest: int, opener: str, counters: Counters) -> None:
        settings = brains.settings
        self._brains, self._model, self._opener = brains, brains.model, opener
        self._closing = settings.style.closing if brains.thinks else ""
        self._longest, self._counters = longest, counters
        self._sampler = TextSampler(settings.sampling, settings.seed + 1, brains.barred)
        self._text = RawAssembler(brains.model)
        self._splitter = ThoughtSplitter(stops=settings.stops)
        self.token, self.open, self.ended = 0, False, False

    def after(self, thoughts: str) -> None:
        """Thinking is done, before this began: line breaks that it ended with are not written twice."""
        if thoughts.endswith("\n"):
            self._closing = self._closing.lstrip("\n")

    @property
    def opening(self) -> list[int]:
        """What is decoded first: what stands between thoughts and reply, and what is said by force."""
        return self._model.tokenize(self._closing, special=True) + self._model.tokenize(self._opener)

    def take(self, logits: Floats) -> Iterator[Output]:
        """Choose the next reply token, and tell it."""
        if self._opener:
            opener, self._opener = self._opener, ""
            yield ReplyPiece(opener, 0)
        token = self._sampler.sample(logits)
        if self._model.ends(token) or self._counters.tokens_reply >= self._longest:
            yield from self._end()
            return
        self.token = token
        self._counters.tokens_reply += 1
        yield from _told(self._splitter.push(self._text.push(token)))
        if self._splitter.stopped:
            self.ended = True

    def _end(self) -> Iterator[Output]:
        yield from _told(self._splitter.finish())
        self.ended = True


def _told(pieces: list[Piece]) -> Iterator[Output]:
    """Reply text; thoughts that a model begins in its reply are thoughts."""
    for piece in pieces:
        yield ReplyPiece(piece.text, 0) if piece.kind is Kind.REPLY else ThoughtPiece(piece.text)


def _allow(brains: ChatBrains, marks: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    """Tokens barred from thoughts: those of the model, without the ones that end thoughts."""
    allowed = brains.barred.copy()
    for mark in marks:
        allowed[brains.model.tokenize(mark, special=True)] = False
    return allowed
