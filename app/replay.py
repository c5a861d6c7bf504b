"""Replays a turn: first the question's sound, where it was kept, with what was thought while it came in.

Then thoughts and reply come as they came then, in step with the reply's sound.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from app.bridge import envelope
from app.player import Player
from app.services.history import Piece, Sound, StoredTurn
from app.turn_record import TurnRecord
from app.widgets.conversation_model import ConversationModel
from app.widgets.reasoning_model import ReasoningModel
from app.widgets.voice_clock import VoiceClock
from engine.events import Event, Heard, Reply, Thought, Turn

FRAME_MS = 33
FIGURES = frozenset(Turn.__dataclass_fields__) - {"generation"}


def event_of(piece: Piece, generation: int = 1) -> Event | None:
    """Return the event that a stored piece was made of, None for sound."""
    if piece.kind == "thought":
        return Thought(generation, piece.text, piece.seconds)
    if piece.kind == "reply":
        return Reply(generation, piece.text, piece.clause, piece.seconds, piece.rests_on)
    if piece.kind == "heard":
        return Heard(generation, piece.text, whole=False)
    return None


def record_of(turn: StoredTurn) -> TurnRecord:
    """Return all of a stored turn."""
    record = TurnRecord(1, thinking=False)
    for piece in turn.pieces:
        give(record, piece)
    record.turn = turn_of(turn)
    return record


def give(record: TurnRecord, piece: Piece) -> None:
    """Let a record take a stored piece."""
    event = event_of(piece)
    if isinstance(event, Thought):
        record.think(event)
    elif isinstance(event, Reply):
        record.write(event)
    elif isinstance(event, Heard):
        record.hear(event)
    else:
        record.sound(piece.duration)


def turn_of(turn: StoredTurn) -> Turn | None:
    """Return the figures of a stored turn; None where they are not all known."""
    known = {name: value for name, value in turn.figures.items() if name in FIGURES}
    texts = {"mode": turn.mode, "thoughts": turn.thoughts, "reply": turn.reply, "answer": turn.answer}
    try:
        return Turn(1, **(known | texts))
    except TypeError:
        return None


class Replay(QObject):
    """Shows one turn in two models, at once or as it came."""

    ended = Signal()

    def __init__(self, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.records: dict[int, TurnRecord] = {}
        self.rows = ConversationModel(self.records, self)
        self.thoughts = ReasoningModel(self.records, self)
        self.voice = VoiceClock(self)
        self.voice.moved.connect(self.rows.say)
        self.loudspeaker: Callable[[], str | None] = lambda: None
        """Which loudspeaker plays (None: the system's choice)."""
        self._player = player
        self._turn: StoredTurn | None = None
        self._left: Iterator[Piece] = iter(())
        self._next: Piece | None = None
        self._began: float | None = None
        """When the question, or the answer, began; None while the loudspeaker is opened."""
        self._asking: Sound | None = None
        """The question, while it is played."""
        self._timer = QTimer(self, interval=FRAME_MS)
        self._timer.timeout.connect(self._go_on)
        player.began.connect(self._on_began)
        player.ended.connect(self._on_ended)
        player.failed.connect(lambda _sentence: self._answer())

    @property
    def playing(self) -> bool:
        """Whether it goes on."""
        return self._timer.isActive()

    def show(self, turn: StoredTurn | None) -> None:
        """Show all of a turn, or nothing."""
        self.stop()
        self._turn = turn
        self.rows.clear()
        self.records.clear()
        if turn is not None:
            self._open(turn, record_of(turn))
            self.rows.fail(1) if turn.outcome == "failed" else self._close(turn)
        self.thoughts.show_turn(1)

    def play(self) -> None:
        """Begin from the beginning; the turn that is shown needs its sounds."""
        turn = self._turn
        if turn is None:
            return
        self.stop()
        self.rows.clear()
        self.records.clear()
        self._open(turn, TurnRecord(1))
        self.thoughts.show_turn(1)
        self._left = iter(turn.pieces)
        self._next = next(self._left, None)
        self._began, self._asking = None, turn.sounds.get("question")
        self._timer.start()
        if self._asking is None:
            self._began = time.monotonic()
        else:
            self.rows.say(1, 0, reply=False)
            self._player.play(self._asking, self.loudspeaker())

    def stop(self) -> None:
        """End, and show all of it."""
        if self._timer.isActive():
            self._timer.stop()
            self._asking = None
            self._player.stop()
            self.voice.stop(whole=True)
            turn = self._turn
            self.show(turn)
            self.ended.emit()

    def _open(self, turn: StoredTurn, record: TurnRecord) -> None:
        self.records[1] = record
        sound = turn.sounds.get("question")
        seconds = float(turn.figures.get("question_s", 0.0)) or (len(sound.samples) / sound.rate if sound else 0.0)
        typed = None if seconds else turn.question or None
        self.rows.ask(1, typed=typed, seconds=seconds, heard=turn.question)

    def _close(self, turn: StoredTurn) -> None:
        made = turn_of(turn)
        if made is not None:
            self.rows.finish(made)

    def _on_began(self) -> None:
        if self._asking is not None:
            self._began = time.monotonic()

    def _on_ended(self) -> None:
        if self._began is not None:  # else it was another sound, which ends for this one
            self._answer()

    def _answer(self) -> None:
        """The question was played, or cannot be: go on with the answer."""
        if self._asking is not None:
            self._asking, self._began = None, time.monotonic()
            self.rows.say(1, None, reply=False)

    def _due(self, at: float) -> bool:
        """Whether the next piece has its time, `at` seconds into the question or the answer."""
        if self._next is None:
            return False
        if self._asking is not None:
            return self._next.seconds < 0 and -self._next.seconds <= at
        return self._next.seconds <= at

    def _go_on(self) -> None:
        """Give what is due."""
        if self._began is None:
            return
        at = time.monotonic() - self._began
        record, turn = self.records[1], self._turn
        if self._asking is not None:
            length = len(self._asking.samples) / self._asking.rate
            self.rows.say(1, int(min(1.0, at / length) * len(self.rows.rows[0].text)), reply=False)
        while self._due(at) and self._next is not None:
            piece, self._next = self._next, next(self._left, None)
            give(record, piece)
            if piece.kind == "audio" and not self.voice.generation and turn is not None:
                self._speak(record, turn)
        record.thinking = self._next is not None
        self.rows.rows[-1].text = record.reply
        self.rows.touch(1)
        self.thoughts.touch(1)
        if self._next is None and self._asking is None:
            record.turn = turn_of(turn) if turn is not None else None
            record.speaking_over = True
            if not self.voice.generation:
                self.stop()

    def _speak(self, record: TurnRecord, turn: StoredTurn) -> None:
        if "reply" in turn.sounds:
            self._player.play(turn.sounds["reply"], self.loudspeaker())
            record.envelope = list(envelope(turn.sounds["reply"].samples))
        self.voice.begin(record)
