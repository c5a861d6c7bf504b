"""How sure a model is that a question is over, at pauses inside of questions and at their ends.

From that the bounds of `engine.turns.stop.PATIENCE_OVER` are chosen: a bound that few pauses reach and most ends do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from engine.bench.cut_offs import BEFORE, Listening, recorded, tells_its_end
from engine.bench.pauses import BLOCK, Sentence, with_pauses
from engine.config import HEARING_RATE
from engine.errors import PackError
from engine.packs import open_pack
from engine.reading import Known
from engine.turns import Heard, Sign, TurnTaking
from engine.turns.stop import DOUBT

NEVER_S = 60.0
"""Patience with which no turn ends by itself."""
SHORTEST_S = 0.18
"""Pauses that are shorter end no turn, whatever is known."""
BOUNDS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99)


@dataclass(frozen=True)
class Looked:
    """One supposed end: `pause_s` seconds long, None at the true end, and what was known of it."""

    number: int
    kind: str
    pause_s: float | None
    over: float
    complete: float | None
    text: str

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {n: round(v, 4) if isinstance(v, float) else v for n, v in asdict(self).items()}


def measure(sentences: Sequence[Sentence], turns: int, *, pack: str | None = None, seed: int = 0) -> Iterator[Looked]:
    """Yield the pauses (of `SHORTEST_S` and more) and ends of `turns` turns, heard to their ends.

    Raises:
        PackError: the pack cannot be used, or its model cannot tell when a question is over.
    """
    from engine.model import load_model  # torch takes seconds

    found = open_pack(pack)
    if not tells_its_end(found):
        raise PackError("This model did not learn to tell when a question is over: name a pack that says tells_end.")
    model, rng = load_model(found, 0, 1), np.random.default_rng(seed)
    try:
        for number in range(turns):
            sentence = sentences[number % len(sentences)]
            yield from _looked(number, sentence, rng, Listening(model, tells_end=True))
    finally:
        model.close()


def _looked(number: int, sentence: Sentence, rng: np.random.Generator, mind: Listening) -> Iterator[Looked]:
    """The supposed ends of one question; where detectors hear two speeches in it, those of the first alone."""
    speech, _ = with_pauses(sentence, rng)
    samples, end = recorded(number, speech), BEFORE + len(speech)
    turns, supposed = TurnTaking(), (0, Known())
    turns.wait_for(NEVER_S)
    for at in range(0, len(samples) - BLOCK, BLOCK):
        block = samples[at : at + BLOCK]
        if turns.speaking:
            mind.hear(block)
        for sign in turns.push(block, Heard()):
            if sign is Sign.BEGIN:
                mind.hear(turns.recent())
            elif sign is Sign.SUPPOSE:
                supposed = at + BLOCK - round(turns.silent_s * HEARING_RATE), mind.now()
            elif sign is Sign.GO_ON and (pause := (at - supposed[0]) / HEARING_RATE) >= SHORTEST_S:
                yield _look(number, sentence, pause, supposed[1])
    if turns.supposed and supposed[0] > end - HEARING_RATE // 5:
        yield _look(number, sentence, None, supposed[1])


def _look(number: int, sentence: Sentence, pause_s: float | None, known: Known) -> Looked:
    return Looked(number, sentence.kind, pause_s, known.over or 0.0, known.complete, known.text)


def table(looked: Sequence[Looked]) -> list[dict[str, float]]:
    """For each bound the percentage of pauses and of ends that reach it.

    The same of those whose text is complete (`DOUBT`) and of the others.
    """
    sides = {
        "pauses": [one for one in looked if one.pause_s is not None],
        "ends": [one for one in looked if one.pause_s is None],
    }
    groups = dict(sides)
    for name, side in sides.items():
        groups[f"{name}_text_complete"] = [one for one in side if (one.complete or 0.0) >= DOUBT]
        groups[f"{name}_text_not"] = [one for one in side if (one.complete or 0.0) < DOUBT]
    return [{"bound": bound} | {name: _reach(group, bound) for name, group in groups.items()} for bound in BOUNDS]


def _reach(looked: Sequence[Looked], bound: float) -> float:
    """Per cent that are at least so sure; of none it is 0."""
    return round(100 * sum(one.over >= bound for one in looked) / max(len(looked), 1), 1)


def counts(looked: Sequence[Looked]) -> dict[str, float]:
    """Return of how many pauses and ends the table is, and the middle of each side."""
    pauses = [one.over for one in looked if one.pause_s is not None]
    ends = [one.over for one in looked if one.pause_s is None]
    figures: dict[str, float] = {"pauses": len(pauses), "ends": len(ends)}
    for name, side in (("pauses_median", pauses), ("ends_median", ends)):
        if side:
            figures[name] = round(float(np.median(side)), 4)
    return figures
