"""Questions as people ask them: with pauses to think between two words, and more or less silence at the end.

Voices rarely pause, and what waits for a pause to know that a question is over must not learn that every pause is one.
The silence of a pause is made as that of the end is, so that only what was said and how tells them apart.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

import numpy as np

from engine.training.silence import LOUD, RATE, quiet_place, speech_span

Words = Sequence[tuple[str, float]]

PAUSED = 0.35  # share of the questions with pauses
SHORTEST, LONGEST = 0.2, 1.0  # seconds of a pause
BREAKS = 0.5
"""Share of the paused questions that the voice itself breaks at a comma, which ends a phrase as a person does."""
NATURAL = 0.5  # share of the pauses that lie where the voice is quietest, at such a break or after a sentence
FADE = 80  # samples: 5 ms
FAINT, LOUDEST = 2.0, 30.0  # standard deviation of the noise in a silence, of 32 767
QUIET = 0.02  # of the loudest sample: what is softer at the end is the room of a recording
ABRUPT, PATIENT = 0.25, 0.25  # shares of the questions after which there is hardly any silence, and much


def with_break(text: str, rng: random.Random) -> str:
    """The text with a comma behind one of its words, where one can stand."""
    gaps = [gap.start() for gap in re.finditer(r"(?<=[a-z]) (?=[a-z])", text)]
    if not gaps:
        return text
    at = rng.choice(gaps)
    return f"{text[:at]},{text[at:]}"


def with_pauses(samples: np.ndarray, words: Words, rng: random.Random) -> tuple[np.ndarray, list[tuple[str, float]]]:
    """One or two pauses before words of an utterance (int16 at 16 kHz), and when its words begin then.

    Each is put at the quietest place near the word's beginning. Utterances of less than two words stay as they are.
    """
    pieces, starts, before, added = list[np.ndarray](), [start for _, start in words], 0, 0
    for word, at in _places(samples, words, rng):
        gap = silence(round(RATE * rng.uniform(SHORTEST, LONGEST)), rng)
        pieces += [_faded(samples[before:at], begins=before > 0, ends=True), gap]
        starts[word:] = [max(start, (at + added) / RATE) + len(gap) / RATE for start in starts[word:]]
        before, added = at, added + len(gap)
    whole = np.concatenate([*pieces, _faded(samples[before:], begins=before > 0, ends=False)])
    return whole, [(word, start) for (word, _), start in zip(words, starts, strict=True)]


def _places(samples: np.ndarray, words: Words, rng: random.Random) -> list[tuple[int, int]]:
    """Before which one or two words there are pauses, and at which samples, in order."""
    wave = samples.astype(np.float32) / 32768
    left = [(word, *quiet_place(wave, start)) for word, (_, start) in enumerate(words) if word]
    chosen = []
    for _ in range(min(len(left), rng.randint(1, 2))):
        place = min(left, key=lambda place: place[2]) if rng.random() < NATURAL else rng.choice(left)
        left.remove(place)
        chosen.append(place)
    found = sorted(chosen)
    return list(zip([place[0] for place in found], sorted(place[1] for place in found), strict=True))


def _faded(samples: np.ndarray, *, begins: bool, ends: bool) -> np.ndarray:
    """Without a click at the sides where a pause is."""
    out = samples.astype(np.float32)
    n = min(FADE, len(out) // 2)
    ramp = np.arange(1, n + 1) / (n + 1)
    if begins:
        out[:n] *= ramp
    if ends:
        out[len(out) - n :] *= ramp[::-1]
    return out.astype(np.int16)


def silence(length: int, rng: random.Random) -> np.ndarray:
    """So many samples of faint noise, which may stop on the way: a supposed end is padded with zeros at run time."""
    noise = np.random.default_rng(rng.getrandbits(32)).normal(0, rng.uniform(FAINT, LOUDEST), length)
    noise[int(length * rng.choice([0.0, rng.random(), 1.0])) :] = 0
    return noise.astype(np.int16)


def ended(samples: np.ndarray, rng: random.Random) -> tuple[np.ndarray, int]:
    """The utterance with another silence behind it, and the sample after its last sound."""
    peak = float(np.abs(samples.astype(np.float32)).max(initial=0.0))
    _, end = speech_span(samples, RATE, max(LOUD, QUIET * peak))
    kind = rng.random()
    seconds = 0.03 if kind < ABRUPT else rng.uniform(0.5, 0.9) if kind > 1 - PATIENT else rng.uniform(0.05, 0.5)
    trail = round(RATE * seconds)
    own = samples[: end + trail]
    own = _faded(own, begins=False, ends=len(own) > end)
    return np.concatenate([own, silence(end + trail - len(own), rng)]), end
