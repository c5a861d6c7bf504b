"""Pitch of clean speech, batched: the codec's target and its training source."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.speech.decoder import BASE_PITCH

RATE, HOP = 24_000, 240


def track_pitch(wave: Tensor, low: float = 60.0, high: float = 320.0) -> tuple[Tensor, Tensor]:
    """Pitch in Hz and voicing (bool), both [B, S / 240], of waves [B, S] at 24 kHz; frame t centres on its 240 samples.

    Normalised autocorrelation (P. Boersma, 1993) with a small preference for short lags, which avoids octaves too low,
    and a median filter. Unvoiced frames carry the pitch interpolated between voiced neighbours (or the base pitch).
    """
    window, n = 1200, 4096
    frames = F.pad(wave, (window // 2 - HOP // 2, window)).unfold(-1, window, HOP)[:, : wave.shape[1] // HOP]
    hann = torch.hann_window(window, device=wave.device)
    frames = frames - frames.mean(-1, keepdim=True)
    energy = frames.square().mean(-1)
    auto = _autocorrelation(frames * hann, n)
    auto = (
        auto / auto[..., :1].clamp(min=1e-7) / (_autocorrelation(hann[None], n) / hann.square().sum()).clamp(min=1e-3)
    )
    first, last = int(RATE / high), int(RATE / low)
    lags = torch.arange(first, last + 1, device=wave.device)
    score = auto[..., first : last + 1] - 0.03 * torch.log2(lags / first)
    best = score.argmax(-1).clamp(1, len(lags) - 2)
    left, mid, right = (auto.gather(-1, (best + first + d)[..., None])[..., 0] for d in (-1, 0, 1))
    shift = 0.5 * (left - right) / (left - 2 * mid + right).clamp(max=-1e-6)
    pitch = RATE / (best + first + shift.clamp(-0.5, 0.5))
    voiced = (mid > 0.55) & (energy > 1e-6)
    return _filled(_median(pitch, voiced), voiced), voiced


def _autocorrelation(x: Tensor, n: int) -> Tensor:
    return torch.fft.irfft(torch.fft.rfft(x, n).abs().square(), n)


def _median(pitch: Tensor, voiced: Tensor) -> Tensor:
    """Median of five frames, over voiced ones as far as there are any."""
    value = torch.where(voiced, pitch, torch.nan)
    spread = F.pad(value, (2, 2), value=math.nan).unfold(-1, 5, 1)
    return torch.where(voiced, spread.nanmedian(-1).values, pitch)


def _filled(pitch: Tensor, voiced: Tensor) -> Tensor:
    """Unvoiced frames take a line between their voiced neighbours, in log pitch."""
    t = torch.arange(pitch.shape[1], device=pitch.device)[None].expand_as(pitch)
    before = torch.where(voiced, t, -1).cummax(1).values
    after = torch.where(voiced, t, pitch.shape[1]).flip(1).cummin(1).values.flip(1)
    log = torch.log(pitch)
    value_before, value_after = log.gather(1, before.clamp(min=0)), log.gather(1, after.clamp(max=pitch.shape[1] - 1))
    value_before = torch.where(
        before >= 0, value_before, torch.where(after < pitch.shape[1], value_after, math.log(BASE_PITCH))
    )
    value_after = torch.where(after < pitch.shape[1], value_after, value_before)
    part = (t - before) / (after - before).clamp(min=1)
    return torch.where(voiced, pitch, torch.exp(value_before + part.clamp(0, 1) * (value_after - value_before)))
