"""Where the voice is: which letters of the reply it has said, and how loud it is just now.

The loudspeaker tells nothing, so the place is reckoned from the time since the first sound was made.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal

from app.bridge import ENVELOPE_A_SECOND, Spoken
from app.turn_record import TurnRecord

FRAME_MS = 33
ON_ITS_WAY_S = 0.12
"""Seconds from a sample's being made to its being heard."""


class VoiceClock(QObject):
    """Follows one reply at a time; `by_clause` moves on in whole clauses, for those who want little motion."""

    moved = Signal(int, object)
    """Turn, and letters said so far (None: all)."""
    level = Signal(float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.by_clause = False
        self._record: TurnRecord | None = None
        self._began = 0.0
        self._held: float | None = None
        self._timer = QTimer(self, interval=FRAME_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def generation(self) -> int:
        """The turn that is followed, 0 for none."""
        return self._record.generation if self._record is not None else 0

    def spoken(self, record: TurnRecord, sound: Spoken) -> None:
        """Sound of a turn was made."""
        record.sound(sound.duration)
        record.envelope += sound.envelope
        if self._record is not record:
            self.begin(record)

    def begin(self, record: TurnRecord) -> None:
        """Follow a reply whose first sound is made now."""
        self.stop(whole=True)
        self._record, self._began = record, time.monotonic()
        self._timer.start()
        self._tick()

    def hold(self) -> None:
        """The voice fell silent, and may go on."""
        if self._record is not None and self._held is None:
            self._held = time.monotonic()
            self._timer.stop()
            self.level.emit(0.0)

    def go_on(self) -> None:
        """It goes on where it was."""
        if self._record is not None and self._held is not None:
            self._began += time.monotonic() - self._held
            self._timer.start()
        self._held = None

    def stop(self, *, whole: bool) -> None:
        """Follow no more; with `whole` all of it was said."""
        record, self._record, self._held = self._record, None, None
        self._timer.stop()
        if record is not None:
            self.level.emit(0.0)
            if whole:
                self.moved.emit(record.generation, None)

    def _tick(self) -> None:
        record = self._record
        if record is None:
            return
        at = min(record.seconds, time.monotonic() - self._began - ON_ITS_WAY_S)
        if (record.turn is not None or record.speaking_over) and at >= record.seconds:
            self.stop(whole=True)
            return
        letters = record.spoken(max(0.0, at))
        if self.by_clause:
            letters = _end_of_clause(record, letters)
        self.moved.emit(record.generation, letters)
        place = int(max(0.0, at) * ENVELOPE_A_SECOND)
        self.level.emit(record.envelope[place] if at >= 0 and place < len(record.envelope) else 0.0)


def _end_of_clause(record: TurnRecord, letters: int) -> int:
    clause = record.clauses[record.clause_at(letters)] if record.clauses else None
    return clause.begin + len(clause.text) if clause else letters
