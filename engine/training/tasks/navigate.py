"""Navigate: follow instructions, say whether they lead back to the start (the task of BIG-Bench's `navigate`, with wordings of our own beside its)."""

from __future__ import annotations

import random
from dataclasses import dataclass

from engine.training.tasks.item import Item, Split, fillers, pick, sentence_case
from engine.words import number_words

_HEADINGS = "nesw"
_MOVES = {"n": (0, 1), "e": (1, 0), "s": (0, -1), "w": (-1, 0)}
_SIDES = {"forward": (0, 1), "backward": (0, -1), "left": (-1, 0), "right": (1, 0)}


@dataclass(frozen=True)
class Step:
    """One instruction: a turn ("left", "right", "around"), or `count` steps, straight on or to a side."""

    turn: str = ""
    count: int = 0
    side: str = ""


OPENINGS = (
    "If you follow these instructions, do you return to the starting point?",
    "If you follow these instructions, do you return to the starting point?",
    "If I follow these instructions, do I end up back where I started?",
    "Tell me whether these instructions bring you back to the start.",
    "Here are some instructions. Do you get back to where you began?",
    "Do these moves lead back to the starting point?",
    "Follow along and tell me if you return to the start.",
    "Suppose you do the following. Are you back at the start in the end?",
    "Imagine walking like this. Do you finish at the point you set out from?",
    "Would you come back to your first position after these moves?",
)
FACING = ("Always face forward.", "Always face forward.", "Keep facing forward all the time.", "You face the same way throughout.", "Never turn, only step.")
TAKE = ("take {n} {s}", "take {n} {s}", "take {n} {s}", "walk {n} {s}", "go {n} {s}", "move {n} {s}", "do {n} {s}", "make {n} {s}")
TURN = {"left": ("turn left", "turn left", "make a left turn", "turn to your left"), "right": ("turn right", "turn right", "make a right turn", "turn to your right"), "around": ("turn around", "turn around", "turn right round", "turn about")}  # fmt: skip


def _sideways_steps(rng: random.Random) -> list[Step]:
    return [Step(count=rng.randint(1, 10), side=rng.choice(list(_SIDES))) for _ in range(rng.randint(2, 8))]


def _turning_steps(rng: random.Random) -> list[Step]:
    steps: list[Step] = []
    for _ in range(rng.randint(2, 9)):
        if rng.random() < 0.45:
            steps.append(Step(turn=rng.choice(("left", "right", "around"))))
        else:
            steps.append(Step(count=rng.randint(1, 10)))
    return steps if any(s.count for s in steps) else [*steps, Step(count=rng.randint(1, 10))]


def walk(steps: list[Step]) -> list[tuple[int, int, str]]:
    """Place and heading (x, y, heading) after each step, starting at (0, 0) facing north."""
    x, y, heading, out = 0, 0, "n", []
    for step in steps:
        if step.turn:
            heading = _HEADINGS[(_HEADINGS.index(heading) + {"left": 3, "right": 1, "around": 2}[step.turn]) % 4]
        else:
            dx, dy = _SIDES[step.side] if step.side else _MOVES[heading]
            x, y = x + dx * step.count, y + dy * step.count
        out.append((x, y, heading))
    return out


def _closed(steps: list[Step], rng: random.Random) -> list[Step]:
    """Steps changed so that they end at the start (possibly with a few more instructions)."""
    if any(s.side for s in steps):
        x, y, _ = walk(steps)[-1]
        back = [Step(count=abs(x), side="left" if x > 0 else "right")] * (x != 0) + [Step(count=abs(y), side="backward" if y > 0 else "forward")] * (y != 0)
        rng.shuffle(back)
        out = [piece for step in back for piece in _split(step, rng)]
        return [*steps, *out]
    steps = list(steps)
    x, y, heading = walk(steps)[-1]
    for (dx, dy), amount in (((-1 if x > 0 else 1, 0), abs(x)), ((0, -1 if y > 0 else 1), abs(y))):
        if amount:
            wanted = next(h for h, m in _MOVES.items() if m == (dx, dy))
            quarter = (_HEADINGS.index(wanted) - _HEADINGS.index(heading)) % 4
            steps += [Step(turn=("", "right", "around", "left")[quarter])] * (quarter != 0) + [Step(count=amount)]
            heading = wanted
    return steps


def _split(step: Step, rng: random.Random) -> list[Step]:
    if step.count > 10 or (step.count > 1 and rng.random() < 0.3):
        first = rng.randint(max(1, step.count - 10), min(10, step.count - 1)) if step.count <= 20 else 10
        return [Step(count=first, side=step.side), *_split(Step(count=step.count - first, side=step.side), rng)]
    return [step]


def _nudged(steps: list[Step], rng: random.Random) -> list[Step]:
    """One count changed a little: a near miss."""
    i = rng.randrange(len(steps))
    changed = Step(steps[i].turn, max(1, steps[i].count + rng.choice((-1, 1))), steps[i].side) if steps[i].count else steps[i]
    return [*steps[:i], changed, *steps[i + 1 :]]


def _draw(rng: random.Random) -> list[Step]:
    while True:
        steps = (_sideways_steps if rng.random() < 0.5 else _turning_steps)(rng)
        if rng.random() < 0.55:
            steps = _closed(steps[: rng.randint(1, 5)], rng)
        if rng.random() < 0.2:
            steps = _nudged(steps, rng)
        if 2 <= len(steps) <= 10 and all(s.count <= 10 for s in steps) and any(s.count for s in steps):
            return steps


def _spoken(steps: list[Step], rng: random.Random, split: Split) -> str:
    usual = split == "train" and rng.random() < 0.5
    parts = []
    take = "take {n} {s}" if usual else pick(rng, split, TAKE)
    for step in steps:
        if step.turn:
            parts.append(TURN[step.turn][0] if usual else pick(rng, split, TURN[step.turn]))
        else:
            unit = "step" if step.count == 1 else "steps"
            side = step.side if not step.side or usual or rng.random() < 0.7 else {"left": "to the left", "right": "to the right"}.get(step.side, step.side + "s")
            parts.append(take.format(n=number_words(step.count), s=f"{unit} {side}".strip()))
    opening = OPENINGS[0] if usual else pick(rng, split, OPENINGS, 2)
    facing = [FACING[0] if usual else pick(rng, split, FACING)] if any(s.side for s in steps) else []
    body = ". ".join(sentence_case(p) for p in parts) + "." if usual or rng.random() < 0.6 else sentence_case(", then ".join(parts)) + "."
    pieces = [opening, *facing, body] if usual or rng.random() < 0.8 else [*facing, body, opening]
    return " ".join(pieces)


def _thoughts(steps: list[Step], places: list[tuple[int, int, str]], answer: str) -> str:
    lines = ["start 0 0." if any(s.side for s in steps) else "start 0 0 n."]
    for step, (x, y, heading) in zip(steps, places, strict=True):
        if step.turn:
            lines.append(f"{step.turn}: {heading}.")
        else:
            lines.append(f"{step.side or heading} {step.count}: {x} {y}.")
    x, y, _ = places[-1]
    return " ".join([*lines, f"end {x} {y}. answer: {answer}"])


YES = ("Yes, you end up right where you started.", "Yes, you return to the starting point.", "Yes, those steps bring you back to the start.")
NO = ("No, you do not end up where you started.", "No, you do not return to the starting point.", "No, those steps leave you somewhere else.")


def generate(rng: random.Random, split: Split = "train") -> Item:
    """A fresh item."""
    want = rng.random() < 0.5
    steps = _draw(rng)
    while (walk(steps)[-1][:2] == (0, 0)) != want:
        steps = _draw(rng)
    answer = "yes" if want else "no"
    return Item("navigate", _spoken(steps, rng, split), _thoughts(steps, walk(steps), answer), (rng.choice(YES if want else NO),), answer, fillers("navigate"))
