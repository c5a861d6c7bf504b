"""Object counting: a list of things; how many of them are of one kind?

The task of BIG-Bench's `object_counting` (arXiv 2206.04615), generated from its definition.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import accumulate

from engine.training.tasks.fillers import fillers
from engine.training.tasks.item import Item, Split, forms, is_usual, word_count
from engine.training.tasks.objects import ADJECTIVES, KINDS, article, distractors, more_nouns, nouns, plural, rare_nouns
from engine.words import number_words

HAVE = forms(
    """
    I have {list}.
    I've got {list}.
    On the table there are {list}.
    My bag holds {list}.
    We found {list}.
    In the room I can see {list}.
    She bought {list}.
    There are {list} in the box.
    My brother has {list}.
    In front of me are {list}.
    Suppose I have {list}.
    We own {list}.
    I see {list}.
    My grandmother keeps {list}.
    In the picture there are {list}.
    Here are {list}.
    """,
    """
    Somebody left {list} here.
    He is looking after {list}.
    The shop sells {list}.
    """,
)
ASK = forms(
    """
    How many {kind} do I have?
    How many {kind} are there?
    How many {kind} is that?
    How many of these are {kind}?
    Count the {kind} for me.
    How many {kind} did I name?
    So how many {kind} are there in total?
    How many {kind} does that make?
    Tell me how many {kind} there are.
    How many {kind} do you count?
    """,
    """
    What is the number of {kind}?
    Of all that, how many are {kind}?
    """,
)
ASK_ALL = forms(
    """
    How many objects do I have?
    How many things are there?
    How many objects are there?
    How many items is that in total?
    How many objects are there altogether?
    How many things did I name?
    How many things are there in all?
    """,
    """
    Count all of them.
    What is the total number of objects?
    """,
)
LISTS = forms("{all}, and {last}\n{all} and {last}\n{all}, {last}", "{all}, and also {last}")
REPLIES = ("You have {n} {kind}.", "There {are} {n} {kind}.", "That makes {n} {kind}.")
_SINGULAR = {"furniture": "piece of furniture", "clothes": "piece of clothing"}
_SPOKEN_KIND = {"furniture": "pieces of furniture"}
SHARES = (0.35, 0.15, 0.5)
"""Shares of draws from the usual things, from all of our lists, and from the long lists of WordNet.

Fruits, vegetables and instruments have no long lists: 22 % of all things named are from these."""
MOST = 24


@dataclass(frozen=True)
class Thing:
    """A noun of a category and how many of it there are."""

    kind: str
    noun: str
    count: int


def _counted(rng: random.Random, pairs: list[tuple[str, str]], high: int) -> list[Thing]:
    return [Thing(kind, noun, 1 if rng.random() < 0.6 else rng.randint(2, high)) for kind, noun in pairs]


def _named(rng: random.Random, split: Split, kind: str, count: int) -> list[tuple[str, str]]:
    names = rng.choices((nouns, more_nouns, rare_nouns), SHARES)[0](kind, split)
    return [(kind, noun) for noun in rng.sample(names, min(count, len(names)))]


def _draw(rng: random.Random, split: Split, usual: bool) -> tuple[str, list[Thing]]:
    """The kind asked for ("objects" is everything) and the things, at most `MOST` in all."""
    kind = rng.choice(KINDS[:4]) if usual or rng.random() < 0.65 else rng.choice(KINDS)
    pairs = _named(rng, split, kind, rng.randint(1, 8))
    others = [pair for other in distractors(kind) for pair in _named(rng, split, other, 4 if other == "others" else 2)]
    everything = rng.random() < 0.3
    if everything:
        if rng.random() < 0.6:  # most rare things are of no category that is asked for
            pairs = _named(rng, split, "others", rng.randint(1, 8))
            others = [pair for pair in others if pair[0] != "others"]
        pairs = pairs[: rng.choice((1, 2, 7))]
    pairs += rng.sample(others, min(rng.randint(0, 8 if everything else 4), len(others)))
    if len(pairs) < 2:
        pairs.append(rng.choice(others))
    rng.shuffle(pairs)
    things = _counted(rng, pairs, rng.choice((3, 5, 5, 8)))
    if sum(thing.count for thing in things) > MOST:
        return _draw(rng, split, usual)
    return "objects" if everything else kind, things


def _phrase(thing: Thing, rng: random.Random, usual: bool) -> str:
    adjective = rng.choice(ADJECTIVES) + " " if not usual and rng.random() < 0.06 else ""
    if thing.count > 1:
        return f"{number_words(thing.count)} {adjective}{plural(thing.noun)}"
    words = adjective + thing.noun
    return f"one {words}" if not usual and rng.random() < 0.1 else f"{article(words)} {words}"


def _short(kind: str) -> str:
    return kind.removeprefix("musical ")


def _thoughts(kind: str, things: list[Thing]) -> tuple[str, int]:
    """Each thing as heard, with the totals so far of its category and of all; then the total that was asked for."""
    totals, every, lines = dict.fromkeys((*KINDS, "others"), 0), 0, []
    for thing in things:
        totals[thing.kind] += thing.count
        every += thing.count
        lines.append(f"{thing.noun} {thing.count}: {_short(thing.kind)} {totals[thing.kind]}, {every}.")
    total = every if kind == "objects" else totals[kind]
    return " ".join([*lines, f"{'all' if kind == 'objects' else _short(kind)} {total}.", f"answer: {total}"]), total


def _reply(rng: random.Random, kind: str, total: int) -> str:
    one = _SINGULAR.get(kind, kind.removesuffix("s"))
    named = one if total == 1 else _SPOKEN_KIND.get(kind, kind)
    return rng.choice(REPLIES).format(n=number_words(total), kind=named, are="is" if total == 1 else "are")


def _ask(rng: random.Random, split: Split, kind: str, usual: bool) -> str:
    if kind == "objects":
        return ASK_ALL.draw(rng, split, usual)
    spoken = _SPOKEN_KIND.get(kind, kind)
    if kind == "musical instruments" and not usual and rng.random() < 0.3:
        spoken = "instruments"
    return ASK.draw(rng, split, usual).format(kind=spoken)


def generate(rng: random.Random, split: Split = "train") -> Item:
    """A fresh item with 2 to 12 kinds of things and a total of at most `MOST`."""
    usual = is_usual(rng, split)
    kind, things = _draw(rng, split, usual)
    phrases = [_phrase(thing, rng, usual) for thing in things]
    listing = LISTS.draw(rng, split, usual or rng.random() < 0.4) if len(phrases) > 2 else "{all} and {last}"
    words = listing.format(all=", ".join(phrases[:-1]), last=phrases[-1])
    having, asking = HAVE.draw(rng, split, usual), _ask(rng, split, kind, usual)
    asked_first = not usual and rng.random() < 0.12
    lead = word_count(having.split("{")[0]) + (word_count(asking) if asked_first else 0)
    told = having.format(list=words)
    spoken = f"{asking} {told}" if asked_first else f"{told} {asking}"
    thoughts, total = _thoughts(kind, things)
    places = [lead + n for n in accumulate(map(word_count, phrases))]
    places[-1] = lead + word_count(words)  # with what joins the last one
    heard = (*places, word_count(spoken), word_count(spoken))
    reply = _reply(rng, kind, total)
    return Item("counting", spoken, thoughts, (reply,), str(total), fillers("counting", rng), heard)
