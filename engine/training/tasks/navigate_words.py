"""Wordings of the navigate task."""

from __future__ import annotations

import random
from collections.abc import Sequence

from engine.training.tasks.item import Forms, Split, forms, listed, sentence_case, word_count
from engine.words import number_words

OPENINGS = forms(
    """
    If you follow these instructions, do you return to the starting point?
    If I follow these instructions, do I return to the starting point?
    If I follow these instructions, do I end up back where I started?
    If you follow these steps, do you end up where you began?
    Do you return to the starting point if you follow these instructions?
    Tell me whether these instructions bring you back to the start.
    Here are some instructions. Do you get back to where you began?
    Do these moves lead back to the starting point?
    Follow along and tell me if you return to the start.
    Suppose you do the following. Are you back at the start in the end?
    Will these directions take me back to where I started?
    Listen to these steps and say if they end at the starting point.
    Am I back at my starting point after these moves?
    After the following moves, are you back where you were?
    Does this route end where it begins?
    I have a route for you. Does it bring me back?
    Say I walk like this. Do I come back to the same spot?
    Would somebody who does this be back at the start?
    Can you tell me if I get back to where I started?
    Let's play a walking game. Tell me if I end at the start.
    Do I finish on the same spot?
    Will I be back where I began?
    """,
    """
    Imagine walking like this. Do you finish at the point you set out from?
    Would you come back to your first position after these moves?
    Check if a robot that gets these commands returns to its home place.
    """,
)
CLOSINGS = forms(
    """
    Do you return to the starting point?
    Do I end up back where I started?
    Am I back at the start?
    Are you back where you began?
    Is that the starting point again?
    Did I come back to the same spot?
    So, do I get back to the start?
    Where am I now, back at the start or not?
    """,
    """
    Does that bring you home again?
    Have I come full circle to my first position?
    """,
)
FACING = forms(
    """
    Always face forward.
    Always face forward please.
    Keep facing forward.
    Keep facing the same way.
    Face forward all the time.
    Do not turn while you walk.
    Always look straight ahead.
    """,
    """
    You face the same way throughout.
    Never turn, only step.
    """,
)
MOVES = forms(
    """
    take {n} {steps} {side}
    walk {n} {steps} {side}
    go {n} {steps} {side}
    move {n} {steps} {side}
    go {side} {n} {steps}
    move {side} {n} {steps}
    walk {side} {n} {steps}
    step {side} {times}
    """,
    """
    make {n} {steps} {side}
    proceed {n} {steps} {side}
    do {n} {steps} {side}
    """,
)
_SIDES = {
    "": Forms(("", "", "", "", "forward", "ahead", "straight on", "straight ahead"), ("", "onward")),
    "forward": forms("forward\nforwards\nahead\nstraight ahead\nto the front", "straight on"),
    "backward": forms("backward\nbackwards\nback\nto the back", "to the rear"),
    "left": forms("left\nto the left\nto your left\nleftwards", "to the left hand side"),
    "right": forms("right\nto the right\nto your right\nrightwards", "to the right hand side"),
} | {name: forms(f"{name}\nto the {name}\n{name}wards", f"due {name}") for name in ("north", "east", "south", "west")}
_TURNS = {
    "left": forms("turn left\nturn to the left\nturn to your left\nmake a left turn", "take a left turn"),
    "right": forms("turn right\nturn to the right\nturn to your right\nmake a right turn", "take a right turn"),
    "around": forms("turn around\nturn back around\nmake a u turn\nturn round", "turn about"),
}
_LINKS = (
    (". ", ". "),
    (", then ", ", then "),
    (", ", ", and then "),
    (". Then ", ". Finally, "),
    (" and then ", " and then "),
)
_REPLIES = {
    "yes": listed(
        """
        Yes, you end up right where you started.
        Yes, you return to the starting point.
        Yes, those steps bring you back to the start.
        Yes, you are back at the start.
        """,
        "\n",
    ),
    "no": listed(
        """
        No, you do not end up where you started.
        No, you do not return to the starting point.
        No, those steps leave you somewhere else.
        No, you are not back at the start.
        """,
        "\n",
    ),
}


def replies(answer: str) -> tuple[str, ...]:
    """What the assistant may say for "yes" or "no"."""
    return _REPLIES[answer]


def _instruction(move: str, side: str, turn: str, count: int) -> str:
    """One instruction in words, given the wordings drawn for it."""
    if turn:
        return turn
    words = number_words(count)
    times = {1: "once", 2: "twice"}.get(count, f"{words} times")
    if "{times}" in move and not side:
        move = "take {n} {steps}"
    return " ".join(move.format(n=words, steps="step" if count == 1 else "steps", side=side, times=times).split())


def _body(parts: list[str], rng: random.Random, usual: bool) -> tuple[str, list[int]]:
    """The instructions as sentences, and the words up to the end of each."""
    between, last = _LINKS[0] if usual else rng.choice(_LINKS)
    heard, words = [], 0
    for i, part in enumerate(parts):
        words += word_count(part) + (word_count((last if i == len(parts) - 1 else between).strip(" .,")) if i else 0)
        heard.append(words)
    joined = between.join(parts[:-1]) + last + parts[-1]
    return ". ".join(sentence_case(sentence) for sentence in joined.split(". ")) + ".", heard


def describe(
    steps: Sequence[tuple[str, int, str]], rng: random.Random, split: Split, usual: bool
) -> tuple[str, list[int]]:
    """The whole question for steps (turn, count, side), and how many words are heard after each step.

    `usual`: as Big-Bench-Hard words it.
    """
    move, mixed, parts = MOVES.draw(rng, split, usual), not usual and rng.random() < 0.3, []
    style = random.Random(rng.random())  # one wording of each side and turn throughout, unless mixed
    chosen = {
        key: form.draw(style, split, usual) for key, form in (_SIDES | {f"t{k}": f for k, f in _TURNS.items()}).items()
    }
    for turn, count, side in steps:
        if mixed:
            move = MOVES.draw(rng, split)
        words = _SIDES[side].draw(rng, split) if mixed else chosen[side]
        parts.append(_instruction(move, words, chosen[f"t{turn}"] if turn else "", count))
    facing = _facing(steps, rng, split, usual)
    body, heard = _body(parts, rng, usual)
    opened = usual or rng.random() < 0.65
    before = [OPENINGS.draw(rng, split, usual), *facing] if opened else facing
    lead = word_count(" ".join(before))
    closing = [] if opened else [CLOSINGS.draw(rng, split)]
    return " ".join([*before, body, *closing]), [lead + words for words in heard]


def _facing(steps: Sequence[tuple[str, int, str]], rng: random.Random, split: Split, usual: bool) -> list[str]:
    """The sentence about facing forward, which only sideways steps without turns need."""
    sideways = any(side in ("left", "right", "backward") for _, _, side in steps)
    if (
        any(turn for turn, _, _ in steps)
        or not (usual or sideways)
        or any(s in ("north", "east", "south", "west", "") for *_, s in steps)
    ):
        return []
    return [FACING.draw(rng, split, usual)] if usual or rng.random() < 0.75 else []
