"""Modes, hand-over times, budgets, muting; on a random model, whose thoughts end by force."""

from collections import Counter

import numpy as np
import pytest

from engine.brains import (
    ClauseEnd,
    Code,
    CodeSampling,
    Finished,
    Limits,
    Mode,
    ReplyPiece,
    ThinkingEnd,
    ThoughtPiece,
    brains_speed,
    converse,
    read_aloud,
)
from engine.training import vocabulary as v
from engine.training.rows import Pace

LIMITS = Limits(clauses=2, text=5, codes=40)
BUDGET = 45


def ask(brains, *, think=True):
    brains.begin()
    brains.read("hello")
    brains.end_of_question(think=think)


@pytest.fixture
def steps(brains, monkeypatch):
    """(thought, reply, handed over before it) of every step."""
    seen, step = [], brains.step

    def note(thought, reply):
        seen.append((thought, reply, brains.handed_over))
        return step(thought, reply)

    monkeypatch.setattr(brains, "step", note)
    return seen


STARTS = {Mode.SPEAK_FIRST: 0, Mode.THINK_FIRST: v.FIRST, Mode.THINK_BEFORE_SPEAKING: BUDGET + 1}


@pytest.mark.parametrize("mode", STARTS)
def test_each_reply_token_sees_what_training_showed_it(brains, steps, mode):
    ask(brains)
    outputs = list(converse(brains, mode, budget=BUDGET, limits=LIMITS))
    thoughts = [thought for thought, _, _ in steps if thought is not None]
    replies = [(reply, handed) for _, reply, handed in steps if reply is not None]
    assert len(thoughts) == BUDGET + 1
    assert thoughts[-1] == v.END_THINK
    assert replies[0][0] == (v.SAY if mode is Mode.THINK_BEFORE_SPEAKING else v.SOON)
    wanted = Pace(start=STARTS[mode]).handed(np.arange(len(replies)), len(thoughts))
    assert [handed for _, handed in replies] == list(wanted)
    assert outputs[-1].counters.steps == len(steps) == max(len(thoughts), STARTS[mode] + len(replies))


def test_no_think_says_without_thinking(brains, steps):
    ask(brains)
    kinds = Counter(type(out) for out in converse(brains, "no-think", limits=LIMITS))
    assert ThoughtPiece not in kinds
    assert steps[0] == (None, v.SAY, 0)
    assert all(thought is None for thought, _, _ in steps)


def test_outputs_follow_the_grammar_and_the_counters_count(brains):
    ask(brains)
    outputs = list(converse(brains, Mode.SPEAK_FIRST, budget=BUDGET, limits=LIMITS))
    kinds = Counter(type(out) for out in outputs)
    counters = outputs[-1].counters
    assert kinds[Finished] == 1
    assert [out.forced for out in outputs if isinstance(out, ThinkingEnd)] == [True]
    assert kinds[ThoughtPiece] == counters.tokens_thought == BUDGET
    assert kinds[ReplyPiece] == counters.tokens_reply <= 2 * 5
    assert kinds[Code] == counters.codes <= 2 * 40
    assert kinds[ClauseEnd] == counters.clauses <= 2
    spoken = [out for out in outputs if isinstance(out, ReplyPiece | Code)]
    assert [type(out) for out in spoken[:6]] == [ReplyPiece, Code, Code, Code, Code, ReplyPiece]
    assert all(0 <= out.code < v.N_CODES for out in spoken if isinstance(out, Code))


def test_thoughts_before_the_first_code_are_counted(brains):
    for mode, wanted in ((Mode.SPEAK_FIRST, 3), (Mode.THINK_FIRST, v.FIRST + 3), (Mode.THINK_BEFORE_SPEAKING, BUDGET)):
        ask(brains)
        counters = list(converse(brains, mode, budget=BUDGET, limits=LIMITS))[-1].counters
        assert counters.tokens_before_first_audio == wanted


def test_the_same_seed_says_the_same(brains):
    said = []
    for _ in range(2):
        ask(brains)
        said.append(list(converse(brains, Mode.SPEAK_FIRST, budget=20, limits=LIMITS)))
    assert said[0] == said[1]


def test_muting_stops_the_mouth_and_not_the_mind(brains, steps):
    ask(brains)
    whole = "".join(
        out.text for out in converse(brains, Mode.SPEAK_FIRST, budget=BUDGET) if isinstance(out, ThoughtPiece)
    )
    steps.clear()
    ask(brains)
    talk = converse(brains, Mode.SPEAK_FIRST, budget=BUDGET)
    outputs = []
    for out in talk:
        outputs.append(out)
        if isinstance(out, Code):
            talk.mute()
    assert sum(isinstance(out, Code) for out in outputs) == 1
    assert "".join(out.text for out in outputs if isinstance(out, ThoughtPiece)) == whole
    assert isinstance(outputs[-1], Finished)
    assert not talk.thinking
    assert brains.replied == 0
    assert sum(reply is not None for _, reply, _ in steps) == 2  # mode token and one text token


def test_a_conversation_left_alone_disturbs_no_later_one(brains):
    ask(brains)
    wanted = list(converse(brains, Mode.THINK_FIRST, budget=40, limits=LIMITS))
    ask(brains)
    started = converse(brains, Mode.SPEAK_FIRST)
    for _ in range(30):
        next(started)
    ask(brains)
    assert list(converse(brains, Mode.THINK_FIRST, budget=40, limits=LIMITS)) == wanted


def test_reading_aloud(brains, steps):
    ask(brains, think=False)
    outputs = list(read_aloud(brains, limits=LIMITS, sampling=CodeSampling(temperature=0)))
    assert steps[0] == (None, v.READ, 0)
    assert isinstance(outputs[-1], Finished)
    assert outputs[-1].counters.tokens_thought == 0


def test_a_long_question_leaves_less_to_say_but_no_error(brains):
    brains.hear(np.zeros((3500, brains.dim), np.float32))
    brains.end_of_question()
    endless = Limits(clauses=10**6, text=10**6, codes=10**6, tokens=10**6)
    counters = list(converse(brains, Mode.THINK_BEFORE_SPEAKING, budget=10**6, limits=endless))[-1].counters
    assert counters.tokens_thought > 200
    assert brains.room >= 0


def test_speed_is_measured(gguf_files, layout):
    speed = brains_speed(gguf_files["Q8_0"], layout, steps=5)
    assert speed.one_brain_steps_per_s > 0
    assert speed.both_brains_steps_per_s > 0
    assert speed.prefill_chunk_ms > 0
    assert speed.end_of_question_ms > 0
