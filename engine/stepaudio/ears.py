"""The ears of a Step-Audio pack: samples to embeddings, in torch, on the device that the user chose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from safetensors import SafetensorError
from safetensors.torch import load_file

from engine.errors import PackError
from engine.stepaudio.encoder import Sizes, Tower
from engine.stepaudio.features import log_mel

Floats = npt.NDArray[np.float32]

PIECE_SAMPLES = 25 * 16_000
"""Longer recordings are cut into pieces of this length, each encoded by itself."""


class StepAudioEars:
    """Encoder and adapter, ready to run; belongs to one thread."""

    def __init__(self, tower: Tower, sizes: Sizes, device: str = "cpu") -> None:
        self.sizes, self.device = sizes, device
        self._tower = tower

    def encode(self, samples: Floats) -> Floats:
        """Return embeddings [n, llm_dim] (12.5 a second) of samples [m] (float32, 16 kHz), 29 s at most."""
        if not 0 < len(samples) <= 29 * 16_000:
            raise ValueError(f"{len(samples)} samples: at most 29 s at a time, and not none")
        with torch.inference_mode():
            mel = log_mel(
                torch.from_numpy(np.ascontiguousarray(samples, np.float32)).to(self.device), self.sizes.n_mels
            )
            return self._tower(mel.to(next(self._tower.parameters()).dtype)).float().cpu().numpy()

    def pieces(self, samples: Floats) -> Iterator[Floats]:
        """Return embeddings piece by piece."""
        for begin in range(0, len(samples), PIECE_SAMPLES):
            yield self.encode(samples[begin : begin + PIECE_SAMPLES])


def load_ears(path: Path, config: dict[str, Any], device: str = "cpu") -> StepAudioEars:
    """Return the ears in the safetensors file `path`; on the processor they compute in float32.

    Raises:
        PackError: the file does not fit `config`, or cannot be read.
    """
    try:
        sizes = Sizes.of(config)
        with torch.device("meta"):
            tower = Tower(sizes)
        kind = torch.float32 if device == "cpu" else torch.float16
        weights = {name: tensor.to(device, kind) for name, tensor in load_file(path).items()}
        tower.load_state_dict(weights, assign=True)
    except (ValueError, RuntimeError, SafetensorError, OSError) as error:
        raise PackError(f"The ears {path} do not fit their pack: import the checkpoint again.") from error
    return StepAudioEars(tower.eval().requires_grad_(False), sizes, device)
