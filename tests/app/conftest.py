"""The window around an engine that says what the test lets it say."""

import pytest

from app import recorder
from app.theme import Look
from app.widgets.main_window import MainWindow
from tests.app.fake_engine import FakeEngine


@pytest.fixture
def look(qapp):
    made = Look(qapp, "light")
    yield made
    made.setParent(None)


@pytest.fixture
def engine():
    return FakeEngine()


@pytest.fixture
def window(qtbot, look, engine, monkeypatch):
    """The window, ready. A question may be as short as one likes."""
    monkeypatch.setattr(recorder, "SHORTEST_HOLD_S", 0.0)
    made = MainWindow(engine, look)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.start()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    engine.state("idle")
    qtbot.waitUntil(lambda: made.state.name == "idle")
    return made


@pytest.fixture
def asked(window, engine, qtbot):
    """A window in which a question was just spoken."""
    window.recorder.press("key")
    engine.state("listening")
    qtbot.waitUntil(lambda: window.state.name == "listening")
    window.recorder.release("key")
    return window
