"""Does thinking keep up with speaking? Steps a second against what speech needs, as a bar and in words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.services.language import mark, on_change, tr
from app.theme import Look

NEEDED = 31.25
"""Steps a second that speech takes: 25 codes and 6.25 pieces of text."""
MOST = 8.0
"""Times the need at which the bar is full."""
MARGIN = 18
BAR = 4


class KeepUp(QWidget):
    """Hidden until a turn has told how fast it was."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._steps = 0.0
        self._keeps = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)
        on_change(self._name)
        self.hide()

    @property
    def words(self) -> str:
        """What the bar shows, in words."""
        text = mark("Thinking keeps up: {steps} steps/s, {needed} needed")
        slow = mark("Thinking cannot keep up: {steps} steps/s, {needed} needed")
        return tr(text if self._keeps else slow, steps=f"{self._steps:.0f}", needed=f"{NEEDED:.0f}")

    def tell(self, steps_per_s: float, *, keeps_up: bool | None = None) -> None:
        """Show how fast thinking and speaking are together (None: judge by the need)."""
        if steps_per_s <= 0:
            return
        self._steps = steps_per_s
        self._keeps = steps_per_s >= NEEDED if keeps_up is None else keeps_up
        self._name()
        self.show()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A line of small type and the bar under it."""
        return QSize(160, self.fontMetrics().height() + BAR + 8)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint words, bar, and a tick at what is needed."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._look.colours
        painter.setFont(self._look.font(0.85))
        painter.setPen(QColor(colours.muted if self._keeps else colours.warn))
        room = QRectF(MARGIN, 0, self.width() - 2 * MARGIN, self.height() - BAR - 5)
        text = self.words
        if painter.fontMetrics().horizontalAdvance(text) > room.width():
            text = tr("{steps} steps/s, {needed} needed", steps=f"{self._steps:.0f}", needed=f"{NEEDED:.0f}")
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        track = QRectF(MARGIN, self.height() - BAR - 3, self.width() - 2 * MARGIN, BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.line))
        painter.drawRoundedRect(track, BAR / 2, BAR / 2)
        share = min(1.0, self._steps / NEEDED / MOST)
        painter.setBrush(QColor(colours.think if self._keeps else colours.warn))
        painter.drawRoundedRect(QRectF(track.left(), track.top(), track.width() * share, BAR), BAR / 2, BAR / 2)
        painter.setBrush(QColor(colours.text))
        painter.drawRect(QRectF(track.left() + track.width() / MOST - 1, track.top() - 2, 2, BAR + 4))

    def _name(self) -> None:
        self.setAccessibleName(self.words)
        self.setToolTip(self.words)
        self.update()
