"""Free speech engines, driven from an unpacked tree of Debian packages. For training and the bench only; run-time speech comes from the model."""

from engine.voices.base import Speech, Voice, plain_text
from engine.voices.catalogue import VOICES, open_voice, tts_root

__all__ = ["VOICES", "Speech", "Voice", "open_voice", "plain_text", "tts_root"]
