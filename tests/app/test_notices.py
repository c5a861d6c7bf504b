"""What the user should know: one sentence in a calm bar, and the window goes on."""

from PySide6.QtWidgets import QApplication, QDialog

from app.widgets.conversation_model import Row


def dialogs():
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QDialog)]


def test_a_notice_is_shown_and_can_be_closed(window, engine, qtbot):
    assert window.notice.text == ""
    engine.notice("There is no loudspeaker: connect one.")
    qtbot.waitUntil(lambda: window.notice.text == "There is no loudspeaker: connect one.")
    window.notice.close_button.click()
    assert window.notice.text == ""
    assert window.notice.isHidden()


def test_many_notices_are_one_bar_and_no_dialog(window, engine, qtbot):
    for number in range(50):
        engine.notice(f"Notice {number}.")
    qtbot.waitUntil(lambda: window.notice.text == "Notice 49.")
    assert dialogs() == []


def test_no_microphone_ends_the_question_before_it_began(window, engine, qtbot):
    window.recorder.press("key")
    engine.fail("There is no microphone: connect one, or check that the sound server runs.")
    engine.state("idle")
    qtbot.waitUntil(lambda: "no microphone" in window.notice.text)
    assert not window.recorder.active
    window.recorder.release("key")
    assert "listen_end" not in engine.names
    assert window.talk_page.rows.rows == []


def test_silence_is_told_and_the_turn_has_no_answer(asked, engine, qtbot):
    engine.fail("I heard no speech in the question, only silence: speak closer to the microphone.")
    engine.state("idle")
    qtbot.waitUntil(lambda: asked.talk_page.state.name == "idle")
    assert "only silence" in asked.notice.text
    row = asked.talk_page.rows.rows[1]
    assert row.in_words() == Row("reply", engine.generation, "", "failed").in_words()
    assert row.state == "failed"


def test_the_next_question_clears_the_notice(asked, engine, qtbot):
    engine.fail("I heard no speech.")
    qtbot.waitUntil(lambda: asked.notice.text != "")
    asked.recorder.press("key")
    assert asked.notice.text == ""


def test_a_fatal_error_stays(window, engine, qtbot):
    engine.fail("The pack is damaged: install it again.", fatal=True)
    engine.notice("By the way.")
    qtbot.wait(20)
    window.notice.clear()
    assert window.notice.text == "The pack is damaged: install it again."
    assert not window.notice.close_button.isVisible()


def test_an_engine_that_is_busy_refuses_in_words(window, engine):
    engine.refusal = "Mindpace is still busy with what was asked before: wait a moment."
    window.recorder.press("key")
    assert window.notice.text == engine.refusal
    assert not window.recorder.active
    window.notice.clear()
    window.talk_page.dock.field.setText("hello")
    window.talk_page.dock.ask.click()
    assert window.notice.text == engine.refusal
    assert window.talk_page.dock.field.text() == "hello"


def test_a_long_notice_is_wrapped_not_cut(window, engine, qtbot):
    window.resize(640, 480)
    engine.notice("A sentence that is rather long, as those about folders are. " * 4)
    qtbot.waitUntil(lambda: window.notice.text != "")
    qtbot.wait(20)
    label = window.notice.label
    assert label.height() >= label.heightForWidth(label.width())
