"""The window around an engine that says what the test lets it say."""

import pytest

from app import recorder
from app.services import language
from app.services.settings import SettingsStore
from app.theme import Look
from app.widgets import model_rows
from app.widgets.main_window import MainWindow
from tests.app.fake_engine import FakeEngine


@pytest.fixture
def look(qapp):
    made = Look(qapp, "light")
    yield made
    made.setParent(None)


@pytest.fixture(autouse=True)
def _english():
    """The window speaks English, whatever the machine is set to."""
    language.use("en")
    yield
    language.use("en")


@pytest.fixture(autouse=True)
def _no_graphics_processor(monkeypatch):
    """llama.cpp is not loaded only to be asked for one."""
    monkeypatch.setattr(model_rows, "_gpu_offload", lambda: False)


@pytest.fixture
def settings(tmp_path):
    made = SettingsStore(tmp_path / "settings.json")
    made.change(language="en", tour_seen=True, theme="light")
    return made


@pytest.fixture
def engine():
    return FakeEngine()


@pytest.fixture
def window(qtbot, look, engine, settings, monkeypatch):
    """The window, ready. A question may be as short as one likes."""
    monkeypatch.setattr(recorder, "SHORTEST_HOLD_S", 0.0)
    made = MainWindow(engine, look, settings)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.start()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    engine.state("idle")
    qtbot.waitUntil(lambda: made.talk_page.state.name == "idle")
    return made


@pytest.fixture
def asked(window, engine, qtbot):
    """A window in which a question was just spoken."""
    window.recorder.press("key")
    engine.state("listening")
    qtbot.waitUntil(lambda: window.talk_page.state.name == "listening")
    window.recorder.release("key")
    return window
