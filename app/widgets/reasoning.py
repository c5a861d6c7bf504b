"""The reasoning panel: the chain of thought as it forms, step by step."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.services.language import mark, on_change, tr
from app.theme import Look
from app.widgets.growing_list import GrowingList
from app.widgets.keep_up import KeepUp
from app.widgets.reasoning_model import KNOWN, NEW, STEP_ROLE, UNKNOWN, UNLIT, ReasoningModel, ShownStep
from app.widgets.text import lay_out, text_height
from app.widgets.wording import put

MARGIN = 18
RAIL = 26
"""Pixels from the margin to the text, with the dots in between."""
SPACE = 12
HEADING = 26
EAR = 15
EMPTY_HINT = mark("What it thinks appears here, step by step, while it speaks.")


class StepList(GrowingList):
    """The steps; it tells which one the mouse or the keyboard is at (-1: none)."""

    pointed = Signal(int)
    picked = Signal(int)

    def __init__(self, look: Look, model: ReasoningModel) -> None:
        super().__init__(look, model, "", EMPTY_HINT)
        self.setObjectName("thoughts")
        self.setItemDelegate(_Delegate(look, self))
        put(self, name="Chain of thought")
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(lambda now: self.picked.emit(now.row() if now.isValid() else -1))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Tell the step under the mouse."""
        super().mouseMoveEvent(event)
        self.pointed.emit(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """None is under it any more."""
        super().leaveEvent(event)
        self.pointed.emit(-1)


class ReasoningPanel(QWidget):
    """Shows a `ReasoningModel` under a heading. `hide_wanted` tells that the close button was used."""

    hide_wanted = Signal()

    def __init__(self, look: Look, model: ReasoningModel) -> None:
        super().__init__()
        self.setObjectName("reasoning")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look, self._model = look, model
        self._title = QLabel()
        put(self._title, text="Reasoning")
        self.status = QLabel()
        self.status.setObjectName("muted")
        put(self.status, name="Reasoning status")
        self.keep_up = KeepUp(look)
        self.close_button = QPushButton()
        self.close_button.setObjectName("quiet")
        put(self.close_button, name="Hide the reasoning panel", tip="Hide (Ctrl+R)")
        self.close_button.clicked.connect(self.hide_wanted)
        self.steps = StepList(look, model)
        self._arrange()
        self.setMinimumWidth(220)
        model.changed.connect(self._tell_status)
        look.changed.connect(self._dress)
        on_change(self._tell_status)
        self._dress()

    def _arrange(self) -> None:
        heading = QHBoxLayout()
        heading.setContentsMargins(MARGIN, 10, 10, 2)
        heading.addWidget(self._title)
        heading.addSpacing(6)
        heading.addWidget(self.status, 1)
        heading.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        column.addLayout(heading)
        column.addWidget(self.keep_up)
        column.addSpacing(6)
        column.addWidget(self.steps, 1)

    def _dress(self) -> None:
        self._title.setFont(self._look.font(bold=True))
        self.status.setFont(self._look.font(0.9))
        self.close_button.setIcon(self._look.icon("close", self._look.colours.muted))

    def _tell_status(self) -> None:
        count = len(self._model.steps)
        if not count:
            self.status.setText("")
        elif self._model.thinking:
            self.status.setText(tr("1 step so far") if count == 1 else tr("{count} steps so far", count=count))
        else:
            self.status.setText(tr("1 step") if count == 1 else tr("{count} steps", count=count))


class _Delegate(QStyledItemDelegate):
    """A step is a dot on a rail and its text; the newest shines, the answer stands out, an ear marks early ones."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._look = look
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        """Height of the wrapped step and the space around it."""
        shown: ShownStep = index.data(STEP_ROLE)
        height = text_height(shown.text, self._font(shown), self._room()) + SPACE
        return QSize(self._view.viewport().width(), height + (HEADING if shown.heading else 0))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one step."""
        shown: ShownStep = index.data(STEP_ROLE)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if shown.heading:
            self._paint_heading(painter, rect, shown.heading)
            rect.setTop(rect.top() + HEADING)
        self._paint_ground(painter, rect, shown, bool(option.state & QStyle.StateFlag.State_Selected))
        first = index.row() == 0 or bool(shown.heading)
        self._paint_rail(painter, rect, shown, first=first, last=self._is_last(index))
        painter.setPen(self._ink(shown))
        layout, _size = lay_out(shown.text, self._font(shown), self._room())
        layout.draw(painter, QPointF(rect.left() + MARGIN + RAIL, rect.top() + SPACE / 2))
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRectF, heading: str) -> None:
        painter.setPen(QColor(self._look.colours.muted))
        painter.setFont(self._look.font(0.85))
        box = QRect(int(rect.left()) + MARGIN, int(rect.top()), int(rect.width()) - 2 * MARGIN, HEADING)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, tr(heading))

    def _paint_ground(self, painter: QPainter, rect: QRectF, shown: ShownStep, selected: bool) -> None:
        colours = self._look.colours
        box = rect.adjusted(MARGIN + RAIL - 10, 1, -MARGIN + 8, -1)
        painter.setPen(QPen(QColor(colours.think), 1.5) if selected else Qt.PenStyle.NoPen)
        if shown.light == NEW or (shown.step.answer and shown.light == UNLIT):
            painter.setBrush(QColor(colours.think_soft))
        elif selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            return
        painter.drawRoundedRect(box, 8, 8)

    def _ink(self, shown: ShownStep) -> QColor:
        colours = self._look.colours
        strong = {UNLIT: shown.step.newest or shown.step.answer, NEW: True, KNOWN: True, UNKNOWN: False}[shown.light]
        ink = QColor(colours.text if strong else colours.muted)
        if shown.light == UNKNOWN:
            ink.setAlphaF(0.6)
        return ink

    def _paint_rail(self, painter: QPainter, rect: QRectF, shown: ShownStep, *, first: bool, last: bool) -> None:
        colours = self._look.colours
        x = rect.left() + MARGIN + 5
        y = rect.top() + SPACE / 2 + text_height("x", self._font(shown), 100) / 2
        painter.setPen(QPen(QColor(colours.line), 2))
        painter.drawLine(QPointF(x, y if first else rect.top()), QPointF(x, y if last else rect.bottom() + 1))
        if shown.step.listening:
            picture = self._look.pixmap("ear", colours.listen, EAR, self._view.devicePixelRatioF())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.window))
            painter.drawEllipse(QPointF(x, y), EAR / 2 + 1, EAR / 2 + 1)
            painter.drawPixmap(QPointF(x - EAR / 2, y - EAR / 2), picture)
            return
        shines = shown.step.newest or shown.step.answer or shown.light == NEW
        painter.setPen(QPen(QColor(colours.window), 3))
        painter.setBrush(QColor(colours.think if shines else colours.muted))
        radius = 6.5 if shines else 5.0
        painter.drawEllipse(QPointF(x, y), radius, radius)

    @staticmethod
    def _is_last(index: QModelIndex | QPersistentModelIndex) -> bool:
        return index.row() == index.model().rowCount() - 1

    def _font(self, shown: ShownStep) -> QFont:
        return self._look.font(bold=shown.step.answer)

    def _room(self) -> float:
        return max(80, self._view.viewport().width() - 2 * MARGIN - RAIL)
