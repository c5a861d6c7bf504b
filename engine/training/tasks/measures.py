"""Everyday: units, money and percentages."""

from __future__ import annotations

import random

from engine.training.tasks.item import Item, Split
from engine.training.tasks.pattern import patterns
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
            "quart quarts pint pints 2|pint pints cup cups 2|year years week weeks 52"
        ).split("|")
    )
)
_TO_SMALL = patterns(
    """
    How many {small} are [in|there in] {n} {large}?
    How many {small} is {n} {large}?
    [Convert|Change] {n} {large} [to|into] {small}.
    {n} {large} is how many {small}?
    What is {n} {large} in {small}?
    How many {small} do {n} {large} make?
    """,
    "Express {n} {large} in {small}.\nIf I have {n} {large}, how many {small} is that?",
)
_TO_LARGE = patterns(
    """
    How many {large} are [in|there in] {n} {small}?
    How many {large} is {n} {small}?
    [Convert|Change] {n} {small} [to|into] {large}.
    {n} {small} is how many {large}?
    What is {n} {small} in {large}?
    """,
    "Express {n} {small} in {large}.\nHow many {large} do {n} {small} add up to?",
)
_IT_IS = ("That is {n}.", "It is {n}.", "The answer is {n}.")


def units(rng: random.Random, split: Split) -> Item:
    """A conversion to the smaller or to the larger unit."""
    one, large, _, small, factor = rng.choice(_UNITS)
    count = rng.randint(1, 12) if factor > 60 or rng.random() < 0.7 else rng.randint(2, 60)
    total, joined = count * factor, rng.random() < 0.5
    known = f"1 {one} {factor} {small}."
    if rng.random() < 0.65 or (factor > 9 and count > 12) or count == 1:
        n = ("one" if rng.random() < 0.7 else "a") if count == 1 else number_words(count, joined)
        n = "an" if n == "a" and one == "hour" else n
        spoken = _TO_SMALL.text(rng, split, small=small, large=one if count == 1 else large, n=n)
        work = [f"{count}x{factor}={total}."] if factor >= 100 or count == 1 else [operation(count, "x", factor)]
        said = f"{number_words(total, True)} {small}"
        return simple_item("everyday", spoken, [known, *work], rng.choice(_IT_IS).format(n=said), str(total), rng)
    spoken = _TO_LARGE.text(rng, split, small=small, large=large, n=number_words(total, joined))
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


_CHANGE = patterns(
    """
    I pay with {b} for [something|a book|lunch|a toy] that costs {a}. How much change do I get?
    [Something|A sandwich|A ticket] costs {a}. I pay with {b}. What is my change?
    [What's|What is] the change from {b} for {a}?
    If I spend {a}, how much is left of {b}?
    I had {b} and spent {a}. How much do I have left?
    """,
    "How much do I get back from {b} if the price is {a}?",
)
_TOGETHER = patterns(
    """
    [What is|What's|How much is] {a} plus {b}?
    [Coffee|Bread|Lunch|The book] costs {a} and [cake|milk|a drink|the pen] costs {b}. How much is that together?
    I spent {a} and then {b}. How much did I spend?
    How much are {a} and {b} together?
    """,
    "If I add {a} to {b}, how much money is it?",
)


def money(rng: random.Random, split: Split) -> Item:
    """Change, or a sum, with dollars and cents."""
    step = rng.choice((5, 10, 25, 50))
    a, b = (step * rng.randint(1, 2000 // step) for _ in range(2))
    if rng.random() < 0.5:
        b = next(100 * d for d in (1, 2, 5, 10, 20, 50, 100) if 100 * d > a)
        pattern, sign, result = _CHANGE, "-", b - a
        work = operation(b, "-", a)
    else:
        pattern, sign, result = _TOGETHER, "+", a + b
        work = operation(a, "+", b)
    spoken = pattern.text(rng, split, a=amount_words(a), b=amount_words(b))
    del sign
    return simple_item(
        "everyday", spoken, ["cents.", work], f"That is {amount_words(result)}.", amount_answer(result), rng
    )


_PERCENT = patterns(
    """
    [What is|What's|How much is|Calculate|Work out] {p} percent of {n}?
    {p} percent of {n} is how much?
    Can you tell me {p} percent of {n}?
    [I need|Give me|Tell me] {p} percent of {n}.
    """,
    "Find {p} percent of {n}.\nWhat does {p} percent of {n} come to?",
)
_OFF = patterns(
    """
    [A shirt|A coat|A bike|A lamp|A game] costs {n} dollars and is {p} percent off. What does it cost now?
    [What's|What is] the price of [something|a {n} dollar coat|a jacket] that was {n} dollars after {p} percent off?
    The price of {n} dollars is reduced by {p} percent. What is the new price?
    """,
    "There is a discount of {p} percent on something for {n} dollars. How much do I pay?",
)


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
    if rng.random() < 0.25:
        spoken = _OFF.text(rng, split, p=number_words(p), n=number_words(base, joined))
        steps, part = [*steps, operation(base, "-", part)], base - part
        reply = f"It costs {number_words(part, True)} dollars."
    else:
        spoken = _PERCENT.text(rng, split, p=number_words(p), n=number_words(base, joined))
        reply = rng.choice(_IT_IS).format(n=number_words(part, True))
    return simple_item("everyday", spoken, steps, reply, str(part), rng)
