"""Was it meant as an interruption? "Uh-huh" over an answer says: go on."""

from __future__ import annotations

_BACKCHANNELS = frozenset(
    "uh huh uhhuh um hm hmm mm mhm mmhm mmm ah oh aha okay ok yeah yes yep yup right sure good great nice well i see a"
    " fine cool wow really true exactly".split()
)
_INTERRUPTIONS = frozenset("stop wait no hold quiet enough cancel hush pause silence shut halt sorry".split())
SURELY_S = 0.9
"""Seconds of speech that are more than a backchannel."""
UNREAD_S = 0.45
"""... where what was said cannot be read."""
GARBLED_S = 0.35
"""... where what was read makes no sense."""


def says_go_on(text: str) -> bool:
    """Return whether there are words, and all of them only tell that somebody listens."""
    words = text.replace("'", "").split()
    return bool(words) and _BACKCHANNELS.issuperset(words)


def is_backchannel(text: str, spoken_s: float, *, readable: bool) -> bool:
    """Return whether `spoken_s` seconds of speech over an answer, read as `text`, want the answer to go on.

    `readable` tells whether the ears can read at all.
    """
    if spoken_s >= SURELY_S:
        return False
    if not readable:
        return spoken_s < UNREAD_S
    words = text.replace("'", "").split()
    if _INTERRUPTIONS.intersection(words):
        return False
    return _BACKCHANNELS.issuperset(words) or (len(words) == 1 and spoken_s < GARBLED_S)
