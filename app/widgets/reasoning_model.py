"""The chain of thought of the turn in view, one row a step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from app.services.language import mark, tr
from app.turn_record import Step, TurnRecord

FRAME_MS = 33
STEP_ROLE = Qt.ItemDataRole.UserRole
WHILE_LISTENING = mark("While you spoke")
AFTERWARDS = mark("After your question")
UNLIT, KNOWN, NEW, UNKNOWN = 0, 1, 2, 3
"""How a step stands to the clause in question: no clause is, it was known before, it was new, it was not known yet."""

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class ShownStep:
    """A step, the heading above it (empty: none), and how it stands to the clause that is lit."""

    step: Step
    heading: str
    light: int

    @property
    def text(self) -> str:
        """The step's own words."""
        return self.step.text


class ReasoningModel(QAbstractListModel):
    """Shows one of the turns in `records`. `changed` follows every change, 30 times a second at most."""

    changed = Signal()

    def __init__(self, records: dict[int, TurnRecord], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._records = records
        self._shown = 0
        self._steps: list[ShownStep] = []
        self._lit: tuple[range, range] | None = None
        self._flush = QTimer(self, interval=FRAME_MS, singleShot=True)
        self._flush.timeout.connect(self._refresh)

    @property
    def steps(self) -> list[Step]:
        """The steps in view."""
        return [shown.step for shown in self._steps]

    @property
    def record(self) -> TurnRecord | None:
        """The turn in view."""
        return self._records.get(self._shown)

    @property
    def thinking(self) -> bool:
        """Whether the turn in view is still thinking."""
        return self.record is not None and self.record.thinking

    @property
    def shown(self) -> int:
        """Number of the turn in view."""
        return self._shown

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name, and Qt's own default
        """Number of steps in view."""
        return 0 if parent.isValid() else len(self._steps)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The step itself, or its text."""
        shown = self._steps[index.row()]
        if role == STEP_ROLE:
            return shown
        if role == Qt.ItemDataRole.AccessibleTextRole and shown.step.listening:
            return tr("While you spoke: {text}", text=shown.text)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return shown.text
        return None

    def show_turn(self, generation: int) -> None:
        """Show the thoughts of a turn."""
        if generation in self._records:
            self._shown, self._lit = generation, None
            self.beginResetModel()
            self._steps = self._wanted()
            self.endResetModel()
            self.changed.emit()

    def touch(self, generation: int) -> None:
        """Show what has changed in a turn, soon."""
        if generation == self._shown and not self._flush.isActive():
            self._flush.start()

    def light(self, lit: tuple[range, range] | None) -> None:
        """Light steps up: those known before and those new; None: all alike."""
        if lit != self._lit:
            self._lit = lit
            self._refresh()

    def _wanted(self) -> list[ShownStep]:
        steps = self.record.steps if self.record is not None else []
        return [
            ShownStep(step, self._heading(steps, number), self._light_of(number)) for number, step in enumerate(steps)
        ]

    @staticmethod
    def _heading(steps: list[Step], number: int) -> str:
        listening, before = steps[number].listening, number > 0 and steps[number - 1].listening
        if listening:
            return "" if number else WHILE_LISTENING
        return AFTERWARDS if before else ""

    def _light_of(self, number: int) -> int:
        if self._lit is None:
            return UNLIT
        known, new = self._lit
        return NEW if number in new else KNOWN if number in known else UNKNOWN

    def _refresh(self) -> None:
        """Bring the rows up to date: steps are only ever appended, and some change."""
        wanted = self._wanted()
        old = len(self._steps)
        changed = [n for n in range(min(old, len(wanted))) if wanted[n] != self._steps[n]]
        self._steps[:] = wanted[:old]
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))
        if len(wanted) > old:
            self.beginInsertRows(QModelIndex(), old, len(wanted) - 1)
            self._steps += wanted[old:]
            self.endInsertRows()
        self.changed.emit()
