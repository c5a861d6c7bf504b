"""Whether a reply gives the right answer, and how sure an accuracy is."""

from __future__ import annotations

import math
import re

from engine.words import decision_of, number_of, transcript

_DECISIONS = ("yes", "no", "valid", "invalid")
_SAME = {"valid": "yes", "invalid": "no"}


REFUSE = "refuse"
"""The answer of a question that must be refused."""
_REFUSES = re.compile(
    r"\b(larger|bigger) model|\boutside (of )?what i|\bbeyond (me|what i)|\bnot able to\b|\bunable\b"
    r"|\bi (can ?not|can't|could not|couldn't|do not|don't) (do|know|help|answer|say|tell|play|look)\b"
)
_LEAD = re.compile(
    r"^(well |so |okay )?"
    r"(((it|that|this|there) (is|was|will be|would be|makes|has)|it's|that's|the answer is|you get) )?"
    r"(the letter )?"
)


def refuses(reply: str) -> bool:
    """Whether a reply says that it cannot do or does not know what was asked."""
    return _REFUSES.search(transcript(reply)) is not None


def grade(answer: str, reply: str) -> bool:
    """Whether `reply` states `answer` ("yes", "no", "valid", "invalid", digits, "refuse", or words that it must say).

    For an argument that is asked to be valid or invalid a plain yes or no counts too. Words must be said at the end,
    as a whole sentence (or several), perhaps led in by "it is" and the like.
    """
    if answer in _DECISIONS:
        stated = decision_of(reply)
        return stated == answer or (stated is not None and stated == _SAME.get(answer))
    if answer.removeprefix("-").isdigit():
        return number_of(reply) == answer
    if answer == REFUSE:
        return refuses(reply)
    return _says(transcript(answer), reply)


def _says(words: str, reply: str) -> bool:
    """Whether the reply ends in sentences that say exactly these words after a lead-in."""
    sentences = [transcript(s) for s in re.split(r"(?<=[.!?])\s+", reply.strip())]
    endings = (" ".join(sentences[i:]) for i in range(len(sentences)))
    return any(words in (ending, _LEAD.sub("", ending)) for ending in endings)


def wilson(correct: int, n: int, z: float = 1.959964) -> tuple[float, float]:
    """The Wilson score interval (E. B. Wilson, 1927) of a proportion, 95 % by default; (0, 1) for n = 0."""
    if n == 0:
        return 0.0, 1.0
    p, spread = correct / n, z * z / n
    centre = (p + spread / 2) / (1 + spread)
    half = z * math.sqrt(p * (1 - p) / n + spread / (4 * n)) / (1 + spread)
    return max(0.0, centre - half), min(1.0, centre + half)
