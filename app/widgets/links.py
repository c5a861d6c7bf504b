"""Lights up what belongs together: a clause of the reply, and the thoughts it rests on."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.turn_record import TurnRecord
from app.widgets.conversation import ConversationView
from app.widgets.conversation_model import ConversationModel
from app.widgets.reasoning import StepList
from app.widgets.reasoning_model import ReasoningModel

NOTHING = range(0)


class Links(QObject):
    """The mouse lights for as long as it is there; what was clicked or reached by keys stays lit."""

    shown = Signal(int)
    """A clause of another turn than the one in view is lit, so its thoughts should be shown."""

    def __init__(
        self,
        records: dict[int, TurnRecord],
        conversation: ConversationView,
        rows: ConversationModel,
        steps: StepList,
        thoughts: ReasoningModel,
    ) -> None:
        super().__init__(conversation)
        self._records, self._rows, self._thoughts = records, rows, thoughts
        self._kept: tuple[str, int, int] | None = None
        conversation.pointed.connect(lambda turn, clause: self._point("clause", turn, clause))
        conversation.picked.connect(lambda turn, clause: self._keep("clause", turn, clause))
        steps.pointed.connect(lambda step: self._point("step", thoughts.shown, step))
        steps.picked.connect(lambda step: self._keep("step", thoughts.shown, step))

    def clear(self) -> None:
        """Light nothing."""
        self._kept = None
        self._light(None)

    def _point(self, kind: str, turn: int, number: int) -> None:
        if kind == "clause" and turn != self._thoughts.shown:
            number = -1  # the thoughts of another turn are in view: a click shows this one's
        self._light((kind, turn, number) if number >= 0 else self._kept)

    def _keep(self, kind: str, turn: int, number: int) -> None:
        same = self._kept == (kind, turn, number)
        self._kept = (kind, turn, number) if number >= 0 and not same else None
        if kind == "clause" and number >= 0 and turn != self._thoughts.shown:
            self.shown.emit(turn)
        self._light(self._kept)

    def _light(self, what: tuple[str, int, int] | None) -> None:
        record = self._records.get(what[1]) if what is not None else None
        if what is None or record is None:
            self._rows.light(0, NOTHING, NOTHING)
            self._thoughts.light(None)
        elif what[0] == "clause":
            self._rows.light(what[1], range(what[2], what[2] + 1), NOTHING)
            self._thoughts.light(record.rests(what[2]))
        else:
            carries = record.carries(what[2])
            first = carries.start
            strong = range(first, min(first + 1, carries.stop))
            self._rows.light(what[1], strong, carries)
            self._thoughts.light((NOTHING, range(what[2], what[2] + 1)))
