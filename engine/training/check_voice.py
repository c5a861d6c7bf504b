"""How well the codec speaks: word errors of an independent recogniser on the teachers' speech and on its resynthesis.

`python -m engine.training.check_voice --codec OUT/codec.pt --recipe v0 --shards DIR` encodes and decodes what the
assistant's voices say in a shard folder, each as itself and as the other, and tells how steady the codes are; `--pack
DIR` instead of `--codec` decodes the codes that lie beside the shards (`X.codes.npz`) with a pack's decoder, in each of
its voices. `--save DIR` keeps the sounds. The recogniser is pocketsphinx with its stock US English model, trained on
people.
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

from engine.bench.word_errors import edit_distance
from engine.speech.decoder import DecoderConfig, SpeechDecoder
from engine.training.codec import Codec
from engine.training.pitch import track_pitch
from engine.training.shards import read_shard, scan
from engine.training.stage import load_checkpoint
from engine.training.synthesis import OWN_VOICE
from engine.words import transcript

Samples = npt.NDArray[np.float32]
FILE_NAME = str.maketrans(" :", "--")


@dataclass
class Utterance:
    """One saying of a teacher: text, samples at 24 kHz, its codes where they are known, and who speaks."""

    text: str
    samples: Samples
    codes: npt.NDArray[np.int16] | None = None
    voice: str = OWN_VOICE


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
        coded = iter(codes or ())
        for record in (r for r in shard.records if r["rate"] == 24_000):
            code = next(coded, None) if record["voice"] == OWN_VOICE else None
            if record["kind"] in kinds:
                samples = shard.audio(record).astype(np.float32) / np.float32(32768)
                found.append(Utterance(record["text"], samples, code, record["voice"]))
    order = np.random.default_rng(seed).permutation(len(found))
    return [found[int(i)] for i in order[:count]]


Speak = Callable[[Utterance], Samples]


def by_codec(codec: Codec, voices: tuple[str, ...] = (OWN_VOICE,), to: int | None = None) -> Speak:
    """Encode, and decode in the voice `to` (by default in the speaker's own)."""

    @torch.inference_mode()
    def speak(utterance: Utterance) -> Samples:
        own = voices.index(utterance.voice)
        codes = codec.encoder.encode(torch.from_numpy(utterance.samples)[None], torch.tensor([own]))
        return codec.decoder(codes, torch.tensor([own if to is None else to]))[0].numpy()

    return speak


def load_decoder(folder: Path) -> tuple[SpeechDecoder, list[str]]:
    """The speech decoder of a pack, and the names of its voices."""
    from safetensors.torch import load_file

    speaking = json.loads((folder / "pack.json").read_text())["speaking"]
    decoder = SpeechDecoder(DecoderConfig.from_dict(speaking["decoder"])).eval()
    decoder.load_state_dict(load_file(folder / "voice.safetensors"))
    return decoder, speaking.get("voices") or ["bdl"]


def by_pack(folder: Path, to: int = 0) -> Speak:
    """Decode the codes beside the shards with a pack's decoder, in the voice `to`."""
    decoder, _ = load_decoder(folder)

    @torch.inference_mode()
    def speak(utterance: Utterance) -> Samples:
        if utterance.codes is None:
            raise SystemExit(
                "These shards have no codes beside them; run engine.training.train_codec on the folder first."
            )
        return decoder(torch.from_numpy(utterance.codes.astype(np.int64))[None], torch.tensor([to]))[0].numpy()

    return speak


def sound_of(waves: list[Samples], codec: Codec) -> tuple[float, torch.Tensor]:
    """Median pitch in Hz, and mean log-mel spectrum [80] of the voiced frames: roughly who speaks."""
    pitches, spectra = [], []
    for wave in waves:
        samples = torch.from_numpy(wave[: len(wave) // 960 * 960])[None]
        pitch, voiced = track_pitch(samples)
        pitches.append(pitch[voiced])
        spectra.append(codec.encoder.log_mel(samples)[voiced])
    return float(torch.cat(pitches).median()), torch.cat(spectra).mean(0)


@torch.inference_mode()
def steadiness(codec: Codec, utterances: list[Utterance], voices: tuple[str, ...]) -> dict[str, float]:
    """Share of codes that stay as they are when the wave is changed a little (`CHANGES`)."""
    kept: dict[str, list[float]] = {name: [] for name in CHANGES}
    for utterance in utterances:
        wave, voice = torch.from_numpy(utterance.samples)[None], torch.tensor([voices.index(utterance.voice)])
        plain = codec.encoder.encode(wave, voice)
        for name, change in CHANGES.items():
            kept[name].append(float((codec.encoder.encode(change(wave), voice) == plain).float().mean()))
    return {name: round(float(np.mean(shares)), 4) for name, shares in kept.items()}


def _noisy(wave: torch.Tensor, below: float) -> torch.Tensor:
    hiss = torch.randn(wave.shape, generator=torch.Generator().manual_seed(0))
    return wave + wave.square().mean().sqrt() * 10 ** (-below / 20) * hiss


CHANGES: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
    "1 ms later": lambda wave: wave.roll(24, -1),
    "10 ms later": lambda wave: wave.roll(240, -1),
    "1 dB softer": lambda wave: wave * 10 ** (-1 / 20),
    "noise 50 dB below": lambda wave: _noisy(wave, 50),
    "noise 30 dB below": lambda wave: _noisy(wave, 30),
}


def judge(name: str, said: list[tuple[str, Samples]], save: Path) -> dict[str, object]:
    """Word error of (text, samples) pairs; the sounds go to `save` as NNN-name.wav."""
    for i, (_, samples) in enumerate(said):
        soundfile.write(save / f"{i:03d}-{name.translate(FILE_NAME)}.wav", samples, 24_000)
    found = score(Recogniser(), iter(said))
    interval = [round(x, 4) for x in found.interval()]
    return {"wer": round(found.rate, 4), "interval": interval, "words": sum(found.words)}


def compare(utterances: list[Utterance], sides: dict[str, tuple[str, Speak]], save: Path) -> dict[str, dict]:
    """What `judge` says of each side: its name, whose utterances it speaks, and how.

    Added are the median pitch, and how far the mean spectrum is from each teacher's (`like`: the smallest is likest).
    """
    save.mkdir(parents=True, exist_ok=True)
    figures, probe = dict[str, dict](), Codec(DecoderConfig(dim=8, blocks=0, fine_dim=8, fine_blocks=0), 8, 0)
    sounds = dict[str, torch.Tensor]()
    teachers = {f"teacher {v}": (v, _as_it_is) for v in dict.fromkeys(voice for voice, _ in sides.values())}
    for name, (voice, speak) in (teachers | sides).items():
        said = [(u.text, speak(u)) for u in utterances if u.voice == voice]
        if not said:
            continue
        figures[name] = judge(name, said, save)
        pitch, sound = sound_of([samples for _, samples in said], probe)
        if speak is _as_it_is:
            sounds[voice] = sound
        like = {v: round(float((sound - s).abs().mean()), 3) for v, s in sounds.items()}
        figures[name] |= {"pitch": round(pitch, 1), "like": like}
    return figures


def _as_it_is(utterance: Utterance) -> Samples:
    return utterance.samples


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
    parser.add_argument("--count", type=int, default=50, help="utterances of each voice")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kinds", default="reply,say", help="kinds of utterance, comma-separated")
    parser.add_argument("--save", type=Path)
    args = parser.parse_args()
    kinds, sides, steady = tuple(args.kinds.split(",")), dict[str, tuple[str, Speak]](), dict[str, object]()
    found = load_utterances(args.shards, 1 << 30, args.seed, kinds)
    if args.pack:
        found = [u for u in found if u.voice == OWN_VOICE][: args.count]
        for to, name in enumerate(load_decoder(args.pack)[1]):
            sides[f"pack as {name}"] = OWN_VOICE, by_pack(args.pack, to)
    else:
        config = typed(CodecConfig, Recipe.load(args.recipe).codec)
        codec, voices = new_codec(config).eval(), config.voices
        load_checkpoint(args.codec, {"codec": codec})
        found = [u for v in voices for u in [u for u in found if u.voice == v][: args.count]]
        sides = {f"{v} as {w}": (v, by_codec(codec, voices, to)) for v in voices for to, w in enumerate(voices)}
        steady = {"steady": steadiness(codec, found, voices)}
    with tempfile.TemporaryDirectory() as scratch:
        print(json.dumps(compare(found, sides, args.save or Path(scratch)) | steady, indent=2))


if __name__ == "__main__":
    main()
