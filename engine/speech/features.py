"""Log-mel features of 16 kHz speech, whole or in pieces.

Frame t covers samples [160 t, 160 t + 400): nothing is centred or padded, so a stream can give every frame as soon as
its last sample is there.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np
import torch
from torch import Tensor, nn


@dataclass(frozen=True)
class FeatureConfig:
    """Numbers of the features; `shift` and `scale` bring typical speech to about zero mean and unit variance."""

    rate: int = 16_000
    mels: int = 80
    n_fft: int = 512
    window: int = 400
    hop: int = 160
    low: float = 20.0
    high: float = 7600.0
    floor: float = 1e-6
    shift: float = 10.5
    scale: float = 0.3

    def to_dict(self) -> dict[str, int | float]:
        """Plain values for a manifest."""
        return asdict(self)

    def frames(self, samples: int) -> int:
        """Number of frames of `samples` samples."""
        return max(0, (samples - self.window) // self.hop + 1)


def slaney_mel(hz: np.ndarray) -> np.ndarray:
    """Mel scale of M. Slaney's Auditory Toolbox (1998): linear below 1 kHz, logarithmic above."""
    linear = hz / (200.0 / 3)
    return np.where(hz < 1000.0, linear, 15.0 + np.log(np.maximum(hz, 1e-9) / 1000.0) / (np.log(6.4) / 27.0))


def slaney_hz(mel: np.ndarray) -> np.ndarray:
    """Inverse of `slaney_mel`."""
    return np.where(mel < 15.0, mel * (200.0 / 3), 1000.0 * np.exp((np.log(6.4) / 27.0) * (mel - 15.0)))


def mel_filters(rate: int, n_fft: int, mels: int, low: float, high: float) -> np.ndarray:
    """Triangular filters [n_fft // 2 + 1, mels], float32, equally spaced on the Slaney scale, area-normalised."""
    bins = np.linspace(0, rate / 2, n_fft // 2 + 1)
    first, last = slaney_mel(np.array([low, high]))
    edges = slaney_hz(np.linspace(first, last, mels + 2))
    rise = (bins[:, None] - edges[None, :-2]) / np.diff(edges)[None, :-1]
    fall = (edges[None, 2:] - bins[:, None]) / np.diff(edges)[None, 1:]
    return (np.maximum(0, np.minimum(rise, fall)) * (2.0 / (edges[2:] - edges[:-2]))[None]).astype(np.float32)


class LogMel(nn.Module):
    """Waves [B, S] float32 at 16 kHz -> normalised log-mel frames [B, F, mels], F = (S - 400) // 160 + 1."""

    window: Tensor
    filters: Tensor

    def __init__(self, config: FeatureConfig | None = None):
        super().__init__()
        self.config = c = config or FeatureConfig()
        self.register_buffer("window", torch.hann_window(c.window, periodic=True), persistent=False)
        filters = mel_filters(c.rate, c.n_fft, c.mels, c.low, c.high) * (
            c.rate / c.n_fft
        )  # each filter sums to about 1
        self.register_buffer("filters", torch.from_numpy(filters), persistent=False)

    def forward(self, wave: Tensor) -> Tensor:
        """Log-mel frames, always in fp32."""
        c = self.config
        with torch.autocast(wave.device.type, enabled=False):
            frames = wave.float().unfold(-1, c.window, c.hop) * self.window
            power = torch.fft.rfft(frames, c.n_fft).abs().square() / c.n_fft
            return (torch.log(power @ self.filters + c.floor) + c.shift) * c.scale


class LogMelStream:
    """The same frames from pieces of any length."""

    def __init__(self, log_mel: LogMel):
        self._log_mel = log_mel
        self._tail = torch.zeros(0)

    def push(self, samples: np.ndarray | Tensor) -> Tensor:
        """New frames [n, mels] that the samples [S] float32 complete."""
        c = self._log_mel.config
        # a copy, because torch warns about arrays that cannot be written to
        wave = torch.cat([self._tail, torch.from_numpy(np.array(samples, np.float32))])
        n = c.frames(len(wave))
        self._tail = wave[n * c.hop :].clone()
        if not n:
            return torch.zeros(0, c.mels)
        return self._log_mel(wave[None, : (n - 1) * c.hop + c.window])[0]
