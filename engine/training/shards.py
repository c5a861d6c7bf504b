"""Shards: pieces of synthesised speech with what was said.

They are written atomically so that trainers may read a folder while it grows.

One uncompressed `.npz`: `audio16` and `audio24` (int16, all utterances of a rate one after another) and `meta` (JSON
bytes: a list of records). A record has `kind` (open, question, human, spliced, reply, say, filler), `rate` (16000 or
24000, which tells the array), `offset`, `length`, `voice`, `text`, `transcript`, `words` ([[word, start in seconds],
...]), for what users say `phones` (engine.training.phones), and for questions `item` and `end` (seconds at which
the last sound ends).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np


@dataclass
class Shard:
    """A shard in memory."""

    audio16: np.ndarray
    audio24: np.ndarray
    records: list[dict[str, Any]]

    def audio(self, record: dict[str, Any]) -> np.ndarray:
        """The samples of a record."""
        whole = self.audio16 if record["rate"] == 16_000 else self.audio24
        return whole[record["offset"] : record["offset"] + record["length"]]


@dataclass
class ShardBuilder:
    """Collects utterances until they are written."""

    pieces: dict[int, list[np.ndarray]] = field(default_factory=lambda: {16_000: [], 24_000: []})
    lengths: dict[int, int] = field(default_factory=lambda: {16_000: 0, 24_000: 0})
    records: list[dict[str, Any]] = field(default_factory=list)

    def add(self, samples: np.ndarray, rate: int, **record: Any) -> None:
        """Add one utterance (int16 at 16 or 24 kHz)."""
        self.records.append(record | {"rate": rate, "offset": self.lengths[rate], "length": len(samples)})
        self.pieces[rate].append(samples)
        self.lengths[rate] += len(samples)

    @property
    def seconds(self) -> float:
        """Seconds of speech collected."""
        return sum(n / rate for rate, n in self.lengths.items())

    def write(self, path: Path) -> None:
        """Write the shard so that a reader sees all of it or nothing."""
        arrays: dict[str, Any] = {
            f"audio{rate // 1000}": np.concatenate([np.zeros(0, np.int16), *pieces])
            for rate, pieces in self.pieces.items()
        }
        write_shard(path, self.records, **arrays)


def write_shard(path: Path, records: list[dict[str, Any]], **arrays: Any) -> None:
    """Write records and the samples `audio16` and `audio24` so that a reader sees all of it or nothing."""
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        np.savez(file, meta=np.frombuffer(json.dumps(records).encode(), np.uint8), **arrays)
    part.replace(path)


def read_shard(path: Path) -> Shard:
    """Read a shard."""
    with np.load(path) as data:
        return Shard(data["audio16"], data["audio24"], json.loads(data["meta"].tobytes()))


def scan(folder: Path, seen: set[Path]) -> list[Path]:
    """Shards of `folder` that are not in `seen`, oldest first (files of speech codes beside them are no shards)."""
    fresh = [p for p in folder.glob("*.npz") if p not in seen and not p.name.endswith(".codes.npz")]
    return sorted(fresh, key=lambda p: (p.stat().st_mtime, p.name))
