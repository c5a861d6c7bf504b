"""A model pack in memory: ears, brains and voice, checked against its manifest and ready to run."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.torch import load_file

from engine.brains import TwoBrains
from engine.config import CHUNK_SAMPLES
from engine.errors import PackError
from engine.packs import Manifest, Pack
from engine.speech.decoder import DecoderConfig, SpeechDecoder
from engine.speech.encoder import Ears, EncoderConfig
from engine.speech.features import FeatureConfig

_Module = TypeVar("_Module", bound=torch.nn.Module)

MOST_THREADS = 4
"""More threads than this make models of this size slower, not faster."""


@dataclass
class Model:
    """Everything that answers a question; belongs to one thread."""

    manifest: Manifest
    ears: Ears
    brains: TwoBrains
    voice: SpeechDecoder

    def close(self) -> None:
        """Give the memory of the language model back."""
        self.brains.close()


def load_model(
    pack: Pack, seed: int, threads: int | None, progress: Callable[[float], None] = lambda _part: None
) -> Model:
    """Return the models of a checked pack; `progress` hears how far it is, 0 to 1.

    Raises:
        PackError: its files do not fit together.
    """
    # The torch parts are small: a second thread gains little, and on a busy machine they would wait for each other.
    torch.set_num_threads(1)
    progress(0.3)
    ears = _load_ears(pack)
    progress(0.5)
    voice = _load_voice(pack)
    progress(0.7)
    brains = TwoBrains(pack.lm, pack.manifest.lm, threads=threads or default_threads(), seed=seed)
    progress(0.9)
    _warm_up(ears, voice)
    return Model(pack.manifest, ears, brains, voice)


def default_threads() -> int:
    """Return how many threads the language model gets: half the processors.

    llama.cpp's threads wait for each other many times in a step. Where something else runs on their processors (sound,
    the window, other programs) a thread too many makes it several times slower; one too few costs a third at most.
    """
    return max(1, min(MOST_THREADS, (os.cpu_count() or 1) // 2))


def _load_ears(pack: Pack) -> Ears:
    hearing = pack.manifest.hearing
    return _filled(
        pack.ears, lambda: Ears(EncoderConfig(**_tuples(hearing.encoder)), FeatureConfig(**hearing.features))
    )


def _load_voice(pack: Pack) -> SpeechDecoder:
    return _filled(pack.voice, lambda: SpeechDecoder(DecoderConfig(**_tuples(pack.manifest.speaking.decoder))))


def _filled(path: Path, make: Callable[[], _Module]) -> _Module:
    """A module with the weights of a safetensors file, of any float type, in float32."""
    try:
        module = make()
        module.load_state_dict(load_file(path))
    except (TypeError, ValueError, RuntimeError, SafetensorError, OSError) as error:
        raise PackError(f"{path} does not fit its pack or this Mindpace: install the pack again.") from error
    return module.eval().requires_grad_(False)


def _tuples(values: dict[str, Any]) -> dict[str, Any]:
    """JSON has lists only; configurations hold tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}


def _warm_up(ears: Ears, voice: SpeechDecoder) -> None:
    """Run both once: torch prepares a lot on the first call, which no question should wait for."""
    ears.stream().push(np.zeros(CHUNK_SAMPLES + 240, np.float32))
    voice.stream().push([0] * 4)
