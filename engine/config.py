"""Numbers that every part shares, and the folders that Mindpace reads and writes.

The numbers are those of docs/architecture.md. Folders follow the platform's conventions (`platformdirs`, imported only
when one is asked for: a machine that trains has none), so `XDG_CACHE_HOME` and its like are honoured on Linux.
"""

from __future__ import annotations

from pathlib import Path

VERSION = "0.1.0"
APP_NAME = "mindpace"

HEARING_RATE = 16_000
"""Samples a second of everything that is heard."""
SPEAKING_RATE = 24_000
"""Samples a second of everything that is said."""
CODE_RATE = 25
"""Speech codes a second; one code is `SPEAKING_RATE // CODE_RATE` = 960 samples."""
CHUNK_SAMPLES = 5_120
"""Samples of one encoder chunk (320 ms)."""
GAP = 4_096
"""Position of the articulation anchor in the KV cache."""
SEGMENT = 16
"""Thought tokens in one hand-over."""
FIRST = 16
"""Thought tokens before `think-first` starts to speak."""
LONGEST_QUESTION_S = 60.0
"""Seconds of speech that one question may last."""


def assets_dir() -> Path:
    """Return the folder of icons, sounds, examples and packs: beside `engine`, in a checkout and in a wheel alike."""
    return Path(__file__).resolve().parent.parent / "assets"


def packs_dir() -> Path:
    """Return the folder of the packs that ship with Mindpace."""
    return assets_dir() / "packs"


def cache_dir() -> Path:
    """Return the user's cache folder for things that can be made again (not created here)."""
    import platformdirs

    return platformdirs.user_cache_path(APP_NAME, appauthor=False)


def config_dir() -> Path:
    """Return the user's folder of settings (not created here)."""
    import platformdirs

    return platformdirs.user_config_path(APP_NAME, appauthor=False)


def data_dir() -> Path:
    """Return the user's folder of packs and sessions (not created here)."""
    import platformdirs

    return platformdirs.user_data_path(APP_NAME, appauthor=False)


def my_voice_file() -> Path:
    """Return the file of what is known of the user's voice (may not be there)."""
    return data_dir() / "my-voice.safetensors"


def log_dir() -> Path:
    """Return the user's folder of log files (not created here)."""
    import platformdirs

    return platformdirs.user_log_path(APP_NAME, appauthor=False)
