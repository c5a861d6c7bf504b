"""The blind set: questions worded without a look at the generators, balanced, and fit to be spoken and graded."""

import re
from collections import Counter

import pytest

from engine.bench.answers import REFUSE, grade
from engine.bench.items import load_items
from engine.config import assets_dir

FAMILIES = ("navigate", "counting", "lies", "fallacies", "arithmetic", "problems", "everyday", "outside")
ITEMS = load_items(assets_dir() / "bench" / "other_people.jsonl")


def answers(family: str) -> list[str]:
    return [item.answer for item in ITEMS if item.family == family]


def test_every_family_has_twenty_questions_and_no_two_are_alike():
    assert Counter(item.family for item in ITEMS) == dict.fromkeys(FAMILIES, 20)
    assert len({item.transcript for item in ITEMS}) == len(ITEMS)


@pytest.mark.parametrize(
    ("family", "decisions"), [("navigate", "yes no"), ("lies", "yes no"), ("fallacies", "valid invalid")]
)
def test_decisions_are_balanced(family, decisions):
    assert Counter(answers(family)) == dict.fromkeys(decisions.split(), 10)


@pytest.mark.parametrize("family", ["counting", "arithmetic", "problems"])
def test_numbers_are_in_digits_and_not_mostly_one(family):
    assert all(answer.removeprefix("-").isdigit() for answer in answers(family))
    assert max(Counter(answers(family)).values()) <= 3


def test_what_is_outside_is_refused_and_nothing_else():
    assert {item.family for item in ITEMS if item.answer == REFUSE} == {"outside"}
    assert set(answers("outside")) == {REFUSE}


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_a_question_can_be_spoken_and_its_answer_graded(item):
    assert re.fullmatch(r"[A-Za-z',.? ]+", item.spoken)
    assert 15 <= len(item.transcript.split()) <= 100
    assert grade(item.answer, "I don't know." if item.answer == REFUSE else f"{item.answer.capitalize()}.")
