"""Thinking while listening: thoughts come between the chunks of a question, and none is lost or made twice."""

import time
from concurrent.futures import Future

import pytest

from engine import Engine
from engine import commands as c
from engine.brains import Mode, TwoBrains, two_brains
from engine.brains.sampling import greedy
from engine.training.vocabulary import WAIT
from tests.engine.conftest import Listener
from tests.tiny_pack import ANSWER, THOUGHTS

HALF = 8_000
EARLY = "Two."


@pytest.fixture(scope="module")
def engine(listening_pack):
    with Engine(listening_pack, threads=1) as made:
        made.wait_ready(60)
        yield made


@pytest.fixture(autouse=True)
def _second_chunk(monkeypatch):
    """After the second chunk of a question the model wants to think `EARLY`, otherwise to wait."""
    hear, chunks, wanted = TwoBrains._hear, [], []

    def heard(self, embeddings, *, wanted):
        if self.question_length == self._opened_at + 1:
            chunks.clear()
        chunks.append(self)
        return hear(self, embeddings, wanted=wanted)

    def chosen(logits, choice):
        if choice.other != WAIT:
            return greedy(logits, choice)
        if len(chunks) == 2 and not wanted:
            wanted.extend([*chunks[0]._model.tokenize(EARLY), WAIT])
        return wanted.pop(0) if wanted else WAIT

    monkeypatch.setattr(TwoBrains, "_hear", heard)
    monkeypatch.setattr(two_brains, "greedy", chosen)


@pytest.fixture
def listener(engine):
    heard = Listener()
    engine._worker.teller.on_event = heard
    return heard


def early(listener):
    return "".join(e.text for e in listener.of("thought") if e.seconds < 0)


@pytest.mark.parametrize("mode", list(Mode)[:3])
def test_the_first_thought_comes_before_the_question_is_over(engine, listener, question, mode):
    turn = engine.ask(question, mode)
    assert early(listener) == EARLY
    assert listener.text("thought") == turn.thoughts == EARLY + THOUGHTS
    assert turn.answer == ANSWER
    at = [-e.seconds for e in listener.of("thought") if e.seconds < 0]
    assert at == pytest.approx([0.64] * len(at)), "after the second chunk"


def test_a_typed_question_is_thought_about_when_it_is_there(engine, listener):
    turn = engine.ask("How many are three and two?", Mode.THINK_FIRST)
    assert early(listener) == ""
    assert turn.thoughts == THOUGHTS


def test_what_was_thought_of_a_supposed_end_is_forgotten_when_the_question_goes_on(engine, listener, question):
    worker = engine._worker
    worker.numbers.issued += 1
    number, half = worker.numbers.issued, HALF
    engine._put(c.Begin(number))
    engine._intake.put(question[:half], number)  # one chunk and a half: the second one ends with the supposed end
    engine._put(c.Suppose(number, Mode.THINK_FIRST, time.perf_counter()))
    until = time.monotonic() + 20
    while not (worker.floor.turn and worker.floor.turn.current and worker.floor.turn.current.done):
        assert time.monotonic() < until
        time.sleep(0.01)
    assert worker.floor.turn._early, "the last chunk of the supposed question was thought about"
    assert not listener.of("thought"), "but that is not told"
    engine._intake.put(question[half:], number)
    future: Future = Future()
    engine._put(c.End(number, Mode.THINK_FIRST, future, time.perf_counter()))
    turn = future.result(20)
    assert listener.text("thought") == turn.thoughts == EARLY + THOUGHTS
    assert early(listener) == EARLY


def test_a_pack_that_did_not_learn_it_does_not_do_it(shared_engine, question):
    engine, listener = shared_engine
    listener.clear()
    turn = engine.ask(question, Mode.THINK_FIRST)
    assert early(listener) == ""
    assert turn.thoughts == THOUGHTS
