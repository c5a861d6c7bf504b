"""Measuring and painting wrapped text in list rows."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QSizeF, Qt
from PySide6.QtGui import QFont, QTextLayout, QTextOption

LINE_SPACING = 1.4
"""Distance of baselines, in heights of the font's line."""


def lay_out(
    text: str, font: QFont, width: float, alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
) -> tuple[QTextLayout, QSizeF]:
    """Return text wrapped to `width` pixels, ready to draw, and the room it takes."""
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
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


def text_height(text: str, font: QFont, width: float) -> int:
    """Return the height of `text` wrapped to `width` pixels; what was measured lately is remembered."""
    return _height(text, font.toString(), width)


@lru_cache(maxsize=2048)
def _height(text: str, font: str, width: float) -> int:
    measured = QFont()
    measured.fromString(font)
    return round(lay_out(text, measured, width)[1].height())
