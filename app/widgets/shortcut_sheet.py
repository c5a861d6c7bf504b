"""All keys on one sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.services.language import mark, tr
from app.theme import Look

KEYS = (
    (
        mark("Talking"),
        (
            (mark("Space"), mark("Hold it and ask; hands-free it mutes")),
            ("Ctrl+H", mark("Hold to talk, or hands-free")),
            ("Ctrl+M", mark("Mute, unmute")),
            (mark("Escape"), mark("Stop the voice; again: the thinking, too")),
            ("Ctrl+T", mark("Type a question")),
            ("Ctrl+R", mark("Reasoning panel")),
            ("Ctrl+L", mark("Where the time went")),
        ),
    ),
    (
        mark("A turn"),
        (
            (mark("Up, Down"), mark("From row to row")),
            (mark("Left, Right"), mark("From clause to clause; its thoughts light up")),
            ("Ctrl+P", mark("Replay")),
            ("Ctrl+C", mark("Copy")),
            ("Ctrl+S", mark("Save")),
        ),
    ),
    (
        mark("Window"),
        (
            ("Ctrl+1", mark("Talk")),
            ("Ctrl+2, Ctrl+F", mark("History, and search it")),
            ("Ctrl+3, Ctrl+,", mark("Settings")),
            ("F1, ?", mark("This sheet")),
            ("Ctrl+Q", mark("Quit")),
        ),
    ),
)


class ShortcutSheet(QDialog):
    """Closes with Escape or its button."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(5)
        for title, keys in KEYS:
            heading = QLabel(tr(title))
            heading.setFont(look.font(1.05, bold=True))
            heading.setContentsMargins(0, 10 if grid.rowCount() > 1 else 0, 0, 2)
            grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
            for key, what in keys:
                label = QLabel(tr(key))
                label.setObjectName("key")
                words = QLabel(tr(what))
                words.setObjectName("muted")
                row = grid.rowCount()
                grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignLeft)
                grid.addWidget(words, row, 1)
        grid.setColumnStretch(1, 1)
        buttons = QDialogButtonBox()
        close = buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.addLayout(grid)
        column.addWidget(buttons)
        self.setMinimumWidth(560)
        close.setFocus()
