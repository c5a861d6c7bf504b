"""The talk button: held while one speaks; its ring shows what Mindpace is doing."""

from __future__ import annotations

import math

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from app.theme import Look
from app.widgets.states import Appearance

SIDE = 92
DISC = 64
RING = 4.0
FRAME_MS = 33
DEGREES_A_FRAME = 4
ARC = 100
"""Degrees of the arc that runs around while something goes on."""
ICON = 30


class TalkButton(QAbstractButton):
    """Round push-to-talk button. Space and Return are the window's business (`widgets.keys`), not the button's."""

    def __init__(self, look: Look, appearance: Appearance) -> None:
        super().__init__()
        self._look = look
        self._appearance = appearance
        self._level = 0.0
        self._angle = 90
        self._progress: float | None = None
        self._clock = QTimer(self, interval=FRAME_MS)
        self._clock.timeout.connect(self._turn)
        self.setFixedSize(SIDE, SIDE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Talk")
        self.setAccessibleDescription("Hold it, or the space bar, while you ask; let go to get the answer")
        self.setToolTip("Hold while you ask (space bar)")
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A square."""
        return QSize(SIDE, SIDE)

    def show_state(self, appearance: Appearance, progress: float | None) -> None:
        """Show a state; with `progress` (0 to 1) the ring fills instead of turning."""
        self._appearance = appearance
        self._progress = progress
        self._level = 0.0
        if appearance.moving and progress is None:
            self._clock.start()
        else:
            self._clock.stop()
        self.update()

    def set_level(self, level: float) -> None:
        """Let the ring swell with the microphone's level (0 to 1)."""
        self._level = level
        self.update()

    def hitButton(self, at: QPoint) -> bool:  # noqa: N802 - Qt's name
        """Only what is round counts, not the corners of its square."""
        return math.hypot(at.x() - self.width() / 2, at.y() - self.height() / 2) <= SIDE / 2

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leave keys to the window."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint disc, microphone and ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(self.width() / 2, self.height() / 2)
        self._paint_ring(painter, centre)
        self._paint_disc(painter, centre)
        picture = self._look.pixmap("microphone", self._look.colours.on_accent, ICON, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(centre.x() - ICON / 2, centre.y() - ICON / 2), picture)

    def _colour(self, number: int) -> QColor:
        names = self._appearance.colours
        return QColor(getattr(self._look.colours, names[number % len(names)]))

    def _paint_disc(self, painter: QPainter, centre: QPointF) -> None:
        colour = self._colour(0) if self._appearance.colours[0] in ("listen", "muted") else self._resting()
        if self.isDown():
            colour = colour.darker(112)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(centre, DISC / 2, DISC / 2)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._look.colours.surface), 2))
            painter.drawEllipse(centre, DISC / 2 - 3.5, DISC / 2 - 3.5)

    def _resting(self) -> QColor:
        return QColor(self._look.colours.accent if self.isEnabled() else self._look.colours.muted)

    def _paint_ring(self, painter: QPainter, centre: QPointF) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = (DISC + SIDE) / 4 + 1
        box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        self._arc(painter, box, QColor(self._look.colours.line), 0, 360)
        if self._level > 0:
            self._paint_swell(painter, centre)
        elif self._progress is not None:
            self._arc(painter, box, QColor(self._look.colours.accent), 90, -round(360 * self._progress))
        elif self._appearance.moving:
            for number in range(len(self._appearance.colours)):
                start = self._angle + 360 * number // len(self._appearance.colours)
                self._arc(painter, box, self._colour(number), start, ARC)

    def _paint_swell(self, painter: QPainter, centre: QPointF) -> None:
        colour = self._colour(0)
        colour.setAlphaF(0.35)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        radius = DISC / 2 + self._level * (SIDE - DISC) / 2
        painter.drawEllipse(centre, radius, radius)

    @staticmethod
    def _arc(painter: QPainter, box: QRectF, colour: QColor, start: int, length: int) -> None:
        painter.setPen(QPen(colour, RING, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(box, start * 16, length * 16)

    def _turn(self) -> None:
        self._angle = (self._angle - DEGREES_A_FRAME) % 360
        self.update()
