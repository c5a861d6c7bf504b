"""The last turn's figures, in one plain line."""

from __future__ import annotations

from engine.events import Turn


def figures(turn: Turn) -> str:
    """Return how quick an answer was and how much thought went into it."""
    parts = [] if turn.ttfa_s is None else [f"First sound {turn.ttfa_s:.2f} s after the question"]
    parts.append(_thoughts(turn))
    if turn.audio_s > 0 and turn.rtf > 0:
        parts.append(f"{turn.audio_s:.1f} s of speech, computed {1 / turn.rtf:.1f} times as fast as real time")
    return "  ·  ".join(parts)


def _thoughts(turn: Turn) -> str:
    if not turn.tokens_thought:
        return "no thoughts"
    before = turn.tokens_before_first_audio
    when = "none" if not before else "all" if before >= turn.tokens_thought else str(before)
    return f"{turn.tokens_thought} thought tokens, {when} of them before it spoke"
