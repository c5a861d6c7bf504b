"""`mindpace bench window`: how quick it is to start, how smooth while the model works, what it takes at rest."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from engine.bench.air import Air
from engine.errors import SetupError

LONGEST_S = 180.0
SMOOTH_MS = 16.0


def measure(arguments: argparse.Namespace) -> int:
    """Measure on the screen that there is (QT_QPA_PLATFORM=offscreen: on none), and print."""
    with Air():
        starts = [_run("start") for _ in range(arguments.starts)]
        figures = _starts(starts) | _lags(_run("lag")) | {"idle_cpu": _run("idle")["idle_cpu"]}
    if arguments.json:
        print(json.dumps(figures))
        return 0
    print(f"start to a usable window   {figures['window_s']:.2f} s  (median of {arguments.starts})")
    print(f"start to ready to talk     {figures['ready_s']:.2f} s")
    print(f"event loop's lag, working  median {figures['lag_p50_ms']:.1f}, 99 % {figures['lag_p99_ms']:.1f} ms")
    print(f"  over {SMOOTH_MS:.0f} ms               {figures['over_16_ms']:.2%} of {figures['lag_n']}")
    print(f"idle, hands-free           {figures['idle_cpu']:.1%} of one processor")
    return 0


def _run(task: str) -> dict[str, Any]:
    """Run the window once, with folders of its own."""
    with tempfile.TemporaryDirectory() as home:
        folders = {f"XDG_{name}_HOME": f"{home}/{name}" for name in ("CONFIG", "DATA", "STATE", "CACHE")}
        settings = Path(home, "CONFIG", "mindpace", "settings.json")
        settings.parent.mkdir(parents=True)
        settings.write_text(json.dumps({"version": 1, "tour_seen": True}))
        done = subprocess.run(
            [sys.executable, "-m", "app.window_probe", str(time.time()), task],
            env=os.environ | folders,
            capture_output=True,
            text=True,
            timeout=LONGEST_S,
            check=False,
        )
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not lines:
        raise SetupError(f"The window could not be measured: {done.stderr.strip()[-300:] or 'it ended at once'}.")
    told: dict[str, Any] = json.loads(lines[-1])
    return told


def _starts(starts: list[dict[str, Any]]) -> dict[str, float]:
    return {name: statistics.median(one[name] for one in starts) for name in ("window_s", "ready_s")}


def _lags(told: dict[str, Any]) -> dict[str, float]:
    lags = sorted(told["lags_ms"])
    return {
        "lag_p50_ms": lags[len(lags) // 2],
        "lag_p99_ms": lags[int(0.99 * len(lags))],
        "lag_max_ms": lags[-1],
        "over_16_ms": sum(lag > SMOOTH_MS for lag in lags) / len(lags),
        "lag_n": len(lags),
        "steps_per_s": told["steps_per_s"],
    }
