"""What is said around a question changes neither the question nor the alignment of its chain."""

import random

from engine.training.tasks import FAMILIES, draw_item, generate
from engine.training.tasks.framing import framed
from engine.training.tasks.item import misaligned


def test_a_frame_stands_around_the_whole_question():
    rng, places = random.Random(5), set()
    for _ in range(300):
        item = generate(rng.choice(("navigate", "counting", "lies", "arithmetic", "problems", "everyday")), rng)
        new = framed(item, rng)
        assert misaligned(new) is None
        assert (new.thoughts, new.answer, new.reply) == (item.thoughts, item.answer, item.reply)
        at = new.transcript.index(item.transcript)
        before, behind = new.transcript[:at].split(), new.transcript[at + len(item.transcript) :].split()
        places.add((bool(before), bool(behind)))
        for old, moved in zip(item.heard, new.heard, strict=True):
            last = old >= len(item.transcript.split())
            assert moved == (len(new.transcript.split()) if last else old + len(before))
    assert places == {(True, False), (False, True), (True, True)}


def test_a_share_of_training_questions_is_framed_and_none_of_the_held_out_ones():
    def usual_beginnings(split):
        return sum(draw_item(random.Random(s), ["arithmetic"], split).spoken.startswith("Hello") for s in range(600))

    assert usual_beginnings("train") > 0
    assert usual_beginnings("held_out") == 0


def test_where_every_word_counts_nothing_is_added():
    rng = random.Random(1)
    for family in ("talk", "read", "follow_up"):
        assert family in FAMILIES
        item = generate(family, rng)
        assert framed(item, rng) is item
