"""All training speech in memory, with the token ids that go with each clip.

Shards appear in a folder while training runs (engine/training/synthesis.py writes them); a background thread reads
them in. A batch is cut out of them by the threads that make batches, and resampled on the training device.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from engine.training import vocabulary as v
from engine.training.augment import FASTEST
from engine.training.ctc import CtcBpe
from engine.training.phones import units_of
from engine.training.rows import clause_tokens
from engine.training.shards import Shard, read_shard, scan

RATE = 16_000
CHUNK_SAMPLES = 5_120
OVERLAP = 240  # samples of the last mel window beyond its hop
LAST_WORD = 0.4  # seconds of a clip's last word
USER_KINDS = ("open", "question", "human", "spliced")
"""Kinds of speech that the model hears; the others it says."""


@dataclass(slots=True)
class Clip:
    """One utterance: its samples and what it says. `thoughts` is None for open speech without a question."""

    samples: np.ndarray  # int16 at 16 kHz, a view into its shard
    kind: str
    ctc: np.ndarray
    words: np.ndarray
    transcript: str
    phones: Sequence[int] = ()  # units of engine.training.phones; none where nobody asked for them
    times: tuple[float, ...] = ()  # seconds at which 0, 1, 2 ... words have been heard
    end: float | None = None  # seconds at which a question's last sound ends, where the record tells it
    family: str = ""
    answer: str = ""
    thoughts: np.ndarray | None = None
    sentences: tuple[tuple[int, int], ...] = ()  # tokens of each sentence of the thoughts, the end of thinking included
    heard: tuple[int, ...] = ()  # words that must have been heard before each sentence
    before: np.ndarray | None = None
    reply: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()

    @property
    def spoken_words(self) -> int:
        """Number of words."""
        return len(self.times) - 1


@dataclass(slots=True, frozen=True)
class Cut:
    """A clip as a batch holds it: read at a speed of `factor`, in whole chunks of 320 ms."""

    clip: Clip
    factor: float
    chunks: int


class ClauseBank:
    """Speech codes of every clause text the assistant's voice has spoken, as ready ta4 tokens."""

    def __init__(self, tokenizer: Tokenizer, folder: Path):
        self._tokenizer, self._folder = tokenizer, folder
        self._codes: dict[str, np.ndarray] = {}
        self._tokens: dict[str, np.ndarray] = {}
        self._seen: set[Path] = set()

    @classmethod
    def like(cls, other: ClauseBank) -> ClauseBank:
        """A bank of the same folder, empty yet: light enough to be handed to another process."""
        return cls(other._tokenizer, other._folder)

    def __len__(self) -> int:
        return len(self._codes)

    def texts(self) -> list[str]:
        """All texts with codes, in order of arrival."""
        return list(self._codes)

    def scan(self) -> None:
        """Take in new `*.codes.npz` files: `codes` int16, `offsets` int64 [n + 1], `texts` (JSON bytes)."""
        for path in sorted(set(self._folder.glob("*.codes.npz")) - self._seen):
            with np.load(path) as data:
                texts = json.loads(data["texts"].tobytes().decode())
                codes, offsets = data["codes"], data["offsets"]
            self._seen.add(path)
            for i, text in enumerate(texts):
                self._codes.setdefault(text, codes[offsets[i] : offsets[i + 1]])

    def tokens(self, text: str) -> np.ndarray | None:
        """The clause as ta4 tokens (see `rows.clause_tokens`), or None while it has no codes."""
        if text not in self._tokens:
            if text not in self._codes or not len(self._codes[text]):
                return None
            self._tokens[text] = clause_tokens(self._tokenizer.encode(text).ids, self._codes[text])
        return self._tokens[text]

    def clauses(self, texts: Sequence[str]) -> list[np.ndarray] | None:
        """Tokens of several clauses, or None if one of them has no codes yet."""
        found = [self.tokens(text) for text in texts]
        return None if any(tokens is None for tokens in found) else found  # type: ignore[return-value]


@dataclass
class Bucket:
    """Clips that fit `chunks` chunks, in batches of `batch`."""

    chunks: int
    batch: int
    clips: list[Clip] = field(default_factory=list)

    @property
    def samples(self) -> int:
        """Samples that fit."""
        return self.chunks * CHUNK_SAMPLES


@dataclass
class Batch:
    """Clips cut out of the store: int16 [B, W] on the device, and how each is to be read."""

    waves: Tensor
    lengths: Tensor  # [B] int64
    factors: Tensor  # [B] float32
    samples: int
    cuts: list[Cut]

    @property
    def clips(self) -> list[Clip]:
        """The clips."""
        return [cut.clip for cut in self.cuts]


class ClipStore:
    """The clips sorted into length buckets, questions and open speech apart, and a thread that keeps reading shards.

    A clip of a kind in `weights` counts so many times.
    """

    def __init__(
        self,
        hours: float,
        tokenizer: Tokenizer,
        ctc: CtcBpe,
        buckets: Sequence[tuple[int, int]],
        question_buckets: Sequence[tuple[int, int]] | None = None,
        held_back: float = 0.004,
        weights: Mapping[str, int] | None = None,
    ):
        self.most, self.used = int(hours * 3600 * RATE), 0
        self.clips = 0
        self.open = [Bucket(chunks, batch) for chunks, batch in buckets]
        self.questions = [Bucket(chunks, batch) for chunks, batch in question_buckets or buckets]
        self.validation: list[Clip] = []
        self.tokenizer, self.ctc, self._held_back, self._weights = tokenizer, ctc, held_back, weights or {}
        self._rng = np.random.default_rng(0)
        self._stop = threading.Event()
        self.failure: Exception | None = None

    @property
    def hours(self) -> float:
        """Hours of distinct speech held."""
        return self.used / RATE / 3600

    def add_shard(self, shard: Shard) -> None:
        """Take in the 16 kHz utterances of a shard (24 kHz replies reach the model as codes instead)."""
        records = [r for r in shard.records if r["rate"] == RATE and r["kind"] in USER_KINDS]
        if self.used + len(shard.audio16) > self.most:
            return
        words = [e.ids for e in self.tokenizer.encode_batch([r["transcript"] for r in records])]
        for record, word_ids in zip(records, words, strict=True):
            self._add(record, shard.audio(record), word_ids)
        self.used += len(shard.audio16)

    def _add(self, record: dict[str, Any], samples: np.ndarray, words: list[int]) -> None:
        ctc = np.asarray(self.ctc.encode(record["transcript"]), np.int32)
        clip = Clip(samples, record["kind"], ctc, np.asarray(words, np.int32), record["transcript"])
        if phones := record.get("phones"):
            clip.phones = units_of(phones)
        if item := record.get("item"):
            clip.times, clip.end = _times(record, len(samples) / RATE), record.get("end")
            self._think(clip, item)
        self._place(clip)

    def _think(self, clip: Clip, item: dict[str, Any]) -> None:
        thoughts, sentences = thought_tokens(self.tokenizer, item["thoughts"])
        clip.thoughts = thoughts
        if len(item.get("heard", ())) == len(sentences) and clip.times:
            clip.sentences, clip.heard = sentences, tuple(item["heard"])
        if before := item.get("before"):
            clip.before = np.asarray(self.tokenizer.encode(before).ids, np.int32)
        clip.family, clip.answer = item["family"], item["answer"]
        clip.reply, clip.fillers = tuple(item["reply"]), tuple(item["fillers"])

    def _place(self, clip: Clip) -> None:
        buckets = self.open if clip.thoughts is None else self.questions
        bucket = next((b for b in buckets if len(clip.samples) <= b.samples), None)
        if bucket is None or not len(clip.ctc):
            return
        self.clips += 1
        if self._rng.random() < self._held_back:
            self.validation.append(clip)
        else:
            bucket.clips += [clip] * self._weights.get(clip.kind, 1)

    def watch(self, folder: Path, every: float = 2.0) -> None:
        """Read shards of `folder` in a background thread, now and as they appear, until `close`."""
        threading.Thread(target=self._watch, args=(folder, every), daemon=True, name="shards").start()

    def _watch(self, folder: Path, every: float) -> None:
        seen: set[Path] = set()
        try:
            while not self._stop.is_set():
                fresh = scan(folder, seen)
                for path in fresh:
                    self.add_shard(read_shard(path))
                    seen.add(path)
                if not fresh:
                    time.sleep(every)
        except Exception as failure:  # noqa: BLE001 - carried to the training loop, which raises it
            self.failure = failure

    def close(self) -> None:
        """Stop the background reading."""
        self._stop.set()

    def ready(self, buckets: Sequence[Bucket]) -> bool:
        """Whether one of the buckets holds enough for a batch.

        Raises:
            Exception: what ended the background reading.
        """
        if self.failure:
            raise self.failure
        return any(_filled(b) for b in buckets)

    def choose(self, rng: np.random.Generator, buckets: Sequence[Bucket]) -> Bucket:
        """A bucket of those that hold enough, drawn by hours of speech (see `ready`)."""
        usable = [b for b in buckets if _filled(b)]
        weights = np.array([len(b.clips) * b.chunks for b in usable], float)
        return usable[rng.choice(len(usable), p=weights / weights.sum())]

    def draw(self, rng: np.random.Generator, buckets: Sequence[Bucket], views: int = 1) -> tuple[Bucket, list[Clip]]:
        """A bucket of those, and a batch of clips from it, each `views` times in a row."""
        bucket = self.choose(rng, buckets)
        picked = rng.integers(0, len(bucket.clips), bucket.batch // views)
        return bucket, [bucket.clips[i] for i in picked for _ in range(views)]


def _filled(bucket: Bucket) -> bool:
    return len(bucket.clips) >= max(1, bucket.batch // 4)


def _times(record: dict[str, Any], seconds: float) -> tuple[float, ...]:
    """When 0, 1, 2 ... words of a record have been heard; nothing where the engine's words are not the transcript's."""
    starts = [start for _, start in record.get("words", ())]
    if not starts or len(starts) != len(record["transcript"].split()):
        return ()
    return (0.0, *starts[1:], min(seconds, starts[-1] + LAST_WORD))


def thought_tokens(tokenizer: Tokenizer, thoughts: str) -> tuple[np.ndarray, tuple[tuple[int, int], ...]]:
    """Tokens of a chain of thought with its end, and where each sentence's tokens are (the end belongs to the last)."""
    parts = thoughts.split(". ")
    parts = [f"{' ' if i else ''}{part}{'.' if i + 1 < len(parts) else ''}" for i, part in enumerate(parts)]
    pieces = [e.ids for e in tokenizer.encode_batch(parts)]
    ends = np.cumsum([len(p) for p in pieces])
    ends[-1] += 1
    spans = tuple(zip([0, *ends[:-1].tolist()], ends.tolist(), strict=True))
    return np.asarray([*(t for p in pieces for t in p), v.END_THINK], np.int32), spans


def cut_clips(clips: Sequence[Clip], chunks: int, factors: np.ndarray, device: torch.device) -> Batch:
    """A batch of clips read at speeds `factors` [B] (at most `FASTEST`), each padded to `chunks` chunks."""
    width = int(chunks * CHUNK_SAMPLES * FASTEST) + OVERLAP
    waves = torch.zeros(len(clips), width, dtype=torch.int16, pin_memory=device.type == "cuda")
    for line, clip in zip(waves.numpy(), clips, strict=True):
        line[: len(clip.samples)] = clip.samples[:width]
    lengths = np.array([min(width, len(c.samples)) for c in clips])
    whole = np.minimum(chunks, np.ceil(lengths / factors / CHUNK_SAMPLES)).astype(int)
    cuts = [Cut(c, float(f), int(n)) for c, f, n in zip(clips, factors, whole, strict=True)]
    return Batch(
        waves.to(device, non_blocking=True),
        torch.from_numpy(lengths).to(device),
        torch.from_numpy(factors.astype(np.float32)).to(device),
        chunks * CHUNK_SAMPLES,
        cuts,
    )
