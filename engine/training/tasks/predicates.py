"""Predicates for arguments: an open vocabulary of relations, teams, products, places, hobbies, books, foods and kinds.

Each is composed of a head and an object drawn anew, so that training sees many thousands of them.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.training.tasks import vocabulary_lists as lists
from engine.training.tasks.item import Split
from engine.training.tasks.names import any_name


@dataclass(frozen=True)
class Predicate:
    """What somebody is or does: a complement of "is" ("a fan of Porto"), or a verb phrase; and the chain's key."""

    key: str
    complement: str = ""
    plural: str = ""
    noun: str = ""
    verb: str = ""
    negative: str = ""
    gerund: str = ""

    def says(self, positive: bool) -> str:
        """The predicate as a verb phrase of one person or thing."""
        if self.complement:
            return f"is {self.complement}" if positive else f"is not {self.complement}"
        return self.verb if positive else self.negative

    def being(self, positive: bool) -> str:
        """The predicate as a gerund."""
        gerund = f"being {self.complement}" if self.complement else self.gerund
        return gerund if positive else f"not {gerund}"


@dataclass(frozen=True)
class Domain:
    """A topic: how arguments about it open, and whether it is about people or things (with their noun)."""

    openers: tuple[str, ...]
    kinds: tuple[str, ...]
    person: bool = True
    nouns: tuple[str, ...] = ("person",)


def article(words: str) -> str:
    """The indefinite article before words."""
    if words.startswith(("honest", "honor", "hour", "eu", "ewe")):
        return "an" if words[0] == "h" else "a"
    vowel = words[0].lower() in "aeio" or (words[0].lower() == "u" and words[:3].lower() not in ("uni", "use", "uku"))
    return "an" if vowel else "a"


def _key(head: str, name: str) -> str:
    """How a chain calls a predicate: its head and two words of its object, without articles and "of"."""
    return " ".join([head, *[w for w in name.split() if w not in ("The", "the", "A", "a", "an", "of")][:2]])


def noun_of(head: str, link: str, name: str) -> Predicate:
    """As in "is a fan of Porto", or "is a fan" if there is no name."""
    noun = f"{head} {link} {name}" if name else head
    plural = f"{plural_of(head)} {link} {name}" if name else plural_of(head)
    short = _key(head.removesuffix(" in law").rsplit(" ", 1)[-1], name) if name else head
    return Predicate(short.lower(), f"{article(noun)} {noun}", plural, noun)


def plural_of(head: str) -> str:
    """Plural of a head noun ("son in law": "sons in law")."""
    if " in law" in head:
        return head.replace(" in law", "s in law")
    if head.endswith("man") and not head.endswith("human"):
        return head[:-2] + "en"
    if head.endswith("y") and head[-2] not in "aeiou":
        return head[:-1] + "ies"
    return head + ("es" if head.endswith(("s", "x", "ch", "sh")) else "s")


def verb_of(verb: str, name: str) -> Predicate:
    """As in "loves chess"; `verb` is "loves/love/loving"."""
    third, base, gerund = verb.split("/")
    negative = third.replace("has ", "has not ", 1) if third.startswith("has ") else f"does not {base}"
    short = _key(third.split()[1 if third.startswith("has ") else 0], name)
    return Predicate(short.lower(), verb=f"{third} {name}", negative=f"{negative} {name}", gerund=f"{gerund} {name}")


def _person(rng: random.Random, split: Split) -> str:
    return any_name(rng, split)


def _relation(rng: random.Random, split: Split) -> Predicate:
    return noun_of(rng.choice(lists.RELATIONS), "of", _person(rng, split))


def _team(rng: random.Random, split: Split) -> str:
    city, draw = rng.choice(lists.part(lists.CITIES, split)), rng.random()
    if draw < 0.4:
        return f"{city} {rng.choice(lists.TEAM_ENDINGS)}"
    if draw < 0.6:
        return f"{rng.choice(lists.TEAM_BEGINNINGS)} {city}"
    if draw < 0.8:
        return f"{city} {rng.choice(lists.TEAM_ANIMALS)}"
    return city if draw < 0.9 else f"{rng.choice(lists.TEAM_BEGINNINGS)} {city} {rng.choice(lists.TEAM_ENDINGS)}"


def _fan(rng: random.Random, split: Split) -> Predicate:
    head = rng.choice(lists.FANS)
    return noun_of(head, "to" if head in ("opponent", "stranger") else "of", _team(rng, split))


def made_up(rng: random.Random) -> str:
    """A word that no list has, of two or three syllables."""
    return "".join(rng.choice(lists.SYLLABLES) for _ in range(rng.randint(2, 3))).capitalize()


def _brand(rng: random.Random, split: Split) -> str:
    draw = rng.random()
    if draw < 0.3:
        return made_up(rng)
    return rng.choice(lists.part(lists.BRANDS, split)) if draw < 0.8 else f"{_person(rng, split)}'s"


def _product(rng: random.Random, split: Split) -> str:
    return f"{_brand(rng, split)} {rng.choice(lists.PRODUCTS)}"


def _consumer(rng: random.Random, split: Split) -> Predicate:
    head = rng.choice(lists.CONSUMERS)
    return noun_of(f"{rng.choice(lists.HOW_OFTEN)} {head}" if rng.random() < 0.8 else head, "of", _product(rng, split))


def _ingredient(rng: random.Random, split: Split) -> Predicate:
    return noun_of(rng.choice(lists.INGREDIENTS), "of", _product(rng, split) if rng.random() < 0.7 else made_up(rng))


def _chemical(rng: random.Random, split: Split) -> str:
    return made_up(rng).lower() if rng.random() < 0.15 else rng.choice(lists.part(lists.CHEMICALS, split))


def _allergic(rng: random.Random, split: Split) -> Predicate:
    name, how = _chemical(rng, split), rng.choice(lists.ALLERGIC)
    return Predicate(f"{how.split()[0]} {name}".lower(), f"{how} {name}")


def _reacts(rng: random.Random, split: Split) -> Predicate:
    return verb_of(rng.choice(lists.CONTENT_VERBS), _chemical(rng, split))


def _visitor(rng: random.Random, split: Split) -> Predicate:
    place = rng.choice(lists.part(lists.PLACES, split))
    if rng.random() < 0.5:
        return verb_of(rng.choice(lists.TRAVEL_VERBS), place)
    return noun_of(rng.choice(lists.TRAVELLERS), "of" if rng.random() < 0.5 else "from", place)


def _hobby(rng: random.Random, split: Split) -> Predicate:
    hobby = rng.choice(lists.part(lists.HOBBIES, split))
    if rng.random() < 0.6:
        return verb_of(rng.choice(lists.LIKE_VERBS), hobby)
    return noun_of(rng.choice(lists.LOVERS), "of", hobby)


def _reader(rng: random.Random, split: Split) -> Predicate:
    book = f"{rng.choice(lists.BOOK_WORDS)} {rng.choice(lists.part(lists.BOOK_NOUNS, split))}"
    if rng.random() < 0.5:
        return verb_of(rng.choice(lists.READ_VERBS), book)
    return noun_of(rng.choice(lists.READERS), "of", book if rng.random() < 0.6 else _person(rng, split))


def _eater(rng: random.Random, split: Split) -> Predicate:
    food = rng.choice(lists.part(lists.FOODS, split))
    if rng.random() < 0.6:
        return verb_of(rng.choice(lists.EAT_VERBS), food)
    return noun_of(rng.choice(lists.LOVERS), "of", food)


def _member(rng: random.Random, split: Split) -> Predicate:
    draw = rng.random()
    if draw < 0.4:
        return noun_of(rng.choice(lists.part(lists.PROFESSIONS, split)), "", "")
    if draw < 0.7:
        return noun_of(rng.choice(lists.MEMBERS), "of", f"the {rng.choice(lists.part(lists.HOBBIES, split))} club")
    return noun_of(rng.choice(lists.CITIZENS), "of", rng.choice(lists.part(lists.COUNTRIES, split)))


def _quality(rng: random.Random, split: Split) -> Predicate:
    word = rng.choice(lists.part(lists.QUALITIES, split))
    return Predicate(word, word)


def _animal(rng: random.Random, split: Split) -> Predicate:
    draw = rng.random()
    if draw < 0.4:
        word = rng.choice(lists.part(lists.THING_QUALITIES, split))
        return Predicate(word, word)
    if draw < 0.5:
        return noun_of(made_up(rng).lower(), "", "")
    return noun_of(rng.choice(lists.part(lists.SPECIES, split)), "", "")


Maker = Callable[[random.Random, Split], Predicate]
MAKERS: dict[str, Maker] = {
    "relation": _relation,
    "fan": _fan,
    "consumer": _consumer,
    "ingredient": _ingredient,
    "allergic": _allergic,
    "reacts": _reacts,
    "visitor": _visitor,
    "hobby": _hobby,
    "reader": _reader,
    "eater": _eater,
    "member": _member,
    "quality": _quality,
    "animal": _animal,
}
DOMAIN_KINDS = tuple(MAKERS)


def draw(
    rng: random.Random, split: Split, domain: Domain, count: int, makers: Mapping[str, Maker] = MAKERS
) -> list[Predicate]:
    """`count` predicates of a topic with different keys."""
    chosen: dict[str, Predicate] = {}
    first = rng.choice(domain.kinds)
    while len(chosen) < count:
        kind = first if rng.random() < 0.7 else rng.choice(domain.kinds)
        made = makers[kind](rng, split)
        chosen.setdefault(made.key.rsplit(" ", 1)[-1] if rng.random() < 0.85 else made.key, made)
        if len({p.key for p in chosen.values()}) < len(chosen):
            chosen.popitem()
    return list(chosen.values())
