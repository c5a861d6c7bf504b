"""Every state of the engine can be told from what the window shows."""

from typing import get_args

import pytest
from PySide6.QtWidgets import QLabel

from app.widgets.header import MODES
from app.widgets.states import APPEARANCES, INTERRUPTED, MUTED, OPENING, READY_HANDS_FREE
from engine import Mode
from engine.events import StateName

NAMES = get_args(StateName)


def title(window) -> str:
    return window.talk_page.dock.title.accessibleName().removeprefix("State: ")


def test_every_state_has_an_appearance_of_its_own():
    assert set(APPEARANCES) == {*NAMES, OPENING, READY_HANDS_FREE, MUTED, INTERRUPTED}
    assert len({look.title for look in APPEARANCES.values()}) == len(APPEARANCES)


def test_the_modes_are_the_engines_and_have_plain_labels():
    assert {name for name, _label, _meaning in MODES} == {str(mode.value) for mode in Mode}
    assert MODES[0][0] == Mode.THINK_FIRST.value
    assert not any("-" in label for _name, label, _meaning in MODES)


@pytest.mark.parametrize("name", NAMES)
def test_a_state_is_shown_in_words_title_and_colour(window, engine, qtbot, name):
    engine.state(name, 0.5)
    qtbot.waitUntil(lambda: window.talk_page.state.name == name)
    shown = title(window)
    assert shown.startswith(APPEARANCES[name].title)
    assert window.windowTitle().startswith(shown)
    assert window.talk_page.dock.stop.isEnabled() == (name not in ("loading", "idle", "error"))
    assert window.talk_page.dock.progress.isVisible() == (name == "loading")


def test_loading_shows_how_far_it_is(window, engine, qtbot):
    engine.state("loading", 0.6)
    qtbot.waitUntil(lambda: title(window) == "Loading 60%")
    assert window.talk_page.dock.progress.value() == 60
    engine.state("loading", 0.0)
    qtbot.waitUntil(lambda: title(window) == "Loading")
    assert window.talk_page.dock.progress.isHidden()


def test_nothing_can_be_asked_after_a_fatal_error(window, engine, qtbot):
    engine.fail("The pack is damaged: install it again.", fatal=True)
    engine.state("error")
    qtbot.waitUntil(lambda: window.talk_page.state.name == "error")
    assert window.notice.text == "The pack is damaged: install it again."
    assert not any(
        w.isEnabled() for w in (window.talk_page.dock.talk, window.talk_page.dock.field, window.talk_page.dock.ask)
    )
    window.recorder.press("key")
    assert engine.names == ["start"]
    assert window.notice.text == "The pack is damaged: install it again."


def test_the_picture_of_the_button_differs_between_states(window, engine, qtbot):
    pictures = set()
    for name in ("idle", "listening", "thinking", "speaking", "thinking_and_speaking", "error"):
        engine.state(name)
        qtbot.waitUntil(lambda name=name: window.talk_page.state.name == name)
        image = window.talk_page.dock.talk.grab().toImage()
        pictures.add(bytes(image.constBits()))
    assert len(pictures) == 6


def test_between_press_and_open_microphone_it_says_so(window, engine, qtbot):
    window.recorder.press("key")
    assert title(window) == APPEARANCES[OPENING].title
    engine.state("idle")  # the engine ends what was before
    qtbot.wait(5)
    assert title(window) == APPEARANCES[OPENING].title
    engine.state("listening")
    qtbot.waitUntil(lambda: title(window) == "Listening")


def test_the_level_moves_meter_and_ring_while_listening(window, engine, qtbot):
    window.recorder.press("key")
    engine.state("listening")
    qtbot.waitUntil(lambda: window.talk_page.state.name == "listening")
    still = bytes(window.talk_page.dock.talk.grab().toImage().constBits())
    engine.level(0.8)
    qtbot.waitUntil(lambda: window.talk_page.dock.meters[0].level > 0.5)
    assert bytes(window.talk_page.dock.talk.grab().toImage().constBits()) != still
    window.recorder.release("key")
    engine.state("thinking")
    qtbot.waitUntil(lambda: window.talk_page.dock.meters[0].level == 0.0)


def test_the_colours_of_two_streams_stand_in_the_title(window, engine, qtbot, look):
    engine.state("thinking_and_speaking")
    qtbot.waitUntil(lambda: window.talk_page.state.name == "thinking_and_speaking")
    markup = window.talk_page.dock.title.text()
    assert look.colours.think in markup
    assert look.colours.speak in markup


def test_every_label_with_a_role_is_named_for_screen_readers(window):
    for label in window.findChildren(QLabel):
        assert not label.isVisible() or label.accessibleName() or label.text() or not label.pixmap().isNull(), label
