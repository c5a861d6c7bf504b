"""Mindpace's engine: hears a question, thinks and speaks at once. These names are its public surface.

They are imported on first use, because torch and llama.cpp take seconds that `mindpace --version` should not.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.audio import (
        Device,
        Loudspeaker,
        Microphone,
        list_devices,
        read_recording,
        require_writable,
        write_recording,
    )
    from engine.brains import Mode
    from engine.engine import Engine

_HOMES = {
    "Device": "engine.audio",
    "Engine": "engine.engine",
    "Loudspeaker": "engine.audio",
    "Microphone": "engine.audio",
    "Mode": "engine.brains",
    "list_devices": "engine.audio",
    "read_recording": "engine.audio",
    "require_writable": "engine.audio",
    "write_recording": "engine.audio",
}

__all__ = [
    "Device",
    "Engine",
    "Loudspeaker",
    "Microphone",
    "Mode",
    "list_devices",
    "read_recording",
    "require_writable",
    "write_recording",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'engine' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
