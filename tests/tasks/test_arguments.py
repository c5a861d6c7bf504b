"""Arguments: what is said is what the chain writes, and the decision is that of a truth table."""

import itertools
import random
import re

import pytest

from engine.training.tasks.arguments import Argument, Group, Statement, draw_argument, is_valid, propagate
from engine.training.tasks.fallacies import _decide, _Said
from engine.training.tasks.predicates import DOMAIN_KINDS, Domain, Predicate, draw
from engine.training.tasks.premises import Wording
from tests.tasks.argument_reader import read

WORDS = ("paa", "pbb", "pcc", "pdd", "pee")


def predicate(word, verb):
    if verb:
        return Predicate(word, verb=f"v{word}s", negative=f"does not v{word}", gerund=f"v{word}ing")
    return Predicate(word, f"a {word}", f"{word}s", word)


def lettered(text, letters):
    """The text with a letter for each predicate, whatever its form."""
    for word, letter in letters.items():
        text = text.replace(f"does not v{word}", f"is not {letter}").replace(f"v{word}ing", f"being {letter}")
        text = re.sub(rf"\b(a )?{word}s?\b", letter, text.replace(f"v{word}s", f"is {letter}"))
    return text


def said(rng, split):
    argument, person = draw_argument(rng, rng.random() < 0.5), rng.random() < 0.7
    predicates = [predicate(word, rng.random() < 0.3) for word in WORDS[: argument.slots]]
    wording = Wording(rng, split, predicates, "person" if person else "thing", person, "Kim")
    return argument, _Said(argument, predicates, wording, "Kim")


def rows(letters):
    for row in itertools.product((True, False), repeat=len(letters)):
        yield {letter for letter, true in zip(letters, row, strict=True) if true}


def holds(clauses, true):
    return all(any((x[-1] in true) != x.startswith("not") for x in c.split(" or ")) for c in clauses.split(", "))


@pytest.mark.parametrize("split", ["train", "held_out"])
def test_what_is_said_is_what_the_chain_writes(split):
    rng = random.Random(4)
    for _ in range(1500):
        argument, made = said(rng, split)
        pairs = re.findall(r"(p[a-e]{2}) ([A-H])", " ".join(made.lines))
        letters = dict(pairs)
        assert len(set(pairs)) == len(letters) == len(set(letters.values())) == argument.slots
        for part, line, statement in zip(made.parts, made.lines, made.statements, strict=True):
            kind, meaning = read(lettered(part, letters))
            clauses = line.rstrip(".").rsplit(": ", 1)[1]
            assert kind == statement.kind
            assert all(meaning(true) == holds(clauses, true) for true in rows(letters.values())), (part, line)


def test_every_step_of_a_decision_follows_and_the_last_is_right():
    rng = random.Random(5)
    for _ in range(1500):
        argument, made = said(rng, "train")
        known = {line.rstrip(".").rsplit(": ", 1)[1] for line in made.lines[:-1]}
        clauses = {c for line in known for c in line.split(", ")}
        suppose, *steps, answer = _decide(made.statements)
        clauses |= set(suppose.removeprefix("suppose ").rstrip(".").split(", "))
        facts = {c for c in clauses if " or " not in c}
        for step in steps[:-1] if steps and steps[-1] == "nothing more." else steps:
            clause, given = step.rstrip(".").split(": ")
            left = [x for x in clause.split(" or ") if _opposite(x) not in facts]
            assert clause in clauses
            assert left == ([] if given == "clash" else [given])
            facts.add(given)
        assert answer == f"answer: {'valid' if is_valid(argument) else 'invalid'}"
        assert ("clash" in steps[-1]) == is_valid(argument)


def _opposite(literal):
    return literal.removeprefix("not ") if literal.startswith("not ") else f"not {literal}"


@pytest.mark.parametrize(
    ("premises", "conclusion", "valid"),
    [
        ([((0, True), (1, True))], ((1, False), (0, False)), True),
        ([((0, True), (1, True))], ((1, True), (0, True)), False),
        ([((0, True), (1, True)), ((1, True), (2, True))], ((0, True), (2, True)), True),
        ([((0, True), (1, True)), ((2, True), (1, True))], ((0, True), (2, True)), False),
    ],
)
def test_known_arguments(premises, conclusion, valid):
    def every(pair):
        return Statement("all", Group((pair[1],)), Group((pair[0],)))

    argument = Argument(tuple(map(every, premises)), every(conclusion), 3)
    assert is_valid(argument) is valid
    clauses = [c for p in argument.premises for c in p.clauses] + argument.conclusion.denied
    assert propagate(clauses)[1] is valid


def test_predicates_are_many_and_different():
    rng = random.Random(6)
    keys = set()
    for kind in DOMAIN_KINDS:
        for _ in range(200):
            drawn = draw(rng, "train", Domain((), (kind,)), 4)
            assert len({p.key for p in drawn}) == 4
            keys |= {p.key for p in drawn}
    assert len(keys) > 5000
