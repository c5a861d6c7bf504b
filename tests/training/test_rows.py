"""Rows of the two streams: weaving of text and codes, visibility of thoughts, modes."""

import numpy as np
import pytest

from engine.training import rows
from engine.training import vocabulary as v


def clause(n_text, n_codes, seed=0):
    rng = np.random.default_rng(seed)
    return rows.clause_tokens(rng.integers(0, v.N_TEXT, n_text).tolist(), rng.integers(0, v.N_CODES, n_codes))


def test_clause_weaves_one_text_token_and_four_codes():
    tokens = rows.clause_tokens([7, 8], np.arange(11))
    c = (np.arange(11) + v.CODE_OFFSET).tolist()
    assert tokens.tolist() == [7, *c[:4], 8, *c[4:8], v.END_TEXT, *c[8:], v.END_SPEECH]


def test_codes_never_end_before_the_text():
    tokens = rows.clause_tokens([1, 2, 3], [5, 9])
    silent = v.CODE_OFFSET + 9
    assert tokens.tolist() == [
        *(1, v.CODE_OFFSET + 5, silent, silent, silent),
        *(2, silent, silent, silent, silent),
        *(3, silent, silent, silent, silent),
        *(v.END_TEXT, silent, v.END_SPEECH),
    ]


@pytest.mark.parametrize("seed", range(20))
def test_clauses_can_be_taken_apart_again(seed):
    rng = np.random.default_rng(seed)
    text = rng.integers(0, v.N_TEXT, rng.integers(1, 12)).tolist()
    codes = rng.integers(0, v.N_CODES, rng.integers(1, 80))
    tokens = rows.clause_tokens(text, codes)
    is_code = tokens >= v.CODE_OFFSET
    assert tokens[~is_code].tolist() == [*text, v.END_TEXT, v.END_SPEECH]
    assert (tokens[is_code][: len(codes)] - v.CODE_OFFSET).tolist() == codes.tolist()


@pytest.mark.parametrize("seed", range(30))
def test_pace_is_the_hand_over_step_by_step(seed):
    rng = np.random.default_rng(seed)
    thoughts, start = int(rng.integers(1, 90)), int(rng.integers(0, 40))
    ratio, segment = float(rng.uniform(0.4, 2.5)), int(rng.choice([8, 16, 32]))
    seen = rows.Pace(start, ratio, segment).handed(np.arange(200), thoughts)
    for step, handed in enumerate(seen):
        decoded = start + int(ratio * step)
        whole = decoded - decoded % segment
        assert handed == (thoughts if decoded >= thoughts else whole)
    assert (np.diff(seen) >= 0).all()


@pytest.mark.parametrize("seed", range(30))
def test_fillers_stop_exactly_when_all_thoughts_are_visible(seed):
    rng = np.random.default_rng(seed)
    thoughts, answer = int(rng.integers(1, 120)), clause(5, 30, seed=99)
    fillers = [clause(3, int(rng.integers(10, 25)), seed=i) for i in range(12)]
    pace = rows.Pace(int(rng.integers(0, 40)), float(rng.uniform(0.5, 2)), 16)
    reply = rows.soon_reply([answer], fillers, pace, thoughts)
    assert reply.tokens[0] == v.SOON
    at, used = 1, 0
    while at + len(answer) + 1 < len(reply.tokens):
        assert reply.handed[at - 1] < thoughts, "a filler began though the answer could be given"
        assert reply.tokens[at : at + len(fillers[used])].tolist() == fillers[used].tolist()
        at, used = at + len(fillers[used]), used + 1
    assert reply.tokens[at:].tolist() == [*answer, v.EOT]
    assert used == len(fillers) or reply.handed[at - 1] == thoughts


@pytest.mark.parametrize("seed", range(40))
def test_drawn_replies_fit_and_are_well_formed(seed):
    rng = np.random.default_rng(seed)
    answer, fillers = clause(4, 20), [clause(3, 14, seed=i) for i in range(4)]
    thoughts = int(rng.integers(1, 100))
    reply = rows.draw_reply([answer], fillers, thoughts, 80, rng)
    assert len(reply.tokens) == len(reply.handed) <= 80
    assert reply.tokens[0] in (v.SAY, v.SOON)
    assert reply.tokens[-1 - len(answer) :].tolist() == [*answer, v.EOT]
    assert reply.handed.min() >= 0
    assert reply.handed.max() <= thoughts


def test_every_mode_is_drawn():
    rng, answer = np.random.default_rng(0), clause(4, 20)
    drawn = [rows.draw_reply([answer], [clause(3, 14)] * 4, 40, 200, rng) for _ in range(300)]
    soon = [r for r in drawn if r.tokens[0] == v.SOON]
    say = [r for r in drawn if r.tokens[0] == v.SAY]
    assert 0.35 < len(soon) / len(drawn) < 0.55
    assert any(r.handed[0] == 0 for r in soon)
    assert any(r.handed[0] == 32 for r in soon)
    assert any(r.handed.max() == 0 for r in say)
    assert any(0 < r.handed.max() < 40 for r in say), "think-incomplete"
    assert sum(r.handed[0] == 40 for r in say) > len(say) / 2


def test_weights_of_rows():
    words, thoughts = np.array([1, 2, 3]), np.array([4, 5, v.END_THINK])
    audio = [rows.HEARD] * 4
    spoken = rows.spoken_row(1, thoughts, None)
    assert spoken.formulation.tolist() == [v.AUDIO, *audio, v.END_AUDIO, v.THINK, 4, 5, v.END_THINK]
    assert spoken.weight.tolist() == [0, 0, 0, 0, 0, 0, 1, 1, 1, 0]
    assert spoken.targets[6:9].tolist() == [4, 5, v.END_THINK]
    assert spoken.question == 7
    assert spoken.articulation.tolist() == []
    heard = rows.transcribe_row(1, words, thoughts)
    assert heard.formulation.tolist() == [
        *(v.AUDIO, *audio, v.END_AUDIO, v.TRANSCRIBE, 1, 2, 3, v.END_TRANSCRIBE, v.THINK, 4, 5, v.END_THINK)
    ]
    assert heard.question == 12
    read = rows.read_row(words, [clause(3, 14)])
    assert read.formulation.tolist() == [v.USER, 1, 2, 3, v.END_USER]
    assert read.articulation[:2].tolist() == [v.ANCHOR, v.READ]
    assert read.reply_weight[0] == 0
    assert set(read.reply_weight[1:].tolist()) == {1.0, rows.CODE_WEIGHT}


def test_listening_waits_after_every_chunk_and_thinks_when_it_may():
    early = {0: np.array([4, 5]), 2: np.array([6])}
    row = rows.listening_row(3, early, np.array([7, v.END_THINK]), None, before=np.array([1]))
    audio = [rows.HEARD] * 4
    assert row.formulation.tolist() == [
        *(v.HISTORY, 1, v.END_HISTORY, v.AUDIO, *audio, 4, 5, *audio, *audio, 6),
        *(v.END_AUDIO, v.THINK, 7, v.END_THINK),
    ]
    asked = {int(i): (int(t), float(w)) for i, t, w in zip(range(99), row.targets, row.weight, strict=False) if w}
    wait = (v.WAIT, pytest.approx(rows.WAIT_WEIGHT))
    assert asked == {
        7: (4, 1.0),
        8: (5, 1.0),
        9: wait,  # after the first chunk
        13: wait,
        17: (6, 1.0),
        18: wait,
        20: (7, 1.0),
        21: (v.END_THINK, 1.0),
    }
    assert row.question == 21


def asked(row):
    """Slots after which something is to be predicted: token and weight."""
    return {i: (int(t), round(float(w), 3)) for i, (t, w) in enumerate(zip(row.targets, row.weight, strict=True)) if w}


WAIT, OVER = (v.WAIT, rows.WAIT_WEIGHT), (v.END_AUDIO, rows.OVER_WEIGHT)


def test_the_decision_stands_at_the_last_slot_of_a_chunk_or_after_its_thought():
    early = {1: np.array([4, 5]), 3: np.array([6])}
    decided = [v.WAIT, v.WAIT, None, v.END_AUDIO, v.END_AUDIO]
    row = rows.listening_row(5, early, np.array([7, v.END_THINK]), None, decisions=decided)
    audio = [rows.HEARD] * 4
    assert row.formulation.tolist() == [
        *(v.AUDIO, *audio, *audio, 4, 5, *audio, *audio, 6, *audio, v.END_AUDIO, v.THINK, 7, v.END_THINK)
    ]
    assert asked(row) == {
        4: WAIT,
        8: (4, 1.0),
        9: (5, 1.0),
        10: WAIT,
        # after the third chunk (slot 14) nobody knows
        18: (6, 1.0),
        19: OVER,
        23: OVER,
        25: (7, 1.0),
        26: (v.END_THINK, 1.0),
    }


def test_plain_rows_decide_too_but_only_where_they_are_told():
    row = rows.listening_row(3, None, np.array([v.END_THINK]), None, decisions=[v.WAIT, None, v.END_AUDIO])
    assert row.formulation.tolist() == rows.spoken_row(3, np.array([v.END_THINK]), None).formulation.tolist()
    assert asked(row) == {4: WAIT, 12: OVER, 14: (v.END_THINK, 1.0)}
