"""Whether a reply gives the right answer, and how sure an accuracy is."""

from __future__ import annotations

import math

from engine.words import decision_of, number_of, transcript

_DECISIONS = ("yes", "no", "valid", "invalid")
_SAME = {"valid": "yes", "invalid": "no"}


def grade(answer: str, reply: str) -> bool:
    """Whether `reply` states `answer` ("yes", "no", "valid", "invalid", digits, or words that it must say).

    For an argument that is asked to be valid or invalid a plain yes or no counts too.
    """
    if answer in _DECISIONS:
        stated = decision_of(reply)
        return stated == answer or (stated is not None and stated == _SAME.get(answer))
    if answer.removeprefix("-").isdigit():
        return number_of(reply) == answer
    return transcript(reply) == transcript(answer)


def wilson(correct: int, n: int, z: float = 1.959964) -> tuple[float, float]:
    """The Wilson score interval (E. B. Wilson, 1927) of a proportion, 95 % by default; (0, 1) for n = 0."""
    if n == 0:
        return 0.0, 1.0
    p, spread = correct / n, z * z / n
    centre = (p + spread / 2) / (1 + spread)
    half = z * math.sqrt(p * (1 - p) / n + spread / (4 * n)) / (1 + spread)
    return max(0.0, centre - half), min(1.0, centre + half)
