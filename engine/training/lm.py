"""The language model in torch, exactly as llama.cpp computes its `qwen3` architecture.

RMSNorm (eps 1e-6), QK-norm per head, NEOX-style RoPE, grouped-query attention, SwiGLU, tied embeddings, no biases
(Qwen3 technical report, arXiv 2505.09388).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.training import vocabulary as v


@dataclass(frozen=True)
class LmConfig:
    """Sizes of the language model."""

    dim: int = 512
    layers: int = 12
    heads: int = 8
    kv_heads: int = 4
    head_dim: int = 64
    ffn: int = 1536
    vocab: int = v.SIZE
    rope_theta: float = 1e6


class RmsNorm(nn.Module):
    """x / rms(x) * weight over the last dimension, in fp32."""

    def __init__(self, dim: int):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(dim))

    def forward(self, x: Tensor) -> Tensor:
        """Same shape as `x`."""
        return F.rms_norm(x.float(), (x.shape[-1],), self.weight.float(), 1e-6).to(x.dtype)


def rope_tables(positions: Tensor, head_dim: int, theta: float) -> tuple[Tensor, Tensor]:
    """cos and sin [B, 1, T, head_dim] of integer `positions` [B, T], halves repeated (NEOX order)."""
    half = torch.arange(0, head_dim, 2, device=positions.device, dtype=torch.float32) / head_dim
    angles = positions[:, None, :, None].float() * theta**-half
    angles = torch.cat([angles, angles], -1)
    return angles.cos(), angles.sin()


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Rotary embedding of x [B, H, T, head_dim]."""
    low, high = x.float().chunk(2, -1)
    return (x.float() * cos + torch.cat([-high, low], -1) * sin).to(x.dtype)


class Attention(nn.Module):
    """Grouped-query attention with normalised queries and keys."""

    def __init__(self, c: LmConfig):
        super().__init__()
        self.heads, self.kv_heads, self.head_dim = c.heads, c.kv_heads, c.head_dim
        self.q = nn.Linear(c.dim, c.heads * c.head_dim, bias=False)
        self.k = nn.Linear(c.dim, c.kv_heads * c.head_dim, bias=False)
        self.v = nn.Linear(c.dim, c.kv_heads * c.head_dim, bias=False)
        self.o = nn.Linear(c.heads * c.head_dim, c.dim, bias=False)
        self.q_norm, self.k_norm = RmsNorm(c.head_dim), RmsNorm(c.head_dim)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, mask: Tensor) -> Tensor:
        """x [B, T, D], mask [B, 1, T, T] (True = may attend) -> [B, T, D]."""
        b, t, _ = x.shape
        q = rotate(self.q_norm(self.q(x).view(b, t, self.heads, self.head_dim)).transpose(1, 2), cos, sin)
        k = rotate(self.k_norm(self.k(x).view(b, t, self.kv_heads, self.head_dim)).transpose(1, 2), cos, sin)
        val = self.v(x).view(b, t, self.kv_heads, self.head_dim).transpose(1, 2)
        repeat = self.heads // self.kv_heads
        k, val = k.repeat_interleave(repeat, 1), val.repeat_interleave(repeat, 1)
        y = F.scaled_dot_product_attention(q.to(val.dtype), k.to(val.dtype), val, attn_mask=mask)
        return self.o(y.transpose(1, 2).reshape(b, t, -1))


class Layer(nn.Module):
    """Pre-norm attention and SwiGLU feed-forward."""

    def __init__(self, c: LmConfig):
        super().__init__()
        self.attn_norm, self.attn, self.ffn_norm = RmsNorm(c.dim), Attention(c), RmsNorm(c.dim)
        self.gate = nn.Linear(c.dim, c.ffn, bias=False)
        self.up = nn.Linear(c.dim, c.ffn, bias=False)
        self.down = nn.Linear(c.ffn, c.dim, bias=False)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, mask: Tensor) -> Tensor:
        """[B, T, D] -> [B, T, D]."""
        x = x + self.attn(self.attn_norm(x), cos, sin, mask)
        y = self.ffn_norm(x)
        return x + self.down(F.silu(self.gate(y)) * self.up(y))


class Lm(nn.Module):
    """Decoder over embeddings: the caller builds the input row, its positions and its mask."""

    def __init__(self, config: LmConfig):
        super().__init__()
        self.config = config
        self.embed_tokens = nn.Embedding(config.vocab, config.dim)
        self.layers = nn.ModuleList(Layer(config) for _ in range(config.layers))
        self.norm = RmsNorm(config.dim)
        self._init()

    def _init(self) -> None:
        for name, p in self.named_parameters():
            if p.ndim == 2:
                scale = math.sqrt(2 * self.config.layers) if name.endswith(("attn.o.weight", "down.weight")) else 1.0
                nn.init.normal_(p, std=0.02 / scale)

    def embed(self, ids: Tensor) -> Tensor:
        """Token embeddings [..., D] of ids [...]."""
        return self.embed_tokens(ids)

    def forward(self, x: Tensor, positions: Tensor, mask: Tensor) -> Tensor:
        """Embeddings [B, T, D], positions [B, T], mask [B, 1, T, T] -> hidden [B, T, D] after the final norm."""
        cos, sin = rope_tables(positions, self.config.head_dim, self.config.rope_theta)
        for layer in self.layers:
            x = layer(x, cos, sin, mask)
        return self.norm(x)

    def logits(self, hidden: Tensor) -> Tensor:
        """[..., D] -> [..., vocab] with the tied embedding matrix."""
        return F.linear(hidden, self.embed_tokens.weight.to(hidden.dtype))

    def compile_layers(self) -> None:
        """Compile every layer for static shapes (the layers share the compiled code)."""
        from torch._dynamo import config as compiler  # a second of import that only training needs

        compiler.cache_size_limit = 64
        for layer in self.layers:
            layer.compile(dynamic=False)
