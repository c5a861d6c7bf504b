"""When each word of a recording is said: its transcript's phones are laid along what a trained encoder hears.

`python -m engine.training.alignment --folder DIR --weights JOINT --tts-root DIR` writes DIR/spans.json and
DIR/phones.json for the recordings of DIR/manifest.tsv (engine.training.human): from the words engine.training.splice
makes new utterances, from the phones engine.training.people makes voices that say anything.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

from engine.speech.encoder import Ears
from engine.training.clips import CHUNK_SAMPLES, OVERLAP
from engine.training.ctc import BLANK
from engine.training.human import recordings
from engine.training.people import PHONES
from engine.training.phones import Pronunciation, phones_in, units_of
from engine.training.splice import SPANS
from engine.training.stage import load_checkpoint

FRAME = 0.04  # seconds
BEGIN, END = -0.10, -0.07
"""Seconds from a word's first phone's first frame to its beginning, and from its last phone's last frame to its end:
the encoder tells a phone when it has heard it. Medians of flite's voices, which tell when words begin."""
TOUCHING = 0.12  # seconds between two words under which they are taken to touch
FAINT = 0.6  # mean posterior of the phones of a recording under which it is left out


@dataclass(frozen=True)
class Span:
    """A word in a recording: seconds from `start` to `end`, and the mean posterior of its phones, 0 to 1."""

    word: str
    start: float
    end: float
    confidence: float


@dataclass(frozen=True)
class Heard:
    """A phone in a recording: its CTC unit, first frame, one after the last, seconds of its beginning, posterior."""

    unit: int
    first: int
    last: int
    at: float
    certain: float


def best_path(log_probs: np.ndarray, units: Sequence[int]) -> np.ndarray:
    """The likeliest frames [L, 2] (first, one after the last) of `units` in CTC log posteriors [T, V].

    Viterbi over blank, unit, blank, unit ..., blank (A. Graves et al., 2006), as for segmentation by CTC (L. Kürzinger
    et al., arXiv 2007.09127).

    Raises:
        ValueError: there are more units than fit the frames.
    """
    states = np.full(2 * len(units) + 1, BLANK)
    states[1::2] = units
    scores = log_probs[:, states]
    leaps = np.concatenate([[-np.inf, -np.inf], np.where(states[2:] == states[:-2], -np.inf, 0.0)])
    leaps[::2] = -np.inf  # a unit may follow another without a blank unless it is the same
    best = np.full(len(states), -np.inf)
    best[:2] = scores[0, :2]
    steps = np.zeros(scores.shape, np.int8)
    for t in range(1, len(scores)):
        padded = np.concatenate([[-np.inf, -np.inf], best])
        ways = np.stack([best, padded[1:-1], padded[:-2] + leaps])
        steps[t] = ways.argmax(0)
        best = ways.max(0) + scores[t]
    state = len(states) - 1 - int(best[-1] < best[-2])
    if best[state] == -np.inf:
        raise ValueError("the transcript has more phones than the recording has frames")
    return _frames_of(steps, state, len(units))


def _frames_of(steps: np.ndarray, state: int, count: int) -> np.ndarray:
    """Follow the steps back from the last state: first and one after the last frame of each unit [count, 2]."""
    frames = np.zeros((count, 2), int)
    for t in range(len(steps) - 1, -1, -1):
        if state % 2:
            unit = state // 2
            frames[unit] = t, frames[unit, 1] or t + 1
        state -= int(steps[t, state])
    return frames


class Aligner:
    """Aligns recordings with their transcripts by the middle layer of trained ears (which lose their other layers)."""

    def __init__(self, ears: Ears, pronounce: Callable[[str], str]):
        ears.eval()
        ears.hearing.layers = nn.ModuleList(list(ears.hearing.layers)[: ears.config.mid_layer])
        self._ears, self._pronounce = ears, pronounce

    def __call__(self, wave: np.ndarray, transcript: str) -> list[Span]:
        """Spans of the words of `transcript` in float samples [n] at 16 kHz; none where it does not fit them."""
        return self.spans_of(wave, transcript, self.phones(wave, transcript))

    def phones(self, wave: np.ndarray, transcript: str) -> list[list[Heard]]:
        """The phones of every word of `transcript` in `wave` (as for a call); none where it does not fit them."""
        phones = [units_of(self._pronounce(word)) for word in transcript.split()]
        if not phones or not all(phones):
            return []
        log_probs = self.posteriors(wave)
        units = [unit for word in phones for unit in word]
        try:
            frames = best_path(log_probs, units)
        except ValueError:
            return []
        heard = [_heard(log_probs, unit, *map(int, pair)) for unit, pair in zip(units, frames, strict=True)]
        ends = np.cumsum([len(word) for word in phones])
        return [heard[end - len(word) : end] for end, word in zip(ends, phones, strict=True)]

    @staticmethod
    def spans_of(wave: np.ndarray, transcript: str, phones: Sequence[Sequence[Heard]]) -> list[Span]:
        """Spans of the words of `transcript` in `wave`, from their `phones`."""
        if not phones:
            return []
        words = transcript.split()
        found = [(word[0].first, word[-1].last, float(np.mean([p.certain for p in word]))) for word in phones]
        times = _joined([(first * FRAME + BEGIN, last * FRAME + END) for first, last, _ in found])
        times = np.clip(times, 0.0, len(wave) / 16_000)
        return [
            Span(word, float(start), float(end), certain)
            for word, (start, end), (_, _, certain) in zip(words, times, found, strict=True)
        ]

    @torch.inference_mode()
    def posteriors(self, wave: np.ndarray) -> np.ndarray:
        """Log posteriors [T, V] of the phones."""
        padded = np.zeros((1, -(-len(wave) // CHUNK_SAMPLES) * CHUNK_SAMPLES + OVERLAP), np.float32)
        padded[0, : len(wave)] = wave
        _, mid = self._ears.encode(self._ears.features(torch.from_numpy(padded)))
        log_probs: np.ndarray = self._ears.mid_logits(mid)[0].float().log_softmax(-1).numpy()
        return log_probs


def _joined(times: Sequence[tuple[float, float]]) -> np.ndarray:
    """Beginnings and ends [n, 2]; where two words touch, one ends where the next begins."""
    joined = np.array(times)
    touch = joined[1:, 0] - joined[:-1, 1] < TOUCHING
    between = (joined[1:, 0] + joined[:-1, 1]) / 2
    joined[1:, 0] = np.where(touch, between, joined[1:, 0])
    joined[:-1, 1] = np.where(touch, between, joined[:-1, 1])
    return joined


def _heard(log_probs: np.ndarray, unit: int, first: int, last: int) -> Heard:
    """Where and how surely `unit` was heard in its frames; between frames by the posteriors of the frames around."""
    around = np.arange(max(0, first - 1), min(len(log_probs), last + 1))
    weights = np.exp(log_probs[around, unit])
    at = float((weights * around).sum() / weights.sum())
    return Heard(unit, first, last, at * FRAME + BEGIN, float(np.exp(log_probs[first:last, unit].max())))


def align_folder(aligner: Aligner, folder: Path) -> tuple[dict[str, list[list[float]]], dict[str, list]]:
    """What is said when in each recording of `folder`/manifest.tsv that can be trusted.

    Start, end and confidence of every word; and letters, beginnings, confidences of the phones, and the number of the
    first phone of every word.
    """
    spans: dict[str, list[list[float]]] = {}
    phones: dict[str, list] = {}
    for row, wave in recordings(folder, "float32"):
        text = row["text"].lower()
        heard = aligner.phones(wave, text)
        found = aligner.spans_of(wave, text, heard)
        if found and np.mean([span.confidence for span in found]) >= FAINT:
            spans[row["file"]] = [[round(x, 3) for x in (s.start, s.end, s.confidence)] for s in found]
            phones[row["file"]] = _as_lists(heard)
    return spans, phones


def _as_lists(words: Sequence[Sequence[Heard]]) -> list:
    flat = [phone for word in words for phone in word]
    firsts = np.cumsum([0, *(len(word) for word in words[:-1])]).tolist()
    times, sure = [round(p.at, 3) for p in flat], [round(p.certain, 2) for p in flat]
    return [phones_in([p.unit for p in flat]), times, sure, firsts]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="with manifest.tsv")
    parser.add_argument("--weights", type=Path, required=True, help="a checkpoint with trained ears")
    parser.add_argument("--tts-root", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    ears = Ears()
    load_checkpoint(args.weights, {"ears": ears})
    spans, phones = align_folder(Aligner(ears, Pronunciation(args.tts_root.resolve())), args.folder)
    (args.folder / PHONES).write_text(json.dumps(phones, separators=(",", ":")))
    (args.folder / SPANS).write_text(json.dumps(spans, separators=(",", ":")))
    print(f"{len(spans)} recordings with {sum(map(len, spans.values()))} words aligned")


if __name__ == "__main__":
    main()
