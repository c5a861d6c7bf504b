"""Reading the header of a safetensors file without trusting it, and without reading any weights."""

from __future__ import annotations

import json
import struct
from math import prod
from pathlib import Path
from typing import Any, BinaryIO, TypeGuard

from engine.errors import PackError

LONGEST_HEADER = 16 << 20
BITS = {"BOOL": 8, "U8": 8, "I8": 8, "F8_E4M3": 8, "F8_E5M2": 8, "I16": 16, "U16": 16, "F16": 16, "BF16": 16}
BITS |= {"I32": 32, "U32": 32, "F32": 32, "I64": 64, "U64": 64, "F64": 64}

Shapes = dict[str, tuple[int, ...]]


class _BadError(Exception):
    """What is wrong, in a few words."""


def read_safetensors(path: Path) -> Shapes:
    """Return the shape of every tensor in the safetensors file `path`, after checking that all of them lie inside it.

    Raises:
        PackError: it cannot be read, is no safetensors, or its header does not fit its data.
    """
    try:
        with path.open("rb") as stream:
            return _shapes(*_header(stream, path.stat().st_size))
    except (OSError, ValueError, RecursionError) as error:
        raise PackError(f"The file {path} has no readable safetensors header: get it again.") from error
    except _BadError as error:
        raise PackError(f"The file {path} is no whole safetensors ({error}): get it again.") from error


def _header(stream: BinaryIO, size: int) -> tuple[Any, int]:
    """Parsed header, and bytes of data after it."""
    first = stream.read(8)
    length = struct.unpack("<Q", first)[0] if len(first) == 8 else size
    if length > min(LONGEST_HEADER, size - 8):
        raise _BadError("its header is too long or cut")
    return json.loads(stream.read(length)), size - 8 - length


def _shapes(header: Any, data: int) -> Shapes:
    if not isinstance(header, dict):
        raise _BadError("its header is no table")
    header.pop("__metadata__", None)
    places = {name: _place(name, entry) for name, entry in header.items()}
    at = 0
    for name, (begin, end, _) in sorted(places.items(), key=lambda item: item[1][:2]):
        if begin != at:
            raise _BadError(f"the tensor {name[:64]!r} is not where it should be")
        at = end
    if at != data:
        raise _BadError(f"it holds {data} bytes of tensors, not {at}")
    return {name: shape for name, (_, _, shape) in places.items()}


def _place(name: str, entry: Any) -> tuple[int, int, tuple[int, ...]]:
    """First byte, end and shape of one tensor."""
    wrong = _BadError(f"the entry of the tensor {name[:64]!r} is wrong")
    if not isinstance(entry, dict) or entry.get("dtype") not in BITS:
        raise wrong
    shape, offsets = entry.get("shape"), entry.get("data_offsets")
    if not _whole_numbers(shape) or not _whole_numbers(offsets) or len(offsets) != 2 or len(shape) > 8:
        raise wrong
    if offsets[1] - offsets[0] != prod(shape) * BITS[entry["dtype"]] // 8:
        raise wrong
    return offsets[0], offsets[1], tuple(shape)


def _whole_numbers(values: Any) -> TypeGuard[list[int]]:
    return isinstance(values, list) and all(type(value) is int and 0 <= value < 1 << 50 for value in values)
