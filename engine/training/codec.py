"""The codec's training side: encoder with a finite scalar quantiser, spectral losses, weights of all losses."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.speech.decoder import BASE_PITCH, DecoderConfig, SpeechDecoder
from engine.speech.features import mel_filters
from engine.speech.vocoder import NOISE_LENGTH
from engine.training.code_losses import (
    Block,
    Letters,
    Teller,
    disturbed,
    off_levels,
    spread_by_voice,
    strayed,
    unsteadiness,
)
from engine.training.own_voice import CODE, Crops
from engine.training.pitch import HOP, RATE, track_pitch

STFT_SIZES = (512, 1024, 2048)
LOG_FLOOR = 1e-3  # magnitudes below are silence: about -70 dB of full scale in a window of 1024


@dataclass(frozen=True)
class Weights:
    """What each loss weighs; 0 leaves it out."""

    pitch: float = 2.0
    spread: float = 1.0
    steady: float = 1.0
    settle: float = 0.0
    letters: float = 0.1
    teller: float = 0.1
    stray: float = 0.0  # share of the points that the decoder gets one level off, as a language model errs


class CodecEncoder(nn.Module):
    """24 kHz waves -> FSQ points at 25 Hz. Sees log-mel, pitch and voicing; not causal (it only runs in training).

    It is told which of the decoder's voices speaks, so that it can take the voice off: the codes are to be the same.
    """

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
        self.norm = nn.LayerNorm(dim)
        self.reach = 4 * blocks + 4  # a code depends on fewer codes than that to either side
        self.leave = nn.Linear(dim, len(config.levels))
        nn.init.normal_(self.leave.weight, std=1.0 / dim**0.5)  # spread the first codes over the whole book
        self.voices = nn.Parameter(torch.zeros(config.voices, dim)) if config.voices > 1 else None

    def log_mel(self, wave: Tensor) -> Tensor:
        """[B, S] -> [B, S / 240, 80]."""
        frames = F.pad(wave, (1024 // 2 - HOP // 2, 1024)).unfold(-1, 1024, HOP)[:, : wave.shape[1] // HOP]
        power = torch.fft.rfft(frames * self.window).abs().square() / 1024
        return (torch.log(power @ self.filters + 1e-7) + 7.0) * 0.25

    def continuous(self, wave: Tensor, pitch: Tensor, voiced: Tensor, voice: Tensor | None = None) -> Tensor:
        """Unquantised points in (-1, 1), [B, S / 960, levels]; `voice` [B] is the first one if it is not given."""
        x = torch.cat([self.log_mel(wave), torch.log(pitch / BASE_PITCH)[..., None] * 3, voiced[..., None].float()], -1)
        x = self.enter(x)
        if self.voices is not None:
            x = x + (self.voices[:1] if voice is None else self.voices[voice])[:, None]
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

    def forward(self, wave: Tensor, pitch: Tensor, voiced: Tensor, voice: Tensor | None = None) -> Tensor:
        """Quantised points [B, S / 960, levels]."""
        return self.quantise(self.continuous(wave, pitch, voiced, voice))

    def codes(self, points: Tensor) -> Tensor:
        """Code numbers [B, N] of quantised points."""
        digits = torch.round((points + 1) * (self.levels - 1) / 2).long()
        radix = torch.cumprod(torch.cat([self.levels.new_ones(1), self.levels[:-1]]), 0)
        return (digits * radix).sum(-1)

    @torch.no_grad()
    def encode(self, wave: Tensor, voice: Tensor | None = None) -> Tensor:
        """Codes [B, ceil(S / 960)] of waves [B, S]; silence is taken to follow, so padding a wave changes nothing."""
        count = -(-wave.shape[1] // CODE)
        wave = F.pad(wave, (0, (count + self.reach) * CODE - wave.shape[1]))
        return self.codes(self(wave, *track_pitch(wave), voice))[:, :count]


def magnitudes(wave: Tensor) -> list[Tensor]:
    """STFT magnitudes [B, bins, frames] of waves [B, S] at each of STFT_SIZES (arXiv 1910.11480)."""
    found = []
    for n in STFT_SIZES:
        window = torch.hann_window(n, device=wave.device)
        spectrum = torch.stft(wave, n, n // 4, window=window, return_complex=True)
        found.append((spectrum.real.square() + spectrum.imag.square() + 1e-10).sqrt())
    return found


class Codec(nn.Module):
    """Encoder and decoder together, with the training loss."""

    def __init__(
        self,
        config: DecoderConfig | None = None,
        dim: int = 256,
        blocks: int = 4,
        weights: Weights | None = None,
    ):
        super().__init__()
        config = config or DecoderConfig()
        self.weights = weights or Weights()
        self.encoder, self.decoder = CodecEncoder(config, dim, blocks), SpeechDecoder(config)
        self.letters = Letters(len(config.levels))
        self.teller = Teller(len(config.levels), config.voices)

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

    def loss(self, crops: Crops, *, frozen: bool = False) -> tuple[Tensor, dict[str, Tensor]]:
        """Loss of crops and its parts; the source follows the tracked pitch.

        `frozen` trains the decoder alone: the codes keep their meaning.
        """
        wave, w = crops.wave, self.weights
        pitch, voiced = track_pitch(wave)
        with torch.set_grad_enabled(not frozen and torch.is_grad_enabled()):
            free = self.encoder.continuous(wave, pitch, voiced, crops.voice)
            points = self.encoder.quantise(free)
            total, parts = (wave.new_zeros(()), {}) if frozen else self.code_loss(crops, free, points)
        given = strayed(points, self.encoder.levels, w.stray) if w.stray > 0 else points
        predicted, harmonic, noise = self.decoder.frames(given, crops.voice)
        places = torch.randint(NOISE_LENGTH, (2, len(wave)), device=wave.device)
        spectral = self.distance(wave, *(self.decoder.vocoder(pitch, harmonic, noise, place) for place in places))
        off = (torch.log(predicted) - torch.log(pitch)).abs()
        tone = (off * voiced).sum() / voiced.sum().clamp(min=1)
        parts = {"spectral": spectral, "pitch": tone, "codes": self.encoder.codes(points)} | parts
        return spectral + w.pitch * tone + total, parts

    def code_loss(self, crops: Crops, free: Tensor, points: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        """What is asked of the codes themselves, unquantised and quantised [B, N, levels], and its parts."""
        w, parts = self.weights, {"spread": spread_by_voice(free, crops.voice, self.encoder.config.voices)}
        if w.steady > 0:
            again = disturbed(crops.wave)
            other = self.encoder.continuous(again, *track_pitch(again), crops.voice)
            parts["steady"] = unsteadiness(free, other, self.encoder.levels)
            same = self.encoder.codes(self.encoder.quantise(other)) == self.encoder.codes(points)
            parts["kept"] = same.float().mean()
        if w.settle > 0:
            parts["settle"] = off_levels(free, self.encoder.levels)
        if w.letters > 0:
            parts["letters"] = self.letters.loss(points, crops)
        if w.teller > 0 and self.encoder.config.voices > 1:
            parts["teller"], parts["told"] = self.teller.loss(points, crops.voice)
        zero = free.new_zeros(())
        return sum((getattr(w, k) * x for k, x in parts.items() if hasattr(w, k)), zero), parts

    @torch.no_grad()
    def introduce(self, number: int, known: Tensor, other: Tensor) -> None:
        """Let voice `number` begin as the first voice with another mean pitch and mean spectrum, both taken from waves.

        The encoder then takes the difference off and the decoder puts it back, so that the codes mean the same from the
        start: what is left to learn is small. `known` and `other` [B, S] are speech of the first and of the new voice.
        """
        if self.encoder.voices is None or self.decoder.voices is None:
            raise ValueError("this codec has one voice")
        one, two = self._means(known), self._means(other)
        pitch, voiced, hissed, whole = (b - a for a, b in zip(one, two, strict=True))
        offset = torch.cat([whole, 3 * pitch[None], pitch.new_zeros(1)])
        self.encoder.voices[number] = self.encoder.voices[0] - self.encoder.enter.weight @ offset
        head = torch.cat(
            [pitch[None], 2 * voiced, 2 * hissed]
        )  # log_mel is a quarter of log power: half an amplitude's
        self.decoder.voices.rows["head"][number] = self.decoder.voices.rows["head"][0] + head

    def _means(self, wave: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Mean log pitch, and mean log-mel [80] of voiced frames, of unvoiced ones, of both; silence is left out."""
        pitch, voiced = track_pitch(wave)
        mel = self.encoder.log_mel(wave)
        loud = mel.mean(-1) > mel.mean(-1).amax() - 1.0  # 17 dB in the mean over bands
        whole = mel[loud].mean(0)
        sung, hissed = (mel[f].mean(0) if bool(f.any()) else whole for f in (voiced & loud, ~voiced & loud))
        return torch.log(pitch[voiced]).mean(), sung, hissed, whole


def code_usage(codes: Tensor, size: int) -> tuple[float, float]:
    """Share of the code book in use, and perplexity, of codes of any shape."""
    counts = torch.bincount(codes.flatten(), minlength=size).float()
    p = counts / counts.sum()
    return float((counts > 0).float().mean()), float(torch.exp(-(p * torch.log(p.clamp(min=1e-9))).sum()))
