"""Voices by name, "engine:voice", and where the tree of engines lies."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from engine.errors import VoiceError
from engine.voices.base import Voice
from engine.voices.espeak import Espeak
from engine.voices.festival import Festival
from engine.voices.flite import Flite
from engine.voices.foreign import ACCENTED, FOREIGN
from engine.voices.pico import Pico
from engine.voices.rhvoice import RHVoice

_MAKERS: dict[str, Callable[[Path, str], Voice]] = {
    "flite": Flite, "rhvoice": RHVoice, "festival": Festival, "foreign": Festival, "accented": RHVoice,
    "espeak": Espeak, "pico": Pico,
    "mbrola": lambda root, voice: Espeak(root, f"mb-{voice}"),
}  # fmt: skip

VOICES: tuple[str, ...] = (
    "flite:rms", "flite:slt", "flite:awb", "flite:kal16", "rhvoice:bdl", "rhvoice:clb", "rhvoice:slt", "rhvoice:alan",
    "festival:kal", "festival:ked", "festival:slt", *(f"foreign:{voice}" for voice in FOREIGN),
    *(f"accented:{voice}" for voice in ACCENTED),
    "pico:en-US", "pico:en-GB", "mbrola:us1", "mbrola:us2", "mbrola:us3", "mbrola:en1",
)  # fmt: skip


def tts_root(root: Path | str | None = None) -> Path:
    """The tree of engines: the argument, or $MINDPACE_TTS_ROOT, or the user's cache folder."""
    if chosen := root or os.environ.get("MINDPACE_TTS_ROOT"):
        return Path(chosen).resolve()
    from engine.config import cache_dir  # needs platformdirs, which the training machine lacks

    return cache_dir() / "voices"


def open_voice(name: str, root: Path | str | None = None) -> Voice:
    """The voice called `name`, such as "flite:rms", "mbrola:us1" or "espeak:en-us+klatt2".

    Raises:
        VoiceError: there is no such voice, or its engine does not start.
    """
    engine, _, voice = name.partition(":")
    if engine not in _MAKERS or not voice or (engine != "espeak" and name not in VOICES):
        raise VoiceError(f"There is no voice {name!r}; choose one of {', '.join(VOICES)} or espeak:NAME.")
    return _MAKERS[engine](tts_root(root), voice)
