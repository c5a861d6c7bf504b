"""Replies and thoughts while they come in."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.turn_record import TurnRecord, _split
from app.widgets.conversation_model import ConversationModel, Row
from app.widgets.figures import figures
from app.widgets.reasoning_model import ReasoningModel
from engine.events import Reply, Thought, Turn


def texts(window):
    return [row.text for row in window.talk_page.rows.rows]


def steps(window):
    return [step.text for step in window.talk_page.thoughts.steps]


def test_a_spoken_question_gets_a_line_with_its_length(asked, engine, qtbot):
    assert asked.talk_page.rows.rows[0].kind == "spoken"
    engine.turn(question_s=7.24)
    qtbot.waitUntil(lambda: texts(asked)[0] == "You spoke for 7.2 s")


def test_the_reply_grows_and_clauses_are_set_apart(asked, engine, qtbot):
    for piece in ("Let", " me", " see."):
        engine.reply(piece)
    for piece in ("You", " have four."):
        engine.reply(piece, clause=1)
    qtbot.waitUntil(lambda: texts(asked)[1] == "Let me see. You have four.")
    assert asked.talk_page.rows.rows[1].state == "open"
    engine.turn()
    qtbot.waitUntil(lambda: asked.talk_page.rows.rows[1].state == "done")


def test_thoughts_are_lines_of_their_own_and_the_newest_shines(asked, engine, qtbot):
    for piece in ("flute: 1", ". pianos", ": 2, sum 3. dr"):
        engine.think(piece)
    qtbot.waitUntil(lambda: steps(asked) == ["flute: 1.", "pianos: 2, sum 3.", "dr"])
    assert [step.newest for step in asked.talk_page.thoughts.steps] == [False, False, True]
    assert asked.talk_page.reasoning.status.text() == "3 steps so far"
    engine.think("um: 1, sum 4. answer: 4")
    engine.turn()
    qtbot.waitUntil(lambda: asked.talk_page.reasoning.status.text() == "4 steps")
    assert asked.talk_page.thoughts.steps[-1].answer
    assert not asked.talk_page.thoughts.steps[-1].newest


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_pieces_of_thought_make_the_same_steps_as_the_whole(qtbot, size):
    whole = "start at 0 0, face north. take 4 steps: 0 4.  turn around!\nface south? answer: no"
    record = TurnRecord(1)
    model = ReasoningModel({1: record})
    model.show_turn(1)
    for start in range(0, len(whole), size):
        record.think(Thought(1, whole[start : start + size], 0.0))
        model.touch(1)
    record.thinking = False
    model.touch(1)
    qtbot.waitUntil(lambda: [step.text for step in model.steps] == [text for text, *_ in _split(whole)])
    assert len(model.steps) == 5
    assert all(record.thoughts[step.begin : step.end] == step.text for step in model.steps)


def test_a_flood_of_tokens_repaints_at_most_30_times_a_second(asked, engine, qtbot):
    shown = []
    asked.talk_page.rows.dataChanged.connect(lambda *_: shown.append("reply"))
    asked.talk_page.thoughts.changed.connect(lambda: shown.append("thoughts"))
    began = time.monotonic()
    for _ in range(300):
        engine.reply(" word")
        engine.think(" thought.")
        QTest.qWait(1)
    qtbot.waitUntil(lambda: texts(asked)[1].count("word") == 300 and len(steps(asked)) == 300)
    most = 31 * (time.monotonic() - began) + 2
    assert 2 < shown.count("reply") < most
    assert 2 < shown.count("thoughts") < most


def test_the_newest_stays_in_view_until_one_scrolls_up(asked, engine, qtbot):
    engine.reply("Many words. " * 200)
    bar = asked.talk_page.conversation.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum())
    bar.setValue(0)
    engine.reply("More words. " * 100)
    qtbot.wait(80)
    assert bar.value() == 0


def test_an_older_turns_thoughts_come_back_when_it_is_chosen(asked, engine, qtbot):
    engine.think("first turn. answer: 1")
    engine.turn()
    engine.state("idle")
    qtbot.waitUntil(lambda: len(steps(asked)) == 2)
    asked.talk_page.dock.field.setText("again")
    asked.talk_page.dock.ask.click()
    assert steps(asked) == []
    engine.think("second turn.")
    qtbot.waitUntil(lambda: steps(asked) == ["second turn."])
    asked.talk_page.conversation.setCurrentIndex(asked.talk_page.rows.index(1))
    assert steps(asked) == ["first turn.", "answer: 1"]
    engine.think(" more of the second.")
    asked.talk_page.conversation.setCurrentIndex(asked.talk_page.rows.index(3))
    qtbot.waitUntil(lambda: steps(asked) == ["second turn.", "more of the second."])


def test_late_pieces_of_an_older_turn_go_to_that_turn(asked, engine, qtbot):
    old = engine.generation
    engine.reply("Old")
    asked.talk_page.dock.field.setText("new question")
    asked.talk_page.dock.ask.click()
    engine.reply(" words", generation=old)
    engine.reply("New words")
    engine.reply("nobody asked", generation=99)
    qtbot.waitUntil(lambda: texts(asked)[1::2] == ["Old words", "New words"])
    assert asked.talk_page.rows.rows[1].state == "stopped"


def test_stopped_and_failed_turns_say_so(asked, engine, qtbot):
    engine.turn(interrupted=True, reply="")
    qtbot.waitUntil(lambda: asked.talk_page.rows.rows[1].state == "stopped")
    assert "Stopped" in asked.talk_page.rows.rows[1].in_words()
    assert Row("reply", 1, "", "failed").in_words() == "Mindpace: No answer"


def test_selected_rows_can_be_copied(asked, engine, qtbot):
    engine.reply("Four.")
    qtbot.waitUntil(lambda: texts(asked)[1] == "Four.")
    asked.talk_page.conversation.setFocus()
    asked.talk_page.conversation.selectAll()
    QTest.keyClick(asked.talk_page.conversation, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == f"{texts(asked)[0]}\nMindpace: Four."


def test_rows_are_read_aloud_by_screen_readers(asked, engine, qtbot):
    engine.reply("Four.")
    qtbot.waitUntil(lambda: texts(asked)[1] == "Four.")
    index = asked.talk_page.rows.index(1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Mindpace: Four."


def test_the_figures_of_the_last_turn_are_told_plainly(asked, engine, qtbot):
    engine.turn()
    qtbot.waitUntil(lambda: asked.talk_page.dock.figures.text().startswith("First sound 0.42 s after the question"))
    assert "58 thought tokens, 32 of them before it spoke" in asked.talk_page.dock.figures.text()
    assert "2.0 times as fast as real time" in asked.talk_page.dock.figures.text()


def turn_with(**changes):
    given = {
        "generation": 1, "mode": "no-think", "thoughts": "", "reply": "", "answer": None, "ttfa_s": None, "rtf": 0.1,
        "tokens_thought": 0, "tokens_before_first_audio": 0, "tokens_reply": 0, "steps_per_s": 0.0, "question_s": 1.0,
        "audio_s": 0.0, "processing_s": 0.2, "peak_rss_mb": 1.0,
    }  # fmt: skip
    return Turn(**(given | changes))


def test_figures_without_thought_or_speech_make_sense():
    assert figures(turn_with()) == "no thoughts"
    assert "all of them" in figures(turn_with(tokens_thought=5, tokens_before_first_audio=5))


def test_ten_thousand_pieces_change_one_row_only(qtbot):
    model = ConversationModel()
    model.ask(1, typed="q")
    rows = []
    model.dataChanged.connect(lambda first, last: rows.append((first.row(), last.row())))
    for _ in range(10_000):
        model.hear(Reply(1, "a ", 0, 0.1))
    qtbot.waitUntil(lambda: bool(rows))
    assert rows == [(1, 1)]
