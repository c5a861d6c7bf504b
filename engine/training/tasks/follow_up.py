"""Several turns: a question that only makes sense after what was thought in the turn before."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from engine.training.tasks import (
    arithmetic,
    counting,
    everyday,
    fallacies,
    lies,
    navigate,
    outside,
    problems,
    reading,
    small_talk,
)
from engine.training.tasks import follow_up_more as more
from engine.training.tasks import follow_up_words as say
from engine.training.tasks.item import Item, Split, sentences_of
from engine.training.tasks.objects import kinds
from engine.training.tasks.ordering import digits_compared
from engine.training.tasks.problems import operation
from engine.training.tasks.simple import simple_item
from engine.words import number_words

Maker = Callable[[random.Random, Split], Item]
_NUMBERED: tuple[Maker, ...] = (arithmetic.generate, counting.generate, problems.generate, counting.generate)
_EARLIER: tuple[Maker, ...] = (
    *_NUMBERED,
    navigate.generate,
    lies.generate,
    fallacies.generate,
    everyday.generate,
    reading.generate,
    small_talk.generate,
    outside.generate,
)
_THAT = ("That makes {n}.", "That is {n}.", "It is {n}.")


def _clean(text: str) -> str:
    text = " ".join(text.split()).replace(" ?", "?").replace(" .", ".").replace(" ,", ",")
    return text[:1].upper() + text[1:]


def _item(before: Item, spoken: str, steps: list[str], reply: str, answer: str, rng: random.Random) -> Item:
    return simple_item("follow_up", _clean(spoken), steps, reply, answer, rng, before.thoughts)


def _numbered(rng: random.Random, split: Split, most: int = 9999) -> tuple[Item, int]:
    """A question before of which the answer is a number from 1 to `most`, and that number."""
    while True:
        before = rng.choice(_NUMBERED)(rng, split)
        if 1 <= int(before.answer) <= most:
            return before, int(before.answer)


def _sum(rng: random.Random, split: Split) -> Item:
    """More or less of what was worked out before."""
    before = rng.choice(_NUMBERED)(rng, split)
    value, draw = int(before.answer), rng.random()
    if value < 1 or value > 9999:
        return _sum(rng, split)
    known, n = f"before {value}.", rng.randint(1, 20 if rng.random() < 0.7 else 99)
    if draw < 0.45 or n >= value:
        result, spoken, work = value + n, say.MORE.text(rng, split, n=number_words(n)), operation(value, "+", n)
    elif draw < 0.75:
        result, spoken, work = value - n, say.LESS.text(rng, split, n=number_words(n)), operation(value, "-", n)
    elif draw < 0.87:
        result, spoken, work = value * 2, say.TWICE.text(rng, split), operation(value, "x", 2)
    else:
        n = rng.randint(2, 9)
        result, spoken, work = value * n, say.TIMES.text(rng, split, n=number_words(n)), operation(value, "x", n)
    reply = rng.choice(_THAT).format(n=number_words(result, True))
    return _item(before, spoken, [known, work], reply, str(result), rng)


def _again(rng: random.Random, split: Split) -> Item:
    """The answer of before once more."""
    said = rng.random() < 0.2
    before = reading.generate(rng, split) if said else rng.choice(_EARLIER)(rng, split)
    answer = before.answer
    if answer in ("yes", "no", "valid", "invalid"):
        reply = {"yes": "The answer was yes.", "no": "The answer was no."}.get(answer, f"The argument is {answer}.")
    elif answer.removeprefix("-").isdigit():
        reply = f"It is {number_words(int(answer), True)}."
    else:
        reply = before.reply[0]
    spoken = (say.SAID if said else say.AGAIN).text(rng, split)
    return _item(before, spoken, ["again."], reply, answer, rng)


_UNSURE = ("flowers", "drinks")
"""Kinds of which something may be among the others, so that none is not certain."""
_TOTAL = re.compile(r": ([a-z ]+) (\d+), (\d+)\.")


def _kinds(rng: random.Random, split: Split) -> Item:
    """How many there are of another kind, or of everything."""
    before = counting.generate(rng, split)
    totals = {kind: int(n) for kind, n, _ in _TOTAL.findall(before.thoughts)}
    every = int(_TOTAL.findall(before.thoughts)[-1][2])
    asked = before.thoughts.split(". ")[-2].rsplit(" ", 1)[0]
    asked_for = [k.removeprefix("musical ") for k in kinds(split)]
    present = [k for k in totals if k in asked_for and k != asked]
    if asked != "all" and (rng.random() < 0.3 or not present):
        reply = f"There are {number_words(every)} things in all."
        return _item(before, say.EVERYTHING.text(rng, split), [f"all {every}."], reply, str(every), rng)
    absent = [k for k in asked_for if k != asked and k not in _UNSURE]
    kind = rng.choice(present if present and rng.random() < 0.85 else absent)
    count = totals.get(kind, 0)
    spoken = say.KIND.text(rng, split, kind={"furniture": "pieces of furniture"}.get(kind, kind))
    named = {"furniture": "pieces of furniture", "instruments": "musical instruments"}.get(kind, kind)
    reply = f"The {named} are {number_words(count)}." if count != 1 else f"Of {named} there is one."
    return _item(before, spoken, [f"{kind} {count}." if count else f"no {kind}."], reply, str(count), rng)


def _people(before: Item) -> list[tuple[str, bool]]:
    """Who was said to be honest or not, from the lines of the chain."""
    lines = [s for s in sentences_of(before.thoughts)[:-1] if not s.startswith("asked ")]
    return [(re.split(r"[: ]", line)[0], line.endswith("true.")) for line in lines]


def _names(names: list[str]) -> str:
    return " and ".join(names) if len(names) < 3 else ", ".join(names[:-1]) + " and " + names[-1]


_DOUBTED = re.compile(r"\b(lie|lies|lied|lying|liars?)\b")


def _liars(rng: random.Random, split: Split) -> Item:
    """Who was lying, how many, and whether somebody else was."""
    before = lies.generate(rng, split)
    web, draw = _people(before), rng.random()
    steps = [" ".join(f"{name} {'true' if true else 'lies'}," for name, true in web)[:-1] + "."]
    if draw < 0.4:
        name, true = rng.choice(web)
        spoken = say.TRUTH.text(rng, split, a=name)
        turned = _DOUBTED.search(spoken) is not None
        answer = "yes" if true != turned else "no"
        said = "tells the truth" if true else "lies"
        reply = f"{answer.capitalize()}, {name} {said}."
        return _item(before, spoken, [f"{name} {'true' if true else 'lies'}."], reply, answer, rng)
    liars = draw < 0.75
    chosen = [name for name, true in web if true != liars]
    if 0.6 < draw < 0.75 or not chosen:
        n = sum(not true for _, true in web)
        reply = f"The number of liars is {number_words(n)}."
        return _item(before, say.HOW_MANY_LIARS.text(rng, split), steps, reply, str(n), rng)
    spoken = (say.LIARS if liars else say.HONEST).text(rng, split)
    answer = _names(chosen).lower().replace(",", "")
    return _item(before, spoken, steps, f"{_names(chosen)}.", answer, rng)


_PLACE = re.compile(r": (-?\d+) (-?\d+)\.")


def _place_words(x: int, y: int) -> str:
    parts = []
    if y:
        parts.append(f"{number_words(abs(y))} {'ahead' if y > 0 else 'back'}")
    if x:
        parts.append(f"{number_words(abs(x))} to the {'right' if x > 0 else 'left'}")
    return " and ".join(parts) or "at the start"


def _where(rng: random.Random, split: Split) -> Item:
    """Where a walk ended."""
    before = navigate.generate(rng, split)
    if any(word in before.spoken for word in ("north", "south", "east", "west")):
        return _where(rng, split)
    x, y = map(int, _PLACE.findall(before.thoughts)[-1])
    said = _place_words(x, y)
    return _item(before, say.WHERE.text(rng, split), [f"place {x} {y}."], f"You are {said}.", f"you are {said}", rng)


def _parted(rng: random.Random, split: Split) -> Item:
    """Half of what was worked out before, or one of several equal parts."""
    while True:
        before, value = _numbered(rng, split)
        if divisors := [n for n in range(2, 10) if value % n == 0 and n < value]:
            break
    n = 2 if 2 in divisors and rng.random() < 0.5 else rng.choice(divisors)
    halved = n == 2 and rng.random() < 0.8
    spoken = more.HALF.text(rng, split) if halved else more.SHARED.text(rng, split, n=number_words(n))
    reply = rng.choice(_THAT).format(n=number_words(value // n, True))
    return _item(before, spoken, [f"before {value}.", operation(value, "/", n)], reply, str(value // n), rng)


def _remains(rng: random.Random, split: Split) -> Item:
    """How many are missing to a larger number."""
    before, value = _numbered(rng, split, 900)
    round_up = value - value % 10 + 10 if value < 100 else value - value % 100 + 100
    goal = rng.choice((round_up, value + rng.randint(1, 30), 100 if value < 100 else 1000))
    spoken = more.REMAINS.text(rng, split, n=number_words(goal))
    reply = rng.choice(_THAT).format(n=number_words(goal - value, True))
    return _item(before, spoken, [f"before {value}.", operation(goal, "-", value)], reply, str(goal - value), rng)


def _judged(rng: random.Random, split: Split) -> Item:
    """Whether what was worked out before is odd or even, or more than a number."""
    before, value = _numbered(rng, split)
    if rng.random() < 0.5:
        answer = "odd" if value % 2 else "even"
        steps = [f"before {value}.", f"last {value % 10}."]
        return _item(before, more.ODD_EVEN.text(rng, split), steps, f"It is {answer}.", answer, rng)
    other = rng.choice([n for n in (rng.randint(1, 2 * value + 2), value + rng.randint(-9, 9), 10, 100) if n > 0])
    answer, said = ("yes", "is more") if value > other else ("no", "is not more")
    steps = [f"before {value}.", digits_compared(value, other) if value != other else f"{value}, {other}: same."]
    return _item(
        before, more.GREATER.text(rng, split, n=number_words(other)), steps, f"{answer}, that {said}.", answer, rng
    )


def _back(rng: random.Random, split: Split) -> Item:
    """Whether a walk ended at its start."""
    before = navigate.generate(rng, split)
    x, y = map(int, _PLACE.findall(before.thoughts)[-1])
    answer, said = ("yes", "you are") if (x, y) == (0, 0) else ("no", "you are not")
    steps = [f"place {x} {y}."]
    return _item(before, more.BACK.text(rng, split), steps, f"{answer}, {said} at the start.", answer, rng)


_KINDS: tuple[tuple[Maker, float], ...] = ((_sum, 4), (_again, 2), (_kinds, 2), (_liars, 2), (_where, 1))
_ONLY_TRAINING: tuple[tuple[Maker, float], ...] = ((_parted, 1), (_remains, 0.7), (_judged, 1), (_back, 0.5))
"""Kinds without held-out wordings."""


def generate(rng: random.Random, split: Split = "train") -> Item:
    """A fresh follow-up; `before` holds the thoughts of the question before it, now and then of two."""
    kinds = _KINDS if split == "held_out" else _KINDS + _ONLY_TRAINING
    make = rng.choices([make for make, _ in kinds], [share for _, share in kinds])[0]
    return make(rng, split)
