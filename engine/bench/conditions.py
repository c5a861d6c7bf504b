"""What happens to a recording before it is heard: nothing, noise at a level, or a simulated room.

The same recording always gets the same noise and the same room, so that packs and modes can be compared.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from engine import read_recording
from engine.bench.rooms import room_response
from engine.bench.sounds import SUFFIXES, active_level, noise
from engine.config import HEARING_RATE
from engine.errors import AudioInputError, ItemsError
from engine.log import logger

_log = logger(__name__)

Samples = npt.NDArray[np.float32]

ROOM_S = 0.4
"""Length of a room's impulse response."""
FORMULAS = ("white", "pink")
"""Kinds of noise that are made by formula; with recorded noise they come in half of the recordings."""
PEAK = 0.99


@dataclass(frozen=True)
class Condition:
    """Noise `snr_db` below the speech (None: no noise), or a `room`; `noises` is a folder of recorded noise."""

    snr_db: float | None = None
    room: bool = False
    noises: str | None = None

    @property
    def name(self) -> str:
        """What tables and results call it."""
        parts = ["room"] * self.room + ([] if self.snr_db is None else [f"noise {self.snr_db:g} dB"])
        return ", ".join(parts) or "clean"

    def apply(self, samples: Samples, key: str) -> Samples:
        """Return float32 [n] at 16 kHz under this condition; `key` tells which noise and which room.

        Raises:
            ItemsError: the recorded noise cannot be used.
        """
        if self.snr_db is None and not self.room:
            return samples
        rng = np.random.default_rng(list(hashlib.sha256(f"{self.name} {key}".encode()).digest()[:16]))
        if self.room:
            samples = _in_room(samples, rng)
        if self.snr_db is not None:
            level = active_level(samples) * 10 ** (-self.snr_db / 20)
            samples = samples + level * self._noise(len(samples), rng)
        return _unclipped(samples)

    def _noise(self, count: int, rng: np.random.Generator) -> Samples:
        """Noise [count] of root mean square 1."""
        recorded = _recorded(self.noises) if self.noises else ()
        if recorded and rng.random() < 0.5:
            clip = recorded[int(rng.integers(len(recorded)))]
            return _unit(np.resize(np.roll(clip, int(rng.integers(len(clip)))), count))
        kind = FORMULAS[int(rng.integers(len(FORMULAS)))]
        return _unit(noise(kind, (count + 1) / HEARING_RATE, int(rng.integers(1 << 31)))[:count])


CLEAN = Condition()


def conditions(
    noise_db: Iterable[float], *, room: bool = False, clean: bool = False, noises: str | None = None
) -> list[Condition]:
    """Return what was asked for, each once; the clean recordings where nothing was.

    Raises:
        ItemsError: a level that is no number of dB, or no recorded noise in `noises`.
    """
    if noises:
        _recorded(noises)
    wanted = [CLEAN] * clean
    for level in noise_db:
        if not -40 <= level <= 100:  # also where it is no number
            raise ItemsError(f"Noise {level:g} dB below the speech is no sensible level: name one of -40 to 100.")
        wanted.append(Condition(snr_db=level, noises=noises))
    wanted += [Condition(room=True)] * room
    return list(dict.fromkeys(wanted)) or [CLEAN]


def _in_room(samples: Samples, rng: np.random.Generator) -> Samples:
    """Speech as a microphone in a random room gets it, its echo to the end, as loud as before."""
    response = room_response(int(ROOM_S * HEARING_RATE), rng)
    count = len(samples) + len(response) - 1
    size = 1 << math.ceil(math.log2(count))
    heard = np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(response, size), size)[:count]
    return np.asarray(heard * (active_level(samples) / max(active_level(heard.astype(np.float32)), 1e-9)), np.float32)


def _unclipped(samples: npt.NDArray[np.floating]) -> Samples:
    """Softer as a whole where it would be louder than a recording can be."""
    return np.asarray(samples * min(1.0, PEAK / max(float(np.abs(samples).max(initial=0.0)), 1e-9)), np.float32)


def _unit(samples: Samples) -> Samples:
    return np.asarray(samples / max(float(np.sqrt(np.mean(np.square(samples)))), 1e-6), np.float32)


def _read_noise(file: Path) -> Samples | None:
    """A recording of noise; nothing where it is damaged or silent."""
    try:
        clip = read_recording(file)
    except AudioInputError:
        return None
    return clip if np.abs(clip).max() > 1e-3 else None


@cache
def _recorded(folder: str) -> tuple[Samples, ...]:
    """All recordings of noise in a folder that can be read and are not silent."""
    files = sorted(path for path in Path(folder).rglob("*") if path.suffix.lower() in SUFFIXES)
    clips = tuple(clip for clip in map(_read_noise, files) if clip is not None)
    if len(clips) < len(files):  # some of a large collection
        _log.warning("%d of %d recordings of noise cannot be used", len(files) - len(clips), len(files))
    if not clips:
        raise ItemsError(f"There is no recorded noise in {folder}: name a folder of WAV, FLAC or OGG files.")
    return clips
