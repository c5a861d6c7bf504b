"""What a turn puts into the brains: thoughts of earlier turns, the question, and the rest of one that went on."""

from types import SimpleNamespace

import numpy as np
import pytest

from engine.brains import Mode
from engine.turn import TurnRun

CHUNK = np.ones((4, 2), np.float32)


class Brains:
    """Writes down what it is given."""

    over = None

    def __init__(self):
        self.given = []

    def begin(self, history=""):
        self.given = [history]

    def hear(self, embeddings):
        self.given.append(len(embeddings))
        return [(len(embeddings), f"t{len(self.given)}")]

    def read(self, text):
        self.given.append(text)

    def end_of_question(self, *, think=True):  # noqa: ARG002 - the name is the protocol's
        self.given.append("end")

    def mark(self):
        return len(self.given)

    def rollback(self, mark):
        del self.given[mark:]


@pytest.fixture
def asked(monkeypatch):
    """A turn after another one, its brains, and what the ears are to read next."""
    monkeypatch.setattr(TurnRun, "answer", lambda *_: None)
    brains, says = Brains(), SimpleNamespace(text="")
    stream = SimpleNamespace(push=lambda _: CHUNK, finish=lambda: CHUNK[:1], frames=[1], keep_frames=False)
    stream.fork = lambda: stream
    reading = SimpleNamespace(read=lambda *_: says.text)
    reading.fork = lambda: reading
    model = SimpleNamespace(
        brains=brains, ears=SimpleNamespace(stream=lambda: stream), reader=SimpleNamespace(reading=lambda: reading),
        typed=lambda text: text,
    )  # fmt: skip
    return TurnRun(model, 1, lambda _: None, before="answer: 15"), brains, says


def test_thoughts_of_earlier_turns_stand_before_the_question(asked):
    turn, brains, says = asked
    turn.hear(np.ones(5120, np.float32))
    turn.hear(np.ones(5120, np.float32))
    says.text = "and three more"
    turn.suppose_ended(0.0, Mode.THINK_FIRST)
    assert brains.given == ["answer: 15", 4, 4, 1, "end"]
    assert turn._early == ["t2", "t3", "t4"]
    turn.go_on()
    assert brains.given == ["answer: 15", 4, 4]
    assert turn._early == ["t2", "t3"]


def test_before_a_typed_question_too(asked):
    turn, brains, _ = asked
    turn.take("And plus five?")
    assert brains.given == ["answer: 15", "And plus five?", "end"]


def test_before_a_text_to_be_read_aloud_there_are_none(asked):
    turn, brains, _ = asked
    turn.take("And plus five?", aloud=True)
    assert brains.given == ["", "And plus five?", "end"]


def second(turn, began):
    """A question that waits beside the answer to `turn`, begun so many seconds after its end."""
    other = TurnRun(turn._model, 2, lambda _: None, waiting=True)
    other._began = turn.ended_at + began
    return other


@pytest.fixture
def answered(asked):
    """A question that was answered, perhaps too soon."""
    turn, brains, says = asked
    turn.hear(np.ones(5120, np.float32))
    says.text = "how many apples does jane have"
    turn.suppose_ended(10.0, Mode.THINK_FIRST)
    turn.settle()
    return turn, brains, says


def test_who_goes_on_soon_after_a_question_is_heard_together_with_it(answered):
    turn, brains, says = answered
    more = second(turn, 0.9)
    more.hear(np.full(5120, 2, np.float32))
    assert more.goes_on_from(turn)
    more.go_on_from(turn)
    more.take_over()
    assert brains.given == ["", 4, 1, 4]  # the second turn was told of no earlier one
    says.text = "and peter"
    more.suppose_ended(20.0, Mode.THINK_FIRST)
    assert more.text == "how many apples does jane have and peter"
    assert more.heard_s == pytest.approx(0.64)
    (told,) = more._asked()
    assert told.samples[:5120].max() == 1
    assert told.samples[5120:].min() == 2


@pytest.mark.parametrize("began", [-0.1, 1.3])
def test_a_later_question_stands_for_itself(answered, began):
    turn, _, _ = answered
    assert not second(turn, began).goes_on_from(turn)


def test_what_was_typed_is_not_gone_on_from(asked):
    turn, _, _ = asked
    turn.take("What is two plus two?")
    assert not second(turn, 0.5).goes_on_from(turn)
