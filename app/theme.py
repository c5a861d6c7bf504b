"""Colours, type and icons of the window, light and dark, and which of the two the desktop asks for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from app.style_sheet import style_sheet
from engine.config import assets_dir

SMALLEST_POINTS = 10.5
"""A desktop that asks for smaller type than this gets this: replies are read from arm's length."""
ICON_SCALE = 3
"""Icons are drawn at this many times their size, so that they stay sharp on every screen."""


@dataclass(frozen=True)
class Colours:
    """One palette, as `#RRGGBB`. The text colours have a contrast of 4.5 or more on `window` and `surface`."""

    name: str
    window: str
    surface: str
    raised: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    bubble: str
    listen: str
    think: str
    think_soft: str
    speak: str
    warn: str
    warn_soft: str

    def palette(self) -> QPalette:
        """Return the palette for Qt's own widgets."""
        palette = QPalette()
        for role, colour in self._roles().items():
            palette.setColor(role, QColor(colour))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(self.muted))
        return palette

    def _roles(self) -> dict[QPalette.ColorRole, str]:
        role = QPalette.ColorRole
        return {
            role.Window: self.window, role.WindowText: self.text, role.Base: self.surface, role.Text: self.text,
            role.AlternateBase: self.raised, role.Button: self.raised, role.ButtonText: self.text,
            role.Highlight: self.accent, role.HighlightedText: self.on_accent, role.PlaceholderText: self.muted,
            role.ToolTipBase: self.raised, role.ToolTipText: self.text, role.Link: self.accent, role.Mid: self.line,
            role.Accent: self.accent,
        }  # fmt: skip


LIGHT = Colours(
    name="light", window="#F6F6F9", surface="#FFFFFF", raised="#EDEDF3", line="#DEDFE7", text="#1C1D26",
    muted="#5D6072", accent="#4F4CC9", on_accent="#FFFFFF", bubble="#E9E9FA", listen="#D13438", think="#6D4FD0",
    think_soft="#EFEBFD", speak="#0B7D72", warn="#9A4A07", warn_soft="#FDF0E1",
)  # fmt: skip
DARK = Colours(
    name="dark", window="#15161B", surface="#1C1D24", raised="#282A33", line="#343642", text="#ECEDF3",
    muted="#A3A6B7", accent="#A5A2FF", on_accent="#15161B", bubble="#2B2C4A", listen="#FF7176", think="#B19CFF",
    think_soft="#292440", speak="#45D5C2", warn="#FFBE7A", warn_soft="#38291A",
)  # fmt: skip


class Look(QObject):
    """The look of a running application; widgets that paint themselves take colours, fonts and icons from here."""

    changed = Signal()

    def __init__(self, application: QApplication, name: str | None = None) -> None:
        """Put the look on `application`: `name` is "light" or "dark", None follows the desktop."""
        super().__init__(application)
        self._application = application
        self.colours = LIGHT
        self._dressed: Colours | None = None
        self.reduced_motion = False
        """Whether nothing should move by itself."""
        application.setStyle("Fusion")
        application.setWindowIcon(QIcon(str(_icon_file("mindpace"))))
        self.base_font = _readable(application.font())
        application.setFont(self.base_font)
        self._follows = False
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)
        self.choose(name or "system")

    def choose(self, theme: str) -> None:
        """Show "light", "dark", or with "system" what the desktop asks for, now and when it changes its mind."""
        self._follows = theme == "system"
        if self._follows:
            self._follow(QGuiApplication.styleHints().colorScheme())
        else:
            self.use(DARK if theme == "dark" else LIGHT)

    def use(self, colours: Colours) -> None:
        """Show everything in these colours."""
        if self._dressed is colours:
            return  # a style sheet is read anew by every widget, which takes long
        self.colours = self._dressed = colours
        self._application.setPalette(colours.palette())
        self._application.setStyleSheet(style_sheet(colours, _icon_file("chevron").as_posix()))
        self.changed.emit()

    def font(self, scale: float = 1.0, *, bold: bool = False) -> QFont:
        """Return the interface font, `scale` times as large."""
        font = QFont(self.base_font)
        font.setPointSizeF(self.base_font.pointSizeF() * scale)
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def icon(self, name: str, colour: str | None = None) -> QIcon:
        """Return `assets/icons/NAME.svg` in one colour (None: the text's)."""
        return QIcon(_tinted(name, colour or self.colours.text, 20 * ICON_SCALE))

    def icon_of_application(self) -> QIcon:
        """Return the application's own icon."""
        return self._application.windowIcon()

    def logo(self, size: int) -> QPixmap:
        """Return the application's own icon, `size` logical pixels a side."""
        return self._application.windowIcon().pixmap(QSize(size, size), ICON_SCALE)

    def pixmap(self, name: str, colour: str, size: int, ratio: float) -> QPixmap:
        """Return an icon as a picture that covers `size` logical pixels of a screen with that pixel ratio."""
        picture = QPixmap(_tinted(name, colour, round(size * ratio)))
        picture.setDevicePixelRatio(ratio)
        return picture

    def _follow(self, scheme: Qt.ColorScheme) -> None:
        if self._follows:
            self.use(DARK if scheme == Qt.ColorScheme.Dark else LIGHT)


def _icon_file(name: str) -> Path:
    return assets_dir() / "icons" / f"{name}.svg"


def _readable(font: QFont) -> QFont:
    font.setPointSizeF(max(SMALLEST_POINTS, font.pointSizeF()))
    return font


@lru_cache(maxsize=512)
def _tinted(name: str, colour: str, pixels: int) -> QPixmap:
    """The icon's shape, filled with the colour; `pixels` [a side]."""
    picture = QPixmap(QSize(pixels, pixels))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(str(_icon_file(name))).render(painter, QRectF(0, 0, pixels, pixels))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(picture.rect(), QColor(colour))
    painter.end()
    return picture
