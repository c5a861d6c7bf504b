"""The talk button: held while one speaks; its ring shows what Mindpace is doing."""

from __future__ import annotations

import math

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from app.theme import Look
from app.widgets.states import Appearance
from app.widgets.wording import put

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
        self.explain(hands_free=False)
        look.changed.connect(self.update)

    def explain(self, *, hands_free: bool) -> None:
        """Say what it does: with `hands_free` it mutes."""
        if hands_free:
            put(self, name="Talk", description="Mutes the microphone, and unmutes it", tip="Mute or unmute (space bar)")
            return
        put(
            self,
            name="Talk",
            description="Hold it, or the space bar, while you ask; let go to get the answer",
            tip="Hold while you ask (space bar)",
        )

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A square."""
        return QSize(SIDE, SIDE)

    def show_state(self, appearance: Appearance, progress: float | None) -> None:
        """Show a state; with `progress` (0 to 1) the ring fills instead of turning."""
        self._appearance = appearance
        self._progress = progress
        self._level = 0.0
        if appearance.moving and progress is None and not self._look.reduced_motion:
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
        ink = self._look.colours.on_accent if self._filled else self._look.colours.muted
        picture = self._look.pixmap(self._appearance.icon, ink, ICON, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(centre.x() - ICON / 2, centre.y() - ICON / 2), picture)

    @property
    def _filled(self) -> bool:
        """Whether the disc has a colour: not while it loads or is muted."""
        return self._appearance.colours[0] != "muted"

    def _colour(self, number: int) -> QColor:
        names = self._appearance.colours
        return QColor(getattr(self._look.colours, names[number % len(names)]))

    def _paint_disc(self, painter: QPainter, centre: QPointF) -> None:
        """One colour, or two halves while two streams run; an outline while it cannot hear."""
        box = QRectF(centre.x() - DISC / 2, centre.y() - DISC / 2, DISC, DISC)
        count = len(self._appearance.colours)
        painter.setPen(Qt.PenStyle.NoPen)
        for number in range(count):
            colour = self._colour(number) if self._filled else QColor(self._look.colours.raised)
            painter.setBrush(colour.darker(112) if self.isDown() else colour)
            if count == 1:
                painter.drawEllipse(box)
            else:
                painter.drawPie(box, (90 + 180 * number) * 16, 180 * 16)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._look.colours.surface), 2))
            painter.drawEllipse(centre, DISC / 2 - 3.5, DISC / 2 - 3.5)

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
            count = len(self._appearance.colours)
            length = 360 // count if self._look.reduced_motion else ARC
            for number in range(count):
                start = self._angle + 360 * number // count
                self._arc(painter, box, self._colour(number), start, length)

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
