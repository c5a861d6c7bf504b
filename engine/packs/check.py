"""What a pack's weights must be before anything loads them: whole, of the vocabulary stated, of sizes that exist."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine.errors import PackError
from engine.packs.gguf_check import check_language_model
from engine.packs.manifest import LanguageModel, Manifest
from engine.packs.safetensors_check import Shapes, read_safetensors

ALWAYS_FINE = 1024
"""Numbers of a configuration up to this one cost little, whatever they mean."""
PICKLES = (".bin", ".ckpt", ".joblib", ".pickle", ".pkl", ".pt", ".pth")


def check_weights(folder: Path, manifest: Manifest) -> None:
    """Make sure that the pack's headers fit their files, each other and the manifest; no weights are read.

    Raises:
        PackError: something does not fit, or a file is of a kind that can hold a program.
    """
    for name in manifest.files:
        if name.lower().endswith(PICKLES):
            raise PackError(f"The pack in {folder} holds {name}, a kind of file that can run programs: do not use it.")
    n_vocab = check_language_model(folder / manifest.lm.file).n_vocab
    _check_tokens(folder, manifest.lm, n_vocab)
    ears, voice = manifest.hearing, manifest.speaking
    _check_sizes(folder, read_safetensors(folder / "ears.safetensors"), ears.encoder)
    _check_sizes(folder, read_safetensors(folder / "voice.safetensors"), voice.decoder)


def _check_tokens(folder: Path, lm: LanguageModel, n_vocab: int) -> None:
    last = max(lm.n_text - 1, lm.code_offset + lm.n_codes - 1, *lm.special_tokens.values())
    if last >= n_vocab:
        raise PackError(
            f"The pack in {folder} names token {last}, but its language model has {n_vocab}: install the pack again."
        )


def _check_sizes(folder: Path, shapes: Shapes, config: dict[str, Any]) -> None:
    """Numbers far above every dimension stored would only make us ask for memory that nothing fills."""
    most = max([ALWAYS_FINE, *(size for shape in shapes.values() for size in shape)])
    for name, value in config.items():
        for number in value if isinstance(value, list) else [value]:
            if not isinstance(number, int | float) or not -most <= number <= most:
                raise PackError(f"The pack in {folder} has an impossible {name}: install the pack again.")
