"""Interrupting, muting, closing, failing: nothing hangs and nothing is lost without a word."""

import shutil
import threading
import time
from concurrent.futures import CancelledError

import numpy as np
import pytest

from engine import Engine
from engine.errors import AudioDeviceError, MindpaceError, PackError
from tests.tiny_pack import ANSWER, REPLY, THOUGHTS


def test_an_interrupted_answer_ends_with_what_it_has(engine, listener, question):
    listener.on("thought", engine.interrupt)
    turn = engine.ask(question, "speak-first")
    assert turn.interrupted
    assert THOUGHTS.startswith(turn.thoughts)
    assert len(turn.thoughts) < len(THOUGHTS)
    assert engine.ask(question).answer == ANSWER


def test_a_new_question_stops_the_old_one(engine, listener, question):
    newer = []
    listener.on("thought", lambda: newer.append(engine.submit("next", "no-think")))
    assert engine.ask(question, "speak-first").interrupted
    assert newer[0].result(20).reply == REPLY


def test_a_question_that_never_began_is_cancelled(engine, listener, question):
    waiting = []

    def ask_two():
        waiting.extend([engine.submit("one"), engine.submit("two")])

    listener.on("thought", ask_two)
    engine.ask(question)
    with pytest.raises(CancelledError):
        waiting[0].result(20)
    assert waiting[1].result(20).answer == ANSWER


def test_stop_speaking_stops_the_mouth_not_the_mind(engine, listener, question):
    listener.on("audio", engine.stop_speaking)
    turn = engine.ask(question, "speak-first")
    assert turn.thoughts == THOUGHTS
    assert not turn.interrupted
    assert REPLY not in turn.reply
    assert len(listener.of("audio")) == 1
    assert REPLY in engine.ask(question, "speak-first").reply


def test_a_forgotten_question_leaves_nothing(engine, listener, question):
    engine.listen_begin()
    engine.listen_push(question)
    engine.listen_cancel()
    with pytest.raises(MindpaceError, match="No question was being asked"):
        engine.listen_end().result(20)
    engine.listen_begin()
    engine.listen_push(np.zeros(16_000, np.float32))
    with pytest.raises(MindpaceError, match="I heard no speech"):
        engine.listen_end().result(20)


def test_a_listener_that_fails_does_not_end_the_engine(engine, listener, question):
    def fail():
        raise ZeroDivisionError

    listener.on("thought", fail)
    assert engine.ask(question).answer == ANSWER


def test_an_unexpected_error_fails_one_turn_only(engine, listener, question, monkeypatch):
    monkeypatch.setattr("engine.model.converse", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        engine.ask(question)
    (failure,) = listener.of("failure")
    assert "Something went wrong inside Mindpace" in failure.message
    monkeypatch.undo()
    assert engine.ask(question).answer == ANSWER


def test_questions_asked_while_it_loads_are_answered(tiny_pack, question):
    with Engine(tiny_pack, threads=1) as engine:
        assert engine.submit(question).result(60).answer == ANSWER


def test_loading_is_told(tiny_pack):
    told = []
    engine = Engine(tiny_pack, threads=1)
    engine.start(told.append)
    engine.wait_ready(60)
    engine.close()
    states = [event for event in told if event.kind == "state"]
    assert [state.name for state in states[:-1]] == ["loading"] * (len(states) - 1)
    assert [state.progress for state in states] == sorted(state.progress for state in states)
    assert states[-1].name == "idle"


def test_a_bad_pack_is_told_everywhere_and_nothing_hangs(tiny_pack, tmp_path):
    bad = shutil.copytree(tiny_pack, tmp_path / "bad")
    data = bytearray((bad / "lm.gguf").read_bytes())
    data[9999] ^= 1
    (bad / "lm.gguf").write_bytes(data)
    told = []
    engine = Engine(bad)
    engine.start(told.append)
    future = engine.submit("hello")
    for waiting in (engine.wait_ready, future.result, lambda: engine.ask("hello")):
        with pytest.raises(PackError, match=r"lm\.gguf .* is damaged"):
            waiting()
    (failure,) = [event for event in told if event.kind == "failure"]
    assert failure.fatal
    assert [event.name for event in told if event.kind == "state"][-1] == "error"
    engine.close()
    assert not engine._thread.is_alive()


@pytest.mark.parametrize("name", ["ears.safetensors", "voice.safetensors", "lm.gguf"])
def test_files_that_fit_their_sums_but_not_their_pack_are_refused(tiny_pack, tmp_path, name):
    from engine.packs import read_manifest, write_manifest

    bad = shutil.copytree(tiny_pack, tmp_path / "bad")
    (bad / name).write_bytes(b"no model at all")
    fields = read_manifest(bad).to_dict()
    write_manifest(bad, **{key: fields[key] for key in fields if key not in ("format", "files")})
    with Engine(bad) as engine, pytest.raises(PackError, match=name):
        engine.wait_ready(60)


def test_closing_is_quick_whatever_goes_on(tiny_pack, question):
    engine = Engine(tiny_pack, threads=1)
    engine.close()
    engine.start()
    engine.wait_ready(60)
    started = threading.Event()
    engine._worker.teller.on_event = lambda event: started.set() if event.kind == "thought" else None
    future = engine.submit(question, "speak-first")
    started.wait(20)
    began = time.monotonic()
    engine.close()
    engine.close()
    assert time.monotonic() - began < 2
    assert not engine._thread.is_alive()
    assert future.done()
    with pytest.raises(MindpaceError, match="closing"):
        engine.submit("more")


class FakeLoudspeaker:
    """Notes what it is told; stays busy until `quiet`."""

    made = ()

    underruns = 0
    heard_s = 0.0

    def __init__(self, name=None, _reference=None):
        self.name, self.pieces, self.calls, self.busy = name, [], [], False
        self.broken = False
        FakeLoudspeaker.made = (*FakeLoudspeaker.made, self)

    def push(self, samples):
        self.pieces.append(samples)
        self.busy = True

    def finish(self):
        self.calls.append("finish")

    def stop(self):
        self.calls.append("stop")
        self.busy = False

    def duck(self, *, on):
        self.calls.append("duck" if on else "restore")

    def hold(self):
        self.calls.append("hold")

    def go_on(self):
        self.calls.append("go on")

    def check(self):
        if self.broken:
            raise AudioDeviceError("The loudspeaker stopped working.")

    def close(self):
        self.calls.append("close")


@pytest.fixture
def loudspeakers(engine, monkeypatch):
    FakeLoudspeaker.made = ()
    monkeypatch.setattr("engine.mouth.Loudspeaker", FakeLoudspeaker)
    engine.play = True
    yield lambda: FakeLoudspeaker.made
    engine.play = False
    engine._worker.mouth._speaker = None


def test_the_answer_is_played_in_order(engine, listener, question, loudspeakers):
    engine.ask(question)
    (speaker,) = loudspeakers()
    np.testing.assert_array_equal(np.concatenate(speaker.pieces), listener.sound())
    assert speaker.calls[-1] == "finish"
    assert engine.audible
    assert listener.states()[-1] == "speaking"
    speaker.busy = False
    engine.wait_silent(5)
    assert listener.wait_for("state", len(listener.of("state")) + 1)[-1].name == "idle"


def test_interrupting_silences_the_loudspeaker(engine, question, loudspeakers):
    engine.ask(question)
    assert engine.audible
    engine.interrupt()
    engine.wait_silent(5)
    assert not engine.audible
    assert "stop" in loudspeakers()[0].calls


def test_muting_silences_the_loudspeaker_too(engine, listener, question, loudspeakers):
    listener.on("audio", engine.stop_speaking)
    assert engine.ask(question, "speak-first").thoughts == THOUGHTS
    assert not engine.audible


def test_without_a_loudspeaker_the_answer_is_told_and_a_notice(engine, listener, question, monkeypatch):
    def none(*_):
        raise AudioDeviceError("There is no loudspeaker: connect one.")

    monkeypatch.setattr("engine.mouth.Loudspeaker", none)
    engine.play = True
    assert engine.ask(question).answer == ANSWER
    engine.play = False
    assert [event.message for event in listener.of("notice")] == ["There is no loudspeaker: connect one."]


def test_a_loudspeaker_that_dies_ends_nothing_but_the_sound(engine, listener, question, loudspeakers):
    engine.ask(question)
    loudspeakers()[0].broken = True
    assert listener.wait_for("notice")[0].message == "The loudspeaker stopped working."
    engine.wait_silent(5)
    assert engine.ask(question).answer == ANSWER
    assert len(loudspeakers()) == 2


def test_without_a_microphone_listening_fails_at_once(engine, listener, monkeypatch):
    def none(_name):
        raise AudioDeviceError("There is no microphone: connect one.")

    monkeypatch.setattr("engine.floor.Microphone", none)
    engine.listen_begin(microphone=True)
    assert listener.wait_for("failure")[0].message == "There is no microphone: connect one."
    with pytest.raises(AudioDeviceError, match="no microphone"):
        engine.listen_end().result(20)
    assert len(listener.of("failure")) == 1


def test_mistakes_of_the_caller_are_named(tiny_pack):
    engine = Engine(tiny_pack)
    with pytest.raises(RuntimeError, match="start"):
        engine.ask("hello")
    with pytest.raises(ValueError, match="think-never"):
        engine.ask("hello", "think-never")
