"""What travels to a lent machine, ready before the machine is asked for: `python -m engine.training.luggage --help`.

A lease is short and a call takes 64 MiB at most, so speech engines, recordings, weights and settings are packed into
one ignored folder, a part for each call of `engine.training.on_machine`, and weighed here. Large assets stay at home:
`--away` takes them out of the working tree and out of git's index, `--back` puts both right again.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from engine.errors import EXIT_STATUS, MindpaceError
from engine.training.people import PHONES
from engine.training.splice import SPANS
from engine.training.stages import Recipe
from engine.voices.foreign import ACCENTED, FOREIGN
from engine.voices.rhvoice import LANGUAGES, VOICES

ROOM = 63 << 20
"""Bytes that may travel with a call: the limit of 64 MiB, less what packing adds."""
_DATABASES = sorted({"/".join(voice.group.split("/")[:2]) for voice in FOREIGN.values()})
MORE_VOICES: dict[str, list[str]] = {
    "foreign": [f"usr/share/festival/voices/{name}" for name in _DATABASES],
    "accented": [f"{LANGUAGES}/{name}" for name in sorted(set(ACCENTED.values()))]
    + [f"{VOICES}/{name}" for name in ACCENTED],
}
"""What of the tree of engines travels in calls of its own, and the steps that unpack it."""
STAY_AT_HOME = ("assets/packs/embedded", "assets/training", "docs/screenshots")
SOONER = 30
"""Seconds by which stages begin sooner than in the recipe: the synthesis runs already when the second call comes."""


def pack_engines(tts: Path, to: Path, more: str = "") -> None:
    """The free speech engines as `to`/tts.tar.xz, or, with `more`, one entry of `MORE_VOICES` alone."""
    what = MORE_VOICES[more] if more else ["."]
    left = [] if more else [f"--exclude=./{path}" for paths in MORE_VOICES.values() for path in paths]
    test_voices = ["--exclude=*mbrola*", "--exclude=*pico*", "--exclude=*svox*"]
    to.mkdir(parents=True, exist_ok=True)
    subprocess.run(["tar", "-C", tts, *left, *test_voices, "-I", "xz -T0", "-cf", to / "tts.tar.xz", *what], check=True)


def settings(recipe: Recipe) -> dict[str, Any]:
    """The recipe as the machine runs it: synthesis is a call of its own, so every stage begins sooner."""
    timeline = {name: dict(stage) for name, stage in recipe.timeline.items() if name != "synthesis"}
    for stage in timeline.values():
        stage["at"] = max(1, stage["at"] - SOONER)
    return asdict(recipe) | {"timeline": timeline}


def pack(args: argparse.Namespace) -> None:
    """Fill the parts."""
    shutil.rmtree(args.to, ignore_errors=True)
    first, second = args.to / "synthesis", args.to / "run"
    recipe = Recipe.load(args.recipe)
    pack_engines(args.tts_root, first)
    for more in MORE_VOICES:
        pack_engines(args.tts_root, args.to / more, more)
    shutil.copytree(args.text, first / "text")
    shutil.copytree(args.wheels, first / "wheels")
    (first / "plan.json").write_text(json.dumps(recipe.synthesis["plan"]))
    shutil.copytree(args.noise, second / "noise")
    (second / "commit").write_text(_git(Path.cwd(), "rev-parse", "--short", "HEAD").strip())
    for name, folder in (("eval", args.eval), ("codec0", args.codec), ("ears0", args.ears)):
        if folder is not None:
            shutil.copytree(folder, second / name)
    (second / "run.json").write_text(json.dumps(settings(recipe)))
    if args.brains is not None:
        shutil.copytree(args.brains, args.to / "brains" / "text0")
    pack_people(args.human, args.to / "human")


def pack_people(human: Path, to: Path) -> None:
    """Recordings of people, and when their words are said.

    Raises:
        MindpaceError: nobody has looked when they are said.
    """
    for name in (SPANS, PHONES):
        if not (human / name).exists():
            raise MindpaceError(
                f"There is no {name} in {human}: make it with python -m engine.training.alignment first."
            )
    shutil.copytree(human, to / "human")


def weigh(root: Path, carried: Path) -> int:
    """Bytes that travel with a call: what git knows and does not ignore, and the carried folder."""
    listed = _git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    tree = sum((root / name).lstat().st_size for name in listed if name and (root / name).is_file())
    return tree + sum(p.stat().st_size for p in carried.rglob("*") if p.is_file())


def check(root: Path, to: Path) -> None:
    """Print the weight of each call.

    Raises:
        MindpaceError: one is too heavy, or what is carried is not ignored by git and would travel with every call.
    """
    heavy = []
    for part in sorted(p for p in to.iterdir() if p.is_dir()):
        size = weigh(root, part)
        print(f"{part.name}: {size / (1 << 20):.1f} MiB")
        heavy += [part.name] * (size > ROOM)
    if to.is_relative_to(root) and f"{to.relative_to(root)}/" in _git(root, "status", "--porcelain"):
        raise MindpaceError(f"git does not ignore {to.name}, so it would travel with every call: use .carry.")
    if heavy:
        raise MindpaceError(f"Too heavy for a call of 64 MiB: {', '.join(heavy)}. Did you take the assets --away?")


def away(root: Path, store: Path) -> None:
    """Take large assets out of the working tree and the index."""
    for name in STAY_AT_HOME:
        if (root / name).exists():
            _git(root, "rm", "-r", "-q", "--cached", name)
            (store / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.move(root / name, store / name)


def back(root: Path, store: Path) -> None:
    """Put them back, and the index in order."""
    for name in STAY_AT_HOME:
        if (store / name).exists() and not (root / name).exists():
            shutil.move(store / name, root / name)
    _git(root, "reset", "-q")


def _git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True).stdout


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=Path(".carry"))
    for name in ("tts-root", "text", "wheels", "noise", "human"):
        parser.add_argument(f"--{name}", type=Path, help="a folder; needed to pack")
    for name in ("eval", "codec", "ears", "brains"):
        parser.add_argument(f"--{name}", type=Path, help="a folder; all but eval as parts of carry_out")
    parser.add_argument("--recipe", default="v3")
    parser.add_argument("--store", type=Path, help="where assets wait meanwhile, outside of the repository")
    parser.add_argument("--away", action="store_true")
    parser.add_argument("--back", action="store_true")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; without folders it weighs what is packed."""
    args, root = _parser().parse_args(arguments), Path.cwd()
    try:
        if args.back:
            back(root, args.store)
            return 0
        if args.human is not None:
            pack(args)
        if args.away:
            away(root, args.store)
        check(root, args.to.resolve())
    except MindpaceError as error:
        print(error, file=sys.stderr)
        return EXIT_STATUS
    return 0


if __name__ == "__main__":
    sys.exit(main())
