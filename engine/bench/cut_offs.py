"""How often a turn is ended while the user is still in mid-sentence, and how soon it is ended when the user is done.

Pauses are put into recordings where there is a gap between words. Ears, reading and turn logic are the engine's own;
the language model is left out, because it has no say in it, so that many turns take little time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from engine.bench.sounds import SPEECH_LEVEL, recordings
from engine.completeness import completeness
from engine.config import HEARING_RATE
from engine.packs import open_pack
from engine.turns import Heard, Sign, TurnTaking

if TYPE_CHECKING:
    from engine.mind import Model

Samples = npt.NDArray[np.float32]

BLOCK = HEARING_RATE // 100
GAP_DB = -22.0
"""Level, from the loudest 10 ms, below which there is a gap ..."""
GAP_S = 0.08
"""... if it lasts so long: shorter ones are in the middle of words."""
LAST_S = 0.4
"""A gap so near the end is in the last word."""
SHORTEST_S, LONGEST_S = 0.2, 0.8
"""Pauses, the gap that was there included."""
MOST_PAUSES = 2
READ_AFTER_S = 0.08
"""Seconds from a supposed end to its reading being there."""
AFTER_S = 1.5


@dataclass(frozen=True)
class Turned:
    """One turn: pauses in seconds; where it was cut off, after which of them; else how late its end was decided."""

    number: int
    pauses: tuple[float, ...]
    cut: bool
    text: str
    complete: float | None
    late_s: float | None

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {n: round(v, 3) if isinstance(v, float) else v for n, v in asdict(self).items()}


def measure(turns: int, *, audio: str | None = None, pack: str | None = None, seed: int = 0) -> Iterator[Turned]:
    """Yield `turns` turns on the recordings of questions in a folder (None: the examples).

    Raises:
        ItemsError: no recordings.
        PackError: the pack cannot be used.
    """
    from engine.model import load_model  # torch takes seconds

    speech, model = recordings(audio), load_model(open_pack(pack), 0, 1)
    rng = np.random.default_rng(seed)
    try:
        for number in range(turns):
            samples, pauses = with_pauses(speech[number % len(speech)], rng)
            yield _turn(number, samples, pauses, model)
    finally:
        model.close()


def with_pauses(speech: Samples, rng: np.random.Generator) -> tuple[Samples, tuple[float, ...]]:
    """Return speech with one or two pauses in gaps between words, and their lengths."""
    gaps = _gaps(speech)
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
    return np.concatenate([*parts, speech[done:]]), tuple(pauses)


def _gaps(speech: Samples) -> list[tuple[int, int]]:
    """Gaps between words: their first and last samples."""
    levels = np.sqrt(np.mean(np.square(speech[: len(speech) // BLOCK * BLOCK].reshape(-1, BLOCK)), axis=1))
    quiet = levels < levels.max() * 10 ** (GAP_DB / 20)
    gaps, begin = [], 0
    for at, silent in enumerate(quiet):
        if not silent:
            if (at - begin) * BLOCK >= GAP_S * HEARING_RATE and at * BLOCK < len(speech) - LAST_S * HEARING_RATE:
                gaps.append((begin * BLOCK, at * BLOCK))
            begin = at + 1
    return gaps


class _Reading:
    """What the ears read of a question, as the model thread does it."""

    def __init__(self, model: Model) -> None:
        self._model, self._stream = model, model.ears.stream()
        self._stream.keep_frames = True
        self._reading = model.reader.reading() if model.reader else None

    def hear(self, samples: Samples) -> None:
        """Hear more of it."""
        self._stream.push(samples)
        if self._reading is not None and self._stream.frames:
            self._reading.read(self._model.ears, self._stream.frames)
            self._stream.frames.clear()

    def now(self) -> tuple[str, float | None]:
        """Return text and completeness, if the question ended now."""
        if self._reading is None:
            return "", None
        fork = self._stream.fork()
        fork.finish()
        text = self._reading.fork().read(self._model.ears, fork.frames)
        return text, completeness(text)


def _turn(number: int, speech: Samples, pauses: tuple[float, ...], model: Model) -> Turned:
    before = HEARING_RATE // 2
    samples = np.pad(speech, (before, int(AFTER_S * HEARING_RATE)))
    floor = np.random.default_rng(number).normal(0, SPEECH_LEVEL * 10 ** (-45 / 20), len(samples))
    samples = samples + floor.astype(np.float32)
    end = before + len(speech)
    turns, mind = TurnTaking(), _Reading(model)
    known: tuple[str, float | None] = ("", None)
    waiting: tuple[int, tuple[str, float | None]] | None = None
    for at in range(0, len(samples) - BLOCK, BLOCK):
        if waiting is not None and at >= waiting[0]:
            known, waiting = waiting[1], None
        block, asking = samples[at : at + BLOCK], turns.speaking
        if asking:
            mind.hear(block)
        for sign in turns.push(block, Heard(text=known[0], complete=known[1])):
            if sign is Sign.BEGIN:
                mind.hear(turns.recent())
            elif sign in (Sign.SUPPOSE, Sign.READ):
                waiting = (at + int(READ_AFTER_S * HEARING_RATE), mind.now())
            elif sign is Sign.GO_ON:
                known, waiting = ("", None), None
            elif sign is Sign.END:
                late = (at + BLOCK - end) / HEARING_RATE
                return Turned(number, pauses, late < 0, *known, late if late >= 0 else None)
    return Turned(number, pauses, False, *known, None)


def summary(turns: Sequence[Turned]) -> dict[str, float]:
    """Return counts, and when the end was decided (ms after the end of speech)."""
    late = [1000 * turn.late_s for turn in turns if turn.late_s is not None]
    cut = sum(turn.cut for turn in turns)
    figures: dict[str, float] = {
        "turns": len(turns),
        "cut_off": cut,
        "cut_off_percent": round(100 * cut / max(len(turns), 1), 1),
        "never_ended": len(turns) - cut - len(late),
    }
    if late:
        middle, most = np.percentile(late, [50, 90])
        figures |= {"decided_median_ms": round(float(middle)), "decided_p90_ms": round(float(most))}
    return figures
