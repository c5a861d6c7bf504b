"""What generators promise: right answers, chains that end in them, replies that state them, splits that do not meet."""

import random
import re
from collections import Counter

import pytest

from engine.bench.answers import grade
from engine.bench.items import canonical
from engine.training.tasks import FAMILIES, all_fillers, collides, generate
from engine.training.tasks.item import misaligned, sentences_of
from engine.training.tasks.names import HELD_OUT_NAMES, HELD_OUT_SURNAMES, NAMES, SURNAMES, people, sounds
from engine.training.tasks.objects import KINDS, more_nouns, plural
from engine.words import answer_of, number_words, spoken_form, transcript
from tests.tasks.solvers import SOLVERS, argument

SPLITS = ("train", "held_out")


@pytest.fixture(scope="module")
def items():
    rng = random.Random(11)
    return {(f, s): [generate(f, rng, s) for _ in range(500)] for f in FAMILIES for s in SPLITS}


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("family", ["fallacies", *SOLVERS])
def test_independent_solver_agrees(items, family, split):
    for item in items[family, split]:
        if family == "fallacies":
            assert argument(item.thoughts) == item.answer, item
        else:
            assert SOLVERS[family](item.spoken) == item.answer, item


@pytest.mark.parametrize("family", FAMILIES)
def test_chains_are_aligned_to_what_was_heard(items, family):
    for item in items[family, "train"] + items[family, "held_out"]:
        assert misaligned(item) is None, item


@pytest.mark.parametrize("family", FAMILIES)
def test_chain_ends_in_the_answer_and_the_reply_states_it(items, family):
    for item in items[family, "train"] + items[family, "held_out"]:
        assert re.search(r"(?:^|\. )answer: ([^.:]+)$", item.thoughts)[1] == item.answer
        assert grade(item.answer, " ".join(item.reply))
        assert item.thoughts.isascii()
        if re.fullmatch(r"yes|no|valid|invalid|-?\d+", item.answer):
            assert answer_of(" ".join((*item.fillers, *item.reply))) == item.answer
        assert canonical(item.answer) == item.answer


@pytest.mark.parametrize("family", FAMILIES)
def test_questions_are_in_spoken_form(items, family):
    for item in items[family, "train"] + items[family, "held_out"]:
        assert spoken_form(item.spoken) == item.spoken
        assert not re.search(r"[^A-Za-z',.? ]|  |\{|\ba a\b|,,", item.spoken), item.spoken
        assert item.transcript == transcript(item.spoken)
        assert len(item.transcript.split()) <= (125 if family == "fallacies" else 75)
        assert all(len(clause.split()) <= 22 for clause in item.reply)
        assert not re.search(r"[^A-Za-z',.? ]|  ", " ".join((*item.reply, *item.fillers))), item.reply


@pytest.mark.parametrize("family", [f for f in FAMILIES if f not in ("read", "follow_up")])
def test_splits_share_no_question_and_no_wording(family):
    rng = random.Random(5)
    held_out = {generate(family, rng, "held_out").transcript for _ in range(300)}
    assert not any(collides(generate(family, rng).spoken, held_out) for _ in range(3000))


def _said(item, i):
    """The words heard before sentence i of the chain can be written, and the text up to there."""
    return item.transcript.split()[: item.heard[i]]


@pytest.mark.parametrize("split", SPLITS)
def test_a_step_rests_only_on_what_was_heard(items, split):
    for item in items["lies", split]:
        for i, sentence in enumerate(sentences_of(item.thoughts)[:-1]):
            said = {word.removesuffix("'s") for word in _said(item, i)}
            assert {n.lower() for n in re.findall(r"[A-Z][A-Za-z]+", sentence)} <= said, item
    for item in items["counting", split]:
        for i, sentence in enumerate(sentences_of(item.thoughts)[:-2]):
            noun = re.match(r"[a-z ]+(?= \d)", sentence)[0]
            assert re.search(rf"({noun}|{plural(noun)})$", " ".join(_said(item, i))), item
    for item in items["fallacies", split]:
        sentences = sentences_of(item.thoughts)
        for i, sentence in enumerate(sentences[: sentences.index(next(s for s in sentences if "suppose" in s))]):
            keys = set(re.findall(r"[a-z']+", sentence.split(":")[0])) - {"so", "some"}
            heard = _said(item, i)  # in any form: "absorbs" for "does not absorb", "critic" for "critics"
            assert all(any(word.startswith(key[:3]) for word in heard) for key in keys), item
            assert item.spoken.split()[item.heard[i] - 1].endswith((".", "?"))
    for item in items["navigate", split]:
        for i, sentence in enumerate(sentences_of(item.thoughts)):
            if count := re.search(r" (\d+):", sentence):
                ways = {"1": {"one", "once"}, "2": {"two", "twice"}}.get(count[1], {number_words(int(count[1]))})
                assert ways & set(_said(item, i)), item


def test_names_and_things_of_the_splits_differ():
    assert not {n.lower() for n in NAMES + SURNAMES} & {n.lower() for n in HELD_OUT_NAMES + HELD_OUT_SURNAMES}
    for kind in (*KINDS, "others"):
        assert not set(more_nouns(kind, "train")) & set(more_nouns(kind, "held_out"))
    train = [noun for kind in (*KINDS, "others") for noun in more_nouns(kind, "train")]
    held_out = {noun for kind in (*KINDS, "others") for noun in more_nouns(kind, "held_out")}
    assert not held_out & set(train)
    assert len(train) == len(set(train)), "a thing in two categories"


def test_people_in_one_question_sound_different():
    rng = random.Random(3)
    for _ in range(300):
        chosen = people(rng, "train", 7)
        assert len({sounds(name) for name in chosen}) == 7
    assert sounds("Stephen") == sounds("Steven")
    assert sounds("Carl") == sounds("Karl")
    assert sounds("Catherine") == sounds("Kathryn")


@pytest.mark.parametrize("family", ["navigate", "lies", "fallacies"])
def test_yes_and_no_are_balanced(items, family):
    share = sum(item.answer in ("yes", "valid") for item in items[family, "train"]) / 500
    assert 0.42 < share < 0.58


def test_length_of_a_walk_does_not_tell_the_answer():
    rng = random.Random(2)
    lengths = {"yes": [], "no": []}
    for _ in range(2000):
        item = generate("navigate", rng)
        lengths[item.answer].append(item.thoughts.count(":"))
    means = {answer: sum(n) / len(n) for answer, n in lengths.items()}
    assert abs(means["yes"] - means["no"]) < 1.0, means


def test_numbers_to_say_vary(items):
    counts = Counter(item.answer for item in items["counting", "train"])
    assert len(counts) >= 18
    assert max(counts.values()) < 75
    sums = [item.answer for item in items["arithmetic", "train"]]
    assert len(set(sums)) > 250
    assert any(answer.startswith("-") for answer in sums)


def test_questions_of_an_evaluation_are_recognised():
    item = generate("lies", random.Random(1))
    assert collides(item.spoken.upper(), {item.transcript})
    assert not collides(item.spoken, {item.transcript + " now"})


def test_same_seed_same_item():
    for family in FAMILIES:
        assert generate(family, random.Random(9)) == generate(family, random.Random(9))


def test_fillers_are_a_closed_list_without_answers(items):
    listed = set(all_fillers())
    assert 30 <= len(listed) <= 110
    used = {clause for group in items.values() for item in group for clause in item.fillers}
    assert used <= listed
    assert all(answer_of(clause) is None for clause in listed)
    assert all(len(clause.split()) <= 12 for clause in listed)


def test_items_go_through_json():
    item = generate("navigate", random.Random(4))
    data = item.to_dict()
    assert tuple(data["reply"]) == item.reply
    assert data["thoughts"] == item.thoughts
