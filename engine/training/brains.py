"""What the stages "text" and "joint" share: settings, and the losses of the two-stream language model."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

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
    # (formulation slots, articulation slots, rows) of the batches of typed questions and of sentences to read
    text_shapes: tuple[tuple[int, int, int], ...] = ((208, 0, 320), (208, 256, 144), (416, 0, 160), (416, 256, 96))
    joint_text_every: int = 3  # steps of the joint stage between two such batches
    tokens_width: int = 216  # slots beside the embeddings in a row with audio
    art_width: int = 256
    ctc_weight: float = 0.3
    open_weight: float = 0.3  # CTC of the batch of open speech in a joint step
    text_weight: float = 1.0
    mid_weight: float = 0.5
    ears_dropout: float = 0.1
    augmentation: float = 0.7  # of spoken questions in the joint stage
    mouths: float = 0.0  # how much of `engine.training.mouth` there is, unless the encoder's checkpoint tells
    families: tuple[str, ...] = ()  # all of them, by their shares
    read_share: float = 0.15
    text_reply_share: float = 0.4
    reply_share: float = 0.3  # steps of the joint stage in which spoken questions are answered aloud
    listening_share: float = 0.5
    transcribe_share: float = 0.1
    compiled: bool = True
    joint_compiled: bool = True
    text_workers: int = 6
    joint_text_workers: int = 3
    decay: float = 0.7  # how much of the cosine the text stage runs through
    report: float = 30.0
    joint_report: float = 150.0
    steps: int | None = None
    seed: int = 0
    extra: dict[str, Any] = field(default_factory=dict)


def mixed_precision(device: torch.device) -> torch.autocast:
    """bfloat16 on a GPU, nothing elsewhere."""
    return torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda")


def row_losses(lm: Lm, batch: TokenBatch, embeddings: Tensor | None = None) -> Losses:
    """Losses of a batch of rows; `embeddings` [B, E, D] are what they hear, for rows with audio."""
    mask, positions = mask_and_positions(batch)
    x = lm.embed(torch.cat([batch.form_ids, batch.art_ids], 1))
    if embeddings is not None:
        x = with_embeddings(x, batch.heard, embeddings)
    return token_losses(lm.logits, lm(x, positions, mask), batch)


def with_embeddings(x: Tensor, heard: Tensor, embeddings: Tensor) -> Tensor:
    """Inputs [B, T, D] with the embeddings [B, E, D] in the slots whose number `heard` [B, F] tells (-1: a token)."""
    dim, width = x.shape[-1], heard.shape[1]
    index = heard.clamp(min=0, max=embeddings.shape[1] - 1)
    placed = embeddings.to(x.dtype).gather(1, index[..., None].expand(-1, -1, dim))
    return torch.cat([torch.where((heard >= 0)[..., None], placed, x[:, :width]), x[:, width:]], 1)


def figures(losses: Losses, prefix: str = "") -> dict[str, Tensor]:
    """Losses for the log, each name with `prefix`; without those of which the batch had none."""
    found = {"total": losses.total, "thoughts": losses.thoughts}
    if losses.speaks:
        found |= {"text": losses.text, "codes": losses.codes}
    return {prefix + name: value.detach() for name, value in found.items()}
