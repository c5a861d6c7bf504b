"""What was asked and answered, one row an utterance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer

from app.services.language import mark, tr
from app.turn_record import TurnRecord
from engine.events import Reply, Turn

FRAME_MS = 33
"""Changes are shown 30 times a second at most, however fast tokens come."""
ROW_ROLE = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex
RowState = Literal["open", "done", "stopped", "failed"]
PLACEHOLDERS = {
    "open": "…",
    "stopped": mark("Stopped before it said anything"),
    "failed": mark("No answer"),
    "done": mark("It said nothing"),
}


@dataclass
class Row:
    """One utterance of the turn `generation`. A spoken question's text tells how long it was, or what was heard."""

    kind: Literal["spoken", "typed", "reply"]
    generation: int
    text: str
    state: RowState = "done"
    record: TurnRecord | None = None
    """The turn, for a reply."""
    said: int | None = None
    """Letters that the voice has said so far, or in a replay of a question the user; None: all."""
    lit: tuple[range, range] = (range(0), range(0))
    """Clauses that are lit, strongly and softly."""
    focus: int = -1
    """Clause that the keyboard is at."""

    def in_words(self) -> str:
        """Return the row for a screen reader or the clipboard."""
        if self.kind == "reply":
            return " ".join([f"Mindpace: {self.text or self.placeholder()}", *self.notes()])
        return self.text if self.kind == "spoken" else tr("You: {text}", text=self.text)

    def placeholder(self) -> str:
        """Return what stands in the place of a reply without words."""
        return tr(PLACEHOLDERS[self.state])

    def notes(self) -> list[str]:
        """Return what is to be said about the reply: self-corrections, and that it was cut off."""
        if self.record is None:
            return []
        notes = [
            tr("Corrected itself: {after}, not {before}", after=clause.correction[1], before=clause.correction[0])
            for clause in self.record.clauses
            if clause.correction
        ]
        if self.record.heard_letters is not None and self.text:
            notes.append(tr("You stopped it here; its thoughts are kept"))
        return notes


def spoken_for(seconds: float) -> str:
    """Return the line of a spoken question: Mindpace has no transcript of it, by design."""
    return tr("You spoke for {seconds} s", seconds=f"{seconds:.1f}")


class ConversationModel(QAbstractListModel):
    """Rows are appended; only the newest turn's rows change. `records` are the turns by number."""

    def __init__(self, records: dict[int, TurnRecord] | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self.records = {} if records is None else records
        self._dirty: set[int] = set()
        self._flush = QTimer(self, interval=FRAME_MS, singleShot=True)
        self._flush.timeout.connect(self._show_changes)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name, and Qt's own default
        """Number of utterances."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row itself, or its words."""
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.in_words()
        return None

    def ask(self, generation: int, *, seconds: float | None = None, typed: str | None = None, heard: str = "") -> None:
        """Append a question, spoken for `seconds` or `typed`, and the reply to come; it ends any reply before it."""
        for older in {row.generation for row in self.rows if row.state == "open"}:
            self._close(older, "stopped")
        if typed is None:
            question = Row("spoken", generation, f"“{heard}”" if heard else spoken_for(seconds or 0.0))
        else:
            question = Row("typed", generation, typed)
        record = self.records.setdefault(generation, TurnRecord(generation))
        first = len(self.rows)
        self.beginInsertRows(QModelIndex(), first, first + 1)
        self.rows += [question, Row("reply", generation, record.reply, "open", record)]
        self.endInsertRows()

    def knows(self, generation: int) -> bool:
        """Whether the turn has rows."""
        return self._find(generation, reply=True) is not None

    def hear(self, piece: Reply) -> None:
        """Append a piece to its turn's reply; clauses are set apart by a space."""
        number = self._find(piece.generation, reply=True)
        if number is None:
            return
        row = self.rows[number]
        if row.record is not None:
            row.record.write(piece)
            row.text = row.record.reply
        self._touch(number)

    def touch(self, generation: int) -> None:
        """Show what has changed in a turn's record."""
        number = self._find(generation, reply=True)
        if number is not None:
            self._touch(number)

    def say(self, generation: int, letters: int | None, *, reply: bool = True) -> None:
        """Show how far the voice has come in a reply (None: to its end), or the user's in a question."""
        number = self._find(generation, reply=reply)
        if number is not None and self.rows[number].said != letters:
            self.rows[number].said = letters
            self._touch(number)

    def light(self, generation: int, strong: range, soft: range) -> None:
        """Light clauses of one reply up, and no others."""
        for number, row in enumerate(self.rows):
            lit = (strong, soft) if row.generation == generation and row.kind == "reply" else (range(0), range(0))
            if row.lit != lit:
                row.lit = lit
                self.dataChanged.emit(self.index(number), self.index(number))

    def finish(self, turn: Turn) -> None:
        """Close a turn's rows with what it turned out to be."""
        self._close(turn.generation, "stopped" if turn.interrupted else "done")
        number = self._find(turn.generation, reply=False)
        if number is not None and self.rows[number].kind == "spoken" and not self.rows[number].text.startswith("“"):
            self.rows[number].text = spoken_for(turn.question_s)
            self._touch(number)

    def fail(self, generation: int) -> None:
        """Close a turn that came to nothing."""
        self._close(generation, "failed")

    def words(self, numbers: list[int]) -> str:
        """Return rows as text, for the clipboard."""
        return "\n".join(self.rows[number].in_words() for number in sorted(numbers))

    def clear(self) -> None:
        """Forget all rows."""
        self.beginResetModel()
        self.rows.clear()
        self._dirty.clear()
        self.endResetModel()

    def _close(self, generation: int, state: RowState) -> None:
        number = self._find(generation, reply=True)
        if number is not None and self.rows[number].state == "open":
            self.rows[number].state = state
            self._touch(number)

    def _find(self, generation: int, *, reply: bool) -> int | None:
        for number in range(len(self.rows) - 1, -1, -1):
            row = self.rows[number]
            if row.generation == generation and (row.kind == "reply") == reply:
                return number
        return None

    def _touch(self, number: int) -> None:
        self._dirty.add(number)
        if not self._flush.isActive():
            self._flush.start()

    def _show_changes(self) -> None:
        dirty, self._dirty = self._dirty, set()
        if dirty:
            self.dataChanged.emit(self.index(min(dirty)), self.index(max(dirty)))
