"""Web of lies: a row of people of whom some lie; does the last one tell the truth?

The task of BIG-Bench's `web_of_lies` (arXiv 2206.04615), generated from its definition.
"""

from __future__ import annotations

import random
from itertools import accumulate, pairwise

from engine.training.tasks.fillers import fillers
from engine.training.tasks.item import Item, Split, forms, is_usual, word_count
from engine.training.tasks.names import people

TRUE_FACT = forms(
    """
    {a} tells the truth.
    {a} is telling the truth.
    {a} is honest.
    We know that {a} tells the truth.
    {a} always tells the truth.
    {a} never lies.
    {a} is an honest person.
    """,
    "{a} is truthful.\n{a} speaks the truth.",
)
LIE_FACT = forms(
    """
    {a} lies.
    {a} is lying.
    {a} is a liar.
    We know that {a} lies.
    {a} always lies.
    {a} does not tell the truth.
    {a} never tells the truth.
    """,
    "{a} is dishonest.\n{a} is not truthful.",
)
SAYS_TRUE = forms(
    """
    {b} says {a} tells the truth.
    {b} says that {a} tells the truth.
    {b} says {a} is telling the truth.
    {b} says {a} is honest.
    {b} claims {a} tells the truth.
    {b} claims {a} is honest.
    {b} says that {a} is honest.
    According to {b}, {a} tells the truth.
    """,
    "{b} tells us that {a} speaks the truth.\n{b} insists that {a} is truthful.",
)
SAYS_LIES = forms(
    """
    {b} says {a} lies.
    {b} says that {a} lies.
    {b} says {a} is lying.
    {b} says {a} is a liar.
    {b} claims {a} lies.
    {b} claims {a} is a liar.
    {b} says that {a} is lying.
    According to {b}, {a} lies.
    """,
    "{b} tells us that {a} is dishonest.\n{b} insists that {a} is not truthful.",
)
ASK = forms(
    """
    Does {a} tell the truth?
    Is {a} telling the truth?
    Is {a} honest?
    So, does {a} tell the truth?
    Can we believe {a}?
    Does {a} really tell the truth?
    Now tell me, does {a} tell the truth?
    Is {a} an honest person?
    """,
    "Is {a} truthful?\nWould you say that {a} speaks the truth?",
)
OPENINGS = forms(
    "Listen carefully.\nHere is a puzzle.\nSome people always lie.\nConsider these people.", "Try this riddle."
)
REPLIES = {
    True: ("Yes, {a} tells the truth.", "Yes, {a} is telling the truth."),
    False: ("No, {a} does not tell the truth.", "No, {a} is lying."),
}
_VERDICT = {True: "true", False: "lies"}


def _web(names: list[str], rng: random.Random) -> list[tuple[str, bool, bool]]:
    """Per person the name, what was claimed (of the person before; of the first person: by the narrator), the truth."""
    honest = rng.random() < 0.5
    web = [(names[0], honest, honest)]
    for name in names[1:]:
        claim = rng.random() < 0.5
        honest = honest == claim
        web.append((name, claim, honest))
    return web


def _spoken(web: list[tuple[str, bool, bool]], asked: str, rng: random.Random, split: Split, usual: bool) -> list[str]:
    """The sentences of the question; the first may be an opening, the last asks."""
    first, claim, _ = web[0]
    said = [OPENINGS.draw(rng, split)] if not usual and rng.random() < 0.1 else []
    said.append((TRUE_FACT if claim else LIE_FACT).draw(rng, split, usual).format(a=first))
    for (before, _, _), (name, claim, _) in pairwise(web):
        said.append((SAYS_TRUE if claim else SAYS_LIES).draw(rng, split, usual).format(a=before, b=name))
    return [*said, ASK.draw(rng, split, usual).format(a=asked)]


def _thoughts(web: list[tuple[str, bool, bool]], asked: str, honest: bool) -> str:
    """Who is honest, person by person, each from the claim as heard and the verdict just before."""
    lines = [f"{web[0][0]} {_VERDICT[web[0][2]]}."]
    for (before, _, _), (name, claim, truth) in pairwise(web):
        lines.append(f"{name}: {before} {_VERDICT[claim]}, so {_VERDICT[truth]}.")
    if asked != web[-1][0]:
        lines.append(f"asked {asked}: {_VERDICT[honest]}.")
    return " ".join([*lines, f"answer: {'yes' if honest else 'no'}"])


def generate(rng: random.Random, split: Split = "train") -> Item:
    """A fresh item with 2 to 7 people; now and then the question is about somebody in the middle."""
    usual = is_usual(rng, split)
    web = _web(people(rng, split, 5 if usual and rng.random() < 0.7 else rng.randint(2, 7)), rng)
    asked, _, honest = web[-1] if usual or rng.random() < 0.85 else rng.choice(web)
    answer = "yes" if honest else "no"
    reply = rng.choice(REPLIES[honest]).format(a=asked)
    said = _spoken(web, asked, rng, split, usual)
    places = list(accumulate(map(word_count, said)))
    heard = (*places[-1 - len(web) : -1], *([places[-1]] if asked != web[-1][0] else []), places[-1])
    return Item("lies", " ".join(said), _thoughts(web, asked, honest), (reply,), answer, fillers("lies", rng), heard)
