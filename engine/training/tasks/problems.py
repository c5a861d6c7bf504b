"""Word problems of one to three steps."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate

from engine.training.tasks.columns import add_steps, divide_steps, multiply_steps, subtract_steps
from engine.training.tasks.fillers import fillers
from engine.training.tasks.item import Item, Split, sentence_case, word_count
from engine.training.tasks.names import people
from engine.training.tasks.pattern import Pattern, parse
from engine.training.tasks.problem_words import CONTAINERS, LINES, OBJECTS, RARE_OBJECTS
from engine.words import number_words

REPLIES = ("The answer is {n}.", "It is {n}.", "That makes {n}.", "It comes to {n}.")
RARE = 0.3
"""Share of training questions about rare things."""
LARGEST = 9999
MOST_CHARACTERS = 150
"""Longer work than this takes more than about 170 tokens, most of them digits."""


@dataclass(frozen=True)
class Problem:
    """A question with number slots a, b, c, d and a program: operations like "a+b" and "r-c" (r: the result so far)."""

    pattern: Pattern
    program: tuple[tuple[str, str, str], ...]


def _parsed(line: str) -> Problem:
    text, program = line.rsplit("=", 1)
    return Problem(parse(text.strip()), tuple((p.strip()[0], p.strip()[1], p.strip()[2]) for p in program.split(",")))


_ALL = tuple(_parsed(line) for line in LINES)
_HELD = 7
_PROBLEMS = {
    split: {
        steps: tuple(p for i, p in enumerate(_ALL) if len(p.program) == steps and (i % _HELD == _HELD - 1) == held)
        for steps in (1, 2, 3)
    }
    for split, held in (("train", False), ("held_out", True))
}
_COMPUTE: dict[str, Callable[[int, int], int]] = {
    "+": lambda x, y: x + y,
    "-": lambda x, y: x - y,
    "x": lambda x, y: x * y,
    "/": lambda x, y: x // y,
}


def operation(x: int, sign: str, y: int) -> str:
    """Sentences that work out x sign y; small ones at once."""
    if sign == "x" and y > 9 and x < 10:
        x, y = y, x
    if sign == "/":
        steps = divide_steps(x, y)
        return steps if steps.startswith(f"{x}/{y}=") else f"{x}/{y}: {steps}"
    make = {"+": add_steps, "-": subtract_steps, "x": multiply_steps}[sign]
    steps = make(x, y)
    return steps if steps.startswith(f"{x}{sign}{y}=") else f"{x}{sign}{y}: {steps}"


def _values(rng: random.Random, problem: Problem) -> tuple[dict[str, int], list[tuple[int, str, int, int]]] | None:
    """Numbers for the slots and the operations with their results, or None if they do not fit."""
    values: dict[str, int] = {}
    size = rng.choice((9, 20, 50, 99, 99, 400))
    done = []
    for left, sign, right in problem.program:
        if right not in values:
            if sign == "/":
                values[right] = rng.randint(2, 9)
            elif sign == "x":
                values[right] = rng.randint(2, 12 if rng.random() < 0.8 else 40)
            else:
                values[right] = rng.randint(2, size)
        y = values[right]
        if left not in values:
            most = size if sign in "+-" else 30
            drawn = rng.randint(2, most)
            values[left] = drawn * y if sign == "/" else drawn + y if sign == "-" else drawn
        x = values[left]
        if (sign == "/" and (x % y or y > 9)) or (sign == "-" and x <= y) or (sign == "x" and min(x, y) > 99):
            return None
        result = _COMPUTE[sign](x, y)
        if not 0 < result <= LARGEST or (sign == "x" and (max(x, y) > 999 or (x > 99 and y > 9) or (y > 99 and x > 9))):
            return None
        done.append((x, sign, y, result))
        values["r"] = result
    return values, done


def _drawn(rng: random.Random, split: Split) -> tuple[Problem, dict[str, int], list[tuple[int, str, int, int]]]:
    while True:
        problem = rng.choice(_PROBLEMS[split][rng.choices((1, 2, 3), (0.5, 0.38, 0.12))[0]])
        found = _values(rng, problem)
        if found and sum(len(operation(x, sign, y)) for x, sign, y, _ in found[1]) <= MOST_CHARACTERS:
            return problem, *found


def slots_of(rng: random.Random, split: Split, values: dict[str, int]) -> dict[str, str]:
    """What is said in the slots: numbers, two people, things, containers."""
    n, m = people(rng, split, 2, surnames=0)
    objects = RARE_OBJECTS if split == "train" and rng.random() < RARE else OBJECTS[split]
    joined = rng.random() < 0.4
    o, p = rng.sample(objects, 2)
    box = rng.choice(CONTAINERS)
    said = {key: number_words(value, joined) for key, value in values.items()}
    return {**said, "n": n, "m": m, "o": o, "p": p, "box": box, "boxes": box + ("es" if box[-1] in "xs" else "s")}


def _notes(said: list[tuple[str, str]], values: dict[str, int]) -> tuple[list[str], list[int]]:
    """Each number as heard with the word after it, and how many words have then been heard."""
    ends = list(accumulate(text for _, text in said))
    whole, notes, heard = ends[-1], [], []
    for (slot, _), end in zip(said, ends, strict=True):
        if slot in "abcd" and slot:
            after = whole[len(end) :]
            follows = after[:1] == " "
            word = after.split()[0].strip(".,?").lower() if follows else ""
            notes.append(f"{values[slot]} {word}".strip() + ".")
            heard.append(word_count(end) + follows)
    return notes, heard


def _sentences(said: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Capitals for numbers and things that begin a sentence."""
    before = ". "
    out = []
    for slot, text in said:
        out.append((slot, sentence_case(text) if before.endswith(". ") else text))
        before = text or before
    return out


def generate(rng: random.Random, split: Split = "train") -> Item:
    """A fresh word problem; the chain notes the numbers as heard and then works step by step."""
    problem, values, done = _drawn(rng, split)
    said = _sentences(problem.pattern.say(rng, slots_of(rng, split, values)))
    spoken, result = "".join(text for _, text in said), done[-1][3]
    notes, heard = _notes(said, values)
    work = " ".join(operation(x, sign, y) for x, sign, y, _ in done)
    total = word_count(spoken)
    thoughts = f"{' '.join(notes)} {work} answer: {result}"
    reply = rng.choice(REPLIES).format(n=number_words(result, True))
    places = (*heard, *[total] * (thoughts.count(". ") + 1 - len(heard)))
    return Item("problems", spoken, thoughts, (reply,), str(result), fillers("problems", rng), places)
