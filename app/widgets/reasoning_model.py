"""The chain of thought of each turn, one row a step."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

FRAME_MS = 33
STEP_ROLE = Qt.ItemDataRole.UserRole
STEP_END = re.compile(r"(?<=[.!?])\s+|\s*\n\s*")
ANSWER = "answer:"

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Step:
    """One thought: `newest` while it is still being formed; `answer` for the last one, which sums up."""

    text: str
    newest: bool
    answer: bool


def split_steps(thoughts: str) -> list[str]:
    """Return the steps of a chain of thought: its sentences."""
    return [step for step in STEP_END.split(thoughts.strip()) if step]


class ReasoningModel(QAbstractListModel):
    """Holds every turn's thoughts and shows one turn's. `changed` follows every change, 30 times a second at most."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thoughts: dict[int, str] = {}
        self._thinking: set[int] = set()
        self._shown = 0
        self._steps: list[Step] = []
        self._flush = QTimer(self, interval=FRAME_MS, singleShot=True)
        self._flush.timeout.connect(self._refresh)

    @property
    def steps(self) -> list[Step]:
        """The steps in view."""
        return self._steps

    @property
    def thinking(self) -> bool:
        """Whether the turn in view is still thinking."""
        return self._shown in self._thinking

    @property
    def shown(self) -> int:
        """The turn in view."""
        return self._shown

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name, and Qt's own default
        """Number of steps in view."""
        return 0 if parent.isValid() else len(self._steps)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The step itself, or its text."""
        step = self._steps[index.row()]
        if role == STEP_ROLE:
            return step
        return step.text if role == Qt.ItemDataRole.DisplayRole else None

    def begin(self, generation: int) -> None:
        """Start a turn without thoughts yet, and show it."""
        self._thoughts[generation] = ""
        self._thinking.add(generation)
        self.show_turn(generation)

    def think(self, generation: int, piece: str) -> None:
        """Append a piece to a turn's thoughts."""
        if generation in self._thoughts:
            self._thoughts[generation] += piece
            self._thinking.add(generation)
            self._refresh_soon(generation)

    def finish(self, generation: int) -> None:
        """Say that a turn thinks no more."""
        self._thinking.discard(generation)
        self._refresh_soon(generation)

    def show_turn(self, generation: int) -> None:
        """Show the thoughts of a turn."""
        if generation in self._thoughts:
            self._shown = generation
            self.beginResetModel()
            self._steps = self._wanted()
            self.endResetModel()
            self.changed.emit()

    def _refresh_soon(self, generation: int) -> None:
        if generation == self._shown and not self._flush.isActive():
            self._flush.start()

    def _wanted(self) -> list[Step]:
        texts = split_steps(self._thoughts.get(self._shown, ""))
        last = len(texts) - 1
        return [
            Step(text, self.thinking and number == last, text.lower().startswith(ANSWER))
            for number, text in enumerate(texts)
        ]

    def _refresh(self) -> None:
        """Bring the rows up to date: steps are only ever appended, and the last one or two change."""
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
