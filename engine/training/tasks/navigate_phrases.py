"""Wordings of the navigate task for training; the usual ones and those held out stand in `navigate_words`.

Instructions are written as orders; `navigate_telling` makes sentences about somebody of them. Slots of the questions:
{do} "do you", {be} "are you", {s} "you", {me} "you", {your} "your", {has} "have you", {will} "will you"; other verbs
stand for their form, as {get} "get". No number may be said outside of the moves and turns.
"""

from __future__ import annotations

from engine.training.tasks.wordings import Wordings, wordings

_START = (
    "the start|the starting point|the starting place|the starting spot|the start point|the very start|the origin|"
    "the place where {s} started|the spot where {s} began|the point where {s} started|the same spot as before|"
    "{your} starting point|{your} starting place|{your} original spot|{your} original position"
)
_WHERE = "where {s} started|where {s} began|where {s} started from|where {s} started out|where {s} stood at first"


def _questions(text: str) -> Wordings:
    """Wordings with the lists of places put in for START and WHERE."""
    return wordings(text.replace("START", _START).replace("WHERE", _WHERE))


AFTER = _questions(
    """
    {do} [return|get back|come back|go back|get|find the way back] to [START]
    {do} [end up|finish|end|stop|arrive|land|wind up] [back|] [WHERE]
    {do} [end up|finish|end|stop|arrive|land|wind up] [back|] at [START]
    {be} [back|back again|now back|now] at [START]
    {be} [back|back again|now back|now|again] [WHERE]
    {be} [in|back in|again in] [the same place|the same spot|the same position] as [before|at the start|at first]
    {has} [returned|come back|got back|made it back] to [START]
    {will} be [back|standing|] at [START]
    {will} [return|come back|get back] to [START]
    {will} [end up|finish] [back|] [WHERE]
    """
)
"""Is the walker back? Asked after the instructions, or before them with `FRAMES`; without its question mark."""

AFTERWARDS = _questions(
    """
    is [that|this] [the place|the spot|the point] [WHERE]
    [does|will|would] [that|this|it all|all this|all of this] [bring|take|lead|get] {me} back to [START]
    [does|will|would] [that|this|it all|all this|all of this] [bring|take|lead|get] {me} back [WHERE]
    """
)
"""The same, to be asked only after the instructions."""

ABOUT = _questions(
    """
    do [these|the following|such] [instructions|steps|moves] [bring|take|lead|get] {me} [back|] to [START]?
    do [these|the following|such] [directions|commands|orders] [bring|take|lead|get] {me} [back|] to [START]?
    do [these|the following] [instructions|steps|moves|directions|commands] [bring|take|lead|get] {me} back [WHERE]?
    [will|would] [these|the following] [instructions|steps|moves|directions] [bring|take|lead] {me} back to [START]?
    does [this|the following] [walk|route|path|way|trip|plan] [bring|take|lead] {me} back to [START]?
    does [this|the following] [walk|route|path|trip] [end|finish|stop] [where it began|where it starts]?
    does [this|the following] [walk|route|path|trip] [end|finish|stop] at the place where it starts?
    is [this|the following] [walk|route|path|trip] a [closed loop|round trip|loop]?
    here is [a walk|a route|a path]. {do} [return|get back] to [START]?
    here is [a list of moves|a list of instructions|a set of directions]. {do} [return|get back] to [START]?
    here are [some|a few] [moves|steps|instructions|directions|commands]. {do} [end up|finish] [back|] [WHERE]?
    [tell me|please tell me] [if|whether] [these|the following] [moves|steps] [bring|take|lead] {me} back to [START].
    [tell me|please tell me] [if|whether] [these|the following] instructions [bring|take|lead] {me} back to [START].
    [say|work out] [if|whether] [these|the following] [moves|steps|instructions] [bring|take|lead] {me} back to [START].
    [find out|figure out] [if|whether] [these|the following] [moves|steps] [bring|take|lead] {me} back to [START].
    [find out|figure out] [if|whether] [these|the following] instructions [bring|take|lead] {me} back to [START].
    decide [if|whether] [these|the following] [moves|steps|instructions] [bring|take|lead] {me} back to [START].
    [tell me|please tell me|say|work out|find out|figure out|check] [if|whether] {s} {get} back to [START].
    I want to know [if|whether] {s} {get} back [WHERE].
    [listen|follow along|pay attention|think along]. {do} [end up|finish] [back|] at [START]?
    [try to picture this|imagine this|let's take a walk|let us walk]. {do} [end up|finish] [back|] at [START]?
    """
)
"""Questions that come first and speak of what follows."""

FRAMES = wordings(
    """
    [if|when|suppose|say] {s} {follow} [these|the following] [instructions|steps|directions|commands|orders|moves], {q}?
    [if|when|suppose|say] {s} {follow} [the following|this|all of this|all this], {q}?
    after [these|the following] [moves|steps|instructions|directions], {q}?
    [following|by following|carrying out|going by] [these|the following] [instructions|steps|directions|orders], {q}?
    {q} if {s} {follow} [these|the following] [instructions|steps|directions|commands|moves]?
    {q} after [these|the following] [moves|steps|instructions|directions]?
    """
)
"""Where a question {q} of `AFTER` may be asked before the instructions."""

INTROS = wordings("[imagine|picture|think of|here is|this is about|let us think of|we watch] {who}")
"""Who walks, where that is told."""
ORDERED = wordings(
    """
    {who} [gets|is given|receives|has|hears|follows] [these|the following] [orders|instructions|commands|directions]
    {who} is told to [do this|do the following|walk like this|go this way]
    [imagine|suppose|let us say|say] {who} [gets|is given|follows] [these|the following] [orders|instructions|commands]
    """
)
"""Who walks, where orders follow."""

CLOSINGS = wordings(
    """
    {q}?
    {q}?
    {q}?
    [so|now|then|well|and now|so then], {q}?
    [in the end|at the end|after that|after all that|after all this], {q}?
    [finally|when all is done|all in all|having done that], {q}?
    [what do you think|tell me|my question is|the question is|please tell me|can you tell me], {q}?
    {q} [in the end|at the end|after all that|after that|or not|or somewhere else|at last]?
    """
)
"""How a question {q} of `AFTER` may close what was said."""

FACING = {
    "you": wordings(
        """
        [always|please always|at all times|all the while] [face|look] [forward|straight ahead|ahead|the same way]
        [keep|please keep] [facing|looking] [forward|straight ahead|ahead]
        [keep|please keep] [facing|looking] [the same way|in the same direction|to the front]
        [keep|hold] your [face|eyes|nose|body] [forward|to the front|pointing forward|pointing ahead]
        [face|look] [forward|straight ahead|the same way] [all the time|at all times|the whole time]
        [face|look] [forward|straight ahead|the same way] [all along|all the way|during all of this]
        [do not|don't] [turn|rotate|turn your body|turn around] [while you walk|at any time|at any point]
        [do not|don't] [turn|rotate|turn your body|turn around] [when you move|as you go]
        [stay facing|remain facing|go on facing] [forward|the front|the same way|the same direction]
        [move|walk|go] without [turning|ever turning|turning around]
        """
    ),
    "other": wordings(
        """
        {s} always {face} [forward|ahead|straight ahead|the same way]
        {s} {keep} [facing|looking] [forward|straight ahead|ahead|the same way|in the same direction]
        {s} {face} [forward|the same way] [all the time|the whole time|all along|all the way]
        {s} never {turn} [around|while walking|to any side|at any point]
        {s} {stay} facing [forward|the front|the same way]
        """
    ),
}

STEPS = wordings(
    """
    [take|take|walk|go|move] {n} {unit} {side}
    [walk|go|move|step|march|stride|travel|advance|continue|wander|stroll|pace|hop] {n} {unit} {side}
    [walk|go|move|step|march|head|travel|hop|proceed|jump] {side} {n} {unit}
    [walk|go|move|head|march|travel|run|keep walking] {side} for {n} {unit}
    """
)
"""Moves counted in steps."""
DISTANCES = wordings(
    """
    [walk|go|move|travel|march|run|advance|continue|shift] {n} {unit} {side}
    [walk|go|move|head|travel|march|run|proceed|continue] {side} {n} {unit}
    [walk|go|move|head|travel|march|run|proceed|keep going] {side} for {n} {unit}
    """
)
"""Moves measured in other units."""
TIMES = wordings("step {side} {times}\n[hop|jump|step] {side} {times}")
"""Moves by single steps."""
UNITS = {
    "step": "steps",
    "pace": "paces",
    "stride": "strides",
    "meter": "meters",
    "foot": "feet",
    "yard": "yards",
    "block": "blocks",
    "mile": "miles",
    "unit": "units",
    "space": "spaces",
    "square": "squares",
    "tile": "tiles",
    "field": "fields",
}
STRIDES = ("step", "pace", "stride")
"""Units that one takes."""

_SIDEWAYS = """
    SIDE
    to the SIDE
    to your SIDE
    towards the SIDE
    toward your SIDE
    SIDEwards
    SIDEward
    [sideways|straight|over|off] to the SIDE
    to [the|your] SIDE side
    in the direction of your SIDE
"""
_BY_COMPASS = """
    SIDE
    SIDE
    to the SIDE
    towards the SIDE
    toward the SIDE
    SIDEwards
    SIDEward
    [straight|directly] SIDE
    in the direction of SIDE
"""
SIDES = {
    "": wordings("[|]\n[|]\n[forward|ahead|forwards]\n[straight on|straight ahead|straight forward|on ahead|straight]"),
    "forward": wordings(
        "[forward|forwards|ahead]\n[straight ahead|to the front|straight forward|on ahead|towards the front]\n"
        "[frontwards|directly ahead|directly forward|in the forward direction|straight to the front]"
    ),
    "backward": wordings(
        "[backward|backwards|back]\n[to the back|straight back|straight backwards|directly backwards|in reverse]\n"
        "[towards the back|rearwards|in the backward direction|towards your back]"
    ),
    **{side: wordings(_SIDEWAYS.replace("SIDE", side)) for side in ("left", "right")},
    **{side: wordings(_BY_COMPASS.replace("SIDE", side)) for side in ("north", "east", "south", "west")},
}

_TURN = """
    turn [SIDE|to the SIDE|to your SIDE|towards the SIDE]
    [make|do] a [SIDE turn|turn to the SIDE|quarter turn SIDE|quarter turn to the SIDE|SIDE]
    turn [ninety degrees|a quarter turn|by ninety degrees] [SIDE|to the SIDE|to your SIDE]
    turn [SIDE|to the SIDE] [by ninety degrees|ninety degrees|by a quarter turn]
    [rotate|pivot|swing|swivel] [SIDE|to the SIDE|ninety degrees to the SIDE|ninety degrees SIDE]
    [turn to face|face] [SIDE|the SIDE|to the SIDE|your SIDE]
    [hang|take] a SIDE
    turn your body [SIDE|to the SIDE]
    [turn|rotate] [ninety degrees|a quarter turn] CLOCK
"""
TURNS = {
    "left": wordings(_TURN.replace("SIDE", "left").replace("CLOCK", "[counterclockwise|anticlockwise]")),
    "right": wordings(_TURN.replace("SIDE", "right").replace("CLOCK", "clockwise")),
    "around": wordings(
        """
        turn [around|round|back around|halfway around|to the opposite direction]
        [make|do] [a u turn|a half turn|an about face|a one eighty]
        [turn|rotate] [one hundred eighty degrees|a hundred eighty degrees|by one hundred eighty degrees]
        [turn to face|face] [the other way|the opposite way|the opposite direction|in the opposite direction]
        turn [the other way|to face the other direction|to face backwards]
        [reverse your direction|turn your body around|switch to the opposite direction]
        """
    ),
}

LINKS = (
    (". ", ". "),
    (", then ", ", then "),
    (", ", ", and then "),
    (", ", ", and "),
    (", ", " and "),
    (". Then ", ". Finally, "),
    (". Then ", ". Then "),
    (". Next, ", ". Lastly, "),
    (". After that, ", ". At last, "),
    (". Now ", ". And then "),
    (". And then ", ". In the end, "),
    (" and then ", " and then "),
    (" then ", " then "),
    (", and then ", ", and then "),
    (", after that ", ", and finally "),
    (", next ", ", and lastly "),
    (", now ", ", now "),
)
"""What stands between two instructions, and before the last."""
MIXED_LINKS = (". ", ". Then ", ". Next, ", ". After that, ", ", then ", ", and then ", " and ", ", and ", ". Now ")
