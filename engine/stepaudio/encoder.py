"""Encoder and adapter of Step-Audio in torch: log-mel in, 12.5 embeddings a second out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import torch
from torch import Tensor, nn
from torch.nn import functional as F


@dataclass(frozen=True)
class Sizes:
    """Sizes of encoder and adapter, by the names of the checkpoint's configuration."""

    n_mels: int = 128
    n_ctx: int = 1500
    n_state: int = 1280
    n_head: int = 20
    n_layer: int = 32
    adapter_state: int = 2048
    llm_dim: int = 5120

    @classmethod
    def of(cls, values: dict[str, Any]) -> Self:
        """Read them from plain values.

        Raises:
            ValueError: one is missing or impossible.
        """
        try:
            sizes = cls(**{name: int(values[name]) for name in cls.__dataclass_fields__})
        except (KeyError, TypeError) as error:
            raise ValueError(f"the sizes of the encoder lack {error}") from error
        if min(sizes.__dict__.values()) < 1 or sizes.n_state % sizes.n_head or max(sizes.__dict__.values()) > 1 << 20:
            raise ValueError("the sizes of the encoder are impossible")
        return sizes


def embeddings_for(frames: int) -> int:
    """Return how many embeddings so many mel frames become."""
    encoded = (frames - 2 + 1) // 2 // 2
    return max(0, (encoded + 2 - 3) // 2 + 1)


class _Attention(nn.Module):
    """Self-attention of Whisper: no bias on the keys, and the scale spread over queries and keys."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.value, self.out = (nn.Linear(width, width) for _ in range(3))
        self.key = nn.Linear(width, width, bias=False)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x [batch, frames, width]; mask [frames] is added to the scores of every frame that is looked at."""
        batch, frames, width = x.shape

        def split(values: Tensor) -> Tensor:
            return values.view(batch, frames, self.heads, -1).transpose(1, 2)

        # torch divides by the root of the head's width, which is the product of Whisper's two scales
        mixed = F.scaled_dot_product_attention(
            split(self.query(x)), split(self.key(x)), split(self.value(x)), mask.view(1, 1, 1, frames)
        )
        return self.out(mixed.transpose(1, 2).reshape(batch, frames, width))


class _Block(nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.attn = _Attention(width, heads)
        self.attn_ln = nn.LayerNorm(width)
        self.mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))
        self.mlp_ln = nn.LayerNorm(width)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        x = x + self.attn(self.attn_ln(x), mask)
        return x + self.mlp(self.mlp_ln(x))


class AudioEncoder(nn.Module):
    """Whisper's encoder, with a pooling by two in the end (that of Qwen2-Audio): 25 frames a second."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.conv1 = nn.Conv1d(sizes.n_mels, sizes.n_state, 3, padding=1)
        self.conv2 = nn.Conv1d(sizes.n_state, sizes.n_state, 3, stride=2, padding=1)
        self.positional_embedding = nn.Embedding(sizes.n_ctx, sizes.n_state)
        self.blocks = nn.ModuleList(_Block(sizes.n_state, sizes.n_head) for _ in range(sizes.n_layer))
        self.avg_pooler = nn.AvgPool1d(2, stride=2)
        self.after_norm = nn.LayerNorm(sizes.n_state)

    def forward(self, mel: Tensor) -> Tensor:
        """mel [batch, bands, frames] of one length -> [batch, frames // 4, width]."""
        frames = mel.shape[-1]
        x = F.gelu(self.conv2(F.gelu(self.conv1(mel)))).transpose(1, 2)
        # The last two frames count as padding; a frame after the stride of two stands for every second one.
        padding = (torch.arange(frames, device=mel.device) >= frames - 2)[(frames + 1) % 2 :: 2]
        mask = torch.zeros(x.shape[1], dtype=x.dtype, device=x.device).masked_fill(padding, torch.finfo(x.dtype).min)
        x = x + self.positional_embedding.weight[: x.shape[1]]
        for block in self.blocks:
            x = block(x, mask)
        return self.after_norm(self.avg_pooler(x.transpose(1, 2)).transpose(1, 2))


class Adapter(nn.Module):
    """Encoder frames to embeddings of the language model, two by two."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.conv = nn.Conv1d(sizes.n_state, sizes.n_state, 3, stride=2, padding=1)
        self.linear1 = nn.Linear(sizes.n_state, sizes.adapter_state)
        self.linear2 = nn.Linear(sizes.adapter_state, sizes.llm_dim)

    def forward(self, x: Tensor) -> Tensor:
        """x [batch, frames, width] -> [batch, embeddings, llm_dim]."""
        x = F.gelu(self.conv(x.transpose(1, 2))).transpose(1, 2)
        return self.linear2(F.relu(self.linear1(x)))


class Tower(nn.Module):
    """Both, with the names of the checkpoint: `encoder.*` and `adapter.*`."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.encoder, self.adapter = AudioEncoder(sizes), Adapter(sizes)

    def forward(self, mel: Tensor) -> Tensor:
        """mel [bands, frames] -> embeddings [n, llm_dim], n = `embeddings_for(frames)`."""
        return self.adapter(self.encoder(mel[None]))[0, : embeddings_for(mel.shape[-1])]
