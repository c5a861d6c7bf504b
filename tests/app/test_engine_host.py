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


OPTIONS = {"use": "translator", "target_language": "Japanese", "gpu_layers": 8}


@pytest.mark.parametrize("name", OPTIONS)
@pytest.mark.parametrize(("takes", "engines"), [(True, 2), (None, 2), (False, 1)])
def test_how_a_model_is_used_makes_a_new_engine_only_where_it_counts(host, made, store, name, takes, engines):
    host.start(lambda _event: None)
    made[0].takes_options = takes
    host.apply(frozenset({name}), store.change(**{name: OPTIONS[name]}))
    if engines == 2:
        host._swap.join(5)
    assert len(made) == engines


def test_what_changes_while_a_model_is_changed_counts_too(host, made, store):
    host.start(lambda _event: None)
    made[0].takes_options = True
    made[0].may_close.clear()
    host.apply(frozenset({"pack"}), store.change(pack="larger"))
    assert host.takes_options is None
    host.apply(frozenset({"pack"}), store.change(pack="largest"))
    host.apply(frozenset({"volume"}), store.change(volume=0.25))
    made[0].may_close.set()
    host._swap.join(5)
    assert made[-1].pack == "largest"
    assert made[-1].preferences.volume == 0.25
    assert [engine.names[-1] for engine in made] == ["close"] * (len(made) - 1) + ["start"]
    assert host.takes_options is False
    host.submit("goes on", "no-think")
