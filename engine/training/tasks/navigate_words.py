"""Wordings of the navigate task."""

from __future__ import annotations

import random
from collections.abc import Sequence

from engine.training.tasks.item import Forms, Split, listed, sentence_case, word_count
from engine.training.tasks.navigate_telling import must_face, tell
from engine.words import number_words

OPENINGS = Forms(
    ("If you follow these instructions, do you return to the starting point?",),
    (
        "Imagine walking like this. Do you finish at the point you set out from?",
        "Would you come back to your first position after these moves?",
        "Check if a robot that gets these commands returns to its home place.",
    ),
)
CLOSINGS = Forms(
    ("Do you return to the starting point?",),
    (
        "Does that bring you home again?",
        "Have I come full circle to my first position?",
    ),
)
FACING = Forms(
    ("Always face forward.",),
    (
        "You face the same way throughout.",
        "Never turn, only step.",
    ),
)
MOVES = Forms(
    ("take {n} {steps} {side}",),
    (
        "make {n} {steps} {side}",
        "proceed {n} {steps} {side}",
        "do {n} {steps} {side}",
    ),
)
_SIDES = {
    "": Forms(("",), ("", "onward")),
    "forward": Forms(("forward",), ("straight on",)),
    "backward": Forms(("backward",), ("to the rear",)),
    "left": Forms(("left",), ("to the left hand side",)),
    "right": Forms(("right",), ("to the right hand side",)),
} | {name: Forms((name,), (f"due {name}",)) for name in ("north", "east", "south", "west")}
_TURNS = {
    "left": Forms(("turn left",), ("take a left turn",)),
    "right": Forms(("turn right",), ("take a right turn",)),
    "around": Forms(("turn around",), ("turn about",)),
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
    if split == "train" and not usual:
        return tell(steps, rng)
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
    if not must_face(steps, usual):
        return []
    return [FACING.draw(rng, split, usual)] if usual or rng.random() < 0.75 else []
