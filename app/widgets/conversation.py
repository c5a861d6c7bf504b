"""The conversation: a list of utterances, newest at the bottom."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.theme import Look
from app.widgets.conversation_model import ROW_ROLE, ConversationModel, Row
from app.widgets.growing_list import MARGIN, GrowingList
from app.widgets.text import lay_out, text_height

WIDEST = 620
"""Lines longer than this are hard to read."""
PADDING = 10
ICON = 14
EMPTY_TITLE = "Ask Mindpace something"
EMPTY_HINT = (
    "Hold the space bar, speak, and let go.\n“I have a flute, two pianos and a drum. How many instruments is that?”"
)


class ConversationView(GrowingList):
    """Shows a `ConversationModel`. `chosen` tells the turn of the row that was selected."""

    chosen = Signal(int)

    def __init__(self, look: Look, model: ConversationModel) -> None:
        super().__init__(look, model, EMPTY_TITLE, EMPTY_HINT)
        self._rows = model
        self.setItemDelegate(_Delegate(look, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAccessibleName("Conversation")
        self.setMinimumWidth(240)
        self.selectionModel().currentChanged.connect(self._choose)

    def copy(self) -> None:
        """Put the selected rows on the clipboard."""
        numbers = [index.row() for index in self.selectionModel().selectedRows()]
        if numbers:
            QGuiApplication.clipboard().setText(self._rows.words(numbers))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Copy by the keys for it; all else is the list's."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def _choose(self, now: QModelIndex) -> None:
        if now.isValid():
            self.chosen.emit(now.data(ROW_ROLE).generation)


class _Delegate(QStyledItemDelegate):
    """Questions are bubbles on the right, replies plain text on the left."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._look = look
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        """Height of the wrapped text and the space around it."""
        row: Row = index.data(ROW_ROLE)
        height = text_height(self._text(row), self._font(row), self._text_width(row))
        return QSize(self._view.viewport().width(), height + (4 * PADDING if row.kind == "reply" else 3 * PADDING))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        row: Row = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        rect: QRect = option.rect
        (self._paint_reply if row.kind == "reply" else self._paint_question)(painter, rect, row, selected)
        painter.restore()

    def _paint_reply(self, painter: QPainter, rect: QRect, row: Row, selected: bool) -> None:
        if selected:
            box = QRectF(rect).adjusted(MARGIN - PADDING, PADDING / 2, PADDING - MARGIN, -PADDING * 1.5)
            self._fill(painter, box, self._look.colours.raised)
        layout, _size = lay_out(self._text(row), self._font(row), self._text_width(row))
        painter.setPen(QColor(self._look.colours.text if row.text else self._look.colours.muted))
        layout.draw(painter, QPointF(rect.left() + MARGIN, rect.top() + PADDING))

    def _paint_question(self, painter: QPainter, rect: QRect, row: Row, selected: bool) -> None:
        layout, size = lay_out(row.text, self._font(row), self._text_width(row))
        lead = ICON + 6 if row.kind == "spoken" else 0
        width = size.width() + lead + 2 * PADDING + 4
        box = QRectF(rect.right() - MARGIN - width, rect.top() + PADDING, width, size.height() + PADDING)
        self._fill(painter, box, self._look.colours.bubble)
        if selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._look.colours.accent), 1))
            painter.drawRoundedRect(box, PADDING, PADDING)
        left = box.left() + PADDING + 2
        if lead:
            picture = self._look.pixmap("microphone", self._look.colours.accent, ICON, self._view.devicePixelRatioF())
            painter.drawPixmap(QPointF(left, box.center().y() - ICON / 2), picture)
        painter.setPen(QColor(self._look.colours.text))
        layout.draw(painter, QPointF(left + lead, box.top() + PADDING / 2))

    @staticmethod
    def _fill(painter: QPainter, box: QRectF, colour: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(box, PADDING, PADDING)

    @staticmethod
    def _text(row: Row) -> str:
        return row.text or row.placeholder()

    def _font(self, row: Row) -> QFont:
        return self._look.font(1.15 if row.kind == "reply" and row.text else 1.0)

    def _text_width(self, row: Row) -> float:
        room = min(WIDEST, self._view.viewport().width() - 2 * MARGIN)
        return room if row.kind == "reply" else room * 0.8 - ICON
