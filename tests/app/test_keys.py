"""Push-to-talk, stopping and asking by keyboard and mouse, with real Qt events."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app import recorder
from app.recorder import HOLD_HINT
from app.widgets.talk_page import STILL_LOADING


def space(widget, *, press, repeat=False):
    kind = QEvent.Type.KeyPress if press else QEvent.Type.KeyRelease
    event = QKeyEvent(kind, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", repeat)
    QApplication.sendEvent(widget, event)


def places(window):
    """Every place that can have the focus without being a text field."""
    page = window.talk_page
    return {
        "talk": page.dock.talk, "reasoning switch": window.header.reasoning_switch, "modes": window.header.modes,
        "conversation": page.conversation, "steps": page.reasoning.steps, "ask": page.dock.ask,
    }  # fmt: skip


@pytest.mark.parametrize("place", ["talk", "reasoning switch", "modes", "conversation", "steps", "ask"])
def test_the_space_bar_talks_wherever_the_focus_is(window, engine, place):
    widget = places(window)[place]
    widget.setFocus()
    QTest.keyPress(widget, Qt.Key.Key_Space)
    assert engine.calls[-1] == ("listen_begin", True)
    QTest.keyRelease(widget, Qt.Key.Key_Space)
    assert engine.calls[-1] == ("listen_end", "think-first")
    assert window.header.reasoning_switch.isChecked()


def test_in_the_text_field_the_space_bar_writes(window, engine):
    window.talk_page.dock.field.setFocus()
    QTest.keyClicks(window.talk_page.dock.field, "two words")
    assert window.talk_page.dock.field.text() == "two words"
    assert "listen_begin" not in engine.names


def test_while_a_list_is_open_the_space_bar_is_the_lists(window, engine, qtbot):
    window.header.modes.showPopup()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    QTest.keyClick(window.header.modes.view(), Qt.Key.Key_Space)
    window.header.modes.hidePopup()
    assert "listen_begin" not in engine.names


def test_auto_repeat_begins_and_ends_nothing(window, engine):
    talk = window.talk_page.dock.talk
    space(talk, press=True)
    for _ in range(5):
        space(talk, press=False, repeat=True)
        space(talk, press=True, repeat=True)
    assert engine.names == ["start", "listen_begin"]
    space(talk, press=False)
    assert engine.names == ["start", "listen_begin", "listen_end"]


def test_on_x11_a_release_with_a_press_right_after_it_is_auto_repeat(window, engine, qtbot):
    window._keys.settle_ms = 40
    talk = window.talk_page.dock.talk
    space(talk, press=True)
    for _ in range(5):
        space(talk, press=False)
        qtbot.wait(5)
        space(talk, press=True)
    qtbot.wait(80)
    assert engine.names == ["start", "listen_begin"]
    space(talk, press=False)
    qtbot.waitUntil(lambda: engine.names[-1] == "listen_end")


def test_a_key_that_is_still_held_after_a_failure_begins_nothing(window, engine, qtbot):
    window._keys.settle_ms = 40
    talk = window.talk_page.dock.talk
    space(talk, press=True)
    engine.fail("There is no microphone: connect one.")
    qtbot.waitUntil(lambda: not window.recorder.active)
    for _ in range(3):
        space(talk, press=False)
        space(talk, press=True)
    qtbot.wait(80)
    assert engine.names == ["start", "listen_begin"]


def test_the_release_counts_even_if_the_focus_went_to_the_text_field(window, engine):
    space(window.talk_page.dock.talk, press=True)
    window.talk_page.dock.field.setFocus()
    space(window.talk_page.dock.field, press=False)
    assert engine.names[-1] == "listen_end"
    assert window.talk_page.dock.field.text() == ""


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier])
def test_space_with_a_modifier_is_another_key(window, engine, modifier):
    QTest.keyClick(window.talk_page.dock.talk, Qt.Key.Key_Space, modifier)
    assert "listen_begin" not in engine.names


def test_the_button_is_held_with_the_mouse(window, engine):
    QTest.mousePress(window.talk_page.dock.talk, Qt.MouseButton.LeftButton)
    assert window.recorder.active
    QTest.mouseRelease(window.talk_page.dock.talk, Qt.MouseButton.LeftButton)
    assert engine.names[-2:] == ["listen_begin", "listen_end"]


def test_key_and_mouse_together_are_one_question(window, engine):
    space(window.talk_page.dock.talk, press=True)
    QTest.mouseClick(window.talk_page.dock.talk, Qt.MouseButton.LeftButton)
    assert engine.names == ["start", "listen_begin"]
    space(window.talk_page.dock.talk, press=False)
    assert engine.names[-1] == "listen_end"


def test_return_on_the_button_begins_and_ends_for_those_who_cannot_hold_a_key(window, engine):
    window.talk_page.dock.talk.setFocus()
    QTest.keyClick(window.talk_page.dock.talk, Qt.Key.Key_Return)
    assert window.recorder.active
    QTest.keyClick(window.talk_page.dock.talk, Qt.Key.Key_Return)
    assert engine.names[-1] == "listen_end"


def test_return_presses_other_buttons(window, qtbot):
    window.header.reasoning_switch.setFocus()
    QTest.keyClick(window.header.reasoning_switch, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.header.reasoning_switch.isChecked())


def test_a_slip_of_the_finger_is_no_question(window, engine, monkeypatch):
    monkeypatch.setattr(recorder, "SHORTEST_HOLD_S", 5.0)
    QTest.keyClick(window.talk_page.dock.talk, Qt.Key.Key_Space)
    assert engine.names[-1] == "listen_cancel"
    assert window.notice.text == HOLD_HINT
    assert window.talk_page.rows.rows == []


def test_while_it_loads_a_press_is_answered_with_a_sentence(window, engine, qtbot):
    engine.state("loading", 0.5)
    qtbot.waitUntil(lambda: window.talk_page.state.name == "loading")
    QTest.keyClick(window.talk_page.dock.talk, Qt.Key.Key_Space)
    assert window.notice.text == STILL_LOADING
    assert "listen_begin" not in engine.names


def test_leaving_the_window_ends_the_question(window, engine, qtbot):
    space(window.talk_page.dock.talk, press=True)
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: engine.names[-1] == "listen_end")


@pytest.mark.parametrize(
    ("state", "call"),
    [("thinking_and_speaking", "stop_speaking"), ("speaking", "interrupt"), ("thinking", "interrupt")],
)
def test_escape_and_the_stop_button_stop_gently(asked, engine, qtbot, state, call):
    engine.state(state)
    qtbot.waitUntil(lambda: asked.talk_page.state.name == state)
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    assert engine.names[-1] == call
    engine.calls.clear()
    asked.talk_page.dock.stop.click()
    assert engine.names == [call]


def test_escape_while_talking_forgets_the_question(window, engine):
    space(window.talk_page.dock.talk, press=True)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    space(window.talk_page.dock.talk, press=False)
    assert engine.names[-1] == "listen_cancel"
    assert window.talk_page.rows.rows == []


def test_escape_in_the_text_field_gives_the_space_bar_back(window, engine):
    window.talk_page.dock.field.setFocus()
    QTest.keyClick(window.talk_page.dock.field, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is window.talk_page.dock.talk
    assert engine.names == ["start"]


def test_a_typed_question_is_asked_in_the_chosen_mode(window, engine):
    window.header.modes.setCurrentIndex(window.header.modes.findData("think-before-speaking"))
    window.talk_page.dock.field.setFocus()
    QTest.keyClicks(window.talk_page.dock.field, "what is two plus two")
    QTest.keyClick(window.talk_page.dock.field, Qt.Key.Key_Return)
    assert engine.calls[-1] == ("submit", "what is two plus two", "think-before-speaking")
    assert window.talk_page.dock.field.text() == ""
    assert [row.kind for row in window.talk_page.rows.rows] == ["typed", "reply"]


def test_an_empty_field_asks_nothing(window, engine):
    window.talk_page.dock.field.setFocus()
    QTest.keyClicks(window.talk_page.dock.field, "   ")
    window.talk_page.dock.ask.click()
    assert engine.names == ["start"]


def test_the_tab_key_reaches_every_control(window):
    window.talk_page.dock.talk.setFocus()
    reached = set()
    for _ in range(20):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    assert {*places(window).values(), window.talk_page.dock.field} <= reached
