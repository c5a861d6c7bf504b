"""`mindpace bench two-brains`: what thinking while speaking costs on models of other makers, by hand-over and without.

A reply of 60 s is about 200 tokens of text (150 words a minute). While it is written, as many thoughts are made, and
every 16 of them reach the reply: by hand-over, or by computing the reply again after them (re-prefill).

Seconds are those of the processor (with one thread, what the clock shows on an idle machine), because other programs
would otherwise count; `wall_s` is what the clock showed.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.bench.random_model import SHAPES, write_random_model
from engine.brains.llama import LlamaModel
from engine.brains.streams import Streams, Transfer
from engine.model import default_threads

REPLY_TOKENS = 200
PROMPT_TOKENS = 120
SEGMENT = 16
OPENING = 3
CELLS = 2048


@dataclass(frozen=True)
class Overhead:
    """Steps a second of one model; a step of both brains makes a thought token and a reply token."""

    model: str
    parameters: int
    quantization: str
    threads: int
    tokens: int
    one_brain: float
    hand_over: float
    re_prefill: float
    computed_by_hand_over: int
    computed_by_re_prefill: int
    wall_s: float

    @property
    def gain(self) -> float:
        """How many times faster hand-over is."""
        return self.hand_over / self.re_prefill

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {n: round(v, 2) if isinstance(v, float) else v for n, v in asdict(self).items()} | {
            "gain": round(self.gain, 2)
        }


def measure(
    archs: list[str], *, quantization: str = "Q4_0", threads: int | None = None, tokens: int = REPLY_TOKENS
) -> Iterator[Overhead]:
    """Make a model of about a billion random weights for each architecture, and time it; files are temporary."""
    for arch in archs:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{arch}.gguf"
            write_random_model(path, SHAPES[arch], quantization)
            yield measure_file(path, SHAPES[arch].parameters, quantization, threads or default_threads(), tokens)


def measure_file(path: Path, parameters: int, quantization: str, threads: int, tokens: int) -> Overhead:
    """Time the model in file `path`."""
    began = time.perf_counter()
    with LlamaModel(path) as model:
        one = _thoughts_only(model, threads, tokens // 2)
        handed, computed = _both(model, threads, tokens, Transfer.HAND_OVER)
        again, computed_again = _both(model, threads, tokens, Transfer.REPREFILL)
    return Overhead(
        path.stem,
        parameters,
        quantization,
        threads,
        tokens,
        one,
        handed,
        again,
        computed,
        computed_again,
        time.perf_counter() - began,
    )


def _thoughts_only(model: LlamaModel, threads: int, tokens: int) -> float:
    streams = _begun(model, threads, Transfer.HAND_OVER)
    began = time.process_time()
    for token in _tokens(tokens, model):
        streams.step(token, None)
    took = (time.process_time() - began) / threads
    streams.close()
    return tokens / took


def _both(model: LlamaModel, threads: int, tokens: int, transfer: Transfer) -> tuple[float, int]:
    """Steps a second of both brains from the reply's first token on, and how many tokens were computed."""
    streams = _begun(model, threads, transfer)
    before, began = streams.computed, time.process_time()
    streams.open_reply(_tokens(OPENING, model), tokens)
    for thought, reply in zip(_tokens(tokens, model), _tokens(tokens, model), strict=True):
        streams.hand_over(streams.thoughts - streams.thoughts % SEGMENT)
        streams.step(thought, reply)
    took = (time.process_time() - began) / threads
    computed = streams.computed - before
    streams.close()
    return tokens / took, computed


def _begun(model: LlamaModel, threads: int, transfer: Transfer) -> Streams:
    streams = Streams(model, cells=CELLS, threads=threads, transfer=transfer)
    streams.prompt([_tokens(PROMPT_TOKENS, model)])
    streams.step(1, None)  # the first step prepares llama.cpp's buffers
    return streams


def _tokens(count: int, model: LlamaModel) -> list[int]:
    return np.random.default_rng(count).integers(0, model.vocab_size, count).tolist()
