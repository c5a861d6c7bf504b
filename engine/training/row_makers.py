"""From items and clips to batches of rows: what the language model trains on."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
from tokenizers import Tokenizer

from engine.training import vocabulary as v
from engine.training.brains import BrainsConfig
from engine.training.clips import ClauseBank, Clip
from engine.training.collate import TokenBatch, collate
from engine.training.rows import Reply, Row, draw_reply, read_row, spoken_row, transcribe_row, typed_row
from engine.training.tasks import Item, generate

MOST_FILLERS = 6
OWN_FILLER_FIRST = 0.7  # how often the family's own opening stays first
FEWEST_TO_READ = 8  # sentences with codes before reading aloud is trained


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


class TextRows:
    """Makes text-only rows: fresh questions, and sentences to read aloud."""

    def __init__(self, config: BrainsConfig, tokenizer: Tokenizer, bank: ClauseBank):
        self._config, self._tokenizer, self._bank = config, tokenizer, bank

    def batch(self, n: int, rng: np.random.Generator) -> TokenBatch:
        """`n` rows, collated."""
        reads = self._reads(int(n * self._config.read_share), rng)
        rows = self._questions(n - len(reads), rng)
        return collate(rows + reads, self._config.text_form_width, self._config.art_width)

    def _questions(self, n: int, rng: np.random.Generator) -> list[Row]:
        draw = random.Random(int(rng.integers(1 << 62)))
        items = [generate(self._family(rng), draw) for _ in range(n)]
        questions = self._tokenizer.encode_batch([_written(i, rng) for i in items])
        thoughts = self._tokenizer.encode_batch([i.thoughts for i in items])
        rows = []
        for item, q, t in zip(items, questions, thoughts, strict=True):
            ids = np.asarray([*t.ids, v.END_THINK], np.int32)
            reply = reply_for(item, len(ids), self._bank, self._config.art_width - 1, rng)
            rows.append(typed_row(np.asarray(q.ids, np.int32), ids, reply))
        return rows

    def _family(self, rng: np.random.Generator) -> str:
        return self._config.families[int(rng.integers(len(self._config.families)))]

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


class AudioRows:
    """Makes the token side of audio rows: think (and reply), transcribe, or transcribe then think."""

    def __init__(self, config: BrainsConfig, bank: ClauseBank):
        self._config, self._bank = config, bank

    def batch(self, clips: Sequence[Clip], rng: np.random.Generator) -> TokenBatch:
        """One row a clip, collated."""
        return collate([self._row(c, rng) for c in clips], self._config.form_width, self._config.art_width)

    def _row(self, clip: Clip, rng: np.random.Generator) -> Row:
        room = self._config.form_width - 4
        if clip.thoughts is None:
            return transcribe_row(clip.words[:room], None)
        if rng.random() < self._config.transcribe_share and len(clip.words) + len(clip.thoughts) < room:
            return transcribe_row(clip.words, clip.thoughts)
        reply = reply_for(clip, len(clip.thoughts), self._bank, self._config.art_width - 1, rng)
        return spoken_row(clip.thoughts, reply)
