"""The steps of a training run on a lent machine, one a call: `python3 -m engine.training.on_machine STEP --from DIR`.

DIR is a part of `engine.training.luggage` of the same name: "synthesis" (comes first), "brains" (where a language model
goes on), "run", "foreign", "accented", "human". What runs on is started as a daemon, and the step "hold" (`--to $OUT
--seconds N`, again and again) holds the machine and brings weights home. A step whose forerunner is missing ends at
once and says so: then the machine is a fresh one, and the calls begin anew. Standard library only.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

FRESH_MACHINE = 3
SYNTHESIS_SECONDS = 640
SPLICED_HOURS, SPLICERS = 20, 4


class Machine:
    """The work folder on the lent machine, and a step's luggage."""

    def __init__(self, work: Path, luggage: Path):
        self.work, self.luggage = work, luggage
        self.source, self.site, self.tts, self.out = work / "src", work / "site", work / "tts", work / "out"

    def environment(self) -> dict[str, str]:
        """For processes that run from the copied source."""
        return os.environ | {"PYTHONPATH": f"{self.site}:{self.source}"}

    def python(self, *arguments: str | Path) -> None:
        """Run one of our modules to its end."""
        subprocess.run(
            [sys.executable, "-m", *map(str, arguments)], check=True, env=self.environment(), cwd=self.source
        )

    def daemon(self, log: str, *arguments: str | Path, threads: int = 0) -> None:
        """Start one of our modules so that it outlives the call."""
        environment = self.environment()
        if threads:
            environment |= {"OMP_NUM_THREADS": str(threads), "OPENBLAS_NUM_THREADS": str(threads)}
        with (self.work / log).open("wb") as output:
            subprocess.Popen(
                [sys.executable, "-m", *map(str, arguments)],
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=environment, cwd=self.source,
                start_new_session=True,
            )  # fmt: skip

    def synthesis(self) -> None:
        """Source, wheels, texts and engines; the speech begins."""
        shutil.copytree("engine", self.source / "engine", dirs_exist_ok=True)
        wheels = sorted((self.luggage / "wheels").glob("*.whl"))
        install = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", str(self.site)]
        if wheels:
            subprocess.run([*install, *map(str, wheels)], check=True, stderr=subprocess.DEVNULL)
        for folder in (self.tts, self.out, self.work / "shards"):
            folder.mkdir(parents=True, exist_ok=True)
        shutil.copytree(self.luggage / "text", self.work / "text", dirs_exist_ok=True)
        shutil.copy(self.luggage / "plan.json", self.work)
        self._unpack(self.tts)
        workers = workers_for(os.cpu_count() or 2)
        self.daemon(
            "synthesis.log", "engine.training.synthesis", "--out", self.work / "shards", "--workers", str(workers),
            "--seed", str(os.getpid()), "--plan", self.work / "plan.json", "--tts-root", self.tts,
            "--text", self.work / "text", "--seconds", str(SYNTHESIS_SECONDS), threads=1,
        )  # fmt: skip

    def brains(self) -> None:
        """The language model to begin with."""
        self._join("text0")

    def run(self) -> None:
        """Weights to begin with, noise and settings; the training begins."""
        for name in ("noise", "eval"):
            if (self.luggage / name).exists():
                shutil.copytree(self.luggage / name, self.work / name, dirs_exist_ok=True)
        for name in ("codec0", "ears0"):
            if (self.luggage / name).exists():
                self._join(name)
        shutil.copy(self.luggage / "run.json", self.work)
        os.nice(-10)
        self.daemon(
            "run.log", "engine.training.run_recipe", "--recipe", self.work / "run.json", "--work", self.work,
            "--tts-root", self.tts, "--commit", (self.luggage / "commit").read_text().strip(),
        )  # fmt: skip

    def voices(self) -> None:
        """More voices for the synthesis that runs, which must never find half a voice."""
        half = self.work / f"half-{os.getpid()}"
        self._unpack(half)
        merge(half, self.tts)

    def human(self) -> None:
        """Recordings of people as a shard and as a bank for the synthesis; spliced ones are made in the background."""
        os.nice(-10)
        people = shutil.copytree(self.luggage / "human", self.work / "people", dirs_exist_ok=True)
        self.python(
            "engine.training.human", "--folder", people,
            "--out", self.work / "shards" / "human.npz", "--tts-root", self.tts,
        )  # fmt: skip
        self.python("engine.training.people", "--folder", people, "--to", self.tts / "people")
        self.daemon(
            "splice.log", "engine.training.splice", "--folder", people, "--out", self.work / "shards",
            "--hours", str(SPLICED_HOURS), "--workers", str(SPLICERS), "--tts-root", self.tts, threads=1,
        )  # fmt: skip

    def hold(self, seconds: float, to: Path) -> None:
        """Sleep while training runs, show its logs, bring its newest weights to `to`."""
        self.python(
            "engine.training.lease", "--work", self.work, "--to", to.resolve(), "--seconds", str(seconds)
        )  # fmt: skip

    def _join(self, name: str) -> None:
        parts = (self.luggage / name).resolve()
        self.python("engine.training.carry_out", "--join", "--from", parts, "--to", self.out / f"{name}.pt")

    def _unpack(self, to: Path) -> None:
        to.mkdir(exist_ok=True)
        subprocess.run(["tar", "-C", to, "-xJf", self.luggage / "tts.tar.xz"], check=True)


def workers_for(processors: int) -> int:
    """Processes that synthesise speech: six processors or a quarter are left to training and reading."""
    return max(1, processors - max(6, processors // 4))


def merge(source: Path, target: Path) -> None:
    """Move what `target` lacks into it, each folder at once; languages come before the voices that need them."""
    for path in sorted(source.iterdir()):
        if not (target / path.name).exists():
            path.rename(target / path.name)
        elif path.is_dir():
            merge(path, target / path.name)


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; 3 tells that the machine is a fresh one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=("synthesis", "brains", "run", "foreign", "accented", "human", "hold"))
    parser.add_argument("--from", dest="luggage", type=Path, default=Path())
    parser.add_argument("--to", type=Path, default=Path())
    parser.add_argument("--seconds", type=float, default=0.0)
    parser.add_argument("--work", type=Path, default=Path("/w"))
    args = parser.parse_args(arguments)
    machine = Machine(args.work, args.luggage)
    if args.step != "synthesis" and not machine.source.exists():
        print("This machine is a fresh one: give it back and begin with the step synthesis.", file=sys.stderr)
        return FRESH_MACHINE
    steps: dict[str, Callable[[], None]] = {
        "synthesis": machine.synthesis, "brains": machine.brains, "run": machine.run,
        "foreign": machine.voices, "accented": machine.voices, "human": machine.human,
        "hold": lambda: machine.hold(args.seconds, args.to),
    }  # fmt: skip
    steps[args.step]()
    print(f"{args.step} done", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
