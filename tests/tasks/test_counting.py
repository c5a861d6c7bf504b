"""Wordings of counting: none is held out, each is in order, and each way of saying a number is used rightly."""

import random
import re

from engine.training.tasks import counting
from engine.training.tasks.counting_words import KIND_NAMES
from engine.training.tasks.item import sentences_of
from engine.training.tasks.objects import KINDS
from engine.words import transcript
from tests.tasks.solvers import counting as solved


def _frames(rng, count):
    for _ in range(count):
        kind, things = counting._draw(rng, "train", False)
        yield counting._frame(rng, kind, things)


def test_no_training_frame_is_a_held_out_one():
    names = {*KINDS, *(name for group in KIND_NAMES.values() for name in group)}
    asked = {
        transcript(form.format(kind=n)) for form in (*counting.ASK.held_out, *counting.ASK_ALL.held_out) for n in names
    }
    told = {transcript(form.format(list="")) for form in counting.HAVE.held_out}
    for frame in _frames(random.Random(1), 6000):
        sentences = {transcript(s.replace("{list}", "")) for s in re.split(r"(?<=[.?]) ", frame)}
        assert not sentences & (asked | told), frame
        assert not re.search(r"\b(sells?|looking after|somebody)\b", frame, re.IGNORECASE)


def test_frames_are_many_and_have_one_list():
    frames = list(_frames(random.Random(2), 5000))
    assert len(set(frames)) > 4900
    for frame in frames:
        assert frame.count("{list}") == 1
        assert not re.search(r"\{(?!list)|  | [.,?]|[.?]\S|,,|^[a-z]", frame), frame


def test_amounts_in_other_words_are_right():
    rng = random.Random(3)
    words = {"a couple of": 2, "a pair of": 2, "half a dozen": 6, "a dozen": 12, "a single": 1}
    seen = set()
    for _ in range(2000):
        item = counting.generate(rng)
        for i, line in enumerate(sentences_of(item.thoughts)[:-2]):
            noun, number = re.match(r"([a-z ]+) (\d+):", line).groups()
            said = " ".join(item.transcript.split()[: item.heard[i]])
            for amount, value in words.items():
                if re.search(rf"(?<!half ){amount} (\w+ )?{noun}s?$", said) and not noun.startswith("pair of"):
                    assert int(number) == value, item
                    seen.add(amount)
    assert seen == set(words)


def test_many_questions_are_solved_from_their_words():
    rng = random.Random(4)
    for _ in range(2000):
        item = counting.generate(rng)
        assert solved(item.spoken) == item.answer, item
