"""What the stages "text" and "joint" share: settings, and the losses of the two-stream language model."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

from engine.speech.encoder import Ears
from engine.training import vocabulary as v
from engine.training.collate import Losses, TokenBatch, mask_and_positions, token_losses
from engine.training.lm import Lm


@dataclass
class BrainsConfig:
    """Settings of both stages; widths are token slots of a row, rates are peaks, reports come every so many seconds."""

    lr_text: float = 2e-3
    lr_lm: float = 1e-3
    lr_ears: float = 6e-4
    lr_adapter: float = 2e-3
    warm_up: int = 200
    text_batch: int = 256
    joint_text_batch: int = 64
    form_width: int = 208
    text_form_width: int = 208
    art_width: int = 256
    ctc_weight: float = 0.3
    text_weight: float = 0.5
    mid_weight: float = 0.3
    families: tuple[str, ...] = ("navigate", "counting", "lies", "arithmetic", "read")
    read_share: float = 0.25
    transcribe_share: float = 0.15
    compiled: bool = True
    joint_compiled: bool = False  # every bucket is a shape of its own: compiling them all costs minutes
    report: float = 30.0
    joint_report: float = 150.0
    steps: int | None = None
    seed: int = 0
    extra: dict[str, Any] = field(default_factory=dict)


def mixed_precision(device: torch.device) -> torch.autocast:
    """bfloat16 on a GPU, nothing elsewhere."""
    return torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda")


def text_losses(lm: Lm, batch: TokenBatch) -> Losses:
    """Losses of text-only rows."""
    mask, positions = mask_and_positions(batch, 0, None)
    hidden = lm(lm.embed(torch.cat([batch.form_ids, batch.art_ids], 1)), positions, mask)
    return token_losses(lm.logits, hidden, batch, 0)


def audio_losses(lm: Lm, ears: Ears, frames: Tensor, real: Tensor, batch: TokenBatch) -> Losses:
    """Losses of audio rows: `frames` [B, T, D] of the encoder, of which `real` [B] are speech."""
    embeddings = ears.embed(frames)
    slots = embeddings.shape[1] + 1
    first = lm.embed(torch.full((embeddings.shape[0], 1), v.AUDIO, device=embeddings.device))
    tokens = lm.embed(torch.cat([batch.form_ids, batch.art_ids], 1))
    mask, positions = mask_and_positions(batch, slots, real // 2 + 1)
    hidden = lm(torch.cat([first, embeddings.to(first.dtype), tokens], 1), positions, mask)
    return token_losses(lm.logits, hidden, batch, slots)


def figures(losses: Losses, prefix: str = "") -> dict[str, float]:
    """Losses for the log, each name with `prefix`."""
    return {prefix + k: float(getattr(losses, k).detach()) for k in ("total", "thoughts", "text", "codes")}
