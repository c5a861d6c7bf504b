"""What lies outside: questions and requests of any kind that a small model must refuse; it must not make things up."""

from __future__ import annotations

import random

from engine.training.tasks import vocabulary_lists as lists
from engine.training.tasks.item import Item, Split, listed, sentence_case
from engine.training.tasks.names import NAMES, SURNAMES, any_name
from engine.training.tasks.objects import nouns
from engine.training.tasks.outside_words import ASKED, HELD_OUT, NONSENSE
from engine.training.tasks.pattern import parse
from engine.training.tasks.simple import simple_item
from engine.training.tasks.word_lists import LONG

REFUSALS = (
    "I can't do that, a larger model can.",
    "That is outside of what I can do, a larger model can help.",
    "I don't know that, a larger model might.",
    "I can't answer that, please ask a larger model.",
)
_PATTERNS = {
    "train": tuple(map(parse, listed(ASKED, "\n"))),
    "held_out": tuple(map(parse, listed(HELD_OUT, "\n"))),
}
_TOPICS = (lists.FOODS, lists.HOBBIES, lists.PROFESSIONS, lists.CHEMICALS, lists.PLACES)
_LEADS = ("", "", "", "", "Please ", "Can you ", "Could you ", "I want you to ", "Hey, ", "Would you ", "Now ")
_ASKS = ("", "", "", "", "", "Hey, ", "Tell me, ", "Do you know, ", "So, ", "One question, ", "Hello, ", "Okay, ")


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


def generate(rng: random.Random, split: Split = "train") -> Item:
    """A fresh question or request that must be refused."""
    if split == "train" and rng.random() < 0.06:
        spoken = f"{' '.join(rng.choice(NONSENSE) for _ in range(rng.randint(3, 9)))}."
    else:
        spoken = rng.choice(_PATTERNS[split]).text(rng, _slots(rng, split))
        spoken = " ".join(spoken.split()).replace(" ?", "?").replace(" .", ".")
        if rng.random() < 0.5:
            leads = _ASKS if spoken[-1] == "?" else _LEADS
            lead = rng.choice(leads)
            if lead.split(" ")[0] in ("Can", "Could", "Would"):
                spoken = spoken[:-1] + "?"
            keep = spoken.split()[0] in ("I", "I'm", "I've") or (lead and spoken.split()[0] in _PROPER)
            spoken = lead + (spoken if keep or not lead else spoken[0].lower() + spoken[1:])
    return simple_item("outside", sentence_case(spoken), ["outside."], rng.choice(REFUSALS), "refuse", rng)


_PROPER = frozenset((*lists.PLACES, *NAMES, *LONG["first"], *LONG["last"]))
