"""What the codec learns from: the speech of each of the assistant's voices, cut into crops with their text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from engine.training.pitch import RATE
from engine.training.shards import Shard, read_shard, scan
from engine.words import transcript

CODE = 960
LETTERS = "abcdefghijklmnopqrstuvwxyz'"
PER_CODE = 2
"""Places of a letter in the time of a code."""
LEAD = 2 * CODE
"""Samples before its first word with which a crop begins at most."""


@dataclass
class Crops:
    """Equally long pieces of speech.

    `wave` [B, S] float32; `voice` [B]; of the whole words that a piece begins with: `letters` [B, longest] (from 1 on,
    0 behind the last), their number `counts` [B], and how many places of letters they last, `spans` [B].
    """

    wave: Tensor
    voice: Tensor
    letters: Tensor
    counts: Tensor
    spans: Tensor

    @classmethod
    def plain(cls, wave: Tensor) -> Crops:
        """Waves [B, S] of the first voice whose text is not known."""
        none = torch.zeros(len(wave), dtype=torch.long, device=wave.device)
        return cls(wave, none, none[:, None], none, none)


@lru_cache(maxsize=100_000)
def letters_of(word: str) -> tuple[int, ...]:
    """The letters of a word as it is spoken, from 1 on."""
    return tuple(1 + LETTERS.index(c) for c in transcript(word) if c in LETTERS)


@dataclass
class Track:
    """All speech of one voice: int16 samples on the device, and where each word begins."""

    audio: Tensor
    starts: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    words: list[tuple[int, ...]] = field(default_factory=list)

    def add(self, shard: Shard, records: Sequence[dict[str, Any]]) -> None:
        """Add utterances of a shard."""
        at, pieces, starts = len(self.audio), list[npt.NDArray[np.int16]](), list[int]()
        for record in records:
            for word, start in record.get("words") or [(record["text"], 0.0)]:
                starts.append(at + int(start * RATE))
                self.words.append(letters_of(word))
            pieces.append(shard.audio(record))
            at += record["length"]
        if pieces:
            self.starts = np.append(self.starts, starts)
            self.audio = torch.cat([self.audio, torch.from_numpy(np.concatenate(pieces)).to(self.audio.device)])

    def draw(self, size: int, rng: np.random.Generator) -> tuple[int, tuple[int, ...], int]:
        """A crop that begins with a word: its start, the letters of its whole words, how many samples they last."""
        last = int(np.searchsorted(self.starts, len(self.audio) - size, "right"))
        first = int(rng.integers(max(1, last)))
        begin = int(self.starts[first]) - int(rng.integers(LEAD))
        begin = max(0, min(begin, len(self.audio) - size))
        after = int(np.searchsorted(self.starts, begin + size, "right")) - 1  # the last word is cut
        text = tuple(x for word in self.words[first:after] for x in word)
        return begin, text, int(self.starts[after]) - begin


class Speech24:
    """Speech of the `voices`, growing with the shard folder, up to `hours` of each."""

    def __init__(
        self, folder: Path, device: torch.device, voices: Sequence[str] = ("rhvoice:bdl",), hours: float = 6.0
    ):
        self._folder, self.device, self._most = folder, device, hours * 3600 * RATE
        self._seen: set[Path] = set()
        self.voices = tuple(voices)
        self.tracks = [Track(torch.zeros(0, dtype=torch.int16, device=device)) for _ in voices]

    def refresh(self, *, keep: bool = True) -> list[Path]:
        """Return the paths of new shards; read them unless it is only for their paths."""
        fresh = scan(self._folder, self._seen)
        self._seen.update(fresh)
        for path in fresh if keep else ():
            shard = read_shard(path)
            for i, track in enumerate(self.tracks):
                if len(track.audio) < self._most:
                    track.add(shard, [r for r in shard.records if r["rate"] == RATE and self.voice_of(r) == i])
        return fresh

    def voice_of(self, record: dict[str, Any]) -> int:
        """Which voice says a record; a speaker who is none of them counts as the first."""
        return self.voices.index(record["voice"]) if record["voice"] in self.voices else 0

    @property
    def minutes(self) -> float:
        """Minutes of speech of the first voice."""
        return len(self.tracks[0].audio) / RATE / 60

    def sample(self, voice: int, seconds: float) -> Tensor:
        """[n, S] the first `seconds` of a voice's speech (float32) in crops of 2 s; none where there is less."""
        size, n = 2 * RATE, int(seconds / 2)
        audio = self.tracks[voice].audio[: n * size]
        return (audio if len(audio) == n * size else audio[:0]).reshape(-1, size).float() / 32768

    def crops(self, n: int, codes: int, rng: np.random.Generator) -> Crops:
        """`n` crops of `codes` codes; a crop runs on into the next utterance, as clauses do in a reply.

        The first voice gets half of them and the others share the rest, as far as there is any speech of theirs.
        """
        size = CODE * codes
        ready = [i for i, track in enumerate(self.tracks) if len(track.audio) > size]
        if not ready:
            return self._short(n, size)
        weights = np.array([1.0 if i else max(1, len(ready) - 1) for i in ready])
        voice = rng.choice(ready, n, p=weights / weights.sum())
        drawn = [self.tracks[i].draw(size, rng) for i in voice]
        reach = torch.arange(size, device=self.device)
        wave = torch.zeros(n, size, device=self.device)
        for i in ready:
            rows = np.flatnonzero(voice == i)
            begins = torch.tensor([drawn[r][0] for r in rows], dtype=torch.long, device=self.device)
            wave[torch.from_numpy(rows).to(self.device)] = self.tracks[i].audio[begins[:, None] + reach].float() / 32768
        return Crops(wave, torch.from_numpy(voice).long().to(self.device), *self._texts(drawn))

    def _short(self, n: int, size: int) -> Crops:
        """Less speech than a crop is long: over and over again."""
        audio = self.tracks[0].audio
        places = torch.arange(size, device=self.device) % len(audio)
        return Crops.plain((audio[places].float() / 32768).expand(n, -1))

    def _texts(self, drawn: Sequence[tuple[int, tuple[int, ...], int]]) -> tuple[Tensor, Tensor, Tensor]:
        letters = np.zeros((len(drawn), max(1, *(len(text) for _, text, _ in drawn))), np.int64)
        for row, (_, text, _) in zip(letters, drawn, strict=True):
            row[: len(text)] = text
        counts = np.array([len(text) for _, text, _ in drawn], np.int64)
        spans = np.array([PER_CODE * lasts // CODE for _, _, lasts in drawn], np.int64)
        found = (torch.from_numpy(x).to(self.device) for x in (letters, counts, np.maximum(spans, 1)))
        return tuple(found)  # type: ignore[return-value]
