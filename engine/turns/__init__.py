"""Whose turn it is: samples and keys in, signs out. No device, no thread, no clock but the one that is handed in.

Turn start, turn stop and interruption have an owner each (`start`, `stop`, `interruption`); `turn_taking` joins them.
"""

from engine.turns.backchannel import is_backchannel
from engine.turns.key import KeyAction, PushToTalk
from engine.turns.turn_taking import Heard, Sign, TurnTaking
from engine.turns.voice import FRAME, FRAME_S, Voice, VoiceDetector

__all__ = [
    "FRAME",
    "FRAME_S",
    "Heard",
    "KeyAction",
    "PushToTalk",
    "Sign",
    "TurnTaking",
    "Voice",
    "VoiceDetector",
    "is_backchannel",
]
