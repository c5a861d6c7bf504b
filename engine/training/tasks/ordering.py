"""Everyday: comparing and sorting numbers, letters of the alphabet, spelling."""

from __future__ import annotations

import random

from engine.training.tasks import vocabulary_lists as lists
from engine.training.tasks.item import Item, Split, listed
from engine.training.tasks.names import any_name, name_pool
from engine.training.tasks.pattern import patterns
from engine.training.tasks.simple import simple_item
from engine.words import number_words, ordinal_words

_LARGER = patterns(
    """
    Which [number |]is [larger|bigger|greater], {a} or {b}?
    What is [larger|bigger|more], {a} or {b}?
    Which is the [larger|bigger] [number|one], {a} or {b}?
    Which of these [numbers |]is [larger|bigger], {a} or {b}?
    """,
    "Tell me the greater number, {a} or {b}.",
)
_SMALLER = patterns(
    """
    Which [number |]is [smaller|less], {a} or {b}?
    What is [smaller|less], {a} or {b}?
    Which is the smaller [number|one], {a} or {b}?
    Which of these [numbers |]is smaller, {a} or {b}?
    """,
    "Tell me the lesser number, {a} or {b}.",
)
_MOST = patterns(
    """
    [What|Which] is the {word} of {list}?
    Which [number |]is the {word}, {list}?
    Find the {word} [number|one], {list}.
    """,
    "Among {list}, which is the {word}?",
)
_SORT = patterns(
    """
    [Sort|Put|Order] {list} from [smallest to largest|small to large].
    [Sort|Put|Arrange] these numbers [in order|in ascending order], {list}.
    Can you [sort|order] {list}?
    Please sort the numbers {list}.
    """,
    "Bring {list} into rising order.",
)


def _pair(rng: random.Random) -> tuple[int, int]:
    digits = rng.choice((1, 2, 2, 3, 3, 4))
    a = rng.randint(10 ** (digits - 1), 10**digits - 1)
    if rng.random() < 0.5:
        b = int("".join(rng.sample(str(a), len(str(a)))))
    else:
        b = rng.randint(1, 10 ** rng.choice((digits, digits, digits + (digits < 4))) - 1)
    return (a, b) if a != b else _pair(rng)


def _digits_compared(a: int, b: int) -> str:
    """Lengths first, then digit by digit from the left up to the first that differs."""
    x, y = str(a), str(b)
    if len(x) != len(y):
        return f"{a}, {b}: {len(x)} digits, {len(y)} digits."
    place = next(i for i, (p, q) in enumerate(zip(x, y, strict=True)) if p != q)
    return f"{a}, {b}: {', '.join(f'{p} {q}' for p, q in zip(x[: place + 1], y[: place + 1], strict=True))}."


def compare(rng: random.Random, split: Split) -> Item:
    """Which of two numbers is larger or smaller."""
    a, b = _pair(rng)
    larger, joined = rng.random() < 0.6, rng.random() < 0.4
    result = max(a, b) if larger else min(a, b)
    spoken = (_LARGER if larger else _SMALLER).text(rng, split, a=number_words(a, joined), b=number_words(b, joined))
    reply = f"{number_words(result, True)} is {'larger' if larger else 'smaller'}."
    return simple_item("everyday", spoken, [_digits_compared(a, b)], reply, str(result), rng)


def sort(rng: random.Random, split: Split) -> Item:
    """Three to five numbers in order, or the largest or smallest of them."""
    count = rng.randint(3, 5)
    numbers = rng.sample(range(1, rng.choice((20, 100, 100, 300 if count < 5 else 100))), count)
    said = [number_words(n) for n in numbers]
    last = ", " if numbers[-2] % 100 == 0 else rng.choice((" and ", ", and "))  # "one hundred and four" is one number
    listing = ", ".join(said[:-1]) + last + said[-1]
    written = ", ".join(map(str, numbers))
    if rng.random() < 0.4:
        word, pick = rng.choice((("largest", max), ("biggest", max), ("smallest", min)))
        spoken, result = _MOST.text(rng, split, word=word, list=listing), pick(numbers)
        best, lines = numbers[0], [f"{written}."]
        for n in numbers[1:]:
            best = pick(best, n)
            lines.append(f"{n}: {best}.")
        reply = f"The {word} is {number_words(result, True)}."
        return simple_item("everyday", spoken, lines, reply, str(result), rng)
    ordered, lines, left = sorted(numbers), [f"{written}."], list(numbers)
    for n in ordered[:-1]:
        left.remove(n)
        lines.append(f"{n}: {', '.join(map(str, left))}.")
    answer = " then ".join(number_words(n) for n in ordered)
    reply = ", then ".join(number_words(n) for n in ordered) + "."
    return simple_item("everyday", _SORT.text(rng, split, list=listing), lines, reply, answer, rng)


_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_AFTER = patterns(
    """
    [What|Which] letter [comes|is] [right |]{side} {x}?
    [What|Which] letter of the alphabet [comes|is] {side} {x}?
    In the alphabet, what comes {side} {x}?
    What is the letter {side} {x}?
    """,
    "Name the letter that stands {side} {x}.",
)
_NTH = patterns(
    "[What|Which] is the {n} letter of the alphabet?\nWhich letter of the alphabet is number {c}?",
    "Name the {n} letter of the alphabet.",
)
_PLACE = patterns(
    "[What|Which] number in the alphabet is [the letter |]{x}?\nAt which place in the alphabet is [the letter |]{x}?",
    "Which position has {x} in the alphabet?",
)


def _letter(rng: random.Random, letter: str) -> str:
    """A letter as people say it, often with a name that begins with it: "B as in Barbara"."""
    if rng.random() < 0.5:
        return rng.choice(("", "the letter ")) + letter.upper()
    return f"{letter.upper()} as in {rng.choice(_BY_LETTER[letter])}"


_BY_LETTER = {x: [n for n in name_pool("train") if n.lower().startswith(x)] or ["Xavier"] for x in _ALPHABET}


def letters(rng: random.Random, split: Split) -> Item:
    """The letter after or before one, the nth letter, the place of a letter."""
    draw, i = rng.random(), rng.randrange(26)
    if draw < 0.5:
        side = "after" if (rng.random() < 0.6 and i < 25) or i == 0 else "before"
        answer = _ALPHABET[i + (1 if side == "after" else -1)]
        spoken = _AFTER.text(rng, split, side=side, x=_letter(rng, _ALPHABET[i]))
        steps = [f"{_ALPHABET[i]}.", f"{side}: {answer}."]
    elif draw < 0.75:
        answer = _ALPHABET[i]
        spoken = _NTH.text(rng, split, n=ordinal_words(i + 1), c=number_words(i + 1))
        steps = [f"letter {i + 1}: {answer}."]
    else:
        spoken = _PLACE.text(rng, split, x=_letter(rng, _ALPHABET[i]))
        reply = f"It is number {number_words(i + 1)}."
        return simple_item("everyday", spoken, [f"{_ALPHABET[i]}: {i + 1}."], reply, str(i + 1), rng)
    return simple_item("everyday", spoken, steps, f"It is the letter {answer.upper()}.", answer, rng)


_SPELL = patterns(
    """
    [How do you spell|How is|Can you spell|How do I spell|Could you spell] {w}[ for me|]?
    [Spell|Spell out|Please spell|Spell the word|Spell the name] {w}[ please|].
    """,
    "What is the spelling of {w}?",
)
_FIRST = patterns(
    "[What is|What's|Which is] the {which} letter [of|in] [the word |]{w}?\nWith which letter does {w} {verb}?",
    "Name the {which} letter of {w}.",
)
_HOW_LONG = patterns(
    "How many letters [are in|are there in] [the word |]{w}?\nHow long is the word {w}?",
    "What number of letters has {w}?",
)
_SPELT = (lists.FOODS, lists.HOBBIES, lists.PROFESSIONS, lists.QUALITIES, lists.THING_QUALITIES, lists.SPECIES)
_SPLITS: tuple[Split, ...] = ("train", "held_out")
_WORDS = {
    split: tuple(w.lower() for group in _SPELT for w in lists.part(group, split) if w.isalpha() and len(w) <= 9)
    + listed(
        "cat dog house tree water table bread school window garden river mountain friend music summer winter yellow"
        if split == "train"
        else "lamp cloud bridge"
    )
    for split in _SPLITS
}


def spell(rng: random.Random, split: Split) -> Item:
    """Spelling a word, its first or last letter, its length."""
    word = rng.choice(_WORDS[split]) if rng.random() < 0.8 else any_name(rng, split)
    spelt, draw = " ".join(word.lower()), rng.random()
    if draw < 0.6:
        spoken = (
            _SPELL.text(rng, split, w=word)
            .replace(f"How is {word} for me", f"How is {word}")
            .replace(f"How is {word}", f"How is {word} spelled")
        )
        return simple_item("everyday", spoken, [f"spell {word.lower()}."], spelt.upper() + ".", spelt, rng)
    if draw < 0.8:
        which, verb, answer = rng.choice((("first", "begin", spelt[0]), ("last", "end", spelt[-1])))
        spoken = _FIRST.text(rng, split, which=which, verb=verb, w=word)
        return simple_item("everyday", spoken, [f"{spelt}."], f"It is the letter {answer.upper()}.", answer, rng)
    counted = ", ".join(f"{x} {i}" for i, x in enumerate(word.lower(), 1))
    reply = f"It has {number_words(len(word))} letters."
    spoken = _HOW_LONG.text(rng, split, w=word)
    return simple_item("everyday", spoken, [f"{counted}."], reply, str(len(word)), rng)
