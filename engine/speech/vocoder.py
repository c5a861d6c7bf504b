"""Harmonic-plus-noise synthesis: pitch and two spectral envelopes a frame in, samples out, whole or in pieces.

A band-limited pulse train passes a minimum-phase filter, Gaussian noise passes a zero-phase one, both in the short-time
Fourier domain (the source-filter idea of HTS vocoders and of DDSP, arXiv 2001.04643, with an inverse-STFT output as in
Vocos, arXiv 2306.00814). Everything is differentiable but the source.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from engine.speech.features import slaney_hz, slaney_mel

RATE, HOP, WINDOW, N_FFT = 24_000, 240, 960, 2048
DELAY = WINDOW - HOP  # samples by which the output lags behind the newest frame
NOISE_LENGTH = 1 << 16


def band_matrix(bands: int) -> np.ndarray:
    """[bands, N_FFT / 2 + 1]: linear interpolation of values at mel-spaced centres to FFT bins."""
    centres = slaney_hz(np.linspace(0, slaney_mel(np.array([RATE / 2]))[0], bands))
    bins = np.linspace(0, RATE / 2, N_FFT // 2 + 1)
    return np.stack([np.interp(bins, centres, row) for row in np.eye(bands)]).astype(np.float32)


def minimum_phase(log_magnitude: Tensor) -> Tensor:
    """Response [..., bins] of minimum phase for a natural-log magnitude: cepstral folding (Oppenheim and Schafer)."""
    cepstrum = torch.fft.irfft(log_magnitude, N_FFT)
    fold = torch.zeros(N_FFT, device=log_magnitude.device)
    fold[0], fold[1 : N_FFT // 2], fold[N_FFT // 2] = 1, 2, 1
    return torch.exp(torch.fft.rfft(cepstrum * fold, N_FFT))


@dataclass
class VocoderState:
    """What goes from piece to piece.

    Phase in cycles, last pitch and place in the noise, all [B]; the last samples of both sources [B, DELAY]; output
    that later frames still add to [B, N_FFT - HOP].
    """

    phase: Tensor
    pitch: Tensor | None
    place: Tensor
    pulses: Tensor
    noise: Tensor
    overlap: Tensor

    @classmethod
    def empty(cls, batch: int, device: torch.device, place: Tensor | None = None) -> VocoderState:
        """The state before the first frame; the noise begins at `place` [B] (0 if not given)."""
        phase = torch.zeros(batch, dtype=torch.float64, device=device)
        place = torch.zeros(batch, dtype=torch.int64, device=device) if place is None else place
        tail = torch.zeros(batch, DELAY, device=device)
        return cls(phase, None, place, tail, tail.clone(), torch.zeros(batch, N_FFT - HOP, device=device))


class Vocoder(nn.Module):
    """Frames at 100 Hz -> samples at 24 kHz."""

    bands_to_bins: Tensor
    window: Tensor
    noise: Tensor

    def __init__(self, bands: int = 80):
        super().__init__()
        self.register_buffer("bands_to_bins", torch.from_numpy(band_matrix(bands)), persistent=False)
        self.register_buffer("window", torch.hann_window(WINDOW) / 2, persistent=False)
        generator = torch.Generator().manual_seed(1)
        self.register_buffer("noise", torch.randn(NOISE_LENGTH, generator=generator), persistent=False)

    @torch.no_grad()
    def _source(self, pitch: Tensor, state: VocoderState) -> tuple[Tensor, Tensor]:
        """Pulses and noise [B, HOP T] of unit power for pitch [B, T] in Hz; moves the state on."""
        b, t = pitch.shape
        pitch = torch.round(pitch * 8) / 8  # else the net's rounding errors, different in pieces, add up in the phase
        before = torch.cat([pitch[:, :1] if state.pitch is None else state.pitch[:, None], pitch[:, :-1]], 1)
        ramp = torch.arange(1, HOP + 1, device=pitch.device) / HOP
        hertz = (before[..., None] + (pitch - before)[..., None] * ramp).reshape(b, -1)
        cycles = state.phase[:, None] + (hertz.double() / RATE).cumsum(1)
        state.phase, state.pitch = cycles[:, -1] % 1, pitch[:, -1]
        count = torch.floor(RATE / 2 / hertz)
        half = torch.pi * (cycles % 1).float()
        low = torch.sin(half)
        near = low.abs() < 1e-4
        dirichlet = torch.where(near, 2 * count + 1, torch.sin((2 * count + 1) * half) / torch.where(near, 1, low))
        pulses = (dirichlet - 1) / 2 * torch.sqrt(2 / count)
        hiss = self.noise[(state.place[:, None] + torch.arange(HOP * t, device=pitch.device)) % NOISE_LENGTH]
        state.place = state.place + HOP * t
        return pulses, hiss

    def _spectra(self, source: Tensor) -> Tensor:
        return torch.fft.rfft(source.unfold(-1, WINDOW, HOP) * self.window, N_FFT)

    def step(self, pitch: Tensor, harmonic: Tensor, noise: Tensor, state: VocoderState) -> Tensor:
        """Next samples [B, HOP T] for pitch [B, T] and log envelopes [B, T, bands]; they lag DELAY samples behind."""
        pulses, hiss = self._source(pitch, state)
        pulses, hiss = torch.cat([state.pulses, pulses], 1), torch.cat([state.noise, hiss], 1)
        state.pulses, state.noise = pulses[:, -DELAY:], hiss[:, -DELAY:]
        voiced = self._spectra(pulses) * minimum_phase(harmonic @ self.bands_to_bins)
        frames = torch.fft.irfft(voiced + self._spectra(hiss) * torch.exp(noise @ self.bands_to_bins), N_FFT)
        t = frames.shape[1]
        total = HOP * (t - 1) + N_FFT
        summed = nn.functional.fold(frames.transpose(1, 2), (1, total), (1, N_FFT), stride=(1, HOP))[:, 0, 0]
        summed = summed + nn.functional.pad(state.overlap, (0, total - state.overlap.shape[1]))
        state.overlap = summed[:, HOP * t :]
        return summed[:, : HOP * t]

    def forward(self, pitch: Tensor, harmonic: Tensor, noise: Tensor, place: Tensor | None = None) -> Tensor:
        """Whole utterance: [B, HOP T], in time with the frames; the noise begins at `place` [B]."""
        extra = DELAY // HOP
        state = VocoderState.empty(pitch.shape[0], pitch.device, place)
        pitch, harmonic, noise = (
            torch.cat([x, x[:, -1:].expand(-1, extra, *x.shape[2:])], 1) for x in (pitch, harmonic, noise)
        )
        return self.step(pitch, harmonic, noise, state)[:, DELAY:]
