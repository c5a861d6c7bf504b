"""Supposed ends of questions, false starts and barge-ins, by the commands that the listening thread gives."""

import gc
import time
from concurrent.futures import Future

import numpy as np
import pytest

from engine import commands as c
from engine.brains import Mode, TwoBrains
from engine.events import Notice
from engine.reading import Reader
from engine.turn import TurnRun
from tests.engine.test_control import FakeLoudspeaker
from tests.tiny_pack import ANSWER, REPLY, THOUGHTS

MODE = Mode.SPEAK_FIRST
HALF = 40_000


def begin(engine, *, beside=False):
    """Begin a question as the listening thread does: what came before is not stale yet."""
    worker = engine._worker
    worker.numbers.issued += 1
    engine._put(c.Begin(worker.numbers.issued, beside=beside))
    return worker.numbers.issued


def hear(engine, generation, samples):
    engine._intake.put(samples, generation)


def suppose(engine, generation):
    engine._put(c.Suppose(generation, MODE, time.perf_counter()))


def end(engine, generation):
    future = Future()
    engine._put(c.End(generation, MODE, future, time.perf_counter()))
    return future


def wait(condition, seconds=20):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.005)


def supposed(engine):
    turn = engine._worker.floor.turn
    return turn is not None and turn.supposed and turn.current is not None and turn.current.done


def test_a_supposed_end_tells_nothing_until_it_is_settled(engine, listener, question):
    whole = engine.ask(question, MODE)
    sound = listener.sound()
    listener.clear()
    number = begin(engine)
    hear(engine, number, question)
    suppose(engine, number)
    wait(lambda: supposed(engine))
    assert {event.kind for event in listener.events} <= {"state", "level", "heard"}  # of the answer before
    turn = end(engine, number).result(20)
    assert (turn.thoughts, turn.reply, turn.answer) == (whole.thoughts, whole.reply, ANSWER)
    np.testing.assert_array_equal(listener.sound(), sound)


def test_a_user_who_goes_on_is_heard_as_if_nothing_had_happened(engine, listener, question):
    plain = begin(engine)
    hear(engine, plain, question)
    end(engine, plain).result(20)
    sound = listener.sound()
    listener.clear()
    number = begin(engine)
    hear(engine, number, question[:HALF])
    for rest in (question[HALF : HALF + 8_000], question[HALF + 8_000 :]):
        suppose(engine, number)
        wait(lambda: supposed(engine))
        engine._put(c.GoOn(number))
        hear(engine, number, rest)
        wait(lambda: not engine._worker.floor.turn.supposed)
    assert listener.of("thought") == listener.of("asked") == []
    turn = end(engine, number).result(20)
    assert turn.thoughts == THOUGHTS
    [asked] = listener.of("asked")
    np.testing.assert_array_equal(asked.samples, question)  # nothing twice, nothing lost
    assert turn.question_s == pytest.approx(len(question) / 16_000)
    np.testing.assert_allclose(listener.sound(), sound, atol=1e-5)


def test_a_supposed_answer_of_a_cancelled_question_is_never_told(engine, listener, question):
    number = begin(engine)
    hear(engine, number, question)
    suppose(engine, number)
    wait(lambda: supposed(engine))
    engine.interrupt()
    wait(lambda: engine._worker.floor.turn is None)
    assert listener.of("turn") == listener.of("reply") == []
    assert engine.ask(question).answer == ANSWER


@pytest.fixture
def loudspeaker(engine, monkeypatch):
    FakeLoudspeaker.made = ()
    monkeypatch.setattr("engine.mouth.Loudspeaker", FakeLoudspeaker)
    engine.play = True
    yield lambda: FakeLoudspeaker.made[0]
    engine.play = False
    engine._worker.mouth._speaker = None


def test_stop_speaking_silences_an_answer_that_is_made_but_still_played(engine, listener, question, loudspeaker):
    engine.ask(question)
    assert engine.audible
    engine.stop_speaking()
    engine.wait_silent(5)
    assert not engine.audible
    wait(lambda: engine.generation in [event.generation for event in listener.of("heard")])


def test_a_false_start_beside_an_answer_lets_it_go_on(engine, listener, question, loudspeaker):
    first = engine.ask(question)
    number = begin(engine, beside=True)
    hear(engine, number, question[:12_000])
    wait(lambda: engine._worker.floor.beside is not None)
    assert engine.generation == first.generation
    engine._put(c.Judge(number))
    engine._put(c.Discard(number))
    wait(lambda: engine._worker.floor.beside is None)
    assert engine.audible
    assert [asked.generation for asked in listener.of("asked")] == [first.generation]  # the false start is none
    assert loudspeaker().calls[-3:] == ["hold", "restore", "go on"]
    kinds = [event.kind for event in listener.events if event.generation == first.generation]
    assert kinds.index("interrupted") < kinds.index("resumed")
    loudspeaker().busy = False
    wait(lambda: first.generation in [event.generation for event in listener.of("heard")])
    heard = listener.of("heard")[-1]
    assert (heard.text, heard.whole) == (first.reply, True)


def test_who_speaks_on_over_an_answer_ends_it_and_its_history_is_clipped(engine, listener, question, loudspeaker):
    turn = engine.ask(question)
    number = begin(engine, beside=True)
    hear(engine, number, question[:HALF])
    engine._put(c.Take(number))
    wait(lambda: not engine.audible)
    heard = [event for event in listener.of("heard") if event.generation == turn.generation][-1]
    assert not heard.whole
    assert turn.reply.startswith(heard.text)
    assert len(heard.text) < len(turn.reply)
    assert engine.generation == number
    engine.interrupt()


def test_a_question_beside_an_answer_takes_over_when_it_is_one(engine, listener, question, loudspeaker):
    engine.ask(question)
    number = begin(engine, beside=True)
    hear(engine, number, question)
    suppose(engine, number)
    wait(lambda: engine._worker.floor.turn is not None and engine._worker.floor.turn.generation == number)
    assert engine.generation == number
    turn = end(engine, number).result(20)
    assert turn.answer == ANSWER
    assert turn.reply.endswith(REPLY)
    assert turn.before.splitlines()[-1] == THOUGHTS  # what was thought before is kept
    assert max(event.generation for event in listener.of("heard")) <= number


def test_what_other_threads_tell_and_lose_comes_out(engine, listener):
    engine._put(c.Tell(Notice(7, "said elsewhere")))
    engine._put(c.Fail(7, ValueError("lost elsewhere")))
    assert listener.wait_for("notice")[0].message == "said elsewhere"
    assert isinstance(listener.wait_for("failure")[0].error, ValueError)


def test_turns_that_are_over_leave_nothing_for_the_cycle_collector(engine, question):
    """Megabytes of a turn's ears would else stay until it comes round, many turns later."""
    engine.ask(question, MODE)
    gc.collect()
    gc.disable()
    try:
        for _ in range(3):
            number = begin(engine)
            hear(engine, number, question[:HALF])
            suppose(engine, number)
            wait(lambda: supposed(engine))
            engine._put(c.GoOn(number))
            hear(engine, number, question[HALF:])
            end(engine, number).result(20)
            engine.submit(question, MODE)
            engine.interrupt()
        engine.ask(question, MODE)
        assert sum(type(one) is TurnRun for one in gc.get_objects()) <= 1
    finally:
        gc.enable()


def read(engine, samples):
    """Number of a question that is supposed to be over, and what was read of it."""
    number = begin(engine)
    hear(engine, number, samples)
    suppose(engine, number)
    wait(lambda: supposed(engine) and engine._worker.floor.turn.generation == number)
    return number, engine._worker.floor.reading[0]


def test_a_supposed_question_is_read_again_with_what_came_since(engine, question):
    half = engine.ask(question[:HALF], MODE)
    begin(engine)
    wait(lambda: engine._worker.floor.turn is not None)
    model = engine._worker.floor.turn._model
    model.reader = Reader([f"_{unit}" for unit in range(model.ears.config.ctc_vocab)])
    try:
        _, whole = read(engine, question)
        number, first = read(engine, question[:HALF])
        assert whole != first
        hear(engine, number, question[HALF:])
        engine._put(c.Judge(number))
        wait(lambda: engine._worker.floor.reading[0] == whole)
        turn = end(engine, number).result(20)
        assert (turn.thoughts, turn.reply) == (half.thoughts, half.reply)
    finally:
        model.reader = None


def test_how_sure_the_brains_are_comes_with_a_supposed_end_and_goes_with_it(engine, question, monkeypatch):
    monkeypatch.setattr(TwoBrains, "over", property(lambda _: 0.7, lambda *_: None), raising=False)
    number = begin(engine)
    hear(engine, number, question[:HALF])
    suppose(engine, number)
    wait(lambda: engine._worker.floor.reading.over == 0.7)
    engine._put(c.Judge(number))
    wait(engine._commands.empty)
    assert engine._worker.floor.reading.over == 0.7, "what is read again does not change it"
    engine._put(c.GoOn(number))
    wait(lambda: engine._worker.floor.reading.over is None)
    hear(engine, number, question[HALF:])
    suppose(engine, number)
    wait(lambda: engine._worker.floor.reading.over == 0.7)
    end(engine, number).result(20)
