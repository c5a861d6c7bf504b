"""All training speech in one int16 buffer on the training device, with the token ids that go with each clip.

Shards appear in a folder while training runs (engine/training/synthesis.py writes them); a background thread reads
them in. A batch is then one gather on the device.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from engine.training import vocabulary as v
from engine.training.ctc import CtcBpe
from engine.training.rows import clause_tokens
from engine.training.shards import Shard, read_shard, scan

RATE = 16_000


@dataclass(slots=True)
class Clip:
    """One utterance: where its audio lies and what it says. `thoughts` is None for open speech without a question."""

    start: int
    length: int
    kind: str
    ctc: np.ndarray
    words: np.ndarray
    transcript: str
    family: str = ""
    answer: str = ""
    thoughts: np.ndarray | None = None
    reply: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()


class ClauseBank:
    """Speech codes of every clause text the assistant's voice has spoken, as ready ta4 tokens."""

    def __init__(self, tokenizer: Tokenizer, folder: Path):
        self._tokenizer, self._folder = tokenizer, folder
        self._codes: dict[str, np.ndarray] = {}
        self._tokens: dict[str, np.ndarray] = {}
        self._seen: set[Path] = set()

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
    """Clips that fit `samples`, padded to it in batches of `batch`."""

    samples: int
    batch: int
    clips: list[int] = field(default_factory=list)


class ClipStore:
    """The buffer, the clips in it sorted into length buckets, and a thread that keeps reading new shards."""

    def __init__(
        self,
        device: torch.device,
        hours: float,
        tokenizer: Tokenizer,
        ctc: CtcBpe,
        buckets: Sequence[tuple[int, int]],
        held_back: float = 0.005,
    ):
        self.buffer = torch.zeros(int(hours * 3600 * RATE), dtype=torch.int16, device=device)
        self.used = 0
        self.clips: list[Clip] = []
        self.buckets = [Bucket(samples, batch) for samples, batch in buckets]
        self.validation: list[int] = []
        self.tokenizer, self.ctc, self._held_back = tokenizer, ctc, held_back
        self._rng = np.random.default_rng(0)
        self._stop = threading.Event()
        self.failure: Exception | None = None

    @property
    def hours(self) -> float:
        """Hours of distinct speech held."""
        return self.used / RATE / 3600

    def add_shard(self, shard: Shard) -> None:
        """Take in the 16 kHz utterances of a shard (24 kHz replies reach the model as codes instead)."""
        records = [r for r in shard.records if r["rate"] == RATE and r["kind"] in ("open", "question", "human")]
        audio = shard.audio16
        if self.used + len(audio) > len(self.buffer):
            return
        self.buffer[self.used : self.used + len(audio)] = torch.from_numpy(audio).to(self.buffer.device)
        texts = [r["transcript"] for r in records]
        words = [e.ids for e in self.tokenizer.encode_batch(texts)]
        thoughts = [
            e.ids for e in self.tokenizer.encode_batch([(r.get("item") or {}).get("thoughts", "") for r in records])
        ]
        for record, word_ids, thought_ids in zip(records, words, thoughts, strict=True):
            self._add(record, word_ids, thought_ids)
        self.used += len(audio)

    def _add(self, record: dict[str, Any], words: list[int], thoughts: list[int]) -> None:
        item = record.get("item")
        ctc = np.asarray(self.ctc.encode(record["transcript"]), np.int32)
        start, spoken = self.used + record["offset"], np.asarray(words, np.int32)
        clip = Clip(start, record["length"], record["kind"], ctc, spoken, record["transcript"])
        if item:
            clip.thoughts = np.asarray([*thoughts, v.END_THINK], np.int32)
            clip.family, clip.answer = item["family"], item["answer"]
            clip.reply, clip.fillers = tuple(item["reply"]), tuple(item["fillers"])
        self._place(clip)

    def _place(self, clip: Clip) -> None:
        index = len(self.clips)
        bucket = next((b for b in self.buckets if clip.length <= b.samples), None)
        if bucket is None or not len(clip.ctc):
            return
        self.clips.append(clip)
        if self._rng.random() < self._held_back:
            self.validation.append(index)
        else:
            bucket.clips.append(index)

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

    def draw(self, rng: np.random.Generator, longest: int) -> tuple[Bucket, list[Clip]] | None:
        """A bucket among the first `longest`, drawn by hours of speech, and a batch of clips from it.

        None while there is too little speech.

        Raises:
            Exception: what ended the background reading.
        """
        if self.failure:
            raise self.failure
        usable = [b for b in self.buckets[:longest] if len(b.clips) >= max(1, b.batch // 4)]
        if not usable:
            return None
        weights = np.array([len(b.clips) * b.samples for b in usable], float)
        bucket = usable[rng.choice(len(usable), p=weights / weights.sum())]
        picked = rng.integers(0, len(bucket.clips), bucket.batch)
        return bucket, [self.clips[bucket.clips[i]] for i in picked]


def spans(clips: Sequence[Clip], device: torch.device) -> tuple[Tensor, Tensor]:
    """Starts and lengths (int64 [B]) of clips, on `device`."""
    both = torch.tensor([[c.start for c in clips], [c.length for c in clips]]).to(device, non_blocking=True)
    return both[0], both[1]
