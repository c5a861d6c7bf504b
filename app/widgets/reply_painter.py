"""One row of the conversation: where its parts are, and painting them. Questions are bubbles, replies plain text."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen, QTextCharFormat

from app.theme import Look
from app.widgets import text as t
from app.widgets.conversation_model import Row
from app.widgets.growing_list import MARGIN

WIDEST = 620
"""Lines longer than this are hard to read."""
PADDING = 10
ICON = 14
NOTE_ICON = 13
ACTION = 28
ACTION_ICON = 16
ACTIONS = ("replay", "copy", "save", "latency")


class RowPainter:
    """Measures and paints a row that is `width` pixels wide; everything is relative to the row's corner."""

    def __init__(self, look: Look, row: Row, width: float) -> None:
        self._look, self._row, self._width = look, row, width
        room = min(WIDEST, width - 2 * MARGIN)
        self._room = room if row.kind == "reply" else room * 0.8 - ICON
        self._text = row.text or row.placeholder()

    def height(self) -> int:
        """Height of all of it, with the space around."""
        height = t.text_height(self._text, self._font(), self._room)
        if self._row.kind != "reply":
            return height + 3 * PADDING
        notes = sum(self._note_height(note) for note in self._row.notes())
        return height + notes + PADDING + (ACTION + PADDING if self._acts() else 3 * PADDING)

    def clause_at(self, at: QPointF) -> int:
        """Return the clause of a reply at a place, -1 where there is none."""
        if self._row.record is None or not self._row.text:
            return -1
        layout, _size = t.lay_out(self._text, self._font(), self._room)
        letter = t.letter_at(layout, at - QPointF(MARGIN, PADDING))
        return self._row.record.clause_at(letter) if letter >= 0 else -1

    def action_at(self, at: QPointF) -> str | None:
        """Return what a click at a place does."""
        return next((name for name, box in self.actions() if box.contains(at)), None)

    def actions(self) -> Iterator[tuple[str, QRectF]]:
        """The places of the actions of a finished reply."""
        if self._acts():
            top = self.height() - ACTION - PADDING + 2
            for number, name in enumerate(ACTIONS):
                yield name, QRectF(MARGIN - 6 + number * ACTION, top, ACTION, ACTION)

    def paint(self, painter: QPainter, *, selected: bool, pointed: str | None, ratio: float) -> None:
        """Paint it; `pointed` is the action under the mouse."""
        if self._row.kind == "reply":
            self._paint_reply(painter, selected, pointed, ratio)
        else:
            self._paint_question(painter, selected, ratio)

    def _acts(self) -> bool:
        return self._row.kind == "reply" and self._row.state in ("done", "stopped") and bool(self._row.text)

    def _font(self) -> QFont:
        return self._look.font(1.15 if self._row.kind == "reply" and self._row.text else 1.0)

    def _note_height(self, note: str) -> int:
        return t.text_height(note, self._look.font(0.9), self._room - NOTE_ICON - 6) + 2

    def _paint_reply(self, painter: QPainter, selected: bool, pointed: str | None, ratio: float) -> None:
        if selected:
            box = QRectF(MARGIN - PADDING, PADDING / 2, self._width - 2 * (MARGIN - PADDING), self.height() - PADDING)
            self._fill(painter, box, self._look.colours.raised)
        layout, size = t.lay_out(self._text, self._font(), self._room, looks=list(self._looks()))
        painter.setPen(QColor(self._look.colours.text if self._row.text else self._look.colours.muted))
        layout.draw(painter, QPointF(MARGIN, PADDING))
        self._paint_notes(painter, PADDING + size.height(), ratio)
        for name, box in self.actions():
            if name == pointed:
                self._fill(painter, box, self._look.colours.raised if not selected else self._look.colours.line)
            colour = self._look.colours.text if name == pointed else self._look.colours.muted
            icon = self._look.pixmap(name, colour, ACTION_ICON, ratio)
            painter.drawPixmap(box.center() - QPointF(ACTION_ICON / 2, ACTION_ICON / 2), icon)

    def _looks(self) -> Iterator[t.Look]:
        """What is not said yet, or was not heard, is pale; clauses that are lit have a ground."""
        row, colours = self._row, self._look.colours
        if row.record is None:
            yield from self._unsaid(row.said)
            return
        strong, soft = row.lit
        for number, clause in enumerate(row.record.clauses):
            begin, length = clause.begin, len(clause.text.rstrip())
            if clause.text.startswith(" "):
                begin, length = begin + 1, length - 1
            if number in strong or number in soft:
                yield begin, length, _ground(colours.think_soft if number in strong else colours.raised)
            if number == row.focus:
                yield begin, length, _underlined(colours.accent)
        yield from self._unsaid(row.record.heard_letters if row.record.heard_letters is not None else row.said)

    def _unsaid(self, said: int | None) -> Iterator[t.Look]:
        if said is not None and said < len(self._row.text):
            yield said, len(self._row.text) - said, _coloured(self._look.colours.muted)

    def _paint_notes(self, painter: QPainter, top: float, ratio: float) -> None:
        colours = self._look.colours
        for note in self._row.notes():
            icon = self._look.pixmap("notice", colours.warn, NOTE_ICON, ratio)
            layout, _size = t.lay_out(note, self._look.font(0.9), self._room - NOTE_ICON - 6)
            line = layout.lineAt(0).height() * t.LINE_SPACING
            painter.drawPixmap(QPointF(MARGIN, top + 2 + (line - NOTE_ICON) / 2), icon)
            painter.setPen(QColor(colours.warn))
            layout.draw(painter, QPointF(MARGIN + NOTE_ICON + 6, top + 2))
            top += self._note_height(note)

    def _paint_question(self, painter: QPainter, selected: bool, ratio: float) -> None:
        layout, size = t.lay_out(self._text, self._font(), self._room, looks=list(self._looks()))
        lead = ICON + 6 if self._row.kind == "spoken" else 0
        box = self._bubble(size, lead)
        self._fill(painter, box, self._look.colours.bubble)
        if selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._look.colours.accent), 1))
            painter.drawRoundedRect(box, PADDING, PADDING)
        left = box.left() + PADDING + 2
        if lead:
            picture = self._look.pixmap("microphone", self._look.colours.accent, ICON, ratio)
            painter.drawPixmap(
                QPointF(left, box.top() + PADDING / 2 + layout.lineAt(0).height() * 0.7 - ICON / 2), picture
            )
        painter.setPen(QColor(self._look.colours.text))
        layout.draw(painter, QPointF(left + lead, box.top() + PADDING / 2))

    def _bubble(self, size: QSizeF, lead: float) -> QRectF:
        width = size.width() + lead + 2 * PADDING + 4
        return QRectF(self._width - MARGIN - width, PADDING, width, size.height() + PADDING)

    @staticmethod
    def _fill(painter: QPainter, box: QRectF, colour: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(box, PADDING, PADDING)


def _ground(colour: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setBackground(QBrush(QColor(colour)))
    return made


def _coloured(colour: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(QBrush(QColor(colour)))
    return made


def _underlined(colour: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    made.setUnderlineColor(QColor(colour))
    return made
