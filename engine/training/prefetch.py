"""Batches made in background threads or processes, so that the training device never waits for Python."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any, Generic, Protocol, Self, TypeVar

import numpy as np
import torch
import torch.multiprocessing as mp

from engine.training.ranks import rank

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Source(Protocol[T_co]):
    """Gives batches, one after another, until its context ends."""

    def get(self, timeout: float = 600.0) -> T_co:
        """The next batch."""

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: Any, problem: Any, trace: Any) -> None: ...


class Batches(Protocol[T_co]):
    """Makes batches; handed to processes as it is."""

    def batch(self, rng: np.random.Generator) -> T_co:
        """The next batch."""


def source_of(made: Batches[T], workers: int) -> Source[T]:
    """Batches of `made` from `workers` processes; from a thread of this one with 0."""
    return Processes(made, workers) if workers else Prefetch(made.batch, threads=1)


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


class Processes(Generic[T]):
    """Like `Prefetch`, with processes: for batches whose making holds Python's lock."""

    def __init__(self, made: Batches[T], workers: int, depth: int = 8):
        context = mp.get_context("spawn")
        self._ready, self._stop = context.Queue(depth), context.Event()
        self._processes = [
            context.Process(target=_make_batches, args=(made, [2000 + i, rank()], self._ready, self._stop), daemon=True)
            for i in range(workers)
        ]

    def __enter__(self) -> Self:
        for process in self._processes:
            process.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        for process in self._processes:
            process.kill()
            process.join()

    def get(self, timeout: float = 600.0) -> T:
        """The next batch.

        Raises:
            Exception: what a process raised.
            queue.Empty: nothing came within `timeout` seconds.
        """
        value = self._ready.get(timeout=timeout)
        if isinstance(value, Exception):
            raise value
        return value


def _make_batches(made: Batches[Any], seed: list[int], ready: Any, stop: Any) -> None:
    torch.set_num_threads(1)
    rng = np.random.default_rng(seed)
    try:
        while not stop.is_set():
            ready.put(made.batch(rng))
    except Exception as failure:  # noqa: BLE001 - carried to `get`, which raises it
        ready.put(failure)
