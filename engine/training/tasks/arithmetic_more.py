"""Sums as other people say them, for training only: more whole sentences, and chains of two operations."""

from __future__ import annotations

from engine.training.tasks.item import listed

MORE_WHOLE = {
    "+": listed(
        """
        I've got {a}, and {b} comes on top. What is that?
        {a}, plus {b}, what is that?
        {a}, and now add {b}. What does that make?
        Put {b} on top of {a}. What do you have?
        What would {a} grow to if {b} were added?
        Work out the sum when {a} is added to {b}.
        """,
        "\n",
    ),
    "-": listed(
        """
        How much is left of {a} if you take away {b}?
        {a}, minus {b}, what is that?
        {a}, and now take away {b}. What does that leave?
        What would {a} shrink to if {b} were taken away?
        Work out what remains when {b} is taken from {a}.
        """,
        "\n",
    ),
    "difference": listed(
        """
        Work out by how much {a} is bigger than {b}.
        {a} and {b}, how far apart are they?
        """,
        "\n",
    ),
    "x": listed(
        """
        {a}, times {b}, what is that?
        {a}, and now multiply it by {b}. What does that make?
        Work out the product when {a} is multiplied by {b}.
        If {a} is multiplied by {b}, what comes out?
        What would {a} grow to if it were multiplied by {b}?
        """,
        "\n",
    ),
    "/": listed(
        """
        {a}, divided by {b}, what is that?
        {a}, and now divide it by {b}. What does that make?
        Work out how big each part is when {a} is divided by {b}.
        If {a} is divided by {b}, what comes out?
        What would {a} shrink to if it were divided by {b}?
        """,
        "\n",
    ),
}
CHAINS = listed(
    """
    Start with {a}, add {b}, then take away {c}. = +-
    Start with {a}, add {b}, then take away {c}. What do you get? = +-
    Start with {a}, take away {b}, then add {c}. What do you get? = -+
    Start with {a}, add {b}, then add {c}. Where do you end up? = ++
    Start at {a}, take away {b}, then take away another {c}. = --
    Take {a}, add {b}, and add {c} to that. What is it now? = ++
    Take {a}, add {b}, then subtract {c}. What is it now? = +-
    Take {a}, subtract {b}, then add {c}. What is it now? = -+
    I have {a}, I add {b}, and I take away {c}. What is left? = +-
    I have {a}, I take away {b}, and then I add {c}. What is that? = -+
    I begin with {a}, subtract {b} and then subtract {c}. What remains? = --
    If I add {b} to {a} and then take away {c}, what do I get? = +-
    If I take {b} from {a} and then add {c}, what do I get? = -+
    {a}, plus {b}, plus {c}, what is that? = ++
    {a}, plus {b}, minus {c}, what is that? = +-
    {a}, minus {b}, plus {c}, what is that? = -+
    {a}, minus {b}, minus {c}, what is left? = --
    {a}, add {b}, take away {c}. How much? = +-
    {a}, take away {b}, add {c}. How much? = -+
    Work out {a} with {b} added and then {c} taken away. = +-
    What is the result of adding {b} to {a} and then adding {c}? = ++
    What is the result of taking {b} from {a} and then adding {c}? = -+
    How much is left of {a} if you take away {b} and then {c}? = --
    How much is {a} if you add {b} and then {c}? = ++
    From {a}, take away {b}, then take away {c}. = --
    To {a}, add {b}, then take away {c}. = +-
    Double {a} and add {b}. = 2+
    Double {a}, then take away {b}. = 2-
    Double {a} and then add {b}. What do you get? = 2+
    If I double {a} and add {b}, what do I get? = 2+
    If I double {a} and take away {b}, what is left? = 2-
    What is double {a} with {b} added to that? = 2+
    Start with {a}, double it, then add {b}. = 2+
    Start with {a}, double it, then subtract {b}. What is left? = 2-
    Triple {a} and add {b}. = 3+
    Triple {a} and take away {b}. What is that? = 3-
    Take {a}, triple it, and add {b}. What is it now? = 3+
    Work out triple {a}, and add {b} to it. = 3+
    """,
    "\n",
)
"""What is said, and the two operations from left to right; a digit multiplies by itself."""
