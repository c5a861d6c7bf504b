"""Writing a GGUF file of any size without ever holding it: header first, then one block of rows after another.

What was written is noted beside the file, so that an import that was ended goes on where it was.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import gguf
import numpy as np
import numpy.typing as npt
from gguf import GGMLQuantizationType as Kind

NOTE_EVERY = 256 << 20
"""Bytes after which progress is made safe."""

Blocks = Iterator[npt.NDArray[np.float32]]


@dataclass(frozen=True)
class TensorPlan:
    """One tensor: its GGUF name, shape (slowest dimension first), storage, and a way to read it in blocks of rows."""

    name: str
    shape: tuple[int, ...]
    kind: Kind
    read: Callable[[], Blocks]

    @property
    def size(self) -> int:
        """Bytes in the file, without padding."""
        block, bytes_a_block = gguf.GGML_QUANT_SIZES[self.kind]
        count = int(np.prod(self.shape))
        if self.shape[-1] % block:
            raise ValueError(f"{self.name} {list(self.shape)} cannot be stored as {self.kind.name}")
        return count // block * bytes_a_block


def stream_gguf(
    path: Path,
    describe: Callable[[gguf.GGUFWriter], None],
    architecture: str,
    tensors: list[TensorPlan],
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> None:
    """Write `path`; `describe` adds the fields. What is there of an earlier, equal try is kept.

    `progress` hears bytes done and bytes in all.

    Raises:
        ValueError: a tensor cannot be stored in its kind.
        OSError: the disk is full, or the like.
    """
    header = _header(path, describe, architecture, tensors)
    part, note = path.with_name(path.name + ".part"), path.with_name(path.name + ".progress")
    total = sum(_padded(tensor.size) for tensor in tensors)
    done = _resume(part, note, header)
    with part.open("r+b" if done is not None else "wb") as out:
        if done is None:
            out.write(header)
            done = 0
        at = len(header) + sum(_padded(tensor.size) for tensor in tensors[:done])
        out.truncate(at)
        out.seek(at)
        noted = at
        for number, tensor in enumerate(tensors[done:], done):
            for block in tensor.read():
                out.write(gguf.quants.quantize(block, tensor.kind).tobytes())
                progress(out.tell() - len(header), total)
            out.write(b"\0" * (_padded(tensor.size) - tensor.size))
            if out.tell() - noted >= NOTE_EVERY:
                noted = _note(out.fileno(), note, header, number + 1, out.tell(), out.flush)
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)
    note.unlink(missing_ok=True)


def _header(
    path: Path, describe: Callable[[gguf.GGUFWriter], None], architecture: str, tensors: list[TensorPlan]
) -> bytes:
    """Everything before the tensors' data."""
    scratch = path.with_name(path.name + ".header")
    writer = gguf.GGUFWriter(scratch, architecture)
    try:
        describe(writer)
        for tensor in tensors:
            quantized = tensor.kind not in (Kind.F32, Kind.F16)
            shape = gguf.quants.quant_shape_to_byte_shape(tensor.shape, tensor.kind) if quantized else tensor.shape
            dtype = (
                np.dtype(np.uint8) if quantized else np.dtype({Kind.F32: np.float32, Kind.F16: np.float16}[tensor.kind])
            )
            writer.add_tensor_info(tensor.name, shape, dtype, tensor.size, tensor.kind if quantized else None)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_ti_data_to_file()
    finally:
        writer.close()
    data = scratch.read_bytes()
    scratch.unlink()
    return data + b"\0" * (_padded(len(data)) - len(data))


def _padded(size: int) -> int:
    alignment = gguf.GGUF_DEFAULT_ALIGNMENT
    return (size + alignment - 1) // alignment * alignment


def _resume(part: Path, note: Path, header: bytes) -> int | None:
    """How many tensors are safely there; None: begin anew."""
    try:
        noted = json.loads(note.read_text("utf-8"))
        if noted["header"] != hashlib.sha256(header).hexdigest() or part.stat().st_size < noted["bytes"]:
            return None
        return int(noted["tensors"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _note(file: int, note: Path, header: bytes, tensors: int, size: int, flush: Callable[[], None]) -> int:
    flush()
    os.fsync(file)
    entry = {"header": hashlib.sha256(header).hexdigest(), "tensors": tensors, "bytes": size}
    beside = note.with_name(note.name + ".new")
    beside.write_text(json.dumps(entry), encoding="utf-8")
    beside.replace(note)
    return size
