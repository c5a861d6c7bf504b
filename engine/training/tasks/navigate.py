"""Navigate: follow instructions, say whether they lead back to the start.

The task of BIG-Bench's `navigate` (arXiv 2206.04615), generated from its definition. Three kinds of instructions: steps
to a side while always facing forward, steps and turns, and steps by the compass.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from engine.training.tasks.fillers import fillers
from engine.training.tasks.item import Item, Split, is_usual, word_count
from engine.training.tasks.navigate_words import describe, replies

HEADINGS = "nesw"
_MOVES = {"n": (0, 1), "e": (1, 0), "s": (0, -1), "w": (-1, 0)}
SIDES = ("forward", "right", "backward", "left")
COMPASS = ("north", "east", "south", "west")
TURNS = {"right": 1, "around": 2, "left": 3}
LONGEST = 10
FURTHEST = 10
MOST_WORDS = 60
"""Longer questions are not asked: about 20 seconds of speech are enough for one."""


@dataclass(frozen=True)
class Step:
    """One instruction: a turn (left, right, around), or `count` steps straight on, to a side or by the compass."""

    turn: str = ""
    count: int = 0
    side: str = ""


def walk(steps: list[Step]) -> list[tuple[int, int, str]]:
    """Place and heading (x, y, heading) after each step, starting at (0, 0) facing north."""
    x, y, heading, out = 0, 0, 0, []
    for step in steps:
        if step.turn:
            heading = (heading + TURNS[step.turn]) % 4
        else:
            dx, dy = _MOVES[direction(step, HEADINGS[heading])]
            x, y = x + dx * step.count, y + dy * step.count
        out.append((x, y, HEADINGS[heading]))
    return out


def direction(step: Step, heading: str) -> str:
    """The compass letter of a move made while facing `heading`."""
    if step.side in COMPASS:
        return step.side[0]
    quarter = SIDES.index(step.side) if step.side else 0
    return HEADINGS[(HEADINGS.index(heading) + quarter) % 4]


def _move(rng: random.Random, kind: str) -> Step:
    """A random move; while turning, one in ten goes to a side."""
    count = rng.randint(1, FURTHEST)
    if kind == "turning":
        return Step(count=count, side=rng.choice(SIDES) if rng.random() < 0.1 else "")
    return Step(count=count, side=rng.choice(COMPASS if kind == "compass" else SIDES))


def _random_steps(rng: random.Random, kind: str, length: int) -> list[Step]:
    steps = [
        Step(turn=rng.choice(tuple(TURNS))) if kind == "turning" and rng.random() < 0.4 else _move(rng, kind)
        for _ in range(length)
    ]
    if not any(step.count for step in steps):
        steps[rng.randrange(length)] = _move(rng, kind)
    return steps


def _way_home(steps: list[Step], rng: random.Random, kind: str) -> list[Step]:
    """Instructions that lead from the end of `steps` back to the start, in one of several ways."""
    x, y, heading = walk(steps)[-1]
    legs = [leg for leg in (("w" if x > 0 else "e", abs(x)), ("s" if y > 0 else "n", abs(y))) if leg[1]]
    rng.shuffle(legs)
    out: list[Step] = []
    for letter, amount in legs:
        quarter = HEADINGS.index(letter)
        if kind == "turning":
            turn = {0: "", 1: "right", 2: "around", 3: "left"}[(quarter - HEADINGS.index(heading)) % 4]
            out += [Step(turn=turn)] if turn else []
            heading = letter
        side = {"turning": "", "compass": COMPASS[quarter], "sides": SIDES[quarter]}[kind]
        out += [Step(count=part, side=side) for part in _parts(amount, rng)]
    return out


def _parts(amount: int, rng: random.Random) -> list[int]:
    """`amount` as one or more counts of at most `FURTHEST`."""
    parts = []
    while amount > FURTHEST or (amount > 1 and rng.random() < 0.25):
        parts.append(rng.randint(max(1, min(amount - FURTHEST, FURTHEST)), min(FURTHEST, amount - 1)))
        amount -= parts[-1]
    return [*parts, amount]


def _near_miss(steps: list[Step], rng: random.Random) -> list[Step]:
    """One instruction changed a little: another count, the other side, another turn, or left out."""
    i = rng.randrange(len(steps))
    step, draw = steps[i], rng.random()
    if draw < 0.15:
        return steps[:i] + steps[i + 1 :]
    if step.turn:
        changed = replace(step, turn=rng.choice([t for t in TURNS if t != step.turn]))
    elif step.side and draw < 0.4:
        sides = COMPASS if step.side in COMPASS else SIDES
        changed = replace(step, side=sides[(sides.index(step.side) + 2) % 4])
    else:
        changed = replace(step, count=max(1, min(FURTHEST, step.count + rng.choice((-2, -1, 1, 2)))))
    return [*steps[:i], changed, *steps[i + 1 :]]


def _draw(rng: random.Random, kind: str, home: bool) -> list[Step]:
    """Steps that end at the start (`home`) or don't; most of these are near misses, so that the shape tells nothing."""
    while True:
        steps = _random_steps(rng, kind, rng.randint(1, 8))
        near = home or rng.random() < 0.6
        if near:
            steps = [*steps, *_way_home(steps, rng, kind)]
            if rng.random() < 0.15:
                rng.shuffle(steps)
        if near and not home:
            steps = _near_miss(steps, rng)
        fits = 2 <= len(steps) <= LONGEST and any(step.count for step in steps)
        if fits and (walk(steps)[-1][:2] == (0, 0)) == home:
            return steps


def _thoughts(steps: list[Step], answer: str) -> str:
    """Each instruction as heard, with the compass letter of a move and the place after it, or the heading after it."""
    lines, heading = ["start 0 0 n."], "n"
    for step, (x, y, after) in zip(steps, walk(steps), strict=True):
        if step.turn:
            lines.append(f"{step.turn}: {after}.")
        else:
            named = step.side if step.side in COMPASS else f"{step.side} {direction(step, heading)}".strip()
            lines.append(f"{named} {step.count}: {x} {y}.")
        heading = after
    return " ".join([*lines, f"answer: {answer}"])


def generate(rng: random.Random, split: Split = "train") -> Item:
    """A fresh item of 2 to 10 instructions; yes and no are equally likely."""
    usual = is_usual(rng, split)
    kind = rng.choices(("sides", "turning", "compass"), (0.46, 0.46, 0.0 if usual else 0.16))[0]
    home = rng.random() < 0.5
    answer, spoken, places = "yes" if home else "no", " " * MOST_WORDS, [0]
    while spoken.count(" ") >= MOST_WORDS:
        steps = _draw(rng, kind, home)
        spoken, places = describe([(s.turn, s.count, s.side) for s in steps], rng, split, usual)
    reply = rng.choice(replies(answer))
    heard = (places[0], *places, word_count(spoken))
    return Item("navigate", spoken, _thoughts(steps, answer), (reply,), answer, fillers("navigate", rng), heard)
