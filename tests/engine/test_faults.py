"""Faults put in at every queue and thread: each comes out in words, and the next question is answered."""

import threading
import time

import numpy as np
import pytest

from engine import Engine
from engine import commands as c
from engine.errors import MindpaceError
from engine.events import Level, Notice
from engine.intake import Intake
from tests.engine.test_conversation import FakeMicrophone
from tests.tiny_pack import ANSWER
from tests.turns.test_turn_taking import silence


@pytest.fixture
def short(question):
    return question[16_000:40_000]


@pytest.fixture
def microphone(engine, monkeypatch):
    fake = FakeMicrophone()
    monkeypatch.setattr("engine.listener.Microphone", lambda _name: fake)
    yield fake
    engine.converse_end()


class FaultError(Exception):
    """Something nobody expected."""


def fail(*_arguments, **_more):
    raise FaultError("on purpose")


def conversation_after(engine, listener, microphone, short):
    """A conversation begun anew answers a question."""
    engine.converse_end()
    listener.clear()
    engine.converse("speak-first")
    microphone.speak(short, silence(1.3))
    assert listener.wait_for("turn")[0].answer == ANSWER


@pytest.mark.parametrize("where", ["engine.listener.InputHealth.push", "engine.turns.turn_taking.TurnTaking.push"])
def test_a_fault_on_the_listening_thread_is_told_as_the_object_it_is(
    engine, listener, microphone, short, monkeypatch, where
):
    with monkeypatch.context() as patch:
        patch.setattr(where, fail)
        engine.converse("speak-first")
        failure = listener.wait_for("failure")[0]
    assert isinstance(failure.error, FaultError)
    assert "Something went wrong inside Mindpace" in failure.message
    engine.wait_conversation()
    conversation_after(engine, listener, microphone, short)


def test_a_fault_in_the_ears_ends_one_question(engine, listener, microphone, short, monkeypatch):
    engine.converse("speak-first")
    with monkeypatch.context() as patch:
        patch.setattr("engine.turn.TurnRun.hear", fail)
        microphone.speak(short, silence(1.3))
        assert isinstance(listener.wait_for("failure")[0].error, FaultError)
        time.sleep(1.5)
    assert len(listener.of("failure")) == 1
    listener.clear()
    microphone.speak(short, silence(1.3))
    assert listener.wait_for("turn")[0].answer == ANSWER


def test_a_fault_in_a_supposed_answer_ends_one_question(engine, listener, microphone, short, monkeypatch):
    engine.converse("speak-first")
    with monkeypatch.context() as patch:
        patch.setattr("engine.turn.TurnRun.answer", fail)
        microphone.speak(short, silence(1.3))
        assert isinstance(listener.wait_for("failure")[0].error, FaultError)
        time.sleep(1.5)
    listener.clear()
    microphone.speak(short, silence(1.3))
    assert listener.wait_for("turn")[0].answer == ANSWER


def test_a_fault_on_the_way_to_the_loudspeaker_fails_one_turn(engine, listener, question, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("engine.mouth.Mouth.say", fail)
        with pytest.raises(FaultError):
            engine.ask(question)
    assert engine.ask(question).answer == ANSWER


def test_a_full_queue_of_commands_is_told_and_loses_only_what_informs(engine, listener):
    stuck = threading.Event()
    listener.on("notice", lambda: stuck.wait(20))
    engine._put(c.Tell(Notice(0, "now it is stuck")))
    listener.wait_for("notice")
    brain_put = engine_brain(engine).put
    try:
        for _ in range(200):
            brain_put(c.Tell(Level(0, 0.5)))  # more than fits; none of them waits or fails
        with pytest.raises(MindpaceError, match="still busy"):
            engine.interrupt()
    finally:
        stuck.set()
    assert engine.ask("and now?").answer == ANSWER


def engine_brain(engine):
    from engine.engine import _Brain

    return _Brain(engine._worker, engine._lock, engine._put, engine._commands)


def test_samples_that_find_no_room_are_counted():
    intake = Intake(1_000)
    for _ in range(5):
        intake.put(np.ones(300, np.float32), 1)
    assert intake.lost == 600
    assert len(intake.take(1)) == 900
    intake.put(np.ones(300, np.float32), 2)
    assert len(intake.take(2)) == 300


@pytest.mark.parametrize("seconds", [0.0, 0.35, 1.0, 1.9, 2.6])
def test_it_ends_in_order_at_any_moment_of_a_conversation(tiny_pack, short, monkeypatch, seconds):
    fake = FakeMicrophone()
    monkeypatch.setattr("engine.listener.Microphone", lambda _name: fake)
    engine = Engine(tiny_pack, threads=1)
    engine.start()
    engine.wait_ready(60)
    engine.converse("speak-first")
    fake._next = time.perf_counter()
    fake.speak(short, silence(1.3))
    time.sleep(seconds)
    began = time.monotonic()
    engine.close()
    assert time.monotonic() - began < 3
    assert not engine._thread.is_alive()
    assert fake.closed or seconds == 0.0


def test_a_key_is_held_or_tapped(engine, listener, microphone, short):
    engine.converse(push=True)
    microphone.speak(silence(0.2), short, silence(0.5))
    engine.key_down("speak-first")
    time.sleep(1.8)
    engine.key_up("speak-first")
    assert listener.wait_for("turn")[0].answer == ANSWER
    microphone.speak(silence(0.2), short, silence(0.5))
    engine.key_down("speak-first")
    engine.key_up("speak-first")
    time.sleep(1.8)
    assert len(listener.of("turn")) == 1
    engine.key_down("speak-first")
    engine.key_up("speak-first")
    assert listener.wait_for("turn", 2)[1].answer == ANSWER
