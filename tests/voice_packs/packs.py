"""Voice packs, made of tiny models."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile

from engine.packs import write_manifest
from tests.voice_packs import tiny_pocket


def write_recording(path: Path) -> Path:
    """Two seconds of noise that swells, at the rate of the codecs, so that nothing has to be resampled."""
    samples = np.random.default_rng(0).normal(0, 0.1, 48_000) * np.linspace(0.2, 1, 48_000)
    soundfile.write(path, samples.astype(np.float32), 24_000, subtype="FLOAT")
    return path


def pocket_pack(folder: Path, **changes) -> Path:
    """A tiny Pocket-TTS with random weights in `folder`, which must not exist; its name is the folder's."""
    folder.mkdir(parents=True)
    weights = tiny_pocket.make_weights()
    tiny_pocket.write_model(weights, folder / "model.gguf")
    tiny_pocket.write_codec(weights, folder / "codec.gguf")
    write_recording(folder / "speaker.wav")
    fields = {
        "kind": "voice", "name": folder.name, "version": "0", "licence": "CC0-1.0", "created": "2026-01-01T00:00:00Z",
        "brains": {"file": "model.gguf", "architecture": "pockettts", "quantization": "F32", "context": 4096},
        "codec": "codec.gguf", "sample_rate": 24_000, "speaker": "speaker.wav", "language": "en",
    } | changes  # fmt: skip
    write_manifest(folder, **fields)
    return folder
