"""Opening the window and ending it: what is missing is told in a sentence, and nothing ends it by surprise."""

import logging
import os
import signal
import sys

import pytest

from app import screen
from app import window as window_module
from engine.errors import AudioDeviceError, SetupError


@pytest.fixture
def bare(monkeypatch):
    """An environment that names no screen."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_no_screen_is_a_sentence(bare):
    with pytest.raises(SetupError, match="There is no screen"):
        screen.require_screen()


def test_an_x_server_that_does_not_answer_is_no_screen(bare):
    bare.setenv("DISPLAY", ":987")
    with pytest.raises(SetupError, match="There is no screen"):
        screen.require_screen()


@pytest.mark.parametrize(("name", "value"), [("WAYLAND_DISPLAY", "wayland-0"), ("QT_QPA_PLATFORM", "offscreen")])
def test_other_kinds_of_screen_are_left_to_qt(bare, name, value):
    bare.setenv(name, value)
    screen.require_screen()


def test_without_libxcb_qt_has_the_say(bare):
    bare.setenv("DISPLAY", ":987")
    bare.setattr(screen.ctypes.util, "find_library", lambda _name: "libnowhere.so")
    screen.require_screen()


def test_a_missing_library_of_qt_is_a_sentence(monkeypatch):
    monkeypatch.setitem(sys.modules, "PySide6.QtWidgets", None)
    with pytest.raises(SetupError, match=r"system library that is missing .*installer/run\.sh"):
        window_module.run()


def test_mistakes_become_notices(window, caplog, monkeypatch):
    monkeypatch.setattr(logging.getLogger("mindpace"), "propagate", True)
    before = sys.excepthook
    with window_module._mistakes_told(window):
        sys.excepthook(AudioDeviceError, AudioDeviceError("Connect a microphone."), None)
        assert window.notice.text == "Connect a microphone."
        assert caplog.records == []
        sys.excepthook(ZeroDivisionError, ZeroDivisionError("by zero"), None)
    assert window.notice.text.startswith("Something went wrong inside Mindpace: ZeroDivisionError('by zero').")
    assert "A report for its makers is" in window.notice.text
    assert caplog.records[-1].exc_info is not None
    assert sys.excepthook is before


def test_a_signal_ends_the_loop_in_order(qtbot):
    class Application:
        ended = False

        def quit(self):
            self.ended = True

    application = Application()
    before = signal.getsignal(signal.SIGTERM)
    with window_module._ended_by_signals(application):
        os.kill(os.getpid(), signal.SIGTERM)
        assert not application.ended
        qtbot.waitUntil(lambda: application.ended, timeout=1000)
    assert signal.getsignal(signal.SIGTERM) is before


def test_closing_the_window_forgets_the_question(window, engine):
    window.recorder.press("key")
    window.close()
    assert engine.names[-1] == "listen_cancel"


def test_a_server_that_is_asked_is_named_on_every_page(window, engine, qtbot):
    label = window.header.server
    assert not label.isVisible()
    engine.sends_to = "brains.lan"
    engine.state("loading")
    qtbot.waitUntil(label.isVisible)
    for page in ("history", "settings", "packs", "talk"):
        window.open_page(page)
        assert label.isVisible()
    assert "brains.lan" in label.text()
    assert label.accessibleName() == "What you ask is sent to brains.lan."
    engine.sends_to = None
    engine.state("idle")
    qtbot.waitUntil(lambda: not label.isVisible())
