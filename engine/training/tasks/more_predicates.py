"""More kinds of predicates for arguments, for training only: with names and things from the long lists.

A model that has met a few hundred objects of predicates writes down the nearest of those when it hears another one.
"""

from __future__ import annotations

import random

from engine.training.tasks import more_vocabulary as more
from engine.training.tasks.item import Split
from engine.training.tasks.names import any_name
from engine.training.tasks.objects import plural
from engine.training.tasks.predicates import MAKERS, Maker, Predicate, article, made_up, noun_of, verb_of
from engine.training.tasks.vocabulary_lists import BOOK_WORDS, CITIES, COUNTRIES, HOBBIES, SPECIES, part
from engine.training.tasks.word_lists import LONG

_HELD_OUT = {*part(SPECIES, "held_out"), *part(HOBBIES, "held_out"), "marigold"}
_SORTS = tuple(
    w for w in (*LONG["others"], *LONG["animals"]) if not w.endswith(("man", "f", "fe")) and w not in _HELD_OUT
)
_THINGS = (*_SORTS, *LONG["vehicles"], *LONG["furniture"])
_CLOTHES = (*more.CLOTHES, *LONG["clothes"])
_INSTRUMENTS = (*more.INSTRUMENTS, *LONG["musical instruments"])


def _one_of(words: str) -> str:
    return f"{article(words)} {words}"


def any_person(rng: random.Random, split: Split) -> str:
    """A name, now and then with a title, with a surname or made up."""
    draw, name = rng.random(), any_name(rng, split)
    if draw < 0.08:
        return f"{rng.choice(more.TITLES)} {any_name(rng, split, 'last')}"
    if draw < 0.18:
        return f"{name} {any_name(rng, split, 'last')}"
    return made_up(rng) if draw < 0.26 else name


def _kin(rng: random.Random, split: Split) -> Predicate:
    return noun_of(rng.choice(more.KIN), "of", any_person(rng, split))


def _tied(rng: random.Random, split: Split) -> Predicate:
    name, draw = any_person(rng, split), rng.random()
    if draw < 0.5:
        return verb_of(rng.choice(more.PERSON_VERBS), name)
    return _adjective(rng.choice(more.TIED), name)


def _adjective(words: str, name: str) -> Predicate:
    return Predicate(f"{words.removeprefix('in ').partition(' ')[0]} {name}".lower(), f"{words} {name}")


def _trade(rng: random.Random, _split: Split) -> Predicate:
    return noun_of(rng.choice(more.TRADES), "", "")


def _trait(rng: random.Random, _split: Split) -> Predicate:
    word = rng.choice(more.TRAITS)
    return Predicate(word, word)


def _pastime(rng: random.Random, _split: Split) -> Predicate:
    pastime, draw = rng.choice(more.PASTIMES), rng.random()
    if draw < 0.55:
        return verb_of(rng.choice(more.PASTIME_VERBS), pastime)
    if draw < 0.75:
        return _adjective(rng.choice(more.ABOUT), pastime)
    return noun_of(rng.choice(("teacher", "lover", "fan", "student", "champion", "friend", "critic")), "of", pastime)


def _language(rng: random.Random, _split: Split) -> Predicate:
    language = rng.choice(more.LANGUAGES)
    if rng.random() < 0.6:
        return verb_of(rng.choice(more.LANGUAGE_VERBS), language)
    return noun_of(rng.choice(more.LANGUAGE_HEADS), "of", language)


def _music(rng: random.Random, _split: Split) -> Predicate:
    return verb_of(rng.choice(more.INSTRUMENT_VERBS), f"the {rng.choice(_INSTRUMENTS)}")


def _wearer(rng: random.Random, _split: Split) -> Predicate:
    thing = rng.choice(_CLOTHES)
    thing = f"{rng.choice(more.COLORS)} {thing}" if rng.random() < 0.7 else thing
    return verb_of(rng.choice(more.WEAR_VERBS), _one_of(thing))


def _owner(rng: random.Random, _split: Split) -> Predicate:
    thing = rng.choice(_THINGS)
    if rng.random() < 0.6:
        return verb_of(rng.choice(more.OWN_VERBS), _one_of(thing))
    return noun_of(rng.choice(more.THING_HEADS), "of", plural(thing))


def _gardener(rng: random.Random, _split: Split) -> Predicate:
    return verb_of(rng.choice(more.PLANT_VERBS), rng.choice(more.PLANTS))


def _diner(rng: random.Random, _split: Split) -> Predicate:
    dish = rng.choice(more.DISHES)
    if rng.random() < 0.8:
        return verb_of(rng.choice(more.DISH_VERBS), dish)
    return noun_of(rng.choice(("lover", "seller", "hater", "buyer", "great lover", "producer")), "of", dish)


def _club(rng: random.Random, split: Split) -> Predicate:
    town = rng.choice((rng.choice(part(CITIES, split)), any_name(rng, split, "last"), made_up(rng)))
    return noun_of(rng.choice(more.CLUB_HEADS), "of", f"{town} {rng.choice(more.CLUB_ENDINGS)}")


def _scholar(rng: random.Random, _split: Split) -> Predicate:
    subject = rng.choice(more.SUBJECTS)
    if rng.random() < 0.7:
        return verb_of(rng.choice(more.SUBJECT_VERBS), subject)
    return noun_of(rng.choice(more.SUBJECT_HEADS), "of", subject)


def _book(rng: random.Random, _split: Split) -> Predicate:
    title = f"{rng.choice(BOOK_WORDS)} {rng.choice(_SORTS).capitalize()}"
    if rng.random() < 0.5:
        verbs = ("has read/have read/having read", "has bought/have bought/having bought", "quotes/quote/quoting")
        return verb_of(rng.choice(verbs), title)
    return noun_of(rng.choice(("reader", "owner", "critic", "translator", "fan", "reviewer")), "of", title)


def _substance(rng: random.Random, split: Split) -> Predicate:
    draw = rng.random()
    if draw < 0.15:
        return _adjective("made of", rng.choice(more.MATERIALS))
    if draw < 0.3:
        return _adjective(rng.choice(more.SOURCES), rng.choice(part(COUNTRIES, split)))
    name = rng.choice(more.SUBSTANCES) if draw < 0.85 else made_up(rng).lower()
    if rng.random() < 0.75:
        return verb_of(rng.choice(more.SUBSTANCE_VERBS), name)
    return noun_of(rng.choice(("derivative", "form", "source", "component", "ingredient")), "of", name)


def _thing_trait(rng: random.Random, _split: Split) -> Predicate:
    word = rng.choice(more.TRAITS_OF_THINGS)
    return Predicate(word, word)


def _sort(rng: random.Random, _split: Split) -> Predicate:
    return noun_of(rng.choice(more.KINDS_OF_THINGS if rng.random() < 0.4 else _SORTS), "", "")


def _creature(rng: random.Random, _split: Split) -> Predicate:
    if rng.random() < 0.6:
        return verb_of("possesses/possess/possessing", rng.choice(more.FEATURES))
    return verb_of(rng.choice(more.HABITAT_VERBS), rng.choice(more.HABITATS))


ALL_MAKERS: dict[str, Maker] = {
    **MAKERS,
    "kin": _kin,
    "tied": _tied,
    "trade": _trade,
    "trait": _trait,
    "pastime": _pastime,
    "language": _language,
    "music": _music,
    "wearer": _wearer,
    "owner": _owner,
    "gardener": _gardener,
    "diner": _diner,
    "club": _club,
    "scholar": _scholar,
    "book": _book,
    "substance": _substance,
    "thing trait": _thing_trait,
    "sort": _sort,
    "creature": _creature,
}
"""Makers of predicates by kind; those that `predicates.MAKERS` lacks are for training."""
