"""Everyday: comparing and sorting numbers, letters of the alphabet, spelling."""

from __future__ import annotations

import random
from typing import TypeVar

from engine.training.tasks import ordering_words as words
from engine.training.tasks import vocabulary_lists as lists
from engine.training.tasks.asking import wordings
from engine.training.tasks.item import Item, Split, listed
from engine.training.tasks.names import any_name, name_pool
from engine.training.tasks.objects import KINDS, more_nouns
from engine.training.tasks.simple import simple_item
from engine.words import number_words, ordinal_words

T = TypeVar("T", int, str)
_LARGER = wordings(words.LARGER, "Tell me the greater number, {a} or {b}.")
_SMALLER = wordings(words.SMALLER, "Tell me the lesser number, {a} or {b}.")
_MOST = wordings(words.MOST, "Among {list}, which is the {word}?")
_SORT_DOWN, _SORT_WORDS = wordings(words.SORT_DOWN, ""), wordings(words.SORT_WORDS, "")
_SORT = wordings(words.SORT, "Bring {list} into rising order.")


def _pair(rng: random.Random) -> tuple[int, int]:
    digits = rng.choice((1, 2, 2, 3, 3, 4))
    a = rng.randint(10 ** (digits - 1), 10**digits - 1)
    if rng.random() < 0.5:
        b = int("".join(rng.sample(str(a), len(str(a)))))
    else:
        b = rng.randint(1, 10 ** rng.choice((digits, digits, digits + (digits < 4))) - 1)
    return (a, b) if a != b else _pair(rng)


def digits_compared(a: int, b: int) -> str:
    """Lengths first, then digit by digit from the left up to the first that differs."""
    x, y = str(a), str(b)
    if len(x) != len(y):
        return f"{a}, {b}: {len(x)} digits, {len(y)} digits."
    place = next(i for i, (p, q) in enumerate(zip(x, y, strict=True)) if p != q)
    return f"{a}, {b}: {', '.join(f'{p} {q}' for p, q in zip(x[: place + 1], y[: place + 1], strict=True))}."


def compare(rng: random.Random, split: Split) -> Item:
    """Which of two numbers is larger or smaller."""
    a, b = _pair(rng)
    while split == "train" and a % 100 == 0:  # "six hundred and six" is one number
        a, b = _pair(rng)
    larger, joined = rng.random() < 0.6, rng.random() < 0.4
    result = max(a, b) if larger else min(a, b)
    spoken = (_LARGER if larger else _SMALLER).text(rng, split, a=number_words(a, joined), b=number_words(b, joined))
    reply = f"{number_words(result, True)} is {'larger' if larger else 'smaller'}."
    return simple_item("everyday", spoken, [digits_compared(a, b)], reply, str(result), rng)


def sort(rng: random.Random, split: Split) -> Item:
    """Three to five numbers in order, or the largest or smallest of them."""
    if split == "train" and rng.random() < 0.25:
        return sort_words(rng)
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
    down = split == "train" and rng.random() < 0.25
    ordered, lines = _picked(numbers, down)
    spoken = (_SORT_DOWN if down else _SORT).text(rng, split, list=listing)
    return _in_order(rng, spoken, lines, [number_words(n) for n in ordered])


def _picked(things: list[T], down: bool = False) -> tuple[list[T], list[str]]:
    """The things in order, and the lines that pick one after the other out of those that are left."""
    ordered, left = sorted(things, reverse=down), list(things)
    lines = [f"{', '.join(map(str, left))}."]
    for thing in ordered[:-1]:
        left.remove(thing)
        lines.append(f"{thing}: {', '.join(map(str, left))}.")
    return ordered, lines


def _in_order(rng: random.Random, spoken: str, lines: list[str], said: list[str]) -> Item:
    """An item of which the reply has the very words of the answer: with other marks between them copying fails."""
    answer = " then ".join(said)
    reply = rng.choice(("That is {a}.", "You get {a}.", "That would be {a}.")).format(a=answer)
    return simple_item("everyday", spoken, lines, reply, answer, rng)


def sort_words(rng: random.Random) -> Item:
    """Three or four words by the alphabet, most often with different first letters (training only)."""
    chosen = rng.sample(_WORDS["train"], rng.randint(3, 4))
    if rng.random() < 0.75 and len({word[0] for word in chosen}) < len(chosen):
        return sort_words(rng)
    ordered, lines = _picked(chosen)
    listing = ", ".join(chosen[:-1]) + rng.choice((" and ", ", and ")) + chosen[-1]
    return _in_order(rng, _SORT_WORDS.text(rng, "train", list=listing), lines, ordered)


_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_AFTER = wordings(words.AFTER, "Name the letter that stands {side} {x}.")
_NTH = wordings(words.NTH, "Name the {n} letter of the alphabet.")
_PLACE = wordings(words.PLACE, "Which position has {x} in the alphabet?")


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


_SPELL = wordings(words.SPELL, "What is the spelling of {w}?")
_FIRST = wordings(words.FIRST, "Name the {which} letter of {w}.")
_HOW_LONG = wordings(words.HOW_LONG, "What number of letters has {w}?")
_NTH_OF = wordings(words.NTH_OF, "")
_SPELT = (lists.FOODS, lists.HOBBIES, lists.PROFESSIONS, lists.QUALITIES, lists.THING_QUALITIES, lists.SPECIES)
_HEARD_AS_ANOTHER = listed(
    "altar ant awl bass bean bear bee beet bell berry boar bore bread brooch carrot cellar cereal chili "
    "currant cymbal deer desert ewe ferry flea flour gnu hall hare herb horse hose kernel knight leek lute "
    "lynx mare maze meat mite mousse mussel mustard pea pear pendant plane plum quince roe sleigh sloe sole "
    "steak tea tern thyme tick vise whale yolk"
)
"""Words that sound like another one, which nobody can spell by ear."""
_SPLITS: tuple[Split, ...] = ("train", "held_out")
_WORDS = {
    split: tuple(w.lower() for group in _SPELT for w in lists.part(group, split) if w.isalpha() and len(w) <= 9)
    + listed(
        "cat dog house tree water table bread school window garden river mountain friend music summer winter yellow "
        "because believe receive knife light daughter enough people beautiful island answer "
        "science necessary tomorrow neighbor special separate rhythm castle listen knock "
        "breakfast chocolate exercise favorite different minute certain question purple orange language important"
        if split == "train"
        else "lamp cloud bridge"
    )
    for split in _SPLITS
}
_WORDS["train"] = tuple(w for w in _WORDS["train"] if w not in _HEARD_AS_ANOTHER)
_WORDS["train"] += tuple(
    w
    for kind in KINDS
    for w in more_nouns(kind, "train")
    if w.isalpha() and len(w) <= 9 and w not in (*_HEARD_AS_ANOTHER, *_WORDS["held_out"])
)


def _nth_of(rng: random.Random, word: str, what: str) -> Item:
    """The second, third or fourth letter of a word."""
    n = rng.randint(2, min(4, len(word)))
    counted = ", ".join(f"{x} {i}" for i, x in enumerate(word.lower()[:n], 1))
    spoken, answer = _NTH_OF.text(rng, "train", which=ordinal_words(n), w=word, what=what), word[n - 1].lower()
    return simple_item("everyday", spoken, [f"{counted}."], f"It is the letter {answer.upper()}.", answer, rng)


def spell(rng: random.Random, split: Split) -> Item:
    """Spelling a word, its first or last letter, its length."""
    named = rng.random() < 0.2
    word, what = (any_name(rng, split), "name") if named else (rng.choice(_WORDS[split]), "word")
    spelt, draw = " ".join(word.lower()), rng.random()
    if draw < 0.6:
        spoken = _SPELL.text(rng, split, w=word, what=what)
        return simple_item("everyday", spoken, [f"spell {word.lower()}."], spelt.upper() + ".", spelt, rng)
    if draw < 0.67 and split == "train":
        return _nth_of(rng, word, what)
    if draw < 0.8:
        which, verb, answer = rng.choice((("first", "begin", spelt[0]), ("last", "end", spelt[-1])))
        spoken = _FIRST.text(rng, split, which=which, verb=verb, w=word, what=what)
        return simple_item("everyday", spoken, [f"{spelt}."], f"It is the letter {answer.upper()}.", answer, rng)
    counted = ", ".join(f"{x} {i}" for i, x in enumerate(word.lower(), 1))
    reply = f"It has {number_words(len(word))} letters."
    spoken = _HOW_LONG.text(rng, split, w=word, what=what)
    return simple_item("everyday", spoken, [f"{counted}."], reply, str(len(word)), rng)
