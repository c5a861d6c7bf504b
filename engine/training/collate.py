"""From rows to tensors: fixed-shape batches, the two-stream mask, positions and losses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from engine.training import vocabulary as v
from engine.training.rows import HEARD, Row

PICKED_AT_ONCE = 2048  # predicted slots are padded to a multiple of this, so that memory is used again


@dataclass
class TokenBatch:
    """Rows of one shape: F formulation slots, then R slots of the articulation stream."""

    form_ids: Tensor  # [B, F] int64, PAD where audio is heard
    heard: Tensor  # [B, F] int64: number of the embedding that stands there, -1 for a token
    form_len: Tensor  # [B]
    question: Tensor  # [B] leading formulation slots that every reply token sees
    art_ids: Tensor  # [B, R] anchor first
    art_len: Tensor  # [B]
    handed: Tensor  # [B, R] thoughts seen; the anchor has -1 (it sees only itself)
    picked: Tensor  # [P] int64: slots b * (F + R) + t after which something is to be predicted
    target: Tensor  # [P] int64
    weight: Tensor  # [P] float32, 0 for padding
    thought: Tensor  # [P] bool: predicted in the formulation stream with full weight

    def to(self, device: torch.device | str) -> TokenBatch:
        """The same batch on another device."""
        return TokenBatch(*(getattr(self, f.name).to(device, non_blocking=True) for f in fields(self)))


def _padded(parts: Sequence[np.ndarray], width: int, fill: float, dtype: type) -> np.ndarray:
    out: np.ndarray = np.full((len(parts), width), fill, dtype)
    for line, part in zip(out, parts, strict=True):
        line[: min(width, len(part))] = part[:width]
    return out


def _numbered(formulation: np.ndarray) -> np.ndarray:
    is_heard = formulation == HEARD
    return np.where(is_heard, np.cumsum(is_heard) - 1, -1)


def collate(rows: Sequence[Row], form_width: int, art_width: int) -> TokenBatch:
    """Pad rows to [B, form_width] and [B, art_width] (0: without their replies).

    Longer rows are cut; callers choose widths that hold them.
    """
    replies = [r.reply if art_width else None for r in rows]
    articulation = [r.articulation if art_width else np.zeros(0, np.int32) for r in rows]
    anchor = [np.zeros(0, np.int32) if r is None else np.concatenate([[-1], r.handed]) for r in replies]
    weights = np.concatenate(
        [
            _padded([r.weight for r in rows], form_width, 0.0, np.float32),
            _padded([r.reply_weight for r in rows], art_width, 0.0, np.float32),
        ],
        1,
    )
    targets = np.concatenate(
        [
            _padded([r.targets for r in rows], form_width, v.PAD, np.int64),
            _padded([a[1:] for a in articulation], art_width, v.PAD, np.int64),
        ],
        1,
    )
    if art_width:
        weights[:, -1] = 0.0  # a reply that was cut predicts nothing beyond its end
    ids = _padded([np.where(r.formulation == HEARD, v.PAD, r.formulation) for r in rows], form_width, v.PAD, np.int64)
    picked = _picked(weights, targets, form_width)
    return TokenBatch(
        form_ids=torch.from_numpy(ids),
        heard=torch.from_numpy(_padded([_numbered(r.formulation) for r in rows], form_width, -1, np.int64)),
        form_len=torch.tensor([min(form_width, len(r.formulation)) for r in rows]),
        question=torch.tensor([r.question for r in rows]),
        art_ids=torch.from_numpy(_padded(articulation, art_width, v.PAD, np.int64)),
        art_len=torch.tensor([min(art_width, len(a)) for a in articulation]),
        handed=torch.from_numpy(_padded(anchor, art_width, -1, np.int64)),
        **picked,
    )


def _picked(weights: np.ndarray, targets: np.ndarray, form_width: int) -> dict[str, Tensor]:
    """The slots with a weight: logits are worth their cost only there."""
    flat = np.flatnonzero(weights)
    size = max(1, -(-len(flat) // PICKED_AT_ONCE)) * PICKED_AT_ONCE
    slots, weight = np.zeros(size, np.int64), np.zeros(size, np.float32)
    slots[: len(flat)], weight[: len(flat)] = flat, weights.reshape(-1)[flat]
    target = targets.reshape(-1)[slots]
    thought = (slots % weights.shape[1] < form_width) & (weight >= 1.0)
    return {
        "picked": torch.from_numpy(slots),
        "target": torch.from_numpy(target),
        "weight": torch.from_numpy(weight),
        "thought": torch.from_numpy(thought),
    }


def mask_and_positions(batch: TokenBatch) -> tuple[Tensor, Tensor]:
    """Mask [B, 1, T, T] (True = may attend) and positions [B, T].

    Question slots have rank 0, thought t has rank t + 1; a reply token sees formulation slots of rank <= its `handed`,
    the anchor and earlier reply tokens.
    """
    b, f = batch.form_ids.shape
    r, device = batch.art_ids.shape[1], batch.form_ids.device
    steps = torch.arange(max(f, r), device=device)
    valid = torch.cat([steps[None, :f] < batch.form_len[:, None], steps[None, :r] < batch.art_len[:, None]], 1)
    thought = (steps[None, :f] - batch.question[:, None] + 1).clamp(min=0)
    rank = torch.cat([thought, torch.zeros_like(batch.art_ids)], 1)
    index = torch.arange(f + r, device=device)
    speaks = index >= f
    causal = index[None, :] <= index[:, None]
    same = causal & (speaks[None, :] == speaks[:, None])
    mask = same[None] & valid[:, None, :]
    if r:
        limit = torch.cat([torch.full((b, f), -1, device=device), batch.handed], 1)
        across = (rank[:, None, :] <= limit[:, :, None]) & speaks[:, None] & ~speaks[None, :]
        mask = mask | (across & valid[:, None, :])
    mask = mask | torch.eye(f + r, dtype=torch.bool, device=device)
    positions = torch.cat([steps[:f], v.GAP + steps[:r]])
    return mask[:, None], positions.expand(b, f + r)


@dataclass
class Losses:
    """Weighted mean losses of a batch, by kind of token (each a scalar tensor)."""

    total: Tensor
    thoughts: Tensor
    text: Tensor
    codes: Tensor
    speaks: bool
    """Whether there were replies in the batch."""


def _mean(loss: Tensor, weight: Tensor) -> Tensor:
    return (loss * weight).sum() / weight.sum().clamp(min=1.0)


def token_losses(hidden_to_logits: Callable[[Tensor], Tensor], hidden: Tensor, batch: TokenBatch) -> Losses:
    """Cross-entropy of the next token in both streams; `hidden` [B, T, D] is laid out as in `TokenBatch`."""
    f, t = batch.form_ids.shape[1], hidden.shape[1]
    logits = hidden_to_logits(hidden.flatten(0, 1)[batch.picked]).float()
    loss = F.cross_entropy(logits, batch.target, reduction="none")
    is_code = (batch.target >= v.CODE_OFFSET).float()
    speaks = ((batch.picked % t >= f) & (batch.weight > 0)).float()
    return Losses(
        total=_mean(loss, batch.weight),
        thoughts=_mean(loss, batch.thought.float()),
        text=_mean(loss, (1 - is_code) * speaks),
        codes=_mean(loss, is_code * speaks),
        speaks=t > f,
    )
