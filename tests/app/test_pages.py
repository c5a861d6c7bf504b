"""Settings, history, checks, keys: the pages beside the conversation."""

import time
from concurrent.futures import Future
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QListView, QSlider, QWidget

from app.services.doctor import Finding
from app.services.history import History, Piece, Sound, StoredTurn
from app.services.history_export import export
from app.services.settings_schema import RULES
from app.services.window_memory import WindowMemory
from app.theme import DARK, LIGHT
from app.widgets import doctor_page, settings_page
from app.widgets.main_window import MainWindow
from app.widgets.shortcut_sheet import ShortcutSheet
from engine import Device
from engine.library import PackInfo

NO_ROW = {"tour_seen"}
TONE = (0.1 * np.sin(np.arange(24_000) / 20)).astype(np.float32)


@pytest.fixture
def history(tmp_path):
    made = History(tmp_path / "history.sqlite3")
    yield made
    made.close()


@pytest.fixture
def opened(qtbot, look, engine, settings, history, tmp_path, monkeypatch):
    """The window with a history, and without sound devices."""
    monkeypatch.setattr(settings_page, "list_devices", lambda: [Device(0, "USB headset", 1, 2, False, False)])
    made = MainWindow(engine, look, settings, history, WindowMemory(tmp_path / "window.json"))
    made.settings_page.meter.start = lambda _name: None
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.start()
    engine.state("idle")
    qtbot.waitUntil(lambda: made.talk_page.state.name == "idle")
    return made


def stored(question="How many eggs?", outcome="done", **changes):
    pieces = (
        Piece("thought", -0.1, "two eggs: 2. "), Piece("thought", 0.05, "answer: 2"),
        Piece("reply", 0.1, "One moment.", 0), Piece("audio", 0.1, duration=0.2),
        Piece("reply", 0.2, " There are two.", 1, rests_on=22), Piece("audio", 0.2, duration=0.2),
    )  # fmt: skip
    texts = ("two eggs: 2. answer: 2", "One moment. There are two.", "2")
    return StoredTurn(time.time(), "think-first", question, *texts, outcome, {"question_s": 2.0}, pieces, **changes)


def test_every_setting_has_a_row_and_shows_its_value(opened):
    assert set(opened.settings_page.rows) == set(RULES) - NO_ROW


def test_a_voice_is_forgotten_by_a_button(opened, engine, qtbot):
    with qtbot.waitSignal(opened.settings_page.forget_voice_wanted):
        opened.settings_page.forget_voice.buttons[0].click()
    assert "forget_voice" in engine.names


def test_changes_in_the_page_count_at_once_and_are_kept(opened, settings, engine):
    page = opened.settings_page
    page.rows["reduced_motion"].control.click()
    assert settings.values.reduced_motion
    assert opened.talk_page.voice.by_clause
    page.rows["theme"].change("dark")
    assert opened._look.colours is DARK
    page.rows["theme"].change("light")
    assert opened._look.colours is LIGHT
    page.rows["volume"].control.slider.setValue(50)
    assert settings.values.volume == 0.5
    assert engine.calls[-1][0] == "apply"
    page.rows["thinking_budget"].change(64)
    assert settings.values.thinking_budget == 64
    assert type(settings)(settings.path).values == settings.values


def test_changes_from_elsewhere_are_shown(opened, settings):
    settings.change(volume=0.25, barge_in=False, mode="no-think")
    page = opened.settings_page
    assert page.rows["volume"].control.slider.value() == 25
    assert not page.rows["barge_in"].control.isChecked()
    assert page.rows["mode"].control.currentText() == "No thinking"
    assert opened.header.mode == "no-think"


def test_a_refusal_is_told_under_its_control_and_nothing_changes(opened, settings):
    row = opened.settings_page.rows["hotkey"]
    row.change("A")
    assert "must be a key with modifiers" in row.refusal.text()
    assert not row.refusal.isHidden()
    assert settings.values.hotkey is None
    row.change(None)
    assert row.refusal.isHidden()


def test_devices_are_offered_and_one_that_is_gone_stays_chosen(opened, settings, qtbot):
    settings.change(microphone="Old one")
    opened.open_page("settings")
    box = opened.settings_page.rows["microphone"].control
    qtbot.waitUntil(lambda: box.findText("USB headset") >= 0)
    assert [box.itemText(n) for n in range(box.count())] == ["The system's choice", "USB headset", "Old one"]
    assert box.currentText() == "Old one"


def test_history_is_searched_shown_and_deleted_at_the_second_click(opened, history, qtbot):
    history.add(stored())
    history.add(stored("What time is it?"))
    page = opened.history_page
    QTest.keyClick(opened, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(page.turns.turns) == 2)
    page.field.setText("eggs")
    qtbot.waitUntil(lambda: len(page.turns.turns) == 2)  # the thoughts of both name eggs
    page.field.setText("time")
    qtbot.waitUntil(lambda: [turn.question for turn in page.turns.turns] == ["What time is it?"])
    page.list.setCurrentIndex(page.turns.index(0))
    qtbot.waitUntil(
        lambda: [row.text for row in page.replay.rows.rows] == ["“What time is it?”", "One moment. There are two."]
    )
    assert [step.listening for step in page.replay.thoughts.steps] == [True, False]
    page.conversation.picked.emit(1, 1)
    assert page.replay.records[1].rests(1) == (range(0), range(2))
    page.buttons["trash"].click()
    assert history.count() == 2
    page.buttons["trash"].click()
    qtbot.waitUntil(lambda: history.count() == 1)


def test_a_replay_gives_thoughts_and_reply_in_time_and_ends(opened, history, qtbot):
    page = opened.history_page
    page.show_turn(stored())
    page.buttons["replay"].click()
    assert page.replay.playing
    assert page.replay.rows.rows[1].text == ""
    qtbot.waitUntil(lambda: page.replay.rows.rows[1].text == "One moment. There are two.", timeout=3000)
    qtbot.waitUntil(lambda: not page.replay.playing, timeout=5000)
    assert page.buttons["replay"].text() == "Replay"


def test_a_finished_turn_can_be_replayed_from_the_conversation(opened, engine, qtbot):
    opened.talk_page.dock.field.setText("eggs?")
    opened.talk_page.dock.ask.click()
    engine.think("two eggs: 2. answer: 2")
    engine.reply("There are two.", rests_on=22)
    engine.turn(thoughts="two eggs: 2. answer: 2", reply="There are two.")
    qtbot.waitUntil(lambda: opened.talk_page.rows.rows[1].state == "done")
    opened.talk_page.conversation.act("replay")
    assert opened.pages.currentWidget() is opened.history_page
    assert opened.history_page.replay.playing
    QTest.keyClick(opened, Qt.Key.Key_Escape)
    assert not opened.history_page.replay.playing


def test_finished_turns_are_kept_and_the_off_switch_is_obeyed(opened, engine, history, settings, qtbot):
    def ask():
        opened.talk_page.dock.field.setText("eggs?")
        opened.talk_page.dock.ask.click()
        engine.turn()

    ask()
    qtbot.waitUntil(lambda: history.count() == 1)
    assert history.search()[0].question == "eggs?"
    settings.change(keep_history=False)
    ask()
    qtbot.wait(100)
    assert history.count() == 1


@pytest.mark.parametrize("ending", [".html", ".txt", ".json", ".wav"])
def test_a_turn_of_this_session_is_exported_without_a_history(tmp_path, ending):
    turn = stored(sounds={"reply": Sound(TONE, 24_000)})
    export(None, [turn], tmp_path / f"turn{ending}")
    assert (tmp_path / f"turn{ending}").stat().st_size > 50


def test_copying_a_turn(opened, engine, qtbot):
    opened.talk_page.dock.field.setText("eggs?")
    opened.talk_page.dock.ask.click()
    engine.reply("Two.")
    engine.turn()
    qtbot.waitUntil(lambda: opened.talk_page.rows.rows[1].text == "Two.")
    opened.talk_page.conversation.wanted.emit("copy", engine.generation)
    assert QGuiApplication.clipboard().text() == "You: eggs?\nMindpace: Two."


def test_first_run_begins_with_the_checks_and_leaving_is_remembered(qtbot, look, engine, settings, history):
    settings.change(tour_seen=False)
    made = MainWindow(engine, look, settings, history)
    qtbot.addWidget(made)
    assert made.pages.currentWidget() is made.doctor_page
    made.doctor_page.leave_button.click()
    assert made.pages.currentWidget() is made.talk_page
    assert settings.values.tour_seen


def test_all_checks_run_one_after_another_and_end_with_the_tour(opened, engine, qtbot, monkeypatch):
    good = {check: Finding(check, "good", f"{check} works.") for check in ("microphone", "echo")}
    monkeypatch.setattr(doctor_page.doctor, "check_microphone", lambda *_: good["microphone"])
    monkeypatch.setattr(doctor_page.doctor, "check_loudspeaker", lambda *_: Finding("loudspeaker", "ask", "Heard?"))
    monkeypatch.setattr(doctor_page.doctor, "check_echo", lambda *_: good["echo"])
    answered = Future()
    monkeypatch.setattr(engine, "try_out", lambda _question: answered)
    page = opened.doctor_page
    opened.open_page("doctor")
    page.start_button.click()
    qtbot.waitUntil(page.cards["loudspeaker"].yes.isVisible)
    page.cards["loudspeaker"].yes.click()
    qtbot.waitUntil(lambda: page.cards["model"].running)
    engine.turn(steps_per_s=20.0)
    opened.bridge.turn.connect(lambda turn: answered.done() or answered.set_result(turn))
    qtbot.waitUntil(lambda: page.cards["echo"].finding is not None)
    assert [card.finding.verdict for card in page.cards.values()] == ["good", "good", "warn", "good"]
    assert page.tour.isVisible()
    page.cards["model"].fix.click()
    assert opened.settings.values.mode == "think-before-speaking"


def test_the_sheet_names_every_shortcut_and_closes(opened, qtbot):
    QTest.keyClick(opened, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: bool(opened.findChildren(ShortcutSheet)))
    sheet = opened.findChildren(ShortcutSheet)[0]
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not opened.findChildren(ShortcutSheet))


def test_the_window_remembers_its_place_and_parts(opened, look, engine, settings, qtbot, tmp_path):
    opened.resize(777, 555)
    opened.header.reasoning_switch.setChecked(False)
    opened.close()
    again = MainWindow(engine, look, settings, None, WindowMemory(tmp_path / "window.json"))
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (777, 555)
    assert again.talk_page.reasoning.isHidden()


@pytest.mark.parametrize("content", ["{", "[]", '{"geometry": 3, "splitter": "x"}'])
def test_a_damaged_memory_is_no_reason_for_a_word(qtbot, look, engine, settings, tmp_path, content):
    (tmp_path / "window.json").write_text(content)
    made = MainWindow(engine, look, settings, None, WindowMemory(tmp_path / "window.json"))
    qtbot.addWidget(made)
    assert made.notice.text == ""


@pytest.mark.parametrize("page", ["talk", "history", "settings", "doctor"])
def test_everything_that_takes_the_focus_has_a_name_on_every_page(opened, page):
    opened.open_page(page)
    kinds = QAbstractButton | QComboBox | QLineEdit | QListView | QSlider
    for widget in opened.findChildren(QWidget):
        if isinstance(widget, kinds) and widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            inner = widget.objectName().startswith("qt_")
            assert inner or widget.accessibleName() or getattr(widget, "text", str)(), widget


def test_on_other_pages_the_space_bar_is_the_controls(opened, engine, settings):
    opened.open_page("settings")
    switch = opened.settings_page.rows["notifications"].control
    switch.setFocus()
    QTest.keyClick(switch, Qt.Key.Key_Space)
    assert not settings.values.notifications
    assert "listen_begin" not in engine.names


def test_voice_packs_are_offered_beside_the_voices_of_the_model(opened, settings):
    ships = PackInfo("embedded", Path("embedded"), own=False, kind="embedded", voices=("bdl", "clb"))
    voices = [
        PackInfo("pocket", Path("pocket"), own=True, kind="voice", title="Pocket TTS"),
        PackInfo("broken", Path("broken"), own=True, kind="voice", problem="It is damaged."),
    ]
    page = opened.settings_page
    page._installed([*voices, ships])
    row = page.rows["voice"].findChild(QComboBox)
    assert [row.itemText(i) for i in range(1, row.count())] == ["bdl", "clb", "Pocket TTS"]
    row.setCurrentIndex(3)
    row.activated.emit(3)
    assert settings.values.voice == "pocket"
    assert [page.rows["pack"].findChild(QComboBox).count()] == [1]
