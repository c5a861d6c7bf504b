"""The last turn's figures, in one plain line."""

from __future__ import annotations

from app.services.language import mark, tr
from engine.events import Turn


def figures(turn: Turn) -> str:
    """Return how quick an answer was and how much thought went into it."""
    first = tr("First sound {seconds} s after the question", seconds=f"{turn.ttfa_s or 0:.2f}")
    parts = [] if turn.ttfa_s is None else [first]
    parts.append(_thoughts(turn))
    if turn.audio_s > 0 and turn.rtf > 0:
        words = mark("{seconds} s of speech, computed {times} times as fast as real time")
        parts.append(tr(words, seconds=f"{turn.audio_s:.1f}", times=f"{1 / turn.rtf:.1f}"))
    return "  ·  ".join(parts)


def _thoughts(turn: Turn) -> str:
    if not turn.tokens_thought:
        return tr("no thoughts")
    before, count = turn.tokens_before_first_audio, turn.tokens_thought
    if not before:
        return tr("{count} thought tokens, none of them before it spoke", count=count)
    if before >= count:
        return tr("{count} thought tokens, all of them before it spoke", count=count)
    return tr("{count} thought tokens, {before} of them before it spoke", count=count, before=before)
