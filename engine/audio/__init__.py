"""Sound in and out: files, microphones, loudspeakers, and whether there is speech in what was heard."""

from engine.audio.capture import Microphone
from engine.audio.devices import Device, list_devices
from engine.audio.files import read_recording, require_short, require_writable, write_recording
from engine.audio.playback import Loudspeaker
from engine.audio.speech_check import SpeechCheck, level_db

__all__ = [
    "Device",
    "Loudspeaker",
    "Microphone",
    "SpeechCheck",
    "level_db",
    "list_devices",
    "read_recording",
    "require_short",
    "require_writable",
    "write_recording",
]
