"""Rows of the two-stream language model: what stands where, and what a reply token may see.

A row is [question | thoughts] (the formulation stream) followed by [anchor, mode, reply] (the articulation stream);
see docs/architecture.md. Training the speaker on thoughts that are incomplete when it speaks is the "think-incomplete"
scheme of Mind-Paced Speaking (arXiv 2510.09592); here the visibility follows the run-time hand-over step by step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from engine.training import vocabulary as v

Ids = np.ndarray  # int32 [n]


def clause_tokens(text: Sequence[int], codes: Sequence[int] | np.ndarray) -> Ids:
    """One clause as ta4: text c c c c text c c c c ... <|/t|> c ... <|/s|>.

    Codes are padded with the last (silent) one if the text is longer.
    """
    n = v.CODES_PER_TEXT
    speech = np.asarray(codes, dtype=np.int32) + v.CODE_OFFSET
    short = n * len(text) + 1 - len(speech)
    if short > 0:
        speech = np.concatenate([speech, np.repeat(speech[-1:], short)])
    woven = np.concatenate([np.asarray(text, np.int32)[:, None], speech[: n * len(text)].reshape(-1, n)], axis=1)
    return np.concatenate([woven.reshape(-1), [v.END_TEXT], speech[n * len(text) :], [v.END_SPEECH]]).astype(np.int32)


@dataclass(frozen=True)
class Pace:
    """How thoughts reach the speaker: thought tokens before the reply, a reply step, a hand-over; and a limit."""

    start: int = 0
    ratio: float = 1.0
    segment: int = v.SEGMENT
    limit: int | None = None  # think-incomplete: nothing beyond this is ever handed over

    def handed(self, steps: np.ndarray, thoughts: int) -> np.ndarray:
        """Thought tokens visible before each reply step (int array [n]); all of them, once `thoughts` are decoded."""
        decoded = self.start + np.floor(self.ratio * steps)
        seen = np.where(decoded >= thoughts, thoughts, self.segment * np.floor(decoded / self.segment)).astype(np.int32)
        return seen if self.limit is None else np.minimum(seen, self.limit)


@dataclass
class Reply:
    """The articulation stream after the anchor: tokens (mode first) and the thoughts that each token sees."""

    tokens: Ids
    handed: Ids


def plain_reply(mode: int, clauses: Sequence[Ids], pace: Pace, thoughts: int) -> Reply:
    """Mode token, clauses, <|eot|>, with the visibility of `pace`."""
    tokens = np.concatenate([[mode], *clauses, [v.EOT]]).astype(np.int32)
    return Reply(tokens, pace.handed(np.arange(len(tokens)), thoughts))


def soon_reply(clauses: Sequence[Ids], fillers: Sequence[Ids], pace: Pace, thoughts: int) -> Reply:
    """Talk while thinking: filler clauses until all thoughts are visible (or fillers run out), then the answer."""
    chosen: list[Ids] = []
    length = 1
    for filler in fillers:
        if pace.handed(np.array([length - 1]), thoughts)[0] >= thoughts:
            break
        chosen.append(filler)
        length += len(filler)
    return plain_reply(v.SOON, [*chosen, *clauses], pace, thoughts)


def draw_reply(
    clauses: Sequence[Ids], fillers: Sequence[Ids], thoughts: int, room: int, rng: np.random.Generator
) -> Reply:
    """A reply in a random mode and pace, at most `room` tokens long (fillers and then clauses are dropped to fit)."""
    kind = rng.random()
    if kind < 0.45:
        reply = soon_reply(clauses, fillers, _random_pace(thoughts, rng), thoughts)
        if len(reply.tokens) <= room:
            return reply
    if kind < 0.85:
        pace = Pace(start=thoughts)
    elif kind < 0.93:
        pace = Pace(limit=0)
    else:
        pace = Pace(start=thoughts, limit=v.SEGMENT * int(rng.integers(0, thoughts // v.SEGMENT + 1)))
    return plain_reply(v.SAY, clauses, pace, thoughts)


def _random_pace(thoughts: int, rng: np.random.Generator) -> Pace:
    start = int(rng.choice([0, v.FIRST, int(rng.integers(0, thoughts + 1))], p=[0.6, 0.25, 0.15]))
    ratio = 1.0 if rng.random() < 0.6 else float(np.exp(rng.uniform(np.log(0.4), np.log(2.5))))
    return Pace(start, ratio, int(rng.choice([8, 16, 32], p=[0.2, 0.6, 0.2])))


@dataclass
class Row:
    """One training row without its audio: formulation tokens after the audio, and the articulation stream."""

    formulation: Ids
    question: int  # leading formulation tokens that belong to the question (visible to every reply token)
    formulation_weight: np.ndarray  # float32 [n]: weight of the loss of predicting each formulation token
    reply: Reply | None = None
    weights: np.ndarray = field(default_factory=lambda: np.zeros(0, np.float32))

    @property
    def articulation(self) -> Ids:
        """Anchor and reply tokens; empty without a reply."""
        return (
            np.zeros(0, np.int32)
            if self.reply is None
            else np.concatenate([[v.ANCHOR], self.reply.tokens]).astype(np.int32)
        )


CODE_WEIGHT = 0.25
QUESTION_WEIGHT = 0.1


def reply_weights(tokens: Ids) -> np.ndarray:
    """Loss weights of the reply tokens: 0 for the mode token, 1 for text and structure, less for the many codes."""
    weights = np.where((tokens >= v.CODE_OFFSET) & (tokens < v.CODE_OFFSET + v.N_CODES), CODE_WEIGHT, 1.0).astype(
        np.float32
    )
    weights[0] = 0.0
    return weights


def _row(question: Ids, question_weight: np.ndarray, thoughts: Ids, reply: Reply | None) -> Row:
    weight = np.concatenate([question_weight, np.ones(len(thoughts))]).astype(np.float32)
    weights = np.zeros(0, np.float32) if reply is None else reply_weights(reply.tokens)
    return Row(np.concatenate([question, thoughts]).astype(np.int32), len(question), weight, reply, weights)


def spoken_row(thoughts: Ids, reply: Reply | None) -> Row:
    """<audio> e ... </audio> <think> thoughts </think>; `thoughts` ends with </think>."""
    return _row(np.array([v.END_AUDIO, v.THINK]), np.zeros(2), thoughts, reply)


def transcribe_row(words: Ids, thoughts: Ids | None) -> Row:
    """<audio> e ... </audio> <transcribe> words </transcribe>, and with thoughts also <think> thoughts </think>."""
    question = np.concatenate([[v.END_AUDIO, v.TRANSCRIBE], words, [v.END_TRANSCRIBE]])
    weight = np.concatenate([[0.0, 0.0], np.full(len(words) + 1, 0.5)])
    if thoughts is None:
        return _row(question, weight, np.zeros(0, np.int32), None)
    return _row(np.concatenate([question, [v.THINK]]), np.concatenate([weight, [0.0]]), thoughts, None)


def typed_row(words: Ids, thoughts: Ids, reply: Reply | None) -> Row:
    """<user> words </user> <think> thoughts </think>, the typed form of a question."""
    question = np.concatenate([[v.USER], words, [v.END_USER, v.THINK]])
    weight = np.concatenate([[0.0], np.full(len(words), QUESTION_WEIGHT), [0.0, 0.0]])
    return _row(question, weight, thoughts, reply)


def read_row(words: Ids, clauses: Sequence[Ids]) -> Row:
    """<user> text </user> and the speaker says exactly that (built-in text to speech)."""
    question = np.concatenate([[v.USER], words, [v.END_USER]])
    return _row(
        question, np.zeros(len(question)), np.zeros(0, np.int32), plain_reply(v.READ, clauses, Pace(limit=0), 0)
    )
