"""What every training stage shares: a flushed log, a time budget, checkpoints with provenance."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import nn


class Log:
    """Lines of JSON, flushed at once, to a file and to standard output."""

    def __init__(self, path: Path, name: str):
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path, self._name, self._start = path, name, time.monotonic()

    def __call__(self, **values: Any) -> None:
        """Write one line; floats are rounded to four digits."""
        line = {"stage": self._name, "s": round(time.monotonic() - self._start, 1)}
        line |= {k: round(x, 4) if isinstance(x, float) else x for k, x in values.items()}
        text = json.dumps(line)
        with self._path.open("a") as file:
            file.write(text + "\n")
        print(text, flush=True)


def floats(values: Mapping[str, torch.Tensor]) -> dict[str, float]:
    """Scalar tensors as numbers, read from the device."""
    return {name: float(value) for name, value in values.items()}


class Clock:
    """Progress of a stage that lasts some seconds or a number of steps, whichever is over first."""

    def __init__(self, seconds: float, steps: int | None = None):
        self._start, self._seconds, self._steps = time.monotonic(), seconds, steps

    def progress(self, step: int) -> float:
        """0 at the start, 1 or more when the stage is over."""
        spent = (time.monotonic() - self._start) / self._seconds
        return spent if self._steps is None else max(spent, step / self._steps)

    @property
    def left(self) -> float:
        """Seconds until the end."""
        return max(0.0, self._seconds - self.seconds)

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._start


def save_checkpoint(path: Path, modules: Mapping[str, nn.Module], **provenance: Any) -> None:
    """Write weights (fp32, no optimiser state) and provenance to `path` atomically."""
    state = {
        name: {k.replace("_orig_mod.", ""): p.detach().cpu() for k, p in m.state_dict().items()}
        for name, m in modules.items()
    }
    part = path.with_suffix(".part")
    torch.save({"weights": state, "provenance": json.dumps(provenance)}, part)
    part.replace(path)


@dataclass
class Place:
    """Where a stage leaves its log and its checkpoints, and what every checkpoint carries."""

    out: Path
    provenance: dict[str, Any] = field(default_factory=dict)

    def log(self, stage: str, name: str | None = None) -> Log:
        """The stage's log, out/`name`.jsonl (by default called like the stage)."""
        return Log(self.out / f"{name or stage}.jsonl", stage)

    def save(self, name: str, modules: Mapping[str, nn.Module], **more: Any) -> None:
        """Write out/`name` with `save_checkpoint`."""
        save_checkpoint(self.out / name, modules, **(self.provenance | more))


def load_checkpoint(path: Path, modules: Mapping[str, nn.Module]) -> dict[str, Any]:
    """Load weights into modules by name (strict) and return the provenance."""
    data = torch.load(path, map_location="cpu", weights_only=True)
    for name, module in modules.items():
        module.load_state_dict(data["weights"][name])
    return json.loads(data["provenance"])


def wait_for(ready: Callable[[], bool], clock: Clock, every: float = 1.0) -> bool:
    """Sleep until `ready()`; False when the clock runs out first."""
    while not ready():
        if clock.progress(0) >= 1:
            return False
        time.sleep(every)
    return True
