"""What lies outside: questions and requests of any kind that a small model must refuse; it must not make things up."""

from __future__ import annotations

import random
import re

from engine.training.tasks import vocabulary_lists as lists
from engine.training.tasks.item import Item, Split, listed, sentence_case
from engine.training.tasks.names import NAMES, SURNAMES, any_name
from engine.training.tasks.objects import nouns
from engine.training.tasks.outside_more import ACTIONS, LOOK_ALIKE, WORLD
from engine.training.tasks.outside_things import CLAUSES, INDIRECT, SLOTS
from engine.training.tasks.outside_words import ASKED, HELD_OUT, NONSENSE
from engine.training.tasks.pattern import parse
from engine.training.tasks.simple import simple_item
from engine.training.tasks.word_lists import LONG
from engine.words import number_words

REFUSALS = (
    "I can't do that, a larger model can.",
    "That is outside of what I can do, a larger model can help.",
    "I don't know that, a larger model might.",
    "I can't answer that, please ask a larger model.",
)
_PATTERNS = {
    "train": tuple(map(parse, listed(ASKED, "\n"))),
    "alike": tuple(map(parse, listed(LOOK_ALIKE, "\n"))),
    "more": tuple(map(parse, listed(WORLD + ACTIONS, "\n"))),
    "indirect": tuple(
        parse(frame.replace("{clause}", clause)) for frame in listed(INDIRECT, "\n") for clause in listed(CLAUSES, "\n")
    ),
    "held_out": tuple(map(parse, listed(HELD_OUT, "\n"))),
}
_TOPICS = (lists.FOODS, lists.HOBBIES, lists.PROFESSIONS, lists.CHEMICALS, lists.PLACES)
_LEADS = ("", "", "", "", "Please ", "Can you ", "Could you ", "I want you to ", "Hey, ", "Would you ", "Now ")
_ASKS = ("", "", "", "", "", "Hey, ", "Tell me, ", "Do you know, ", "So, ", "One question, ", "Hello, ", "Okay, ")
_MORE_LEADS = (
    *_LEADS,
    *("Hey Mindpace, ", "Mindpace, ", "Will you ", "Would you please ", "So, ", "Okay, ", "And ", "Then ", "Um, "),
    *("Could you please ", "Can you please ", "Hello, ", "Hi, ", "Well, ", "All right, ", "Listen, ", "Now please "),
)
_MORE_ASKS = (
    *_ASKS,
    *("Mindpace, ", "Hey Mindpace, ", "Well, ", "Um, ", "And ", "So tell me, ", "By the way, ", "Excuse me, ", "Hi, "),
    *("Can you tell me, ", "I was wondering, ", "Quick question, ", "Now, ", "Right, ", "Let me ask you, ", "But "),
    *("Do you happen to know, ", "Any idea, ", "Please tell me, ", "Listen, ", "Actually, ", "I want to know, "),
)
"""What stands before training requests and questions."""


_SPLITS: tuple[Split, ...] = ("train", "held_out")
_ANIMALS = {split: tuple(n for n in nouns("animals", split) if n[0] not in "aeiou") for split in _SPLITS}


def _slots(rng: random.Random, split: Split) -> dict[str, str]:
    part = lists.part
    return {
        "place": rng.choice(part(lists.PLACES, split)),
        "country": rng.choice(part(lists.COUNTRIES, split)),
        "person": f"{any_name(rng, split)} {rng.choice(SURNAMES)}" if rng.random() < 0.5 else rng.choice(NAMES),
        "food": rng.choice(part(lists.FOODS, split)),
        "hobby": rng.choice(part(lists.HOBBIES, split)),
        "job": rng.choice(part(lists.PROFESSIONS, split)),
        "animal": rng.choice(_ANIMALS[split]),
        "chemical": rng.choice(part(lists.CHEMICALS, split)),
        "book": f"{rng.choice(lists.BOOK_WORDS)} {rng.choice(part(lists.BOOK_NOUNS, split))}",
        "topic": rng.choice(part(rng.choice(_TOPICS), split)),
        "quality": rng.choice(part(lists.QUALITIES, split)),
    }


def _more_slots(rng: random.Random) -> dict[str, str]:
    """Slots of the wordings that are only for training."""
    n, m = rng.randint(2, 99), rng.randint(2, 99)
    drawn = {name: rng.choice(entries) for name, entries in SLOTS.items()}
    other, elsewhere = rng.choice(_ANIMALS["train"]), rng.choice(lists.part(lists.PLACES, "train"))
    more = {"n": number_words(n), "m": number_words(m), "other": other, "elsewhere": elsewhere}
    return {**_slots(rng, "train"), **drawn, **more}


_AN = re.compile(r"(?<=\b[Aa])(?= [aeioAEIO])")


def _nonsense(rng: random.Random) -> str:
    return f"{' '.join(rng.sample(NONSENSE, rng.randint(3, 9)))}."


def _trained(rng: random.Random) -> str:
    """A training wording: of the first list, of what looks like an own skill, or of the rest."""
    kind = rng.choices(("train", "alike", "more", "indirect"), (0.22, 0.3, 0.36, 0.12))[0]
    slots = _slots(rng, "train") if kind == "train" else _more_slots(rng)
    return _AN.sub("n", rng.choice(_PATTERNS[kind]).text(rng, slots))


def _led(rng: random.Random, split: Split, spoken: str) -> str:
    """The wording with something before it."""
    asked = spoken[-1] == "?"
    lead = rng.choice((_ASKS if asked else _LEADS) if split == "held_out" else (_MORE_ASKS if asked else _MORE_LEADS))
    if lead.split(" ")[0] in ("Can", "Could", "Would", "Will"):
        spoken = spoken[:-1] + "?"
    keep = spoken.split()[0] in ("I", "I'm", "I've", "I'd", "Google") or (lead and spoken.split()[0] in _PROPER)
    return lead + (spoken if keep or not lead else spoken[0].lower() + spoken[1:])


def generate(rng: random.Random, split: Split = "train") -> Item:
    """A fresh question or request that must be refused."""
    if split == "train" and rng.random() < 0.06:
        spoken = _nonsense(rng)
    else:
        spoken = rng.choice(_PATTERNS[split]).text(rng, _slots(rng, split)) if split == "held_out" else _trained(rng)
        spoken = " ".join(spoken.split()).replace(" ?", "?").replace(" .", ".")
        if rng.random() < 0.5:
            spoken = _led(rng, split, spoken)
    return simple_item("outside", sentence_case(spoken), ["outside."], rng.choice(REFUSALS), "refuse", rng)


_PROPER = frozenset((*lists.PLACES, *NAMES, *LONG["first"], *LONG["last"]))
