"""Spoken arithmetic."""

from __future__ import annotations

import random
from collections.abc import Callable

from engine.training.tasks.arithmetic_more import CHAINS, MORE_WHOLE
from engine.training.tasks.arithmetic_words import ASK, MINUS, OVER, PLUS, TIMES, WHOLE
from engine.training.tasks.columns import add_steps, divide_steps, multiply_steps, subtract_steps
from engine.training.tasks.fillers import fillers
from engine.training.tasks.item import Item, Split, sentence_case, word_count
from engine.words import number_words

WHOLE_SHARE = 0.3
"""Share of training questions that are whole sentences, not a term in a frame."""
CHAIN_SHARE = 0.25
"""Share of whole sentences that have two operations."""
REPLIES = ("It is {n}.", "It makes {n}.", "The answer is {n}.", "That is {n}.")
Made = tuple[int, int, int, str]
"""Two numbers, the result and the steps."""
_SIZES = (1, 2, 2, 3, 3, 4, 5)


def _operand(rng: random.Random, digits: int) -> int:
    """A number of so many digits; people like round ones, so some have zeros at the end or inside."""
    text = str(rng.randint(10 ** (digits - 1) if digits > 1 else 1, 10**digits - 1))
    if digits > 1 and rng.random() < 0.2:
        place = rng.randint(1, digits - 1)
        rest = "0" * (digits - place) if rng.random() < 0.6 else "0" + text[place + 1 :]
        text = text[:place] + rest
    return int(text)


def _plus(rng: random.Random) -> Made:
    a, b = _operand(rng, rng.choice(_SIZES)), _operand(rng, rng.choice(_SIZES))
    return a, b, a + b, f"{a}+{b}: {add_steps(a, b)}"


def _minus(rng: random.Random) -> Made:
    a, b = _operand(rng, rng.choice(_SIZES)), _operand(rng, rng.choice(_SIZES))
    if rng.random() < 0.85:
        a, b = max(a, b), min(a, b)
    if a >= b:
        return a, b, a - b, f"{a}-{b}: {subtract_steps(a, b)}"
    return a, b, a - b, f"{a}-{b}: below 0. {b}-{a}: {subtract_steps(b, a)}"


def _times(rng: random.Random) -> Made:
    long, short = rng.choice(((1, 1), (2, 1), (2, 1), (3, 1), (2, 2)))
    a, b = _operand(rng, long), _operand(rng, short)
    steps = f"{a}x{b}: {multiply_steps(a, b)}"
    return (a, b, a * b, steps) if rng.random() < 0.8 or long != short + 1 else (b, a, a * b, steps)


def _over(rng: random.Random) -> Made:
    b, result = rng.randint(2, 9), _operand(rng, rng.choice((1, 2, 2, 3)))
    return b * result, b, result, f"{b * result}/{b}: {divide_steps(b * result, b)}"


_SIGNS = (
    {1: "plus", -1: "minus"},
    {1: "plus", -1: "minus"},
    {1: "plus", -1: "less"},
    {1: "plus", -1: "take away"},
    {1: "and then plus", -1: "and then minus"},
)


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
    words = rng.choice(_SIGNS)
    x, y, z = (number_words(n, joined) for n in (a, b, c))
    return f"{x} {words[sign]} {y} {words[second]} {z}", first + second * c, " ".join(steps)


_PARTS = {
    2: "half of {a}",
    6: "a sixth of {a}",
    8: "an eighth of {a}",
    3: "a third of {a}",
    4: "a quarter of {a}",
    5: "a fifth of {a}",
    10: "a tenth of {a}",
}


def _one_term(rng: random.Random, joined: bool) -> tuple[str, int, str]:
    """A part of a number, or a number doubled, tripled or squared: question words, result, steps."""
    draw = rng.random()
    if draw < 0.45:
        part, result = rng.choice((2, 2, 2, 2, 3, 3, 4, 4, 5, 6, 8, 10)), _operand(rng, rng.choice((1, 2, 2, 3)))
        a = part * result
        steps = f"{a}/10={result}." if part == 10 else f"{a}/{part}: {divide_steps(a, part)}"
        return _PARTS[part].format(a=number_words(a, joined)), result, steps
    if draw < 0.85:
        factor, words = rng.choice(
            (
                (2, "double {a}"),
                (2, "twice {a}"),
                (2, "two times {a}"),
                (2, "the double of {a}"),
                (2, "{a} doubled"),
                (3, "three times {a}"),
                (3, "triple {a}"),
                (3, "{a} tripled"),
                (4, "four times {a}"),
            )
        )
        a = _operand(rng, rng.choice((1, 2, 2, 3)))
        return words.format(a=number_words(a, joined)), a * factor, f"{a}x{factor}: {multiply_steps(a, factor)}"
    a = rng.randint(2, 30)
    words = rng.choice(("{a} squared", "the square of {a}", "{a} times itself", "{a} to the power of two")).format(
        a=number_words(a, joined)
    )
    return words, a * a, f"{a}x{a}: {multiply_steps(a, a)}"


_KINDS = (("+", _plus, PLUS), ("-", _minus, MINUS), ("x", _times, TIMES), ("/", _over, OVER))


def _fitting(rng: random.Random, make: Callable[[random.Random], Made], wording: str, positive: bool) -> Made:
    """Two numbers that go with a wording: "the sum of three hundred and five" would say one number."""
    made = make(rng)
    while (" and " in wording and made[0] % 100 == 0) or (positive and made[2] <= 0) or _runs_on(wording, *made[:2]):
        made = make(rng)
    return made


def _runs_on(wording: str, a: int, b: int) -> bool:
    """Whether two numbers would be heard as one: "split ninety six ways", or the second said first, with "and"."""
    return ("{a} {b}" in wording and a % 10 == 0) or ("{b} and {a}" in wording and b % 100 == 0)


def _two_terms(rng: random.Random, split: Split, joined: bool) -> tuple[str, int, str]:
    _, make, wordings = rng.choice(_KINDS)
    wording = wordings.draw(rng, split)
    a, b, result, steps = _fitting(rng, make, wording, False)
    return wording.format(a=number_words(a, joined), b=number_words(b, joined)), result, steps


def _step(x: int, sign: str, y: int) -> tuple[int, str]:
    """The result of one operation of a chain and its steps; a digit as the sign multiplies."""
    if sign == "+":
        return x + y, f"{x}+{y}: {add_steps(x, y)}"
    if sign == "-":
        return x - y, f"{x}-{y}: {subtract_steps(x, y)}" if x > y else ""
    return x * y, f"{x}x{y}: {multiply_steps(x, y)}"


def _chain(rng: random.Random, joined: bool) -> tuple[str, int, str]:
    """Two operations one after the other, in a whole sentence; nothing on the way is below one."""
    wording, signs = rng.choice(CHAINS).rsplit(" = ", 1)
    while True:
        numbers = [_operand(rng, rng.choice((1, 2, 2, 3))) for _ in range(3)]
        terms = iter(numbers)
        result, steps = next(terms), []
        for sign in signs:
            x, y = result, int(sign) if sign.isdigit() else next(terms)
            result, work = _step(x, sign, y)
            if result <= 0:
                break
            steps.append(work)
        if result > 0:
            said = {key: number_words(n, joined) for key, n in zip("abc", numbers, strict=True)}
            return wording.format(**said), result, " ".join(steps)


def _whole(rng: random.Random, joined: bool) -> tuple[str, int, str]:
    """A question that is a sentence by itself: two terms, or now and then a chain."""
    if rng.random() < CHAIN_SHARE:
        return _chain(rng, joined)
    sign, make, _ = rng.choice(_KINDS)
    kind = "difference" if sign == "-" and rng.random() < 0.4 else sign
    wording = rng.choice(WHOLE[kind] + MORE_WHOLE[kind])
    a, b, result, steps = _fitting(rng, make, wording, kind == "difference" or "give away" in wording)
    return wording.format(a=number_words(a, joined), b=number_words(b, joined)), result, steps


def _term(rng: random.Random, split: Split, joined: bool) -> tuple[str, int, str]:
    """What is to be worked out, the result and the steps; the held-out split has two terms only."""
    draw = rng.random() if split == "train" else 1.0
    if draw < 0.14:
        return _three_terms(rng, joined)
    if draw < 0.24:
        return _one_term(rng, joined)
    return _two_terms(rng, split, joined)


def generate(rng: random.Random, split: Split = "train") -> Item:
    """A fresh item: two terms (up to five digits each, two by two digits for products), sometimes three."""
    joined, whole = rng.random() < 0.4, split == "train" and rng.random() < WHOLE_SHARE
    question, result, steps = _whole(rng, joined) if whole else _term(rng, split, joined)
    reply = rng.choice(REPLIES).format(n=number_words(result, True))
    spoken = sentence_case(question if whole else ASK.draw(rng, split).format(q=question))
    thoughts, words = f"{steps} answer: {result}", word_count(spoken)
    heard = (words,) * (thoughts.count(". ") + 1)
    return Item("arithmetic", spoken, thoughts, (reply,), str(result), fillers("arithmetic", rng), heard)
