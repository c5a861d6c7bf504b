"""How often a turn is ended while the user is still in mid-sentence, and how soon it is ended when the user is done.

Pauses are put between words of recordings (`engine.bench.pauses`). Ears, reading and turn logic are the engine's own.
The language model listens only if its pack says that it can tell when a question is over; others have no say in it, and
without them many turns take little time.
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
from engine.packs import Embedded, Pack, open_pack
from engine.reading import Known
from engine.turns import Heard, Sign, TurnTaking

if TYPE_CHECKING:
    from engine.mind import Model

Samples = npt.NDArray[np.float32]

BEFORE = HEARING_RATE // 2
"""Samples before a question."""
READ_AFTER_S = 0.08
"""Seconds from a supposed end to its reading being there."""
AFTER_S = 1.5
TAIL_S = 0.1
"""So shortly before a question's last sample nothing is cut off but the fading of its last sound ("truth")."""


@dataclass(frozen=True)
class Turned:
    """One turn: pauses in seconds; whether it was cut off, else how late its end was decided; what was known then."""

    number: int
    kind: str
    pauses: tuple[float, ...]
    cut: bool
    text: str
    complete: float | None
    late_s: float | None
    over: float | None = None

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {n: round(v, 3) if isinstance(v, float) else v for n, v in asdict(self).items()}


def measure(sentences: Sequence[Sentence], turns: int, *, pack: str | None = None, seed: int = 0) -> Iterator[Turned]:
    """Yield `turns` turns on these questions, one after another and from the first again.

    Raises:
        PackError: the pack cannot be used.
    """
    from engine.model import load_model  # torch takes seconds

    found = open_pack(pack)
    model, tells_end = load_model(found, 0, 1), tells_its_end(found)
    rng = np.random.default_rng(seed)
    try:
        for number in range(turns):
            mind = Listening(model, tells_end=tells_end)
            yield _turn(number, sentences[number % len(sentences)], rng, mind)
    finally:
        model.close()


def tells_its_end(pack: Pack) -> bool:
    """Whether the pack's language model learnt to tell when a question is over."""
    body = pack.manifest.body
    return isinstance(body, Embedded) and body.lm.listening and body.lm.tells_end


class Listening:
    """What is made of one question, as the model thread does it; the brains hear it only with `tells_end`."""

    def __init__(self, model: Model, *, tells_end: bool) -> None:
        self._model, self._stream = model, model.ears.stream()
        self._stream.keep_frames = True
        self._reading = model.reader.reading() if model.reader else None
        self._brains = model.brains if tells_end else None
        if self._brains is not None:
            self._brains.begin()

    def hear(self, samples: Samples) -> None:
        """Hear more of it."""
        embeddings = self._stream.push(samples)
        if self._brains is not None and len(embeddings):
            self._brains.hear(embeddings)
        if self._reading is not None and self._stream.frames:
            self._reading.read(self._model.ears, self._stream.frames)
            self._stream.frames.clear()

    def now(self) -> Known:
        """Return what is known if the question ended now."""
        fork = self._stream.fork()
        over = self._over(fork.finish())
        if self._reading is None:
            return Known(over=over)
        text = self._reading.fork().read(self._model.ears, fork.frames)
        return Known(text, completeness(text), over)

    def _over(self, last: Samples) -> float | None:
        """How sure the brains are that it is over after its last embeddings, which they forget again."""
        if self._brains is None:
            return None
        over, mark = self._brains.over, self._brains.mark()
        if len(last):
            self._brains.hear(last)
            over = self._brains.over
            self._brains.rollback(mark)
        return over


def recorded(number: int, speech: Samples) -> Samples:
    """A question with half a second of a room's noise before it and `AFTER_S` seconds behind it."""
    samples = np.pad(speech, (BEFORE, int(AFTER_S * HEARING_RATE)))
    floor = np.random.default_rng(number).normal(0, SPEECH_LEVEL * 10 ** (-45 / 20), len(samples))
    return samples + floor.astype(np.float32)


def _turn(number: int, sentence: Sentence, rng: np.random.Generator, mind: Listening) -> Turned:
    speech, pauses = with_pauses(sentence, rng)
    samples, end = recorded(number, speech), BEFORE + len(speech)
    turns, known, waiting = TurnTaking(), Known(), _Waiting()
    for at in range(0, len(samples) - BLOCK, BLOCK):
        known = waiting.known(at, known)
        block, asking = samples[at : at + BLOCK], turns.speaking
        if asking:
            mind.hear(block)
        for sign in turns.push(block, Heard(text=known.text, complete=known.complete, over=known.over)):
            if sign is Sign.BEGIN:
                mind.hear(turns.recent())
            elif sign in (Sign.SUPPOSE, Sign.READ):
                waiting.begin(at, mind.now())
            elif sign is Sign.GO_ON:
                known, waiting = Known(), _Waiting()
            elif sign is Sign.END:
                late = (at + BLOCK - end) / HEARING_RATE
                cut = late < -TAIL_S
                return _turned(number, sentence, pauses, known, cut=cut, late=None if cut else late)
    return _turned(number, sentence, pauses, known, cut=False, late=None)


class _Waiting:
    """What will be known when the model thread has worked on it."""

    def __init__(self) -> None:
        self._at, self._known = 0, Known()
        self._waits = False

    def begin(self, at: int, known: Known) -> None:
        """The work begins at sample `at`."""
        self._at, self._known, self._waits = at + int(READ_AFTER_S * HEARING_RATE), known, True

    def known(self, at: int, before: Known) -> Known:
        """What is known at sample `at`."""
        if not self._waits or at < self._at:
            return before
        self._waits = False
        return self._known


def _turned(
    number: int, sentence: Sentence, pauses: tuple[float, ...], known: Known, *, cut: bool, late: float | None
) -> Turned:
    return Turned(number, sentence.kind, pauses, cut, known.text, known.complete, late, known.over)


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
