"""Runnable stages of the recipe: `python -m engine.training.stages STAGE --recipe NAME --work DIR --seconds N`.

Folders under the work folder: `text/` (corpora and both tokenizers), `shards/` (speech and codes), `out/` (checkpoints
and logs), `eval/` (evaluation clips, optional), `human/`, `noise/` (optional).
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

import torch
from tokenizers import Tokenizer

from engine.speech.encoder import Ears, EncoderConfig
from engine.training.brains import BrainsConfig
from engine.training.clips import ClauseBank, ClipStore
from engine.training.ctc import CtcBpe
from engine.training.human import load_human, load_noise
from engine.training.lm import Lm, LmConfig
from engine.training.monitor import Monitor
from engine.training.ranks import join, rank
from engine.training.stage import Clock, Place, load_checkpoint, wait_for
from engine.training.train_ears import CHOSEN_BY, EarsConfig, EarsStage
from engine.training.train_joint import JointStage
from engine.training.train_text import TextStage

T = TypeVar("T")
PATIENCE = 40.0  # seconds to wait for variants of the encoder when the first one is there
MONITORED_CHUNKS = 75  # longest evaluation clip: 24 s
RECIPES = Path(__file__).parent / "recipes"


def typed(kind: type[T], values: dict[str, Any]) -> T:
    """A dataclass from a recipe's section; unknown names are refused."""
    known = {f.name for f in fields(kind)}  # type: ignore[arg-type]
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
    question_buckets: list[tuple[int, int]] = field(default_factory=list)  # those of questions, if they differ
    joint_buckets: list[tuple[int, int]] = field(default_factory=list)  # open speech in the joint stage
    joint_question_buckets: list[tuple[int, int]] = field(default_factory=list)
    human_weight: int = 1  # how often a recording of a person counts
    spliced_weight: int = 1  # how often an utterance spliced of recordings counts
    encoder: dict[str, Any] = field(default_factory=dict)
    lm: dict[str, Any] = field(default_factory=dict)
    ears: dict[str, Any] = field(default_factory=dict)
    variants: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Settings of further encoders by their stage, such as "ears_b"; the joint stage takes the best of all."""
    brains: dict[str, Any] = field(default_factory=dict)
    codec: dict[str, Any] = field(default_factory=dict)
    synthesis: dict[str, Any] = field(default_factory=dict)
    timeline: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def load(cls, name: str) -> Recipe:
        """The recipe called `name` in engine/training/recipes, or the JSON file at that path.

        Raises:
            ValueError: there is none, or it holds names that no recipe has.
        """
        path = Path(name) if name.endswith(".json") else RECIPES / f"{name}.json"
        if not path.exists():
            raise ValueError(f"no recipe {name!r}; there are {sorted(p.stem for p in RECIPES.glob('*.json'))}")
        return typed(cls, json.loads(path.read_text()))


class Work:
    """Paths and shared objects of a training run."""

    def __init__(self, recipe: Recipe, folder: Path, device: str, commit: str = "", *, again: bool = False):
        self.recipe, self.folder, self.device, self.again = recipe, folder, torch.device(device), again
        self.shards, self.out, self.text = folder / "shards", folder / "out", folder / "text"
        self.out.mkdir(parents=True, exist_ok=True)
        self.tokenizer = Tokenizer.from_file(str(self.text / "tokenizer.json"))
        self.ctc = CtcBpe.load(self.text / "ctc.json")
        self.encoder = typed(EncoderConfig, recipe.encoder)
        self.lm = typed(LmConfig, recipe.lm)
        self.place = Place(self.out, _provenance(recipe, commit))

    def store(self, joint: bool = False) -> ClipStore:
        """The clip store, watching the shard folder; human recordings first."""
        r = self.recipe
        buckets, questions = r.buckets, r.question_buckets or r.buckets
        if joint:
            buckets, questions = r.joint_buckets or buckets, r.joint_question_buckets or questions
        weights = {"human": r.human_weight, "spliced": r.spliced_weight}
        store = ClipStore(r.hours, self.tokenizer, self.ctc, buckets, questions, weights=weights)
        for shard in load_human(self.folder / "human"):
            store.add_shard(shard)
        store.watch(self.shards)
        return store

    def monitor(self) -> Monitor | None:
        """Evaluation clips, if there are any."""
        if not (self.folder / "eval" / "clips.jsonl").exists():
            return None
        return Monitor(self.folder / "eval", self.tokenizer, self.ctc, MONITORED_CHUNKS * 5120)

    def bank(self) -> ClauseBank:
        """The speech codes of the assistant's clauses, empty yet."""
        return ClauseBank(self.tokenizer, self.shards)

    def resume(self, stage: str, name: str = "") -> Path | None:
        """The checkpoint to go on from: this run's last if the stage is started again, else an earlier run's.

        A variant of a stage has a `name` of its own.
        """
        names = [f"{name or stage}.last.pt"] * self.again + [f"{stage}0.pt"]
        return next((p for p in (self.out / n for n in names) if p.exists()), None)


def _provenance(recipe: Recipe, commit: str) -> dict[str, Any]:
    about = {"recipe": recipe.name, "commit": commit, "seed": recipe.seed}
    return about | {"encoder": recipe.encoder, "lm": recipe.lm, "torch": torch.__version__}


def _augmentation(work: Work) -> dict[str, Any]:
    noise = load_noise(work.folder / "noise")
    return {} if noise is None else {"noise_bank": noise}


def ears_stage(work: Work, seconds: float, name: str = "ears") -> None:
    """Train the encoder, or a variant of it; goes on from out/ears0.pt if an earlier run left one there."""
    settings = work.recipe.ears | work.recipe.variants.get(name, {})
    config = typed(EarsConfig, settings | {"seed": work.recipe.seed, "extra": _augmentation(work)})
    torch.manual_seed(config.seed)
    ears, before = Ears(work.encoder), work.resume("ears", name)
    eased = before is not None and bool(load_checkpoint(before, {"ears": ears}).get("eased", True))
    EarsStage(config, ears, work.store(), work.place, work.device, work.monitor(), eased, name).run(seconds)


def text_stage(work: Work, seconds: float) -> None:
    """Train the language model on text; goes on from out/text0.pt."""
    config = typed(BrainsConfig, work.recipe.brains | {"seed": work.recipe.seed})
    torch.manual_seed(config.seed)
    lm = Lm(work.lm)
    if before := work.resume("text"):
        load_checkpoint(before, {"lm": lm})
    TextStage(config, lm, work.tokenizer, work.bank(), work.place, work.device).run(seconds)


def joint_stage(work: Work, seconds: float) -> None:
    """Train both together, from out/joint0.pt of an earlier run or from ears.pt and text.pt of this one."""
    config = typed(BrainsConfig, work.recipe.brains | {"seed": work.recipe.seed, "extra": _augmentation(work)})
    torch.manual_seed(config.seed)
    lm, ears, clock, store = Lm(work.lm), Ears(work.encoder), Clock(seconds), work.store(joint=True)
    monitor = work.monitor()
    stage = JointStage(config, lm, ears, store, work.bank(), work.place, work.device, monitor)
    stage.run(seconds, lambda: _load_both(work, lm, ears, clock, stage))
    if monitor and rank() == 0:
        (work.out / "examples.jsonl").write_text("\n".join(json.dumps(e) for e in monitor.examples))


def _load_both(work: Work, lm: Lm, ears: Ears, clock: Clock, stage: JointStage) -> None:
    """Weights for the joint stage, waiting for those of the stages before it (its store fills meanwhile)."""
    if before := work.resume("joint"):
        load_checkpoint(before, {"lm": lm, "ears": ears})
        return
    parts = [work.out / name for name in ("text.pt", "ears.pt")]
    variants = [work.out / f"{name}.pt" for name in work.recipe.variants]
    if not wait_for(lambda: all(path.exists() for path in parts), clock):
        raise RuntimeError("the stages ears and text did not end in time")
    wait_for(lambda: all(path.exists() for path in variants), Clock(min(PATIENCE, clock.left)))
    load_checkpoint(parts[0], {"lm": lm})
    about = load_checkpoint(best_ears([parts[1], *variants]), {"ears": ears})
    stage.mouths(about.get("mouths", 0.0))


def best_ears(paths: Sequence[Path]) -> Path:
    """Of several encoders, as far as they are there, the one that heard people best; the first if none tells."""
    there = [path for path in paths if path.exists()]
    figures = [load_checkpoint(path, {}).get(CHOSEN_BY, math.inf) for path in there]
    return there[figures.index(min(figures))]


def _variant(name: str) -> Callable[[Work, float], None]:
    return lambda work, seconds: ears_stage(work, seconds, name)


STAGES: dict[str, Callable[[Work, float], None]] = {
    "ears": ears_stage, "ears_b": _variant("ears_b"), "ears_c": _variant("ears_c"),
    "text": text_stage, "joint": joint_stage,
}  # fmt: skip


def run_rank(number: int, world: int, args: argparse.Namespace) -> None:
    """One process of a stage."""
    torch.set_float32_matmul_precision("high")
    device = f"cuda:{number}" if args.device == "cuda" else args.device
    if device.startswith("cuda"):
        torch.cuda.set_device(device)
    join(number, world)
    work = Work(Recipe.load(args.recipe), args.work, device, args.commit, again=args.again)
    STAGES[args.stage](work, args.seconds)


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
    parser.add_argument("--again", action="store_true", help="go on from this run's last checkpoint")
    args = parser.parse_args()
    world = min(args.ranks, torch.cuda.device_count()) if args.device == "cuda" else args.ranks
    if world > 1:
        torch.multiprocessing.spawn(run_rank, (world, args), nprocs=world)
    else:
        run_rank(0, 1, args)


if __name__ == "__main__":
    main()
