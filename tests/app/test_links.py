"""A clause and the thoughts it rests on light each other up, by mouse and by keys."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.widgets.reasoning_model import KNOWN, NEW, UNKNOWN, UNLIT

CHAIN = "apple 2: 2. dog no. answer: 2"


@pytest.fixture
def answered(asked, engine, qtbot):
    """A turn whose first clause rests on the first step only."""
    engine.think(CHAIN)
    engine.reply("Let me count them all.", 0, rests_on=12)
    engine.reply(" There are two.", 1, rests_on=len(CHAIN))
    engine.turn()
    engine.state("idle")
    page = asked.talk_page
    qtbot.waitUntil(lambda: page.state.name == "idle" and len(page.thoughts.steps) == 3)
    return page


def lights(page):
    return [page.thoughts.index(row).data(Qt.ItemDataRole.UserRole).light for row in range(3)]


def move(view, place):
    event = QMouseEvent(
        QEvent.Type.MouseMove, place, view.viewport().mapToGlobal(place), Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


def place_of_first_clause(page):
    rect = page.conversation.visualRect(page.rows.index(1))
    return QPointF(rect.left() + 40, rect.top() + 22)


def test_the_mouse_over_a_clause_lights_its_thoughts_and_leaving_ends_that(answered):
    move(answered.conversation, place_of_first_clause(answered))
    assert lights(answered) == [NEW, UNKNOWN, UNKNOWN]
    assert list(answered.rows.rows[1].lit[0]) == [0]
    QApplication.sendEvent(answered.conversation, QEvent(QEvent.Type.Leave))
    assert lights(answered) == [UNLIT] * 3
    assert list(answered.rows.rows[1].lit[0]) == []


def test_the_mouse_over_a_thought_lights_the_clauses_that_rest_on_it(answered):
    rect = answered.reasoning.steps.visualRect(answered.thoughts.index(1))
    move(answered.reasoning.steps, QPointF(rect.center()))
    strong, soft = answered.rows.rows[1].lit
    assert (list(strong), list(soft)) == ([1], [1])
    assert lights(answered) == [UNKNOWN, NEW, UNKNOWN]


def test_a_click_keeps_it_lit_and_a_second_click_ends_that(answered):
    place = place_of_first_clause(answered).toPoint()
    QTest.mouseClick(answered.conversation.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QApplication.sendEvent(answered.conversation, QEvent(QEvent.Type.Leave))
    assert lights(answered) == [NEW, UNKNOWN, UNKNOWN]
    QTest.mouseClick(answered.conversation.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QApplication.sendEvent(answered.conversation, QEvent(QEvent.Type.Leave))
    assert lights(answered) == [UNLIT] * 3


def test_left_and_right_go_from_clause_to_clause(answered):
    view = answered.conversation
    view.setFocus()
    view.setCurrentIndex(answered.rows.index(1))
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert lights(answered) == [NEW, UNKNOWN, UNKNOWN]
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert lights(answered) == [KNOWN, NEW, NEW]
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert answered.rows.rows[1].focus == 0


def test_a_thought_reached_by_keys_lights_clauses_too(answered):
    steps = answered.reasoning.steps
    steps.setFocus()
    QTest.keyClick(steps, Qt.Key.Key_Down)
    steps.setCurrentIndex(answered.thoughts.index(2))
    assert list(answered.rows.rows[1].lit[0]) == [1]


def test_a_new_question_lights_nothing(answered, engine):
    answered.conversation.picked.emit(answered.rows.rows[1].generation, 1)
    assert NEW in lights(answered)
    answered.dock.field.setText("again")
    answered.dock.ask.click()
    assert list(answered.rows.rows[1].lit[0]) == []
