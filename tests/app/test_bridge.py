"""Events cross from the engine's thread to the window's."""

import threading

import numpy as np
from PySide6.QtCore import QThread

from app.bridge import EngineBridge
from engine import events


def test_events_of_another_thread_arrive_on_this_one_in_order(qtbot):
    bridge = EngineBridge()
    heard = []
    bridge.thought.connect(lambda event: heard.append((event.text, QThread.currentThread() is bridge.thread())))
    bridge.turn.connect(heard.append)

    def tell():
        for number in range(500):
            bridge.receive(events.Thought(1, str(number), 0.0))

    thread = threading.Thread(target=tell)
    thread.start()
    thread.join()
    assert heard == []
    qtbot.waitUntil(lambda: len(heard) == 500)
    assert heard == [(str(number), True) for number in range(500)]


def test_sound_does_not_cross_and_unknown_events_are_ignored(qtbot):
    bridge = EngineBridge()
    heard = []
    bridge.level.connect(heard.append)
    bridge.receive(events.Audio(1, np.zeros(10, np.float32), 0.1, 0.1))
    bridge.receive(events.Event(1))
    bridge.receive(events.Level(1, 0.5))
    qtbot.waitUntil(lambda: heard == [events.Level(1, 0.5)])
