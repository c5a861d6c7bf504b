"""The codec's training side: encoder with a finite scalar quantiser, losses."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.speech.decoder import BASE_PITCH, DecoderConfig, SpeechDecoder
from engine.speech.features import mel_filters
from engine.speech.vocoder import NOISE_LENGTH
from engine.training.pitch import HOP, RATE, track_pitch

CODE = 960
STFT_SIZES = (512, 1024, 2048)
LOG_FLOOR = 1e-3  # magnitudes below are silence: about -70 dB of full scale in a window of 1024


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
    levels: Tensor

    def __init__(self, config: DecoderConfig, dim: int = 256, blocks: int = 4):
        super().__init__()
        self.config = config
        self.register_buffer(
            "filters", torch.from_numpy(mel_filters(RATE, 1024, 80, 0.0, 12_000.0) * RATE / 1024), persistent=False
        )
        self.register_buffer("window", torch.hann_window(1024), persistent=False)
        self.register_buffer("levels", torch.tensor(config.levels), persistent=False)
        self.enter = nn.Linear(82, dim)
        self.fine = nn.ModuleList(Block(dim) for _ in range(blocks))
        self.down = nn.Conv1d(dim, dim, 8, stride=4, padding=2)
        self.coarse = nn.ModuleList(Block(dim) for _ in range(blocks))
        self.reach = 4 * blocks + 4  # codes that one code depends on, to either side, at most
        self.norm = nn.LayerNorm(dim)
        self.reach = 4 * blocks + 4  # a code depends on fewer codes than that to either side
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

    def quantise(self, free: Tensor) -> Tensor:
        """The nearest points of the book, with straight-through gradients."""
        half = (self.levels - 1) / 2
        return free + (torch.round(free * half) / half - free).detach()

    def forward(self, wave: Tensor, pitch: Tensor, voiced: Tensor) -> Tensor:
        """Quantised points [B, S / 960, levels]."""
        return self.quantise(self.continuous(wave, pitch, voiced))

    def codes(self, points: Tensor) -> Tensor:
        """Code numbers [B, N] of quantised points."""
        digits = torch.round((points + 1) * (self.levels - 1) / 2).long()
        radix = torch.cumprod(torch.cat([self.levels.new_ones(1), self.levels[:-1]]), 0)
        return (digits * radix).sum(-1)

    @torch.no_grad()
    def encode(self, wave: Tensor) -> Tensor:
        """Codes [B, ceil(S / 960)] of waves [B, S]; silence is taken to follow, so padding a wave changes nothing."""
        count = -(-wave.shape[1] // CODE)
        wave = F.pad(wave, (0, (count + self.reach) * CODE - wave.shape[1]))
        return self.codes(self(wave, *track_pitch(wave)))[:, :count]


def magnitudes(wave: Tensor) -> list[Tensor]:
    """STFT magnitudes [B, bins, frames] of waves [B, S] at each of STFT_SIZES (arXiv 1910.11480)."""
    found = []
    for n in STFT_SIZES:
        window = torch.hann_window(n, device=wave.device)
        spectrum = torch.stft(wave, n, n // 4, window=window, return_complex=True)
        found.append((spectrum.real.square() + spectrum.imag.square() + 1e-10).sqrt())
    return found


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


class Codec(nn.Module):
    """Encoder and decoder together, with the training loss."""

    def __init__(self, config: DecoderConfig | None = None, dim: int = 256, blocks: int = 4):
        super().__init__()
        config = config or DecoderConfig()
        self.encoder, self.decoder = CodecEncoder(config, dim, blocks), SpeechDecoder(config)

    def views(self, wave: Tensor, loudness: Tensor) -> list[Tensor]:
        """What the loss compares of waves [B, S]: log-mel, log magnitudes, magnitudes over `loudness` [B, 1, 1]."""
        found = [1.2 * self.encoder.log_mel(wave)]
        for magnitude, n in zip(magnitudes(wave), STFT_SIZES, strict=True):
            found.append(magnitude.clamp(min=LOG_FLOOR).log() / len(STFT_SIZES))
            found.append(magnitude / (loudness * (3 * n / 8) ** 0.5) / len(STFT_SIZES))
        return found

    def distance(self, wave: Tensor, *made: Tensor) -> Tensor:
        """Energy distance of spectra between a wave [B, S] and two that differ in their noise only (arXiv 2008.01160).

        Plain spectral losses reward a buzz in the place of a hiss, since a steady spectrum is nearer on average than
        another draw of the noise; half the distance between the two draws, taken off, makes the right hiss the best.
        """
        loudness = wave.square().mean(-1).sqrt().clamp(min=1e-2)[:, None, None]
        wanted = self.views(wave, loudness)
        one, other = (self.views(x, loudness) for x in made)
        total = wave.new_zeros(())
        for x, y, z in zip(wanted, one, other, strict=True):
            total = total + 0.5 * ((x - y).abs().mean() + (x - z).abs().mean() - (y - z).abs().mean())
        return total

    def loss(self, wave: Tensor, *, frozen: bool = False) -> tuple[Tensor, dict[str, Tensor]]:
        """Loss of crops [B, S] (S a multiple of 960) and its parts; the source follows the tracked pitch.

        `frozen` trains the decoder alone: the codes keep their meaning.
        """
        pitch, voiced = track_pitch(wave)
        with torch.set_grad_enabled(not frozen and torch.is_grad_enabled()):
            free = self.encoder.continuous(wave, pitch, voiced)
            points, spread = self.encoder.quantise(free), spread_loss(free)
        predicted, harmonic, noise = self.decoder.frames(points)
        places = torch.randint(NOISE_LENGTH, (2, len(wave)), device=wave.device)
        spectral = self.distance(wave, *(self.decoder.vocoder(pitch, harmonic, noise, place) for place in places))
        off = (torch.log(predicted) - torch.log(pitch)).abs()
        tone = (off * voiced).sum() / voiced.sum().clamp(min=1)
        parts = {"spectral": spectral, "pitch": tone, "spread": spread, "codes": self.encoder.codes(points)}
        return spectral + 2.0 * tone + spread, parts


def code_usage(codes: Tensor, size: int) -> tuple[float, float]:
    """Share of the code book in use, and perplexity, of codes of any shape."""
    counts = torch.bincount(codes.flatten(), minlength=size).float()
    p = counts / counts.sum()
    return float((counts > 0).float().mean()), float(torch.exp(-(p * torch.log(p.clamp(min=1e-9))).sum()))
