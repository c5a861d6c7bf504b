"""What Qt's own widgets look like beyond their palette: corners, borders, spacing."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.theme import Colours

_SHEET = Template("""
QWidget#header, QWidget#dock { background: $surface; }
QWidget#header { border-bottom: 1px solid $line; }
QWidget#dock { border-top: 1px solid $line; }
QWidget#reasoning { background: $window; }

QPushButton {
    background: $raised; color: $text; border: 1px solid transparent; border-radius: 8px;
    padding: 6px 12px; min-height: 20px;
}
QPushButton:hover { border-color: $line; }
QPushButton:pressed { background: $line; }
QPushButton:checked { background: $think_soft; color: $think; }
QPushButton:focus { border: 1px solid $accent; }
QPushButton:disabled { color: $muted; background: transparent; border-color: $line; }
QPushButton#primary { background: $accent; color: $on_accent; }
QPushButton#primary:focus { border: 2px solid $text; }
QPushButton#primary:disabled { background: $raised; color: $muted; border-color: transparent; }
QPushButton#quiet { background: transparent; padding: 4px; }
QPushButton#quiet:hover { background: $raised; }
QPushButton#quiet:focus { border: 1px solid $accent; }

QPushButton#page { background: transparent; color: $muted; }
QPushButton#page:hover { background: $raised; }
QPushButton#page:checked { background: $bubble; color: $text; }
QPushButton#page:focus { border: 1px solid $accent; }
QPushButton#segment { border-radius: 8px; background: transparent; color: $muted; padding: 6px 10px; }
QPushButton#segment:hover { color: $text; }
QPushButton#segment:checked { background: $bubble; color: $text; border-color: transparent; }
QPushButton#segment:disabled { border-color: transparent; }
QPushButton#segment:focus { border: 1px solid $accent; }
QPushButton#quiet:checked { background: $raised; }
QPushButton#danger { color: $warn; }

QLineEdit {
    background: $window; color: $text; border: 1px solid $line; border-radius: 8px; padding: 6px 10px;
    min-height: 20px; selection-background-color: $accent; selection-color: $on_accent;
    placeholder-text-color: $muted;
}
QLineEdit:focus { border: 1px solid $accent; }
QLineEdit:disabled { color: $muted; }

QComboBox {
    background: $raised; color: $text; border: 1px solid transparent; border-radius: 8px; padding: 6px 10px;
    min-height: 20px; combobox-popup: 0; placeholder-text-color: $muted;
}
QComboBox QLineEdit { background: transparent; border: none; border-radius: 0; padding: 0; min-height: 0; }
QComboBox QLineEdit:focus { border: none; }
QComboBox:hover { border-color: $line; }
QComboBox:focus { border: 1px solid $accent; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("$chevron"); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: $surface; color: $text; border: 1px solid $line; outline: none; }
QComboBox QAbstractItemView::item { min-height: 32px; padding: 0 10px; border: none; }
QComboBox QAbstractItemView::item:selected { background: $bubble; color: $text; }

QListView { background: $window; border: none; outline: none; }
QListView#thoughts { background: transparent; }
QSplitter::handle { background: $line; width: 1px; }
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: 4px 6px; }

QFrame#notice { background: $warn_soft; border-bottom: 1px solid $line; }
QFrame#notice QLabel { color: $text; }
QLabel#muted { color: $muted; }
QLabel#warn { color: $warn; }
QLabel#server { color: $warn; border: 1px solid $warn; border-radius: 5px; padding: 2px 7px; }
QLabel#key { background: $raised; border-radius: 5px; padding: 2px 7px; }
QFrame#line { background: $line; border: none; }
QFrame#card { background: $surface; border: 1px solid $line; border-radius: 10px; }
QWidget#page { background: $window; }
QDialog { background: $window; }

QSpinBox {
    background: $raised; color: $text; border: 1px solid transparent; border-radius: 8px; padding: 6px 10px;
    min-height: 20px; selection-background-color: $accent; selection-color: $on_accent;
}
QSpinBox:focus { border: 1px solid $accent; }
QSpinBox::up-button, QSpinBox::down-button { width: 0; border: none; }
QSlider { min-height: 24px; }
QSlider::groove:horizontal { background: $line; height: 4px; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; height: 4px; border-radius: 2px; }
QSlider::handle:horizontal {
    background: $accent; width: 16px; height: 16px; margin: -6px 0; border-radius: 8px; border: none;
}
QSlider::handle:horizontal:focus { border: 2px solid $text; }
QMenu { background: $surface; color: $text; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 18px; border-radius: 6px; }
QMenu::item:selected { background: $bubble; }

QProgressBar { background: $raised; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar::handle:vertical { background: $line; border-radius: 3px; min-height: 32px; }
QScrollBar::handle:vertical:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; height: 0; }
""")


def style_sheet(colours: Colours, chevron: str) -> str:
    """Return the style sheet in these colours; `chevron` is the path of the arrow's picture."""
    return _SHEET.substitute(vars(colours), chevron=chevron)
