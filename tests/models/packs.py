"""Packs of other models, made of tiny ones."""

from __future__ import annotations

from pathlib import Path

from engine.packs import write_manifest

CHAT = {"template": "gguf", "thoughts": "think"}


def server_pack(folder: Path, url: str, **changes):
    """A pack of the kind server in `folder`."""
    folder.mkdir(parents=True)
    fields = {
        "kind": "server", "name": "tiny-server", "version": "0", "licence": "unknown",
        "created": "2026-01-01T00:00:00Z",
        "brains": {"url": url, "model": "tiny", "context": 512, "audio": "none", "continues": True, "timeout_s": 20},
        "chat": {"template": "server", "thoughts": "think"}, "voice": {"use": "embedded"},
    } | changes  # fmt: skip
    write_manifest(folder, **fields)
    return folder


def chat_pack(folder: Path, gguf: Path, arch: str, *, ears: Path | None = None, **changes):
    """A pack of the kind mtmd in `folder`, with hard links to its files."""
    folder.mkdir(parents=True)
    (folder / "lm.gguf").hardlink_to(gguf)
    fields = {
        "kind": "mtmd", "name": "tiny-chat", "version": "0", "licence": "CC0-1.0", "created": "2026-01-01T00:00:00Z",
        "brains": {"file": "lm.gguf", "architecture": arch, "quantization": "F32", "context": 2048},
        "chat": CHAT, "voice": {"use": "embedded"},
    } | changes  # fmt: skip
    if ears is not None:
        (folder / "mmproj.gguf").hardlink_to(ears)
        fields["ears"] = {"file": "mmproj.gguf", "sample_rate": 16_000}
    write_manifest(folder, **fields)
    return folder
