"""Hold a lent machine while training runs on it, and bring home what it has learnt so far - at every call.

`python -m engine.training.lease --work DIR --to FOLDER --seconds N` sleeps for N seconds (or until out/joint.pt is
there), prints the last line of every log, and writes the newest weights to FOLDER as parts of 15 MiB. A lent machine
goes back 30 s after a call ends, and what is only on it is lost then: two trained models were.
"""

from __future__ import annotations

import argparse
import shutil
import time
from pathlib import Path

from engine.training.carry_out import split

ROOM = (64 << 20) - (200 << 10)
"""Bytes that one call may bring home (64 MiB), with something left for logs."""
NEWEST_FIRST = ("joint.pt", "joint.last.pt", "ears.pt", "ears.last.pt")
MEMORY = Path("/proc/meminfo")
LOGS = ("run", "ears", "ears_b", "ears_c", "text", "codec", "joint", "joint1")
SHOWN = 900


def newest(out: Path) -> list[Path]:
    """The checkpoints that are worth most: the latest of hearing and thinking, and the codec."""
    hearing = next((out / name for name in NEWEST_FIRST if (out / name).exists()), None)
    return [path for path in (hearing, out / "codec.pt") if path is not None and path.exists()]


def bring_home(out: Path, to: Path) -> list[Path]:
    """Write the newest checkpoints as parts, as many whole checkpoints as there is room for; their parts."""
    brought: list[Path] = []
    for checkpoint in newest(out):
        scratch = to.parent / f"parts-{checkpoint.stem}"
        scratch.mkdir(parents=True, exist_ok=True)
        parts = split(checkpoint, scratch)
        if sum(p.stat().st_size for p in [*brought, *parts]) <= ROOM:
            brought += [Path(shutil.copy(p, to / f"{checkpoint.stem}.{p.name}")) for p in parts]
        shutil.rmtree(scratch)
    return brought


def show(out: Path) -> None:
    """Print the last line of every log, and how much memory is left."""
    for name in LOGS:
        path = out / f"{name}.jsonl"
        if path.exists() and (lines := path.read_text().splitlines()):
            print(lines[-1][:SHOWN], flush=True)
    if MEMORY.exists():  # speech engines once filled it
        print(*(line for line in MEMORY.read_text().splitlines() if line.startswith(("MemTotal", "MemAvailable"))))


def hold(out: Path, seconds: float) -> None:
    """Sleep for `seconds`, or until the joint stage is done."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and not (out / "joint.pt").exists():
        time.sleep(0.5)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=0.0)
    args = parser.parse_args()
    args.to.mkdir(parents=True, exist_ok=True)
    out = args.work / "out"
    hold(out, args.seconds)
    show(out)
    for part in bring_home(out, args.to):
        print(part.name, part.stat().st_size, flush=True)


if __name__ == "__main__":
    main()
