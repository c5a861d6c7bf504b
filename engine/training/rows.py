"""Rows of the two-stream language model: what stands where, and what a reply token may see.

A row is [question | thoughts] (the formulation stream) followed by [anchor, mode, reply] (the articulation stream);
see docs/architecture.md. Training the speaker on thoughts that are incomplete when it speaks is the "think-incomplete"
scheme of Mind-Paced Speaking (arXiv 2510.09592); here the visibility follows the run-time hand-over step by step.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


HEARD = -1
"""Stands in a formulation stream where an embedding of audio stands."""
CODE_WEIGHT = 0.25
QUESTION_WEIGHT = 0.1
WAIT_WEIGHT = 0.3
OVER_WEIGHT = 0.3
"""As for waiting, so that the odds between the two tokens are the odds that the question is over; small beside the
thoughts, because a row has many such slots and each says little."""
EMBEDDINGS_IN_CHUNK = 4


@dataclass
class Row:
    """One training row: the formulation stream, what is to be predicted after each of its slots, and the reply."""

    formulation: Ids  # tokens, HEARD for an embedding
    targets: Ids  # after each slot
    weight: np.ndarray  # float32 [n]: weight of the loss of each target
    question: int  # leading slots that belong to the question (visible to every reply token)
    reply: Reply | None = None
    reply_weight: np.ndarray = field(default_factory=lambda: np.zeros(0, np.float32))

    @property
    def articulation(self) -> Ids:
        """Anchor and reply tokens; empty without a reply."""
        return (
            np.zeros(0, np.int32)
            if self.reply is None
            else np.concatenate([[v.ANCHOR], self.reply.tokens]).astype(np.int32)
        )


def reply_weights(tokens: Ids) -> np.ndarray:
    """Loss weights of the reply tokens: 0 for the mode token, 1 for text and structure, less for the many codes."""
    weights = np.where((tokens >= v.CODE_OFFSET) & (tokens < v.CODE_OFFSET + v.N_CODES), CODE_WEIGHT, 1.0).astype(
        np.float32
    )
    weights[0] = 0.0
    return weights


class _Stream:
    """A formulation stream in the making."""

    def __init__(self, before: Ids | None = None) -> None:
        self._ids: list[int] = []
        self._weights: list[float] = []  # of predicting each token
        self._decided: list[tuple[int, int]] = []  # slots and the decisions after them
        if before is not None and len(before):
            self.add([v.HISTORY, *before.tolist(), v.END_HISTORY], 0.0)

    def add(self, tokens: list[int], weight: float) -> None:
        """Tokens that are to be predicted with `weight`."""
        self._ids += tokens
        self._weights += [weight] * len(tokens)

    def decide(self, token: int) -> None:
        """Nothing is to be thought now: the question goes on (WAIT) or is over (END_AUDIO).

        The token itself never stands in the stream here: what is heard next does.
        """
        self._decided.append((len(self._ids) - 1, token))

    def __len__(self) -> int:
        return len(self._ids)

    def row(self, question: int, reply: Reply | None) -> Row:
        """The finished row."""
        ids = np.asarray(self._ids, np.int32)
        targets, weights = np.append(ids[1:], v.PAD), np.append(np.asarray(self._weights[1:], np.float32), 0.0)
        targets = np.where(targets == HEARD, v.PAD, targets)
        for slot, token in self._decided:
            targets[slot], weights[slot] = token, OVER_WEIGHT if token == v.END_AUDIO else WAIT_WEIGHT
        spoken = np.zeros(0, np.float32) if reply is None else reply_weights(reply.tokens)
        return Row(ids, targets.astype(np.int32), weights.astype(np.float32), question, reply, spoken)


def spoken_row(chunks: int, thoughts: Ids, reply: Reply | None, before: Ids | None = None) -> Row:
    """<audio> e ... </audio> <think> thoughts </think>; `thoughts` ends with </think>; four embeddings a chunk."""
    return listening_row(chunks, None, thoughts, reply, before)


def listening_row(
    chunks: int,
    early: Mapping[int, Ids] | None,
    thoughts: Ids,
    reply: Reply | None,
    before: Ids | None = None,
    decisions: Sequence[int | None] | None = None,
) -> Row:
    """Thoughts between chunks of audio: after chunk c come the tokens `early[c]`, then `decisions[c]` is right.

    A decision is WAIT (the question goes on), END_AUDIO (it is over) or None (nobody knows). Where nothing is known of
    any (`decisions` None), waiting is right after every chunk, and with `early` None nothing is asked of it while it
    listens. `thoughts` are those left for the end of the question.
    """
    if decisions is None:
        decisions = [None if early is None else v.WAIT] * chunks
    stream = _Stream(before)
    stream.add([v.AUDIO], 0.0)
    for chunk in range(chunks):
        stream.add([HEARD] * EMBEDDINGS_IN_CHUNK, 0.0)
        if early is not None and chunk in early:
            stream.add(early[chunk].tolist(), 1.0)
        decision = decisions[chunk]
        if decision is not None:
            stream.decide(decision)
    stream.add([v.END_AUDIO, v.THINK], 0.0)
    question = len(stream)
    stream.add(thoughts.tolist(), 1.0)
    return stream.row(question, reply)


def transcribe_row(chunks: int, words: Ids, thoughts: Ids | None) -> Row:
    """<audio> e ... </audio> <transcribe> words </transcribe>, and with thoughts also <think> thoughts </think>."""
    stream = _Stream()
    stream.add([v.AUDIO, *[HEARD] * (EMBEDDINGS_IN_CHUNK * chunks), v.END_AUDIO, v.TRANSCRIBE], 0.0)
    stream.add([*words.tolist(), v.END_TRANSCRIBE], 0.5)
    if thoughts is not None:
        stream.add([v.THINK], 0.0)
    question = len(stream)
    if thoughts is not None:
        stream.add(thoughts.tolist(), 1.0)
    return stream.row(question, None)


def typed_row(words: Ids, thoughts: Ids, reply: Reply | None, before: Ids | None = None) -> Row:
    """<user> words </user> <think> thoughts </think>, the typed form of a question."""
    stream = _Stream(before)
    stream.add([v.USER], 0.0)
    stream.add(words.tolist(), QUESTION_WEIGHT)
    stream.add([v.END_USER, v.THINK], 0.0)
    question = len(stream)
    stream.add(thoughts.tolist(), 1.0)
    return stream.row(question, reply)


def read_row(words: Ids, clauses: Sequence[Ids]) -> Row:
    """<user> text </user> and the speaker says exactly that (built-in text to speech)."""
    stream = _Stream()
    stream.add([v.USER, *words.tolist(), v.END_USER], 0.0)
    return stream.row(len(stream), plain_reply(v.READ, clauses, Pace(limit=0), 0))
