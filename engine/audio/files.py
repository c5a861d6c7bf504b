"""Recordings in files: whatever soundfile reads, to what the ears hear, and answers to WAV files."""

from __future__ import annotations

import contextlib
import errno
import io
import os
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile
import soxr

from engine.config import HEARING_RATE, SPEAKING_RATE
from engine.errors import AudioInputError, OutputError

Samples = npt.NDArray[np.float32]

PEAK = 0.999


def read_recording(path: str | Path, max_seconds: float | None = None) -> Samples:
    """Return a recording of any rate, channels and bit depth as mono float32 [n] at 16 kHz in [-1, 1].

    Raises:
        AudioInputError: missing, not a file, no permission, empty, not audio, damaged, or longer than `max_seconds`.
    """
    path = Path(path)
    _require_file(path)
    try:
        with soundfile.SoundFile(path) as file:
            require_short(file.frames / file.samplerate, max_seconds, str(path))
            samples, rate = file.read(dtype="float32", always_2d=True), file.samplerate
    except (soundfile.SoundFileError, OSError) as error:
        raise AudioInputError(f"{path} is no recording that can be read: give a WAV, FLAC, OGG or MP3 file.") from error
    if not len(samples):
        raise AudioInputError(f"{path} is a recording without any samples: record the question again.")
    if not np.isfinite(samples).all():
        raise AudioInputError(f"{path} holds values that are no sound (NaN or infinity): save the recording again.")
    return to_hearing(to_mono(samples), rate)


def require_short(seconds: float, limit: float | None, what: str) -> None:
    """Raise AudioInputError when `what` is longer than the limit, if there is one."""
    if limit is not None and seconds > limit:
        length = f"{seconds / 60:.0f} minutes" if seconds >= 120 else f"{seconds:.0f} seconds"
        raise AudioInputError(
            f"{what} is {length} long, and a question may last {limit:.0f} seconds: ask a shorter one."
        )


def to_mono(samples: Samples) -> Samples:
    """Return the mean [n] of channels [n, c], or the loudest one where they cancel each other (opposite phase)."""
    mean = samples.mean(axis=1)
    powers = np.square(samples).mean(axis=0)
    if np.square(mean).mean() < 0.05 * powers.max():
        return samples[:, int(powers.argmax())]
    return mean


def to_hearing(samples: Samples, rate: int) -> Samples:
    """Return mono samples [n] of any rate at 16 kHz, scaled down where they leave [-1, 1]."""
    if rate != HEARING_RATE:
        samples = soxr.resample(samples, rate, HEARING_RATE)
    peak = float(np.abs(samples).max(initial=0.0))
    return np.ascontiguousarray(samples * (PEAK / peak) if peak > 1.0 else samples, dtype=np.float32)


def require_writable(path: str | Path) -> Path:
    """Return `path` if a recording can be written there, so that an answer is not made in vain.

    Raises:
        OutputError: no such folder, a folder itself, or no permission.
    """
    path = Path(path)
    folder = path.parent
    if path.is_dir():
        raise OutputError(f"{path} is a folder: name a file in it, for example {path / 'reply.wav'}.")
    if not folder.is_dir():
        raise OutputError(f"There is no folder {folder} to write {path.name} in: make it, or name another one.")
    probe = path if path.exists() else folder
    if not os.access(probe, os.W_OK):
        raise OutputError(f"{path} cannot be written (no permission): name another place.")
    if not path.exists():
        _try_to_create(folder, path)
    return path


def write_recording(path: str | Path, samples: Samples, rate: int = SPEAKING_RATE) -> None:
    """Write mono samples [n] as 16-bit WAV; an ordinary file is there whole or not at all.

    Raises:
        OutputError: no such folder, no permission, or the disk is full.
    """
    path = Path(path)
    data = io.BytesIO()
    soundfile.write(data, np.clip(samples, -1.0, 1.0), rate, format="WAV", subtype="PCM_16")
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if path.exists() and not path.is_file():  # a device such as /dev/null must never be replaced
            path.write_bytes(data.getbuffer())
        else:
            beside.write_bytes(data.getbuffer())
            beside.replace(path.resolve())
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise OutputError(_why_not(path, error)) from error


def _why_not(path: Path, error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"{path} cannot be written because the disk is full: make room, or name another place."
    return f"{path} cannot be written ({error.strerror}): name another place."


def _try_to_create(folder: Path, path: Path) -> None:
    """Permission bits do not tell everything (read-only mounts, special folders): really make a file."""
    probe = folder / f".{path.name}.{os.getpid()}.part"
    try:
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise OutputError(_why_not(path, error)) from error


def _require_file(path: Path) -> None:
    try:
        if path.is_dir():
            raise AudioInputError(f"{path} is a folder: name a recording in it.")
        if not path.exists():
            raise AudioInputError(f"There is no file {path}: check its name.")
        if not path.is_file():  # a pipe or a device might never end
            raise AudioInputError(f"{path} is no ordinary file: save the recording as a file first.")
        if path.stat().st_size == 0:
            raise AudioInputError(f"{path} is empty: record the question again.")
        with path.open("rb"):
            pass
    except OSError as error:
        raise AudioInputError(f"{path} cannot be read ({error.strerror}): check its permissions.") from error
