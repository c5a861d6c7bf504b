"""What every driver shares: the result type, text cleaning, loading libraries from the tree."""

from __future__ import annotations

import ctypes
import platform
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np

from engine.errors import VoiceError

LIBRARIES = f"usr/lib/{platform.machine()}-linux-gnu"  # as Debian lays them out


@dataclass
class Speech:
    """Spoken text: int16 mono samples, their rate, and words with start times in seconds (none from some engines)."""

    samples: np.ndarray
    rate: int
    words: list[tuple[str, float]] = field(default_factory=list)


class Voice(Protocol):
    """A voice ready to speak; one engine of a kind a process (espeak-ng, flite and RHVoice keep global state)."""

    def say(self, text: str, rate: float = 1.0, pitch: float = 1.0) -> Speech:
        """Speak `text`; `rate` above 1 is faster, `pitch` above 1 higher (ignored by engines without the control)."""
        ...


def plain_text(text: str) -> str:
    """ASCII text without characters that some engine misreads (they read bytes; festival would end at a quote)."""
    text = text.translate({0x2018: "'", 0x2019: "'", 0x201C: "", 0x201D: "", 0x2013: "-", 0x2014: ",", 0x2026: "."})
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    text = text.replace("\\", " ").replace('"', " ").replace("<", " ").replace(">", " ").replace("&", " and ")
    if not any(c.isalnum() for c in text):
        raise VoiceError("There is nothing to say in that text; give it at least one word.")
    return text


def load_libraries(root: Path, *names: str) -> ctypes.CDLL:
    """Load libraries by path, in order, so that a later one finds the earlier ones by name; returns the last.

    A name may leave out the version ("libRHVoice_core.so").
    """
    library = None
    for name in names:
        folders = (root / "stub", root / LIBRARIES)
        found = [p for folder in folders for p in (folder / name, *folder.glob(f"{name}.*")) if p.exists()]
        path = min(found, key=lambda p: len(p.name), default=None)
        if path is None:
            raise VoiceError(
                f"The speech engine file {name} is missing under {root}; remove that folder and try again."
            )
        library = ctypes.CDLL(str(path), ctypes.RTLD_GLOBAL)
    if library is None:
        raise ValueError("no library was named")
    return library


def int16(data: bytes) -> np.ndarray:
    """Samples out of raw little-endian bytes."""
    return np.frombuffer(data, "<i2").copy()
