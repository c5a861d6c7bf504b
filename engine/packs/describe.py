"""Making a manifest's fields from what a GGUF file says about itself, for models that come without one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from gguf.constants import LlamaFileType

from engine.packs.gguf_header import GgufHeader, read_gguf

USUAL_CONTEXT = 8192
"""Tokens: more than a spoken conversation needs; a larger one only takes memory."""
LONGEST_NAME = 64
HARMONY = "<|channel|>"
GEMMA = "<|channel>"
SPDX = {"apache license 2.0": "Apache-2.0", "apache-2.0": "Apache-2.0", "mit": "MIT", "cc-by-4.0": "CC-BY-4.0"}


def fields_of(model: Path, header: GgufHeader, ears: str | None) -> dict[str, Any]:
    """Return the fields of an mtmd pack around `model`; `ears` is the name of its projector's file, if it has one."""
    return {
        "title": _text(header, "general.name") or model.stem,
        "version": _text(header, "general.version") or "1",
        "licence": licence(header),
        "brains": brains(model.name, header),
        "ears": {"file": ears, "sample_rate": 16_000} if ears else None,
        "chat": chat(header),
        "voice": {"use": "embedded"},
        "tokens": {},
    }


def brains(file: str, header: GgufHeader, context: int = USUAL_CONTEXT) -> dict[str, Any]:
    """Return the `brains` of a manifest, with as much of `context` as the model was trained for."""
    trained = header.number("context_length") or context
    return {
        "file": file,
        "architecture": header.architecture,
        "quantization": quantization(header),
        "context": max(512, min(context, trained)),
    }


def quantization(header: GgufHeader) -> str:
    """Return how the weights are stored, as people call it, for example Q4_K_M."""
    try:
        return (
            LlamaFileType(header.fields.get("general.file_type", -1)).name.removeprefix("MOSTLY_").removeprefix("ALL_")
        )
    except ValueError:
        kinds = [tensor.kind for tensor in header.tensors.values() if len(tensor.shape) > 1]
        return max(set(kinds), key=kinds.count) if kinds else "unknown"


def chat(header: GgufHeader) -> dict[str, Any]:
    """Return the `chat` of a manifest: the model's own template, and the tags by which that tells thoughts."""
    template = _text(header, "tokenizer.chat_template")
    if HARMONY in template and "analysis" in template:
        return {"template": "gguf", "thoughts": "harmony"}
    if GEMMA in template:
        return {"template": "gguf", "thoughts": "think", "open": "<|channel>thought\n", "close": "<channel|>"}
    return {"template": "gguf", "thoughts": "think" if "</think>" in template else "none"}


def licence(header: GgufHeader) -> str:
    """Return the licence that the file states, in SPDX where it is a usual one."""
    stated = _text(header, "general.license") or _text(header, "general.license.name")
    return SPDX.get(stated.lower(), stated) or "unknown"


def pack_name(text: str) -> str:
    """Return a name for a pack made of any text, possibly empty: small letters, digits, dots and dashes."""
    name = re.sub(r"[^a-z0-9.]+", "-", text.lower()).strip("-.")
    return re.sub(r"-+", "-", name)[:LONGEST_NAME].rstrip("-.")


def is_projector(path: Path) -> bool:
    """Whether a GGUF file is a projector and no language model.

    Raises:
        PackError: it is no whole GGUF file.
    """
    return read_gguf(path).architecture == "clip"


def _text(header: GgufHeader, key: str) -> str:
    value = header.fields.get(key)
    return value if isinstance(value, str) else ""
