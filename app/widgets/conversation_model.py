"""What was asked and answered, one row an utterance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer

from engine.events import Reply, Turn

FRAME_MS = 33
"""Changes are shown 30 times a second at most, however fast tokens come."""
ROW_ROLE = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex
RowState = Literal["open", "done", "stopped", "failed"]


@dataclass
class Row:
    """One utterance of the turn `generation`. A spoken question's text tells how long it was."""

    kind: Literal["spoken", "typed", "reply"]
    generation: int
    text: str
    state: RowState = "done"
    clause: int = 0

    def in_words(self) -> str:
        """Return the row for a screen reader or the clipboard."""
        if self.kind == "reply":
            return f"Mindpace: {self.text or self.placeholder()}"
        return self.text if self.kind == "spoken" else f"You: {self.text}"

    def placeholder(self) -> str:
        """Return what stands in the place of a reply without words."""
        return {"open": "…", "stopped": "Stopped before it said anything", "failed": "No answer"}.get(
            self.state, "It said nothing"
        )


def spoken_for(seconds: float) -> str:
    """Return the line of a spoken question: Mindpace has no transcript of it, by design."""
    return f"You spoke for {seconds:.1f} s"


class ConversationModel(QAbstractListModel):
    """Rows are appended; only the newest turn's rows change."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
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

    def ask(self, generation: int, *, seconds: float | None = None, typed: str | None = None) -> None:
        """Append a question, spoken for `seconds` or `typed`, and the reply to come; it ends any reply before it."""
        for older in {row.generation for row in self.rows if row.state == "open"}:
            self._close(older, "stopped")
        if typed is None:
            question = Row("spoken", generation, spoken_for(seconds or 0.0))
        else:
            question = Row("typed", generation, typed)
        first = len(self.rows)
        self.beginInsertRows(QModelIndex(), first, first + 1)
        self.rows += [question, Row("reply", generation, "", "open")]
        self.endInsertRows()

    def hear(self, piece: Reply) -> None:
        """Append a piece to its turn's reply; clauses are set apart by a space."""
        number = self._find(piece.generation, reply=True)
        if number is None:
            return
        row = self.rows[number]
        if piece.clause != row.clause and row.text and not row.text.endswith(" ") and not piece.text.startswith(" "):
            row.text += " "
        row.clause = piece.clause
        row.text = (row.text + piece.text).lstrip()
        self._touch(number)

    def finish(self, turn: Turn) -> None:
        """Close a turn's rows with what it turned out to be."""
        self._close(turn.generation, "stopped" if turn.interrupted else "done")
        number = self._find(turn.generation, reply=False)
        if number is not None and self.rows[number].kind == "spoken":
            self.rows[number].text = spoken_for(turn.question_s)
            self._touch(number)

    def fail(self, generation: int) -> None:
        """Close a turn that came to nothing."""
        self._close(generation, "failed")

    def words(self, numbers: list[int]) -> str:
        """Return rows as text, for the clipboard."""
        return "\n".join(self.rows[number].in_words() for number in sorted(numbers))

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
        self.dataChanged.emit(self.index(min(dirty)), self.index(max(dirty)))
