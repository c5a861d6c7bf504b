"""Everyday questions, word problems and follow-ups, worked out again by other means than the generators'."""

import itertools
import random
import re
from datetime import datetime, timedelta
from fractions import Fraction

import pytest

from engine.training.tasks import (
    calendar_days,
    draw_item,
    everyday,
    follow_up,
    generate,
    in_conversation,
    measures,
    ordering,
)
from engine.training.tasks.asking import framed
from engine.training.tasks.item import sentences_of
from engine.training.tasks.pattern import Patterns
from engine.words import clock_words, find_numbers, number_words
from tests.tasks.solvers import numbers
from tests.tasks.test_chains import check_equations

SPLITS = ("train", "held_out")
DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTHS = "january february march april may june july august september october november december".split()
FACTORS = {
    ("minute", "second"): 60, ("hour", "minute"): 60, ("day", "hour"): 24, ("week", "day"): 7, ("year", "month"): 12,
    ("foot", "inch"): 12, ("yard", "foot"): 3, ("kilometer", "meter"): 1000, ("meter", "centimeter"): 100,
    ("kilogram", "gram"): 1000, ("liter", "milliliter"): 1000, ("dollar", "cent"): 100, ("quarter", "cent"): 25,
    ("dime", "cent"): 10, ("nickel", "cent"): 5, ("pound", "ounce"): 16, ("gallon", "quart"): 4,
    ("century", "year"): 100,
    ("decade", "year"): 10, ("centimeter", "millimeter"): 10, ("ton", "kilogram"): 1000, ("quart", "pint"): 2,
    ("pint", "cup"): 2, ("year", "week"): 52, ("quart", "cup"): 4, ("gallon", "pint"): 8, ("yard", "inch"): 36,
    ("tablespoon", "teaspoon"): 3, ("cup", "tablespoon"): 16, ("century", "decade"): 10, ("dollar", "quarter"): 4,
    ("dollar", "dime"): 10, ("dollar", "nickel"): 20, ("quarter", "nickel"): 5, ("dime", "nickel"): 2,
    ("meter", "millimeter"): 1000, ("fortnight", "day"): 14, ("millennium", "year"): 1000,
    ("millennium", "century"): 10,
}  # fmt: skip
ONE = {"feet": "foot", "inches": "inch", "centuries": "century", "millennia": "millennium"}


def units(words):
    named = [ONE.get(w, w.removesuffix("s")) for w in words.split()]
    found = [w for w in named if any(w in pair for pair in FACTORS)]
    count = (numbers(words) or [1])[0]
    unit = next(
        named[i]
        for i in range(len(named))
        if named[i] in found and i and (named[i - 1] in ("a", "an") or _is_number(named[i - 1]))
    )
    (other,) = set(found) - {unit}
    if (unit, other) in FACTORS:
        return str(count * FACTORS[unit, other])
    whole, rest = divmod(count, FACTORS[other, unit])
    assert not rest
    return str(whole)


def _is_number(word):
    return bool(numbers(word)) or word in ("hundred", "thousand")


def percent(words):
    numbered = numbers(words)
    p = numbers(re.search(r"((?:\w+ )+)percent", words.replace("tell me ", "me "))[1])[-1]
    base = next(n for n in numbered if n != p) if len(set(numbered)) > 1 else p
    part = Fraction(p * base, 100)
    assert part.denominator == 1
    if re.search(r"percent (off|cheaper|less)|reduced|lowered|cut|brought down|discount", words):
        return str(base - part)
    more = r"go(es)? up|went up|rises|rose|raises|increase|climbs|grows|plus|added|(add|put) .* to|on top of|total"
    return str(base + part if re.search(more, words) else part)


def _how_many(names, words):
    there = [names.index(w) for w in words.split() if w in names]
    if re.search(r"(until|till) \w+ if ", words):  # the end is said first
        there.reverse()
    return str((there[1] - there[0]) % len(names))


def days(words):
    names = DAYS if any(d in words for d in DAYS) else MONTHS
    start = names.index(next(w for w in words.split() if w in names))
    if "how many" in words or "in days" in words or "in months" in words:
        return _how_many(names, words)
    steps = (numbers(words) or [1])[0]
    if re.search("day (after tomorrow|before yesterday)", words):
        steps = 2
    elif "in a week" in words:
        steps = 7
    back = re.search(
        r"\b(before|ago|earlier|previous|yesterday|back|backwards?|away from|minus|i\'ve been (?!wondering))\b", words
    )
    return names[(start + (-steps if back else steps)) % len(names)]


TIMES = {
    clock_words(h, m): datetime(2000, 1, 1, h % 12, m) for h in range(1, 13) for m in range(60)
}  # fmt: skip
for _hour in range(1, 13):
    for _past, _minute in (("half", 30), ("a quarter", 15)):
        TIMES[f"{_past} past {number_words(_hour)}"] = datetime(2000, 1, 1, _hour % 12, _minute)
    TIMES[f"a quarter to {number_words(_hour)}"] = datetime(2000, 1, 1, (_hour - 1) % 12, 45)
_TIME = re.compile("|".join(sorted((re.escape(t) for t in TIMES), key=len, reverse=True)))


def _duration(words):
    found = _DURATION.findall(words)
    return timedelta(**{f"{unit.rstrip('s')}s": numbers(n)[0] for n, unit in found})


_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred"
).split()


_DURATION = re.compile(rf"((?:(?:{'|'.join(_NUMBER_WORDS)}) )+)(hours?|minutes?)\b")


_BACK = re.compile(
    r"\b(before|ago|earlier|early|back|minus|away from|"
    r"been (waiting|here|raining|talking)|ended at|be there (at|by)|should be ready|fast|"
    r"ahead of|must i (leave|start)|came out|got home|stopped at)\b"
)


def clock(words):
    part, rest = _duration(words), _DURATION.sub("", words)
    start = TIMES[_TIME.findall(rest)[-1]]
    end = start - part if _BACK.search(words) else start + part
    return clock_words(int(end.strftime("%I")), end.minute)


def durations(words):
    if "minutes" in words:
        return str(int(_duration(words).total_seconds() / 60))
    start, end = (TIMES[t] for t in _TIME.findall(words))
    said = calendar_days.duration_words(int((end - start).total_seconds() / 60) % 720)
    return said if " and " in said else str(numbers(said)[0])


_AMOUNT = re.compile(
    rf"((?:(?:{'|'.join(_NUMBER_WORDS)}) )+)dollars?(?: and ((?:(?:{'|'.join(_NUMBER_WORDS)}) )+)cents)?"
)
_CENTS = re.compile(rf"((?:(?:{'|'.join(_NUMBER_WORDS)}) )+)cents")


def money(words):
    amounts = [100 * numbers(a)[0] + (numbers(b)[0] if b else 0) for a, b in _AMOUNT.findall(words)]
    amounts += [numbers(c)[0] for c in _CENTS.findall(_AMOUNT.sub("", words))]
    assert len(amounts) == 2
    return measures.amount_answer(max(amounts) - min(amounts) if _LESS.search(words) else sum(amounts))


_LESS = re.compile(
    r"\b(change|left|remain(s|ing)?|back|minus|less|take|subtract|deduct|missing|more do i need|short|owe me|"
    r"in return|afterwards|keep|still have|difference)\b"
)


CHECKS = [
    (measures.units, units),
    (measures.percent, percent),
    (calendar_days.days, days),
    (calendar_days.clock, clock),
    (calendar_days.durations, durations),
    (measures.money, money),
]


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize(("make", "check"), CHECKS)
def test_worked_out_again(make, check, split):
    rng = random.Random(3)
    for _ in range(500):
        item = make(rng, split)
        assert check(item.transcript) == item.answer, item


@pytest.mark.parametrize("split", SPLITS)
def test_spelling_sorting_and_comparing(split):
    rng = random.Random(4)
    for _ in range(400):
        item = ordering.spell(rng, split)
        if " " in item.answer:
            assert item.answer.replace(" ", "") in item.transcript.split()
        item = ordering.sort(rng, split)
        if item.answer[0].isalpha() and not find_numbers(item.answer):
            continue
        listed = find_numbers(re.sub(r"(st|hich) one\b", r"\1", item.spoken).replace(",", " ,"))
        if "then" in item.answer:
            down = re.search(
                r"(high|largest|highest) to|descending|(largest|biggest) first|down|with the largest", item.spoken
            )
            assert find_numbers(item.answer.replace("then", ",")) == sorted(listed, reverse=bool(down))
        else:
            assert int(item.answer) == (min if "smallest" in item.spoken else max)(listed)
        item = ordering.compare(rng, split)
        assert int(item.answer) in find_numbers(item.spoken.replace(",", " ,"))


def test_numbers_of_a_word_problem_are_noted_as_heard_and_equations_hold():
    rng = random.Random(5)
    for _ in range(1500):
        item = generate("problems", rng)
        check_equations(item.thoughts)
        words = item.transcript.split()
        notes = list(itertools.takewhile(re.compile(r"\d+( [a-z]+)?\.$").match, sentences_of(item.thoughts)))
        for note, heard in zip(notes, item.heard, strict=False):
            value, *word = note.rstrip(".").split(" ")
            said = " ".join(words[:heard])
            assert not word or said.endswith(word[0])
            assert numbers(said)[-1] == int(value), (item, note)


@pytest.mark.parametrize("family", ["everyday", "follow_up"])
def test_equations_hold(family):
    rng = random.Random(6)
    for _ in range(1500):
        check_equations(generate(family, rng).thoughts)


def test_every_kind_of_everyday_question_is_made():
    rng = random.Random(7)
    firsts = {make(rng, "train").transcript.split()[0] for make, _ in everyday.KINDS.values() for _ in range(50)}
    assert len(firsts) > 15


@pytest.mark.parametrize("split", SPLITS)
def test_follow_ups_are_about_the_turn_before(split):
    rng = random.Random(8)
    for _ in range(1500):
        item = follow_up.generate(rng, split)
        before = item.before.split("answer: ")
        assert len(before) == 2
        value = before[1]
        if item.thoughts.startswith("before "):
            assert item.thoughts.startswith(f"before {value}.")
        elif item.thoughts.startswith("again."):
            assert item.answer == value
        elif match := re.match(r"(\w+) (true|lies)\. answer: (yes|no)$", item.thoughts):
            line = next(s for s in sentences_of(item.before) if re.match(rf"{match[1]}[ :]", s))
            honest = line.endswith("true.")
            assert (match[2] == "true") is honest
            assert (item.answer == "yes") is (
                honest != bool(re.search(r"\b(lying|lie[sd]?|liars?)\b", item.transcript))
            )


def test_earlier_turns_fit_and_leave_the_question_alone():
    rng = random.Random(9)
    for family in ("arithmetic", "follow_up", "fallacies"):
        for _ in range(200):
            item = generate(family, rng)
            later = in_conversation(item, rng)
            assert len(later.before) <= 600 + 2
            assert later.before.endswith(item.before)
            assert (later.spoken, later.thoughts, later.heard) == (item.spoken, item.thoughts, item.heard)


def test_training_questions_come_in_conversations_too():
    """Three of ten stand after thoughts that do not matter; a follow-up's own come last."""
    rng = random.Random(4)
    items = [draw_item(rng, ["counting"]) for _ in range(400)]
    assert 0.2 < sum(bool(item.before) for item in items) / len(items) < 0.4
    own = [draw_item(random.Random(seed), ["follow_up"]) for seed in range(60)]
    assert any("\n" in item.before for item in own)
    assert {item.family for item in items} == {"counting"}


def test_words_are_sorted_by_the_alphabet():
    rng = random.Random(12)
    for _ in range(300):
        item = ordering.sort_words(rng)
        said = item.answer.split(" then ")
        assert said == sorted(said)
        assert set(said) < set(item.transcript.split())


@pytest.mark.parametrize("split", SPLITS)
def test_the_reply_to_sorting_has_the_words_of_the_answer(split):
    rng = random.Random(13)
    orders = [item for item in (ordering.sort(rng, split) for _ in range(200)) if " then " in item.answer]
    assert orders
    assert all(item.reply[0].endswith(f" {item.answer}.") for item in orders)


def _patterns():
    """All wordings of everyday questions."""
    modules = (measures, calendar_days, ordering)
    return [(name, p) for module in modules for name, p in vars(module).items() if isinstance(p, Patterns)]


def _sentences(pattern):
    """What a pattern can say, its slots by name."""
    for parts in itertools.product(*(part if isinstance(part, tuple) else (part,) for part in pattern.parts)):
        said = " ".join(re.sub(r"[,.?]", " ", "".join(parts)).lower().split())
        yield re.sub(r"{(small|large|from|to)}", "{unit}", said)


def test_no_training_wording_is_a_held_out_one():
    held_out = {s for _, p in _patterns() for f in p.held_out for s in _sentences(f)}
    assert len(held_out) >= 24
    for name, found in _patterns():
        for pattern in found.train:
            assert not held_out & set(_sentences(pattern)), name


def test_every_skill_has_many_wordings():
    for name, found in _patterns():
        assert len(found.train) >= (6 if not found.held_out else 12), name


def test_framing_words_leave_the_question_whole():
    rng = random.Random(14)
    for _ in range(500):
        item = ordering.compare(rng, "train")
        longer = framed(item, rng)
        assert item.transcript in longer.transcript
        assert len(longer.transcript) > len(item.transcript)
        assert set(longer.heard) == {len(longer.spoken.split())}
        assert longer.thoughts == item.thoughts
