"""The two brains: one language model in one llama.cpp context, thinking in one sequence and speaking in another.

`TwoBrains` is imported on first use, because llama.cpp takes a moment that the choice of a `Mode` should not cost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.brains.outputs import ClauseEnd, Code, Counters, Finished, Output, ReplyPiece, ThinkingEnd, ThoughtPiece
from engine.brains.pacing import THINKING_BUDGET, Conversation, Mode, converse, read_aloud
from engine.brains.reply import Limits
from engine.brains.sampling import CodeSampling

if TYPE_CHECKING:
    from engine.brains.llama import QUANTIZATIONS, quantize
    from engine.brains.speed import BrainsSpeed, brains_speed
    from engine.brains.two_brains import TwoBrains

__all__ = [
    "QUANTIZATIONS",
    "THINKING_BUDGET",
    "BrainsSpeed",
    "ClauseEnd",
    "Code",
    "CodeSampling",
    "Conversation",
    "Counters",
    "Finished",
    "Limits",
    "Mode",
    "Output",
    "ReplyPiece",
    "ThinkingEnd",
    "ThoughtPiece",
    "TwoBrains",
    "brains_speed",
    "converse",
    "quantize",
    "read_aloud",
]


def __getattr__(name: str) -> Any:
    if name == "TwoBrains":
        from engine.brains.two_brains import TwoBrains

        return TwoBrains
    if name in ("brains_speed", "BrainsSpeed"):
        from engine.brains import speed

        return getattr(speed, name)
    if name in ("QUANTIZATIONS", "quantize"):
        from engine.brains import llama

        return getattr(llama, name)
    raise AttributeError(f"module 'engine.brains' has no attribute {name!r}")
