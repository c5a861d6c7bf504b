"""Formal fallacies: is an argument deductively valid?

The task of BIG-Bench's `formal_fallacies_syllogisms_negation` (arXiv 2206.04615; G. Betz, arXiv 2009.07185),
generated from its definition. The chain gives each predicate a letter, writes each premise as clauses, supposes that
the conclusion is false, and draws one conclusion after the other until there is a clash or nothing more to draw.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from engine.training.tasks.argument_frames import (
    AFTER_TOPIC,
    ASKED,
    BEFORE,
    CONCLUSIONS,
    IN_QUESTION,
    MORE_DOMAINS,
    draw_links,
)
from engine.training.tasks.argument_words import (
    BARE_STARTS,
    CLOSINGS,
    CONCLUDING,
    DOMAIN_SHARES,
    DOMAINS,
    LINKS,
    QUESTION,
    REPLIES,
    STARTS,
)
from engine.training.tasks.arguments import Argument, Clause, Group, Literal, Statement, draw_argument, propagate
from engine.training.tasks.fillers import fillers
from engine.training.tasks.item import Item, Split, is_usual, sentence_case, word_count
from engine.training.tasks.more_predicates import ALL_MAKERS, any_person
from engine.training.tasks.names import people
from engine.training.tasks.predicates import Domain, Predicate, draw, made_up
from engine.training.tasks.premises import Wording
from engine.training.tasks.wide_premises import WideWording

MOST_WORDS = 125
MOST_CHARACTERS = 560
WIDE = 0.85
"""Share of the unusual training questions that have more frames, statements and predicates."""


def _renamed(group: Group, letters: dict[int, int]) -> Group:
    return Group(tuple((letters[s], sign) for s, sign in group.literals), group.op)


def _relabelled(statement: Statement, letters: dict[int, int]) -> Statement:
    ante = None if statement.ante is None else _renamed(statement.ante, letters)
    return Statement(statement.kind, _renamed(statement.cons, letters), ante)


def _literal(literal: Literal) -> str:
    return ("" if literal[1] else "not ") + "ABCDEFGH"[literal[0]]


def _clauses(clauses: Sequence[Clause]) -> str:
    return ", ".join(" or ".join(map(_literal, c)) for c in clauses)


def _line(statement: Statement, mentions: Sequence[str], name: str) -> str:
    """A premise: who it is about, what it mentions with letters, and its clauses; "some" and names have facts."""
    lead = {"all": "", "some": "some ", "one": f"{name.lower()} "}[statement.kind]
    return f"{lead}{', '.join(mentions)}: {_clauses(statement.clauses)}."


def _decide(statements: Sequence[Statement]) -> list[str]:
    """The supposition and what follows from it."""
    *premises, conclusion = statements
    denied = conclusion.denied
    lines = [f"suppose {_clauses(denied)}."]
    steps, clash = propagate([c for p in premises for c in p.clauses] + denied)
    for clause, given in steps:
        lines.append(f"{_clauses([clause])}: {'clash' if given is None else _literal(given)}.")
    return [*lines, *([] if clash else ["nothing more."]), f"answer: {'valid' if clash else 'invalid'}"]


class _Said:
    """An argument in words: its parts, and the chain line of each statement."""

    def __init__(self, argument: Argument, predicates: Sequence[Predicate], wording: Wording, name: str):
        self.letters: dict[int, int] = {}
        self.parts: list[str] = []
        self.lines: list[str] = []
        self.statements: list[Statement] = []
        for statement in (*argument.premises, argument.conclusion):
            wording.order.clear()
            self.parts.append(wording.say(statement))
            mentions = []
            for slot in dict.fromkeys(wording.order):
                letter = self.letters.setdefault(slot, len(self.letters))
                mentions.append(f"{predicates[slot].key} {'ABCDEFGH'[letter]}")
            renamed = _relabelled(statement, self.letters)
            self.statements.append(renamed)
            self.lines.append(_line(renamed, mentions, name))
        self.lines[-1] = f"so {self.lines[-1]}"


def _frame(said: _Said, domain: Domain, rng: random.Random, split: Split, usual: bool) -> list[str]:
    """Segments of the question: opening, one for each statement, and the closing question (either may be empty)."""
    opening = rng.choice(domain.openers) if rng.random() < (0.85 if usual else 0.6) else ""
    if opening:
        opening = f"{opening} {rng.choice(STARTS)}"
    elif rng.random() < (0.15 if usual else 0.08):
        opening = rng.choice(BARE_STARTS)
    links = rng.choice(LINKS[split])
    segments = _premises(said, [links[min(i, len(links) - 1)] for i in range(len(said.parts) - 1)])
    concluding = CONCLUDING.draw(rng, split, usual and rng.random() < 0.3)
    segments.append(sentence_case(concluding.format(c=said.parts[-1])))
    if usual:
        return [opening, *segments, QUESTION]
    question = CLOSINGS.draw(rng, split)
    return [question, *segments, ""] if rng.random() < 0.06 and not opening else [opening, *segments, question]


def _premises(said: _Said, links: Sequence[str]) -> list[str]:
    return [sentence_case(f"{link}{part}.") for link, part in zip(links, said.parts[:-1], strict=True)]


def _wide_frame(said: _Said, domain: Domain, rng: random.Random) -> list[str]:
    """As `_frame`, with wordings of `argument_frames`; the conclusion may be in the question."""
    opening, draw = "", rng.random()
    if draw < 0.35:
        opening = rng.choice(domain.openers)
    if 0.15 < draw < 0.6:
        after = rng.choice(AFTER_TOPIC if opening else BEFORE).text(rng, {})
        opening = f"{opening} {after}{'' if after[-1] in '.?' else '.'}".strip()
    segments = _premises(said, draw_links(rng, len(said.parts) - 1))
    if rng.random() < 0.12:
        return [opening, *segments, rng.choice(IN_QUESTION).text(rng, {"c": said.parts[-1]}), ""]
    segments.append(rng.choice(CONCLUSIONS).text(rng, {"c": said.parts[-1]}))
    question = rng.choice(ASKED).text(rng, {})
    return [question, *segments, ""] if not opening and rng.random() < 0.15 else [opening, *segments, question]


def _draw(rng: random.Random, split: Split) -> tuple[str, list[str], list[str], str]:
    usual = is_usual(rng, split)
    valid = rng.random() < 0.5
    argument = draw_argument(rng, valid)
    wide = split == "train" and not usual and rng.random() < WIDE
    domain = rng.choice(MORE_DOMAINS) if wide and rng.random() < 0.6 else rng.choices(DOMAINS, DOMAIN_SHARES)[0]
    predicates = draw(rng, split, domain, argument.slots, ALL_MAKERS)
    name = _somebody(rng, split, wide) if domain.person else _thing(rng, split)
    wording = (WideWording if wide else Wording)(rng, split, predicates, rng.choice(domain.nouns), domain.person, name)
    said = _Said(argument, predicates, wording, name)
    segments = _wide_frame(said, domain, rng) if wide else _frame(said, domain, rng, split, usual)
    return (
        "valid" if valid else "invalid",
        segments,
        [*said.lines, *_decide(said.statements)],
        " ".join(filter(None, segments)),
    )


def _somebody(rng: random.Random, split: Split, wide: bool) -> str:
    return any_person(rng, split) if wide else people(rng, split, 1)[0]


def _thing(rng: random.Random, split: Split) -> str:
    """The name of a thing: a made-up word."""
    return made_up(rng) if split == "train" else made_up(rng) + "on"


def generate(rng: random.Random, split: Split = "train") -> Item:
    """A fresh argument of one to four premises, valid or invalid with equal chance."""
    while True:
        answer, segments, lines, spoken = _draw(rng, split)
        if word_count(spoken) <= MOST_WORDS and sum(map(len, lines)) <= MOST_CHARACTERS:
            break
    statements = len(segments) - 2
    heard, words = [], word_count(segments[0])
    for segment in segments[1:-1]:
        words += word_count(segment)
        heard.append(words)
    total = word_count(spoken)
    heard += [words] * (len(lines) - statements - 1) + [total]
    reply = rng.choice(REPLIES[answer])
    return Item("fallacies", spoken, " ".join(lines), (reply,), answer, fillers("fallacies", rng), tuple(heard))
