"""Samples on their way from whoever records to the model thread."""

from __future__ import annotations

import threading
from collections import deque

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]


class Intake:
    """A bounded queue of sample blocks, each of one question; putting never waits, so that a callback may do it."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._blocks: deque[tuple[int, Samples]] = deque()
        self._held = 0
        self._lock = threading.Lock()
        self.lost = 0
        """Samples that found no room."""

    def put(self, block: Samples, generation: int) -> None:
        """Append samples [n] of a question, or count them as lost when there is no room."""
        with self._lock:
            if self._held + len(block) > self._capacity:
                self.lost += len(block)
                return
            self._blocks.append((generation, np.array(block, dtype=np.float32)))
            self._held += len(block)

    def peek(self, generation: int) -> Samples:
        """Return all samples [n] of a question, and keep them."""
        with self._lock:
            blocks = [block for number, block in self._blocks if number == generation]
        return np.concatenate([np.zeros(0, np.float32), *blocks])

    def take(self, generation: int) -> Samples:
        """Return and remove all samples [n] of a question; those of older ones are dropped."""
        with self._lock:
            blocks = [block for number, block in self._blocks if number == generation]
            self._blocks = deque(pair for pair in self._blocks if pair[0] > generation)
            self._held = sum(len(block) for _, block in self._blocks)
        return np.concatenate(blocks) if blocks else np.zeros(0, np.float32)
