"""The streaming speech encoder: log-mel -> 25 Hz frames, chunk by chunk, and embeddings for the language model.

Chunk-causal: a frame sees its own chunk (320 ms) and the last `left` frames before it, so a stream that holds that
much state gives exactly what the whole recording gives. Blocks are attention (RoPE), a causal depthwise-convolution
module and a feed-forward module, in the manner of Conformer (arXiv 2005.08100) without batch norm or look-ahead.
"""

from __future__ import annotations

from copy import copy, deepcopy
from dataclasses import asdict, dataclass
from typing import cast

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.speech.features import FeatureConfig, LogMel, LogMelStream


@dataclass(frozen=True)
class EncoderConfig:
    """Sizes of the encoder and its heads; `left` and `chunk` in 25 Hz frames."""

    mels: int = 80
    dim: int = 384
    layers: int = 10
    heads: int = 6
    ffn: int = 1536
    kernel: int = 15
    left: int = 128
    chunk: int = 8
    mid_layer: int = 5
    ctc_vocab: int = 257
    lm_dim: int = 512

    def to_dict(self) -> dict[str, int]:
        """Plain values for a manifest."""
        return asdict(self)


def _rope(start: int, length: int, dim: int, device: torch.device) -> tuple[Tensor, Tensor]:
    """cos and sin [length, dim] of positions start, start + 1, ..."""
    frequencies = 10_000.0 ** (-torch.arange(0, dim, 2, device=device, dtype=torch.float32) / dim)
    angles = torch.arange(start, start + length, device=device, dtype=torch.float32)[:, None] * frequencies
    angles = torch.cat([angles, angles], -1)
    return angles.cos(), angles.sin()


def _rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    low, high = x.chunk(2, -1)
    return (x * cos + torch.cat([-high, low], -1) * sin).to(x.dtype)


class FrontEnd(nn.Module):
    """Two causal convolutions of stride 2: mel frames [B, 4 n, mels] -> [B, n, dim].

    Left context only, so chunk borders don't matter.
    """

    def __init__(self, c: EncoderConfig):
        super().__init__()
        self.first = nn.Conv1d(c.mels, c.dim, 4, stride=2)
        self.second = nn.Conv1d(c.dim, c.dim, 4, stride=2)

    def empty(self, batch: int, like: Tensor) -> tuple[Tensor, Tensor]:
        """State before the first frame."""
        return like.new_zeros(batch, self.first.in_channels, 2), like.new_zeros(batch, self.second.in_channels, 2)

    def forward(self, mel: Tensor, state: tuple[Tensor, Tensor] | None = None) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        """Frames and the state after them."""
        x = mel.transpose(1, 2)
        first, second = state or self.empty(x.shape[0], x)
        x = torch.cat([first.to(x.dtype), x], 2)
        y = F.gelu(self.first(x))
        y_in = torch.cat([second.to(y.dtype), y], 2)
        return F.gelu(self.second(y_in)).transpose(1, 2), (x[:, :, -2:], y_in[:, :, -2:])


class Attention(nn.Module):
    """Self-attention with rotary positions; keys and values of earlier chunks may be handed in."""

    def __init__(self, c: EncoderConfig):
        super().__init__()
        self.heads, self.head_dim = c.heads, c.dim // c.heads
        self.query, self.key, self.value, self.out = (nn.Linear(c.dim, c.dim, bias=False) for _ in range(4))

    def project(self, x: Tensor, cos: Tensor, sin: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Queries, keys, values [B, H, T, D/H], rotated."""
        b, t, _ = x.shape
        q, k, v = (
            p(x).view(b, t, self.heads, self.head_dim).transpose(1, 2) for p in (self.query, self.key, self.value)
        )
        return _rotate(q, cos, sin), _rotate(k, cos, sin), v

    def attend(self, q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None) -> Tensor:
        """[B, T, D] out of projected queries, keys and values."""
        y = F.scaled_dot_product_attention(q.to(v.dtype), k.to(v.dtype), v, attn_mask=mask)
        return self.out(y.transpose(1, 2).reshape(y.shape[0], y.shape[2], -1))


class ConvModule(nn.Module):
    """Gated pointwise, causal depthwise convolution, SiLU, pointwise."""

    def __init__(self, c: EncoderConfig):
        super().__init__()
        self.kernel = c.kernel
        self.enter = nn.Linear(c.dim, 2 * c.dim, bias=False)
        self.taps = nn.Parameter(torch.randn(c.kernel, c.dim) * 0.1)
        self.norm = nn.LayerNorm(c.dim)
        self.leave = nn.Linear(c.dim, c.dim, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        """Whole recordings [B, T, D]: a sum of shifted products, faster than Conv1d when compiled."""
        gated = F.glu(self.enter(x), -1)
        padded, t = F.pad(gated, (0, 0, self.kernel - 1, 0)), gated.shape[1]
        y = padded[:, :t] * self.taps[0]
        for i in range(1, self.kernel):
            y = y + padded[:, i : i + t] * self.taps[i]
        return self.leave(F.silu(self.norm(y)))

    def step(self, x: Tensor, tail: Tensor) -> tuple[Tensor, Tensor]:
        """One chunk [B, chunk, D] after `tail`, the last kernel - 1 gated inputs; the new tail comes with it.

        One product of windows: not compiled, the fifteen small ones would cost more than their arithmetic.
        """
        padded = torch.cat([tail, F.glu(self.enter(x), -1)], 1)
        y = (padded.unfold(1, self.kernel, 1) * self.taps.T).sum(-1)
        return self.leave(F.silu(self.norm(y))), padded[:, -(self.kernel - 1) :]


class LayerState:
    """What a layer keeps between chunks: keys and values of its own and the last chunks, the convolution's tail.

    Keys and values lie in a ring that is written in place, so nothing is moved when a chunk comes. Their order does
    not matter to attention: a key's rotation holds its position.
    """

    def __init__(self, c: EncoderConfig):
        frames = (c.left // c.chunk + 1) * c.chunk
        self._keys, self._values = (torch.zeros(1, c.heads, frames, c.dim // c.heads) for _ in range(2))
        self.tail = torch.zeros(1, c.kernel - 1, c.dim)

    def remember(self, position: int, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        """Take in a chunk's keys and values [1, H, chunk, D/H]; all that it may see [1, H, <= left + chunk, D/H]."""
        ring, chunk = self._keys.shape[2], keys.shape[2]
        at, known = position % ring, min(position + chunk, ring)
        self._keys[:, :, at : at + chunk], self._values[:, :, at : at + chunk] = keys, values
        return self._keys[:, :, :known], self._values[:, :, :known]


class Layer(nn.Module):
    """Attention, convolution, feed-forward; each pre-norm with a residual."""

    def __init__(self, c: EncoderConfig):
        super().__init__()
        self.attn_norm, self.conv_norm, self.ffn_norm = nn.LayerNorm(c.dim), nn.LayerNorm(c.dim), nn.LayerNorm(c.dim)
        self.attn, self.conv = Attention(c), ConvModule(c)
        self.up, self.down = nn.Linear(c.dim, c.ffn), nn.Linear(c.ffn, c.dim)
        self.dropout = 0.0  # of each module's output, in training only

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, mask: Tensor) -> Tensor:
        """Whole recordings: [B, T, D] with mask [T, T]."""
        x = x + self._dropped(self.attn.attend(*self.attn.project(self.attn_norm(x), cos, sin), mask))
        x = x + self._dropped(self.conv(self.conv_norm(x)))
        return x + self._dropped(self.down(F.silu(self.up(self.ffn_norm(x)))))

    def _dropped(self, x: Tensor) -> Tensor:
        return F.dropout(x, self.dropout, self.training)

    def step(self, x: Tensor, cos: Tensor, sin: Tensor, state: LayerState, position: int) -> Tensor:
        """One chunk [1, chunk, D] that begins at frame `position`, after `state`, which is brought up to date."""
        q, k, v = self.attn.project(self.attn_norm(x), cos, sin)
        x = x + self.attn.attend(q, *state.remember(position, k, v), None)
        y, state.tail = self.conv.step(self.conv_norm(x), state.tail)
        x = x + y
        return x + self.down(F.silu(self.up(self.ffn_norm(x))))


class Adapter(nn.Module):
    """Two 25 Hz frames -> one 12.5 Hz embedding of the language model's size and magnitude."""

    def __init__(self, c: EncoderConfig):
        super().__init__()
        self.enter = nn.Linear(2 * c.dim, 2 * c.lm_dim)
        self.leave = nn.Linear(2 * c.lm_dim, c.lm_dim)
        self.norm = nn.LayerNorm(c.lm_dim, elementwise_affine=False)
        self.level = nn.Parameter(torch.tensor(0.05))

    def forward(self, frames: Tensor) -> Tensor:
        """[B, 2 n, dim] -> [B, n, lm_dim]."""
        b, t, d = frames.shape
        return self.norm(self.leave(F.gelu(self.enter(frames.reshape(b, t // 2, 2 * d))))) * self.level


class Hearing(nn.Module):
    """Front end, layers and the two CTC heads."""

    def __init__(self, c: EncoderConfig):
        super().__init__()
        self.config = c
        self.front = FrontEnd(c)
        self.layers = nn.ModuleList(Layer(c) for _ in range(c.layers))
        self.norm = nn.LayerNorm(c.dim)
        self.mid_norm = nn.LayerNorm(c.dim)
        self.ctc, self.mid_ctc = nn.Linear(c.dim, c.ctc_vocab), nn.Linear(c.dim, c.ctc_vocab)

    def mask(self, t: int, device: torch.device) -> Tensor:
        """Bool [T, T]: own chunk and the `left` frames before it."""
        chunk = torch.arange(t, device=device) // self.config.chunk
        behind = chunk[:, None] - chunk[None, :]
        return (behind >= 0) & (behind <= self.config.left // self.config.chunk)

    def forward(self, mel: Tensor) -> tuple[Tensor, Tensor]:
        """Mel [B, 4 n, mels] -> frames and middle-layer frames [B, n, dim], n whole chunks."""
        c = self.config
        x, _ = self.front(mel)
        cos, sin = _rope(0, x.shape[1], c.dim // c.heads, x.device)
        mask, mid = self.mask(x.shape[1], x.device), x
        for i, layer in enumerate(self.layers):
            x = layer(x, cos, sin, mask)
            if i + 1 == c.mid_layer:
                mid = x
        return self.norm(x), self.mid_norm(mid)


class Ears(nn.Module):
    """Everything between samples and embeddings: features, encoder with CTC heads, adapter."""

    def __init__(self, config: EncoderConfig | None = None, features: FeatureConfig | None = None):
        super().__init__()
        self.config = config or EncoderConfig()
        self.features = LogMel(features)
        self.hearing = Hearing(self.config)
        self.adapter = Adapter(self.config)

    def encode(self, mel: Tensor) -> tuple[Tensor, Tensor]:
        """Mel [B, F, mels] of n whole chunks, F >= 32 n -> frames and middle frames [B, 8 n, dim].

        Surplus mel frames are dropped.
        """
        whole = 4 * self.config.chunk
        return self.hearing(mel[:, : mel.shape[1] // whole * whole])

    def embed(self, frames: Tensor) -> Tensor:
        """Frames [B, 2 n, dim] -> embeddings [B, n, lm_dim]."""
        return self.adapter(frames)

    def ctc_logits(self, frames: Tensor) -> Tensor:
        """CTC logits [B, T, ctc_vocab] of frames; unit 0 is the blank."""
        return self.hearing.ctc(frames)

    def mid_logits(self, mid: Tensor) -> Tensor:
        """CTC logits of the middle layer's frames, on phones (engine.training.phones)."""
        return self.hearing.mid_ctc(mid)

    def set_dropout(self, share: float) -> None:
        """Drop this share of every module's output while training."""
        for layer in self.hearing.layers:
            cast(Layer, layer).dropout = share

    def compile_layers(self) -> None:
        """Compile every layer for static shapes (training on a GPU)."""
        from torch._dynamo import config as compiler  # a second of import that only training needs

        compiler.cache_size_limit = 64
        for layer in self.hearing.layers:
            layer.compile(dynamic=False)

    def stream(self) -> EarsStream:
        """A new stream of one recording."""
        return EarsStream(self)


class EarsStream:
    """Embeddings of a recording that arrives in pieces: every completed chunk of 320 ms gives 4 embeddings at once."""

    def __init__(self, ears: Ears):
        self._ears, self._c = ears, ears.config
        self._mel = LogMelStream(ears.features)
        self._waiting = torch.zeros(0, self._c.mels)
        self._front: tuple[Tensor, Tensor] | None = None
        self._states = [LayerState(self._c) for _ in range(self._c.layers)]
        self._position = 0
        self._samples = 0
        self.frames: list[Tensor] = []
        self.keep_frames = False

    @torch.inference_mode()
    def push(self, samples: np.ndarray) -> np.ndarray:
        """Embeddings [n, lm_dim] float32 of the chunks that `samples` [S] (float32, 16 kHz) complete."""
        self._samples += len(samples)
        self._waiting = torch.cat([self._waiting, self._mel.push(samples)])
        size, out = 4 * self._c.chunk, []
        while len(self._waiting) >= size:
            out.append(self._chunk(self._waiting[None, :size]))
            self._waiting = self._waiting[size:]
        return np.concatenate(out) if out else np.zeros((0, self._c.lm_dim), np.float32)

    def finish(self) -> np.ndarray:
        """Embeddings of what is left, padded with zeros to a whole chunk."""
        samples_in_chunk = 4 * self._c.chunk * self._ears.features.config.hop
        missing = -self._samples % samples_in_chunk
        overlap = self._ears.features.config.window - self._ears.features.config.hop
        return self.push(np.zeros(missing + overlap, np.float32))

    def fork(self) -> EarsStream:
        """A copy that goes its own way from here: `finish` it to hear how a question would end that may go on."""
        twin = copy(self)  # what is replaced as a whole may be shared; the layers' rings are written in place
        vars(twin).update(_mel=copy(self._mel), _states=deepcopy(self._states), frames=list(self.frames))
        return twin

    def _chunk(self, mel: Tensor) -> np.ndarray:
        hearing = self._ears.hearing
        x, self._front = hearing.front(mel, self._front)
        cos, sin = _rope(self._position, self._c.chunk, self._c.dim // self._c.heads, x.device)
        for layer, state in zip(hearing.layers, self._states, strict=True):
            x = cast(Layer, layer).step(x, cos, sin, state, self._position)
        self._position += self._c.chunk
        frames = hearing.norm(x)
        if self.keep_frames:
            self.frames.append(frames[0])
        embeddings: np.ndarray = self._ears.embed(frames)[0].float().numpy()
        return embeddings
