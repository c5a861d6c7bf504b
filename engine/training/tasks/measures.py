"""Everyday: units, money and percentages."""

from __future__ import annotations

import random

from engine.training.tasks import measure_registers as registers
from engine.training.tasks import measure_words as words
from engine.training.tasks.asking import wordings
from engine.training.tasks.item import Item, Split
from engine.training.tasks.pattern import Patterns
from engine.training.tasks.problems import operation
from engine.training.tasks.simple import simple_item
from engine.words import number_words

# (larger, its plural, smaller, its plural, how many)
_UNITS = tuple(
    (a, b, c, d, int(n))
    for a, b, c, d, n in (
        line.split()
        for line in (
            "minute minutes second seconds 60|hour hours minute minutes 60|day days hour hours 24|"
            "week weeks day days 7|year years month months 12|foot feet inch inches 12|"
            "yard yards foot feet 3|kilometer kilometers meter meters 1000|meter meters centimeter centimeters 100|"
            "kilogram kilograms gram grams 1000|liter liters milliliter milliliters 1000|dollar dollars cent cents 100|"
            "quarter quarters cent cents 25|dime dimes cent cents 10|nickel nickels cent cents 5|"
            "pound pounds ounce ounces 16|gallon gallons quart quarts 4|century centuries year years 100|"
            "decade decades year years 10|centimeter centimeters millimeter millimeters 10|"
            "ton tons kilogram kilograms 1000|"
            "quart quarts pint pints 2|pint pints cup cups 2|year years week weeks 52|quart quarts cup cups 4|"
            "gallon gallons pint pints 8|yard yards inch inches 36|tablespoon tablespoons teaspoon teaspoons 3|"
            "cup cups tablespoon tablespoons 16|century centuries decade decades 10|dollar dollars quarter quarters 4|"
            "dollar dollars dime dimes 10|dollar dollars nickel nickels 20|quarter quarters nickel nickels 5|"
            "dime dimes nickel nickels 2|meter meters millimeter millimeters 1000|fortnight fortnights day days 14|"
            "millennium millennia year years 1000|millennium millennia century centuries 10"
        ).split("|")
    )
)
_TO_SMALL = wordings(
    (words.CONVERT + registers.CONVERT).replace("{to}", "{small}").replace("{from}", "{large}"),
    "Express {n} {large} in {small}.\nIf I have {n} {large}, how many {small} is that?",
)
_TO_LARGE = wordings(
    (words.CONVERT + registers.CONVERT).replace("{to}", "{large}").replace("{from}", "{small}"),
    "Express {n} {small} in {large}.\nHow many {large} do {n} {small} add up to?",
)
_TIME, _LENGTH, _DISTANCE = (wordings(text, "") for text in (registers.TIME, registers.LENGTH, registers.DISTANCE))
_COOKING, _COINS, _WEIGHT = (wordings(text, "") for text in (registers.COOKING, registers.COINS, registers.WEIGHT))
_OF_UNIT = {
    unit: wording
    for wording, larger in (
        (_TIME, "minute hour day week fortnight year"),
        (_LENGTH, "foot yard meter centimeter"),
        (_DISTANCE, "kilometer"),
        (_COOKING, "liter gallon quart pint cup tablespoon"),
        (_COINS, "dollar quarter dime nickel"),
        (_WEIGHT, "kilogram pound"),
    )
    for unit in larger.split()
}
"""Wordings that only go with some units, by the larger one; those of centuries or tons have none."""
OF_UNIT_SHARE = 0.25
_IT_IS = ("That is {n}.", "It is {n}.", "The answer is {n}.")


def _do(count: int) -> str:
    return "does" if count == 1 else "do"


def _converted(rng: random.Random, split: Split, pattern: Patterns, unit: str, **slots: str) -> str:
    """A question for a conversion; in training now and then one that is about time, money, cooking and the like."""
    if split == "train" and unit in _OF_UNIT and rng.random() < OF_UNIT_SHARE:
        return _OF_UNIT[unit].text(rng, split, **slots)
    return pattern.text(rng, split, **slots)


def units(rng: random.Random, split: Split) -> Item:
    """A conversion to the smaller or to the larger unit."""
    one, large, _, small, factor = rng.choice(_UNITS)
    count = rng.randint(1, 12) if factor > 60 or rng.random() < 0.7 else rng.randint(2, 60)
    total, joined = count * factor, rng.random() < 0.5
    known = f"1 {one} {factor} {small}."
    if rng.random() < 0.65 or (factor > 9 and count > 12) or count == 1:
        n = ("one" if rng.random() < 0.7 else "a") if count == 1 else number_words(count, joined)
        n = "an" if n == "a" and one == "hour" else n
        slots = {"small": small, "large": one if count == 1 else large, "n": n, "do": _do(count)}
        slots |= {"from": slots["large"], "to": small}
        spoken = _converted(rng, split, _TO_SMALL, one, **slots)
        work = [f"{count}x{factor}={total}."] if factor >= 100 or count == 1 else [operation(count, "x", factor)]
        said = f"{number_words(total, True)} {small}"
        return simple_item("everyday", spoken, [known, *work], rng.choice(_IT_IS).format(n=said), str(total), rng)
    slots = {"small": small, "large": large, "from": small, "to": large, "n": number_words(total, joined), "do": "do"}
    spoken = _converted(rng, split, _TO_LARGE, one, **slots)
    work = [operation(total, "/", factor)] if factor < 10 else [f"{factor}x{count}={total}: {count}."]
    said = f"{number_words(count)} {one if count == 1 else large}"
    return simple_item("everyday", spoken, [known, *work], rng.choice(_IT_IS).format(n=said), str(count), rng)


def amount_words(cents: int) -> str:
    """Money as it is said ("six dollars and fifty cents")."""
    dollars, rest = divmod(cents, 100)
    parts = [f"{number_words(dollars)} dollar{'s' * (dollars != 1)}"] if dollars else []
    return " and ".join([*parts, *([f"{number_words(rest)} cents"] if rest or not dollars else [])])


def amount_answer(cents: int) -> str:
    """The answer for an amount: digits for whole dollars or mere cents, else the words."""
    if cents % 100 == 0:
        return str(cents // 100)
    return str(cents) if cents < 100 else amount_words(cents)


_CHANGE = wordings(words.CHANGE + registers.CHANGE, "How much do I get back from {b} if the price is {a}?")
_TOGETHER = wordings(words.TOGETHER + registers.TOGETHER, "If I add {a} to {b}, how much money is it?")


def money(rng: random.Random, split: Split) -> Item:
    """Change, or a sum, with dollars and cents."""
    step = rng.choice((5, 10, 25, 50))
    a, b = (step * rng.randint(1, 2000 // step) for _ in range(2))
    if rng.random() < 0.5:
        b = next(100 * d for d in (1, 2, 5, 10, 20, 50, 100) if 100 * d > a)
        pattern, result = _CHANGE, b - a
        work = operation(b, "-", a)
    else:
        if split == "train" and a % 100 == 0 and b < 100:  # "five dollars and fifty cents" is one amount
            a, b = b, a
        pattern, result = _TOGETHER, a + b
        work = operation(a, "+", b)
    spoken = pattern.text(rng, split, a=amount_words(a), b=amount_words(b))
    return simple_item(
        "everyday", spoken, ["cents.", work], f"That is {amount_words(result)}.", amount_answer(result), rng
    )


_PERCENT = wordings(
    words.PERCENT + registers.PERCENT, "Find {p} percent of {n}.\nWhat does {p} percent of {n} come to?"
)
_OFF = wordings(
    words.OFF + registers.OFF, "There is a discount of {p} percent on something for {n} dollars. How much do I pay?"
)
_UP = wordings(words.UP + registers.UP, "")


def _percent_steps(p: int, base: int) -> list[str]:
    """p percent of base by a plain fraction, then a product."""
    part, times = {50: (2, 1), 25: (4, 1), 75: (4, 3), 20: (5, 1)}.get(p, (10, p // 10) if p % 10 == 0 else (100, p))
    if p == 5:
        part, times = 20, 1
    piece = base // part
    first = operation(base, "/", part) if part < 10 else f"{base}/{part}={piece}."
    return [first, *([operation(piece, "x", times)] if times > 1 else [])]


def percent(rng: random.Random, split: Split) -> Item:
    """A percentage of a number, or a price with a discount; the results are whole."""
    p = rng.choice((10, 10, 20, 25, 30, 40, 50, 50, 60, 70, 75, 80, 90, 5, 1, 3, 15, 12))
    unit = {50: 2, 25: 4, 75: 4, 20: 5, 5: 20}.get(p, 10 if p % 10 == 0 else 100)
    base = unit * rng.randint(1, max(2, min(90, 900 // unit)))
    part, steps, joined = base * p // 100, _percent_steps(p, base), rng.random() < 0.5
    slots = {"p": number_words(p), "n": number_words(base, joined), "ap": "an" if p == 80 else "a"}
    draw = rng.random()
    if draw < 0.25:
        up = split == "train" and draw < 0.06
        spoken = (_UP if up else _OFF).text(rng, split, **slots)
        steps = [*steps, operation(base, "+" if up else "-", part)]
        part = base + part if up else base - part
        reply = (
            f"It costs {number_words(part, True)} dollars." if not up else f"It is {number_words(part, True)} dollars."
        )
    else:
        spoken = _PERCENT.text(rng, split, **slots)
        reply = rng.choice(_IT_IS).format(n=number_words(part, True))
    return simple_item("everyday", spoken, steps, reply, str(part), rng)
