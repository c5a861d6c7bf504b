"""Hands-free on loudspeakers: the microphone hears the answer, through a real sound server, and Mindpace goes on."""

import pytest

from engine.bench.soak import measure


@pytest.mark.timeout(120)
def test_an_answer_that_the_microphone_hears_is_heard_out_and_the_next_question_too():
    turns = list(measure(2, echo_db=-10, interrupted=0.0, lost=0.0, seed=3))
    assert [(turn.answered, turn.by_itself, turn.failures) for turn in turns] == [(True, 0, 0)] * 2
