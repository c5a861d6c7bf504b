"""The reasoning panel: the chain of thought as it forms, step by step."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.theme import Look
from app.widgets.growing_list import GrowingList
from app.widgets.reasoning_model import STEP_ROLE, ReasoningModel, Step
from app.widgets.text import lay_out, text_height

MARGIN = 18
RAIL = 26
"""Pixels from the margin to the text, with the dots in between."""
SPACE = 12
EMPTY_HINT = "What it thinks appears here, step by step, while it speaks."


class ReasoningPanel(QWidget):
    """Shows a `ReasoningModel` under a heading. `hide_wanted` tells that the close button was used."""

    hide_wanted = Signal()

    def __init__(self, look: Look, model: ReasoningModel) -> None:
        super().__init__()
        self.setObjectName("reasoning")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self._model = model
        self._title = QLabel("Reasoning")
        self.status = QLabel()
        self.status.setObjectName("muted")
        self.status.setAccessibleName("Reasoning status")
        self._close = QPushButton()
        self._close.setObjectName("quiet")
        self._close.setAccessibleName("Hide the reasoning panel")
        self._close.setToolTip("Hide (Ctrl+R)")
        self._close.clicked.connect(self.hide_wanted)
        self.steps = GrowingList(look, model, "", EMPTY_HINT)
        self.steps.setObjectName("thoughts")
        self.steps.setItemDelegate(_Delegate(look, self.steps))
        self.steps.setAccessibleName("Chain of thought")
        self._arrange()
        self.setMinimumWidth(220)
        model.changed.connect(self._tell_status)
        look.changed.connect(self._dress)
        self._dress()

    def _arrange(self) -> None:
        heading = QHBoxLayout()
        heading.setContentsMargins(MARGIN, 10, 10, 6)
        heading.addWidget(self._title)
        heading.addSpacing(6)
        heading.addWidget(self.status, 1)
        heading.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        column.addLayout(heading)
        column.addWidget(self.steps, 1)

    def _dress(self) -> None:
        self._title.setFont(self._look.font(bold=True))
        self.status.setFont(self._look.font(0.9))
        self._close.setIcon(self._look.icon("close", self._look.colours.muted))

    def _tell_status(self) -> None:
        count = len(self._model.steps)
        steps = f"{count} step{'' if count == 1 else 's'}" if count else ""
        self.status.setText(f"{steps} so far" if count and self._model.thinking else steps)


class _Delegate(QStyledItemDelegate):
    """A step is a dot on a rail and its text; the one being formed shines, the answer stands out."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._look = look
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        """Height of the wrapped step and the space around it."""
        step: Step = index.data(STEP_ROLE)
        return QSize(self._view.viewport().width(), text_height(step.text, self._font(step), self._room()) + SPACE)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one step."""
        step: Step = index.data(STEP_ROLE)
        rect: QRect = option.rect
        colours = self._look.colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if step.answer:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.think_soft))
            painter.drawRoundedRect(QRectF(rect).adjusted(MARGIN + RAIL - 10, 1, -MARGIN + 8, -1), 8, 8)
        self._paint_rail(painter, QRectF(rect), step, first=index.row() == 0, last=self._is_last(index))
        painter.setPen(QColor(colours.text if step.newest or step.answer else colours.muted))
        layout, _size = lay_out(step.text, self._font(step), self._room())
        layout.draw(painter, QPointF(rect.left() + MARGIN + RAIL, rect.top() + SPACE / 2))
        painter.restore()

    def _paint_rail(self, painter: QPainter, rect: QRectF, step: Step, *, first: bool, last: bool) -> None:
        x = rect.left() + MARGIN + 5
        y = rect.top() + SPACE / 2 + text_height("x", self._font(step), 100) / 2
        painter.setPen(QPen(QColor(self._look.colours.line), 2))
        painter.drawLine(QPointF(x, y if first else rect.top()), QPointF(x, y if last else rect.bottom() + 1))
        shines = step.newest or step.answer
        painter.setPen(QPen(QColor(self._look.colours.window), 3))
        painter.setBrush(QColor(self._look.colours.think if shines else self._look.colours.muted))
        radius = 6.5 if shines else 5.0
        painter.drawEllipse(QPointF(x, y), radius, radius)

    @staticmethod
    def _is_last(index: QModelIndex | QPersistentModelIndex) -> bool:
        return index.row() == index.model().rowCount() - 1

    def _font(self, step: Step) -> QFont:
        return self._look.font(bold=step.answer)

    def _room(self) -> float:
        return max(80, self._view.viewport().width() - 2 * MARGIN - RAIL)
