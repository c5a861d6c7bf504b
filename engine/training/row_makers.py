"""From items and clips to batches of rows: what the language model trains on."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

import numpy as np
from tokenizers import Tokenizer

from engine.training import vocabulary as v
from engine.training.brains import BrainsConfig
from engine.training.clips import ClauseBank, Clip, Cut
from engine.training.collate import TokenBatch, collate
from engine.training.rows import (
    EMBEDDINGS_IN_CHUNK,
    Reply,
    Row,
    draw_reply,
    listening_row,
    read_row,
    transcribe_row,
    typed_row,
)
from engine.training.tasks import Item, draw_item

MOST_FILLERS = 6
OWN_FILLER_FIRST = 0.7  # how often the family's own opening stays first
FEWEST_TO_READ = 8  # sentences with codes before reading aloud is trained
LAG = 0.24  # seconds between the end of a word and the thought that rests on it: the ears hear in chunks
CHUNK_SECONDS = 0.32
SURELY_ON, SURELY_OVER = -0.1, 0.02
"""Seconds of a chunk's end after the last sound of a question: before the first the question goes on, after the second
it is over, between them the last sound is dying away and either would be right."""
LATE_SHARE, MOST_LATE = 0.1, 2
"""Share of listening rows in which thoughts come late, and by how many chunks at most: a model that has missed the
moment of a thought must still think it when it hears on."""
RESCAN = 40  # batches between two looks for new speech codes


def shuffled_fillers(fillers: Sequence[str], bank: ClauseBank, rng: np.random.Generator) -> list[np.ndarray]:
    """Up to six filler clauses with codes; the family's own first one mostly stays first."""
    order = [int(i) for i in rng.permutation(len(fillers))]
    if rng.random() < OWN_FILLER_FIRST and order:
        order.remove(0)
        order.insert(0, 0)
    tokens = [bank.tokens(fillers[i]) for i in order]
    return [t for t in tokens if t is not None][:MOST_FILLERS]


def reply_for(item: Item | Clip, thoughts: int, bank: ClauseBank, room: int, rng: np.random.Generator) -> Reply | None:
    """A reply in a random mode after `thoughts` tokens, or None while its speech has no codes or does not fit."""
    clauses = bank.clauses(item.reply)
    if not clauses:
        return None
    drawn = draw_reply(clauses, shuffled_fillers(item.fillers, bank, rng), thoughts, room, rng)
    return drawn if len(drawn.tokens) <= room else None


def fitting(row: Row, width: int) -> bool:
    """Whether the formulation stream has room in `width` slots."""
    return len(row.formulation) <= width


@dataclass
class _Pool:
    """Rows that wait until there are enough of one shape."""

    form: int
    art: int
    size: int
    rows: list[Row] = field(default_factory=list)


class TextRows:
    """Makes text-only rows: fresh questions, and sentences to read aloud, in a few shapes."""

    def __init__(self, config: BrainsConfig, tokenizer: Tokenizer, bank: ClauseBank):
        self._config, self._tokenizer, self._bank = config, tokenizer, bank
        self._pools = [_Pool(form, art, size) for form, art, size in config.text_shapes]
        self._calls = 0

    def batch(self, rng: np.random.Generator) -> TokenBatch:
        """The next batch that is complete."""
        if self._calls % RESCAN == 0:
            self._bank.scan()
        self._calls += 1
        while True:
            ready = [pool for pool in self._pools if len(pool.rows) >= pool.size]
            if ready:
                pool = ready[rng.integers(len(ready))]
                rows, pool.rows = pool.rows[: pool.size], pool.rows[pool.size :]
                return collate(rows, pool.form, pool.art)
            self._fill(rng)

    def shapes(self) -> list[TokenBatch]:
        """A batch of every shape, with nothing in it that matters: for compiling."""
        row = typed_row(np.array([1, 2], np.int32), np.array([1, v.END_THINK], np.int32), None)
        return [collate([row] * pool.size, pool.form, pool.art) for pool in self._pools]

    def _fill(self, rng: np.random.Generator, n: int = 64) -> None:
        reads = self._reads(int(n * self._config.read_share), rng)
        for row in [*reads, *self._questions(n - len(reads), rng)]:
            pool = next((p for p in self._pools if self._fits(row, p)), None)
            if pool is not None:
                pool.rows.append(row)

    @staticmethod
    def _fits(row: Row, pool: _Pool) -> bool:
        """Rows with a reply go where replies fit, others where there is no room for any."""
        spoken = len(row.articulation)
        return fitting(row, pool.form) and (spoken <= pool.art if spoken else not pool.art)

    def _questions(self, n: int, rng: np.random.Generator) -> list[Row]:
        draw = random.Random(int(rng.integers(1 << 62)))
        items = [draw_item(draw, self._config.families) for _ in range(n)]
        questions = self._tokenizer.encode_batch([_written(i, rng) for i in items])
        thoughts = self._tokenizer.encode_batch([i.thoughts for i in items])
        before = self._tokenizer.encode_batch([i.before for i in items])
        rows = []
        for item, q, t, b in zip(items, questions, thoughts, before, strict=True):
            ids = np.asarray([*t.ids, v.END_THINK], np.int32)
            speaks = rng.random() < self._config.text_reply_share
            reply = reply_for(item, len(ids), self._bank, self._config.art_width - 1, rng) if speaks else None
            rows.append(typed_row(np.asarray(q.ids, np.int32), ids, reply, np.asarray(b.ids, np.int32)))
        return rows

    def _reads(self, n: int, rng: np.random.Generator) -> list[Row]:
        texts = self._bank.texts()
        if len(texts) < FEWEST_TO_READ:
            return []
        rows = []
        for text in (texts[i] for i in rng.integers(0, len(texts), n)):
            clauses = self._bank.clauses([text])
            if clauses and len(clauses[0]) <= self._config.art_width - 3:
                rows.append(read_row(np.asarray(self._tokenizer.encode(text).ids, np.int32), clauses))
        return rows


def _written(item: Item, rng: np.random.Generator) -> str:
    """A question as people type it, or as a transcript of speech."""
    return item.spoken if rng.random() < 0.5 else item.transcript


def due_chunks(clip: Clip, factor: float, chunks: int) -> list[int]:
    """After which chunk (0 ...) each sentence of the clip's thoughts may be thought; `chunks`: after the question."""
    found, last = [], 0
    for needed in clip.heard:
        if needed >= clip.spoken_words or needed >= len(clip.times):
            found.append(chunks)
            continue
        moment = (clip.times[needed] / factor + LAG) / CHUNK_SECONDS
        last = max(last, int(np.ceil(moment)) - 1)
        found.append(min(last, chunks))
    return found


class AudioRows:
    """Makes the token side of audio rows: think (and reply), transcribe, or transcribe then think."""

    def __init__(self, config: BrainsConfig, bank: ClauseBank):
        self._config, self._bank = config, bank

    def batch(self, cuts: Sequence[Cut], form_width: int, rng: np.random.Generator, *, replies: bool) -> TokenBatch:
        """One row a clip, collated."""
        rows = [self._row(c, form_width, rng, replies) for c in cuts]
        return collate(rows, form_width, self._config.art_width if replies else 0)

    def _row(self, cut: Cut, width: int, rng: np.random.Generator, replies: bool) -> Row:
        clip, room = cut.clip, width - EMBEDDINGS_IN_CHUNK * cut.chunks - 4
        if clip.thoughts is None:
            return transcribe_row(cut.chunks, clip.words[: max(0, room)], None)
        draw = rng.random()
        if draw < self._config.transcribe_share and len(clip.words) + len(clip.thoughts) < room and not replies:
            return transcribe_row(cut.chunks, clip.words, clip.thoughts)
        return self._thinking(cut, rng, replies)

    def _thinking(self, cut: Cut, rng: np.random.Generator, replies: bool) -> Row:
        clip = cut.clip
        assert clip.thoughts is not None
        early: dict[int, np.ndarray] | None = None
        if clip.heard and rng.random() < self._config.listening_share:
            due = due_chunks(clip, cut.factor, cut.chunks)
            thought = postponed(due, cut.chunks, rng) if clip.end is not None and rng.random() < LATE_SHARE else due
            early = early_thoughts(cut, thought)
            after = excused(decisions(cut, listening=True), due, thought)
        else:
            after = decisions(cut, listening=False)
        rest = clip.thoughts[sum(map(len, early.values())) if early else 0 :]
        room = self._config.art_width - 1
        reply = reply_for(clip, len(rest), self._bank, room, rng) if replies else None
        return listening_row(cut.chunks, early, rest, reply, clip.before, after)


def postponed(due: Sequence[int], chunks: int, rng: np.random.Generator) -> list[int]:
    """Each thought up to `MOST_LATE` chunks later than due, still in their order; `chunks` is after the question."""
    late = rng.integers(0, MOST_LATE + 1, len(due))
    return list(accumulate((min(chunks, chunk + int(by)) for chunk, by in zip(due, late, strict=True)), max))


def excused(after: list[int | None] | None, due: Sequence[int], thought: Sequence[int]) -> list[int | None] | None:
    """The decisions `after` each chunk, without those at which a thought is overdue: waiting is not right there."""
    if after is None:
        return None
    overdue = {chunk for on_time, late in zip(due, thought, strict=True) for chunk in range(on_time, late)}
    return [None if chunk in overdue else decision for chunk, decision in enumerate(after)]


def early_thoughts(cut: Cut, thought: Sequence[int]) -> dict[int, np.ndarray]:
    """The tokens `thought` after each chunk, before the question is over, if each sentence comes at its chunk."""
    clip = cut.clip
    assert clip.thoughts is not None
    early: dict[int, np.ndarray] = {}
    for chunk, (begin, end) in zip(thought, clip.sentences, strict=True):
        if chunk < cut.chunks:
            tokens = clip.thoughts[begin:end]
            early[chunk] = np.concatenate([early[chunk], tokens]) if chunk in early else tokens
    return early


def decisions(cut: Cut, *, listening: bool) -> list[int | None] | None:
    """Whether the question goes on (WAIT), is over (END_AUDIO) or neither for sure (None) after each chunk.

    None for clips of which nobody knows where the speech ends. In rows that do not think while `listening`, waiting is
    asked for only until the first thought is due: later it would teach to wait where thinking is right.
    """
    if cut.clip.end is None:
        return None
    known = cut.chunks if listening else _first_due(cut)
    after = [CHUNK_SECONDS * (chunk + 1) - cut.clip.end / cut.factor for chunk in range(cut.chunks)]
    return [
        v.END_AUDIO if late > SURELY_OVER else v.WAIT if late < SURELY_ON and chunk < known else None
        for chunk, late in enumerate(after)
    ]


def _first_due(cut: Cut) -> int:
    """The first chunk after which something may be thought; 0 where nobody knows."""
    return min(due_chunks(cut.clip, cut.factor, cut.chunks), default=0)
