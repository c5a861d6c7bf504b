"""How people go on from an answer: wordings of the kinds of follow-up that are for training only."""
# ruff: noqa: E501  (one wording a line)

from __future__ import annotations

from engine.training.tasks.pattern import patterns

HALF = patterns(
    """
    [And|So|Okay, and|] half of [that|it|them]?
    [Can you] [halve|cut in half] [that|it|the result|the number]?
    [And|Now|Then|Please|] [halve|cut in half] [that|it|the result|the number].
    [And|] what is half of [that|it|the answer|the result]?
    [And|] how [much|many] is half of [that|it|them]?
    [And|So] what if [I take|I want|we take|there are] only half?
    [And|So] [if I give|what if I give|what if we give] half [of them|of it|] away?
    [Give me|Tell me|Now take|Take] half of [that|it|the answer].
    [And|] half as [many|much]?
    [And|Now|What about] only half?
    """,
    "",
)
SHARED = patterns(
    """
    [And|Now|Then|Okay, and|] divided by {n}?
    [Can you] divide [that|it|the result|the answer] by {n}?
    [And|Now|Then|Please|] divide [that|it|the result|the answer] by {n}.
    [What is|What's|How much is|And what is] that divided by {n}?
    [And|So|] [if|what if] {n} [people|children|friends|of us] [share|split] [that|it|them], how many does each get?
    [Share|Now share|Split|Now split] [that|it|them] among {n}.
    [And|So|] how many [does each|is that for each|does everyone] get if [we are|they are|there are] {n}?
    [And|So|] in {n} equal [parts|groups|piles], how many in each?
    [What if|And if|And what if] I divide [that|it] by {n}?
    [And|So] shared [among|by|between] {n}?
    """,
    "",
)
REMAINS = patterns(
    """
    [And|So|] how many [are missing|are still missing] [to|until] {n}?
    [And|So|] how many more [do I need|do we need|would I need|does it take] [to have|to get to|to reach|to make|for] {n}?
    [And|So|] how far is [that|it] from {n}?
    [And|So|] what is missing to {n}?
    [If|And if|What if] I want {n}, how many more do I need?
    [And|So|] how [much|many] more to [reach|make|get] {n}?
    [I need|I wanted|We need] {n}, how many [are missing|more is that]?
    """,
    "",
)
ODD_EVEN = patterns(
    """
    [And|So|] is [that|it|the answer|the result] [odd or even|even or odd|an even or an odd number]?
    [And|Odd or even|Even or odd], [is it odd or even|which is it|is that an odd or an even number]?
    [And|So|] odd or even?
    [Can you tell me] [if|whether] [that|it|the result] is [odd or even|even or odd]?
    [Tell me|Do you know] [if|whether] [that|it|the result] is [odd or even|even or odd].
    [Even or odd|An odd or an even number]?
    """,
    "",
)
GREATER = patterns(
    """
    [And|So|] is [that|it|the answer|the result] [more|larger|bigger|greater|higher] than {n}?
    [And|So|] is [that|it] over {n}?
    [And|So|] [that|it] is more than {n}, [right|isn't it|yes or no]?
    [And|So|] are [there|those|these|they] more than {n}?
    [Do I have|Did I have|Do we have|Is there|Did that make|Does that make] more than {n}?
    [Can you tell me] [if|whether] [that|it] is [more|larger|bigger] than {n}?
    [Tell me] [if|whether] [that|it] is [more|larger|bigger] than {n}.
    """,
    "",
)
BACK = patterns(
    """
    [And|So|Okay, and|] [am I|are you|are we|was I|do I end up|did I end up] [back|back again|] [at the start|at the beginning|where I started]?
    [And|So|] [did|does|do] [that|it|the walk|the steps] [lead|bring me|take me] back [to the start|to where I started|home]?
    [And|So|] [is|was] that [the start|the starting point|where I started|the same place|where it began]?
    [Did I|Have I|Do I] [come|get|go] back?
    [And|So|] did I [return|come full circle|get back to the start]?
    """,
    "",
)
