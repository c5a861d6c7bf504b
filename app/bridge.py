"""Between the engine's thread and Qt's: the engine's events as Qt signals, received on the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import ClassVar, Protocol

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.services.settings import Settings
from engine.config import SPEAKING_RATE
from engine.events import (
    Asked,
    Audio,
    Correction,
    Devices,
    EndOfTurn,
    Event,
    Failure,
    Heard,
    Interrupted,
    Level,
    Notice,
    Pace,
    Reply,
    Resumed,
    State,
    Thought,
    Turn,
)

ENVELOPE_A_SECOND = 30
QUIET_DB = -50.0


class EnginePort(Protocol):
    """What the window needs of an engine; all of it returns at once, but `converse` and `converse_end`."""

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

    def converse(self, mode: str, *, push: bool = False) -> None:
        """Open the microphone for good: speaking, or with `push` the key, begins a question. May take some tenths."""

    def converse_end(self) -> None:
        """Give the microphone back; may take some tenths of a second."""

    def stop_speaking(self) -> None:
        """Stop the mouth, not the mind."""

    def interrupt(self) -> None:
        """Stop mouth and mind."""

    def forget_voice(self) -> Future[None]:
        """Forget what was learnt of the user's voice."""

    def try_out(self, question: str) -> Future[Turn]:
        """Answer a typed question without a sound, to see how fast that is."""

    def apply(self, names: frozenset[str], values: Settings) -> None:
        """Take what was changed in the settings."""

    @property
    def generation(self) -> int:
        """Number of the latest question."""

    @property
    def takes_options(self) -> bool | None:
        """Whether mode of use, its language and layers on the graphics processor count here; None: not known yet."""

    @property
    def sends_to(self) -> str | None:
        """The server to which what is asked is sent; None where nothing leaves this computer."""


@dataclass(frozen=True)
class Spoken(Event):
    """Sound was made: `duration` seconds of it, as loud as `envelope` (0 to 1, 30 values a second)."""

    kind: ClassVar[str] = "spoken"
    duration: float
    envelope: tuple[float, ...]


class EngineBridge(QObject):
    """Sends each event as a signal, in order, on the thread of this object."""

    state = Signal(State)
    level = Signal(Level)
    thought = Signal(Thought)
    reply = Signal(Reply)
    spoken = Signal(Spoken)
    notice = Signal(Notice)
    end_of_turn = Signal(EndOfTurn)
    pace = Signal(Pace)
    correction = Signal(Correction)
    heard = Signal(Heard)
    interrupted = Signal(Interrupted)
    resumed = Signal(Resumed)
    devices = Signal(Devices)
    turn = Signal(Turn)
    failure = Signal(Failure)
    other = Signal(Event)
    """An event of a kind that this window does not know."""
    said = Signal(str)
    """A sentence for the user from another thread than the engine's."""
    _crossing = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._crossing.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def say(self, sentence: str) -> None:
        """Take a sentence for the user, on any thread."""
        self.said.emit(sentence)

    def receive(self, event: Event) -> None:
        """Take an event on any thread. Sound stays behind: the engine plays it; the loudness of a reply crosses."""
        if isinstance(event, Asked):
            return
        if isinstance(event, Audio):
            event = Spoken(event.generation, event.duration, envelope(event.samples))
        self._crossing.emit(event)

    @Slot(object)
    def _deliver(self, event: Event) -> None:
        getattr(self, event.kind if event.kind in KINDS else "other").emit(event)


KINDS = (
    "state", "level", "thought", "reply", "spoken", "notice", "end_of_turn", "pace", "correction", "heard",
    "interrupted", "resumed", "devices", "turn", "failure",
)  # fmt: skip
"""Kinds of event that have a signal of the same name."""


def envelope(samples: np.ndarray) -> tuple[float, ...]:
    """Loudness of samples [n] at 24 kHz: 0 (-50 dBFS and less) to 1 (full scale), linear in dB."""
    piece = SPEAKING_RATE // ENVELOPE_A_SECOND
    whole = np.pad(samples, (0, -len(samples) % piece)).reshape(-1, piece)
    loud = 10 * np.log10(np.mean(whole**2, axis=1) + 1e-10)
    return tuple(float(x) for x in np.clip(1 - loud / QUIET_DB, 0.0, 1.0))
