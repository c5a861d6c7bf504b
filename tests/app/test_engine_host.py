"""The engine behind the window: settings reach it, and another pack is another engine with numbers that go on."""

import threading
from types import SimpleNamespace

import pytest

from app.engine_host import RUNNING, EngineHost
from app.services.settings import SettingsStore
from engine import events
from engine.errors import MindpaceError
from engine.preferences import Preferences
from tests.app.fake_engine import FakeEngine


class Engine(FakeEngine):
    def __init__(self, pack=None):
        super().__init__()
        self.pack, self.play, self.preferences = pack, True, Preferences()
        self.may_close = threading.Event()
        self.may_close.set()

    def close(self):
        self.may_close.wait(5)
        self.calls.append(("close",))


@pytest.fixture
def made():
    return []


@pytest.fixture
def store(tmp_path):
    return SettingsStore(tmp_path / "settings.json")


@pytest.fixture
def host(made, store):
    def make(values):
        made.append(Engine(values.pack))
        return made[-1]

    return EngineHost(make, store.values)


def test_settings_reach_a_running_engine(host, made, store):
    leave = store.subscribe(host.apply)
    store.change(volume=0.4, speed=1.5, patience_s=1.0, barge_in=False, thinking_budget=64, microphone="USB")
    wanted = Preferences("USB", None, 0.4, 1.5, 1.0, barge_in=False, thinking_budget=64)
    assert made[0].preferences == wanted
    assert len(made) == 1
    assert set(RUNNING) == set(vars(wanted))
    leave()


def test_another_pack_is_another_engine_whose_turns_go_on_counting(host, made, store):
    told = []
    host.start(told.append)
    host.submit("one", "no-think")
    host.submit("two", "no-think")
    old = made[0]
    old.may_close.clear()
    host.apply(frozenset({"pack"}), store.change(pack="larger"))
    with pytest.raises(MindpaceError, match="changing its model"):
        host.submit("three", "no-think")
    assert told[-1] == events.State(2, "loading", 0.0)
    old.may_close.set()
    host._swap.join(5)
    assert [engine.pack for engine in made] == [None, "larger"]
    assert old.names[-1] == "close"
    host.submit("three", "no-think")
    assert host.generation == 3
    made[1].think("hm")
    assert told[-1] == events.Thought(3, "hm", 0.5)


def test_trying_out_makes_no_sound_and_sound_comes_back(host, made):
    future = host.try_out("What is two plus three?")
    assert not made[0].play
    future.set_result(SimpleNamespace())
    assert made[0].play
