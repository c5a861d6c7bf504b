"""The global key on a real X server: pressed and released once each, however long it is held."""

import threading
import time

import pytest

from app.services.hotkey import GlobalKey, why_not
from engine.errors import SetupError
from tests.e2e.screen import screen  # noqa: F401 - a fixture


@pytest.fixture
def desktop(screen, monkeypatch):  # noqa: F811
    for name, value in screen.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    return screen


def wait_for(condition):
    end = time.monotonic() + 5
    while not condition() and time.monotonic() < end:
        time.sleep(0.01)
    assert condition()


def test_a_key_held_for_long_is_one_press_and_one_release(desktop):
    told = []
    key = GlobalKey("Ctrl+F9", lambda: told.append("press"), lambda: told.append("release"))
    desktop.xdotool("keydown", "ctrl", "keydown", "F9")
    wait_for(lambda: told == ["press"])
    desktop.xdotool("sleep", "0.8", "keyup", "F9", "keyup", "ctrl")
    wait_for(lambda: told == ["press", "release"])
    desktop.xdotool("key", "F9")
    time.sleep(0.3)
    assert told == ["press", "release"]
    key.close()
    assert not any(thread.name == "mindpace-hotkey" for thread in threading.enumerate())


def test_a_key_that_another_program_has_is_refused_in_words(desktop):
    first = GlobalKey("Ctrl+Alt+Space", lambda: None, lambda: None)
    with pytest.raises(SetupError, match="Another program has the key"):
        GlobalKey("Ctrl+Alt+Space", lambda: None, lambda: None)
    first.close()
    GlobalKey("Ctrl+Alt+Space", lambda: None, lambda: None).close()


def test_where_it_cannot_work_the_reason_is_said(monkeypatch):
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    assert "Wayland" in str(why_not())
    monkeypatch.delenv("WAYLAND_DISPLAY")
    monkeypatch.delenv("DISPLAY", raising=False)
    assert "X server" in str(why_not())
