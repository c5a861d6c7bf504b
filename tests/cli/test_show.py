"""What is printed while a turn goes on."""

import io

from app.show import Columns, Lines
from engine.events import Reply, State, Thought, Turn

TURN = Turn(
    1, mode="speak-first", thoughts="", reply="", answer="yes", ttfa_s=0.25, rtf=0.5, tokens_thought=7,
    tokens_before_first_audio=1, tokens_reply=3, steps_per_s=100.0, question_s=2.0, audio_s=3.0, processing_s=2.5,
    peak_rss_mb=500.0,
)  # fmt: skip


def shown(show, out, *told):
    for side, text in told:
        show(Thought(1, text, 0.0) if side == "t" else Reply(1, text, 0, 0.0))
    show(TURN)
    return out.getvalue().splitlines()


def test_lines_are_whole_sentences_in_order():
    out = io.StringIO()
    told = [("t", "one st"), ("r", "Let me"), ("t", "ep. two"), ("r", " see. It"), ("t", " more"), ("r", " is 3.5 so.")]
    assert shown(Lines(out), out, *told) == [
        "thought: one step.",
        "reply:   Let me see.",
        "thought: two more",
        "reply:   It is 3.5 so.",
        "answer: yes  (speak-first, first sound after 0.25 s, 7 thought tokens, 3.0 s of speech, RTF 0.50)",
    ]


def test_columns_stand_side_by_side_and_lose_no_word():
    out = io.StringIO()
    thoughts, reply = "a bird in the hand is worth two in the bush " * 5, "Let me think about this for a while. " * 4
    told = [("t", word + " ") for word in thoughts.split()] + [("r", word + " ") for word in reply.split()]
    lines = shown(Columns(out, 61), out, *told)
    assert all(len(line) <= 61 for line in lines[:-1])
    rows = lines[2:-1]
    assert " ".join(" ".join(row[:29].split()) for row in rows).split() == thoughts.split()
    assert " ".join(row[32:] for row in rows).split() == reply.split()


def test_a_word_longer_than_its_column_is_cut_not_lost():
    out = io.StringIO()
    lines = shown(Columns(out, 43), out, ("t", "x" * 50))
    assert sum(line.count("x") for line in lines) == 50


def test_loading_is_told_once():
    out = io.StringIO()
    show = Lines(out)
    for progress in (0.0, 0.5, 0.9):
        show(State(0, "loading", progress))
    assert out.getvalue() == "Loading the model ...\n"
