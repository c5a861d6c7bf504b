"""How often a turn is ended while the user is still in mid-sentence, and how soon it is ended when the user is done.

Pauses are put between words of recordings (`engine.bench.pauses`). Ears, reading and turn logic are the engine's own;
the language model is left out, because it has no say in it, so that many turns take little time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from engine.bench.pauses import BLOCK, Sentence, with_pauses
from engine.bench.sounds import SPEECH_LEVEL
from engine.completeness import completeness
from engine.config import HEARING_RATE
from engine.packs import open_pack
from engine.turns import Heard, Sign, TurnTaking

if TYPE_CHECKING:
    from engine.mind import Model

Samples = npt.NDArray[np.float32]

READ_AFTER_S = 0.08
"""Seconds from a supposed end to its reading being there."""
AFTER_S = 1.5
TAIL_S = 0.1
"""So shortly before a question's last sample nothing is cut off but the fading of its last sound ("truth")."""


@dataclass(frozen=True)
class Turned:
    """One turn: pauses in seconds; whether it was cut off, else how late its end was decided; what was read then."""

    number: int
    kind: str
    pauses: tuple[float, ...]
    cut: bool
    text: str
    complete: float | None
    late_s: float | None

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {n: round(v, 3) if isinstance(v, float) else v for n, v in asdict(self).items()}


def measure(sentences: Sequence[Sentence], turns: int, *, pack: str | None = None, seed: int = 0) -> Iterator[Turned]:
    """Yield `turns` turns on these questions, one after another and from the first again.

    Raises:
        PackError: the pack cannot be used.
    """
    from engine.model import load_model  # torch takes seconds

    model = load_model(open_pack(pack), 0, 1)
    rng = np.random.default_rng(seed)
    try:
        for number in range(turns):
            yield _turn(number, sentences[number % len(sentences)], rng, model)
    finally:
        model.close()


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


def _turn(number: int, sentence: Sentence, rng: np.random.Generator, model: Model) -> Turned:
    speech, pauses = with_pauses(sentence, rng)
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
                cut = late < -TAIL_S
                return Turned(number, sentence.kind, pauses, cut, *known, None if cut else late)
    return Turned(number, sentence.kind, pauses, False, *known, None)


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


def by_kind(turns: Sequence[Turned]) -> dict[str, dict[str, float]]:
    """Return the same for each kind of question."""
    kinds = dict.fromkeys(turn.kind for turn in turns)
    return {kind: summary([turn for turn in turns if turn.kind == kind]) for kind in kinds}
