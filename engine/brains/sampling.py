"""Choosing the next token from logits: greedy for thoughts and text, random for speech codes."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.brains.reply import Choice

Floats = npt.NDArray[np.float32]


def greedy(logits: Floats, choice: Choice) -> int:
    """Return the likeliest token of `choice`, given logits [vocabulary]."""
    if choice.begin == choice.end:
        return _only(choice)
    best = choice.begin + int(logits[choice.begin : choice.end].argmax())
    return choice.other if choice.other is not None and logits[choice.other] > logits[best] else best


def _only(choice: Choice) -> int:
    if choice.other is None:
        raise ValueError("nothing to choose from")
    return choice.other


def odds(logits: Floats, token: int, other: int) -> float:
    """Return how likely `token` is (0 to 1) where only it and `other` may come."""
    return float(1 / (1 + np.exp(np.clip(float(logits[other]) - float(logits[token]), -60, 60))))


@dataclass(frozen=True)
class CodeSampling:
    """How codes are drawn: among the `top_k` likeliest at `temperature` (0: always the likeliest).

    A code that came `repeats` times among the last `window` is drawn again from the whole distribution: the repetition
    aware sampling of VALL-E 2 (arXiv 2406.05370), which keeps speech from sticking to one sound.
    """

    temperature: float = 0.1
    top_k: int = 5
    window: int = 10
    repeats: int = 9


class CodeSampler:
    """Draws codes; the same seed and logits give the same codes."""

    def __init__(self, settings: CodeSampling, seed: int) -> None:
        self._settings = settings
        self._rng = np.random.default_rng(seed)
        self._recent: deque[int] = deque(maxlen=settings.window)

    def sample(self, logits: Floats, choice: Choice) -> int:
        """Return a token of `choice`, given logits [vocabulary]."""
        if choice.begin == choice.end or self._settings.temperature == 0:
            return greedy(logits, choice)
        tokens = np.arange(choice.begin, choice.end + (choice.other is not None))
        if choice.other is not None:
            tokens[-1] = choice.other
        values = logits[tokens]
        token = int(tokens[self._top(values)])
        if self._recent.count(token) >= self._settings.repeats:
            token = int(tokens[self._draw(values)])
        self._recent.append(token)
        return token

    def _top(self, values: Floats) -> int:
        k = self._settings.top_k
        if not 0 < k < len(values):
            return self._draw(values / self._settings.temperature)
        best = np.argpartition(values, -k)[-k:]
        return int(best[self._draw(values[best] / self._settings.temperature)])

    def _draw(self, values: Floats) -> int:
        """An index drawn from softmax(values)."""
        weights = np.exp(values - values.max()).cumsum(dtype=np.float64)
        return int(np.searchsorted(weights, self._rng.random() * weights[-1], side="right"))
