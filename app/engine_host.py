"""The engine behind the window: another one when the model pack changes, and one row of turn numbers for all."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable
from concurrent.futures import Future

from app.services.language import mark, tr
from app.services.settings import Settings
from engine import Engine
from engine.errors import MindpaceError
from engine.events import Event, State, Turn

AT_START = frozenset({"pack", "voice"})
"""Settings that only a new engine can take ..."""
OPTIONS = frozenset({"use", "target_language", "gpu_layers"})
"""... and those that concern models of other makers only."""
TRIED_MODE = "think-first"
CHANGING = mark("Mindpace is changing its model: a moment, please.")


class EngineHost:
    """Is for the window what `app.bridge.EnginePort` says. `make` builds an engine for settings, and starts nothing."""

    def __init__(self, make: Callable[[Settings], Engine], values: Settings) -> None:
        self._make = make
        self._engine = make(values)
        self._offset = 0
        self._on_event: Callable[[Event], None] = lambda _event: None
        self._values = values
        self._changing = self._outdated = False
        self._lock = threading.Lock()
        self._swap: threading.Thread | None = None
        self._set(self._engine, values)

    def start(self, on_event: Callable[[Event], None] | None = None) -> None:
        """Begin to load."""
        if on_event is not None:
            self._on_event = on_event
        self._engine.start(self._numbered(self._offset))

    def submit(self, question: str, mode: str) -> Future[Turn]:
        """Ask a typed question."""
        return self._ready().submit(question, mode)

    def try_out(self, question: str) -> Future[Turn]:
        """Answer a typed question without a sound."""
        engine = self._ready()
        engine.play = False
        future = engine.submit(question, TRIED_MODE)
        future.add_done_callback(lambda _future: setattr(engine, "play", True))
        return future

    def forget_voice(self) -> Future[None]:
        """Forget what was learnt of the user's voice."""
        return self._ready().forget_voice()

    def listen_begin(self, *, microphone: bool = False) -> None:
        """Begin to record a question."""
        self._ready().listen_begin(microphone=microphone)

    def listen_end(self, mode: str) -> Future[Turn]:
        """End the recording and answer it."""
        return self._ready().listen_end(mode)

    def listen_cancel(self) -> None:
        """Forget the recording."""
        self._ready().listen_cancel()

    def converse(self, mode: str, *, push: bool = False) -> None:
        """Open the microphone for good."""
        self._ready().converse(mode, push=push)

    def converse_end(self) -> None:
        """Give the microphone back."""
        self._engine.converse_end()

    def stop_speaking(self) -> None:
        """Stop the mouth, not the mind."""
        self._ready().stop_speaking()

    def interrupt(self) -> None:
        """Stop mouth and mind."""
        self._ready().interrupt()

    @property
    def generation(self) -> int:
        """Number of the latest question, counted over all engines."""
        return self._offset + self._engine.generation

    @property
    def takes_options(self) -> bool | None:
        """Whether the model is of another maker; None while that is not known."""
        return None if self._changing else self._engine.takes_options

    @property
    def sends_to(self) -> str | None:
        """The server to which what is asked is sent; None where nothing leaves this computer."""
        return self._engine.sends_to

    def apply(self, names: frozenset[str], values: Settings) -> None:
        """Take changed settings: at once, or by a new engine where the old one cannot."""
        self._values = values
        self._set(self._engine, values)
        if names & (AT_START if self.takes_options is False else AT_START | OPTIONS):
            self._change()

    def close(self) -> None:
        """End it, and wait for that."""
        if self._swap is not None:
            self._swap.join()
        self._engine.close()

    def _change(self) -> None:
        with self._lock:
            self._outdated = True
            if self._changing:
                return
            self._changing = True
        self._on_event(State(self.generation, "loading", 0.0))
        self._swap = threading.Thread(target=self._renew, name="mindpace-swap", daemon=True)
        self._swap.start()

    def _renew(self) -> None:
        """End the old engine first: two large models may not fit. What is changed meanwhile makes one more."""
        while self._is_outdated():
            self._engine.close()
            self._offset = self.generation
            self._engine = self._make(self._values)
            self._set(self._engine, self._values)
            self.start()

    def _is_outdated(self) -> bool:
        with self._lock:
            self._changing, self._outdated = self._outdated, False
            return self._changing

    @staticmethod
    def _set(engine: Engine, values: Settings) -> None:
        """Set what an engine takes while it runs."""
        for name in RUNNING:
            setattr(engine.preferences, name, getattr(values, name))

    def _ready(self) -> Engine:
        if self._changing:
            raise MindpaceError(tr(CHANGING))
        return self._engine

    def _numbered(self, offset: int) -> Callable[[Event], None]:
        def tell(event: Event) -> None:
            self._on_event(dataclasses.replace(event, generation=event.generation + offset) if offset else event)

        return tell


RUNNING = ("microphone", "loudspeaker", "speed", "volume", "thinking_budget", "patience_s", "barge_in", "learn_voice")
"""Settings that an engine has under the same name, and takes at any time."""
