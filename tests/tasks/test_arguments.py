"""Arguments: what is said is what the chain writes, and the decision is that of a truth table."""

import itertools
import random
import re

import pytest

from engine.training.tasks import argument_frames as frames
from engine.training.tasks import more_vocabulary, vocabulary_lists
from engine.training.tasks.argument_words import CLOSINGS, CONCLUDING, LINKS
from engine.training.tasks.arguments import Argument, Group, Statement, draw_argument, is_valid, propagate
from engine.training.tasks.fallacies import _decide, _Said
from engine.training.tasks.more_predicates import ALL_MAKERS, any_person
from engine.training.tasks.predicates import DOMAIN_KINDS, Domain, Predicate, draw
from engine.training.tasks.premises import Wording
from engine.training.tasks.wide_premises import WideWording
from tests.tasks.argument_reader import read

SPLIT = (
    "CITIES COUNTRIES CHEMICALS HOBBIES BOOK_NOUNS FOODS PROFESSIONS QUALITIES THING_QUALITIES SPECIES BRANDS".split()
)
WORDS = ("paa", "pbb", "pcc", "pdd", "pee")


def predicate(word, kind):
    if kind == "verb":
        return Predicate(word, verb=f"v{word}s", negative=f"does not v{word}", gerund=f"v{word}ing")
    if kind == "past":
        return Predicate(word, verb=f"has v{word}", negative=f"has not v{word}", gerund=f"having v{word}")
    return Predicate(word, f"a {word}", f"{word}s", word)


def lettered(text, letters):
    """The text with a letter for each predicate, whatever its form."""
    for word, letter in letters.items():
        no = "does not|doesn't|has not|hasn't|has never|has not yet"
        text = re.sub(rf"(?:{no}) v{word}\b", f"is not {letter}", text)
        text = re.sub(rf"(?:do not|have not) v{word}\b", f"are not {letter}", text)
        text = re.sub(rf"v{word}ing|having v{word}\b", f"being {letter}", text)
        text = re.sub(rf"\b(must|to|cannot) (?:have )?v{word}\b", rf"\1 be {letter}", text)
        text = re.sub(rf"v{word}s|has v{word}\b", f"is {letter}", text)
        text = re.sub(rf"\b(?:have )?v{word}\b", f"are {letter}", text)
        text = re.sub(rf"\b(a )?{word}s?\b", letter, text)
    return text


def said(rng, split, wordings=Wording):
    argument, person = draw_argument(rng, rng.random() < 0.5), rng.random() < 0.7
    kinds = rng.choices(("noun", "verb", "past"), (7, 2, 1), k=argument.slots)
    predicates = [predicate(word, kind) for word, kind in zip(WORDS, kinds, strict=False)]
    wording = wordings(rng, split, predicates, "person" if person else "thing", person, "Kim")
    return argument, _Said(argument, predicates, wording, "Kim")


def rows(letters):
    for row in itertools.product((True, False), repeat=len(letters)):
        yield {letter for letter, true in zip(letters, row, strict=True) if true}


def holds(clauses, true):
    return all(any((x[-1] in true) != x.startswith("not") for x in c.split(" or ")) for c in clauses.split(", "))


@pytest.mark.parametrize(
    ("split", "wordings", "count"),
    [("train", Wording, 1500), ("held_out", Wording, 1500), ("train", WideWording, 4000)],
)
def test_what_is_said_is_what_the_chain_writes(split, wordings, count):
    rng = random.Random(4)
    for _ in range(count):
        argument, made = said(rng, split, wordings)
        pairs = re.findall(r"(p[a-e]{2}) ([A-H])", " ".join(made.lines))
        letters = dict(pairs)
        assert len(set(pairs)) == len(letters) == len(set(letters.values())) == argument.slots
        for part, line, statement in zip(made.parts, made.lines, made.statements, strict=True):
            form, meaning = read(lettered(part, letters))
            clauses = line.rstrip(".").rsplit(": ", 1)[1]
            assert form == statement.kind, part
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


def spelt_out(pattern):
    """Every wording of a pattern."""
    parts = [(part,) if isinstance(part, str) else part for part in pattern.parts]
    return {"".join(words).lower() for words in itertools.product(*parts)}


def test_no_frame_is_held_out():
    groups = (frames.BEFORE, frames.AFTER_TOPIC, frames.CONCLUSIONS, frames.IN_QUESTION, frames.ASKED)
    said = {wording for group in groups for pattern in group for wording in spelt_out(pattern)}
    assert len(said) > 1000
    assert not said & {wording.lower() for wording in (*CLOSINGS.held_out, *CONCLUDING.held_out)}
    rng = random.Random(7)
    links = {link.strip().lower() for _ in range(3000) for link in frames.draw_links(rng, 4)} - {""}
    assert len(links) > 140
    assert not links & {link.strip().lower() for group in LINKS["held_out"] for link in group}


def test_no_more_vocabulary_is_held_out():
    lists = [entries for name, entries in vars(vocabulary_lists).items() if name in SPLIT]
    held_out = {entry.lower() for entries in lists for entry in vocabulary_lists.part(entries, "held_out")}
    entries = [e for name, found in vars(more_vocabulary).items() if name.isupper() for e in found]
    assert len(entries) > 1400
    assert {e for e in entries if e.lower() in held_out} <= {"student"}


def test_wide_questions_have_many_objects_and_all_kinds_of_names():
    rng = random.Random(8)
    kinds = [kind for kind in ALL_MAKERS if kind not in DOMAIN_KINDS]
    keys = {p.key for kind in kinds for _ in range(300) for p in draw(rng, "train", Domain((), (kind,)), 3, ALL_MAKERS)}
    assert len(keys) > 7000
    assert any(" " in any_person(rng, "train") for _ in range(50))
