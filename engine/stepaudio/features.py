"""The features of Step-Audio: log-mel as Whisper's, with 128 bands and some silence at the end."""

from __future__ import annotations

from functools import lru_cache

import torch
from torch import Tensor

RATE = 16_000
N_FFT, HOP, BANDS = 400, 160, 128
PADDING = 479
"""Zero samples appended to every piece of audio."""


def log_mel(samples: Tensor, bands: int = BANDS) -> Tensor:
    """Return log-mel features [bands, frames] of samples [n] (float32, 16 kHz), n > 0; frames = (n + 479) // 160."""
    padded = torch.nn.functional.pad(samples, (0, PADDING))
    window = torch.hann_window(N_FFT, device=samples.device)
    spectrum = torch.stft(padded, N_FFT, HOP, window=window, return_complex=True)
    power = spectrum[:, :-1].abs() ** 2
    mel = (mel_filters(bands).to(samples.device) @ power).clamp(min=1e-10).log10()
    return (torch.maximum(mel, mel.max() - 8.0) + 4.0) / 4.0


@lru_cache(maxsize=4)
def mel_filters(bands: int = BANDS) -> Tensor:
    """Slaney's triangular mel filters [bands, n_fft // 2 + 1], each of unit area, from 0 to 8 000 Hz."""
    frequencies = torch.linspace(0, RATE / 2, N_FFT // 2 + 1, dtype=torch.float64)
    top = _mel(torch.tensor(RATE / 2, dtype=torch.float64))
    edges = _hertz(torch.linspace(0, float(top), bands + 2, dtype=torch.float64))
    widths = edges.diff()
    rising = (frequencies[None] - edges[:-2, None]) / widths[:-1, None]
    falling = (edges[2:, None] - frequencies[None]) / widths[1:, None]
    filters = torch.minimum(rising, falling).clamp(min=0)
    return (filters * (2.0 / (edges[2:] - edges[:-2]))[:, None]).float()


_LINEAR_TO = 1000.0
_HERTZ_A_MEL = 200.0 / 3
_LOG_STEP = torch.log(torch.tensor(6.4, dtype=torch.float64)) / 27


def _mel(hertz: Tensor) -> Tensor:
    linear = hertz / _HERTZ_A_MEL
    above = _LINEAR_TO / _HERTZ_A_MEL + torch.log(hertz.clamp(min=1e-9) / _LINEAR_TO) / _LOG_STEP
    return torch.where(hertz < _LINEAR_TO, linear, above)


def _hertz(mel: Tensor) -> Tensor:
    knee = _LINEAR_TO / _HERTZ_A_MEL
    return torch.where(mel < knee, mel * _HERTZ_A_MEL, _LINEAR_TO * torch.exp((mel - knee) * _LOG_STEP))
