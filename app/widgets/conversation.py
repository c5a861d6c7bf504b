"""The conversation: a list of utterances, newest at the bottom."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from app.services.language import mark, tr
from app.theme import Look
from app.widgets.conversation_model import ROW_ROLE, ConversationModel, Row
from app.widgets.growing_list import GrowingList
from app.widgets.reply_painter import RowPainter
from app.widgets.wording import put

EMPTY_TITLE = mark("Ask Mindpace something")
EMPTY_HINT = mark(
    "Hold the space bar, speak, and let go.\n“I have a flute, two pianos and a drum. How many instruments is that?”"
)
EXPLAINED = {
    "replay": mark("Replay with its reasoning (Ctrl+P)"),
    "copy": mark("Copy (Ctrl+C)"),
    "save": mark("Save as WAV, text, JSON or HTML (Ctrl+S)"),
    "latency": mark("Where the time went (Ctrl+L)"),
}
KEYS = {"Ctrl+P": "replay", "Ctrl+S": "save", "Ctrl+L": "latency"}


class ConversationView(GrowingList):
    """Shows a `ConversationModel`."""

    chosen = Signal(int)
    """Turn of the row that was selected."""
    pointed = Signal(int, int)
    """Turn and clause under the mouse; the clause is -1 where there is none."""
    picked = Signal(int, int)
    """Turn and clause that was clicked, or reached with Left and Right."""
    wanted = Signal(str, int)
    """An action (`reply_painter.ACTIONS`) and its turn."""

    def __init__(self, look: Look, model: ConversationModel) -> None:
        super().__init__(look, model, EMPTY_TITLE, EMPTY_HINT)
        self._rows = model
        self._delegate = _Delegate(look, self)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        put(self, name="Conversation")
        self.setMinimumWidth(240)
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(self._choose)

    def copy(self) -> None:
        """Put the selected rows on the clipboard."""
        numbers = [index.row() for index in self.selectionModel().selectedRows()]
        if numbers:
            QGuiApplication.clipboard().setText(self._rows.words(numbers))

    def act(self, name: str) -> None:
        """Do something with the turn of the current row, or with the newest."""
        index = self.currentIndex()
        number = index.row() if index.isValid() else len(self._rows.rows) - 1
        if 0 <= number < len(self._rows.rows):
            self.wanted.emit(name, self._rows.rows[number].generation)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Copy, replay and save by the keys for it; Left and Right go from clause to clause; all else is the list's."""
        keys = QKeySequence(event.keyCombination()).toString()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif keys in KEYS:
            self.act(KEYS[keys])
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step_clause(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Tell the clause under the mouse, and light the action there."""
        super().mouseMoveEvent(event)
        row, clause, action = self._at(event.position())
        self._delegate.point(row.generation if row else 0, action)
        if action:
            QToolTip.showText(event.globalPosition().toPoint(), tr(EXPLAINED[action]), self)
        hand = action or clause >= 0
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
        self.pointed.emit(row.generation if row else 0, clause)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing is under the mouse any more."""
        super().leaveEvent(event)
        self._delegate.point(0, None)
        self.pointed.emit(0, -1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Do the action, or pick the clause, that was clicked."""
        super().mouseReleaseEvent(event)
        row, clause, action = self._at(event.position())
        if event.button() != Qt.MouseButton.LeftButton or row is None:
            return
        if action:
            self.wanted.emit(action, row.generation)
        else:
            self.picked.emit(row.generation, clause)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Offer the actions of the row."""
        index = self.indexAt(event.pos()) if event.reason() == event.Reason.Mouse else self.currentIndex()
        if index.isValid():
            self.menu(self._rows.rows[index.row()].generation).exec(event.globalPos())

    def menu(self, generation: int) -> QMenu:
        """Return a menu of what can be done with a turn."""
        made = QMenu(self)
        for name, text in EXPLAINED.items():
            act = made.addAction(tr(text))
            act.triggered.connect(lambda _checked=False, name=name: self.wanted.emit(name, generation))
        return made

    def _at(self, position: QPointF) -> tuple[Row | None, int, str | None]:
        index = self.indexAt(position.toPoint())
        if not index.isValid():
            return None, -1, None
        row: Row = index.data(ROW_ROLE)
        painter = RowPainter(self._look, row, self.viewport().width())
        place = position - QPointF(self.visualRect(index).topLeft())
        return row, painter.clause_at(place), painter.action_at(place)

    def _step_clause(self, way: int) -> None:
        index = self.currentIndex()
        row: Row | None = index.data(ROW_ROLE) if index.isValid() else None
        if row is None or row.record is None or not row.record.clauses:
            return
        last = len(row.record.clauses) - 1
        row.focus = min(last, max(0, row.focus + way))
        self.update(index)
        self.picked.emit(row.generation, row.focus)

    def _choose(self, now: QModelIndex, before: QModelIndex) -> None:
        if before.isValid():
            before.data(ROW_ROLE).focus = -1
        if now.isValid():
            self.chosen.emit(now.data(ROW_ROLE).generation)


class _Delegate(QStyledItemDelegate):
    """Hands rows to `RowPainter`."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._look, self._view = look, view
        self._pointed: tuple[int, str | None] = (0, None)

    def point(self, generation: int, action: str | None) -> None:
        """Light an action up."""
        if self._pointed != (generation, action):
            self._pointed = (generation, action)
            self._view.viewport().update()

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        """Height of the row."""
        width = self._view.viewport().width()
        return QSize(width, RowPainter(self._look, index.data(ROW_ROLE), width).height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        row: Row = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(option.rect.topLeft())
        RowPainter(self._look, row, option.rect.width()).paint(
            painter,
            selected=bool(option.state & QStyle.StateFlag.State_Selected),
            pointed=self._pointed[1] if self._pointed[0] == row.generation else None,
            ratio=self._view.devicePixelRatioF(),
        )
        painter.restore()
