"""Object counting: a list of things; how many of them are of one kind?

The task of BIG-Bench's `object_counting` (arXiv 2206.04615), generated from its definition.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import accumulate

from engine.training.tasks.counting_words import (
    ALL_ASK,
    ANY_ASK,
    DEEDS,
    DID,
    DID_ASK,
    HOLDERS,
    JOINTS,
    KEEPERS,
    KIND_ASK,
    KIND_NAMES,
    LAST_JOINTS,
    OWN,
    OWN_ASK,
    PEOPLE,
    PLACED,
    PLACED_ASK,
    PLACES,
    WHOLE,
)
from engine.training.tasks.fillers import fillers
from engine.training.tasks.item import Item, Split, forms, is_usual, sentence_case, word_count
from engine.training.tasks.names import any_name
from engine.training.tasks.objects import (
    ADJECTIVES,
    KINDS,
    MORE_ADJECTIVES,
    article,
    distractors,
    kinds,
    more_nouns,
    nouns,
    plural,
    rare_nouns,
    wide_nouns,
)
from engine.training.tasks.pattern import Pattern
from engine.words import number_words

HAVE = forms("I have {list}.", "Somebody left {list} here.\nHe is looking after {list}.\nThe shop sells {list}.")
ASK = forms("How many {kind} do I have?", "What is the number of {kind}?\nOf all that, how many are {kind}?")
ASK_ALL = forms("How many objects do I have?", "Count all of them.\nWhat is the total number of objects?")
LISTS = forms("{all}, and {last}", "{all}, and also {last}")
REPLIES = ("You have {n} {kind}.", "There {are} {n} {kind}.", "That makes {n} {kind}.")
_SINGULAR = {"furniture": "piece of furniture", "clothes": "piece of clothing"}
_SPOKEN_KIND = {"furniture": "pieces of furniture"}
SHARES = (0.24, 0.1, 0.22, 0.44)
"""Shares of draws from the usual things, from all of our lists, from the wide ones, and from the long ones of WordNet.

Fruits, vegetables and instruments have no long lists."""
MOST = 24
MOST_LETTERS = 100
"""Of the nouns of a question, so that the chain has a place in a row of training."""
AMOUNTS = {
    1: ("one", "one", "one", "a single", "just one"),
    2: ("a couple of", "a couple of", "a pair of", "just two"),
    6: ("half a dozen",),
    12: ("a dozen",),
}
"""Other ways to say how many: "a pair of" only of things that are not in pairs anyway."""
AMOUNT_SHARE = 0.18
OWN_FRAME, DID_FRAME, PLACED_FRAME = (OWN, OWN_ASK), (DID, DID_ASK), (PLACED, PLACED_ASK)
_QUESTIONS = ("Can ", "Could ", "Would ", "Do ", "What is ", "What's ")


@dataclass(frozen=True)
class Thing:
    """A noun of a category and how many of it there are."""

    kind: str
    noun: str
    count: int


def _counted(rng: random.Random, split: Split, pairs: list[tuple[str, str]], high: int) -> list[Thing]:
    counts = [1 if rng.random() < 0.6 else rng.randint(2, high) for _ in pairs]
    if split == "train" and rng.random() < 0.06:
        counts[rng.randrange(len(counts))] = rng.choice((6, 12))  # that may be called dozens
    return [Thing(kind, noun, count) for (kind, noun), count in zip(pairs, counts, strict=True)]


def _named(rng: random.Random, split: Split, kind: str, count: int) -> list[tuple[str, str]]:
    names = rng.choices((nouns, more_nouns, wide_nouns, rare_nouns), SHARES)[0](kind, split)
    return [(kind, noun) for noun in rng.sample(names, min(count, len(names)))]


def _draw(rng: random.Random, split: Split, usual: bool) -> tuple[str, list[Thing]]:
    """The kind asked for ("objects" is everything) and the things, at most `MOST` in all."""
    kind = rng.choice(KINDS[:4]) if usual or rng.random() < 0.65 else rng.choice(kinds(split))
    most = 8 if usual or split == "held_out" else 5  # other wordings are longer than the usual one
    pairs = _named(rng, split, kind, rng.randint(1, most))
    others = [
        pair for other in distractors(kind, split) for pair in _named(rng, split, other, 4 if other == "others" else 2)
    ]
    everything = rng.random() < 0.3
    if everything:
        if rng.random() < 0.6:  # most rare things are of no category that is asked for
            pairs = _named(rng, split, "others", rng.randint(1, most))
            others = [pair for pair in others if pair[0] != "others"]
        pairs = pairs[: rng.choice((1, 2, 7))]
    pairs += rng.sample(others, min(rng.randint(0, most if everything else 4), len(others)))
    if len(pairs) < 2:
        pairs.append(rng.choice(others))
    rng.shuffle(pairs)
    things = _counted(rng, split, pairs, rng.choice((3, 5, 5, 8)))
    if sum(thing.count for thing in things) > MOST or sum(len(thing.noun) for thing in things) > MOST_LETTERS:
        return _draw(rng, split, usual)
    return "objects" if everything else kind, things


def _phrase(thing: Thing, rng: random.Random, split: Split, usual: bool) -> str:
    """A thing with its number, which can be said in several ways."""
    if split == "train" and not usual:
        return _in_other_words(thing, rng)
    adjective = rng.choice(ADJECTIVES) + " " if not usual and rng.random() < 0.06 else ""
    if thing.count > 1:
        return f"{number_words(thing.count)} {adjective}{plural(thing.noun)}"
    words = adjective + thing.noun
    return f"one {words}" if not usual and rng.random() < 0.1 else f"{article(words)} {words}"


def _in_other_words(thing: Thing, rng: random.Random) -> str:
    noun = plural(thing.noun) if thing.count > 1 else thing.noun
    plain = " " not in noun and rng.random() < 0.1
    words = f"{rng.choice(MORE_ADJECTIVES)} {noun}" if plain else noun
    if rng.random() < AMOUNT_SHARE and thing.count in AMOUNTS:
        amount = rng.choice(AMOUNTS[thing.count])
        if amount != "a pair of" or not (" of " in noun or thing.kind in ("clothes", "tools", "drinks")):
            return f"{amount} {words}"
    return f"{number_words(thing.count) if thing.count > 1 else article(words)} {words}"


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


def _kind_name(rng: random.Random, kind: str) -> str:
    return rng.choice(KIND_NAMES.get(kind, (kind,)))


def _teller(rng: random.Random, keeper: bool) -> dict[str, str]:
    """Slots of who has things: pronouns and verbs."""
    person: tuple[str, ...] = rng.choice(PEOPLE)
    if keeper or rng.random() < 0.15:
        person = (rng.choice(KEEPERS) if keeper else any_name(rng, "train"),) * 2
    many = len(person) == 3 or person[0] in ("I", "we", "you")
    past, base = rng.choice(DEEDS)
    slots = dict(zip("sp", person[:2], strict=True)) | {"past": past, "base": base}
    return slots | ({"has": "have", "own": "own", "do": "do"} if many else {"has": "has", "own": "owns", "do": "does"})


def _slots(rng: random.Random, kind: str, things: list[Thing], keeper: bool) -> dict[str, str]:
    slots = _teller(rng, keeper) | {"list": "{list}", "kind": _kind_name(rng, kind)}
    slots |= {"there": rng.choice(PLACES), "holder": rng.choice(HOLDERS), "got": slots["has"] + " got"}
    return slots | {"are": "is" if things[0].count == 1 and rng.random() < 0.5 else "are"}


def _line(rng: random.Random, options: tuple[Pattern, ...], slots: dict[str, str]) -> str:
    text = sentence_case(rng.choice(options).text(rng, slots))
    return text[:-1] + "?" if text.startswith(_QUESTIONS) else text


def _frame(rng: random.Random, kind: str, things: list[Thing]) -> str:
    """What is said in training, with "{list}" where the things are named."""
    told, asked = rng.choices((OWN_FRAME, DID_FRAME, PLACED_FRAME), (4, 4, 3))[0]
    slots = _slots(rng, kind, things, keeper=told is OWN and rng.random() < 0.15)
    if rng.random() < 0.12:
        return _line(rng, WHOLE, slots)
    having = _line(rng, told, slots)
    other = ALL_ASK if kind == "objects" else KIND_ASK
    asked_first = rng.random() < 0.15
    if asked_first:
        slots["p"] = slots["s"]
    asking = _line(rng, rng.choices((asked, ANY_ASK, other), (5, 3, 2))[0], slots)
    if slots["there"] in asking.lower() and slots["there"] not in having.lower():
        asking = _line(rng, ANY_ASK, slots)  # no place that was not spoken of
    return f"{asking} {having}" if asked_first else f"{having} {asking}"


def _plain_frame(rng: random.Random, split: Split, kind: str, usual: bool) -> str:
    """What is said in the usual wording, or in one of those that are held out."""
    having = HAVE.draw(rng, split, usual)
    spoken = _SPOKEN_KIND.get(kind, kind)
    if kind == "musical instruments" and not usual and rng.random() < 0.3:
        spoken = "instruments"
    asking = (ASK_ALL if kind == "objects" else ASK).draw(rng, split, usual).format(kind=spoken)
    asked_first = not usual and rng.random() < 0.12
    return f"{asking} {having}" if asked_first else f"{having} {asking}"


def _joints(rng: random.Random, split: Split, count: int, usual: bool) -> list[str]:
    """What is said before each of the things."""
    if split == "train" and not usual:
        last = rng.choice(LAST_JOINTS)
        joint = rng.choice(JOINTS)
        mixed = rng.random() < 0.1
        return ["", *(rng.choice(JOINTS) if mixed else joint for _ in range(count - 2)), last]
    listing = LISTS.draw(rng, split, usual or rng.random() < 0.4) if count > 2 else "{all} and {last}"
    return ["", *[", "] * (count - 2), listing.removeprefix("{all}").removesuffix("{last}")]


def generate(rng: random.Random, split: Split = "train") -> Item:
    """A fresh item with 2 to 12 kinds of things and a total of at most `MOST`."""
    usual = is_usual(rng, split)
    kind, things = _draw(rng, split, usual)
    phrases = [_phrase(thing, rng, split, usual) for thing in things]
    parts = [a + b for a, b in zip(_joints(rng, split, len(things), usual), phrases, strict=True)]
    plain = usual or split == "held_out"
    frame = _plain_frame(rng, split, kind, usual) if plain else _frame(rng, kind, things)
    before, _, after = frame.partition("{list}")
    words = "".join(parts)
    spoken = before + (words if before and before[-2] not in ".?" else sentence_case(words)) + after
    thoughts, total = _thoughts(kind, things)
    places = [word_count(before + so_far) for so_far in accumulate(parts)]
    heard = (*places, word_count(spoken), word_count(spoken))
    reply = _reply(rng, kind, total)
    return Item("counting", spoken, thoughts, (reply,), str(total), fillers("counting", rng), heard)
