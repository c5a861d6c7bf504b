"""Stored turns as a list: when, what was asked, what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.services.history import StoredTurn
from app.services.language import mark, tr
from app.theme import Look
from app.widgets.growing_list import GrowingList
from app.widgets.wording import put

TURN_ROLE = Qt.ItemDataRole.UserRole
PADDING = 12
OUTCOMES = {"interrupted": mark("interrupted"), "failed": mark("no answer")}
EMPTY = (
    mark("Nothing here yet"),
    mark("What you ask and what Mindpace thinks and says is kept here, on this computer."),
)
NOT_FOUND = (mark("Nothing found"), mark("No question, thought or reply has words that begin like that."))
OFF = (mark("The history is off"), mark("Nothing new is kept. The switch below turns it on."))

Index = QModelIndex | QPersistentModelIndex


def when(turn: StoredTurn) -> str:
    """Return when a turn began, as short as can be."""
    then = datetime.fromtimestamp(turn.began).astimezone()
    now = datetime.now().astimezone()
    if then.date() == now.date():
        return then.strftime("%H:%M")
    return then.strftime("%d %b %H:%M" if then.year == now.year else "%d %b %Y")


def question(turn: StoredTurn) -> str:
    """Return what was asked."""
    seconds = float(turn.figures.get("question_s", 0.0))
    return turn.question or tr("You spoke for {seconds} s", seconds=f"{seconds:.1f}")


class HistoryModel(QAbstractListModel):
    """Turns, newest first; `more_wanted` asks for those from a place on."""

    more_wanted = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.turns: list[StoredTurn] = []
        self._complete = True

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name, and Qt's own default
        """Number of turns."""
        return 0 if parent.isValid() else len(self.turns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The turn, or its words."""
        turn = self.turns[index.row()]
        if role == TURN_ROLE:
            return turn
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{when(turn)}. {question(turn)} {turn.reply}"
        return None

    def canFetchMore(self, _parent: Index) -> bool:  # noqa: N802 - Qt's name
        """Whether there may be older ones."""
        return not self._complete

    def fetchMore(self, _parent: Index) -> None:  # noqa: N802 - Qt's name
        """Ask for older ones."""
        self._complete = True
        self.more_wanted.emit(len(self.turns))

    def show(self, turns: Sequence[StoredTurn], offset: int, *, complete: bool) -> None:
        """Show turns from the place `offset` on; with 0 in the place of all."""
        self._complete = complete
        if offset == 0:
            self.beginResetModel()
            self.turns = list(turns)
            self.endResetModel()
        elif turns and offset == len(self.turns):
            self.beginInsertRows(QModelIndex(), offset, offset + len(turns) - 1)
            self.turns += turns
            self.endInsertRows()


class HistoryList(GrowingList):
    """Shows a `HistoryModel`."""

    def __init__(self, look: Look, model: HistoryModel) -> None:
        super().__init__(look, model, *EMPTY)
        self._follows = False
        self.setItemDelegate(_Delegate(look, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setMinimumWidth(200)
        put(self, name="Turns of the history")

    def _keep_place(self, _low: int, _high: int) -> None:
        """Stay where one is: the newest is at the top."""


class _Delegate(QStyledItemDelegate):
    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._look, self._view = look, view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        """Two lines and a small one."""
        line = self._view.fontMetrics().height()
        return QSize(self._view.viewport().width(), int(3.1 * line) + 2 * PADDING)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one turn."""
        turn: StoredTurn = index.data(TURN_ROLE)
        colours, rect = self._look.colours, QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.bubble))
            painter.drawRoundedRect(rect.adjusted(8, 2, -8, -2), 8, 8)
        room = rect.adjusted(8 + PADDING, PADDING, -8 - PADDING, -PADDING)
        line = room.height() / 3
        note = tr(OUTCOMES[turn.outcome]) if turn.outcome in OUTCOMES else ""
        small = "  ·  ".join(part for part in (when(turn), note) if part)
        lines = ((small, 0.85, False, colours.muted), (question(turn), 1.0, True, colours.text))
        for number, (text, scale, bold, colour) in enumerate((*lines, (turn.reply, 0.95, False, colours.muted))):
            painter.setFont(self._look.font(scale, bold=bold))
            painter.setPen(QColor(colour))
            box = QRectF(room.left(), room.top() + number * line, room.width(), line)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()
