"""Spoken arithmetic."""

from __future__ import annotations

import random

from engine.training.tasks.columns import add_steps, divide_steps, multiply_steps, subtract_steps
from engine.training.tasks.fillers import fillers
from engine.training.tasks.item import Item, Split, forms, sentence_case, word_count
from engine.words import number_words

ASK = forms(
    """
    What is {q}?
    What's {q}?
    How much is {q}?
    Can you work out {q}?
    Please calculate {q}.
    Tell me what {q} makes.
    What does {q} make?
    What do you get for {q}?
    Do you know the result of {q}?
    Could you tell me {q}?
    Work out {q} for me.
    Calculate {q}.
    What would {q} be?
    I need to know {q}.
    Quick question, what is {q}?
    {q} is how much?
    {q}?
    Hey, what is {q}?
    So how much is {q} then?
    What's the answer to {q}?
    Tell me, what is {q}?
    What is the value of {q}?
    What is the result of {q}?
    Find {q}.
    Solve {q}.
    I want you to calculate {q}.
    Please tell me what {q} is.
    Can you calculate {q}?
    Now {q}.
    Evaluate {q}.
    What does {q} equal?
    {q} equals what?
    """,
    """
    Compute {q} please.
    Would you figure out {q} for me?
    Let me know what {q} comes to.
    """,
)
PLUS = forms(
    "{a} plus {b}\n{a} plus {b}\n{a} and {b} added together\nthe sum of {a} and {b}\n{a} added to {b}",
    "the total of {a} and {b}",
)
MINUS = forms(
    "{a} minus {b}\n{a} minus {b}\n{a} take away {b}\n{a} less {b}\nthe difference when you take {b} from {a}",
    "{b} subtracted from {a}",
)
TIMES = forms(
    "{a} times {b}\n{a} times {b}\n{a} multiplied by {b}\nthe product of {a} and {b}",
    "the result of multiplying {a} by {b}",
)
OVER = forms(
    "{a} divided by {b}\n{a} divided by {b}\n{a} over {b}\n{a} split into {b} equal parts",
    "{a} shared equally among {b}",
)
REPLIES = ("It is {n}.", "It makes {n}.", "The answer is {n}.", "That is {n}.")
_SIZES = (1, 2, 2, 3, 3, 4, 5)


def _operand(rng: random.Random, digits: int) -> int:
    """A number of so many digits; people like round ones, so some have zeros at the end or inside."""
    text = str(rng.randint(10 ** (digits - 1) if digits > 1 else 1, 10**digits - 1))
    if digits > 1 and rng.random() < 0.2:
        place = rng.randint(1, digits - 1)
        rest = "0" * (digits - place) if rng.random() < 0.6 else "0" + text[place + 1 :]
        text = text[:place] + rest
    return int(text)


def _plus(rng: random.Random) -> tuple[int, int, int, str]:
    a, b = _operand(rng, rng.choice(_SIZES)), _operand(rng, rng.choice(_SIZES))
    return a, b, a + b, f"{a}+{b}: {add_steps(a, b)}"


def _minus(rng: random.Random) -> tuple[int, int, int, str]:
    a, b = _operand(rng, rng.choice(_SIZES)), _operand(rng, rng.choice(_SIZES))
    if rng.random() < 0.85:
        a, b = max(a, b), min(a, b)
    if a >= b:
        return a, b, a - b, f"{a}-{b}: {subtract_steps(a, b)}"
    return a, b, a - b, f"{a}-{b}: below 0. {b}-{a}: {subtract_steps(b, a)}"


def _times(rng: random.Random) -> tuple[int, int, int, str]:
    long, short = rng.choice(((1, 1), (2, 1), (2, 1), (3, 1), (2, 2)))
    a, b = _operand(rng, long), _operand(rng, short)
    steps = f"{a}x{b}: {multiply_steps(a, b)}"
    return (a, b, a * b, steps) if rng.random() < 0.8 or long != short + 1 else (b, a, a * b, steps)


def _over(rng: random.Random) -> tuple[int, int, int, str]:
    b, result = rng.randint(2, 9), _operand(rng, rng.choice((1, 2, 2, 3)))
    return b * result, b, result, f"{b * result}/{b}: {divide_steps(b * result, b)}"


def _three_terms(rng: random.Random, joined: bool) -> tuple[str, int, str]:
    """Three terms with plus and minus, from left to right: question words, result, steps."""
    a, b = (_operand(rng, rng.choice((1, 2, 2, 3))) for _ in range(2))
    sign = -1 if a > b and rng.random() < 0.4 else 1
    first, c = a + sign * b, _operand(rng, rng.choice((1, 2)))
    second = -1 if first > c and rng.random() < 0.5 else 1
    steps = [
        f"{x}{'+' if s > 0 else '-'}{y}: {add_steps(x, y) if s > 0 else subtract_steps(x, y)}"
        for x, y, s in ((a, b, sign), (first, c, second))
    ]
    words = {1: "plus", -1: "minus"}
    x, y, z = (number_words(n, joined) for n in (a, b, c))
    return f"{x} {words[sign]} {y} {words[second]} {z}", first + second * c, " ".join(steps)


_PARTS = {2: "half of {a}", 3: "a third of {a}", 4: "a quarter of {a}", 5: "a fifth of {a}", 10: "a tenth of {a}"}


def _one_term(rng: random.Random, joined: bool) -> tuple[str, int, str]:
    """A part of a number, or a number doubled, tripled or squared: question words, result, steps."""
    draw = rng.random()
    if draw < 0.45:
        part, result = rng.choice((2, 2, 2, 3, 4, 5, 10)), _operand(rng, rng.choice((1, 2, 2, 3)))
        a = part * result
        steps = f"{a}/10={result}." if part == 10 else f"{a}/{part}: {divide_steps(a, part)}"
        return _PARTS[part].format(a=number_words(a, joined)), result, steps
    if draw < 0.85:
        factor, words = rng.choice(((2, "double {a}"), (2, "twice {a}"), (2, "two times {a}"), (3, "three times {a}")))
        a = _operand(rng, rng.choice((1, 2, 2, 3)))
        return words.format(a=number_words(a, joined)), a * factor, f"{a}x{factor}: {multiply_steps(a, factor)}"
    a = rng.randint(2, 30)
    words = rng.choice(("{a} squared", "the square of {a}", "{a} times itself")).format(a=number_words(a, joined))
    return words, a * a, f"{a}x{a}: {multiply_steps(a, a)}"


def _two_terms(rng: random.Random, split: Split, joined: bool) -> tuple[str, int, str]:
    make, wordings = rng.choice(((_plus, PLUS), (_minus, MINUS), (_times, TIMES), (_over, OVER)))
    wording = wordings.draw(rng, split)
    a, b, result, steps = make(rng)
    while " and " in wording and a % 100 == 0:  # "the sum of three hundred and five" would say one number
        a, b, result, steps = make(rng)
    return wording.format(a=number_words(a, joined), b=number_words(b, joined)), result, steps


def generate(rng: random.Random, split: Split = "train") -> Item:
    """A fresh item: two terms (up to five digits each, two by two digits for products), sometimes three."""
    joined = rng.random() < 0.4
    draw = rng.random() if split == "train" else 1.0
    if draw < 0.12:
        question, result, steps = _three_terms(rng, joined)
    elif draw < 0.2:
        question, result, steps = _one_term(rng, joined)
    else:
        question, result, steps = _two_terms(rng, split, joined)
    reply = rng.choice(REPLIES).format(n=number_words(result, True))
    spoken = sentence_case(ASK.draw(rng, split).format(q=question))
    thoughts, words = f"{steps} answer: {result}", word_count(spoken)
    heard = (words,) * (thoughts.count(". ") + 1)
    return Item("arithmetic", spoken, thoughts, (reply,), str(result), fillers("arithmetic", rng), heard)
