"""Stage "codec": learn the assistant's voice, and turn every own-voice utterance of the shard folder into codes.

`python -m engine.training.train_codec --recipe v0 --work DIR --seconds N` reads `DIR/shards` while synthesis fills it
and writes `DIR/out/codec.pt`. Without `out/codec0.pt` it trains encoder and decoder for `codec.train` of its time and
then encodes (`X.npz` -> `X.codes.npz`) until the time is over. With a `codec0.pt` of an earlier run the encoder stays
as it is, because codes must keep their meaning: shards are encoded from the start, and only the decoder learns on, if
`codec.polish` gives it a learning rate. With `codec.relearn` both learn on from `codec0.pt` and the codes get a new
meaning, which language models must learn again.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from engine.speech.decoder import DecoderConfig
from engine.training.codec import Codec, Weights, code_usage
from engine.training.optim import rate
from engine.training.own_voice import CODE, Speech24
from engine.training.pitch import RATE
from engine.training.shards import read_shard
from engine.training.stage import Clock, Log, load_checkpoint, save_checkpoint
from engine.training.stages import Recipe, typed

ACQUAINTANCE = 40.0
"""Seconds of speech of a voice from which its mean pitch and spectrum are taken."""


@dataclass
class CodecConfig:
    """Settings of the stage."""

    train: float = 0.6  # share of the stage's time for training encoder and decoder
    lr: float = 1.5e-3
    polish: float = 0.0  # learning rate of the decoder when the encoder is an earlier run's; 0 leaves it as it is
    batch: int = 64
    crop: int = 45  # codes
    minutes: float = 3.0  # speech to wait for before training begins
    report: float = 20.0  # seconds between log lines and checkpoints
    look: float = 3.0  # seconds between looks into the shard folder
    steps: int | None = None
    seed: int = 0
    dim: int = 256
    blocks: int = 4
    decoder: tuple = ()
    voices: tuple = ("rhvoice:bdl",)  # the first one's speech is encoded
    relearn: bool = False  # train an earlier run's encoder too
    losses: dict = field(default_factory=dict)  # see engine.training.codec.Weights
    hours: float = 6.0  # speech of each voice that is kept


def new_codec(config: CodecConfig) -> Codec:
    """An untrained codec of the configured sizes."""
    sizes = DecoderConfig(**{"voices": len(config.voices), **dict(config.decoder)})
    return Codec(sizes, config.dim, config.blocks, Weights(**config.losses))


@dataclass
class Run:
    """One run of the stage: what is trained, on what, where the results go, and what every checkpoint carries."""

    config: CodecConfig
    codec: Codec
    speech: Speech24
    out: Path
    provenance: dict

    def save(self, **progress: object) -> None:
        """Write out/codec.pt."""
        save_checkpoint(self.out / "codec.pt", {"codec": self.codec}, **(self.provenance | progress))

    def wait(self, clock: Clock, fresh: Callable[[list[Path]], object]) -> bool:
        """Wait for enough speech; False if there is none when the time is over."""
        fresh(self.speech.refresh())
        while self.speech.minutes < self.config.minutes and clock.progress(0) < 1:
            time.sleep(0.5)
            fresh(self.speech.refresh())
        return self.speech.minutes > 0

    def introduce(self) -> None:
        """Let the codec know each further voice as soon as there is some speech of it."""
        table = self.codec.encoder.voices
        for i in range(1, len(self.speech.voices)):
            if table is not None and not bool(table[i].any()):
                known, other = (self.speech.sample(voice, ACQUAINTANCE) for voice in (0, i))
                if len(known) and len(other):
                    self.codec.introduce(i, known, other)

    def train(self, seconds: float, fresh: Callable[[list[Path]], object], *, frozen: bool = False) -> None:
        """Train for `seconds`; new shards go to `fresh` as they are found. `frozen` leaves the encoder as it is."""
        log, clock = Log(self.out / "codec.jsonl", "codec"), Clock(seconds, self.config.steps)
        if not self.wait(clock, fresh):
            log(step=0, note="no own-voice speech in the shard folder")
            return
        module, peak = (self.codec.decoder, self.config.polish) if frozen else (self.codec, self.config.lr)
        optimiser = torch.optim.AdamW(module.parameters(), lr=peak, betas=(0.8, 0.98), weight_decay=0.01)
        rng, step = np.random.default_rng(self.config.seed), 0
        crops = self.speech.crops(self.config.batch, self.config.crop, rng)
        next_report, next_look = clock.seconds + 5.0, clock.seconds + self.config.look
        while (progress := clock.progress(step)) < 1:
            if not frozen and step % 20 == 0:
                self.introduce()
            loss, parts = self.codec.loss(crops, frozen=frozen)
            loss.backward()
            crops = self.speech.crops(self.config.batch, self.config.crop, rng)  # while the GPU still works
            norm = torch.nn.utils.clip_grad_norm_(module.parameters(), 1.0)
            if not bool(torch.isfinite(norm)):  # one bad batch must not end the run
                optimiser.zero_grad(set_to_none=True)
            for group in optimiser.param_groups:
                group["lr"] = peak * rate(step, progress, 100)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            step += 1
            if clock.seconds > next_look:
                next_look = clock.seconds + self.config.look
                fresh(self.speech.refresh())
            if clock.seconds > next_report or clock.progress(step) >= 1:
                next_report = clock.seconds + self.config.report
                self._report(log, step, loss, parts, step / clock.seconds)
                self.save(step=step)
        self.save(step=step, done=True)

    def _report(self, log: Log, step: int, loss: Tensor, parts: dict[str, Tensor], speed: float) -> None:
        used, perplexity = code_usage(parts.pop("codes"), self.codec.encoder.config.codes)
        figures = {k: float(x.detach()) for k, x in parts.items()}
        log(
            step=step,
            loss=float(loss.detach()),
            minutes=self.speech.minutes,
            steps_s=speed,
            used=used,
            perplexity=perplexity,
            **figures,
        )

    def encode(self, seconds: float, paths: list[Path]) -> None:
        """Encode `paths` and then new shards until `seconds` are over and none is left."""
        log, clock, count, total = Log(self.out / "codec.jsonl", "codes"), Clock(seconds), 0, 0
        while True:
            for path in paths:
                count, total = count + encode_shard(self.codec, path, self.speech), total + 1
            if paths:
                log(encoded=count, shards=total)
            elif clock.progress(0) >= 1:
                return
            time.sleep(0.0 if paths else 0.5)
            paths = self.speech.refresh(keep=False)


@torch.no_grad()
def encode_shard(codec: Codec, path: Path, speech: Speech24, batch: int = 64) -> int:
    """Write the codes of what the first voice says in a shard beside it; returns how many utterances there are."""
    shard = read_shard(path)
    records = [r for r in shard.records if r["rate"] == RATE and speech.voice_of(r) == 0]
    codes: list[np.ndarray] = [np.zeros(0, np.int16)] * len(records)
    order = sorted(range(len(records)), key=lambda i: records[i]["length"])
    for at in range(0, len(order), batch):
        part = order[at : at + batch]
        longest = max(records[i]["length"] for i in part)
        wave = np.zeros((len(part), -(-longest // CODE) * CODE), np.float32)
        for line, i in zip(wave, part, strict=True):
            audio = shard.audio(records[i])
            line[: len(audio)] = audio / np.float32(32768)
        found = codec.encoder.encode(torch.from_numpy(wave).to(speech.device)).cpu().numpy().astype(np.int16)
        for line, i in zip(found, part, strict=True):
            codes[i] = line[: -(-records[i]["length"] // CODE)]
    write_codes(path, codes, [r["text"] for r in records])
    return len(records)


def write_codes(shard: Path, codes: list[np.ndarray], texts: list[str]) -> None:
    """Write `X.codes.npz` beside shard `X.npz`, all or nothing.

    It holds `codes` (int16, one utterance after another), `offsets` [n + 1] and `texts` (JSON bytes).
    """
    offsets = np.cumsum([0, *(len(c) for c in codes)])
    joined = np.concatenate([np.zeros(0, np.int16), *codes])
    part = shard.with_name(shard.stem + ".codes.part")
    with part.open("wb") as file:
        np.savez(file, codes=joined, offsets=offsets, texts=np.frombuffer(json.dumps(texts).encode(), np.uint8))
    part.replace(shard.with_name(shard.stem + ".codes.npz"))


def load_what_fits(path: Path, codec: Codec) -> None:
    """Weights of an earlier codec that may have had fewer voices: what it lacks stays untrained."""
    weights = torch.load(path, map_location="cpu", weights_only=True)["weights"]["codec"]
    known = {name: x.shape for name, x in codec.state_dict().items()}
    codec.load_state_dict({n: x for n, x in weights.items() if known.get(n) == x.shape}, strict=False)


def run(stage: Run, seconds: float) -> None:
    """Train and encode for `seconds`.

    Goes on from out/codec0.pt (an earlier run's codec) or out/codec.pt (this run's, after a failure) where they are.
    """
    clock, shards = Clock(seconds), list[Path]()
    kept, own = stage.out / "codec0.pt", stage.out / "codec.pt"
    before = load_checkpoint(own, {"codec": stage.codec}) if own.exists() else {}
    if kept.exists() and stage.config.relearn and not before:
        load_what_fits(kept, stage.codec)
    if kept.exists() and not stage.config.relearn:
        if not own.exists():
            load_checkpoint(kept, {"codec": stage.codec})
            stage.save()
        if stage.config.polish > 0:
            stage.train(seconds, lambda paths: [encode_shard(stage.codec, p, stage.speech) for p in paths], frozen=True)
    elif not before.get("done"):
        stage.train(seconds * stage.config.train, shards.extend)
    stage.encode(max(0.1, seconds - clock.seconds), shards + stage.speech.refresh(keep=False))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recipe", default="v0")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--commit", default="")
    args = parser.parse_args()
    torch.set_float32_matmul_precision("high")
    recipe, device = Recipe.load(args.recipe), torch.device(args.device)
    config = typed(CodecConfig, recipe.codec | {"seed": recipe.seed})
    torch.manual_seed(config.seed)
    provenance = {"recipe": recipe.name, "commit": args.commit, "seed": recipe.seed, "codec": recipe.codec}
    speech = Speech24(args.work / "shards", device, config.voices, config.hours)
    run(Run(config, new_codec(config).to(device), speech, args.work / "out", provenance), args.seconds)


if __name__ == "__main__":
    main()
