"""The smallest packs of every kind: their headers are right, their weights are zeros."""

from pathlib import Path

import gguf
import numpy as np
from safetensors.numpy import save_file

from engine import packs
from tests.packs.test_packs import make, make_lm

HEAD = {"version": "1", "licence": "MIT", "created": "2026-01-01T00:00:00Z"}
BRAINS = {"file": "model.gguf", "architecture": "qwen3", "quantization": "F32", "context": 4096}
CHAT = {"template": "gguf", "thoughts": "think"}
VOICE = {"use": "embedded"}
SERVER = {"url": "https://box.example:8000/v1", "model": "step-audio-r1.1", "context": 8192, "key": "keyring"}
KINDS = ("embedded", "mtmd", "step_audio", "server", "voice")


def make_projector(
    path: Path, width: int = 2, *, audio: bool = True, architecture: str = "clip", kind: str = "voxtral"
) -> None:
    """Ears of an mtmd pack, as llama.cpp's converter names its fields."""
    writer = gguf.GGUFWriter(path, architecture)
    writer.add_bool("clip.has_audio_encoder", audio)
    writer.add_string("clip.projector_type", kind)
    writer.add_uint32("clip.audio.projection_dim", width)
    writer.add_uint32("clip.audio.block_count", 1)
    writer.add_tensor("mm.a.mlp.1.weight", np.zeros((2, 2), np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def make_codec(path: Path, width: int = 2, *, kind: str = "pockettts_gen") -> None:
    """What makes sound of a voice's frames."""
    writer = gguf.GGUFWriter(path, "clip")
    for name in ("clip.has_audio_encoder", "clip.has_gen_audio_encoder"):
        writer.add_bool(name, True)
    writer.add_string("clip.gen.audio.projector_type", kind)
    for name in ("projection_dim", "embedding_length", "block_count", "attention.head_count", "feed_forward_length"):
        writer.add_uint32(f"clip.gen.audio.{name}", width)
    writer.add_tensor("a.gen.input_linear.weight", np.zeros((width, 3), np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def fields(kind: str) -> dict:
    """What `pack.json` of the kind holds beside its head and files."""
    step = {"audio_start": 1, "audio_end": 2, "audio_patch": 3, "eot": 4}
    ears = {"file": "mmproj.gguf", "sample_rate": 16_000}
    return {
        "mtmd": {"brains": BRAINS, "ears": ears, "chat": CHAT, "voice": VOICE},
        "step_audio": {
            "brains": BRAINS, "chat": CHAT | {"template": "step-audio"}, "voice": VOICE, "tokens": step,
            "ears": {"file": "ears.safetensors", "sample_rate": 16_000, "config": {"dim": 8, "layers": 2}},
        },
        "server": {"brains": SERVER, "chat": CHAT | {"template": "server"}, "voice": VOICE},
        "voice": {"brains": BRAINS | {"architecture": "pockettts"}, "codec": "mmproj.gguf", "sample_rate": 24_000},
    }[kind]  # fmt: skip


def make_kind(folder: Path, kind: str, **more) -> Path:
    """Make the smallest pack of a kind in `folder`, which must not exist; its name is the folder's."""
    if kind == "embedded":
        return make(folder, **more)
    folder.mkdir(parents=True)
    if kind != "server":
        make_lm(folder / "model.gguf", 16, "pockettts" if kind == "voice" else "qwen3")
    if kind == "mtmd":
        make_projector(folder / "mmproj.gguf")
    if kind == "voice":
        make_codec(folder / "mmproj.gguf")
    if kind == "step_audio":
        save_file({"w": np.ones((8, 8), np.float32)}, folder / "ears.safetensors")
    packs.write_manifest(folder, kind=kind, **HEAD | {"name": folder.name} | fields(kind) | more)
    return folder
