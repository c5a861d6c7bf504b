"""Between the engine's thread and Qt's: the engine's events as Qt signals, received on the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot

from engine.events import Audio, Event, Failure, Level, Notice, Reply, State, Thought, Turn

KINDS = ("state", "level", "thought", "reply", "notice", "turn", "failure")
"""Kinds of event that have a signal of the same name."""


class EnginePort(Protocol):
    """What the window needs of `engine.Engine`; all of it returns at once."""

    def start(self, on_event: Callable[[Event], None] | None = None) -> None:
        """Begin to load; events come on the engine's own thread."""

    def submit(self, question: str, mode: str) -> Future[Turn]:
        """Ask a typed question."""

    def listen_begin(self, *, microphone: bool = False) -> None:
        """Begin to record a question."""

    def listen_end(self, mode: str) -> Future[Turn]:
        """End the recording and answer it."""

    def listen_cancel(self) -> None:
        """Forget the recording."""

    def stop_speaking(self) -> None:
        """Stop the mouth, not the mind."""

    def interrupt(self) -> None:
        """Stop mouth and mind."""

    @property
    def generation(self) -> int:
        """Number of the latest question."""


class EngineBridge(QObject):
    """Sends each event as a signal, in order, on the thread of this object."""

    state = Signal(State)
    level = Signal(Level)
    thought = Signal(Thought)
    reply = Signal(Reply)
    notice = Signal(Notice)
    turn = Signal(Turn)
    failure = Signal(Failure)
    _crossing = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._crossing.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def receive(self, event: Event) -> None:
        """Take an event on any thread. Sound stays with the engine, which plays it."""
        if not isinstance(event, Audio):
            self._crossing.emit(event)

    @Slot(object)
    def _deliver(self, event: Event) -> None:
        if event.kind in KINDS:
            getattr(self, event.kind).emit(event)
