"""How much memory a pack needs, and how much this machine has."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import psutil

from engine.packs.gguf_header import GgufHeader, read_gguf
from engine.packs.kinds import Embedded, Server
from engine.packs.manifest import Manifest

MB = 1_000_000
ITSELF = 350 * MB
"""Bytes of Mindpace with its window, torch and libraries (measured; see docs/packs.md)."""
BATCH = 512
"""Tokens whose logits llama.cpp keeps room for."""
HALF, FLOAT = 2, 4
TIGHT = 0.8
"""A pack that needs more than this part of the memory leaves too little to other programs."""


@dataclass(frozen=True)
class Need:
    """Bytes: the models themselves, the KV cache that both brains share, and what is needed to work."""

    models: int
    cache: int
    working: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.models + self.cache + self.working


@dataclass(frozen=True)
class Memory:
    """Bytes of this machine: all, and what no program uses at the moment."""

    total: int
    available: int


def memory() -> Memory:
    """Return the memory of this machine."""
    found = psutil.virtual_memory()
    return Memory(found.total, found.available)


def need(folder: Path, manifest: Manifest) -> Need:
    """Return about how much memory the pack takes when it runs here; an estimate on the safe side.

    Raises:
        PackError: its model cannot be read.
    """
    models = sum(file.bytes for file in manifest.files.values())
    body = manifest.body
    if isinstance(body, Server):
        return Need(0, 0, ITSELF)
    if isinstance(body, Embedded):
        # Its ears and voice are stored in half precision and run in single.
        weights = sum(file.bytes for name, file in manifest.files.items() if name.endswith(".safetensors"))
        return Need(models + weights, *_running(folder / body.lm.file, body.lm.gap * 2))
    return Need(models, *_running(folder / body.brains.file, body.brains.context))


def estimate(size: int) -> Need:
    """Return about how much memory a pack of `size` bytes will take that is not here yet."""
    return Need(size, size // 10, ITSELF)


def verdict(needed: Need, have: Memory) -> str:
    """Return whether it fits: "fits", "tight" (other programs will be slow) or "too large"."""
    if needed.total > have.total:
        return "too large"
    return "tight" if needed.total > TIGHT * have.total else "fits"


def _running(model: Path, context: int) -> tuple[int, int]:
    """Bytes of the KV cache and of the rest, for a context of so many tokens."""
    header = read_gguf(model)
    heads = max(1, header.number("attention.head_count"))
    # Where each layer has its own number of heads, no single one stands there, and all heads are counted.
    pairs = header.number("attention.head_count_kv") or heads
    usual = header.number("embedding_length") // heads
    wide = (header.number("attention.key_length") or usual) + (header.number("attention.value_length") or usual)
    cache = header.number("block_count") * context * pairs * wide * HALF
    return cache, ITSELF + _logits(header)


def _logits(header: GgufHeader) -> int:
    return BATCH * header.n_vocab * FLOAT
