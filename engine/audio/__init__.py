"""Sound in and out: files, microphones, loudspeakers, and whether there is speech in what was heard."""

from engine.audio.capture import Microphone
from engine.audio.devices import Device, list_devices, streams_open
from engine.audio.echo import EchoCanceller, Reference
from engine.audio.files import read_recording, require_short, require_writable, write_recording
from engine.audio.health import InputHealth
from engine.audio.playback import Loudspeaker
from engine.audio.speech_check import SpeechCheck, level_db
from engine.audio.stretch import Stretcher

__all__ = [
    "Device",
    "EchoCanceller",
    "InputHealth",
    "Loudspeaker",
    "Microphone",
    "Reference",
    "SpeechCheck",
    "Stretcher",
    "level_db",
    "list_devices",
    "read_recording",
    "require_short",
    "require_writable",
    "streams_open",
    "write_recording",
]
