"""Run a whole recipe on one machine: `python -m engine.training.run_recipe --recipe v0 --work DIR [--tts-root DIR]`.

Starts speech synthesis and the stages as processes of their own, each at its time, so that the GPU is fed while speech
is still being made; writes `out/run.jsonl` with what each stage did. A stage that fails is started again once (training
from its last checkpoint where it has one), and the others go on.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from engine.training.stage import Log
from engine.training.stages import Recipe


@dataclass
class Stage:
    """One entry of a recipe's timeline, lasting `seconds`.

    It begins `at` seconds after the start, once `needs` exist in out/.
    """

    name: str
    at: float
    seconds: float
    gpu: int = 0
    ranks: int = 1
    needs: tuple[str, ...] = ()
    retries: int = 1
    process: subprocess.Popen[bytes] | None = None
    code: int | None = None
    again: bool = False
    started: float = 0.0


def command_of(stage: Stage, args: argparse.Namespace) -> list[str]:
    """The command line of a stage."""
    if stage.name == "synthesis":
        return synthesis_command(stage, args)
    common = ["--recipe", args.recipe, "--work", str(args.work), "--seconds", str(stage.seconds)]
    common += ["--commit", args.commit]
    if stage.name == "codec":
        return [sys.executable, "-m", "engine.training.train_codec", *common]
    again = ["--again"] if stage.again else []
    return [sys.executable, "-m", "engine.training.stages", stage.name, *common, "--ranks", str(stage.ranks), *again]


def synthesis_command(stage: Stage, args: argparse.Namespace) -> list[str]:
    """The command line of the synthesis workers."""
    plan = args.work / "plan.json"
    plan.write_text(json.dumps(Recipe.load(args.recipe).synthesis["plan"]))
    options = {
        "out": args.work / "shards",
        "workers": args.workers or max(1, (os.cpu_count() or 2) - 2),
        "seed": args.seed,
        "plan": plan,
        "tts-root": args.tts_root,
        "text": args.work / "text",
        "seconds": stage.seconds,
    }
    return [
        sys.executable,
        "-m",
        "engine.training.synthesis",
        *(x for k, o in options.items() for x in (f"--{k}", str(o))),
    ]


def start(stage: Stage, args: argparse.Namespace, gpus: int) -> None:
    """Start the stage's process, its output in out/<name>.log."""
    environment = {"TORCHINDUCTOR_COMPILE_THREADS": "8"} | os.environ
    if gpus and stage.ranks == 1:
        environment["CUDA_VISIBLE_DEVICES"] = str(stage.gpu % gpus)
    if stage.name == "synthesis":
        environment["OMP_NUM_THREADS"] = environment["OPENBLAS_NUM_THREADS"] = "1"
    with (args.work / "out" / f"{stage.name}.log").open("ab") as output:
        stage.process = subprocess.Popen(command_of(stage, args), stdout=output, stderr=output, env=environment)
    stage.started = time.monotonic()


def gpu_count() -> int:
    """Number of GPUs that nvidia-smi lists; 0 without one."""
    try:
        listing = subprocess.run(["nvidia-smi", "-L"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    return sum(line.startswith("GPU ") for line in listing.splitlines())


def supervise(stages: list[Stage], args: argparse.Namespace) -> bool:
    """Start stages when due, restart a failed one, until all have ended. True if all ended well."""
    log, begin, gpus = Log(args.work / "out" / "run.jsonl", "run"), time.monotonic(), gpu_count()
    log(gpus=gpus, cpus=os.cpu_count(), recipe=args.recipe, commit=args.commit)
    try:
        while any(s.code is None for s in stages):
            for stage in (s for s in stages if s.code is None):
                if stage.process is None:
                    _start_if_due(stage, stages, args, gpus, time.monotonic() - begin, log)
                elif (code := stage.process.poll()) is not None:
                    _finish(stage, code, log)
            time.sleep(0.5)
    finally:  # interrupted: leave no process behind
        for stage in stages:
            if stage.process is not None:
                stage.process.terminate()
    return all(s.code == 0 for s in stages)


def _start_if_due(stage: Stage, stages: list[Stage], args: argparse.Namespace, gpus: int, now: float, log: Log) -> None:
    """Start a stage whose time has come and whose needs are there; one whose needs cannot come any more has failed."""
    if now < stage.at or not _ended(stages, stage.needs):
        return
    missing = [n for n in stage.needs if not (args.work / "out" / n).exists()]
    if missing:
        stage.code = 1
        log(left_out=stage.name, missing=missing)
    else:
        start(stage, args, gpus)
        log(begun=stage.name)


def _ended(stages: list[Stage], needs: tuple[str, ...]) -> bool:
    """A checkpoint counts as made when the stage that writes it has ended."""
    names = {n.split(".")[0] for n in needs}
    return all(s.code is not None for s in stages if s.name in names)


def _finish(stage: Stage, code: int, log: Log) -> None:
    stage.process = None
    spent = time.monotonic() - stage.started
    log(ended=stage.name, code=code, lasted=spent)
    left = stage.seconds - spent
    if code != 0 and stage.retries > 0 and left > 20:
        stage.retries, stage.seconds, stage.again = stage.retries - 1, left, True
    else:
        stage.code = code


def timeline(recipe: Recipe, scale: float) -> list[Stage]:
    """The recipe's stages; `scale` stretches or shrinks every time."""
    return [
        Stage(
            name,
            at=t["at"] * scale,
            seconds=t["seconds"] * scale,
            gpu=t.get("gpu", 0),
            ranks=t.get("ranks", 1),
            needs=tuple(t.get("needs", ())),
        )
        for name, t in recipe.timeline.items()
    ]


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recipe", default="v0")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--tts-root", type=Path, default=Path(os.environ.get("MINDPACE_TTS_ROOT", "tts")))
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--commit", default="")
    args = parser.parse_args()
    args.work = args.work.resolve()
    (args.work / "out").mkdir(parents=True, exist_ok=True)
    (args.work / "shards").mkdir(exist_ok=True)
    return 0 if supervise(timeline(Recipe.load(args.recipe), args.scale), args) else 1


if __name__ == "__main__":
    raise SystemExit(main())
