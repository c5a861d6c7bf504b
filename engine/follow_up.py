"""Does a question refer to what was asked before? Only then are the thoughts of earlier turns put before it.

A small model that reads thoughts of earlier turns before a question which has nothing to do with them mixes them in.
Follow-ups are short and lean on something unsaid: they begin like the second half of a sentence ("and if I add three"),
point at what nobody named ("double it", "what is that times two"), or ask for the answer again.
"""

from __future__ import annotations

import re

from engine.words import transcript

LONGEST = 12
"""Words; a question that tells all that it needs is mostly longer."""
_N = r"(?:[a-z]+ ){1,5}?"
"""A number of up to five words."""
_THEN = r"(?:now |then )?"
_WORK = r"(?:add|plus|minus|times|subtract|take away|take|multiply|increase|reduce|double)"
_PATTERNS = (
    # the second half of a sentence
    r"(?:and(?! (?:how|who) are you)|so what if|what if|plus|minus|times|again|once more|pardon|sorry|excuse me)\b",
    rf"{_THEN}{_WORK} (?:{_N}(?:to|from|by )?)?(?:that|it|more|less|fewer|them|away)\b",
    rf"{_THEN}(?:add|subtract|take away|plus|minus|times) {_N}$",
    r"(?:come again$|suppose there were\b.*\b(?:more|fewer|less)$)",
    # pointing at what nobody named
    r".*\b(?:that|it|them|those) (?:plus|minus|times|again|by|altogether)\b",
    r"(?:multiply|double|halve|increase|reduce|make|take|divide) (?:that|it)\b",
    r".*\b(?:double|twice|times|half of|increase|reduce) (?:that|it|as many|as much)\b",
    r"(?:what is|whats) (?:that|it)\b",
    r"how many (?:of (?:them|these|those)|[a-z ]+ (?:was that|were there))\b",
    r"how many (?:people )?(?:liars|lied|lie|are lying)\b",
    r"(?:who|which of (?:them|these|those)) (?:was|were|is|are|tells?) .*\b(?:lying|liar|honest|truth)$",
    r"who (?:lies|lied)$",
    r"(?:which of them|name the (?:liars?|honest))\b",
    r"(?:what about|how about|now only|what is the number of (?:liars|lies))\b",
    r"(?:is|does|did) [a-z]+ (?:lie|lying|honest|tell the truth|telling the truth)$",
    r"(?:so )?where (?:am i|are you|do i|did i|did you)\b",
    r"at which place did that\b",
    # once more
    r".*\b(?:say|tell|repeat|tell me|give me) (?:that|it|the answer)\b.*\b(?:again|once more)\b",
    r"(?:can|could|would|will)? ?(?:you )?(?:please )?repeat\b(?: (?:that|it|the answer))?(?: please)?$",
    r".*\bwhat (?:(?:did (?:you|i)|was it that i) (?:just )?(?:say|said|tell)|i (?:just )?said)\b",
    r"(?:what|which) (?:were my|words did i)\b",
    r"what was (?:it|that|the answer)\b",
    r"i (?:did not|didnt|missed|do not|dont) (?:hear|understand|catch|that|it|get)\b",
    r"(?:so )?the answer was$",
    r"(?:can|could) you say that$",
)
_REFERS = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS))


def refers_back(question: str) -> bool:
    """Whether `question`, as typed or as the ears read it, makes sense only after an earlier one."""
    text = transcript(question)
    return 0 < len(text.split()) <= LONGEST and _REFERS.match(text) is not None
