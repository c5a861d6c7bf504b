"""From rows to tensors: fixed-shape batches, the two-stream mask, positions and losses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from engine.training import vocabulary as v
from engine.training.rows import Row


@dataclass
class TokenBatch:
    """Token parts of a batch.

    A whole sequence is [<audio>, E embeddings], where it has audio, + F formulation + R articulation tokens.
    """

    form_ids: Tensor  # [B, F] int64
    form_len: Tensor  # [B]
    question: Tensor  # [B] leading formulation tokens that every reply token sees
    form_weight: Tensor  # [B, F] weight of predicting form_ids[:, t]
    art_ids: Tensor  # [B, R] anchor first
    art_len: Tensor  # [B]
    handed: Tensor  # [B, R] thoughts seen; the anchor has -1 (it sees only itself)
    art_weight: Tensor  # [B, R]

    def to(self, device: torch.device | str) -> TokenBatch:
        """The same batch on another device."""
        return TokenBatch(*(getattr(self, f.name).to(device, non_blocking=True) for f in fields(self)))


def _padded(parts: Sequence[np.ndarray], width: int, fill: float, dtype: type) -> Tensor:
    out: np.ndarray = np.full((len(parts), width), fill, dtype)
    for line, part in zip(out, parts, strict=True):
        line[: min(width, len(part))] = part[:width]
    return torch.from_numpy(out)


def collate(rows: Sequence[Row], form_width: int, art_width: int) -> TokenBatch:
    """Pad rows to [B, form_width] and [B, art_width].

    Longer rows are cut; callers choose widths that hold them.
    """
    anchor = [np.zeros(0, np.int32) if r.reply is None else np.concatenate([[-1], r.reply.handed]) for r in rows]
    weights = [np.concatenate([[0.0], r.weights]) if r.reply is not None else r.weights for r in rows]
    return TokenBatch(
        form_ids=_padded([r.formulation for r in rows], form_width, v.PAD, np.int64),
        form_len=torch.tensor([min(form_width, len(r.formulation)) for r in rows]),
        question=torch.tensor([r.question for r in rows]),
        form_weight=_padded([r.formulation_weight for r in rows], form_width, 0.0, np.float32),
        art_ids=_padded([r.articulation for r in rows], art_width, v.PAD, np.int64),
        art_len=torch.tensor([min(art_width, len(r.articulation)) for r in rows]),
        handed=_padded(anchor, art_width, -1, np.int64),
        art_weight=_padded(weights, art_width, 0.0, np.float32),
    )


def mask_and_positions(batch: TokenBatch, audio_slots: int, audio_len: Tensor | None) -> tuple[Tensor, Tensor]:
    """Mask [B, 1, T, T] (True = may attend) and positions [B, T].

    Of the `audio_slots` leading slots, `audio_len` [B] are used. Audio and question tokens have rank 0, thought t has
    rank t + 1; a reply token sees formulation tokens of rank <= its `handed`, the anchor and earlier reply tokens.
    """
    b, f = batch.form_ids.shape
    r, device = batch.art_ids.shape[1], batch.form_ids.device
    steps = torch.arange(max(audio_slots, f, r), device=device)
    parts = [steps[None, :f] < batch.form_len[:, None], steps[None, :r] < batch.art_len[:, None]]
    if audio_slots:
        assert audio_len is not None
        parts.insert(0, steps[None, :audio_slots] < audio_len[:, None])
    valid = torch.cat(parts, 1)
    thought = (steps[None, :f] - batch.question[:, None] + 1).clamp(min=0)
    rank = torch.cat(
        [torch.zeros(b, audio_slots, dtype=torch.long, device=device), thought, torch.zeros_like(batch.art_ids)], 1
    )
    total = audio_slots + f + r
    index = torch.arange(total, device=device)
    speaks = index >= audio_slots + f
    causal = index[None, :] <= index[:, None]
    same = causal & (speaks[None, :] == speaks[:, None])
    limit = torch.cat([torch.full((b, audio_slots + f), -1, device=device), batch.handed], 1)
    across = (rank[:, None, :] <= limit[:, :, None]) & speaks[:, None] & ~speaks[None, :]
    mask = (same[None] | across) & valid[:, None, :]
    mask = mask | torch.eye(total, dtype=torch.bool, device=device)
    formulation = valid[:, : audio_slots + f].long().cumsum(1).sub(1).clamp(min=0)
    articulation = (v.GAP + steps[None, :r]).expand(b, r)
    return mask[:, None], torch.cat([formulation, articulation], 1)


@dataclass
class Losses:
    """Weighted mean losses of a batch, by kind of token (each a scalar tensor)."""

    total: Tensor
    thoughts: Tensor
    text: Tensor
    codes: Tensor


def _mean(loss: Tensor, weight: Tensor) -> Tensor:
    return (loss * weight).sum() / weight.sum().clamp(min=1.0)


def token_losses(
    hidden_to_logits: Callable[[Tensor], Tensor], hidden: Tensor, batch: TokenBatch, audio_slots: int
) -> Losses:
    """Cross-entropy of the next token in both streams; `hidden` [B, T, D] is laid out as in `TokenBatch`."""
    f = batch.form_ids.shape[1]
    first = max(0, audio_slots - 1)
    form_hidden = hidden[:, first : audio_slots + f - 1]
    form_target = batch.form_ids if audio_slots else batch.form_ids[:, 1:]
    form_weight = batch.form_weight if audio_slots else batch.form_weight[:, 1:]
    art_hidden = hidden[:, audio_slots + f : -1]
    art_target, art_weight = batch.art_ids[:, 1:], batch.art_weight[:, 1:]
    logits = hidden_to_logits(torch.cat([form_hidden, art_hidden], 1)).float()
    target = torch.cat([form_target, art_target], 1)
    weight = torch.cat([form_weight, art_weight], 1)
    loss = F.cross_entropy(logits.flatten(0, 1), target.flatten(), reduction="none").view_as(weight)
    is_code = (target >= v.CODE_OFFSET).float()
    n = form_target.shape[1]
    return Losses(
        total=_mean(loss, weight),
        thoughts=_mean(loss[:, :n], (form_weight >= 1.0).float()),
        text=_mean(loss[:, n:], (1 - is_code[:, n:]) * (art_weight > 0)),
        codes=_mean(loss[:, n:], is_code[:, n:] * (art_weight > 0)),
    )
