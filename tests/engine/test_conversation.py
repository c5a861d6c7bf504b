"""Hands-free conversation and push-to-talk with an open microphone, on a microphone that plays samples."""

import time
from collections import deque
from types import SimpleNamespace

import numpy as np
import pytest

from engine.errors import AudioDeviceError
from tests.tiny_pack import ANSWER, REPLY, THOUGHTS
from tests.turns.test_turn_taking import silence

BLOCK = 160


class FakeMicrophone:
    """Gives blocks at real pace."""

    device = SimpleNamespace(name="fake")

    def __init__(self):
        self.blocks = deque()
        self.broken = self.closed = False
        self._next = time.perf_counter()

    def speak(self, *parts):
        samples = np.concatenate(parts)
        self.blocks.extend(np.split(samples[: len(samples) // BLOCK * BLOCK], len(samples) // BLOCK))

    def read(self):
        due = int((time.perf_counter() - self._next) * 16_000) // BLOCK
        self._next += due * BLOCK / 16_000
        pieces = [self.blocks.popleft() if self.blocks else silence(0.01) for _ in range(due)]
        return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)

    def wait(self, _seconds, _blocks=1):
        time.sleep(0.01)

    def check(self):
        if self.broken:
            raise AudioDeviceError("The microphone stopped working: connect it again.")

    def close(self):
        self.closed = True


@pytest.fixture
def microphone(engine, monkeypatch):
    fake = FakeMicrophone()
    monkeypatch.setattr("engine.listener.Microphone", lambda _name: fake)
    yield fake
    engine.converse_end()
    assert fake.closed


@pytest.fixture
def short(question):
    """A second and a half of speech."""
    return question[16_000:40_000]


def test_questions_are_answered_one_after_another_without_a_key(engine, listener, microphone, short):
    engine.converse("speak-first")
    for number in (1, 2):
        microphone.speak(short, silence(1.3))
        turn = listener.wait_for("turn", number)[-1]
        assert (turn.answer, turn.thoughts) == (ANSWER, THOUGHTS)
        assert turn.question_s > 1.4
        asked = listener.of("asked")[-1]
        assert (asked.generation, asked.duration) == (turn.generation, turn.question_s)
        assert np.abs(asked.samples[-16_000:]).max() > 0.05  # what was said, not only what came before
        ended = listener.of("end_of_turn")[-1]
        assert ended.generation == turn.generation
        assert 0.8 < ended.waited < 1.2  # this pack cannot tell whether a sentence is complete
        listener.wait_for("heard", number)
    assert listener.of("failure") == []
    kinds = [event.kind for event in listener.events]
    assert kinds.index("end_of_turn") < kinds.index("thought")


def test_a_key_ends_the_question_and_the_answer_is_there_already(engine, listener, microphone, short):
    engine.converse(push=True)
    microphone.speak(short, silence(1.0))
    time.sleep(0.3)
    assert listener.of("end_of_turn") == []
    engine.listen_begin(microphone=True)
    microphone.speak(short, silence(0.2))
    while microphone.blocks:
        time.sleep(0.01)
    turn = engine.listen_end("speak-first").result(20)
    assert turn.reply.endswith(REPLY)
    assert turn.ttfa_s < 0.3
    assert len(listener.of("end_of_turn")) == 1


def test_a_microphone_that_vanishes_is_looked_for_and_the_conversation_goes_on(engine, listener, microphone, short):
    engine.converse("speak-first")
    microphone.broken = True
    assert "stopped working" in listener.wait_for("notice")[0].message
    listener.wait_for("devices", 2)
    microphone.broken = False
    listener.wait_for("devices", len(listener.of("devices")) + 1)
    assert [event.problem for event in listener.of("devices")][:3] == ["", "lost", ""]
    microphone.speak(short, silence(1.0))
    assert listener.wait_for("turn")[0].answer == ANSWER
    assert listener.of("failure") == []


def test_a_conversation_without_a_microphone_ends_at_once_in_words(engine, listener, monkeypatch):
    def none(_name):
        raise AudioDeviceError("There is no microphone: connect one.")

    monkeypatch.setattr("engine.listener.Microphone", none)
    engine.converse()
    assert listener.wait_for("failure")[0].message == "There is no microphone: connect one."
    engine.wait_conversation()
    engine.converse_end()


def test_interrupting_and_ending_in_mid_sentence_leave_nothing(engine, listener, microphone, short):
    engine.converse()
    microphone.speak(short)
    time.sleep(0.8)
    engine.interrupt()
    engine.converse_end()
    began = time.monotonic()
    engine.converse_end()
    assert time.monotonic() - began < 1
    assert engine.ask("and now?").answer == ANSWER
