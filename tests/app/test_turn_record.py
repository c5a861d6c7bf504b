"""One turn as it is told: steps, clauses, what rests on what, and where the voice is."""

import pytest

from app.turn_record import TurnRecord
from engine.events import Correction, Heard, Reply, Thought

CHAIN = "apple 2: 2. dog no. banana 3: 5. answer: 5"
FILLER, ANSWER = "Let me count.", " There are five."


@pytest.fixture
def record():
    made = TurnRecord(1)
    made.think(Thought(1, CHAIN[:19], -0.8))
    made.write(Reply(1, FILLER, 0, 0.1, 12))
    made.think(Thought(1, CHAIN[19:], 0.4))
    made.write(Reply(1, ANSWER, 1, 1.2, len(CHAIN)))
    return made


def test_steps_know_when_they_were_thought(record):
    assert [step.text for step in record.steps] == ["apple 2: 2.", "dog no.", "banana 3: 5.", "answer: 5"]
    assert [step.listening for step in record.steps] == [True, True, False, False]
    assert [step.answer for step in record.steps] == [False, False, False, True]
    assert record.steps[-1].newest
    record.thinking = False
    assert not record.steps[-1].newest


def test_a_clause_rests_on_what_was_handed_over_when_it_began(record):
    assert record.rests(0) == (range(0), range(1))
    assert record.rests(1) == (range(1), range(1, 4))
    assert record.rests(7) == (range(0), range(0))


def test_a_step_carries_the_clauses_that_came_after_it_was_handed_over(record):
    assert record.carries(0) == range(2)
    assert record.carries(1) == range(1, 2)
    assert record.carries(3) == range(1, 2)
    assert record.carries(9) == range(2, 2)


def test_links_in_both_directions_agree(record):
    for clause in range(2):
        known, new = record.rests(clause)
        for step in range(len(record.steps)):
            assert (step in known or step in new) == (clause in record.carries(step))
        assert all(record.carries(step).start == clause for step in new)


def test_clauses_are_set_apart_and_found_by_letter(record):
    assert record.reply == FILLER + ANSWER
    assert [record.clause_at(letter) for letter in (0, len(FILLER) - 1, len(FILLER), len(record.reply) - 1)] == [
        0,
        0,
        1,
        1,
    ]
    apart = TurnRecord(2)
    apart.write(Reply(2, " Well.", 0, 0.0))
    apart.write(Reply(2, "Four.", 1, 0.0))
    assert apart.reply == "Well. Four."


def test_the_voice_goes_through_the_words_at_the_pace_of_their_sound(record):
    record.clauses[0].seconds, record.clauses[1].seconds = 2.0, 3.0
    assert record.spoken(0.0) == 0
    assert record.reply[: record.spoken(1.0)] == "Let me"
    assert record.reply[: record.spoken(1.9)] == "Let me count."
    assert record.reply[: record.spoken(2.8)].endswith("There")
    assert record.spoken(99.0) == len(record.reply)
    places = [record.spoken(at / 20) for at in range(120)]
    assert places == sorted(places)


def test_the_newest_clause_is_reckoned_to_last_as_long_as_its_letters(record):
    record.clauses[0].seconds = 1.0
    record.clauses[1].seconds = 0.1
    assert record.spoken(1.3) < len(record.reply)


def test_a_reply_that_was_cut_off_knows_what_was_heard(record):
    record.hear(Heard(1, "Let me", whole=False))
    assert record.reply[: record.heard_letters] == "Let me"
    record.hear(Heard(1, "", whole=False))
    assert record.heard_letters == 0
    record.hear(Heard(1, record.reply, whole=True))
    assert record.heard_letters is None


def test_a_correction_is_kept_with_its_clause(record):
    record.correct(Correction(1, "4", "5", 1))
    record.correct(Correction(1, "4", "5", 9))
    assert [clause.correction for clause in record.clauses] == [None, ("4", "5")]


@pytest.mark.parametrize("size", [1, 2, 5, 100])
def test_pieces_make_the_same_turn_as_the_whole(size):
    record = TurnRecord(1)
    for start in range(0, len(CHAIN), size):
        record.think(Thought(1, CHAIN[start : start + size], 0.0))
    for clause, text in enumerate((FILLER, ANSWER)):
        for start in range(0, len(text), size):
            record.write(Reply(1, text[start : start + size], clause, 0.0, 12 + 30 * clause))
    assert [step.text for step in record.steps] == ["apple 2: 2.", "dog no.", "banana 3: 5.", "answer: 5"]
    assert record.reply == FILLER + ANSWER
    assert [clause.rests_on for clause in record.clauses] == [12, 42]
