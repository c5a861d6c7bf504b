"""Word problems of one to three steps."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from engine.training.tasks.columns import add_steps, divide_steps, multiply_steps, subtract_steps
from engine.training.tasks.fillers import fillers
from engine.training.tasks.item import Item, Split, sentence_case, word_count
from engine.training.tasks.names import people
from engine.training.tasks.pattern import Pattern, parse
from engine.training.tasks.problem_asks import with_asks
from engine.training.tasks.problem_chains import compose
from engine.training.tasks.problem_multi import MULTI
from engine.training.tasks.problem_products import PRODUCTS
from engine.training.tasks.problem_registers import REGISTERS
from engine.training.tasks.problem_registers_multi import REGISTERS_MULTI
from engine.training.tasks.problem_single import SINGLE
from engine.training.tasks.problem_words import (
    CONTAINERS,
    EXTRA,
    FEMALE_ROLES,
    HELD_LINES,
    LINES,
    OBJECTS,
    RARE_OBJECTS,
    ROLES,
)
from engine.words import number_words

REPLIES = ("The answer is {n}.", "It is {n}.", "That makes {n}.", "It comes to {n}.")
RARE = 0.3
"""Share of training questions about rare things."""
_NUMBER_SLOTS = ("{a}", "{b}", "{c}", "{d}")
COMPOSED = 0.25
"""Share of training questions that are put together from pieces (`problem_chains`)."""
ROLE = 0.1
"""Share of training questions about "my sister" or the like."""
LARGEST = 9999
MOST_CHARACTERS = 150
"""Longer work than this takes more than about 170 tokens, most of them digits."""


@dataclass(frozen=True)
class Problem:
    """A question with number slots a, b, c, d and a program: operations like "a+b", "r-c" and "ax7".

    r is the result so far and s the result before it; first numbers are at most `most`, as for ages.
    """

    pattern: Pattern
    program: tuple[tuple[str, str, str], ...]
    most: int = LARGEST

    @cached_property
    def unused(self) -> list[str]:
        """Number slots that do not matter for the answer."""
        used = {term for left, _, right in self.program for term in (left, right)}
        return [part[1] for part in self.pattern.parts if part in _NUMBER_SLOTS and part[1] not in used]


def _parsed(line: str) -> Problem:
    text, program = line.rsplit("=", 1)
    program, _, most = program.partition(";")
    steps = tuple((p.strip()[0], p.strip()[1], p.strip()[2]) for p in program.split(","))
    return Problem(parse(text.strip()), steps, int(most or LARGEST))


def _by_steps(lines: Iterable[str]) -> dict[int, tuple[Problem, ...]]:
    problems = tuple(map(_parsed, lines))
    return {steps: tuple(p for p in problems if len(p.program) == steps) for steps in (1, 2, 3)}


_PROBLEMS = {
    "train": _by_steps(map(with_asks, (*LINES, *SINGLE, *PRODUCTS, *MULTI, *REGISTERS, *REGISTERS_MULTI))),
    "held_out": _by_steps(HELD_LINES),
}
_EXTRA = {key: tuple(text.split("|")) for key, text in EXTRA.items()}
_FEMALE_ENDINGS = ("a", "ie", "ne", "te", "ly", "ce", "elle", "beth", "een", "lyn", "ina", "is", "cy", "sy", "my")
_CONSTANTS = {str(n): n for n in range(2, 10)}
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
    values = dict(_CONSTANTS)
    size = min(rng.choice((9, 20, 50, 99, 99, 400)), problem.most)
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
            most = size if sign in "+-" else min(30, problem.most)
            drawn = rng.randint(2, most)
            values[left] = drawn * y if sign == "/" else drawn + y if sign == "-" else drawn
        x = values[left]
        if (sign == "/" and (x % y or y > 9)) or (sign == "-" and x <= y) or (sign == "x" and min(x, y) > 99):
            return None
        result = _COMPUTE[sign](x, y)
        if not 0 < result <= LARGEST or (sign == "x" and (max(x, y) > 999 or (x > 99 and y > 9) or (y > 99 and x > 9))):
            return None
        done.append((x, sign, y, result))
        values["s"], values["r"] = values.get("r", 0), result
    for slot in problem.unused:
        values[slot] = rng.randint(2, min(size, 60))
    return values, done


def _template(rng: random.Random, split: Split) -> Problem:
    if split == "train" and rng.random() < COMPOSED:
        return Problem(*compose(rng))
    return rng.choice(_PROBLEMS[split][rng.choices((1, 2, 3), (0.5, 0.38, 0.12))[0]])


def _drawn(rng: random.Random, split: Split) -> tuple[Problem, dict[str, int], list[tuple[int, str, int, int]]]:
    while True:
        problem = _template(rng, split)
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
    said = {key: number_words(value, joined) for key, value in values.items() if key in "abcd"}
    slots = {**said, "n": n, "m": m, "o": o, "p": p, "box": box, "boxes": box + ("es" if box[-1] in "xs" else "s")}
    return slots if split == "held_out" else _with_extras(rng, slots)


def _with_extras(rng: random.Random, slots: dict[str, str]) -> dict[str, str]:
    """More slots, for templates of training: places, units, prices and pronouns; n is now and then not a name."""
    slots |= {key: words[int(rng.random() * len(words))] for key, words in _EXTRA.items()}
    for key in ("day", "place"):
        slots[key + "b"] = _after(slots[key], _EXTRA[key])
    slots["ts"], slots["pers"] = (slots[key] + ("es" if slots[key][-1] in "sx" else "s") for key in ("t", "per"))
    if slots["t"] == "scarf":
        slots["ts"] = "scarves"
    female = slots["n"].endswith(_FEMALE_ENDINGS)
    if rng.random() < ROLE:
        slots["n"] = rng.choice(ROLES)
        female = slots["n"] in ROLES[:FEMALE_ROLES]
    slots["he"], slots["his"], slots["him"] = ("she", "her", "her") if female else ("he", "his", "him")
    return slots


def _after(taken: str, words: tuple[str, ...]) -> str:
    """The next word of a list, so that two places or days differ."""
    return words[(words.index(taken) + 1) % len(words)]


def _notes(said: list[tuple[str, str]], values: dict[str, int]) -> tuple[list[str], list[int]]:
    """Each number as heard with the word after it, and how many words have then been heard."""
    ends = list(accumulate(text for _, text in said))
    whole, notes, heard = ends[-1], [], []
    for (slot, _), end in zip(said, ends, strict=True):
        if slot and slot in "abcd":
            after = whole[len(end) :]
            follows = after[:1] == " "
            word = after.split(maxsplit=1)[0].strip(".,?").lower() if follows else ""
            notes.append(f"{values[slot]} {word}".strip() + ".")
            heard.append(word_count(end) + follows)
    return notes, heard


def _sentences(said: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Capitals for numbers and things that begin a sentence."""
    before = ". "
    out = []
    for slot, text in said:
        out.append((slot, sentence_case(text) if before.endswith((". ", "? ")) else text))
        before = (before + text)[-2:]
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
