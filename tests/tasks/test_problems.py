"""Templates of word problems and sums: all can be made, none is a held-out one, and stories come out right."""

import itertools
import random
import re
from collections import Counter

import pytest

from engine.training.tasks import arithmetic_more, arithmetic_words, problems
from engine.training.tasks.item import misaligned
from engine.training.tasks.problem_chains import SETTINGS, compose
from engine.training.tasks.problem_words import HELD_LINES
from tests.tasks.test_chains import check_equations

TRAIN = [problem for group in problems._PROBLEMS["train"].values() for problem in group]
HELD_OUT = [problem for group in problems._PROBLEMS["held_out"].values() for problem in group]


def frames(pattern):
    """All ways of saying a template, with its numbers named in the order in which they come."""
    for parts in itertools.product(*((part,) if isinstance(part, str) else part for part in pattern.parts)):
        names = iter("abcd")
        text = re.sub(r"\{[a-d]\}", lambda _: f"<{next(names)}>", "".join(parts).lower())  # noqa: B023
        yield " ".join(re.sub(r"[,.?]", " ", text).split())


def test_held_out_templates_are_few_and_stay():
    assert len(HELD_LINES) == len(HELD_OUT) == 14
    assert HELD_LINES[0].startswith("{n} is {a} years old. How old will")
    assert len(TRAIN) > 750


def test_no_training_template_says_what_a_held_out_one_says():
    held_out = {frame for problem in HELD_OUT for frame in frames(problem.pattern)}
    for problem in TRAIN:
        assert held_out.isdisjoint(frames(problem.pattern)), problem


@pytest.mark.parametrize("problem", TRAIN, ids=range(len(TRAIN)))
def test_every_template_can_be_said(problem):
    rng = random.Random(1)
    found = next(filter(None, (problems._values(rng, problem) for _ in range(3000))))
    text = problem.pattern.text(rng, problems.slots_of(rng, "train", found[0]))
    assert not re.search(r"[^A-Za-z',.? ]|  | [.,?]", text), text
    assert text[-1] in ".?"


def test_stories_are_of_all_settings_and_lengths():
    rng = random.Random(2)
    steps = Counter(len(compose(rng)[1]) for _ in range(2000))
    assert set(steps) == {1, 2, 3}
    assert min(steps.values()) > 200
    assert all(setting.starts and setting.events and setting.ends for setting in SETTINGS)


def test_stories_come_out_as_their_words_say(monkeypatch):
    """Money is gained and lost by the verbs of the story; no other words decide."""
    monkeypatch.setattr(problems, "COMPOSED", 1.0)
    rng, seen = random.Random(3), 0
    for _ in range(1500):
        item = problems.generate(rng)
        check_equations(item.thoughts)
        assert misaligned(item) is None
        assert not re.search(r"[.?] [a-z]", item.spoken), item.spoken
        notes = [int(n) for n in re.findall(r"(?:^|\. )(\d+)(?: [a-z]+)?(?=\.)", item.thoughts.split(":")[0])]
        points = re.fullmatch(
            r".* points\. [^.]*(lost|cost|won|got|scored|gained)[^.]*\. [^.]*\b(have|was|is|up|total)\b.*", item.spoken
        )
        if points and "In the last" not in item.spoken and "each of" not in item.spoken and len(notes) == 2:
            gone = points[1] in ("lost", "cost")
            seen += 1
            assert int(item.answer) == notes[0] + (-notes[1] if gone else notes[1]), item
    assert seen > 20


def test_rare_numbers_that_do_not_matter_are_noted_too():
    rng = random.Random(4)
    unused = [p for p in TRAIN if p.unused]
    assert len(unused) > 10
    for problem in unused:
        values, _ = next(filter(None, (problems._values(rng, problem) for _ in range(300))))
        assert all(2 <= values[slot] <= 60 for slot in problem.unused)


def test_wordings_of_sums_are_many_and_none_is_held_out():
    for forms in (getattr(arithmetic_words, name) for name in ("ASK", "PLUS", "MINUS", "TIMES", "OVER")):
        assert len(set(forms.train)) >= 10
        assert not set(forms.train) & set(forms.held_out)
    assert sum(map(len, arithmetic_words.WHOLE.values())) > 100


def test_no_whole_sum_is_a_held_out_one():
    terms = (t for name in ("PLUS", "MINUS", "TIMES", "OVER") for t in getattr(arithmetic_words, name).held_out)
    held_out = {_words_and_slots(f.replace("{q}", t)) for t in terms for f in arithmetic_words.ASK.held_out}
    wholes = [w for sums in (arithmetic_words.WHOLE, arithmetic_more.MORE_WHOLE) for ws in sums.values() for w in ws]
    chains = [line.rsplit(" = ", 1)[0] for line in arithmetic_more.CHAINS]
    assert len(held_out) >= 12
    assert len(wholes) + len(chains) > 160
    assert not {_words_and_slots(w) for w in (*wholes, *chains)} & held_out


def _words_and_slots(wording):
    """A wording without marks; which number is which does not matter."""
    return re.sub(r"{[abc]}", "{}", re.sub(r"[,.?]", "", wording.lower()))
