"""Object counting: a list of things, how many of them are of one kind? (The task of BIG-Bench's `object_counting`, with wordings of our own beside its.)"""

from __future__ import annotations

import random

from engine.training.tasks.item import Item, Split, fillers, pick
from engine.training.tasks.objects import CATEGORIES, article, plural
from engine.words import number_words

HAVE = (
    "I have {list}.",
    "I have {list}.",
    "On the table there are {list}.",
    "My bag holds {list}.",
    "We found {list}.",
    "In the room I can see {list}.",
    "She bought {list}.",
    "There are {list} in the box.",
    "Somebody left {list} here.",
)
ASK = (
    "How many {kind} do I have?",
    "How many {kind} do I have?",
    "How many {kind} are there?",
    "How many {kind} is that?",
    "How many of these are {kind}?",
    "Count the {kind} for me.",
    "What is the number of {kind}?",
    "So how many {kind} are there in total?",
)
ASK_ALL = (
    "How many objects do I have?",
    "How many objects do I have?",
    "How many things are there?",
    "How many items is that in total?",
    "How many objects are there altogether?",
    "Count all of them.",
)
REPLY = ("You have {n} {kind}.", "There are {n} {kind}.", "That makes {n} {kind}.")
KINDS = tuple(k for k in CATEGORIES if k != "others")


def _nouns(kind: str, split: Split) -> tuple[str, ...]:
    return CATEGORIES[kind][-3:] if split == "held_out" else CATEGORIES[kind][:-3]


def _draw(rng: random.Random, split: Split) -> tuple[str, list[tuple[str, str, int]]]:
    """The kind asked for, and (kind, noun, count) of everything in the list."""
    kind = rng.choice(KINDS[:4]) if rng.random() < 0.7 else rng.choice(KINDS)
    wanted = rng.randint(2, 8)
    things = [(kind, noun) for noun in rng.sample(_nouns(kind, split), min(wanted, len(_nouns(kind, split))))]
    if rng.random() < 0.25:
        return "objects", [(k, n, _count(rng)) for k, n in _mixed(rng, split, things)]
    other = [k for k in CATEGORIES if k != kind and not (kind in ("furniture", "tools") and k == "others")]
    for _ in range(rng.randint(0, 4)):
        where = rng.choice(other)
        things.append((where, rng.choice(_nouns(where, split))))
    things = list(dict.fromkeys(things))
    rng.shuffle(things)
    return kind, [(k, n, _count(rng)) for k, n in things]


def _mixed(rng: random.Random, split: Split, things: list[tuple[str, str]]) -> list[tuple[str, str]]:
    keep = things[: rng.randint(1, len(things))] if rng.random() < 0.5 else []
    while len(keep) < 2 or (len(keep) < 9 and rng.random() < 0.75):
        kind = rng.choice(list(CATEGORIES))
        keep.append((kind, rng.choice(_nouns(kind, split))))
        keep = list(dict.fromkeys(keep))
    rng.shuffle(keep)
    return keep


def _count(rng: random.Random) -> int:
    return 1 if rng.random() < 0.6 else rng.randint(2, 6)


def _phrase(noun: str, count: int, rng: random.Random) -> str:
    if count == 1:
        return f"{article(noun)} {noun}" if rng.random() < 0.93 else f"one {noun}"
    return f"{number_words(count)} {plural(noun)}"


def _thoughts(kind: str, things: list[tuple[str, str, int]]) -> tuple[str, int]:
    total, lines = 0, [f"{kind}."]
    for where, noun, count in things:
        if kind in ("objects", where):
            total += count
            lines.append(f"{noun} {count}: {total}.")
        else:
            lines.append(f"{noun} no.")
    return " ".join([*lines, f"answer: {total}"]), total


def generate(rng: random.Random, split: Split = "train") -> Item:
    """A fresh item with 2 to about 12 kinds of things."""
    kind, things = _draw(rng, split)
    phrases = [_phrase(noun, count, rng) for _, noun, count in things]
    usual = split == "train" and rng.random() < 0.5
    listed = ", ".join(phrases[:-1]) + (", and " if usual or rng.random() < 0.6 else " and ") + phrases[-1]
    have = HAVE[0] if usual else pick(rng, split, HAVE, 2)
    forms = ASK_ALL if kind == "objects" else ASK
    ask = (forms[0] if usual else pick(rng, split, forms)).format(kind=kind)
    thoughts, total = _thoughts(kind, things)
    pieces = [have.format(list=listed), ask]
    if not usual and rng.random() < 0.1:
        pieces.reverse()
    reply = rng.choice(REPLY).format(
        n=number_words(total),
        kind=kind if total != 1 else kind.removesuffix("s") if kind not in ("furniture", "clothes") else kind,
    )
    if total == 1:
        reply = reply.replace("There are", "There is")
    return Item("counting", " ".join(pieces), thoughts, (reply,), str(total), fillers("counting"))
