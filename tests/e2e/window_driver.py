"""Runs the real window for `test_window_sound.py` and tells on standard output, as JSON lines, what happens in it.

`python -m tests.e2e.window_driver PACK SOUND.npy`: engine events without sound, and what the window shows whenever that
changes. The answers' samples go to SOUND.npy at the end. `-` as PACK is the embedded one.
"""

import json
import os
import sys
import threading
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, QTimer

from app import window
from app.widgets.main_window import MainWindow
from engine import Engine
from engine.events import Audio, Level

_lock = threading.Lock()
_sound = [np.zeros(0, np.float32)]


def tell(**what) -> None:
    with _lock:
        print(json.dumps(what), flush=True)


class TappedEngine(Engine):
    """The engine, with its events written down on their way to the window."""

    def start(self, on_event=None):
        def tap(event):
            if isinstance(event, Audio):
                _sound.append(event.samples)
            elif not isinstance(event, Level):
                tell(**event.to_json())
            on_event(event)

        super().start(tap)


class WatchedWindow(MainWindow):
    """The window, telling what it shows."""

    def start(self):
        self._told = {}
        self._loudest = 0.0
        self._clock = QTimer(self, interval=50)
        self._clock.timeout.connect(self._watch)
        self._clock.start()
        super().start()

    def _watch(self):
        page = self.talk_page
        self._loudest = max(self._loudest, page.dock.meters[0].level)
        here = next(name for name, widget in self._named.items() if widget is self.pages.currentWidget())
        shown = {
            "title": self.windowTitle(), "notice": self.notice.text, "rows": [r.in_words() for r in page.rows.rows],
            "steps": [step.text for step in page.thoughts.steps], "level": round(self._loudest, 2),
            "figures": page.dock.figures.text(), "typed": page.dock.field.text(), "page": here,
            "checks": {name: card.finding and card.finding.verdict for name, card in self.doctor_page.cards.items()},
            "history": len(self.history_page.turns.turns), "searched": self.history_page.field.text(),
            "settings": vars(self.settings.values), "places": self._places(),
            "replaying": self.history_page.replay.playing,
            "thoughts": {number: len(record.steps) for number, record in page.rows.records.items()},
            "lit": [n for n, step in enumerate(page.thoughts._steps) if step.light == 2],
        }  # fmt: skip
        if shown != self._told:
            self._told = shown
            tell(event="window", **shown)
            self._picture(shown)

    def _places(self):
        """Where to click, on the screen: the middle of what is named."""
        page = self.talk_page
        widgets = {
            "microphone": self.settings_page.rows["microphone"].control,
            "theme": self.settings_page.rows["theme"].control,
            "history": self.history_page.list.viewport(), "talk": page.dock.talk,
        }  # fmt: skip
        places = {n: w.mapToGlobal(w.rect().center()) for n, w in widgets.items() if w.isVisible()}
        if len(page.rows.rows) > 1:
            view = page.conversation
            rect = view.visualRect(page.rows.index(len(page.rows.rows) - 1))
            places["reply"] = view.viewport().mapToGlobal(rect.topLeft() + QPoint(40, 22))
        return {name: [place.x(), place.y()] for name, place in places.items()}

    def _picture(self, shown):
        """Keep a picture of every page, and of every state of every turn, where the environment says so."""
        folder = os.environ.get("MINDPACE_PICTURES")
        place = shown["page"] + (f"-{len(shown['rows']) // 2}" if shown["page"] == "talk" else "")
        name = f"{place}-{shown['title'].split()[0].lower()}-{self._look.colours.name}"
        if folder and not (path := Path(folder, f"{name}.png")).exists():
            self.grab().save(str(path))


def main(pack: str, sound: str) -> int:
    window.Engine = TappedEngine
    sys.modules["app.widgets.main_window"].MainWindow = WatchedWindow
    try:
        return window.run(None if pack == "-" else pack)
    finally:
        np.save(sound, np.concatenate(_sound))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
