"""A list that grows at its end: rows wrap to its width, and it follows the newest until the user scrolls up."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from app.services.language import on_change, tr
from app.theme import Look
from app.widgets.text import lay_out

AT_END = 4
"""Pixels from the end that still count as the end."""
HINT_WIDTH = 420
MARGIN = 20


class GrowingList(QListView):
    """Shows `model`; while that is empty, a title and a hint."""

    def __init__(self, look: Look, model: QAbstractListModel, empty_title: str, empty_hint: str) -> None:
        super().__init__()
        self._look = look
        self._empty = (empty_title, empty_hint)
        self._follows = True
        self.setModel(model)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll = self.verticalScrollBar()
        scroll.valueChanged.connect(self._remember_place)
        scroll.rangeChanged.connect(self._keep_place)
        look.changed.connect(self.doItemsLayout)
        on_change(self.doItemsLayout)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A line: what else there is to see may need the room."""
        return QSize(super().minimumSizeHint().width(), 36)

    def set_hint(self, title: str, hint: str) -> None:
        """Show these words, in English here, while there are no rows."""
        self._empty = (title, hint)
        self.viewport().update()

    def follow(self) -> None:
        """Go to the end, and stay there as rows come."""
        self._follows = True
        self.scrollToBottom()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Wrap the rows anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the rows, or what will be here."""
        super().paintEvent(event)
        if not self.model().rowCount():
            self._paint_hint()

    def _paint_hint(self) -> None:
        colours = self._look.colours
        fonts = (self._look.font(1.15, bold=True), self._look.font())
        texts = [tr(text) if text else "" for text in self._empty]
        area = self.viewport().rect()
        width = min(area.width() - 2 * MARGIN, HINT_WIDTH)
        heights = [lay_out(text, font, width)[1].height() for text, font in zip(texts, fonts, strict=True)]
        top = (area.height() - sum(heights)) / 2
        painter = QPainter(self.viewport())
        for text, font, height, colour in zip(texts, fonts, heights, (colours.text, colours.muted), strict=True):
            painter.setPen(QColor(colour))
            layout, _size = lay_out(text, font, width, Qt.AlignmentFlag.AlignHCenter)
            layout.draw(painter, QPointF((area.width() - width) / 2, top))
            top += height

    def _remember_place(self, value: int) -> None:
        self._follows = value >= self.verticalScrollBar().maximum() - AT_END

    def _keep_place(self, _low: int, high: int) -> None:
        if self._follows:
            self.verticalScrollBar().setValue(high)
