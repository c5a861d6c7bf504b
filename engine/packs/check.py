"""What a pack's weights must be before anything loads them: whole, of the vocabulary stated, of sizes that exist."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from engine.errors import PackError
from engine.packs.gguf_check import check_language_model, check_projector, check_speaker
from engine.packs.gguf_header import GgufHeader
from engine.packs.kinds import Brains, Embedded, Mtmd, Server, StepAudio, Voice
from engine.packs.manifest import Manifest
from engine.packs.safetensors_check import Shapes, read_safetensors

ALWAYS_FINE = 1024
"""Numbers of a configuration up to this one cost little, whatever they mean."""
PICKLES = (".bin", ".ckpt", ".dill", ".joblib", ".npy", ".npz", ".pickle", ".pkl", ".pt", ".pth", ".py", ".torch")
"""Kinds of files that can hold a program; nothing here reads them, and no pack needs them."""
EARS, VOICE = "ears.safetensors", "voice.safetensors"
"""The files of an embedded pack beside its language model."""


def check_weights(folder: Path, manifest: Manifest) -> None:
    """Make sure that the pack's headers fit their files, each other and the manifest; no weights are read.

    Raises:
        PackError: something does not fit, or a file is of a kind that can hold a program.
    """
    for name in manifest.files:
        if name.lower().endswith(PICKLES):
            raise PackError(f"The pack in {folder} holds {name}, a kind of file that can run programs: do not use it.")
    match manifest.body:
        case Embedded() as body:
            _check_embedded(folder, manifest, body)
        case Mtmd() as body:
            header = _check_brains(folder, body.brains, body.tokens)
            if body.ears:
                check_projector(folder / body.ears.file, header)
        case StepAudio() as body:
            _check_brains(folder, body.brains, body.tokens)
            _check_sizes(folder, read_safetensors(folder / body.ears.file), body.ears.config)
        case Voice() as body:
            header = check_speaker(folder / body.brains.file, folder / body.codec)
            _check_architecture(folder, body.brains, header)
        case Server():
            pass  # nothing of it runs here


def _check_embedded(folder: Path, manifest: Manifest, body: Embedded) -> None:
    for name in (EARS, VOICE):
        if name not in manifest.files:
            raise PackError(f"The pack in {folder} lists no {name}: install the pack again.")
    lm = body.lm
    tokens = {"text": lm.n_text - 1, "codes": lm.code_offset + lm.n_codes - 1, **lm.special_tokens}
    _check_tokens(folder, tokens.values(), check_language_model(folder / lm.file).n_vocab)
    _check_sizes(folder, read_safetensors(folder / EARS), body.hearing.encoder)
    _check_sizes(folder, read_safetensors(folder / VOICE), body.speaking.decoder)


def _check_brains(folder: Path, brains: Brains, tokens: dict[str, int]) -> GgufHeader:
    header = check_language_model(folder / brains.file)
    _check_architecture(folder, brains, header)
    _check_tokens(folder, tokens.values(), header.n_vocab)
    return header


def _check_architecture(folder: Path, brains: Brains, header: GgufHeader) -> None:
    if header.architecture != brains.architecture:
        raise PackError(
            f"The pack in {folder} says {brains.architecture[:40]!r}, but its language model is of the architecture "
            f"{header.architecture[:40]!r}: add the model again."
        )


def _check_tokens(folder: Path, tokens: Iterable[int], n_vocab: int) -> None:
    last = max(tokens, default=0)
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
                raise PackError(f"The pack in {folder} has an impossible {name[:64]}: install the pack again.")
