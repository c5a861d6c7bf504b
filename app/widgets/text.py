"""Measuring and painting wrapped text in list rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QSizeF, Qt
from PySide6.QtGui import QFont, QTextCharFormat, QTextLayout, QTextLine, QTextOption

LINE_SPACING = 1.4
"""Distance of baselines, in heights of the font's line."""


Look = tuple[int, int, QTextCharFormat]
"""Letters from the first on, so many of them, painted so."""


def lay_out(
    text: str,
    font: QFont,
    width: float,
    alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    looks: Sequence[Look] = (),
) -> tuple[QTextLayout, QSizeF]:
    """Return text wrapped to `width` pixels, ready to draw, and the room it takes."""
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    layout.setFormats([_range(*look) for look in looks])
    option = QTextOption(alignment)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    height = taken = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0.0, height + line.height() * (LINE_SPACING - 1) / 2))
        height += line.height() * LINE_SPACING
        taken = max(taken, line.naturalTextWidth())
    layout.endLayout()
    return layout, QSizeF(taken, height)


def letter_at(layout: QTextLayout, at: QPointF) -> int:
    """Return the letter of a laid out text at a place relative to its corner, -1 beside it."""
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        box = line.naturalTextRect()
        if box.top() <= at.y() < box.bottom() and box.left() - 2 <= at.x() <= box.right() + 2:
            return int(line.xToCursor(at.x(), QTextLine.CursorPosition.CursorOnCharacter))
    return -1


def _range(start: int, length: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, look
    return made


def text_height(text: str, font: QFont, width: float) -> int:
    """Return the height of `text` wrapped to `width` pixels; what was measured lately is remembered."""
    return _height(text, font.toString(), width)


@lru_cache(maxsize=2048)
def _height(text: str, font: str, width: float) -> int:
    measured = QFont()
    measured.fromString(font)
    return round(lay_out(text, measured, width)[1].height())
