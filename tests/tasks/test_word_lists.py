"""The long lists: nothing held out is in them, they are drawn as often as intended, and their words used rightly."""

import random
import re

import pytest

from engine.training.corpora import Corpora
from engine.training.make_eval_clips import texts
from engine.training.tasks import generate
from engine.training.tasks.counting import generate as count
from engine.training.tasks.names import HELD_OUT_NAMES, HELD_OUT_SURNAMES, NAMES, SURNAMES, any_name
from engine.training.tasks.objects import KINDS, article, more_nouns, nouns, plural, rare_nouns, wide_nouns
from engine.training.tasks.problem_words import OBJECTS, RARE_OBJECTS
from engine.training.tasks.problems import slots_of
from engine.training.tasks.word_lists import LONG

ALL_KINDS = (*KINDS, "others")
THINGS = {noun for kind in ALL_KINDS for noun in LONG.get(kind, ())}
PEOPLE = {*LONG["first"], *LONG["last"]}


def test_lists_are_long_and_plain():
    assert len(LONG["first"]) > 1000
    assert len(LONG["last"]) > 2500
    assert len(THINGS) > 1400
    assert set(LONG) <= {"first", "last", *ALL_KINDS}
    assert all(re.fullmatch("[A-Z][a-z]{2,9}", name) for name in PEOPLE)
    assert all(re.fullmatch("[a-z]{3,10}", noun) for noun in THINGS)


def test_nothing_held_out_or_listed_elsewhere_is_in_them():
    known = {n.lower() for n in (*NAMES, *SURNAMES, *HELD_OUT_NAMES, *HELD_OUT_SURNAMES)}
    assert not {name.lower() for name in PEOPLE} & known
    assert len(PEOPLE) == len(LONG["first"]) + len(LONG["last"])
    listed = {n for kind in ALL_KINDS for split in ("train", "held_out") for n in more_nouns(kind, split)}
    forms = {form for noun in listed for form in (noun, plural(noun))} | {*OBJECTS["train"], *OBJECTS["held_out"]}
    assert not {form for noun in THINGS for form in (noun, plural(noun))} & forms
    assert len(THINGS) == sum(len(LONG.get(kind, ())) for kind in ALL_KINDS), "a thing in two categories"


def test_held_out_questions_have_none_of_them():
    rng = random.Random(4)
    assert all(any_name(rng, "held_out", which) not in PEOPLE for which in ("first", "last") for _ in range(300))
    assert all(rare_nouns(kind, "held_out") == more_nouns(kind, "held_out") for kind in ALL_KINDS)
    slots = [slots_of(rng, "held_out", {}) for _ in range(300)]
    assert not {s[key] for s in slots for key in "op"} & set(RARE_OBJECTS)


def test_a_part_of_the_problems_is_about_rare_things():
    rng = random.Random(5)
    things = [slots_of(rng, "train", {})["o"] for _ in range(2000)]
    assert 0.26 < sum(thing in RARE_OBJECTS for thing in things) / 2000 < 0.34


def test_rare_things_are_a_good_part_of_those_counted():
    rng = random.Random(6)
    things = [noun.strip() for _ in range(2000) for noun in re.findall(r"([a-z ]+) \d+: ", count(rng).thoughts)]
    wide = {noun for kind in ALL_KINDS for noun in wide_nouns(kind, "train")}
    shares = [sum(noun in group for noun in things) / len(things) for group in (THINGS, wide, THINGS | wide)]
    assert 0.15 < shares[0] < 0.25
    assert 0.25 < shares[1] < 0.45
    assert 0.4 < shares[2] < 0.6
    assert len({noun for noun in things if noun in THINGS}) > 700


def test_wide_things_are_many_and_no_pairs_that_may_be_two():
    wide = [noun for kind in ALL_KINDS for noun in wide_nouns(kind, "train")]
    assert len(wide) > 1100
    assert sum(" " in noun for noun in wide) > 700
    singles = {noun.split(" of ")[1] for noun in wide if noun.startswith("pair of ")}
    assert not {plural(noun) for kind in ALL_KINDS for noun in more_nouns(kind, "train")} & singles
    parts = {word for kind in ALL_KINDS for noun in nouns(kind, "held_out") if " " not in noun for word in noun.split()}
    assert not {word for noun in wide for word in noun.split()} & parts


@pytest.mark.parametrize(("family", "low", "high"), [("lies", 0.42, 0.58), ("problems", 0.42, 0.58)])
def test_half_of_the_names_are_rare(family, low, high):
    rng = random.Random(7)
    common = {*NAMES, *SURNAMES}
    said = [w for _ in range(2000) for w in re.findall("[A-Z][a-z]+", generate(family, rng).spoken)]
    rare, usual = (sum(w in group for w in said) for group in (PEOPLE, common))
    assert low < rare / (rare + usual) < high


@pytest.mark.parametrize(
    ("noun", "one", "many"),
    [
        ("otter", "an otter", "otters"),
        ("anvil", "an anvil", "anvils"),
        ("unicycle", "a unicycle", "unicycles"),
        ("uniform", "a uniform", "uniforms"),
        ("ukulele", "a ukulele", "ukuleles"),
        ("umbrella", "an umbrella", "umbrellas"),
        ("hourglass", "an hourglass", "hourglasses"),
        ("hornet", "a hornet", "hornets"),
        ("skateboard", "a skateboard", "skateboards"),
        ("cowl", "a cowl", "cowls"),
        ("finch", "a finch", "finches"),
        ("ferry", "a ferry", "ferries"),
        ("kidney", "a kidney", "kidneys"),
        ("fox", "a fox", "foxes"),
        ("field mouse", "a field mouse", "field mice"),
        ("sweet potato", "a sweet potato", "sweet potatoes"),
        ("cup of tea", "a cup of tea", "cups of tea"),
        ("loaf of bread", "a loaf of bread", "loaves of bread"),
        ("electric guitar", "an electric guitar", "electric guitars"),
    ],
)
def test_articles_and_plurals(noun, one, many):
    assert f"{article(noun)} {noun}" == one
    assert plural(noun) == many


def test_rare_things_take_the_article_of_their_first_letter():
    odd = {noun for noun in THINGS if re.match("(eu|ewe|uni[^nm]|hon|hei|hour|one)", noun)}
    assert all(article(noun) == "a" for noun in odd if noun.startswith(("eu", "ewe", "uni"))), odd
    assert not any(noun.endswith(("man", "men", "ss", "fish")) and plural(noun) == noun for noun in THINGS)


def test_random_words_are_mostly_common_ones_except_in_evaluations():
    corpora = Corpora([f"rare{i}" for i in range(90)] + ["sun", "moon"], ["the sun is up", "sun sun", "moon moon moon"])
    assert corpora.common == ["sun", "moon"]
    rng = random.Random(8)
    rows = [corpora.salad(rng, 6, 6) for _ in range(1000)]
    assert 0.55 < sum(set(row.split()) <= {"sun", "moon"} for row in rows) / 1000 < 0.65
    rows = [entry["spoken"] for entry in texts(corpora, 0, 1000, "train", rng)]
    assert not any(set(row.split()) <= {"sun", "moon"} for row in rows)


def test_random_words_without_common_ones_are_drawn_from_all():
    assert set(Corpora(["a", "b"], []).salad(random.Random(1), 99, 99).split()) == {"a", "b"}
