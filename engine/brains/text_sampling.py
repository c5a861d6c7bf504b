"""Choosing text tokens of any language model: temperature, top-k and top-p among the tokens that may come."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class TextSampling:
    """`temperature` 0 takes the likeliest token always; else one of the `top_k` likeliest, of `top_p` of the weight."""

    temperature: float = 0.6
    top_k: int = 20
    top_p: float = 0.95


class TextSampler:
    """Draws tokens; the same seed and logits give the same tokens. `barred` [vocabulary] marks tokens never drawn."""

    def __init__(self, settings: TextSampling, seed: int, barred: npt.NDArray[np.bool_]) -> None:
        self._settings = settings
        self._rng = np.random.default_rng(seed)
        self._penalty = np.where(barred, np.float32(-np.inf), np.float32(0))

    def sample(self, logits: Floats) -> int:
        """Return a token, given logits [vocabulary]."""
        values = logits + self._penalty
        settings = self._settings
        if settings.temperature <= 0:
            return int(values.argmax())
        k = min(settings.top_k, len(values))
        best = np.argpartition(values, -k)[-k:]
        best = best[np.argsort(-values[best], kind="stable")]
        weights = np.exp((values[best] - values[best[0]]) / settings.temperature).astype(np.float64)
        total = weights.cumsum() / weights.sum()
        kept = int(np.searchsorted(total, settings.top_p)) + 1
        return int(
            best[min(np.searchsorted(total[:kept], self._rng.random() * total[kept - 1], side="right"), kept - 1)]
        )
