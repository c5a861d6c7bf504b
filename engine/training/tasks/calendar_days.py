"""Everyday: weekdays, months, clock times and durations."""

from __future__ import annotations

import random

from engine.training.tasks.item import Item, Split, listed
from engine.training.tasks.pattern import patterns
from engine.training.tasks.problems import operation
from engine.training.tasks.simple import simple_item
from engine.words import clock_words, number_words, ordinal_words

DAYS = listed("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
MONTHS = listed("January February March April May June July August September October November December")
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_NEXT = patterns(
    """
    [What|Which] {kind} [comes|is] [after|right after] {x}?
    [What|Which] {kind} [follows|comes next after] {x}?
    What is the {kind} after {x}?
    After {x} comes which {kind}?
    """,
    "Name the {kind} that follows {x}.",
)
_PREVIOUS = patterns(
    """
    [What|Which] {kind} [comes|is] [before|right before] {x}?
    What is the {kind} before {x}?
    Before {x} comes which {kind}?
    """,
    "Name the {kind} that is just before {x}.",
)
_LATER = patterns(
    """
    [What|Which] {kind} is {n} {kinds} after {x}?
    If [today|it] is {x}, [what|which] {kind} is it in {n} {kinds}?
    [Today|It] is {x}. [What|Which] {kind} will it be in {n} {kinds}?
    [What|Which] {kind} comes {n} {kinds} after {x}?
    It is {x} now. What {kind} will it be {n} {kinds} from now?
    """,
    "Starting from {x}, which {kind} is {n} {kinds} later?",
)
_EARLIER = patterns(
    """
    [What|Which] {kind} is {n} {kinds} before {x}?
    If [today|it] is {x}, [what|which] {kind} was it {n} {kinds} ago?
    [Today|It] is {x}. [What|Which] {kind} was it {n} {kinds} ago?
    """,
    "Counting back from {x}, which {kind} was {n} {kinds} earlier?",
)
_TOMORROW = patterns(
    """
    If today is {x}, what day is {when}?
    Today is {x}. [What|Which] day [is|will it be] {when}?
    It is {x}. What day is it {when}?
    """,
    "Supposing that it is {x} today, which day is {when}?",
)
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
        when, steps = rng.choice((("tomorrow", 1), ("the day after tomorrow", 2), ("in a week", 7)))
        return _answered(_TOMORROW.text(rng, split, x=x, when=when), *_walked(names, start, steps), rng)
    n = rng.randint(2, 6 if rng.random() < 0.6 else 20)
    pattern, sign = (_LATER, 1) if rng.random() < 0.65 else (_EARLIER, -1)
    spoken = pattern.text(rng, split, kind=kind, kinds=kind + "s", x=x, n=number_words(n))
    return _answered(spoken, *_walked(names, start, sign * n), rng)


_NTH_MONTH = patterns(
    "[What|Which] is the {n} month [of the year|]?\nWhich month is number {c}?", "Name the {n} month of a year."
)
_NUMBER_OF = patterns(
    "Which number is {x} [among the months|in the year]?\nWhat number month is {x}?",
    "Which place does {x} have among the months?",
)


def months(rng: random.Random, split: Split) -> Item:
    """How long a month is, which month has a number, which number has a month."""
    i, draw = rng.randrange(12), rng.random()
    x = MONTHS[i]
    if draw < 0.35:
        wordings = (f"How many days are in {x}?", f"How many days does {x} have?", f"How long is {x} in days?")
        spoken = rng.choice(wordings) if split == "train" else f"What is the number of days in {x}?"
        n, note = _LENGTHS[i], " in most years" if i == 1 else ""
        reply = f"It has {number_words(n)} days{note}."
        return simple_item("everyday", spoken, [f"{x.lower()} {n}."], reply, str(n), rng)
    if draw < 0.7:
        spoken = _NTH_MONTH.text(rng, split, n=ordinal_words(i + 1), c=number_words(i + 1)).replace(" ?", "?")
        return _answered(spoken, [f"month {i + 1}."], x, rng)
    spoken = _NUMBER_OF.text(rng, split, x=x)
    reply = f"{x} is month number {number_words(i + 1)}."
    return simple_item("everyday", spoken, [f"{x.lower()} {i + 1}."], reply, str(i + 1), rng)


_CLOCK = patterns(
    """
    [What time is it|What's the time] {d} after {t}?
    It is {t}. What time will it be in {d}?
    If it is {t} now, what time is it {d} later?
    [The movie|The meeting|The train ride] starts at {t} and [takes|lasts] {d}. When does it end?
    """,
    "Starting at {t}, what will the clock show after {d}?",
)
_BEFORE = patterns(
    "[What time is it|What's the time] {d} before {t}?\nIt is {t}. What time was it {d} ago?",
    "Which time is {d} earlier than {t}?",
)
_BETWEEN = patterns(
    """
    How long is it from {s} to {t}?
    [The movie|The meeting|School|Work] starts at {s} and ends at {t}. How long [is|does] it [|last]?
    How much time [is|passes] between {s} and {t}?
    """,
    "How much time goes by from {s} until {t}?",
)


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


def clock(rng: random.Random, split: Split) -> Item:
    """Which time it is some hours or minutes later or earlier."""
    hour, minute = rng.randint(1, 12), rng.choice((0, 0, 5, 10, 15, 20, 30, 30, 40, 45, 50, rng.randint(1, 59)))
    minutes = rng.choice(
        (60 * rng.randint(1, 8), 5 * rng.randint(1, 11), 60 + 5 * rng.randint(1, 30), rng.randint(2, 59))
    )
    later = rng.random() < 0.7
    spoken = (_CLOCK if later else _BEFORE).text(rng, split, t=clock_words(hour, minute), d=duration_words(minutes))
    lines, answer = _clock_after(hour, minute, minutes if later else -minutes)
    return simple_item("everyday", spoken, lines, f"It is {answer}.", answer, rng)


def durations(rng: random.Random, split: Split) -> Item:
    """How long it is between two times, or a duration in minutes."""
    if rng.random() < 0.4:
        hours, rest = rng.randint(1, 9), rng.randint(1, 59)
        forms = ("How many minutes is {d}?", "How many minutes are in {d}?", "What is {d} in minutes?")
        form = rng.choice(forms) if split == "train" else "Express {d} in minutes."
        total = 60 * hours + rest
        steps = [f"{hours}x60={60 * hours}.", operation(60 * hours, "+", rest)]
        reply = f"That is {number_words(total, True)} minutes."
        return simple_item("everyday", form.format(d=duration_words(total)), steps, reply, str(total), rng)
    hour, minute = rng.randint(1, 11), 5 * rng.randint(0, 11)
    hours, end_minute = rng.randint(0, 12 - hour), 5 * rng.randint(0, 11)
    total = 60 * hours + end_minute - minute
    if total <= 0:
        return durations(rng, split)
    spoken = _BETWEEN.text(rng, split, s=clock_words(hour, minute), t=clock_words(hour + hours, end_minute))
    spoken = " ".join(spoken.split()).replace(" ?", "?")
    spoken = spoken.replace("does it?", "is it?").replace("is it last?", "does it last?")
    steps = [f"{hour + hours}-{hour}={hours} hours.", f"{end_minute}-{minute}={end_minute - minute}."]
    if end_minute < minute:
        steps.append(f"+60: {hours - 1} hours {end_minute - minute + 60}.")
    said = duration_words(total)
    answer = str(total % 60 if total < 60 else total // 60) if total < 60 or total % 60 == 0 else said
    return simple_item("everyday", spoken, steps, f"It is {said}.", answer, rng)
