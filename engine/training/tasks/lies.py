"""Web of lies: a row of people of whom some lie; does the last one tell the truth?

The task of BIG-Bench's `web_of_lies` (arXiv 2206.04615), generated from its definition.
"""

from __future__ import annotations

import random
from itertools import accumulate, pairwise

from engine.training.tasks.fillers import fillers
from engine.training.tasks.item import Forms, Item, Split, is_usual, word_count
from engine.training.tasks.lies_telling import Told, tell
from engine.training.tasks.names import people

TRUE_FACT = Forms(("{a} tells the truth.",), ("{a} is truthful.", "{a} speaks the truth."))
LIE_FACT = Forms(("{a} lies.",), ("{a} is dishonest.", "{a} is not truthful."))
SAYS_TRUE = Forms(
    ("{b} says {a} tells the truth.",), ("{b} tells us that {a} speaks the truth.", "{b} insists that {a} is truthful.")
)
SAYS_LIES = Forms(
    ("{b} says {a} lies.",), ("{b} tells us that {a} is dishonest.", "{b} insists that {a} is not truthful.")
)
ASK = Forms(("Does {a} tell the truth?",), ("Is {a} truthful?", "Would you say that {a} speaks the truth?"))
OPENINGS = Forms(("Question.",), ("Try this riddle.",))
REPLIES = {
    True: ("Yes, {a} tells the truth.", "Yes, {a} is telling the truth."),
    False: ("No, {a} does not tell the truth.", "No, {a} is lying."),
}
TURNED = {
    True: ("No, {a} tells the truth.", "No, {a} is telling the truth."),
    False: ("Yes, {a} is lying.", "Yes, {a} is a liar."),
}
"""Replies to the question whether somebody lies."""
_VERDICT = {True: "true", False: "lies"}
ASKED_FOR_LIES = 0.12
"""Share of the freely worded questions that ask whether somebody lies, instead of whether he is honest."""
Web = list[tuple[str, bool, bool]]


def _web(names: list[str], rng: random.Random) -> Web:
    """Per person the name, what was claimed (of the person before; of the first person: by the narrator), the truth."""
    honest = rng.random() < 0.5
    web = [(names[0], honest, honest)]
    for name in names[1:]:
        claim = rng.random() < 0.5
        honest = honest == claim
        web.append((name, claim, honest))
    return web


def _spoken(web: Web, asked: str, rng: random.Random, split: Split, usual: bool) -> Told:
    """The question as Big-Bench-Hard words it (`usual`), or in the wordings held out."""
    first, claim, _ = web[0]
    said = [OPENINGS.draw(rng, split)] if not usual and rng.random() < 0.1 else []
    said.append((TRUE_FACT if claim else LIE_FACT).draw(rng, split, usual).format(a=first))
    for (before, _, _), (name, claim, _) in pairwise(web):
        said.append((SAYS_TRUE if claim else SAYS_LIES).draw(rng, split, usual).format(a=before, b=name))
    said.append(ASK.draw(rng, split, usual).format(a=asked))
    return Told(" ".join(said), tuple(accumulate(map(word_count, said)))[-1 - len(web) : -1])


def _thoughts(web: Web, asked: str, honest: bool, answer: str) -> str:
    """Who is honest, person by person, each from the claim as heard and the verdict just before."""
    lines = [f"{web[0][0]} {_VERDICT[web[0][2]]}."]
    for (before, _, _), (name, claim, truth) in pairwise(web):
        lines.append(f"{name}: {before} {_VERDICT[claim]}, so {_VERDICT[truth]}.")
    if asked != web[-1][0]:
        lines.append(f"asked {asked}: {_VERDICT[honest]}.")
    return " ".join([*lines, f"answer: {answer}"])


def generate(rng: random.Random, split: Split = "train") -> Item:
    """A fresh item with 2 to 7 people; now and then about somebody in the middle, or whether the person lies."""
    usual = is_usual(rng, split)
    web = _web(people(rng, split, 5 if usual and rng.random() < 0.7 else rng.randint(2, 7)), rng)
    asked, _, honest = web[-1] if usual or rng.random() < 0.85 else rng.choice(web)
    varied = split == "train" and not usual
    turned = varied and rng.random() < ASKED_FOR_LIES
    answer = "yes" if honest != turned else "no"
    reply = rng.choice((TURNED if turned else REPLIES)[honest]).format(a=asked)
    told = tell([w[:2] for w in web], asked, turned, rng) if varied else _spoken(web, asked, rng, split, usual)
    total = word_count(told.spoken)
    heard = (*told.places, *([total] if asked != web[-1][0] else []), total)
    thoughts = _thoughts(web, asked, honest, answer)
    return Item("lies", told.spoken, thoughts, (reply,), answer, fillers("lies", rng), heard)
