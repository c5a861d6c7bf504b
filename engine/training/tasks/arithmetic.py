"""Spoken arithmetic with chains that go digit by digit, so that every step is one that a small model can look up."""

from __future__ import annotations

import random

from engine.training.tasks.item import Item, Split, fillers, pick
from engine.words import number_words

ASK = (
    "What is {q}?",
    "What's {q}?",
    "How much is {q}?",
    "Can you work out {q}?",
    "Please calculate {q}.",
    "Tell me what {q} makes.",
    "{q} is how much?",
    "What do you get for {q}?",
    "Do you know the result of {q}?",
)
PLUS = ("{a} plus {b}", "{a} plus {b}", "{a} and {b} added together", "the sum of {a} and {b}", "{a} added to {b}")
MINUS = ("{a} minus {b}", "{a} minus {b}", "{a} take away {b}", "{a} less {b}")
TIMES = ("{a} times {b}", "{a} times {b}", "{a} multiplied by {b}", "the product of {a} and {b}")
OVER = ("{a} divided by {b}", "{a} divided by {b}", "{a} over {b}", "{a} split into {b} equal parts")
REPLIES = ("It is {n}.", "It makes {n}.", "The answer is {n}.", "That is {n}.")


def _columns_add(a: int, b: int) -> list[str]:
    out, carry, x, y = [], 0, str(a)[::-1], str(b)[::-1]
    for i in range(max(len(x), len(y))):
        terms = [int(s[i]) for s in (x, y) if i < len(s)] + [carry] * (carry > 0)
        total = sum(terms)
        out.append("+".join(map(str, terms)) + f"={total}" if len(terms) > 1 else f"{total}")
        carry = total // 10
    return [*out, "1"] if carry else out


def add_steps(a: int, b: int) -> str:
    """a + b column by column from the right: "7+5=12, 4+8+1=13, 3+1=4, 432"."""
    return ", ".join([*_columns_add(a, b), str(a + b)])


def subtract_steps(a: int, b: int) -> str:
    """a - b for a >= b, column by column with borrowing."""
    out, borrow, x, y = [], 0, str(a)[::-1], str(b)[::-1]
    for i, digit in enumerate(x):
        top, low = int(digit) - borrow, int(y[i]) if i < len(y) else 0
        borrow = int(top < low)
        out.append(f"{top + 10 * borrow}-{low}={top + 10 * borrow - low}")
    return ", ".join([*out, str(a - b)])


def times_digit(a: int, d: int) -> str:
    """a * d for a single digit d, from the right with carries."""
    out, carry = [], 0
    for digit in reversed(str(a)):
        product = int(digit) * d
        out.append(f"{digit}x{d}={product}" + (f"+{carry}={product + carry}" if carry else ""))
        carry = (product + carry) // 10
    return ", ".join([*out, str(a * d)])


def multiply_steps(a: int, b: int) -> str:
    """a * b for a two-digit b by partial products; single-digit b directly."""
    if b < 10:
        return times_digit(a, b)
    tens, ones = divmod(b, 10)
    if ones == 0:
        return f"{times_digit(a, tens)}, {a * b}"
    first, second = a * ones, a * tens * 10
    return f"{times_digit(a, ones)}. {times_digit(a, tens)}, {second}. {add_steps(first, second)}"


def divide_steps(a: int, b: int) -> str:
    """a / b exactly, by long division with a single-digit divisor: "25/7=3 r4, 42/7=6, 36"."""
    out, rest = [], 0
    for i, digit in enumerate(str(a)):
        part = rest * 10 + int(digit)
        if i + 1 < len(str(a)) and part < b and not out:
            rest = part
            continue
        rest = part % b
        out.append(f"{part}/{b}={part // b}" + (f" r{rest}" if rest else ""))
    return ", ".join([*out, str(a // b)])


def _operand(rng: random.Random, digits: int) -> int:
    return rng.randint(10 ** (digits - 1) if digits > 1 else 1, 10**digits - 1)


def _plus(rng: random.Random) -> tuple[int, int, int, str]:
    a, b = _operand(rng, rng.choice((1, 2, 2, 3, 3, 4))), _operand(rng, rng.choice((1, 2, 2, 3, 3, 4)))
    return a, b, a + b, f"{a}+{b}: {add_steps(a, b)}."


def _minus(rng: random.Random) -> tuple[int, int, int, str]:
    a, b = _operand(rng, rng.choice((1, 2, 2, 3, 3, 4))), _operand(rng, rng.choice((1, 2, 2, 3, 3)))
    if rng.random() < 0.85:
        a, b = max(a, b), min(a, b)
    if a >= b:
        return a, b, a - b, f"{a}-{b}: {subtract_steps(a, b)}."
    return a, b, a - b, f"{a}-{b}: less than 0. {subtract_steps(b, a)}. {a - b}."


def _times(rng: random.Random) -> tuple[int, int, int, str]:
    da, db = rng.choice(((1, 1), (2, 1), (2, 1), (3, 1), (2, 2)))
    a, b = _operand(rng, da), _operand(rng, db)
    return a, b, a * b, f"{a}x{b}: {multiply_steps(a, b)}."


def _over(rng: random.Random) -> tuple[int, int, int, str]:
    b, result = rng.randint(2, 9), _operand(rng, rng.choice((1, 2, 2, 3)))
    return b * result, b, result, f"{b * result}/{b}: {divide_steps(b * result, b)}."


def _chain(rng: random.Random) -> tuple[str, int, str]:
    """Three terms with plus and minus, from left to right: question words, result, thoughts."""
    a, b, first, steps = _plus(rng) if rng.random() < 0.6 else _minus(rng)
    while not 0 <= first <= 2000 or a + b > 2000:
        a, b, first, steps = _plus(rng) if rng.random() < 0.6 else _minus(rng)
    joined = f"{number_words(a)} {'plus' if first == a + b else 'minus'} {number_words(b)}"
    c = _operand(rng, rng.choice((1, 2)))
    if rng.random() < 0.5 or c > first:
        return f"{joined} plus {number_words(c)}", first + c, f"{steps} {first}+{c}: {add_steps(first, c)}."
    return f"{joined} minus {number_words(c)}", first - c, f"{steps} {first}-{c}: {subtract_steps(first, c)}."


def _operation(rng: random.Random, split: Split) -> tuple[str, int, str]:
    make, forms = rng.choice(((_plus, PLUS), (_minus, MINUS), (_times, TIMES), (_over, OVER)))
    a, b, result, thoughts = make(rng)
    joined = rng.random() < 0.4
    return pick(rng, split, forms).format(a=number_words(a, joined), b=number_words(b, joined)), result, thoughts


def generate(rng: random.Random, split: Split = "train") -> Item:
    """A fresh item."""
    question, result, thoughts = _chain(rng) if rng.random() < 0.12 else _operation(rng, split)
    reply = rng.choice(REPLIES).format(n=number_words(result, True))
    spoken = pick(rng, split, ASK, 2).format(q=question)
    return Item(
        "arithmetic",
        spoken[:1].upper() + spoken[1:],
        f"{thoughts} answer: {result}",
        (reply,),
        str(result),
        fillers("arithmetic"),
    )
