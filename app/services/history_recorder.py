"""Makes turns of the history out of the engine's events, and writes them on a thread of its own.

recorder = HistoryRecorder(history, on_notice)
recorder.begin(generation, mode, question)   # question: typed text, or nothing
recorder.receive(event)                      # every event of the engine, on any thread; returns at once
recorder.enabled = False                     # the off switch: nothing new is kept
recorder.close()                             # writes what is finished
"""

from __future__ import annotations

import queue
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from app.services.history import History, Piece, Side, Sound, StoredTurn
from engine.config import HEARING_RATE, SPEAKING_RATE
from engine.errors import MindpaceError
from engine.events import Asked, Audio, EndOfTurn, Event, Failure, Heard, Reply, Thought, Turn
from engine.log import logger

RECENT = 20
"""Turns whose sound stays in memory."""
OPEN_TURNS = 8
"""Unfinished turns that are remembered at most: those that never end must not pile up."""
FIGURES = ("thoughts", "reply", "answer", "mode", "event", "generation")
_log = logger(__name__)


@dataclass
class _Open:
    """A turn in the making."""

    began: float
    mode: str
    question: str = ""
    asked: Sound | None = None
    pieces: list[Piece] = field(default_factory=list)
    said: list[Any] = field(default_factory=list)
    private: bool = False
    """Whether the history was off at some time of it."""


class HistoryRecorder:
    """Gathers each turn and hands it to the history when it is over. `on_notice` gets sentences, on any thread."""

    def __init__(self, history: History | None, on_notice: Callable[[str], None], *, keep_audio: bool = True) -> None:
        self.enabled = True
        self.keep_audio = keep_audio
        self.recent: OrderedDict[int, StoredTurn] = OrderedDict()
        """The last turns by their generation, with sound, for a replay: in memory only, kept or not."""
        self.on_stored: Callable[[int], None] = lambda _number: None
        """Called with a turn's number when it is kept, on the writing thread."""
        self._history, self._on_notice = history, on_notice
        self._open: dict[int, _Open] = {}
        self._lock = threading.Lock()
        self._finished: queue.SimpleQueue[StoredTurn | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._write, name="mindpace-history", daemon=True)
        self._thread.start()

    def begin(self, generation: int, mode: str, question: str = "") -> None:
        """A question was asked; turns that nobody began are kept too. Its sound comes with the events."""
        with self._lock:
            made = self._turn(generation)
            made.mode, made.question = mode, question

    def forget(self, generation: int) -> None:
        """Keep nothing of a turn that is no question of the user's."""
        with self._lock:
            self._turn(generation).private = True

    def receive(self, event: Event) -> None:
        """Take an event of the engine."""
        with self._lock:
            if not self.enabled:
                for turn in self._open.values():
                    turn.private = True
            if isinstance(event, Turn):
                self._finish(event, "interrupted" if event.interrupted else "done")
            elif isinstance(event, Failure):
                self._finish(event, "failed")
            elif isinstance(event, EndOfTurn):
                turn = self._turn(event.generation)
                turn.question = turn.question or event.text
            elif isinstance(event, Asked):
                self._turn(event.generation).asked = Sound(event.samples, HEARING_RATE)
            elif isinstance(event, Heard):
                self._note(event)
            elif isinstance(event, Thought | Reply | Audio):
                self._gather(event)

    def close(self) -> None:
        """Write what is finished and end; unfinished turns are dropped."""
        self._finished.put(None)
        self._thread.join(10.0)

    def _turn(self, generation: int) -> _Open:
        if generation not in self._open:
            while len(self._open) >= OPEN_TURNS:
                del self._open[min(self._open)]
            self._open[generation] = _Open(time.time(), "", private=not self.enabled)
        return self._open[generation]

    def _gather(self, event: Thought | Reply | Audio) -> None:
        turn = self._turn(event.generation)
        if isinstance(event, Audio):
            turn.pieces.append(Piece("audio", round(event.seconds, 4), duration=round(event.duration, 4)))
            turn.said.append(event.samples)
        elif isinstance(event, Reply):
            piece = Piece("reply", round(event.seconds, 4), event.text, event.clause, rests_on=event.rests_on)
            turn.pieces.append(piece)
        else:
            turn.pieces.append(Piece("thought", round(event.seconds, 4), event.text))

    def _finish(self, event: Turn | Failure, outcome: str) -> None:
        if isinstance(event, Failure) and event.generation not in self._open:
            return
        made = self._turn(event.generation)
        del self._open[event.generation]
        sounds: dict[Side, Sound] = {}
        if made.asked is not None:
            sounds["question"] = made.asked
        if made.said:
            sounds["reply"] = Sound(np.concatenate(made.said), SPEAKING_RATE)
        texts = {kind: "".join(p.text for p in made.pieces if p.kind == kind).strip() for kind in ("thought", "reply")}
        whole = event if isinstance(event, Turn) else None
        figures = {name: value for name, value in event.to_json().items() if name not in FIGURES}
        self._keep(
            event.generation,
            made.private,
            StoredTurn(
                made.began,
                whole.mode if whole else made.mode,
                made.question,
                whole.thoughts if whole else texts["thought"],
                whole.reply if whole else texts["reply"],
                whole.answer if whole else None,
                outcome,
                figures,
                tuple(made.pieces),
                sounds,
            ),
        )

    def _keep(self, generation: int, private: bool, turn: StoredTurn) -> None:
        self.recent[generation] = turn
        while len(self.recent) > RECENT:
            self.recent.popitem(last=False)
        if self.enabled and not private and self._history is not None:
            self._finished.put(turn if self.keep_audio else replace(turn, sounds={}))

    def _note(self, heard: Heard) -> None:
        """What was heard of a reply is told after its turn is over."""
        turn = self.recent.get(heard.generation)
        if turn is not None and not heard.whole:
            self.recent[heard.generation] = replace(turn, pieces=(*turn.pieces, Piece("heard", 0.0, heard.text)))

    def _write(self) -> None:
        while (turn := self._finished.get()) is not None:
            try:
                if self._history is not None:
                    self.on_stored(self._history.add(turn))
            except MindpaceError as error:
                self._on_notice(str(error))
            except Exception as error:  # noqa: BLE001 - one turn may be lost, the thread must go on
                _log.error("a turn was not kept", exc_info=error)
                self._on_notice(f"This turn was not kept in the history ({error!r}).")
