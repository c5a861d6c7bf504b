"""Recordings of people and of noise.

`python -m engine.training.human --folder DIR --out SHARD --tts-root DIR` writes recordings and their phones as a shard,
which may come while a run is going on.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable, Container, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from engine.training.phones import Pronunciation
from engine.training.shards import Shard, write_shard


def read_clip(path: Path, kind: str) -> np.ndarray | None:
    """Samples of a recording, or None (with a line of log) if the file cannot be read."""
    try:
        return soundfile.read(path, dtype=kind)[0]
    except (soundfile.LibsndfileError, RuntimeError) as problem:
        print(f"left out {path.name}: {problem}", flush=True)
        return None


def recordings(
    folder: Path, kind: str, only: Container[str] | None = None
) -> Iterator[tuple[dict[str, str], np.ndarray]]:
    """Rows of `folder`/manifest.tsv (columns file, speaker, text ...) with the samples [n] of their recordings.

    `kind` is the type of the samples. Rows without a readable recording are left out, and those not in `only`.
    """
    with (folder / "manifest.tsv").open(newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            path = folder / row["file"]
            if (only is None or row["file"] in only) and path.exists() and (wave := read_clip(path, kind)) is not None:
                yield row, wave


def load_human(folder: Path) -> list[Shard]:
    """The recordings named in `folder`/manifest.tsv (columns file, speaker, text), as one shard of 16 kHz speech.

    The list is empty without a manifest or without one readable recording.
    """
    if not (folder / "manifest.tsv").exists():
        return []
    pieces: list[np.ndarray] = []
    records: list[dict[str, Any]] = []
    offset = 0
    for row, wave in recordings(folder, "int16"):
        pieces.append(wave)
        records.append(
            {
                "kind": "human",
                "rate": 16000,
                "offset": offset,
                "length": len(wave),
                "speaker": row["speaker"],
                "transcript": row["text"].lower(),
            }
        )
        offset += len(wave)
    return [] if not pieces else [Shard(audio16=np.concatenate(pieces), audio24=np.zeros(0, np.int16), records=records)]


def load_noise(folder: Path, seconds: float = 5.0) -> np.ndarray | None:
    """Noise clips of `folder` as float32 [n, seconds * 16000], each of root mean square 1; None without clips."""
    length, clips = int(seconds * 16000), []
    for path in sorted(folder.rglob("*.opus")) if folder.exists() else ():
        wave = read_clip(path, "float32")
        if wave is None:
            continue
        wave = np.resize(wave, length)
        level = float(np.sqrt(np.mean(wave**2)))
        if level > 1e-4:
            clips.append(wave / level)
    return np.stack(clips).astype(np.float32) if clips else None


def write_human(shard: Shard, pronounce: Callable[[str], str], path: Path) -> None:
    """Write a shard of recordings, with the phones of each, so that a reader sees all of it or nothing."""
    records = [record | {"phones": pronounce(record["transcript"])} for record in shard.records]
    write_shard(path, records, audio16=shard.audio16, audio24=shard.audio24)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="with manifest.tsv")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--tts-root", type=Path, required=True)
    args = parser.parse_args()
    for shard in load_human(args.folder):
        write_human(shard, Pronunciation(args.tts_root.resolve()), args.out)
        print(f"{len(shard.records)} recordings, {len(shard.audio16) / 16_000 / 3600:.2f} h in {args.out}")


if __name__ == "__main__":
    main()
