"""One engine on the tiny pack for all tests of a module, and what it tells."""

import threading
from pathlib import Path

import numpy as np
import pytest

from engine import Engine, read_recording


class Listener:
    """Keeps events; `on` runs something at the first event of a kind."""

    def __init__(self):
        self.events = []
        self._actions = {}

    def __call__(self, event):
        self.events.append(event)
        if action := self._actions.pop(event.kind, None):
            action()

    def clear(self):
        self.events.clear()
        self._actions.clear()

    def on(self, kind, action):
        self._actions[kind] = action

    def of(self, kind):
        return [event for event in self.events if event.kind == kind]

    def text(self, kind):
        return "".join(event.text for event in self.of(kind)).strip()

    def sound(self):
        return np.concatenate([np.zeros(0, np.float32), *(event.samples for event in self.of("audio"))])

    def states(self):
        return [event.name for event in self.of("state")]

    def wait_for(self, kind, count=1, seconds=20.0):
        """Wait until `count` events of a kind came."""
        waited = threading.Event()
        for _ in range(int(seconds / 0.01)):
            if len(self.of(kind)) >= count:
                return self.of(kind)
            waited.wait(0.01)
        raise AssertionError(f"no {kind} within {seconds} s, only {[e.kind for e in self.events]}")


@pytest.fixture(scope="package")
def shared_engine(tiny_pack):
    listener = Listener()
    with Engine(tiny_pack, threads=1) as engine:
        engine._worker.teller.on_event = listener
        engine.wait_ready(60)
        yield engine, listener


@pytest.fixture
def engine(shared_engine):
    shared_engine[1].clear()
    return shared_engine[0]


@pytest.fixture
def listener(shared_engine):
    return shared_engine[1]


@pytest.fixture(scope="session")
def question():
    return read_recording(Path(__file__).parents[1] / "audio" / "data" / "question.flac")
