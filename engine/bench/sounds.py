"""Sounds that a microphone hears beside the user, made by formula, so that benches need no recordings of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from engine import read_recording
from engine.config import HEARING_RATE, assets_dir
from engine.errors import ItemsError

Samples = npt.NDArray[np.float32]
Make = Callable[[np.random.Generator, int], npt.NDArray[np.float64]]

SUFFIXES = (".wav", ".flac", ".ogg", ".opus")
QUIET = 0.02
"""Share of a recording's peak below which it counts as silence."""
SPEECH_LEVEL = 0.05
"""RMS level of speech in the benches, pauses left out: -26 dBFS."""


def recordings(folder: str | None, most: int | None = None) -> list[Samples]:
    """Return recordings of speech at 16 kHz, each trimmed and at SPEECH_LEVEL; `folder` None: the examples.

    Raises:
        ItemsError: there are none.
    """
    where = Path(folder) if folder else assets_dir() / "examples"
    files = sorted(path for path in where.rglob("*") if path.suffix.lower() in SUFFIXES)
    if not files:
        raise ItemsError(f"There are no recordings in {where}: name a folder of WAV, FLAC or OGG files.")
    chosen = files[:: max(1, len(files) // most)][:most] if most else files
    return [trimmed(read_recording(path)) for path in chosen]


def trimmed(samples: Samples) -> Samples:
    """Return speech without silence around it, at SPEECH_LEVEL."""
    begin, end = speech_span(samples)
    return at_level(samples[begin:end], SPEECH_LEVEL)


def speech_span(samples: Samples) -> tuple[int, int]:
    """Return the first sample that is not silence, and the one after the last."""
    loud = np.flatnonzero(np.abs(samples) > QUIET * np.abs(samples).max())
    return int(loud[0]), int(loud[-1]) + 1


def from_onset(samples: Samples) -> Samples:
    """Return speech from where one begins to hear it on: the first 10 ms within 20 dB of its level."""
    block = HEARING_RATE // 100
    blocks = samples[: len(samples) // block * block].reshape(-1, block)
    heard = np.sqrt(np.mean(np.square(blocks), axis=1)) > 0.1 * active_level(samples)
    return samples[int(np.argmax(heard)) * block :]


def active_level(samples: Samples) -> float:
    """Return the RMS level of what is not silence."""
    loud = samples[np.abs(samples) > QUIET * np.abs(samples).max(initial=0.0)]
    return float(np.sqrt(np.mean(np.square(loud)))) if len(loud) else 0.0


def at_level(samples: npt.NDArray[np.floating], level: float) -> Samples:
    """Return samples at an active RMS level."""
    return np.asarray(samples * (level / max(active_level(np.asarray(samples, np.float32)), 1e-9)), np.float32)


def noise(kind: str, seconds: float, seed: int = 0, talkers: Sequence[Samples] = ()) -> Samples:
    """Return a sound of `KINDS` at SPEECH_LEVEL; babble is made of the recordings of `talkers`."""
    rng, count = np.random.default_rng(seed), int(seconds * HEARING_RATE)
    made = _babble(rng, count, talkers) if kind == "babble" else _MAKERS[kind](rng, count)
    return np.asarray(made * (SPEECH_LEVEL / np.sqrt(np.mean(np.square(made)))), np.float32)


def _time(count: int) -> npt.NDArray[np.float64]:
    return np.arange(count) / HEARING_RATE


def _shaped(rng: np.random.Generator, count: int, low: float, high: float, slope: float) -> npt.NDArray[np.float64]:
    """Noise between two frequencies whose power falls with frequency to the power of `slope`."""
    spectrum = np.fft.rfft(rng.standard_normal(count))
    hertz = np.maximum(np.fft.rfftfreq(count, 1 / HEARING_RATE), 1.0)
    return np.fft.irfft(spectrum * hertz ** (-slope / 2) * ((hertz > low) & (hertz < high)), count)


def _white(rng: np.random.Generator, count: int) -> npt.NDArray[np.float64]:
    return rng.standard_normal(count)


def _pink(rng: np.random.Generator, count: int) -> npt.NDArray[np.float64]:
    return _shaped(rng, count, 20, 8000, 1.0)


def _music(rng: np.random.Generator, count: int) -> npt.NDArray[np.float64]:
    """Chords of plucked tones with overtones, two a second."""
    out = np.zeros(count)
    for begin in range(0, count, HEARING_RATE // 2):
        time = _time(min(2 * HEARING_RATE, count - begin))
        for step in rng.choice([0, 3, 5, 7, 10, 12, 15], 3, replace=False):
            pitch = 196.0 * 2 ** (step / 12)
            tone = sum(np.sin(2 * np.pi * pitch * k * time) / k for k in range(1, 7))
            out[begin : begin + len(time)] += tone * np.exp(-3 * time)
    return out


def _typing(rng: np.random.Generator, count: int) -> npt.NDArray[np.float64]:
    """Key presses and releases, about six a second: short bursts with a resonance of the case."""
    out, at = rng.standard_normal(count) * 1e-3, 0
    while (at := at + int(rng.uniform(0.08, 0.25) * HEARING_RATE)) < count - 4000:
        for shift, loud in ((0, 1.0), (int(rng.uniform(0.05, 0.09) * HEARING_RATE), 0.5)):
            time = _time(800)
            burst = rng.standard_normal(800) * np.exp(-time * 180)
            ring = np.sin(2 * np.pi * rng.uniform(300, 900) * time) * np.exp(-time * 90)
            out[at + shift : at + shift + 800] += loud * rng.uniform(0.5, 1) * (burst + 0.5 * ring)
    return out


def _breathing(rng: np.random.Generator, count: int) -> npt.NDArray[np.float64]:
    """Breath in and out every three seconds: shaped noise that swells."""
    time = _time(count)
    swell = (
        np.maximum(np.sin(2 * np.pi * time / 3), 0) ** 2 + 0.6 * np.maximum(np.sin(2 * np.pi * time / 3 + 2.5), 0) ** 2
    )
    return _shaped(rng, count, 200, 5000, 1.2) * (swell + 0.01)


def _hum(rng: np.random.Generator, count: int) -> npt.NDArray[np.float64]:
    time = _time(count)
    return sum(np.sin(2 * np.pi * 50 * k * time) / k for k in (1, 2, 3, 6)) + 0.02 * rng.standard_normal(count)


def _coughs(rng: np.random.Generator, count: int) -> npt.NDArray[np.float64]:
    """A cough every two seconds: a burst of noise, then a short voiced sound, each through the throat's resonances."""
    out = rng.standard_normal(count) * 1e-3
    for at in range(HEARING_RATE // 2, count - HEARING_RATE, 2 * HEARING_RATE):
        time = _time(int(rng.uniform(0.25, 0.4) * HEARING_RATE))
        burst = _shaped(rng, len(time), 300, 4000, 0.8) * np.exp(-time * 14)
        pitch = rng.uniform(120, 220)
        voiced = sum(np.sin(2 * np.pi * pitch * k * time) / k for k in range(1, 12)) * np.exp(
            -((time - 0.18) ** 2) * 600
        )
        out[at : at + len(time)] += burst / np.abs(burst).max() + 0.15 * voiced
    return out


def _babble(rng: np.random.Generator, count: int, talkers: Sequence[Samples]) -> npt.NDArray[np.float64]:
    """Eight voices at once."""
    out = np.zeros(count)
    for _ in range(8):
        order = rng.permutation(len(talkers))
        voice = np.concatenate([talkers[i] for i in order])
        out += np.roll(np.resize(voice, count), int(rng.integers(count)))
    return out


_MAKERS: dict[str, Make] = {
    "white": _white,
    "pink": _pink,
    "hum": _hum,
    "music": _music,
    "typing": _typing,
    "breathing": _breathing,
    "coughs": _coughs,
}
KINDS = (*_MAKERS, "babble")
