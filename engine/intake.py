"""Samples on their way from whoever records to the model thread."""

from __future__ import annotations

import threading
from collections import deque

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]


class Intake:
    """A bounded queue of sample blocks; putting never waits, so that a sound callback may do it."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._blocks: deque[Samples] = deque()
        self._held = 0
        self._lock = threading.Lock()
        self.lost = 0
        """Samples that found no room."""

    def put(self, block: Samples) -> None:
        """Append samples [n], or count them as lost when there is no room."""
        with self._lock:
            if self._held + len(block) > self._capacity:
                self.lost += len(block)
                return
            self._blocks.append(np.array(block, dtype=np.float32))
            self._held += len(block)

    def take(self) -> Samples:
        """Return and remove all samples [n]."""
        with self._lock:
            blocks, self._blocks, self._held = list(self._blocks), deque(), 0
        return np.concatenate(blocks) if blocks else np.zeros(0, np.float32)
