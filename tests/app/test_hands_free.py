"""Push-to-talk and hands-free, muting, stopping the voice; what the engine is asked to do, and what one sees."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.widgets.states import APPEARANCES, INTERRUPTED, MUTED, READY_HANDS_FREE
from app.widgets.talk_page import IS_MUTED
from engine import events
from engine.errors import AudioDeviceError


def title(window):
    return window.talk_page.dock.title.accessibleName().removeprefix("State: ")


@pytest.fixture
def hands_free(window, engine, settings, qtbot):
    settings.change(hands_free=True)
    qtbot.waitUntil(lambda: engine.calls[-1] == ("converse", "think-first", False))
    return window


def test_one_key_and_one_click_switch(window, engine, settings, qtbot):
    QTest.keyClick(window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert settings.values.hands_free
    qtbot.waitUntil(lambda: "converse" in engine.names)
    assert title(window) == APPEARANCES[READY_HANDS_FREE].title
    window.talk_page.dock.way.buttons["push"].click()
    assert not settings.values.hands_free
    qtbot.waitUntil(lambda: engine.names[-1] == "converse_end")
    assert title(window) == "Ready"


def test_muting_closes_the_microphone_and_says_so(hands_free, engine, qtbot):
    QTest.keyClick(hands_free, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: engine.names[-1] == "converse_end")
    assert title(hands_free) == APPEARANCES[MUTED].title
    assert hands_free.talk_page.dock.mute.text() == "Unmute"
    hands_free.talk_page.dock.mute.click()
    qtbot.waitUntil(lambda: engine.names[-1] == "converse")


def test_hands_free_the_space_bar_mutes(hands_free, engine, qtbot):
    QTest.keyClick(hands_free.talk_page.dock.talk, Qt.Key.Key_Space)
    assert hands_free.mode.muted
    QTest.keyClick(hands_free.talk_page.dock.talk, Qt.Key.Key_Space)
    assert not hands_free.mode.muted
    assert "listen_begin" not in engine.names


def test_a_press_while_muted_says_why_nothing_happens(window, engine):
    window.mode.mute(True)
    QTest.keyClick(window.talk_page.dock.talk, Qt.Key.Key_Space)
    assert window.notice.text == IS_MUTED
    assert "listen_begin" not in engine.names


def test_another_mode_or_microphone_begins_another_conversation(hands_free, engine, settings, qtbot):
    settings.change(mode="no-think")
    qtbot.waitUntil(lambda: engine.calls[-1] == ("converse", "no-think", False))
    count = len(engine.calls)
    settings.change(microphone="USB headset")
    qtbot.waitUntil(lambda: engine.calls[-1] == ("converse", "no-think", False) and len(engine.calls) > count)


def test_a_microphone_kept_open_waits_for_the_key(window, engine, settings, qtbot):
    settings.change(microphone_ready=True)
    qtbot.waitUntil(lambda: engine.calls[-1] == ("converse", "think-first", True))
    window.recorder.press("key")
    window.recorder.release("key")
    assert engine.calls[-1] == ("listen_end", "think-first")
    assert window.talk_page.rows.rows == []  # the engine says which question it is
    engine.tell(events.EndOfTurn(9, 0.01, "what is two plus three", 0.9, 0.0))
    qtbot.waitUntil(lambda: len(window.talk_page.rows.rows) == 2)
    assert window.talk_page.rows.rows[0].text == "“what is two plus three”"


def test_what_the_engine_hears_becomes_a_turn_with_early_thoughts_marked(hands_free, engine, qtbot):
    page = hands_free.talk_page
    engine.think("two. ", generation=5, seconds=-0.7)
    qtbot.waitUntil(lambda: [step.text for step in page.thoughts.steps] == ["two."])
    assert page.rows.rows == []
    engine.tell(events.EndOfTurn(5, 0.2, "", None, 0.0))
    engine.think("five. answer: 5", generation=5)
    engine.reply("Five.", generation=5)
    qtbot.waitUntil(lambda: len(page.thoughts.steps) == 3 and page.rows.rows and page.rows.rows[1].text == "Five.")
    assert [step.listening for step in page.thoughts.steps] == [True, False, False]
    index = page.thoughts.index(0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "While you spoke: two."


def test_without_a_conversation_unknown_turns_are_not_taken_in(window, engine, qtbot):
    engine.think("nobody asked", generation=77)
    qtbot.wait(30)
    assert window.talk_page.records == {}


def test_a_microphone_that_is_not_there_mutes_and_unmuting_tries_again(hands_free, engine, qtbot):
    sentence = "There is no microphone: connect one, or check that the sound server runs."
    engine.tell(events.Failure(1, sentence, AudioDeviceError(sentence)))
    qtbot.waitUntil(lambda: hands_free.notice.text == sentence)
    assert hands_free.mode.muted
    qtbot.waitUntil(lambda: engine.names[-1] == "converse_end")
    hands_free.mode.mute(False)
    qtbot.waitUntil(lambda: engine.names[-1] == "converse")


def test_a_lost_microphone_that_comes_back_takes_its_notice_along(hands_free, engine, qtbot):
    engine.tell(events.Devices(0, "microphone", "USB", "lost", "The microphone stopped working."))
    engine.notice("The microphone stopped working.")
    qtbot.waitUntil(lambda: "stopped working" in hands_free.notice.text)
    engine.tell(events.Devices(0, "microphone", "USB", "", ""))
    qtbot.waitUntil(lambda: hands_free.notice.text == "")


def test_stopping_the_voice_leaves_the_thoughts(asked, engine, qtbot):
    page = asked.talk_page
    engine.state("thinking_and_speaking")
    engine.think("one. ")
    engine.reply("Let me see where that leads.")
    engine.speak(0.2)
    qtbot.waitUntil(lambda: page.state.name == "thinking_and_speaking" and len(page.thoughts.steps) == 1)
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    assert engine.names[-1] == "stop_speaking"
    engine.tell(events.Heard(engine.generation, "Let me", whole=False))
    engine.state("thinking")
    engine.think("two.")
    qtbot.waitUntil(lambda: title(asked) == APPEARANCES[INTERRUPTED].title and len(page.thoughts.steps) == 2)
    row = page.rows.rows[1]
    assert row.text[: row.record.heard_letters] == "Let me"
    assert "its thoughts are kept" in row.in_words()
    engine.state("idle")
    qtbot.waitUntil(lambda: title(asked) == "Ready", timeout=5000)


def test_the_microphone_is_closed_while_settings_or_checks_use_it(hands_free, engine, qtbot):
    hands_free.settings_page.meter.start = lambda _name: None
    hands_free.open_page("settings")
    qtbot.waitUntil(lambda: engine.names[-1] == "converse_end")
    hands_free.open_page("talk")
    qtbot.waitUntil(lambda: engine.names[-1] == "converse")


def test_captions_follow_the_voice(asked, engine, qtbot):
    page = asked.talk_page
    engine.reply("Let me follow those steps one by one and see where they lead.")
    engine.speak(4.0)
    qtbot.waitUntil(lambda: page.rows.rows[1].said is not None)
    qtbot.waitUntil(lambda: 0 < (page.rows.rows[1].said or 0) < 30, timeout=3000)
    early = page.rows.rows[1].said
    qtbot.waitUntil(lambda: (page.rows.rows[1].said or 0) > early, timeout=3000)
    engine.tell(events.Heard(engine.generation, "", whole=True))
    qtbot.waitUntil(lambda: page.rows.rows[1].said is None)


def test_a_held_voice_stands_still_until_it_goes_on(asked, engine, qtbot):
    page = asked.talk_page
    engine.reply("Let me follow those steps one by one and see where they lead.")
    engine.speak(4.0)
    qtbot.waitUntil(lambda: (page.rows.rows[1].said or 0) > 0, timeout=3000)
    engine.tell(events.Interrupted(engine.generation))
    qtbot.wait(60)
    held = page.rows.rows[1].said
    qtbot.wait(500)
    assert page.rows.rows[1].said == held
    engine.tell(events.Resumed(engine.generation))
    qtbot.waitUntil(lambda: (page.rows.rows[1].said or 0) > held, timeout=3000)
