"""How fast the brains are on this machine, for `mindpace bench speed`."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.brains.layout import Layout
from engine.brains.two_brains import TwoBrains

CHUNK = 4
"""Embeddings of one chunk of audio (320 ms)."""
QUESTION_CHUNKS = 30


@dataclass(frozen=True)
class BrainsSpeed:
    """Steps a second, and milliseconds."""

    one_brain_steps_per_s: float
    both_brains_steps_per_s: float
    prefill_chunk_ms: float
    end_of_question_ms: float


def brains_speed(path: Path, layout: Layout, *, threads: int = 1, steps: int = 100) -> BrainsSpeed:
    """Time a language model after a question of 9.6 s of random audio embeddings.

    Raises:
        PackError: the model cannot be read or does not fit `layout`.
    """
    rng = np.random.default_rng(0)
    with TwoBrains(path, layout, threads=threads) as brains:
        token = layout.code_offset
        brains.begin()
        chunk = rng.standard_normal((CHUNK, brains.dim), np.float32) * 0.02
        brains.hear(chunk)  # the first one prepares llama.cpp's buffers
        prefill = _median_s(lambda: brains.hear(chunk), QUESTION_CHUNKS)
        end = _median_s(brains.end_of_question, 1)
        one = _median_s(lambda: brains.step(0, None), steps)
        brains.step(None, brains.specials.soon)
        both = _median_s(lambda: brains.step(0, token), steps)
    return BrainsSpeed(1 / one, 1 / both, 1000 * prefill, 1000 * end)


def _median_s(call: Callable[[], object], times: int) -> float:
    """Median seconds of `times` calls."""
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - began)
    return float(np.median(seconds))
