"""Whole turns on a tiny model: what is told, in which order, and the figures of a turn."""

import json
import time

import numpy as np
import pytest

from engine.errors import AudioInputError
from tests.tiny_pack import ANSWER, CODES, FILLER, REPLY, THOUGHTS

MODES = ["speak-first", "think-first", "think-before-speaking", "no-think"]
SAMPLES_A_CODE = 960


@pytest.mark.parametrize("mode", MODES)
def test_a_spoken_question_is_answered(engine, listener, question, mode):
    turn = engine.ask(question, mode)
    assert turn.mode == mode
    assert turn.answer == ANSWER
    assert turn.thoughts == listener.text("thought") == ("" if mode == "no-think" else THOUGHTS)
    assert turn.reply == listener.text("reply")
    assert turn.reply.endswith(REPLY)
    assert not turn.interrupted
    assert turn.question_s == pytest.approx(len(question) / 16_000)


@pytest.mark.parametrize("mode", MODES)
def test_figures_agree_with_what_was_told(engine, listener, question, mode):
    turn = engine.ask(question, mode)
    fillers = turn.reply.count(FILLER)
    assert turn.reply == " ".join([FILLER] * fillers + [REPLY])
    assert turn.audio_s == pytest.approx(0.04 * (CODES[REPLY] + fillers * CODES[FILLER]), abs=0.25)
    assert turn.audio_s == pytest.approx(len(listener.sound()) / 24_000)
    assert turn.audio_s == pytest.approx(sum(event.duration for event in listener.of("audio")))
    assert turn.ttfa_s == listener.of("audio")[0].seconds
    assert turn.tokens_thought == len(listener.of("thought"))
    assert turn.tokens_reply == len(listener.of("reply"))
    assert 0 < turn.rtf == pytest.approx(turn.processing_s / (turn.question_s + turn.audio_s))
    assert turn.steps_per_s > 0
    assert 100 < turn.peak_rss_mb < 4000


def test_the_modes_differ_in_what_is_thought_before_the_first_sound(engine, question):
    speak, first, before, none = (engine.ask(question, mode) for mode in MODES)
    assert 0 < speak.tokens_before_first_audio < first.tokens_before_first_audio < before.tokens_before_first_audio
    assert before.tokens_before_first_audio == before.tokens_thought > 0
    assert none.tokens_thought == none.tokens_before_first_audio == 0
    assert FILLER in speak.reply
    assert FILLER not in before.reply


@pytest.mark.parametrize("mode", MODES)
def test_each_clause_tells_the_thoughts_that_it_can_rest_on(engine, listener, question, mode):
    engine.ask(question, mode)
    told = [(event.kind, event) for event in listener.events if event.kind in ("thought", "reply")]
    made = 0
    for kind, event in told:
        made += len(event.text) if kind == "thought" else 0
        if kind == "reply":
            assert event.rests_on <= made
    pieces = listener.of("reply")
    rests = [event.rests_on for event in pieces]
    assert rests == sorted(rests)
    assert rests[-1] == (0 if mode == "no-think" else len(THOUGHTS))
    assert (rests[0] == 0) == (mode in ("speak-first", "no-think"))


def test_speaking_first_it_thinks_while_it_speaks(engine, listener, question):
    engine.ask(question, "speak-first")
    kinds = [event.kind for event in listener.events]
    assert kinds.index("audio") < len(kinds) - 1 - kinds[::-1].index("thought")
    names = listener.states()
    assert names[:2] == ["thinking", "thinking_and_speaking"]
    assert listener.wait_for("state", 4)[-1].name == "idle"
    assert listener.states() == ["thinking", "thinking_and_speaking", "speaking", "idle"]


def test_events_are_in_order_of_time_and_of_one_generation(engine, listener, question):
    turn = engine.ask(question, "speak-first")
    told = [event for event in listener.events if event.kind in ("thought", "reply", "audio")]
    assert [event.seconds for event in told] == sorted(event.seconds for event in told)
    assert {event.generation for event in told} == {turn.generation}
    assert [event.clause for event in listener.of("reply")] == sorted(event.clause for event in listener.of("reply"))


def test_a_spoken_question_is_handed_out_once_before_its_answer_and_a_typed_one_never(engine, listener, question):
    turn = engine.ask(question, "speak-first")
    [asked] = listener.of("asked")
    assert (asked.generation, asked.duration) == (turn.generation, turn.question_s)
    np.testing.assert_array_equal(asked.samples, question)
    kinds = [event.kind for event in listener.events]
    assert kinds.index("asked") < kinds.index("reply")
    listener.clear()
    engine.ask("How many are there?")
    engine.say("anything").result(20)
    assert listener.of("asked") == []


def test_events_become_json(engine, listener, question):
    engine.ask(question)
    lines = [json.loads(json.dumps(event.to_json())) for event in listener.events]
    assert {line["event"] for line in lines} >= {"thought", "reply", "audio", "turn", "state"}
    audio = next(line for line in lines if line["event"] == "audio")
    assert set(audio) == {"event", "generation", "duration", "seconds"}
    turn = next(line for line in lines if line["event"] == "turn")
    wanted = "thoughts reply answer ttfa_s rtf tokens_thought tokens_before_first_audio peak_rss_mb mode"
    assert set(wanted.split()) <= set(turn)


def test_the_same_question_gives_the_same_sound(engine, listener, question):
    engine.ask(question)
    first = listener.sound()
    listener.clear()
    engine.ask(question)
    np.testing.assert_array_equal(first, listener.sound())


@pytest.mark.parametrize("block", [160, 5_000, 16_000])
def test_a_question_in_pieces_gives_what_the_whole_gives(engine, listener, question, block):
    whole = engine.ask(question, "speak-first")
    sound = listener.sound()
    listener.clear()
    engine.listen_begin()
    for at in range(0, len(question), block):
        engine.listen_push(question[at : at + block])
    pieces = engine.listen_end("speak-first").result(20)
    assert (pieces.thoughts, pieces.reply) == (whole.thoughts, whole.reply)
    np.testing.assert_allclose(listener.sound(), sound, atol=1e-4)
    assert listener.states()[0] == "listening"
    assert listener.of("level")
    assert all(0 <= event.level <= 1 for event in listener.of("level"))


def test_the_question_is_taken_in_while_it_is_asked(engine, listener, question):
    engine.listen_begin()
    listener.wait_for("state")
    engine.listen_push(question)
    listener.wait_for("level")
    brains = engine._worker.floor.turn._model.brains
    end = time.monotonic() + 20
    while brains.question_length < 4 * (len(question) // 5120) and time.monotonic() < end:
        time.sleep(0.01)
    assert time.monotonic() < end
    assert engine.listen_end().result(20).answer == ANSWER


def test_a_typed_question_is_answered(engine):
    turn = engine.ask("How many are there?", "think-before-speaking")
    assert turn.answer == ANSWER
    assert turn.question_s == 0


def test_a_text_is_said(engine, listener):
    turn = engine.say("anything").result(20)
    assert turn.mode == "read"
    assert turn.answer is None
    assert turn.thoughts == ""
    assert turn.reply == "anything"
    assert len(listener.sound()) > 24_000 * 0.5


def test_a_long_text_is_said_to_its_end(engine, listener):
    """Clause by clause, because a clause is what the model learnt to say; each lasts as long as what it learnt."""
    text = "First this is said. Then that, and more of it. At last it is over."
    one = len(engine.say("First this is said.").result(20) and listener.sound())
    listener.clear()
    turn = engine.say(text).result(20)
    assert turn.reply == text
    assert {event.clause for event in listener.of("reply")} == {0, 1, 2}
    assert len(listener.sound()) > 2.5 * one


RNG = np.random.default_rng(0)
UNUSABLE = {
    "silence": np.zeros(32_000, np.float32),
    "noise": (0.3 * RNG.standard_normal(32_000)).astype(np.float32),
    "lasts 0.1 s": (0.3 * RNG.standard_normal(1600)).astype(np.float32),
    "lasts 0.0 s": np.zeros(0, np.float32),
    "61 seconds long": np.zeros(61 * 16_000, np.float32),
    "There is no text": "  ",
}


@pytest.mark.parametrize("sentence", list(UNUSABLE))
def test_what_cannot_be_answered_is_refused_and_the_next_is_answered(engine, listener, sentence):
    with pytest.raises(AudioInputError, match=sentence) as raised:
        engine.ask(UNUSABLE[sentence])
    (failure,) = listener.of("failure")
    assert failure.error is raised.value
    assert failure.message == str(raised.value)
    assert not failure.fatal
    assert listener.of("thought") == []
    assert engine.ask("again").answer == ANSWER


def test_a_long_question_is_answered(engine, question):
    turn = engine.ask(np.concatenate([question] * 12)[: 55 * 16_000], "no-think")
    assert turn.question_s == 55
    assert turn.reply


def test_a_question_that_never_ends_fails_while_it_is_asked(engine, listener):
    engine.listen_begin()
    listener.wait_for("state")
    for _ in range(61):
        engine.listen_push(np.zeros(16_000, np.float32))
    (failure,) = listener.wait_for("failure")
    assert "a question may last 60 seconds" in failure.message
    with pytest.raises(AudioInputError, match="60 seconds"):
        engine.listen_end().result(20)
    assert len(listener.of("failure")) == 1
