"""Reading the header of a GGUF file without trusting it.

llama.cpp ends the process on some damaged files, so everything it relies on is checked first: every count and length
is bounded by the bytes that are there, and no tensor data is read. The format: ggml's docs/gguf.md, versions 2 and 3.
"""

from __future__ import annotations

import mmap
import struct
from dataclasses import dataclass, field
from math import prod
from pathlib import Path
from typing import Any

from gguf.constants import GGML_QUANT_SIZES, GGMLQuantizationType

from engine.errors import PackError

MAGIC = b"GGUF"
VERSIONS = (2, 3)
MOST_TENSORS = 65_536
MOST_FIELDS = 65_536
MOST_ITEMS = 4_000_000
"""Items of one array; the largest vocabularies have a quarter of a million."""
LONGEST_NAME = 64
LONGEST_KEY = 65_535
KEPT_TEXT = 262_144
"""Longer strings are skipped; chat templates are shorter."""
LONGEST_TOKEN = 4096
TOKENS = "tokenizer.ggml.tokens"
MOST_DIMENSIONS = 4
MOST_ELEMENTS = 1 << 50
MOST_ALIGNMENT = 1 << 20
_SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_STRING, _ARRAY = 8, 9


@dataclass(frozen=True)
class Tensor:
    """Shape as the file has it (fastest dimension first), storage type, and place in the data section in bytes."""

    shape: tuple[int, ...]
    kind: str
    offset: int
    size: int


@dataclass
class GgufHeader:
    """What a GGUF file says about itself; arrays are kept as their number of items only."""

    version: int
    fields: dict[str, Any] = field(default_factory=dict)
    arrays: dict[str, int] = field(default_factory=dict)
    tensors: dict[str, Tensor] = field(default_factory=dict)

    @property
    def architecture(self) -> str:
        """`general.architecture`, for example qwen2."""
        return str(self.fields["general.architecture"])

    @property
    def n_vocab(self) -> int:
        """Number of tokens; 0 where the file has no vocabulary (a projector)."""
        return self.arrays.get(TOKENS, 0)

    def number(self, name: str) -> int:
        """An architecture's whole number, for example `block_count`; 0 where it is missing or is none."""
        value = self.fields.get(f"{self.architecture}.{name}")
        return value if isinstance(value, int) else 0


class BadHeaderError(Exception):
    """What is wrong with a header, in a few words."""


def read_gguf(path: Path) -> GgufHeader:
    """Return the checked header of the GGUF file `path`.

    Raises:
        PackError: it cannot be read, is no GGUF, or its header does not fit its data.
    """
    try:
        with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return _parse(_Reader(data))
    except (OSError, ValueError) as error:  # ValueError: an empty file cannot be mapped
        raise PackError(f"The file {path} cannot be read as GGUF ({error}): get it again.") from error
    except BadHeaderError as error:
        raise PackError(f"The file {path} is no whole GGUF ({error}): get it again.") from error


class _Reader:
    """A cursor that never leaves the file."""

    def __init__(self, data: mmap.mmap) -> None:
        self.data, self.at, self.end = data, 0, len(data)

    def take(self, size: int) -> bytes:
        if size > self.end - self.at:
            raise BadHeaderError("it ends too early")
        self.at += size
        return self.data[self.at - size : self.at]

    def skip(self, size: int) -> None:
        if size > self.end - self.at:
            raise BadHeaderError("it ends too early")
        self.at += size

    def skip_texts(self, items: int, *, different: bool) -> None:
        """Go past so many texts, which may have to be `different` from each other.

        A quarter of a million of them stand in a large vocabulary, so this is kept tight.
        """
        at, end, data, length = self.at, self.end, self.data, struct.Struct("<Q").unpack_from
        seen: set[bytes] = set()
        for number in range(items):
            if at + 8 > end:
                raise BadHeaderError("it ends too early")
            begin = at + 8
            at = begin + length(data, at)[0]
            if different:
                # As llama.cpp reads them: up to a zero byte, and those without a text get one of their own.
                text = data[begin : min(at, begin + LONGEST_TOKEN)].partition(b"\0")[0]
                seen.add(text or b"[EMPTY_%d]" % number)
        if at > end:
            raise BadHeaderError("it ends too early")
        if different and len(seen) != items:
            raise BadHeaderError("two of its tokens are the same")
        self.at = at

    def scalar(self, letter: str) -> Any:
        return struct.unpack(f"<{letter}", self.take(struct.calcsize(f"<{letter}")))[0]

    def count(self, most: int, what: str) -> int:
        number: int = self.scalar("Q")
        if number > most:
            raise BadHeaderError(f"{number} {what} are too many")
        return number

    def text(self, longest: int) -> str:
        raw = self.take(self.count(longest, "bytes of text"))
        try:
            return raw.decode()
        except UnicodeDecodeError as error:
            raise BadHeaderError("a text is not UTF-8") from error


def _parse(reader: _Reader) -> GgufHeader:
    if reader.take(4) != MAGIC:
        raise BadHeaderError("it does not begin with GGUF")
    header = GgufHeader(version=reader.scalar("I"))
    if header.version not in VERSIONS:
        raise BadHeaderError(f"version {header.version} is unknown")
    tensors, fields = reader.count(MOST_TENSORS, "tensors"), reader.count(MOST_FIELDS, "fields")
    for _ in range(fields):
        _read_field(reader, header)
    if not header.fields.get("general.architecture") or not isinstance(header.architecture, str):
        raise BadHeaderError("it names no architecture")
    alignment = header.fields.get("general.alignment", 32)
    if not isinstance(alignment, int) or not 8 <= alignment <= MOST_ALIGNMENT or alignment & (alignment - 1):
        raise BadHeaderError("its alignment is wrong")
    for _ in range(tensors):
        _read_tensor(reader, header, alignment)
    _inside(header, reader, alignment)
    return header


def _read_field(reader: _Reader, header: GgufHeader) -> None:
    key, kind = reader.text(LONGEST_KEY), reader.scalar("I")
    if key in header.fields or key in header.arrays:
        raise BadHeaderError(f"the field {key[:LONGEST_NAME]!r} stands there twice")
    if kind in _SCALARS:
        header.fields[key] = reader.scalar(_SCALARS[kind])
    elif kind == _STRING:
        header.fields[key] = _string(reader)
    elif kind == _ARRAY:
        header.arrays[key] = _skip_array(reader, different=key == TOKENS)
    else:
        raise BadHeaderError(f"the field type {kind} is unknown")


def _string(reader: _Reader) -> str | None:
    size = reader.count(reader.end, "bytes of text")
    if size > KEPT_TEXT:
        reader.skip(size)
        return None
    return reader.take(size).decode(errors="replace")


def _skip_array(reader: _Reader, *, different: bool) -> int:
    kind, items = reader.scalar("I"), reader.count(MOST_ITEMS, "items of an array")
    if kind in _SCALARS:
        reader.skip(items * struct.calcsize(f"<{_SCALARS[kind]}"))
    elif kind == _STRING:
        reader.skip_texts(items, different=different)
    else:
        raise BadHeaderError(f"an array of type {kind} is unknown")
    return items


def _read_tensor(reader: _Reader, header: GgufHeader, alignment: int) -> None:
    name, dimensions = reader.text(LONGEST_NAME), reader.scalar("I")
    if name in header.tensors:
        raise BadHeaderError(f"the tensor {name!r} stands there twice")
    if not 1 <= dimensions <= MOST_DIMENSIONS:
        raise BadHeaderError(f"the tensor {name!r} has {dimensions} dimensions")
    shape = tuple(reader.scalar("Q") for _ in range(dimensions))
    if not 0 < prod(shape) <= MOST_ELEMENTS:
        raise BadHeaderError(f"the tensor {name!r} has an impossible shape")
    kind, offset = reader.scalar("I"), reader.scalar("Q")
    if offset % alignment:
        raise BadHeaderError(f"the tensor {name!r} is not aligned")
    header.tensors[name] = _tensor(name, shape, kind, offset)


def _tensor(name: str, shape: tuple[int, ...], kind: int, offset: int) -> Tensor:
    try:
        storage = GGMLQuantizationType(kind)
        block, size = GGML_QUANT_SIZES[storage]
    except (ValueError, KeyError) as error:
        raise BadHeaderError(f"the tensor {name!r} has the unknown type {kind}") from error
    if shape[0] % block:
        raise BadHeaderError(f"the rows of the tensor {name!r} are no whole blocks")
    return Tensor(shape, storage.name, offset, prod(shape) // block * size)


def _inside(header: GgufHeader, reader: _Reader, alignment: int) -> None:
    """Tensors follow each other without gap or overlap, as llama.cpp demands, and end inside the file."""
    start, expected = -(-reader.at // alignment) * alignment, 0
    for name, tensor in header.tensors.items():
        if tensor.offset != expected:
            raise BadHeaderError(f"the tensor {name!r} is not where it should be")
        if start + tensor.offset + tensor.size > reader.end:
            raise BadHeaderError(f"the tensor {name!r} lies outside the file")
        expected += -(-tensor.size // alignment) * alignment
