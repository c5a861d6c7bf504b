"""Processes that work for a given time; one that a foreign library crashes is started again."""

from __future__ import annotations

import json
import multiprocessing
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from typing import Any

from engine.errors import VoiceError

AT_ONCE = 10.0  # seconds: a process that ends sooner has not begun to work
NEARLY_OVER = 2.0  # seconds before the end, in which no process is started any more
PATIENCE = 20  # processes in a row that end at once


def tell(**values: Any) -> None:
    """Print a line of JSON in one piece: processes share the output, and `print` may write the line's end by itself."""
    print(json.dumps(values) + "\n", end="", flush=True)


class Pool:
    """`workers` processes that run `target(index, begin, made, *arguments)` until `seconds` after `begin`.

    `begin` is a time of `time.monotonic`, which all processes share; `made` is an array of float in which each worker
    counts the seconds of speech it made, at its own index.
    """

    def __init__(self, target: Callable[..., None], workers: int, seconds: float, *arguments: Any):
        self._target, self._workers, self._seconds, self._arguments = target, workers, seconds, arguments
        self._begin = time.monotonic()
        self._context = multiprocessing.get_context("spawn")
        self._made = self._context.Array("d", workers, lock=False)
        self._processes: dict[int, BaseProcess] = {}
        self._started: dict[int, float] = {}
        self._failed = 0

    @property
    def elapsed(self) -> float:
        """Seconds since the beginning."""
        return time.monotonic() - self._begin

    def tend(self) -> None:
        """Start what does not run, unless the time is nearly over.

        Raises:
            VoiceError: workers fail again and again as soon as they start.
        """
        for index in range(self._workers):
            process = self._processes.get(index)
            if process is not None and (process.is_alive() or self.elapsed > self._seconds - NEARLY_OVER):
                continue
            if process is not None:
                self._note(index, process)
            self._start(index)

    def _note(self, index: int, process: BaseProcess) -> None:
        tell(restarted=index, code=process.exitcode)
        self._failed = self._failed + 1 if time.monotonic() - self._started[index] < AT_ONCE else 0
        if self._failed >= PATIENCE:
            raise VoiceError("The speech engines fail whenever they are started: see the errors above.")

    def _start(self, index: int) -> None:
        process = self._context.Process(target=self._target, args=(index, self._begin, self._made, *self._arguments))
        process.start()
        self._processes[index], self._started[index] = process, time.monotonic()

    def log(self) -> None:
        """Print the hours of speech made, and how many times faster than real time that was."""
        seconds = sum(self._made)
        tell(s=round(self.elapsed), hours=round(seconds / 3600, 3), x=round(seconds / self.elapsed))

    def end(self, patience: float) -> None:
        """Wait up to `patience` seconds for the workers to finish, then end those that still run."""
        until = time.monotonic() + patience
        for process in self._processes.values():
            process.join(max(0.0, until - time.monotonic()))
            process.kill()
