"""Written arithmetic as chains of small steps.

Every step uses digits of the numbers and the carry of the step before it, and appends one digit in front of the result
so far, so that a small model needs nothing but look-ups and copying. Each function returns sentences; the last number
is the result.
"""

from __future__ import annotations


def _column(number: int, place: int) -> int | None:
    text = str(number)
    return int(text[-1 - place]) if place < len(text) else None


def _grown(total: str, result: str) -> str:
    """A step and the result so far; a single-digit first result is the step's own value and not said again."""
    return f"{total}." if total.endswith(f"={result}") or total == result else f"{total}: {result}."


def add_steps(a: int, b: int) -> str:
    """a + b (both at least 0) from the right: 47 + 385 is "7+5=12: 2. 4+8+1=13: 32. 3+1=4: 432."."""
    out, carry, result = [], 0, ""
    for place in range(max(len(str(a)), len(str(b)))):
        terms = [d for d in (_column(a, place), _column(b, place)) if d is not None] + [1] * carry
        total = sum(terms)
        last = place == max(len(str(a)), len(str(b))) - 1
        carry, digits = total // 10, str(total) if last else str(total % 10)
        result = digits + result
        said = "+".join(map(str, terms)) + (f"={total}" if len(terms) > 1 else "")
        out.append(_grown(said, result))
    return " ".join(out)


def subtract_steps(a: int, b: int) -> str:
    """a - b for a >= b >= 0: 432 - 385 is "2-5: 12-5=7. 3-8-1: 13-8-1=4: 47. 4-3-1=0: 047."; leading zeros are left."""
    out, borrow, result = [], 0, ""
    for place in range(len(str(a))):
        top, low = _column(a, place) or 0, _column(b, place)
        rest = "".join(f"-{d}" for d in (low, 1 if borrow else None) if d is not None)
        value = top - (low or 0) - borrow
        said = f"{top}{rest}" + (f": 1{top}{rest}" if value < 0 else "")
        borrow, digit = int(value < 0), value % 10
        result = f"{digit}{result}"
        out.append(_grown(said + (f"={digit}" if rest else ""), result))
    return " ".join(out)


def times_digit(a: int, d: int) -> str:
    """a * d for a single digit d: 47 * 8 is "7x8=56: 6. 4x8+5=32+5=37: 376."."""
    out, carry, result = [], 0, ""
    for place in range(len(str(a))):
        product = (_column(a, place) or 0) * d
        total = product + carry
        said = f"{_column(a, place)}x{d}" + (f"+{carry}={product}+{carry}={total}" if carry else f"={product}")
        last = place == len(str(a)) - 1
        result = (str(total) if last else str(total % 10)) + result
        carry = total // 10
        out.append(_grown(said, result))
    return " ".join(out)


def multiply_steps(a: int, b: int) -> str:
    """a * b for b below 100, by partial products that are then added column by column."""
    if b < 10:
        return times_digit(a, b)
    tens, ones = divmod(b, 10)
    high = f"x{tens}0: {times_digit(a, tens)} {a * tens}0."
    if not ones:
        return high
    return f"x{ones}: {times_digit(a, ones)} {high} {a * ones}+{a * tens}0: {add_steps(a * ones, a * tens * 10)}"


def divide_steps(a: int, b: int) -> str:
    """a / b exactly for a single digit b, from the left: 252 / 7 is "25/7=3 r4: 3. 42/7=6: 36."."""
    out, rest, result = [], 0, ""
    for digit in str(a):
        part = rest * 10 + int(digit)
        rest = part % b
        if not result and part < b:
            continue
        result += str(part // b)
        out.append(_grown(f"{part}/{b}={part // b}" + (f" r{rest}" if rest else ""), result))
    return " ".join(out)
