"""Batches made in background threads, so that the training device never waits for Python."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Generic, Self, TypeVar

import numpy as np

from engine.training.ranks import rank

T = TypeVar("T")


class Prefetch(Generic[T]):
    """Runs `make(rng)` in threads and keeps a few results ready, until the context ends."""

    def __init__(self, make: Callable[[np.random.Generator], T], threads: int = 2, depth: int = 4):
        self._make = make
        self._ready: queue.Queue[T | Exception] = queue.Queue(depth)
        self._stop = threading.Event()
        seeds = [[1000 + i, rank()] for i in range(threads)]
        self._threads = [threading.Thread(target=self._work, args=(seed,), daemon=True) for seed in seeds]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def get(self, timeout: float = 600.0) -> T:
        """The next result.

        Raises:
            Exception: what `make` raised.
            queue.Empty: nothing came within `timeout` seconds.
        """
        value = self._ready.get(timeout=timeout)
        if isinstance(value, Exception):
            raise value
        return value

    def _work(self, seed: list[int]) -> None:
        rng = np.random.default_rng(seed)
        while not self._stop.is_set():
            value: T | Exception
            try:
                value = self._make(rng)
            except Exception as failure:  # noqa: BLE001 - carried to `get`, which raises it
                value = failure
            self._put(value)
            if isinstance(value, Exception):
                return

    def _put(self, value: T | Exception) -> None:
        while not self._stop.is_set():
            try:
                return self._ready.put(value, timeout=0.2)
            except queue.Full:
                continue
        return None
