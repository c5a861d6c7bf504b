"""Folders, and running programs with failures that are one sentence."""

from __future__ import annotations

import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = ROOT / "build" / "package"
DIST = ROOT / "dist"


class PackageFailure(Exception):  # noqa: N818 - not an error of the program but a sentence for the user
    """A package cannot be made; `str()` is the sentence for the user."""


def run(command: list[str], what: str) -> str:
    """Run `command` and return what it prints.

    Raises:
        PackageFailure: it is missing or fails; the sentence names `what` and ends with its last words.
    """
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    except OSError as error:
        raise PackageFailure(f"{what} needs the program {command[0]} ({error.strerror}): install it.") from error
    if done.returncode:
        WORK.mkdir(parents=True, exist_ok=True)
        log = WORK / "failed.log"
        log.write_text(done.stdout, encoding="utf-8")
        last = (done.stdout.strip().splitlines() or ["it gave no reason"])[-1]
        raise PackageFailure(f"{what} failed: {last} (all of it: {log})")
    return done.stdout
