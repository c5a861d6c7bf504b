"""Wordings of small talk, follow-ups, what lies outside and reading: many, and none that could mean two things."""

import itertools
import random
import re
from collections import Counter

from engine.training.tasks import follow_up, follow_up_more, follow_up_words, outside, reading, small_talk
from engine.training.tasks.outside_things import SLOTS
from engine.training.tasks.pattern import Patterns, parse
from engine.words import find_numbers, spoken_form


def wordings(pattern):
    """Everything that a pattern says, in lower-case words; slots stay."""
    for combination in itertools.product(*[(p,) if isinstance(p, str) else p for p in pattern.parts]):
        yield " ".join(re.sub(r"[^a-z{}' ]", " ", "".join(combination).lower()).split())


def groups(split):
    """Each group's wordings: topics of small talk, kinds of follow-up, outside, reading."""
    found = {f"talk {topic}": getattr(made, split) for topic, _, _, made in small_talk._MADE}
    kinds = vars(follow_up_words) | vars(follow_up_more)
    found |= {f"follow_up {k}": getattr(v, split) for k, v in kinds.items() if isinstance(v, Patterns)}
    names = ("train", "alike", "more", "indirect") if split == "train" else ("held_out",)
    found["outside"] = [p for name in names for p in outside._PATTERNS[name]]
    found["read"] = [parse(text) for text in getattr(reading.ASK, split)]
    return {group: {text for p in patterns for text in wordings(p)} for group, patterns in found.items()}


def test_no_wording_fits_two_groups_or_is_held_out():
    train = groups("train")
    counts = Counter(text for texts in train.values() for text in texts)
    assert [text for text, n in counts.items() if n > 1] == []
    held_out = set().union(*groups("held_out").values())
    assert len(held_out) > 90
    assert not held_out & set(counts)


def test_there_are_many_wordings_of_each_kind():
    for group, texts in groups("train").items():
        least = {"talk": 20, "follow_up": 12, "outside": 4500, "read": 45}[group.split()[0]]
        assert len(texts) >= least, group


def test_every_slot_of_what_lies_outside_is_used_and_spoken():
    used = set(re.findall(r"\{([a-z]+)\}", " ".join(groups("train")["outside"])))
    assert set(SLOTS) <= used
    for entry in itertools.chain(*SLOTS.values()):
        assert re.fullmatch(r"[A-Za-z', ]+", entry)
        assert spoken_form(entry) == entry


def test_replies_of_small_talk_are_short_and_differ():
    replies = [reply for _, reply, _, _ in small_talk._MADE]
    assert len(set(replies)) == len(replies)
    assert all(len(reply.split()) <= 12 for reply in replies)


def test_topics_without_held_out_wordings_are_for_training_only():
    rng = random.Random(3)
    held_out = {small_talk.generate(rng, "held_out").thoughts.split(".")[0] for _ in range(500)}
    train = {small_talk.generate(rng, "train").thoughts.split(".")[0] for _ in range(2000)}
    assert held_out < train
    assert len(train) == 30


def test_new_follow_ups_are_right():
    rng = random.Random(4)
    for make in (follow_up._parted, follow_up._remains, follow_up._judged):
        for _ in range(300):
            item = make(rng, "train")
            value, said = int(item.before.split("answer: ")[1]), find_numbers(item.spoken.replace(",", " ,"))
            if item.answer in ("odd", "even"):
                assert item.answer == ("even", "odd")[value % 2]
            elif item.answer in ("yes", "no"):
                assert item.answer == ("yes" if value > said[-1] else "no")
            elif make is follow_up._remains:
                assert int(item.answer) == said[0] - value
            else:
                n = 2 if re.search(r"\b(half|halve)\b", item.transcript) else said[0]
                assert int(item.answer) * n == value


def test_whether_a_walk_came_back_is_what_it_said():
    rng = random.Random(5)
    for _ in range(300):
        item = follow_up._back(rng, "train")
        x, y = re.findall(r": (-?\d+) (-?\d+)\.", item.before)[-1]
        assert item.answer == ("yes" if (x, y) == ("0", "0") else "no")
