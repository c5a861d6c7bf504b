"""Where the time of a turn went: from the true end of speech to the first sound, stage by stage."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.services.language import mark, on_change, tr
from app.theme import Look
from app.turn_record import TurnRecord

MARGIN = 20
ROW = 21
LABEL = 230
VALUE = 80
BAR = 8
ON_ITS_WAY_S = 0.06
"""Seconds that loudspeaker and device take, on average."""


@dataclass(frozen=True)
class Stage:
    """Something that ended `at` seconds after the end of the question, in the colour of that name."""

    label: str
    at: float
    colour: str


def stages(record: TurnRecord | None) -> list[Stage]:
    """Return the stages of a turn in order; those that are not known are left out."""
    if record is None or record.turn is None:
        return []
    turn = record.turn
    found = [
        (mark("End of your question noticed"), record.end.waited if record.end else 0.0, "listen"),
        (mark("First thought or word"), turn.first_token_s, "think"),
        (mark("First piece of speech"), turn.first_code_s, "think"),
        (mark("First sound made"), turn.ttfa_s, "speak"),
    ]
    made = [Stage(label, at, colour) for label, at, colour in found if at is not None]
    if turn.ttfa_s is not None:
        heard = max(turn.ttfa_s, record.end.waited if record.end else 0.0) + ON_ITS_WAY_S
        made.append(Stage(mark("First sound heard (about)"), heard, "speak"))
    return made


class Waterfall(QWidget):
    """Shows the stages of one turn; hidden until it is asked for."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("waterfall")
        self._look = look
        self._stages: list[Stage] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)
        on_change(self._name)
        self.hide()

    def tell(self, record: TurnRecord | None) -> None:
        """Show a turn."""
        self._stages = stages(record)
        self._name()
        self.updateGeometry()
        self.update()

    @property
    def words(self) -> list[str]:
        """The stages, in words."""
        if not self._stages:
            return [tr("There is no finished answer yet: ask something first.")]
        return [f"{tr(stage.label)}: {1000 * stage.at:.0f} ms" for stage in self._stages]

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A line for each stage, and one for the heading."""
        return QSize(400, (max(1, len(self._stages)) + 1) * ROW + 14)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint heading and stages."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._look.colours
        painter.fillRect(self.rect(), QColor(colours.surface))
        painter.fillRect(QRectF(0, 0, self.width(), 1), QColor(colours.line))
        painter.setPen(QColor(colours.text))
        painter.setFont(self._look.font(0.95, bold=True))
        painter.drawText(
            QRectF(MARGIN, 8, self.width() - 2 * MARGIN, ROW), Qt.AlignmentFlag.AlignVCenter, self._title()
        )
        painter.setFont(self._look.font(0.9))
        if not self._stages:
            painter.setPen(QColor(colours.muted))
            painter.drawText(
                QRectF(MARGIN, 8 + ROW, self.width() - 2 * MARGIN, ROW), Qt.AlignmentFlag.AlignVCenter, self.words[0]
            )
        for number, stage in enumerate(self._stages):
            self._paint_stage(painter, 8 + (number + 1) * ROW, number, stage)

    def _paint_stage(self, painter: QPainter, top: float, number: int, stage: Stage) -> None:
        colours = self._look.colours
        label = min(LABEL, self.width() * 0.42)
        painter.setPen(QColor(colours.muted))
        text = painter.fontMetrics().elidedText(tr(stage.label), Qt.TextElideMode.ElideRight, int(label - 10))
        painter.drawText(QRectF(MARGIN, top, label, ROW), Qt.AlignmentFlag.AlignVCenter, text)
        left, room = MARGIN + label, self.width() - 2 * MARGIN - label - VALUE
        times = [0.0, *(one.at for one in self._stages)]
        low, high = min(times), max(*times, 0.05)
        before = self._stages[number - 1].at if number else 0.0
        x1, x2 = (left + room * (t - low) / (high - low) for t in sorted((before, stage.at)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.raised))
        painter.drawRoundedRect(QRectF(left, top + (ROW - BAR) / 2, room, BAR), BAR / 2, BAR / 2)
        painter.setBrush(QColor(getattr(colours, stage.colour)))
        painter.drawRoundedRect(QRectF(x1, top + (ROW - BAR) / 2, max(BAR, x2 - x1), BAR), BAR / 2, BAR / 2)
        painter.setPen(QColor(colours.text))
        value = QRectF(left + room, top, VALUE, ROW)
        painter.drawText(
            value, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{1000 * stage.at:.0f} ms"
        )

    @staticmethod
    def _title() -> str:
        return tr("From the end of your question")

    def _name(self) -> None:
        self.setAccessibleName(self._title())
        self.setAccessibleDescription("; ".join(self.words))
        self.update()
