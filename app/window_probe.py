"""The window with a stop-watch: run by `mindpace bench window`, in a process of its own, and told on standard output.

`python -m app.window_probe START TASK`: START is when the process was started (`time.time`). Tasks: `start` ends when
the model is ready; `lag` answers questions and watches the event loop; `idle` listens hands-free and counts CPU time.
"""

from __future__ import annotations

import json
import sys
import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from app import window
from app.widgets import main_window
from app.widgets.main_window import MainWindow
from engine.events import State, Turn

QUESTION = "I have two apples, a dog, three bananas, a chair, and one peach. How many fruits do I have?"
QUESTIONS = 5
TICK_MS = 4
IDLE_S = 20.0
SETTLE_MS = 4000


class ProbedWindow(MainWindow):
    """Does its task by itself, and ends."""

    began = 0.0
    task = "start"

    def start(self) -> None:
        """Begin, and watch."""
        self._told: dict[str, object] = {}
        self._lags: list[float] = []
        self._asked = 0
        self._last = 0.0
        self._clock = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._clock.timeout.connect(self._tick)
        self.bridge.state.connect(self._on_probe_state)
        self.bridge.turn.connect(self._on_probe_turn)
        super().start()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The first one tells when the window is to be seen; it can be used when the loop comes by after that."""
        super().paintEvent(event)
        if "window_s" not in self._told:
            self._told["window_s"] = 0.0
            QTimer.singleShot(0, self, lambda: self._told.update(window_s=time.time() - self.began))

    def _on_probe_state(self, state: State) -> None:
        if state.name == "idle" and "ready_s" not in self._told:
            self._told["ready_s"] = time.time() - self.began
            {"start": self._done, "lag": self._ask, "idle": self._listen}[self.task]()

    def _ask(self) -> None:
        self._asked += 1
        self.talk_page.dock.field.setText(QUESTION)
        self._last = time.perf_counter()
        self._clock.start()
        self.talk_page.dock.ask.click()

    def _on_probe_turn(self, turn: Turn) -> None:
        """The model works without a pause: the next question is asked when an answer is made, not when it is heard."""
        if self.task == "lag":
            self._clock.stop()
            self._told["steps_per_s"] = turn.steps_per_s
            self._ask() if self._asked < QUESTIONS else self._done()

    def _tick(self) -> None:
        now = time.perf_counter()
        self._lags.append(max(0.0, 1000 * (now - self._last) - TICK_MS))
        self._last = now

    def _listen(self) -> None:
        self.settings.change(hands_free=True)
        QTimer.singleShot(SETTLE_MS, self, self._count)

    def _count(self) -> None:
        cpu, wall = time.process_time(), time.perf_counter()

        def end() -> None:
            self._told["idle_cpu"] = (time.process_time() - cpu) / (time.perf_counter() - wall)
            self._done()

        QTimer.singleShot(int(1000 * IDLE_S), self, end)

    def _done(self) -> None:
        if self._lags:
            self._told["lags_ms"] = [round(lag, 2) for lag in self._lags]
        print(json.dumps(self._told), flush=True)
        QTimer.singleShot(0, QApplication.quit)


def main(began: str, task: str) -> int:
    """Run the task."""
    ProbedWindow.began, ProbedWindow.task = float(began), task
    main_window.MainWindow = ProbedWindow  # type: ignore[misc]
    return window.run()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
