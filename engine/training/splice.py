"""New utterances out of the words of recordings: `python -m engine.training.splice --help`.

Sentences of a few people are soon learnt by heart. So recordings are cut into words (spans.json beside them, by
engine.training.alignment), and the words are put together again in random orders, most often those of one speaker:
every utterance is new, and every sound comes from many mouths. Shards of kind "spliced" may come while a run goes on.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.training.human import recordings
from engine.training.phones import Pronunciation
from engine.training.shards import ShardBuilder
from engine.training.silence import RATE, decibels, quiet_place
from engine.voices import end_with_parent

SPANS = "spans.json"
FADE = 160  # samples that two pieces share, and of the fades at the ends of an utterance: 10 ms
QUIET = 20.0  # decibels under its recording's words at which two words that touch may be cut apart
MOST = 4  # words of a piece
BEFORE, AFTER = 0.15, 0.4  # seconds of a pause that may belong to the word after and before it
SURE = 0.7  # confidence that a word needs
SHORTEST, LONGEST = 0.08, 1.8  # seconds of a usable word
LEVEL = 0.06  # root mean square of the words of every recording
LOUDEST_GAIN = 12.0
ONE_SPEAKER = 0.7  # share of the utterances whose words all come from one
WORDS = (2, 12)
JOINED = 0.5  # share of the joins without a pause
PAUSE = 0.12  # mean seconds of the other pauses
SHARD_SECONDS = 300.0


@dataclass(frozen=True)
class Piece:
    """A word of a recording, or some that run into each other, cut out: float samples at the common level."""

    text: str
    speaker: str
    samples: np.ndarray

    @property
    def words(self) -> int:
        """Number of words."""
        return len(self.text.split())


def cut_words(wave: np.ndarray, words: Sequence[str], spans: Sequence[Sequence[float]], speaker: str) -> list[Piece]:
    """What can be used of a recording (float samples), at the common level.

    Words between which there is no quiet place stay together: cut apart, each would begin or end with the other.
    """
    level = _level(wave, spans)
    gain = min(LOUDEST_GAIN, LEVEL / 10 ** (level / 20))  # one for all words, so that a soft word stays soft
    cuts = [(quiet_place(wave, a)[0], quiet_place(wave, b)) for a, b in _bounds(spans, len(wave) / RATE)]
    pieces, first = [], 0
    for last, (_, (end, loudness)) in enumerate(cuts):
        if last + 1 < len(words) and loudness > level - QUIET:
            continue
        samples = wave[max(0, cuts[first][0] - FADE // 2) : end + FADE // 2]
        if _usable(spans[first : last + 1]) and len(samples) > 2 * FADE:
            pieces.append(Piece(" ".join(words[first : last + 1]), speaker, (samples * gain).astype(np.float32)))
        first = last + 1
    return pieces


def _level(wave: np.ndarray, spans: Sequence[Sequence[float]]) -> float:
    """Decibels of the words of a recording."""
    return float(decibels(np.concatenate([wave[int(a * RATE) : int(b * RATE)] for a, b, _ in spans])))


def _bounds(spans: Sequence[Sequence[float]], seconds: float) -> np.ndarray:
    """Beginnings and ends [n, 2] of the words with what sounds of them in the pauses around, up to their middles."""
    times = np.array(spans)[:, :2]
    before, after = times[:1, 0] * 2, (seconds - times[-1:, 1]) * 2
    room = np.concatenate([before, times[1:, 0] - times[:-1, 1], after]).clip(0) / 2
    return times + np.stack([-np.minimum(BEFORE, room[:-1]), np.minimum(AFTER, room[1:])], 1)


def _usable(spans: Sequence[Sequence[float]]) -> bool:
    return len(spans) <= MOST and all(sure >= SURE and SHORTEST <= b - a <= LONGEST for a, b, sure in spans)


def join_pieces(pieces: Sequence[Piece], pauses: Sequence[float]) -> np.ndarray:
    """The pieces one after another, int16: cross-faded where a pause is 0, else faded out and in around it.

    `pauses` [n - 1] in seconds. The ends are faded as well.
    """
    fade = np.linspace(0.0, 1.0, FADE + 1, dtype=np.float32)[1:]
    faded = []
    for piece in pieces:
        samples = piece.samples.copy()
        samples[:FADE] *= fade
        samples[-FADE:] *= fade[::-1]
        faded.append(samples)
    starts = np.cumsum([0, *(len(f) + _gap(p) for f, p in zip(faded[:-1], pauses, strict=True))])
    out = np.zeros(starts[-1] + len(faded[-1]), np.float32)
    for start, samples in zip(starts, faded, strict=True):
        out[start : start + len(samples)] += samples
    return (np.clip(out, -1, 1) * 32767).astype(np.int16)


def _gap(pause: float) -> int:
    return round(pause * RATE) if pause > 0 else -FADE


class Splicer:
    """Endless utterances out of pieces."""

    def __init__(self, pieces: Sequence[Piece], rng: random.Random):
        self._pieces, self._rng = pieces, rng
        people = defaultdict[str, list[Piece]](list)
        for piece in pieces:
            people[piece.speaker].append(piece)
        self._people = list(people.values())
        self._weights = [len(pieces) ** 0.5 for pieces in self._people]  # few pieces are soon known by heart

    def draw(self) -> list[Piece]:
        """Pieces of an utterance: of one person, or of anybody."""
        rng, count = self._rng, self._rng.randint(*WORDS)
        person = self._person() if rng.random() < ONE_SPEAKER else None
        drawn: list[Piece] = []
        while sum(piece.words for piece in drawn) < count:
            drawn.append(rng.choice(person or self._person()))
        return drawn if len(drawn) > 1 else [*drawn, rng.choice(person or self._person())]

    def _person(self) -> list[Piece]:
        """Somebody's pieces."""
        return self._rng.choices(self._people, self._weights)[0]

    def say(self, pieces: Sequence[Piece]) -> np.ndarray:
        """An utterance with small pauses here and there, and silence around it."""
        rng = self._rng
        pauses = [0.0 if rng.random() < JOINED else rng.expovariate(1 / PAUSE) for _ in pieces[1:]]
        around = [int(RATE * rng.uniform(0.05, 0.4)) for _ in range(2)]
        return np.pad(join_pieces(pieces, pauses), around)

    def add(self, shard: ShardBuilder, pronounce: Callable[[str], str]) -> None:
        """One more utterance for a shard."""
        pieces = self.draw()
        text = " ".join(piece.text for piece in pieces)
        people = [piece.speaker for piece in pieces]
        shard.add(self.say(pieces), RATE, kind="spliced", speaker=people, transcript=text, phones=pronounce(text))


def load_pieces(folder: Path) -> list[Piece]:
    """All usable words of the recordings of `folder`, of which manifest.tsv tells the words and spans.json the times.

    None where nothing has been aligned.
    """
    if not (folder / SPANS).exists():
        return []
    spans = json.loads((folder / SPANS).read_text())
    pieces: list[Piece] = []
    for row, wave in recordings(folder, "float32", only=spans):
        pieces += cut_words(wave, row["text"].lower().split(), spans[row["file"]], row["speaker"])
    return pieces


def write_spliced(folder: Path, out: Path, hours: float, seed: str, pronounce: Callable[[str], str]) -> float:
    """Write shards spliced-`seed`-*.npz of `hours` in all; the hours made, 0 where nothing has been aligned."""
    pieces, made, number = load_pieces(folder), 0.0, 0
    splicer = Splicer(pieces, random.Random(seed))
    while pieces and made < hours * 3600:
        shard = ShardBuilder()
        while shard.seconds < min(SHARD_SECONDS, hours * 3600 - made):
            splicer.add(shard, pronounce)
        shard.write(out / f"spliced-{seed}-{number:03d}.npz")
        made, number = made + shard.seconds, number + 1
    return made / 3600


def _work(index: int, args: argparse.Namespace) -> None:
    """One worker's process."""
    end_with_parent()
    os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))  # training waits for its processor most of all
    seed = f"{os.getpid()}-{index}"
    made = write_spliced(args.folder, args.out, args.hours / args.workers, seed, Pronunciation(args.tts_root))
    print(f"worker {index}: {made:.2f} h", flush=True)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help=f"with manifest.tsv and {SPANS}")
    parser.add_argument("--out", type=Path, required=True, help="folder of shards")
    parser.add_argument("--hours", type=float, default=20.0)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--tts-root", type=Path, required=True)
    args = parser.parse_args()
    args.tts_root = args.tts_root.resolve()
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_work, args=(index, args)) for index in range(args.workers)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


if __name__ == "__main__":
    main()
