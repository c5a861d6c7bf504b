"""A calm bar for what the user should know: one sentence at a time, no dialog."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy

from app.theme import Look
from app.widgets.wording import put

ICON = 18


class NoticeBar(QFrame):
    """Hidden while there is nothing to say. A lasting notice cannot be closed, nor replaced by a passing one."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._look = look
        self._lasting = False
        self._icon = QLabel()
        self.label = QLabel()
        self.label.setWordWrap(True)
        put(self.label, name="Notice")
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.close_button = QPushButton()
        self.close_button.setObjectName("quiet")
        put(self.close_button, name="Close the notice")
        self.close_button.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 10, 8)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self.label, 1)
        row.addWidget(self.close_button)
        look.changed.connect(self._dress)
        self._dress()
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown, empty when there is none."""
        return "" if self.isHidden() else self.label.text()

    def tell(self, sentence: str, *, lasting: bool = False) -> None:
        """Show a sentence in the place of the one before, and let screen readers speak it."""
        if self._lasting and not lasting:
            return
        self._lasting = lasting
        self.label.setText(sentence)
        self.label.setAccessibleDescription(sentence)
        self.close_button.setHidden(lasting)
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.label, sentence))

    def clear(self) -> None:
        """Hide what is no longer of interest."""
        if not self._lasting:
            self.hide()

    def _dress(self) -> None:
        self._icon.setPixmap(self._look.pixmap("notice", self._look.colours.warn, ICON, self.devicePixelRatioF()))
        self.close_button.setIcon(self._look.icon("close", self._look.colours.muted))
