"""Augmentation on the training device: every step is one batched expression with static shapes.

Resampling (pitch, formants and pace at once) happens as clips are read; then rooms, noise, equalisation and level on
waves, and masks and warps on mel frames.
"""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from engine.bench.rooms import room_responses
from engine.training.mouth import spoken_otherwise

RATE = 16_000


BEND = 3.0  # mel bands by which a formant moves on its own
HASTE = 8.0  # frames by which a sound comes early or late
SLOWEST, FASTEST = 0.8, 1.25
"""Reading speeds for every voice, though women warped up and men warped down become unclear: in the run with narrower
ranges for each, unseen speakers were heard no better while known ones were (docs/experiments.md)."""


def reading_speeds(lengths: np.ndarray, samples: int, strength: float, rng: np.random.Generator) -> np.ndarray:
    """Random reading speeds [B] (pitch, formants and pace at once), as slow as still fits `samples`."""
    wanted = np.exp(rng.uniform(np.log(SLOWEST), np.log(FASTEST), len(lengths)) * strength)
    return np.maximum(wanted, np.clip(lengths / samples, SLOWEST, 1.0))


def read_waves(waves: Tensor, lengths: Tensor, factors: Tensor, samples: int) -> Tensor:
    """Clips of an int16 batch [B, W] -> [B, samples] float32 in [-1, 1].

    Each is read at its speed of `factors` [B] by cubic interpolation (Catmull-Rom; linear leaves images of the speech
    in the upper bands that no recording has) and is zero beyond its length.
    """
    at = torch.arange(samples, device=waves.device)[None].double() * factors[:, None].double()
    whole = at.long()
    t = (at - whole).float()
    weights = (
        t * (t * (2 - t) - 1),
        t * t * (3 * t - 5) + 2,
        t * (t * (4 - 3 * t) + 1),
        t * t * (t - 1),
    )
    wave = torch.zeros_like(t)
    for i, weight in enumerate(weights):
        wave += 0.5 * weight * waves.gather(1, (whole + i - 1).clamp(0, waves.shape[1] - 1))
    return wave * (whole < lengths[:, None] - 1) / 32768.0


def read_at(values: Tensor, at: Tensor, dim: int) -> Tensor:
    """`values` [B, F, mels] read along `dim` (1 or 2) at fractional places `at` [B, n], linearly between neighbours."""
    at = at.clamp(0, values.shape[dim] - 1.001).unsqueeze(3 - dim)
    low = at.long()
    index, part = low.expand_as(values), at - low
    return values.gather(dim, index) * (1 - part) + values.gather(dim, index + 1) * part


class Augmenter:
    """Random changes to speech; `strength` 0 (none) to 1 (all) is handed in at each call.

    `mouths` 0 (none) to 1 is the share of it for `mouth.spoken_otherwise`.
    """

    def __init__(
        self,
        device: torch.device,
        seed: int = 0,
        rooms: int = 96,
        noise_bank: np.ndarray | None = None,
        mouths: float = 0.0,
    ):
        self.device, self.mouths = device, mouths
        self._random = torch.Generator(device).manual_seed(seed)
        self._rooms = torch.from_numpy(room_responses(rooms, 0.4, seed)).to(device)
        self._noise = None if noise_bank is None else torch.from_numpy(noise_bank).to(device)

    def _uniform(self, shape: tuple[int, ...], low: float, high: float) -> Tensor:
        return torch.rand(shape, device=self.device, generator=self._random) * (high - low) + low

    def _chance(self, b: int, p: float) -> Tensor:
        return (self._uniform((b, 1), 0, 1) < p).float()

    def waves(self, wave: Tensor, strength: float, spoken: Tensor | None = None) -> Tensor:
        """Rooms, noise, equaliser and level on [B, S], of which `spoken` [B] samples are speech, the others padding."""
        b = wave.shape[0]
        with torch.autocast(wave.device.type, enabled=False):
            wave = self._filtered(wave, strength)
            snr = self._uniform((b, 1), 30 - 25 * strength, 40)
            wave = self.noisy(wave, snr, 0.7 * strength, spoken)
            return wave * 10 ** (self._uniform((b, 1), -18, 8) * strength / 20)

    def noisy(self, wave: Tensor, snr: Tensor, share: float, spoken: Tensor | None = None) -> Tensor:
        """[B, S] with noise `snr` [B, 1] dB below the speech in a `share` of the rows."""
        power = wave.square().mean(1, keepdim=True)
        if spoken is not None:
            power = power * (wave.shape[1] / spoken.clamp(min=1)[:, None])
        amount = power.sqrt().clamp(min=1e-4) * 10 ** (-snr / 20) * self._chance(wave.shape[0], share)
        return wave + self._noises(wave) * amount

    def _filtered(self, wave: Tensor, strength: float) -> Tensor:
        """Room and smooth random equaliser, both in the frequency domain."""
        b, samples = wave.shape
        n = samples + self._rooms.shape[1]
        n = n + (-n) % 2048
        choice = torch.randint(len(self._rooms), (b,), device=self.device, generator=self._random)
        room = torch.fft.rfft(self._rooms[choice], n)
        use = self._chance(b, 0.5 * strength)
        response = room * use + (1 - use)
        nodes = self._uniform((b, 1, 12), -8, 8) * strength
        gain = F.interpolate(nodes, size=n // 2 + 1, mode="linear", align_corners=True)[:, 0]
        bins = torch.linspace(0, RATE / 2, n // 2 + 1, device=self.device)[None]
        narrow = self._chance(b, 0.15 * strength)
        high = self._uniform((b, 1), 3300, 7500) * narrow + 9000 * (1 - narrow)
        low = self._uniform((b, 1), 50, 300) * narrow - 100 * (1 - narrow)
        band = torch.sigmoid((high - bins) / 120) * torch.sigmoid((bins - low) / 20)
        shaped = torch.fft.rfft(wave, n) * response * (10 ** (gain / 20) * band)
        return torch.fft.irfft(shaped, n)[:, :samples]

    def _noises(self, wave: Tensor) -> Tensor:
        """Noise of root mean square 1 on [B, S]: coloured, recorded, or other speakers of the batch."""
        b, samples = wave.shape
        colour = self._coloured(b, samples)
        babble = wave.roll(1, 0) + wave.roll(2, 0).flip(1) + wave.roll(3, 0)
        babble = babble / babble.square().mean(1, keepdim=True).sqrt().clamp(min=1e-4)
        pick = self._uniform((b, 1), 0, 1)
        recorded = colour if self._noise is None else self._recorded(b, samples)
        return torch.where(pick < 0.4, colour, torch.where(pick < 0.8, recorded, 0.7 * babble))

    def _coloured(self, b: int, samples: int) -> Tensor:
        n = 1 << 15
        noise = torch.fft.rfft(torch.randn(b, n, device=self.device, generator=self._random))
        slope = self._uniform((b, 1), 0, 1.0)
        shape = torch.arange(1, n // 2 + 2, device=self.device).float()[None] ** -slope
        wave = torch.fft.irfft(noise * shape)
        wave = wave / wave.square().mean(1, keepdim=True).sqrt()
        return wave.repeat(1, -(-samples // n))[:, :samples]

    def _recorded(self, b: int, samples: int) -> Tensor:
        assert self._noise is not None
        choice = torch.randint(len(self._noise), (b,), device=self.device, generator=self._random)
        return self._noise[choice].repeat(1, -(-samples // self._noise.shape[1]))[:, :samples]

    def mels(self, mel: Tensor, strength: float, hidden: float = 0.33) -> Tensor:
        """Another vocal tract and another rhythm, two frequency masks and `hidden` time masks a second on [B, F, mels].

        The masks are those of SpecAugment (arXiv 1904.08779).
        """
        mel = self._in_rhythm(self._warped(mel, 0.12 * strength, BEND * strength), HASTE * strength)
        if self.mouths > 0:
            mel = spoken_otherwise(mel, self.mouths * strength, self._random)
        b, frames, bands = mel.shape
        keep = torch.ones(b, frames, bands, dtype=torch.bool, device=self.device)
        for _ in range(2):
            keep &= ~self._span(b, bands, 14 * strength)[:, None, :]
        for _ in range(max(1, int(hidden * frames / 100))):
            keep &= ~self._span(b, frames, 24 * strength)[:, :, None]
        return torch.where(keep, mel, mel.new_tensor(0.0))

    def _span(self, b: int, n: int, longest: float) -> Tensor:
        """A random run of True of up to `longest` in each row of [B, n]."""
        length, start = self._uniform((b, 1), 0, longest), self._uniform((b, 1), 0, n)
        index = torch.arange(n, device=self.device)[None]
        return (index >= start) & (index < start + length)

    def _warped(self, mel: Tensor, spread: float, bend: float) -> Tensor:
        """Every formant moved by the same factor, and by up to `bend` bands on its own."""
        b, _, bands = mel.shape
        scale = torch.exp(self._uniform((b, 1), -spread, spread))
        at = torch.arange(bands, device=self.device)[None] * scale + self._smooth(b, bands, 16, bend)
        return read_at(mel, at, 2)

    def _in_rhythm(self, mel: Tensor, haste: float) -> Tensor:
        """Frames up to `haste` frames early or late, by turns: sounds last as long as in another mouth."""
        b, frames, _ = mel.shape
        at = torch.arange(frames, device=self.device)[None] + self._smooth(b, frames, 40, haste)
        return read_at(mel, at, 1)

    def _smooth(self, b: int, n: int, every: int, most: float) -> Tensor:
        """Random curves [B, n] of up to `most` either way, with a knot at `every` steps."""
        knots = self._uniform((b, 1, n // every + 2), -most, most)
        return F.interpolate(knots, size=n, mode="linear", align_corners=True)[:, 0]
