"""How well the codec speaks: word errors of an independent recogniser on the teacher's speech and on its resynthesis.

`python -m engine.training.check_voice --codec OUT/codec.pt --recipe v0 --shards DIR` encodes and decodes the own
voice's utterances of a shard folder; `--pack DIR` instead of `--codec` decodes the codes that lie beside the shards
(`X.codes.npz`) with a pack's decoder. `--save DIR` keeps the sounds. The recogniser is pocketsphinx with its stock US
English model, trained on people.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile
import soxr
import torch

from engine.speech.decoder import DecoderConfig, SpeechDecoder
from engine.training.codec import Codec
from engine.training.ctc import edit_distance
from engine.training.shards import read_shard, scan
from engine.training.stage import load_checkpoint
from engine.words import transcript

Samples = npt.NDArray[np.float32]


@dataclass
class Utterance:
    """One saying of the teacher: text, samples at 24 kHz, and its codes where they are known."""

    text: str
    samples: Samples
    codes: npt.NDArray[np.int16] | None = None


@dataclass
class Score:
    """Word errors of one side: for each sentence, errors and words."""

    errors: list[int]
    words: list[int]

    @property
    def rate(self) -> float:
        """Errors a word."""
        return sum(self.errors) / max(1, sum(self.words))

    def interval(self, draws: int = 2000, seed: int = 0) -> tuple[float, float]:
        """95 % interval by bootstrap over sentences."""
        rng = np.random.default_rng(seed)
        errors, words = np.array(self.errors), np.array(self.words)
        picks = rng.integers(len(words), size=(draws, len(words)))
        low, high = np.quantile(errors[picks].sum(1) / np.maximum(1, words[picks].sum(1)), [0.025, 0.975])
        return float(low), float(high)


class Recogniser:
    """Pocketsphinx with its own US English model."""

    def __init__(self) -> None:
        from pocketsphinx import Decoder

        self._decoder = Decoder(samprate=16_000, loglevel="FATAL")

    def hear(self, samples: Samples) -> list[str]:
        """Words in samples [n] at 24 kHz; digital silence is lifted by inaudible noise, which the recogniser needs."""
        wave = soxr.resample(samples, 24_000, 16_000)
        wave = wave + np.random.default_rng(0).normal(0, 3e-4, len(wave))
        self._decoder.start_utt()
        self._decoder.process_raw((np.clip(wave, -1, 1) * 32767).astype("<i2").tobytes(), full_utt=True)
        self._decoder.end_utt()
        found = self._decoder.hyp()
        return transcript(found.hypstr).split() if found else []


def score(recogniser: Recogniser, sayings: Iterator[tuple[str, Samples]]) -> Score:
    """Word errors of (text, samples) pairs."""
    result = Score([], [])
    for text, samples in sayings:
        said = transcript(text).split()
        result.errors.append(edit_distance(said, recogniser.hear(samples)))
        result.words.append(len(said))
    return result


def _codes_beside(path: Path) -> list[npt.NDArray[np.int16]] | None:
    beside = path.with_name(path.stem + ".codes.npz")
    if not beside.exists():
        return None
    with np.load(beside) as data:
        return np.split(data["codes"], data["offsets"][1:-1])


def load_utterances(folder: Path, count: int, seed: int, kinds: tuple[str, ...]) -> list[Utterance]:
    """`count` random own-voice utterances of the shards in `folder` (all of them if there are fewer)."""
    found = []
    for path in scan(folder, set()):
        shard, codes = read_shard(path), _codes_beside(path)
        own = [r for r in shard.records if r["rate"] == 24_000]
        for i, record in enumerate(own):
            if record["kind"] in kinds:
                samples = shard.audio(record).astype(np.float32) / np.float32(32768)
                found.append(Utterance(record["text"], samples, codes[i] if codes else None))
    order = np.random.default_rng(seed).permutation(len(found))
    return [found[int(i)] for i in order[:count]]


def by_codec(codec: Codec) -> Callable[[Utterance], Samples]:
    """Encode and decode."""

    @torch.inference_mode()
    def speak(utterance: Utterance) -> Samples:
        return codec.decoder(codec.encoder.encode(torch.from_numpy(utterance.samples)[None]))[0].numpy()

    return speak


def by_pack(folder: Path) -> Callable[[Utterance], Samples]:
    """Decode the codes beside the shards with a pack's decoder."""
    from safetensors.torch import load_file

    manifest = json.loads((folder / "pack.json").read_text())
    decoder = SpeechDecoder(DecoderConfig.from_dict(manifest["speaking"]["decoder"])).eval()
    decoder.load_state_dict(load_file(folder / "voice.safetensors"))

    @torch.inference_mode()
    def speak(utterance: Utterance) -> Samples:
        if utterance.codes is None:
            raise SystemExit(
                "These shards have no codes beside them; run engine.training.train_codec on the folder first."
            )
        return decoder(torch.from_numpy(utterance.codes.astype(np.int64))[None])[0].numpy()

    return speak


def compare(utterances: list[Utterance], speak: Callable[[Utterance], Samples], save: Path) -> dict[str, object]:
    """Scores of teacher and resynthesis; sounds go to `save` as NNN-teacher.wav and NNN-codec.wav."""
    recogniser, figures = Recogniser(), dict[str, object]()
    save.mkdir(parents=True, exist_ok=True)
    for name, say in (("teacher", lambda u: u.samples), ("codec", speak)):
        made = [(u.text, say(u)) for u in utterances]
        for i, (_, samples) in enumerate(made):
            soundfile.write(save / f"{i:03d}-{name}.wav", samples, 24_000)
        found = score(recogniser, iter(made))
        figures[name] = {"wer": round(found.rate, 4), "interval": [round(x, 4) for x in found.interval()]}
        figures["words"] = sum(found.words)
    return figures


def main() -> None:
    """Command line."""
    from engine.training.stages import Recipe, typed
    from engine.training.train_codec import CodecConfig, new_codec

    parser = argparse.ArgumentParser(description=__doc__)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--codec", type=Path, help="checkpoint of engine.training.train_codec")
    source.add_argument("--pack", type=Path, help="folder of a pack")
    parser.add_argument("--recipe", default="v0", help="recipe that the checkpoint was trained with")
    parser.add_argument("--shards", type=Path, required=True)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kinds", default="reply,say", help="kinds of utterance, comma-separated")
    parser.add_argument("--save", type=Path)
    args = parser.parse_args()
    utterances = load_utterances(args.shards, args.count, args.seed, tuple(args.kinds.split(",")))
    if args.pack:
        speak = by_pack(args.pack)
    else:
        codec = new_codec(typed(CodecConfig, Recipe.load(args.recipe).codec)).eval()
        load_checkpoint(args.codec, {"codec": codec})
        speak = by_codec(codec)
    with tempfile.TemporaryDirectory() as scratch:
        print(json.dumps(compare(utterances, speak, args.save or Path(scratch))))


if __name__ == "__main__":
    main()
