"""Runnable stages of the recipe: `python -m engine.training.stages STAGE --recipe NAME --work DIR --seconds N`.

Folders under the work folder: `text/` (corpora and both tokenizers), `shards/` (speech and codes), `out/` (checkpoints and logs), `eval/` (evaluation clips, optional), `human/`, `noise/` (optional).
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from engine.speech.encoder import Ears, EncoderConfig
from engine.training.clips import ClauseBank, ClipStore
from engine.training.ctc import CtcBpe
from engine.training.human import load_human, load_noise
from engine.training.lm import Lm, LmConfig
from engine.training.monitor import Monitor
from engine.training.ranks import join
from engine.training.stage import Clock, load_checkpoint, wait_for
from engine.training.train_brains import BrainsConfig, train_joint, train_text
from engine.training.train_ears import EarsConfig, train_ears

RECIPES = Path(__file__).parent / "recipes"


def typed(kind: type, values: dict[str, Any]) -> Any:
    """A dataclass from a recipe's section; unknown names are refused."""
    known = {f.name for f in fields(kind)}
    if unknown := set(values) - known:
        raise ValueError(f"{kind.__name__} has no {sorted(unknown)}")
    return kind(**{k: tuple(x) if isinstance(x, list) else x for k, x in values.items()})


@dataclass
class Recipe:
    """One recipe: sizes, settings of the stages, and when each begins and how long it lasts."""

    name: str
    seed: int
    hours: float
    buckets: list[tuple[int, int]]  # (chunks, clips in a batch)
    joint_buckets: list[tuple[int, int]] = field(default_factory=list)  # those of the joint stage, if they differ
    encoder: dict = field(default_factory=dict)
    lm: dict = field(default_factory=dict)
    ears: dict = field(default_factory=dict)
    brains: dict = field(default_factory=dict)
    codec: dict = field(default_factory=dict)
    synthesis: dict = field(default_factory=dict)
    timeline: dict = field(default_factory=dict)

    @classmethod
    def load(cls, name: str) -> Recipe:
        """The recipe called `name` in engine/training/recipes, or the JSON file at that path."""
        path = Path(name) if name.endswith(".json") else RECIPES / f"{name}.json"
        return typed(cls, json.loads(path.read_text()) | {}) if path.exists() else _unknown(name)


def _unknown(name: str) -> Recipe:
    raise ValueError(f"no recipe {name!r}; there are {sorted(p.stem for p in RECIPES.glob('*.json'))}")


class Work:
    """Paths and shared objects of a training run."""

    def __init__(self, recipe: Recipe, folder: Path, device: str):
        self.recipe, self.folder, self.device = recipe, folder, torch.device(device)
        self.shards, self.out, self.text = folder / "shards", folder / "out", folder / "text"
        self.out.mkdir(parents=True, exist_ok=True)
        self.tokenizer = Tokenizer.from_file(str(self.text / "tokenizer.json"))
        self.ctc = CtcBpe.load(self.text / "ctc.json")
        self.encoder = typed(EncoderConfig, recipe.encoder)
        self.lm = typed(LmConfig, recipe.lm)

    def store(self, joint: bool = False) -> ClipStore:
        """The clip store, watching the shard folder; human recordings first."""
        chosen = self.recipe.joint_buckets if joint and self.recipe.joint_buckets else self.recipe.buckets
        buckets = [(chunks * 5120, batch) for chunks, batch in chosen]
        store = ClipStore(self.device, self.recipe.hours, self.tokenizer, self.ctc, buckets)
        for shard in load_human(self.folder / "human"):
            store.add_shard(shard)
        store.watch(self.shards)
        return store

    def monitor(self) -> Monitor | None:
        """Evaluation clips, if there are any."""
        if not (self.folder / "eval" / "clips.jsonl").exists():
            return None
        return Monitor(self.folder / "eval", self.tokenizer, self.ctc, self.recipe.buckets[-1][0] * 5120)

    def provenance(self, commit: str) -> dict[str, Any]:
        """What every checkpoint carries."""
        r = self.recipe
        return {
            "recipe": r.name,
            "commit": commit,
            "seed": r.seed,
            "encoder": r.encoder,
            "lm": r.lm,
            "torch": torch.__version__,
        }

    def resume(self, *names: str) -> Path | None:
        """The first of the checkpoints that exists."""
        return next((p for p in (self.out / n for n in names) if p.exists()), None)


def _augmentation(work: Work) -> dict[str, Any]:
    noise = load_noise(work.folder / "noise")
    return {} if noise is None else {"noise_bank": noise}


def ears_stage(work: Work, seconds: float, commit: str) -> None:
    """Train the encoder; resumes from out/ears0.pt if an earlier run left one there."""
    monitor = work.monitor()
    config = typed(EarsConfig, work.recipe.ears | {"seed": work.recipe.seed, "extra": _augmentation(work)})
    train_ears(
        config,
        work.encoder,
        work.store(),
        work.out,
        seconds,
        work.resume("ears0.pt"),
        (lambda ears: monitor(None, ears)) if monitor else None,
        work.provenance(commit),
    )


def text_stage(work: Work, seconds: float, commit: str) -> None:
    """Train the language model on text; resumes from out/text0.pt."""
    config = typed(BrainsConfig, work.recipe.brains | {"seed": work.recipe.seed})
    torch.manual_seed(config.seed)
    lm = Lm(work.lm)
    if resume := work.resume("text0.pt"):
        load_checkpoint(resume, {"lm": lm})
    train_text(
        config,
        lm,
        work.tokenizer,
        ClauseBank(work.tokenizer),
        work.shards,
        work.out,
        seconds,
        work.device,
        work.provenance(commit),
    )


def joint_stage(work: Work, seconds: float, commit: str) -> None:
    """Train both together, from out/joint0.pt of an earlier run or from ears.pt and text.pt of this one."""
    config = typed(BrainsConfig, work.recipe.brains | {"seed": work.recipe.seed, "extra": _augmentation(work)})
    torch.manual_seed(config.seed)
    lm, ears, clock, store = Lm(work.lm), Ears(work.encoder), Clock(seconds), work.store(joint=True)
    if both := work.resume("joint0.pt"):
        load_checkpoint(both, {"lm": lm, "ears": ears})
    else:  # the store fills while the earlier stages end
        wait_for(lambda: work.resume("text.pt") is not None and work.resume("ears.pt") is not None, clock)
        load_checkpoint(work.out / "text.pt", {"lm": lm})
        load_checkpoint(work.out / "ears.pt", {"ears": ears})
    monitor = work.monitor()
    train_joint(
        config,
        lm,
        ears,
        store,
        ClauseBank(work.tokenizer),
        work.shards,
        work.out,
        seconds - clock.seconds,
        monitor,
        work.provenance(commit),
    )
    if monitor:
        (work.out / "examples.jsonl").write_text("\n".join(json.dumps(e) for e in monitor.examples))


STAGES = {"ears": ears_stage, "text": text_stage, "joint": joint_stage}


def run_rank(rank: int, world: int, args: argparse.Namespace) -> None:
    """One process of a stage."""
    torch.set_float32_matmul_precision("high")
    device = f"cuda:{rank}" if args.device == "cuda" else args.device
    if device.startswith("cuda"):
        torch.cuda.set_device(device)
    join(rank, world)
    STAGES[args.stage](Work(Recipe.load(args.recipe), args.work, device), args.seconds, args.commit)


def main() -> None:
    """Command line of the stages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("--recipe", default="v0")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--commit", default="")
    parser.add_argument("--ranks", type=int, default=1, help="processes of the joint stage, one a GPU")
    args = parser.parse_args()
    world = min(args.ranks, torch.cuda.device_count()) if args.device == "cuda" else args.ranks
    if world > 1:
        torch.multiprocessing.spawn(run_rank, (world, args), nprocs=world)
    else:
        run_rank(0, 1, args)


if __name__ == "__main__":
    main()
