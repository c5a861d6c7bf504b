"""Free speech engines, driven from an unpacked tree of Debian packages: for training and bench, never at run time."""

from engine.voices.base import Speech, Voice, plain_text
from engine.voices.catalogue import VOICES, open_voice, tts_root
from engine.voices.lifetime import end_with_parent
from engine.voices.tree import ensure_engine

__all__ = ["VOICES", "Speech", "Voice", "end_with_parent", "ensure_engine", "open_voice", "plain_text", "tts_root"]
