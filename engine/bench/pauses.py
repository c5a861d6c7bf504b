"""Pauses in the middle of recorded questions, as people make them: between words, never inside one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.bench.recordings import Question
from engine.bench.sounds import SPEECH_LEVEL, at_level, speech_span, trimmed
from engine.config import HEARING_RATE

Samples = npt.NDArray[np.float32]
Gap = tuple[int, int]
"""First and last sample between two words, which are the same where there is no silence between them."""

BLOCK = HEARING_RATE // 100
GAP_DB = -22.0
"""Level, from the loudest 10 ms, below which there is a gap ..."""
GAP_S = 0.08
"""... if it lasts so long: shorter ones are in the middle of words. Needed only where word times are not known."""
LAST_S = 0.4
"""A gap so near the end is in the last word."""
SHORTEST_S, LONGEST_S = 0.2, 0.8
"""Pauses, the gap that was there included."""
MOST_PAUSES = 2
FADE = HEARING_RATE // 200
"""Samples in which sound fades where it is cut at a word's beginning: 5 ms, so that it does not click."""


@dataclass(frozen=True)
class Sentence:
    """A spoken question without silence around it, where there may be pauses in it, and of which kind it is."""

    samples: Samples
    gaps: tuple[Gap, ...]
    kind: str


def from_silence(samples: Samples, kind: str = "recording") -> Sentence:
    """Return a recording (16 kHz) with pauses possible where it is quiet for a moment: some of that is inside words."""
    speech = trimmed(samples)
    return Sentence(speech, tuple(_gaps(speech)), kind)


def from_words(question: Question) -> Sentence:
    """Return a question of a voice that tells when its words begin: there, and only there, may be a pause."""
    samples = question.samples()
    begin, end = speech_span(samples)
    speech = at_level(samples[begin:end], SPEECH_LEVEL)
    starts = [round(start * HEARING_RATE) - begin for start in question.word_starts]
    first = starts[0] if starts else 0
    quiet = _quiet(speech)
    gaps = [(_silent_since(quiet, at), at) for at in starts if first < at < len(speech)]
    return Sentence(speech, tuple(gap for gap in gaps if gap[0] > 0), question.item.family)


def with_pauses(sentence: Sentence, rng: np.random.Generator) -> tuple[Samples, tuple[float, ...]]:
    """Return a question with one or two pauses in gaps between words, and their lengths in seconds."""
    speech, gaps = sentence.samples, sentence.gaps
    count = min(len(gaps), int(rng.integers(1, MOST_PAUSES + 1)))
    chosen = [gaps[i] for i in sorted(rng.choice(len(gaps), count, replace=False))]
    parts: list[Samples] = []
    pauses, done = [], 0
    for begin, end in chosen:
        pause = max(float(rng.uniform(SHORTEST_S, LONGEST_S)), (end - begin) / HEARING_RATE)
        middle = (begin + end) // 2
        parts += [speech[done:middle], np.zeros(int(pause * HEARING_RATE) - (end - begin), np.float32)]
        pauses.append(round(pause, 3))
        done = middle
    parts.append(speech[done:])
    return np.concatenate(_faded(parts, [begin == end for begin, end in chosen])), tuple(pauses)


def _faded(parts: Sequence[Samples], cuts: Sequence[bool]) -> list[Samples]:
    """Parts with every second one a pause; sound fades at those pauses that cut right through it."""
    faded, ramp = [part.copy() for part in parts], np.linspace(1, 0, FADE, dtype=np.float32)
    for n, cut in enumerate(cuts):
        before, after = faded[2 * n][-FADE:], faded[2 * n + 2][:FADE]
        if cut:
            before *= ramp[len(ramp) - len(before) :]
            after *= ramp[::-1][: len(after)]
    return faded


def _quiet(speech: Samples) -> npt.NDArray[np.bool_]:
    """Which blocks are quiet."""
    levels = np.sqrt(np.mean(np.square(speech[: len(speech) // BLOCK * BLOCK].reshape(-1, BLOCK)), axis=1))
    return np.asarray(levels < levels.max() * 10 ** (GAP_DB / 20))


def _silent_since(quiet: npt.NDArray[np.bool_], at: int) -> int:
    """Where the silence before sample `at` begins."""
    block = min(at // BLOCK, len(quiet))
    while block > 0 and quiet[block - 1]:
        block -= 1
    return min(block * BLOCK, at) if block < at // BLOCK else at


def _gaps(speech: Samples) -> list[Gap]:
    """Quiet gaps: their first and last samples."""
    gaps, begin = [], 0
    for at, silent in enumerate(_quiet(speech)):
        if not silent:
            if (at - begin) * BLOCK >= GAP_S * HEARING_RATE and at * BLOCK < len(speech) - LAST_S * HEARING_RATE:
                gaps.append((begin * BLOCK, at * BLOCK))
            begin = at + 1
    return gaps
