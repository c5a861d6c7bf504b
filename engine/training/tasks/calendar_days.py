"""Everyday: weekdays, months, clock times and durations."""

from __future__ import annotations

import random

from engine.training.tasks import calendar_registers as registers
from engine.training.tasks import calendar_words as words
from engine.training.tasks.asking import wordings
from engine.training.tasks.item import Item, Split, listed
from engine.training.tasks.problems import operation
from engine.training.tasks.simple import simple_item
from engine.words import clock_words, number_words, ordinal_words

DAYS = listed("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
MONTHS = listed("January February March April May June July August September October November December")
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_NEXT = wordings(words.NEXT, "Name the {kind} that follows {x}.")
_PREVIOUS = wordings(words.PREVIOUS, "Name the {kind} that is just before {x}.")
_LATER = wordings(words.LATER + registers.LATER, "Starting from {x}, which {kind} is {n} {kinds} later?")
_EARLIER = wordings(words.EARLIER + registers.EARLIER, "Counting back from {x}, which {kind} was {n} {kinds} earlier?")
_TOMORROW = wordings(words.TOMORROW, "Supposing that it is {x} today, which day is {when}?")
_YESTERDAY, _UNTIL = wordings(words.YESTERDAY, ""), wordings(words.UNTIL + registers.UNTIL, "")
_IT_IS = ("It is {a}.", "That is {a}.", "{a}.")


def _walked(names: tuple[str, ...], start: int, steps: int) -> tuple[list[str], str]:
    """One name after the other from a start; whole rounds are left out first."""
    size, lines = len(names), []
    sign = 1 if steps >= 0 else -1
    count = abs(steps)
    while count > size:
        lines.append(f"{count}-{size}={count - size}.")
        count -= size
    lines.append(f"{names[start].lower()}.")
    lines += [f"{i} {names[(start + sign * i) % size].lower()}." for i in range(1, count + 1)]
    return lines, names[(start + steps) % size]


def _answered(spoken: str, lines: list[str], name: str, rng: random.Random) -> Item:
    return simple_item("everyday", spoken, lines, rng.choice(_IT_IS).format(a=name), name.lower(), rng)


def _on(kind: str) -> str:
    return "on" if kind == "day" else "in"


def _until(rng: random.Random, names: tuple[str, ...], start: int, kind: str) -> Item:
    """How many days or months it is from one to another."""
    n = rng.randint(1, len(names) - 1)
    lines, end = _walked(names, start, n)
    spoken = _UNTIL.text(rng, "train", kinds=kind + "s", x=names[start], y=end, on=_on(kind))
    reply = f"It is {number_words(n)} {kind}{'s' * (n != 1)}."
    return simple_item("everyday", spoken, lines, reply, str(n), rng)


def days(rng: random.Random, split: Split) -> Item:
    """Which weekday or month comes so much later or earlier."""
    names, kind = (DAYS, "day") if rng.random() < 0.65 else (MONTHS, "month")
    start, draw = rng.randrange(len(names)), rng.random()
    x = names[start]
    if draw < 0.2:
        return _answered(_NEXT.text(rng, split, kind=kind, x=x), *_walked(names, start, 1), rng)
    if draw < 0.35:
        return _answered(_PREVIOUS.text(rng, split, kind=kind, x=x), *_walked(names, start, -1), rng)
    if draw < 0.45 and kind == "day":
        if split == "train" and draw < 0.375:
            when, steps = rng.choice((("yesterday", -1), ("the day before yesterday", -2)))
            return _answered(_YESTERDAY.text(rng, split, x=x, when=when), *_walked(names, start, steps), rng)
        when, steps = rng.choice((("tomorrow", 1), ("the day after tomorrow", 2), ("in a week", 7)))
        return _answered(_TOMORROW.text(rng, split, x=x, when=when), *_walked(names, start, steps), rng)
    if draw < 0.5 and split == "train":
        return _until(rng, names, start, kind)
    n = rng.randint(2, 6 if rng.random() < 0.6 else 20)
    pattern, sign = (_LATER, 1) if rng.random() < 0.65 else (_EARLIER, -1)
    spoken = pattern.text(rng, split, kind=kind, kinds=kind + "s", x=x, n=number_words(n), on=_on(kind))
    return _answered(spoken, *_walked(names, start, sign * n), rng)


_NTH_MONTH = wordings(words.NTH_MONTH, "Name the {n} month of a year.")
_NUMBER_OF = wordings(words.NUMBER_OF, "Which place does {x} have among the months?")
_MONTH_DAYS = wordings(words.MONTH_DAYS, "What is the number of days in {x}?")


def months(rng: random.Random, split: Split) -> Item:
    """How long a month is, which month has a number, which number has a month."""
    i, draw = rng.randrange(12), rng.random()
    x = MONTHS[i]
    if draw < 0.35:
        spoken = _MONTH_DAYS.text(rng, split, x=x)
        n, note = _LENGTHS[i], " in most years" if i == 1 else ""
        reply = f"It has {number_words(n)} days{note}."
        return simple_item("everyday", spoken, [f"{x.lower()} {n}."], reply, str(n), rng)
    if draw < 0.7:
        spoken = _NTH_MONTH.text(rng, split, n=ordinal_words(i + 1), c=number_words(i + 1))
        return _answered(spoken, [f"month {i + 1}."], x, rng)
    spoken = _NUMBER_OF.text(rng, split, x=x)
    reply = f"{x} is month number {number_words(i + 1)}."
    return simple_item("everyday", spoken, [f"{x.lower()} {i + 1}."], reply, str(i + 1), rng)


_CLOCK = wordings(words.CLOCK + registers.CLOCK, "Starting at {t}, what will the clock show after {d}?")
_BEFORE = wordings(words.BEFORE + registers.BEFORE, "Which time is {d} earlier than {t}?")
_BETWEEN = wordings(words.BETWEEN + registers.BETWEEN, "How much time goes by from {s} until {t}?")
_IN_MINUTES = wordings(words.IN_MINUTES + registers.IN_MINUTES, "Express {d} in minutes.")


def duration_words(minutes: int) -> str:
    """A duration as it is said ("two hours and fifteen minutes")."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{number_words(hours)} hour{'s' * (hours != 1)}"] if hours else []
    return " and ".join([*parts, *([f"{number_words(rest)} minute{'s' * (rest != 1)}"] if rest or not hours else [])])


def _clock_after(hour: int, minute: int, minutes: int) -> tuple[list[str], str]:
    """A time later (or, if negative, earlier): hours first, then minutes, then the carry."""
    sign, (hours, rest) = (1 if minutes > 0 else -1), divmod(abs(minutes), 60)
    word, lines = "+" if sign > 0 else "-", [f"time {hour} {minute}."]
    if hours:
        moved = hour + sign * hours
        hour = (moved - 1) % 12 + 1
        lines.append(f"{word}{hours} hours: {moved}{f': {hour}' * (moved != hour)}.")
    if rest:
        total = minute + sign * rest
        lines.append(f"{minute}{word}{rest}={total}.")
        if not 0 <= total < 60:
            total -= 60 * sign
            hour = (hour + sign - 1) % 12 + 1
            lines.append(f"{'-' if sign > 0 else '+'}60: {hour} {total}.")
        minute = total
    return lines, clock_words(hour, minute)


def _said_time(rng: random.Random, split: Split, hour: int, minute: int, to: bool = False) -> str:
    """A time as it is said, in training now and then with half or a quarter past (or, if allowed, to) the hour."""
    if split == "train" and minute in (15, 30, 45) and rng.random() < 0.35:
        if minute == 45:
            return f"a quarter to {number_words(hour % 12 + 1)}" if to else clock_words(hour, minute)
        return f"{'half' if minute == 30 else 'a quarter'} past {number_words(hour)}"
    return clock_words(hour, minute)


def clock(rng: random.Random, split: Split) -> Item:
    """Which time it is some hours or minutes later or earlier."""
    hour, minute = rng.randint(1, 12), rng.choice((0, 0, 5, 10, 15, 20, 30, 30, 40, 45, 50, rng.randint(1, 59)))
    minutes = rng.choice(
        (60 * rng.randint(1, 8), 5 * rng.randint(1, 11), 60 + 5 * rng.randint(1, 30), rng.randint(2, 59))
    )
    later = rng.random() < 0.7
    said = _said_time(rng, split, hour, minute, to=True)
    spoken = (_CLOCK if later else _BEFORE).text(rng, split, t=said, d=duration_words(minutes))
    lines, answer = _clock_after(hour, minute, minutes if later else -minutes)
    return simple_item("everyday", spoken, lines, f"It is {answer}.", answer, rng)


def durations(rng: random.Random, split: Split) -> Item:
    """How long it is between two times, or a duration in minutes."""
    if rng.random() < 0.4:
        hours, rest = rng.randint(1, 9), rng.randint(1, 59)
        total = 60 * hours + rest
        steps = [f"{hours}x60={60 * hours}.", operation(60 * hours, "+", rest)]
        reply = f"That is {number_words(total, True)} minutes."
        return simple_item(
            "everyday", _IN_MINUTES.text(rng, split, d=duration_words(total)), steps, reply, str(total), rng
        )
    hour, minute = rng.randint(1, 11), 5 * rng.randint(0, 11)
    hours, end_minute = rng.randint(0, 12 - hour), 5 * rng.randint(0, 11)
    total = 60 * hours + end_minute - minute
    if total <= 0:
        return durations(rng, split)
    end = _said_time(rng, split, hour + hours, end_minute)
    spoken = _BETWEEN.text(rng, split, s=_said_time(rng, split, hour, minute), t=end)
    steps = [f"{hour + hours}-{hour}={hours} hours.", f"{end_minute}-{minute}={end_minute - minute}."]
    if end_minute < minute:
        steps.append(f"+60: {hours - 1} hours {end_minute - minute + 60}.")
    said = duration_words(total)
    answer = str(total % 60 if total < 60 else total // 60) if total < 60 or total % 60 == 0 else said
    return simple_item("everyday", spoken, steps, f"It is {said}.", answer, rng)
