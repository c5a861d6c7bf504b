"""Silero's voice activity network (version 6, 16 kHz) in numpy; its weights ship in the package `silero-vad`.

The package itself runs it by `torch.jit`, which is deprecated, takes three times as long and would have to wait until
torch is loaded. `tests/turns/test_voice.py` compares both.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt

from engine.errors import SetupError

Floats = npt.NDArray[np.float32]

WINDOW = 512
"""Samples at 16 kHz that are judged at once: 32 ms."""
_CONTEXT = 64
_STFT, _HOP = 256, 128
_BINS = _STFT // 2 + 1
_WIDTH = 128
_STRIDES = {"conv1": 1, "conv2": 2, "conv3": 2, "conv4": 1}


@cache
def _weights() -> dict[str, Floats]:
    """The network's weights, convolutions as matrices [3 * inputs, outputs].

    Raises:
        SetupError: the package is not installed whole.
    """
    from safetensors.numpy import load_file

    spec = find_spec("silero_vad")
    path = Path(spec.origin).parent / "data" / "silero_vad_16k.safetensors" if spec and spec.origin else None
    if path is None or not path.is_file():
        raise SetupError("The voice detector's weights are missing: install the package silero-vad again.")
    weights: dict[str, Floats] = load_file(path)
    for name in _STRIDES:
        kernel = weights[f"{name}.weight"]
        weights[name] = np.ascontiguousarray(kernel.transpose(2, 1, 0).reshape(-1, len(kernel)))
    weights["stft"] = np.ascontiguousarray(weights["stft_conv.weight"][:, 0].T)
    weights["lstm"] = np.ascontiguousarray(
        np.concatenate([weights["lstm_cell.weight_ih"], weights["lstm_cell.weight_hh"]], axis=1).T
    )
    weights["lstm.bias"] = weights["lstm_cell.bias_ih"] + weights["lstm_cell.bias_hh"]
    return weights


class Silero:
    """One stream of speech probabilities."""

    def __init__(self) -> None:
        self._weights = _weights()
        self.reset()

    def reset(self) -> None:
        """Forget what was heard."""
        self._context = np.zeros(_CONTEXT, np.float32)
        self._hidden = np.zeros(_WIDTH, np.float32)
        self._cell = np.zeros(_WIDTH, np.float32)

    def push(self, window: Floats) -> float:
        """Return the probability that the next samples [WINDOW], float32 at 16 kHz, are speech."""
        samples = np.concatenate([self._context, window, window[-2 : -2 - _CONTEXT : -1]])
        self._context = window[-_CONTEXT:]
        frames = np.lib.stride_tricks.sliding_window_view(samples, _STFT)[::_HOP]
        spectrum = frames @ self._weights["stft"]
        x = np.sqrt(np.square(spectrum[:, :_BINS]) + np.square(spectrum[:, _BINS:]))
        for name, stride in _STRIDES.items():
            x = self._convolved(x, name, stride)
        return self._decided(x[0])

    def _convolved(self, x: Floats, name: str, stride: int) -> Floats:
        """Convolution of 3 frames, padded by one on both sides, and ReLU; `x` [frames, channels]."""
        padded = np.zeros((len(x) + 2, x.shape[1]), np.float32)
        padded[1:-1] = x
        rows = [padded[at : at + 3].reshape(-1) for at in range(0, len(x), stride)]
        return np.maximum(np.stack(rows) @ self._weights[name] + self._weights[f"{name}.bias"], 0)

    def _decided(self, x: Floats) -> float:
        """One step of the LSTM, and what follows from it."""
        gates = np.concatenate([x, self._hidden]) @ self._weights["lstm"] + self._weights["lstm.bias"]
        enter, forget, new, leave = np.split(gates, 4)
        self._cell = _sigmoid(forget) * self._cell + _sigmoid(enter) * np.tanh(new)
        self._hidden = _sigmoid(leave) * np.tanh(self._cell)
        logit = np.maximum(self._hidden, 0) @ self._weights["final_conv.weight"][0, :, 0]
        return float(_sigmoid(logit + self._weights["final_conv.bias"])[0])


def _sigmoid(x: Floats) -> Floats:
    return np.asarray(0.5 + 0.5 * np.tanh(0.5 * x), np.float32)  # never overflows
