"""What a user may change at any time, without loading anything anew."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Preferences:
    """Written by any thread, read when it matters: a device by the next stream, the rest by the next answer or sooner.

    `volume` (0 to 1) counts at once; `speed` is that of the voice, 1.0 as it is; `patience_s` is the pause that ends a
    question of which nobody can tell whether it is complete, and longer and shorter pauses follow it; without
    `barge_in` nothing is heard while an answer is played; `thinking_budget` limits the thought tokens of an answer;
    without `learn_voice` nothing more is learnt of the user's voice.
    """

    microphone: str | None = None
    loudspeaker: str | None = None
    volume: float = 1.0
    speed: float = 1.0
    patience_s: float = 0.85
    barge_in: bool = True
    thinking_budget: int | None = None
    learn_voice: bool = True
