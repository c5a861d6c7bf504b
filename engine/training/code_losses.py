"""What the codec asks of its codes: that they are spread over the book, steady, readable as letters, and voiceless.

A language model has to learn these codes from text. So they should say what was said and little else: the same sounds a
few milliseconds later, a little softer or in faint noise should give the same codes.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.training.own_voice import LETTERS, PER_CODE, Crops

SHIFT = 240
"""Samples at 24 kHz by which a disturbed copy is moved at most, either way: 10 ms."""
EDGE = 2
"""Codes at either end of a crop that steadiness does not count: the shift moves other sound there."""


class Block(nn.Module):
    """Centred ConvNeXt block."""

    def __init__(self, dim: int, kernel: int = 7):
        super().__init__()
        self.depthwise = nn.Conv1d(dim, dim, kernel, groups=dim, padding=kernel // 2)
        self.norm = nn.LayerNorm(dim)
        self.up, self.down = nn.Linear(dim, 3 * dim), nn.Linear(3 * dim, dim)

    def forward(self, x: Tensor) -> Tensor:
        """[B, T, D] -> [B, T, D]."""
        y = self.depthwise(x.transpose(1, 2)).transpose(1, 2)
        return x + self.down(F.gelu(self.up(self.norm(y))))


def spread_loss(points: Tensor) -> Tensor:
    """How far unquantised points [B, N, levels] are from using the book evenly.

    Even means: mean 0, the deviation of a uniform variable, no correlation. Without it the encoder saturates and uses a
    few dozen codes for the first thousands of steps.
    """
    flat = points.flatten(0, 1)
    centred = flat - flat.mean(0)
    deviation = centred.square().mean(0).add(1e-6).sqrt()
    correlation = (centred / deviation).T @ (centred / deviation) / len(flat)
    off = correlation - torch.diag(torch.diag(correlation))
    return flat.mean(0).square().mean() + 4 * (deviation - 3**-0.5).square().mean() + off.square().mean()


def spread_by_voice(points: Tensor, voice: Tensor, voices: int) -> Tensor:
    """`spread_loss`, meaned over the voices [B] that occur: each is to use the whole book in the same way."""
    found = [spread_loss(points[voice == i]) for i in range(voices) if bool((voice == i).any())]
    return torch.stack(found).mean()


def disturbed(wave: Tensor) -> Tensor:
    """Copies of waves [B, S] that say the same: up to 10 ms earlier or later, 3 dB softer to 2 dB louder, faint noise.

    The noise is white, 25 to 60 dB below the speech.
    """
    b, size = wave.shape
    shift = torch.randint(-SHIFT, SHIFT + 1, (b, 1), device=wave.device)
    places = (torch.arange(size, device=wave.device) + shift).clamp(0, size - 1)
    level = wave.square().mean(-1, keepdim=True).sqrt()
    below = 10 ** (-(25 + 35 * torch.rand(b, 1, device=wave.device)) / 20)
    gain = 0.7 + 0.55 * torch.rand(b, 1, device=wave.device)
    return gain * (wave.gather(1, places) + level * below * torch.randn_like(wave))


def unsteadiness(one: Tensor, other: Tensor, levels: Tensor) -> Tensor:
    """Mean square difference, in steps of the quantiser, of unquantised points [B, N, levels] of two like waves."""
    steps = (one - other)[:, EDGE:-EDGE] * (levels - 1) / 2
    return steps.square().mean()


def off_levels(free: Tensor, levels: Tensor) -> Tensor:
    """Mean square distance of unquantised points [B, N, levels] from their levels, in steps: near 0 nothing flips."""
    steps = free * (levels - 1) / 2
    return (steps - torch.round(steps).detach()).square().mean()


def strayed(points: Tensor, levels: Tensor, share: float) -> Tensor:
    """Quantised points [B, N, levels], a `share` of them one level off in one dimension.

    A decoder that learns from these forgives a language model's near misses, and the encoder learns to give
    neighbouring points like sounds.
    """
    b, n, dims = points.shape
    which = F.one_hot(torch.randint(dims, (b, n), device=points.device), dims)
    way = 2.0 * torch.randint(2, (b, n, 1), device=points.device) - 1
    hit = torch.rand(b, n, 1, device=points.device) < share
    moved = (points.detach() + hit * which * way * 2 / (levels - 1)).clamp(-1, 1)
    return points + (moved - points).detach()


class Letters(nn.Module):
    """Reads letters from codes by CTC: codes from which a small net can read the text keep what was said."""

    def __init__(self, levels: int, dim: int = 128, blocks: int = 2):
        super().__init__()
        self.enter = nn.Linear(levels, dim)
        self.blocks = nn.ModuleList(Block(dim) for _ in range(blocks))
        self.norm = nn.LayerNorm(dim)
        self.leave = nn.Linear(dim, PER_CODE * (1 + len(LETTERS)))

    def forward(self, points: Tensor) -> Tensor:
        """Points [B, N, levels] -> log probabilities [B, PER_CODE N, 1 + letters]; 0 is the blank."""
        x = self.enter(points)
        for block in self.blocks:
            x = block(x)
        out = self.leave(self.norm(x)).float()
        return out.reshape(len(out), PER_CODE * out.shape[1], -1).log_softmax(-1)

    def loss(self, points: Tensor, crops: Crops) -> Tensor:
        """CTC loss a letter, of the crops whose text is known."""
        known = crops.counts > 0
        if not bool(known.any()):
            return points.new_zeros(()) * points.sum()
        chances = self(points)[known].transpose(0, 1)
        each = F.ctc_loss(
            chances, crops.letters[known], crops.spans[known], crops.counts[known], reduction="none", zero_infinity=True
        )
        return each.sum() / crops.counts.sum()


class Teller(nn.Module):
    """Tells from codes which voice spoke, while the encoder learns to hide it (arXiv 1505.07818)."""

    def __init__(self, levels: int, voices: int, dim: int = 64):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(levels, dim), Block(dim), nn.LayerNorm(dim), nn.Linear(dim, voices))

    def loss(self, points: Tensor, voice: Tensor) -> tuple[Tensor, Tensor]:
        """Cross-entropy whose gradient reaches the encoder reversed, and the share of codes told right."""
        turned = 2 * points.detach() - points
        guess = self.net(turned)
        wanted = voice[:, None].expand(guess.shape[:2])
        right = (guess.argmax(-1) == wanted).float().mean()
        return F.cross_entropy(guess.flatten(0, 1), wanted.flatten()), right
