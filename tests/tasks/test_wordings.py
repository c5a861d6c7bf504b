"""The long lists of wordings: none is a held-out one, all can be spoken, and orders become sentences about somebody."""

import random
import re
from itertools import product

import pytest

from engine.training.tasks import generate, lies, lies_words, navigate_phrases, navigate_words
from engine.training.tasks.navigate_telling import Walker, must_face, tell
from engine.training.tasks.wordings import Wordings, spelt_out


def _lists(module):
    for value in vars(module).values():
        for found in value.values() if isinstance(value, dict) else (value,):
            if isinstance(found, Wordings):
                yield found


def _bare(text):
    return re.sub(r"[,.?]", "", text).lower()


def _held_out_facts_and_reports():
    facts = [*lies.TRUE_FACT.held_out, *lies.LIE_FACT.held_out]
    return {_bare(f) for f in (*facts, *lies.SAYS_TRUE.held_out, *lies.SAYS_LIES.held_out, *lies.ASK.held_out)}


def _frames_of_lies():
    clauses = [c for honest in (True, False) for c in lies_words.CLAUSES[honest].all()]
    yield from clauses
    for honest in (True, False):
        yield from (*lies_words.CLAIMS[honest].all(), *lies_words.ASKS[honest].all())
    around = (*lies_words.FACTS.all(), *lies_words.REPORTS.all(), *lies_words.WHETHER.all())
    yield from (frame.replace("{c}", clause) for frame, clause in product(around, clauses))


def test_a_pattern_is_spelt_out():
    assert spelt_out("[go|walk] {n} [left|], now") == (
        "go {n} left, now",
        "go {n}, now",
        "walk {n} left, now",
        "walk {n}, now",
    )


def test_no_way_of_telling_of_liars_is_held_out():
    frames = {_bare(frame) for frame in _frames_of_lies()}
    assert len(frames) > 50_000
    assert not frames & _held_out_facts_and_reports()
    assert not {_bare(o) for o in lies_words.OPENINGS.all()} & {_bare(o) for o in lies.OPENINGS.held_out}


def test_no_way_of_telling_of_a_walk_is_held_out():
    held = {_bare(text) for text in (*navigate_words.OPENINGS.held_out, *navigate_words.CLOSINGS.held_out)}
    held |= {_bare(part) for text in held for part in text.split(". ")} | {
        _bare(f) for f in navigate_words.FACING.held_out
    }
    people = [Walker(w, w) for w in ("you", "I", "it")] + [Walker("I", "I", past=True)]
    for slots in (walker.slots() for walker in people):
        asked = [q.format_map(slots) for q in (*navigate_phrases.AFTER.all(), *navigate_phrases.AFTERWARDS.all())]
        said = [a.format_map(slots) for a in navigate_phrases.ABOUT.all()]
        said += [f.format_map(slots) for kind in navigate_phrases.FACING.values() for f in kind.all()]
        assert not {_bare(text) for text in (*asked, *said)} & held
    moves = {m.replace("{unit}", "{steps}") for m in (*navigate_phrases.STEPS.all(), *navigate_phrases.DISTANCES.all())}
    assert not moves & {*navigate_words.MOVES.held_out}
    for side, words in navigate_phrases.SIDES.items():
        assert not {*words.all()} - {""} & {*navigate_words._SIDES[side].held_out}
    for turn, words in navigate_phrases.TURNS.items():
        assert not {*words.all()} & {*navigate_words._TURNS[turn].held_out}


@pytest.mark.parametrize("module", [lies_words, navigate_phrases])
def test_wordings_can_be_spoken(module):
    for text in (t for found in _lists(module) for t in found.all()):
        assert re.fullmatch(r"([a-zA-Z']+|\{[a-z]+\}('s)?|[,.?]| )*", text), text
        assert not re.search(r"  |,,| [,.?]$|'(?![a-z])", text), text


@pytest.mark.parametrize(
    ("who", "past", "order", "said"),
    [
        ("it", False, "go two steps to your left", "goes two steps to its left"),
        ("she", False, "march one step", "marches one step"),
        ("I", False, "turn to your right", "turn to my right"),
        ("I", True, "take a left", "took a left"),
        ("he", True, "step right twice", "stepped right twice"),
    ],
)
def test_orders_become_what_somebody_does(who, past, order, said):
    assert Walker(who, who, past).verb(order) == said


def test_facing_forward_is_said_only_of_steps_to_the_side():
    assert must_face([("", 2, "left"), ("", 2, "forward")], usual=False)
    assert not must_face([("", 2, "forward")], usual=False)
    assert must_face([("", 2, "forward")], usual=True)
    assert not must_face([("left", 0, ""), ("", 2, "left")], usual=True)


def test_words_of_a_walk_are_heard_where_they_are_said():
    rng = random.Random(3)
    for _ in range(300):
        spoken, places = tell([("", 3, "north"), ("", 4, "south")], rng)
        words = re.sub(r"[,.?]", "", spoken).lower().split()
        assert "three" in words[: places[0]]
        assert "four" not in words[: places[0]]
        assert re.match("south", words[places[1] - 1]) or "four" in words[: places[1]]


def test_a_question_whether_somebody_lies_turns_the_answer():
    rng, turned = random.Random(4), 0
    for _ in range(2000):
        item = generate("lies", rng)
        verdict = re.findall(r"\b(true|lies)\. answer", item.thoughts)[-1]
        if (item.answer == "yes") != (verdict == "true"):
            turned += 1
            assert re.search("lying|liar" if item.answer == "yes" else "truth", item.reply[0])
    assert 100 < turned < 220
