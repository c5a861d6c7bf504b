"""Running pip and uv for the set-up, and turning their failures into one sentence. Standard library only."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TextIO

CONSTRAINTS = Path(__file__).resolve().parent / "constraints.txt"
RETRY = "run the same command again, it goes on where it stopped"
CAUSES = (
    (r"No space left on device|ENOSPC|Disk quota exceeded", f"the disk is full: free about 3 GB, then {RETRY}"),
    (
        (
            r"name resolution|Name or service not known|NewConnectionError|ConnectionError|ConnectTimeout|ReadTimeout"
            r"|Connection (?:refused|reset|aborted|broken)|Network is unreachable|ProxyError|dns error|IncompleteRead"
            r"|error sending request|Could not fetch URL"
        ),
        f"the package server cannot be reached: check the network connection, then {RETRY}",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED",
        "the package server's certificate is not trusted: check clock, proxy and certificates",
    ),
    (r"Permission denied|Read-only file system", "a folder is not writable: set MINDPACE_VENV to a folder of your own"),
    (r"CMAKE_CXX_COMPILER|CMAKE_C_COMPILER", f"no working C++ compiler: `sudo apt-get install g++`, then {RETRY}"),
    (
        r"Killed signal|internal compiler error",
        f"the compiler was ended, most likely for want of memory: close programs, then {RETRY}",
    ),
)
STEP = re.compile(r"^\s*\[(\d+)/(\d+)\] ")


class SetUpFailure(Exception):  # noqa: N818 - not an error of the program but a sentence for the user
    """The set-up cannot go on; `str()` is the sentence for the user."""


def cause(output: str) -> str:
    """Say in one clause why a command with this `output` failed."""
    for pattern, sentence in CAUSES:
        if re.search(pattern, output):
            return sentence
    reasons = re.findall(r"\b(\w*(?:Error|ERROR|error): \S+ .+)", output)
    return str(reasons[-1]).strip().rstrip(".") if reasons else "it gave no reason"


def run(command: list[str], log: Path, what: str, extra_env: dict[str, str] | None = None) -> None:
    """Run `command` with its progress on screen, warnings in `log` only, and ninja's `[n/m]` lines thinned out.

    Raises:
        SetUpFailure: it failed; the sentence says that `what` could not be done, and why.
    """
    output = _watched(command, log, extra_env or {})
    if output is not None:
        raise SetUpFailure(f"{what} failed: {cause(output)}. Everything it said is in {log}.")


def pip(python: Path, arguments: list[str], log: Path, what: str, extra_env: dict[str, str] | None = None) -> None:
    """Run `pip ARGUMENTS` in the environment of `python`; see `run`."""
    flags = ["--disable-pip-version-check", "--no-input", "--retries", "2"]
    # A user's own setting "install into the home folder" would make pip refuse a virtual environment.
    run([str(python), "-m", "pip", *arguments, *flags], log, what, {"PIP_USER": "0", **(extra_env or {})})


def _watched(command: list[str], log: Path, extra_env: dict[str, str]) -> str | None:
    """Return None when `command` succeeded, else its output."""
    environment = {**os.environ, **extra_env}
    with (
        log.open("a", encoding="utf-8") as file,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", env=environment
        ) as process,
    ):
        file.write(f"$ {' '.join(command)}\n")
        output = _pass_on(process, file)
    return None if process.returncode == 0 else output


def _pass_on(process: subprocess.Popen[str], log: TextIO) -> str:
    kept, shown = [], -1
    for line in process.stdout or ():
        log.write(line)
        kept.append(line)
        step = STEP.match(line)
        if step:
            percent = 100 * int(step[1]) // int(step[2]) // 10 * 10
            if percent > shown:
                print(f"    compiled {percent} %", flush=True)
            shown = max(shown, percent)
        elif _worth_showing(line):
            print(f"    {line.strip()}", flush=True)
    return "".join(kept)


def _worth_showing(line: str) -> bool:
    words = ("Downloading ", "Processing ", "Installing collected", "Successfully ")
    return line.strip().startswith(words)


def report(error: BaseException) -> int:
    """Print why the set-up stopped and return the exit status."""
    if isinstance(error, KeyboardInterrupt):
        print(f"\nmindpace: set-up stopped; {RETRY}.", file=sys.stderr)
        return 130
    print(f"mindpace: {error}", file=sys.stderr)
    return 2
