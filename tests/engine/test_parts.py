"""The small parts of the engine: history, what was heard, pace, intake."""

from itertools import pairwise

import numpy as np
import pytest

from engine.brains import Mode
from engine.history import Exchange, History
from engine.intake import Intake
from engine.pace import Pace
from engine.said import Said


def test_history_keeps_the_last_turns_and_stays_small():
    history = History(turns=2, characters=20)
    for number, thoughts in enumerate(["one. answer: 1", "", "two. answer: 2", "x" * 21, "three"]):
        history.add(Exchange(number, thoughts, "said"))
        assert len(history.exchanges) <= 2
    assert history.text() == "three"  # the one before it has no room, and no turn is cut in two
    history.add(Exchange(4, "three", "sai"))
    assert [exchange.heard for exchange in history.exchanges] == ["said", "sai"]
    history.clear()
    assert history.text() == ""


def test_what_was_heard_follows_the_clauses():
    said = Said()
    said.write(0, "Let me see.")
    said.sound(0, 11_000)
    said.end(0)
    said.write(1, " There are five of them.")
    said.sound(1, 22_000)
    assert said.heard(0) == ""
    assert said.heard(6_500) == "Let me"
    assert said.heard(11_000) == "Let me see."
    assert said.heard(11_000 + 10_500) == "Let me see. There"
    said.sound(1, 1_000)
    said.end(1)
    assert said.heard(34_000) == "Let me see. There are five of them."
    heard = [said.heard(at).split() for at in range(0, 34_001, 500)]
    assert all(b[: len(a)] == a for a, b in pairwise(heard))


def test_a_fast_machine_paces_itself_not_at_all():
    pace = Pace()
    assert pace.keeps_up
    for _ in range(50):
        pace.note(1 / 200, both=True)
        pace.note(1 / 400, both=False)
    assert pace.keeps_up
    assert pace.steps_per_s == pytest.approx(200)
    assert pace.mode(Mode.SPEAK_FIRST) is Mode.SPEAK_FIRST
    assert pace.segment(16) == 16
    assert not pace.thinking_waits(0.0)


def test_thinking_waits_where_only_speech_keeps_up():
    pace = Pace()
    for _ in range(50):
        pace.note(1 / 30, both=True)
        pace.note(1 / 50, both=False)
    assert not pace.keeps_up
    assert pace.mode(Mode.THINK_FIRST) is Mode.THINK_FIRST
    assert pace.segment(16) == 8
    assert pace.thinking_waits(0.1)
    assert not pace.thinking_waits(1.0)


def test_where_not_even_speech_keeps_up_thoughts_come_before_it():
    pace = Pace()
    pace.note(1 / 12, both=True)
    pace.note(1 / 20, both=False)
    assert pace.mode(Mode.SPEAK_FIRST) is Mode.THINK_BEFORE_SPEAKING
    assert pace.mode(Mode.NO_THINK) is Mode.NO_THINK
    for _ in range(200):
        pace.note(1 / 90, both=True)
    assert pace.keeps_up


@pytest.mark.parametrize("mode", ["speak-first", "think-first"])
def test_an_engine_that_is_too_slow_says_so_and_speaks_after_thinking(engine, listener, question, monkeypatch, mode):
    real = Pace.note
    monkeypatch.setattr(Pace, "note", lambda self, _seconds, *, both: real(self, 0.1, both=both))
    for _ in range(3):
        slow = engine.ask(question, mode)
    assert slow.mode == "think-before-speaking"
    assert slow.tokens_before_first_audio == slow.tokens_thought > 0
    (told,) = listener.of("pace")
    assert not told.keeps_up
    assert told.mode == "think-before-speaking"
    monkeypatch.setattr(Pace, "note", lambda self, _seconds, *, both: real(self, 1e-4, both=both))
    for _ in range(3):
        fast = engine.ask(question, mode)
    assert fast.mode == mode
    assert [event.keeps_up for event in listener.of("pace")] == [False, True]


def test_the_intake_gives_each_question_its_own_samples():
    intake = Intake(100)
    for generation, value in [(1, 1.0), (2, 2.0), (3, 3.0), (2, 2.0)]:
        intake.put(np.full(10, value, np.float32), generation)
    np.testing.assert_array_equal(intake.take(2), np.full(20, 2.0))
    assert len(intake.take(1)) == 0
    np.testing.assert_array_equal(intake.take(3), np.full(10, 3.0))
    intake.put(np.zeros(101, np.float32), 4)
    assert intake.lost == 101
