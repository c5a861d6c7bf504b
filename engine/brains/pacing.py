"""Who does what when: thinking and speaking step by step, in one of four modes (Mind-Paced Speaking, arXiv 2510.09592).

Every step is one `llama_decode` that carries one token of each brain. Thoughts reach the speaker in segments.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from engine.brains.outputs import ClauseEnd, Code, Counters, Output, ReplyPiece, ThinkingEnd, ThoughtPiece
from engine.brains.reply import Choice, Limits, ReplyGrammar, Slot
from engine.brains.sampling import CodeSampler, CodeSampling, greedy
from engine.brains.step_by_step import StepByStep

if TYPE_CHECKING:
    from engine.brains.two_brains import TwoBrains

Floats = npt.NDArray[np.float32]

THINKING_BUDGET = 256
"""Thought tokens after which thinking is ended by force."""


class Mode(StrEnum):
    """When the reply begins."""

    SPEAK_FIRST = "speak-first"
    """At once; the thoughts come while it speaks."""
    THINK_FIRST = "think-first"
    """After the first thoughts; the others come while it speaks."""
    THINK_BEFORE_SPEAKING = "think-before-speaking"
    """After all thoughts."""
    NO_THINK = "no-think"
    """At once, and there are no thoughts."""


@dataclass(frozen=True)
class _Plan:
    """The reply begins with token `opening`, after `start` thoughts (None: after all of them, be they none)."""

    opening: int
    start: int | None
    thinks: bool


def converse(
    brains: TwoBrains,
    mode: Mode | str,
    *,
    budget: int = THINKING_BUDGET,
    limits: Limits | None = None,
    sampling: CodeSampling | None = None,
) -> Conversation:
    """Answer the question that `brains` hold (after `end_of_question`): iterate over the result."""
    specials = brains.specials
    plans = {
        Mode.SPEAK_FIRST: _Plan(specials.soon, 0, thinks=True),
        Mode.THINK_FIRST: _Plan(specials.soon, brains.layout.first, thinks=True),
        Mode.THINK_BEFORE_SPEAKING: _Plan(specials.say, None, thinks=True),
        Mode.NO_THINK: _Plan(specials.say, 0, thinks=False),
    }
    return Conversation(brains, plans[Mode(mode)], budget, limits or Limits(), sampling or CodeSampling())


def read_aloud(
    brains: TwoBrains, *, limits: Limits | None = None, sampling: CodeSampling | None = None
) -> Conversation:
    """Speak the text that `brains` hold (after `end_of_question(think=False)`): iterate over the result."""
    plan = _Plan(brains.specials.read, 0, thinks=False)
    return Conversation(brains, plan, 0, limits or Limits(), sampling or CodeSampling())


class Conversation(StepByStep["_Thinker", "_Speaker"]):
    """One answer of the embedded model in the making; see `StepByStep`."""

    def __init__(self, brains: TwoBrains, plan: _Plan, budget: int, limits: Limits, sampling: CodeSampling) -> None:
        budget = min(budget, brains.room // 2)
        limits = replace(limits, tokens=min(limits.tokens, brains.room - budget - _SPARE))
        counters = Counters()
        self._brains, self._plan = brains, plan
        thinker = _Thinker(brains, budget, counters) if plan.thinks else None
        speaker = _Speaker(brains, plan.opening, limits, sampling, counters)
        super().__init__(counters, brains.layout.segment, thinker, speaker)

    def _begin(self, thinker: _Thinker) -> Iterator[Output]:
        yield from thinker.take(self._brains.question_logits)

    def _drop_reply(self) -> None:
        self._brains.drop_reply()

    def _step(self) -> Iterator[Output]:
        thinker, speaker = self._thinker, self._speaker
        if not self._may_speak(self._plan.start, self._brains.thoughts):
            speaker = None
        if self.resting and speaker is not None:
            thinker = None
        self._hand_over()
        self.stepped_both = thinker is not None and speaker is not None
        thought, reply = self._brains.step(thinker.token if thinker else None, speaker.token if speaker else None)
        self.counters.steps += 1
        if thinker is not None and thought is not None:
            if thinker.ended:
                self._thinker = None
            else:
                yield from thinker.take(thought)
        if speaker is not None and reply is not None and speaker is self._speaker:  # it may be muted by now
            outputs = list(speaker.take(reply))
            if speaker.ended:
                self._speaker = None
            yield from outputs

    def _hand_over(self) -> None:
        """Hand whole segments over, and the rest when thinking is done."""
        made = self._brains.thoughts
        self._brains.hand_over(made if self._thinker is None else made - made % self.segment)


_SPARE = 16
"""Tokens that a reply may go beyond its limit, to end in order."""


class _Thinker:
    """The Formulation Brain's part: `token` is the thought to be decoded next."""

    def __init__(self, brains: TwoBrains, budget: int, counters: Counters) -> None:
        self._end = brains.specials.end_think
        self._choice = Choice(0, brains.layout.n_text, self._end)
        self._budget, self._counters = budget, counters
        self._text = brains.assembler()
        self.token = self._end

    @property
    def ended(self) -> bool:
        """Whether `token` is the last."""
        return self.token == self._end

    def take(self, logits: Floats) -> Iterator[Output]:
        """Choose the next thought, and tell it."""
        spent = self._counters.tokens_thought >= self._budget
        wanted = greedy(logits, self._choice)
        self.token = self._end if spent else wanted
        if self.ended:
            yield ThinkingEnd(forced=wanted != self._end)
            return
        self._counters.tokens_thought += 1
        if self._counters.codes == 0:
            self._counters.tokens_before_first_audio = self._counters.tokens_thought
        yield ThoughtPiece(self._text.push(self.token))


class _Speaker:
    """The Articulation Brain's part: `token` is the reply token to be decoded next."""

    def __init__(
        self, brains: TwoBrains, opening: int, limits: Limits, sampling: CodeSampling, counters: Counters
    ) -> None:
        self._grammar = ReplyGrammar(brains.layout, brains.specials, limits)
        self._code_offset, self._counters = brains.layout.code_offset, counters
        self._sampler = CodeSampler(sampling, brains.seed)
        self._text = brains.assembler()
        self.token = opening

    @property
    def ended(self) -> bool:
        """Whether `token` is the end of the reply, which nobody needs to decode."""
        return self._grammar.slot is Slot.DONE

    def take(self, logits: Floats) -> Iterator[Output]:
        """Choose the next reply token, and tell it."""
        slot, clause, choice = self._grammar.slot, self._grammar.clause, self._grammar.choice()
        is_code = slot in (Slot.CODE, Slot.TAIL)
        self.token = self._sampler.sample(logits, choice) if is_code else greedy(logits, choice)
        self._grammar.advance(self.token)
        if choice.begin <= self.token < choice.end:
            yield self._code(clause) if is_code else self._piece(clause)
        elif slot is Slot.TAIL:
            self._counters.clauses += 1
            yield ClauseEnd(clause)

    def _code(self, clause: int) -> Code:
        self._counters.codes += 1
        return Code(self.token - self._code_offset, clause)

    def _piece(self, clause: int) -> ReplyPiece:
        self._counters.tokens_reply += 1
        return ReplyPiece(self._text.push(self.token), clause)
