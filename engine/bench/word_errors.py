"""Word errors of a recogniser: edit distance, counts of groups, and how sure a word error rate is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.bench.answers import wilson

RESAMPLES = 2000


def edit_distance(said: Sequence[str], heard: Sequence[str]) -> int:
    """Levenshtein distance between two sequences of words."""
    row = list(range(len(said) + 1))
    for i, word in enumerate(heard, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(said, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (word != other))
    return row[-1]


@dataclass(frozen=True)
class Heard:
    """What was read of one recording. `unit`: recordings of one unit (a person) are drawn together for intervals."""

    id: str
    group: str
    voice: str
    condition: str
    unit: str
    said: str
    heard: str

    @property
    def words(self) -> int:
        """Words that were said."""
        return len(self.said.split())

    @property
    def errors(self) -> int:
        """Words that are wrong, missing or too many."""
        return edit_distance(self.said.split(), self.heard.split())


@dataclass(frozen=True)
class WordErrors:
    """Word errors of one group, voice and condition: `whole` of `clips` recordings were read without any."""

    group: str
    voice: str
    condition: str
    clips: int
    whole: int
    units: int
    words: int
    errors: int
    interval: tuple[float, float]
    """95 % of the word error rate, by drawing units again and again (bootstrap)."""

    @property
    def rate(self) -> float:
        """Errors over words said; more than 1 where words are made up."""
        return self.errors / self.words

    def to_json(self) -> dict[str, Any]:
        """Return plain values, with the 95 % Wilson interval of the share of whole recordings."""
        return {
            "group": self.group, "voice": self.voice, "condition": self.condition,
            "words": self.words, "errors": self.errors, "word_error": round(self.rate, 6),
            "interval": [round(bound, 6) for bound in self.interval],
            "clips": self.clips, "whole": self.whole,
            "whole_interval": [round(bound, 6) for bound in wilson(self.whole, self.clips)],
            "units": self.units,
        }  # fmt: skip


ALL = "all"
"""What the sum over voices is called."""


def count(heard: Iterable[Heard]) -> list[WordErrors]:
    """Return word errors by group, voice and condition in order of appearance, then the sums over several voices."""
    single: dict[tuple[str, str, str], list[Heard]] = {}
    sums: dict[tuple[str, str, str], list[Heard]] = {}
    for one in heard:
        single.setdefault((one.group, one.voice, one.condition), []).append(one)
        sums.setdefault((one.group, ALL, one.condition), []).append(one)
    several = {key: rows for key, rows in sums.items() if len({row.voice for row in rows}) > 1}
    return [_counted(key, rows) for key, rows in (single | several).items()]


def _counted(key: tuple[str, str, str], rows: Sequence[Heard]) -> WordErrors:
    counts: dict[str, list[int]] = {}
    errors = [row.errors for row in rows]
    for row, wrong in zip(rows, errors, strict=True):
        unit = counts.setdefault(row.unit, [0, 0])
        unit[0] += wrong
        unit[1] += row.words
    interval = _bootstrap(np.array(list(counts.values())))
    whole = sum(wrong == 0 for wrong in errors)
    return WordErrors(*key, len(rows), whole, len(counts), sum(row.words for row in rows), sum(errors), interval)


def _bootstrap(counts: np.ndarray) -> tuple[float, float]:
    """95 % interval of errors over words of units [n, 2], drawn with replacement, always with the same draws."""
    drawn = np.random.default_rng(0).integers(len(counts), size=(RESAMPLES, len(counts)))
    sums = counts[drawn].sum(1)
    low, high = np.quantile(sums[:, 0] / np.maximum(sums[:, 1], 1), (0.025, 0.975))
    return float(low), float(high)
