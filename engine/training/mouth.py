"""Mouths that nobody has: what a speaker makes of every sound, changed at random in mel frames.

A few dozen voices are learnt by heart, and what the ears then know of sounds does not carry over to the next voice
(docs/experiments.md). So every clip goes through a random small network of its own, which changes each spectrum by what
it is: all the /s/ of a clip come out in one new way, all the /e/ in another. Random convolutions do the same for
pictures (Z. Xu et al., "Robust and generalizable visual representation learning via random convolutions", arXiv
2007.13003). Formants get wider or narrower and transitions slower or faster besides.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

SOUNDS = 16  # hidden units of a mouth
KNOT = 8  # mel bands between two knots of its curves, so that formants and not harmonics are told apart
CHANGE = 0.8
"""Largest root mean square of the change, in units of the features: 12 dB. The mean over clips is half of it."""
BLUR = (1.0, 2.0, 3.0, 2.0, 1.0)  # weights of a place and its neighbours in their mean
WIDTH, TEMPO = 0.8, 0.8  # how much narrower or wider formants, faster or slower transitions become at most


def spoken_otherwise(mel: Tensor, strength: float, random: torch.Generator) -> Tensor:
    """Mel frames [B, F, mels] as other mouths would have said them; each clip by one of its own."""
    with torch.autocast(mel.device.type, enabled=False):
        mel = _sharpened(mel, _uniform(mel, -WIDTH, WIDTH, random) * strength, 2)
        mel = _sharpened(mel, _uniform(mel, -TEMPO, TEMPO, random) * strength, 1)
        listen, speak = (_curves(mel, random) for _ in range(2))
        heard = mel @ listen.mT
        heard = heard / heard.std(1, keepdim=True).clamp(min=1e-3)
        hidden = torch.tanh(heard + torch.randn(heard[:, :1].shape, device=mel.device, generator=random))
        change = hidden @ speak
        size = change.square().mean((1, 2), keepdim=True).sqrt().clamp(min=1e-3)
        return mel + change / size * (_uniform(mel, 0.0, CHANGE, random) * strength)


def _uniform(like: Tensor, low: float, high: float, random: torch.Generator) -> Tensor:
    """One number for every clip [B, 1, 1]."""
    return torch.rand(len(like), 1, 1, device=like.device, generator=random) * (high - low) + low


def _curves(like: Tensor, random: torch.Generator) -> Tensor:
    """Smooth random curves over the bands [B, SOUNDS, mels]."""
    b, _, bands = like.shape
    knots = torch.randn(b, SOUNDS, bands // KNOT + 2, device=like.device, generator=random)
    return F.interpolate(knots, size=bands, mode="linear", align_corners=True)


def _sharpened(mel: Tensor, amount: Tensor, dim: int) -> Tensor:
    """More (`amount` [B, 1, 1] above 0) or less of what differs from the neighbours along bands (2) or frames (1)."""
    rows = mel if dim == 2 else mel.mT
    kernel = torch.tensor([[BLUR]], device=mel.device) / sum(BLUR)
    flat = F.pad(rows.reshape(-1, 1, rows.shape[2]), (2, 2), mode="replicate")
    smooth = F.conv1d(flat, kernel).reshape(rows.shape)
    return mel + amount * (mel - (smooth if dim == 2 else smooth.mT))
