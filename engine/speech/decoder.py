"""Speech codes -> the assistant's voice, whole or streaming.

25 codes a second, each a point of a finite scalar quantiser (FSQ, arXiv 2309.15505), pass causal ConvNeXt blocks
(arXiv 2201.03545) at 25 Hz and then 100 Hz; heads give pitch and two envelopes for the vocoder. The net looks `ahead`
codes into the future, as a delay. One set of codes serves several voices: the voice is the decoder's alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.speech.vocoder import DELAY, HOP, Vocoder, VocoderState

UP = 4  # frames a code
BASE_PITCH = 120.0


@dataclass(frozen=True)
class DecoderConfig:
    """Sizes of the speech decoder."""

    levels: tuple[int, ...] = (7, 5, 5, 5, 5)
    dim: int = 256
    blocks: int = 6
    fine_dim: int = 192
    fine_blocks: int = 4
    kernel: int = 7
    bands: int = 80
    ahead: int = 2
    voices: int = 1

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> DecoderConfig:
        """The configuration that `to_dict` gave, also after a trip through JSON."""
        return cls(**values | {"levels": tuple(values.get("levels", cls.levels))})

    def to_dict(self) -> dict[str, Any]:
        """Plain values for a manifest."""
        return asdict(self)

    @property
    def codes(self) -> int:
        """Size of the code book."""
        return int(np.prod(self.levels))


def code_points(levels: Sequence[int]) -> np.ndarray:
    """The point in [-1, 1]^n of every code, [codes, n] float32; the first level turns fastest."""
    ids = np.arange(int(np.prod(levels)))
    columns = []
    for size in levels:
        columns.append((ids % size) / ((size - 1) / 2) - 1)
        ids = ids // size
    return np.stack(columns, 1).astype(np.float32)


class CausalBlock(nn.Module):
    """Causal depthwise convolution, layer norm, two-layer perceptron, residual."""

    def __init__(self, dim: int, kernel: int):
        super().__init__()
        self.kernel = kernel
        self.depthwise = nn.Conv1d(dim, dim, kernel, groups=dim)
        self.norm = nn.LayerNorm(dim)
        self.up, self.down = nn.Linear(dim, 3 * dim), nn.Linear(3 * dim, dim)

    def forward(self, x: Tensor, tail: Tensor | None) -> tuple[Tensor, Tensor]:
        """x [B, T, D] after `tail` [B, kernel - 1, D] -> the same shape, and the new tail."""
        before = x.new_zeros(x.shape[0], self.kernel - 1, x.shape[2]) if tail is None else tail
        joined = torch.cat([before, x], 1)
        y = self.depthwise(joined.transpose(1, 2)).transpose(1, 2)
        return x + self.down(F.gelu(self.up(self.norm(y)))), joined[:, joined.shape[1] - self.kernel + 1 :]


class VoiceTable(nn.Module):
    """What a voice adds on its way through the decoder: to a code's entry, to a frame, and to the heads' outputs.

    All zero at first, so that a decoder that learnt one voice keeps it when it gets a second.
    """

    def __init__(self, c: DecoderConfig):
        super().__init__()
        sizes = {"enter": c.dim, "scale": c.fine_dim, "shift": c.fine_dim, "head": 1 + 2 * c.bands}
        self.rows = nn.ParameterDict({name: nn.Parameter(torch.zeros(c.voices, n)) for name, n in sizes.items()})

    def forward(self, name: str, voice: Tensor) -> Tensor:
        """A table's rows [B, 1, n] for voices [B]."""
        return self.rows[name][voice][:, None]


class SpeechDecoder(nn.Module):
    """Codes [B, N] -> samples [B, 960 N] at 24 kHz; `voice` [B] counts from 0, which is the default."""

    points: Tensor
    voices: VoiceTable | None

    def __init__(self, config: DecoderConfig | None = None):
        super().__init__()
        self.config = c = config or DecoderConfig()
        self.register_buffer("points", torch.from_numpy(code_points(c.levels)), persistent=False)
        self.enter = nn.Sequential(nn.Linear(len(c.levels), c.dim), nn.GELU(), nn.Linear(c.dim, c.dim))
        self.coarse = nn.ModuleList(CausalBlock(c.dim, c.kernel) for _ in range(c.blocks))
        self.expand = nn.Linear(c.dim, UP * c.fine_dim)
        self.fine = nn.ModuleList(CausalBlock(c.fine_dim, c.kernel) for _ in range(c.fine_blocks))
        self.norm = nn.LayerNorm(c.fine_dim)
        self.head = nn.Linear(c.fine_dim, 1 + 2 * c.bands)
        self.vocoder = Vocoder(c.bands)
        self.voices = VoiceTable(c) if c.voices > 1 else None
        with torch.no_grad():
            self.head.weight.mul_(0.1)
            self.head.bias[1:] = -5.0

    def entered(self, points: Tensor, voice: Tensor | None = None) -> Tensor:
        """Quantised points [B, N, levels] -> code frames [B, N, dim] of a voice."""
        x: Tensor = self.enter(points)
        return x if self.voices is None else x + self.voices("enter", _ids(voice, x))

    def advance(self, x: Tensor, tails: list[Tensor | None], voice: Tensor | None = None) -> Tensor:
        """Entered code frames [B, n, dim] -> fine frames [B, 4 n, fine_dim]; updates `tails`, one a block."""
        for i, block in enumerate(self.coarse):
            x, tails[i] = block(x, tails[i])
        b, n, _ = x.shape
        x = self.expand(x).reshape(b, UP * n, -1)
        if self.voices is not None:
            ids = _ids(voice, x)
            x = x * (1 + self.voices("scale", ids)) + self.voices("shift", ids)
        for i, block in enumerate(self.fine, len(self.coarse)):
            x, tails[i] = block(x, tails[i])
        return x

    def heads(self, fine: Tensor, voice: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        """Pitch in Hz [B, T], log envelopes of harmonics and noise [B, T, bands]."""
        out = self.head(self.norm(fine)).float()
        if self.voices is not None:
            out = out + self.voices("head", _ids(voice, out))
        pitch = (BASE_PITCH * torch.exp(out[..., 0])).clamp(60.0, 400.0)
        harmonic, noise = out[..., 1:].clamp(-14.0, 6.0).split(self.config.bands, -1)
        return pitch, harmonic, noise

    def frames(self, points: Tensor, voice: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        """`heads` of quantised points [B, N, levels] for all 4 N frames."""
        padded = F.pad(self.entered(points, voice), (0, 0, 0, self.config.ahead))
        fine = self.advance(padded, [None] * (len(self.coarse) + len(self.fine)), voice)
        return self.heads(fine[:, UP * self.config.ahead :], voice)

    def forward(self, codes: Tensor, voice: Tensor | None = None) -> Tensor:
        """Codes [B, N] -> samples [B, 960 N] float32."""
        return self.vocoder(*self.frames(self.points[codes], voice))

    def stream(self, voice: int = 0) -> SpeechStream:
        """A new stream of one utterance, in one of the voices.

        Raises:
            ValueError: the decoder has no such voice.
        """
        if not 0 <= voice < self.config.voices:
            raise ValueError(f"this speech decoder has {self.config.voices} voices, and {voice} is none of them")
        return SpeechStream(self, voice)


def _ids(voice: Tensor | None, like: Tensor) -> Tensor:
    """Voices [B]; the first one where none are given."""
    return torch.zeros(len(like), dtype=torch.long, device=like.device) if voice is None else voice


class SpeechStream:
    """Samples of one utterance whose codes come in pieces; all pieces together equal the whole."""

    def __init__(self, decoder: SpeechDecoder, voice: int = 0):
        self._decoder, self._voice = decoder, torch.tensor([voice])
        self._tails: list[Tensor | None] = [None] * (len(decoder.coarse) + len(decoder.fine))
        self._state = VocoderState.empty(1, decoder.points.device)
        self._skip_frames = UP * decoder.config.ahead
        self._skip_samples = DELAY
        self._last: tuple[Tensor, Tensor, Tensor] | None = None

    @torch.inference_mode()
    def push(self, codes: Sequence[int]) -> np.ndarray:
        """Samples (float32) that the new codes settle."""
        if not len(codes):
            return np.zeros(0, np.float32)
        return self._run(self._decoder.entered(self._decoder.points[torch.as_tensor(codes)][None], self._voice))

    @torch.inference_mode()
    def flush(self) -> np.ndarray:
        """The rest of the utterance; the stream is over then."""
        config = self._decoder.config
        first = self._run(torch.zeros(1, config.ahead, config.dim))
        if self._last is None:
            return first
        extra = DELAY // HOP
        rest = self._speak(*(x[:, -1:].expand(-1, extra, *x.shape[2:]) for x in self._last))
        return np.concatenate([first, rest])

    def _run(self, entered: Tensor) -> np.ndarray:
        fine = self._decoder.advance(entered, self._tails, self._voice)
        skipped = min(self._skip_frames, fine.shape[1])
        self._skip_frames -= skipped
        if fine.shape[1] == skipped:
            return np.zeros(0, np.float32)
        self._last = self._decoder.heads(fine[:, skipped:], self._voice)
        return self._speak(*self._last)

    def _speak(self, pitch: Tensor, harmonic: Tensor, noise: Tensor) -> np.ndarray:
        samples = self._decoder.vocoder.step(pitch, harmonic, noise, self._state)[0].numpy()
        skipped = min(self._skip_samples, len(samples))
        self._skip_samples -= skipped
        return samples[skipped:]
