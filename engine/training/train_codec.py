"""Stage "codec": learn the assistant's voice, then turn every reply in the shard folder into codes.

`python -m engine.training.train_codec --recipe v0 --work DIR --seconds N`. Trains for `codec.train` of its time, then keeps encoding new shards (`X.npz` -> `X.codes.npz`) until the time is over.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from engine.speech.decoder import DecoderConfig
from engine.training.codec import Codec, code_usage
from engine.training.optim import rate
from engine.training.shards import read_shard, scan
from engine.training.stage import Clock, Log, load_checkpoint, save_checkpoint
from engine.training.stages import Recipe, typed


@dataclass
class CodecConfig:
    """Settings: share of the stage's time to train, batch, crop in codes."""

    train: float = 0.6
    lr: float = 1.5e-3
    batch: int = 64
    crop: int = 45
    minutes: float = 3.0  # speech to wait for before training begins
    report: float = 20.0
    steps: int | None = None
    seed: int = 0
    dim: int = 256
    blocks: int = 4
    decoder: tuple = ()


class Speech24:
    """The own voice's utterances on the device, growing with the shard folder."""

    def __init__(self, folder: Path, device: torch.device):
        self._folder, self._device = folder, device
        self._seen: set[Path] = set()
        self.audio: list[Tensor] = []

    def refresh(self) -> None:
        """Read new shards."""
        for path in scan(self._folder, self._seen):
            self._seen.add(path)
            shard = read_shard(path)
            for record in shard.records:
                if record["rate"] == 24_000:
                    self.audio.append(torch.from_numpy(shard.audio(record)).to(self._device))

    @property
    def minutes(self) -> float:
        """Minutes of speech."""
        return sum(len(a) for a in self.audio) / 24_000 / 60

    def crops(self, n: int, codes: int, rng: np.random.Generator) -> Tensor:
        """[n, 960 codes] float32; short utterances are followed by others, as clauses are in a reply."""
        size, rows = 960 * codes, []
        for _ in range(n):
            pieces, have = [], 0
            start: int | None = None
            while have < size:
                audio = self.audio[int(rng.integers(len(self.audio)))]
                if start is None:
                    start = int(rng.integers(0, max(1, len(audio) - size // 2)))
                    audio = audio[start:]
                pieces.append(audio[: size - have])
                have += len(pieces[-1])
            rows.append(torch.cat(pieces))
        return torch.stack(rows).float() / 32768


def train(config: CodecConfig, codec: Codec, speech: Speech24, out: Path, seconds: float, device: torch.device, provenance: dict) -> None:
    """Train for `seconds` and write `out`/codec.pt."""
    log = Log(out / "codec.jsonl", "codec")
    while speech.minutes < config.minutes:
        time.sleep(1)
        speech.refresh()
    clock = Clock(seconds, config.steps)
    optimiser = torch.optim.AdamW(codec.parameters(), lr=config.lr, betas=(0.8, 0.98), weight_decay=0.01)
    rng, step, next_report = np.random.default_rng(config.seed), 0, 5.0
    while (progress := clock.progress(step)) < 1:
        loss, parts = codec.loss(speech.crops(config.batch, config.crop, rng))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(codec.parameters(), 1.0)
        for group in optimiser.param_groups:
            group["lr"] = config.lr * rate(step, progress, 100)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        step += 1
        if clock.seconds > next_report:
            next_report = clock.seconds + config.report
            used, perplexity = code_usage(parts.pop("codes"), codec.encoder.config.codes)
            log(step=step, loss=float(loss.detach()), minutes=speech.minutes, used=used, perplexity=perplexity, **{k: float(x.detach()) for k, x in parts.items()})
            save_checkpoint(out / "codec.pt", {"codec": codec}, step=step, **provenance)
            speech.refresh()
    log(step=step, done=1, loss=float(loss.detach()))
    save_checkpoint(out / "codec.pt", {"codec": codec}, step=step, **provenance)


@torch.no_grad()
def encode_shard(codec: Codec, path: Path, device: torch.device, batch: int = 64) -> int:
    """Write the codes of a shard's own-voice utterances beside it; returns how many there are."""
    shard = read_shard(path)
    records = [r for r in shard.records if r["rate"] == 24_000]
    codes: list[np.ndarray] = [np.zeros(0, np.int16)] * len(records)
    order = sorted(range(len(records)), key=lambda i: records[i]["length"])
    for at in range(0, len(order), batch):
        part = order[at : at + batch]
        longest = max(records[i]["length"] for i in part)
        wave = np.zeros((len(part), -(-longest // 960) * 960), np.float32)
        for line, i in zip(wave, part, strict=True):
            audio = shard.audio(records[i])
            line[: len(audio)] = audio / np.float32(32768)
        found = codec.encoder.encode(torch.from_numpy(wave).to(device)).cpu().numpy().astype(np.int16)
        for line, i in zip(found, part, strict=True):
            codes[i] = line[: -(-records[i]["length"] // 960)]
    texts = json.dumps([r["text"] for r in records]).encode()
    offsets = np.cumsum([0, *(len(c) for c in codes)])
    part_path = path.with_name(path.stem + ".codes.part")
    with part_path.open("wb") as file:
        np.savez(file, codes=np.concatenate([np.zeros(0, np.int16), *codes]), offsets=offsets, texts=np.frombuffer(texts, np.uint8))
    os.replace(part_path, path.with_name(path.stem + ".codes.npz"))
    return len(records)


def encode_folder(codec: Codec, folder: Path, out: Path, seconds: float, device: torch.device) -> None:
    """Encode shards, old and new, until `seconds` are over and none is left."""
    log, clock, seen, count = Log(out / "codec.jsonl", "codes"), Clock(seconds), set[Path](), 0
    codec.eval()
    while True:
        fresh = scan(folder, seen)
        for path in fresh:
            seen.add(path)
            count += encode_shard(codec, path, device)
        if fresh:
            log(encoded=count, shards=len(seen))
        elif clock.progress(0) >= 1:
            return
        time.sleep(0.5)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recipe", default="v0")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--commit", default="")
    args = parser.parse_args()
    recipe = Recipe.load(args.recipe)
    config = typed(CodecConfig, recipe.codec | {"seed": recipe.seed})
    begin, device, out = time.monotonic(), torch.device(args.device), args.work / "out"
    torch.manual_seed(config.seed)
    codec = Codec(DecoderConfig(**dict(config.decoder)), config.dim, config.blocks).to(device)
    provenance = {"recipe": recipe.name, "commit": args.commit, "seed": recipe.seed, "codec": recipe.codec}
    if (out / "codec0.pt").exists():  # codes must keep their meaning: a codec from an earlier run is used as it is
        load_checkpoint(out / "codec0.pt", {"codec": codec})
        save_checkpoint(out / "codec.pt", {"codec": codec}, **provenance)
    else:
        train(config, codec, Speech24(args.work / "shards", device), out, args.seconds * config.train, device, provenance)
    encode_folder(codec, args.work / "shards", out, args.seconds - (time.monotonic() - begin), device)


if __name__ == "__main__":
    main()
