"""Web of lies: a row of people of whom some lie; does the last one tell the truth? (The task of BIG-Bench's `web_of_lies`, with wordings of our own beside its.)"""

from __future__ import annotations

import random

from engine.training.tasks.item import Item, Split, fillers, pick
from engine.training.tasks.names import HELD_OUT_NAMES, NAMES

TRUE_FACT = (
    "{a} tells the truth.",
    "{a} tells the truth.",
    "{a} is telling the truth.",
    "{a} is honest.",
    "We know that {a} tells the truth.",
    "{a} always tells the truth.",
)
LIE_FACT = ("{a} lies.", "{a} lies.", "{a} is lying.", "{a} is a liar.", "We know that {a} lies.", "{a} always lies.")
SAYS_TRUE = (
    "{b} says {a} tells the truth.",
    "{b} says {a} tells the truth.",
    "{b} says that {a} tells the truth.",
    "{b} claims {a} is honest.",
    "{b} says {a} is telling the truth.",
    "According to {b}, {a} tells the truth.",
)
SAYS_LIES = (
    "{b} says {a} lies.",
    "{b} says {a} lies.",
    "{b} says that {a} lies.",
    "{b} claims {a} is a liar.",
    "{b} says {a} is lying.",
    "According to {b}, {a} lies.",
)
ASK = (
    "Does {a} tell the truth?",
    "Does {a} tell the truth?",
    "Is {a} telling the truth?",
    "Is {a} honest?",
    "So, does {a} tell the truth?",
    "Can we believe {a}?",
)
YES = ("Yes, {a} tells the truth.", "Yes, {a} is telling the truth.")
NO = ("No, {a} does not tell the truth.", "No, {a} is lying.")


def _say(rng: random.Random, split: Split, forms: tuple[str, ...], usual: bool) -> str:
    return forms[0] if usual else pick(rng, split, forms)


def generate(rng: random.Random, split: Split = "train") -> Item:
    """A fresh item with 2 to 7 people."""
    count = rng.choice((2, 3, 4, 5, 5, 5, 6, 7))
    people = rng.sample(HELD_OUT_NAMES if split == "held_out" else NAMES, count)
    usual = split == "train" and rng.random() < 0.5
    honest = rng.random() < 0.5
    said = [_say(rng, split, TRUE_FACT if honest else LIE_FACT, usual).format(a=people[0])]
    verdict = {True: "true", False: "lies"}
    thoughts = [f"{people[0]} {verdict[honest]}."]
    for before, person in zip(people, people[1:], strict=False):
        claim = rng.random() < 0.5
        said.append(_say(rng, split, SAYS_TRUE if claim else SAYS_LIES, usual).format(a=before, b=person))
        honest = honest == claim
        thoughts.append(f"{person}: {before} {verdict[claim]}, so {verdict[honest]}.")
    answer = "yes" if honest else "no"
    said.append(_say(rng, split, ASK, usual).format(a=people[-1]))
    reply = rng.choice(YES if honest else NO).format(a=people[-1])
    return Item("lies", " ".join(said), " ".join([*thoughts, f"answer: {answer}"]), (reply,), answer, fillers("lies"))
