"""The codec's training side: pitch tracker, encoder with a finite scalar quantiser, losses."""

from __future__ import annotations

import math

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.speech.decoder import BASE_PITCH, DecoderConfig, SpeechDecoder
from engine.speech.features import mel_filters

RATE, HOP = 24_000, 240
CODE = 960


def track_pitch(wave: Tensor, low: float = 60.0, high: float = 320.0) -> tuple[Tensor, Tensor]:
    """Pitch in Hz and voicing (bool), both [B, S / 240], by normalised autocorrelation (P. Boersma, 1993) with a small preference for short lags and a median filter.

    Unvoiced frames carry the pitch interpolated between voiced neighbours (or the base pitch).
    """
    window, n = 1200, 4096
    frames = F.pad(wave, (window // 2 - HOP // 2, window)).unfold(-1, window, HOP)[:, : wave.shape[1] // HOP]
    hann = torch.hann_window(window, device=wave.device)
    frames = frames - frames.mean(-1, keepdim=True)
    energy = frames.square().mean(-1)
    auto = _autocorrelation(frames * hann, n)
    auto = auto / auto[..., :1].clamp(min=1e-7) / (_autocorrelation(hann[None], n) / hann.square().sum()).clamp(min=1e-3)
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
    value_before = torch.where(before >= 0, value_before, torch.where(after < pitch.shape[1], value_after, math.log(BASE_PITCH)))
    value_after = torch.where(after < pitch.shape[1], value_after, value_before)
    part = (t - before) / (after - before).clamp(min=1)
    return torch.where(voiced, pitch, torch.exp(value_before + part.clamp(0, 1) * (value_after - value_before)))


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


class CodecEncoder(nn.Module):
    """24 kHz waves -> FSQ points at 25 Hz. Sees log-mel, pitch and voicing; not causal (it only runs in training)."""

    filters: Tensor
    window: Tensor

    def __init__(self, config: DecoderConfig, dim: int = 256, blocks: int = 4):
        super().__init__()
        self.config = config
        self.register_buffer("filters", torch.from_numpy(mel_filters(RATE, 1024, 80, 0.0, 12_000.0) * RATE / 1024), persistent=False)
        self.register_buffer("window", torch.hann_window(1024), persistent=False)
        self.register_buffer("levels", torch.tensor(config.levels), persistent=False)
        self.enter = nn.Linear(82, dim)
        self.fine = nn.ModuleList(Block(dim) for _ in range(blocks))
        self.down = nn.Conv1d(dim, dim, 8, stride=4, padding=2)
        self.coarse = nn.ModuleList(Block(dim) for _ in range(blocks))
        self.norm = nn.LayerNorm(dim)
        self.leave = nn.Linear(dim, len(config.levels))
        nn.init.normal_(self.leave.weight, std=1.0 / dim**0.5)  # spread the first codes over the whole book

    def log_mel(self, wave: Tensor) -> Tensor:
        """[B, S] -> [B, S / 240, 80]."""
        frames = F.pad(wave, (1024 // 2 - HOP // 2, 1024)).unfold(-1, 1024, HOP)[:, : wave.shape[1] // HOP]
        power = torch.fft.rfft(frames * self.window).abs().square() / 1024
        return (torch.log(power @ self.filters + 1e-7) + 7.0) * 0.25

    def continuous(self, wave: Tensor, pitch: Tensor, voiced: Tensor) -> Tensor:
        """Unquantised points in (-1, 1), [B, S / 960, levels]."""
        x = torch.cat([self.log_mel(wave), torch.log(pitch / BASE_PITCH)[..., None] * 3, voiced[..., None].float()], -1)
        x = self.enter(x)
        for block in self.fine:
            x = block(x)
        x = self.down(x.transpose(1, 2)).transpose(1, 2)
        for block in self.coarse:
            x = block(x)
        return torch.tanh(self.leave(self.norm(x)).float())

    def forward(self, wave: Tensor, pitch: Tensor, voiced: Tensor) -> Tensor:
        """Quantised points with straight-through gradients."""
        z = self.continuous(wave, pitch, voiced)
        half = (self.levels - 1) / 2
        return z + (torch.round(z * half) / half - z).detach()

    def codes(self, points: Tensor) -> Tensor:
        """Code numbers [B, N] of quantised points."""
        digits = torch.round((points + 1) * (self.levels - 1) / 2).long()
        radix = torch.cumprod(torch.cat([self.levels.new_ones(1), self.levels[:-1]]), 0)
        return (digits * radix).sum(-1)

    @torch.no_grad()
    def encode(self, wave: Tensor) -> Tensor:
        """Codes [B, ceil(S / 960)] of waves [B, S]."""
        wave = F.pad(wave, (0, -wave.shape[1] % CODE))
        return self.codes(self(wave, *track_pitch(wave)))


def spectral_loss(made: Tensor, wanted: Tensor, mel: nn.Module | None = None) -> Tensor:
    """Multi-resolution STFT loss: L1 of log magnitudes plus spectral convergence (R. Yamamoto et al., arXiv 1910.11480)."""
    total = made.new_zeros(())
    for n in (512, 1024, 2048):
        window = torch.hann_window(n, device=made.device)
        a, b = (torch.stft(x, n, n // 4, window=window, return_complex=True).abs().clamp(min=1e-5) for x in (made, wanted))
        total = total + (a.clamp(min=1e-3).log() - b.clamp(min=1e-3).log()).abs().mean() + (a - b).norm() / b.norm().clamp(min=1e-3)
    return total / 3


class Codec(nn.Module):
    """Encoder and decoder together, with the training loss."""

    def __init__(self, config: DecoderConfig | None = None, dim: int = 256, blocks: int = 4):
        super().__init__()
        config = config or DecoderConfig()
        self.encoder, self.decoder = CodecEncoder(config, dim, blocks), SpeechDecoder(config)

    def loss(self, wave: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        """Loss of crops [B, S] (S a multiple of 960) and its parts; the source follows the tracked pitch."""
        pitch, voiced = track_pitch(wave)
        points = self.encoder(wave, pitch, voiced)
        predicted, harmonic, noise = self.decoder.frames(points)
        made = self.decoder.vocoder(pitch, harmonic, noise)
        spectral = spectral_loss(made, wave)
        mel = (self.encoder.log_mel(made) - self.encoder.log_mel(wave)).abs().mean() * 4
        off = (torch.log(predicted) - torch.log(pitch)).abs()
        tone = (off * voiced).sum() / voiced.sum().clamp(min=1)
        return spectral + 0.3 * mel + 2.0 * tone, {"spectral": spectral, "mel": mel, "pitch": tone, "codes": self.encoder.codes(points)}


def code_usage(codes: Tensor, size: int) -> tuple[float, float]:
    """Share of the code book in use, and perplexity, of codes of any shape."""
    counts = torch.bincount(codes.flatten(), minlength=size).float()
    p = counts / counts.sum()
    return float((counts > 0).float().mean()), float(torch.exp(-(p * torch.log(p.clamp(min=1e-9))).sum()))


