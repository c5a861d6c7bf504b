"""What a user changes while the engine runs counts from the next answer on, or sooner."""

import numpy as np
import pytest

from engine.turns.stop import UNKNOWN_S, TurnStop, patience


def test_a_thinking_budget_ends_thoughts_sooner(engine, listener, question):
    whole = engine.ask(question, "think-before-speaking")
    engine.preferences.thinking_budget = 4
    short = engine.ask(question, "think-before-speaking")
    assert short.tokens_thought == 4 < whole.tokens_thought
    engine.preferences.thinking_budget = None
    assert engine.ask(question, "think-before-speaking").thoughts == whole.thoughts


def test_a_faster_voice_takes_less_time_and_says_the_same(engine, listener, question):
    usual = engine.ask(question)
    engine.preferences.speed = 1.6
    fast = engine.ask(question)
    engine.preferences.speed = 1.0
    assert fast.reply == usual.reply
    assert fast.audio_s == pytest.approx(usual.audio_s / 1.6, rel=0.1)


@pytest.mark.parametrize(
    ("sure", "complete", "pause"),
    [
        (0.95, 0.9, 0.18), (0.95, None, 0.18), (0.95, 0.2, 0.45), (0.7, 0.9, 0.18), (0.7, 0.5, 0.45),
        (0.7, 0.0, 0.45), (0.3, 0.9, 0.85), (0.05, 0.9, 0.85), (0.01, 0.9, 1.0), (0.0, None, 1.0),
    ],
)  # fmt: skip
def test_brains_that_can_tell_decide_and_the_text_delays_or_agrees(sure, complete, pause):
    assert patience(complete, sure) == pause
    stop = TurnStop(by_key=False)
    stop._silent = int(pause / 0.02) - 1
    assert not stop.over(complete, sure)
    stop._silent = int(np.ceil(pause / 0.02)) + 1
    assert stop.over(complete, sure)
    assert not TurnStop(by_key=True).over(complete, sure)


@pytest.mark.parametrize("complete", [None, 0.9, 0.5, 0.1])
def test_patience_makes_every_pause_longer_or_shorter(complete):
    stop = TurnStop(by_key=False)
    for wanted in (0.3, 0.6, 1.2):
        stop.patience_s = wanted
        pause = patience(complete) * wanted / UNKNOWN_S
        stop._silent = int(pause / 0.02) - 1
        assert not stop.over(complete)
        stop._silent = int(np.ceil(pause / 0.02)) + 1
        assert stop.over(complete)
