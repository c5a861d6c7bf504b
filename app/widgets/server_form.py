"""A few fields for a model on a server: its address, what it is called there, and the key if one is needed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton

from app.services.language import mark
from app.theme import Look
from app.widgets.wording import put

FIELDS = (
    ("address", mark("Address"), "https://box.example:8000/v1"),
    ("model", mark("Model"), "step-audio-r1.1"),
    ("key", mark("Key"), ""),
)
WARNING = mark("What you say to this model is sent to that server. The key is kept in the system's keyring only.")


class ServerForm(QFrame):
    """`wanted` brings address, model, key (may be empty) and whether no encryption is needed."""

    wanted = Signal(str, str, str, bool)
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("card")
        self._look = look
        self.fields = {name: QLineEdit() for name, *_rest in FIELDS}
        self.plain, self.add, self.cancel = QCheckBox(), QPushButton(), QPushButton()
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 12, 16, 12)
        for row, (name, text, example) in enumerate(FIELDS):
            label, field = QLabel(), self.fields[name]
            put(label, text=text)
            put(field, name=text)
            field.setPlaceholderText(example)
            field.setMaxLength(2000)
            label.setBuddy(field)
            field.textChanged.connect(self._judge)
            field.returnPressed.connect(self.add.click)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        self.fields["key"].setEchoMode(QLineEdit.EchoMode.Password)
        warning, buttons = QLabel(), QHBoxLayout()
        warning.setWordWrap(True)
        warning.setObjectName("muted")
        put(warning, text=WARNING)
        put(self.plain, text="The server has no encryption")
        put(self.add, text="Add")
        put(self.cancel, text="Cancel")
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.add)
        grid.addWidget(self.plain, len(FIELDS), 1)
        grid.addWidget(warning, len(FIELDS) + 1, 0, 1, 2)
        grid.addLayout(buttons, len(FIELDS) + 2, 0, 1, 2)
        self.add.clicked.connect(self._done)
        self.cancel.clicked.connect(self.left)
        self._judge()

    def open(self) -> None:
        """Show empty fields."""
        for field in self.fields.values():
            field.clear()
        self.plain.setChecked(False)
        self.show()
        self.fields["address"].setFocus()

    def _judge(self) -> None:
        self.add.setEnabled(all(self.fields[name].text().strip() for name in ("address", "model")))

    def _done(self) -> None:
        address, model, key = (self.fields[name].text().strip() for name, *_rest in FIELDS)
        self.fields["key"].clear()
        self.wanted.emit(address, model, key, self.plain.isChecked())
