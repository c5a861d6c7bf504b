"""The top line: name, pages, pacing mode, and the switch of the reasoning panel."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QListView, QPushButton, QSizePolicy, QWidget

from app.services.language import mark, on_change, tr
from app.theme import Look
from app.widgets.wording import put

MODES = (
    ("think-first", mark("A short thought first"), mark("Thinks briefly, then talks while it thinks on")),
    ("speak-first", mark("Talk at once"), mark("Starts to talk straight away and thinks while it talks")),
    ("think-before-speaking", mark("Think it through"), mark("Finishes thinking before it says a word")),
    ("no-think", mark("No thinking"), mark("Answers straight away without any thought, for comparison")),
)
"""Pacing modes: the engine's name, a plain label, and what it does. The first is the one to begin with."""
PAGES = (
    ("talk", mark("Talk"), mark("Talk (Ctrl+1)"), "talk"),
    ("history", mark("History"), mark("History (Ctrl+2)"), "history"),
    ("settings", mark("Settings"), mark("Settings (Ctrl+3)"), "settings"),
)
NARROW = 900
"""Window width below which buttons show only their pictures."""


LONGEST_HOST = 110
"""Pixels of a server's name; the rest is in the tooltip."""


class Header(QWidget):
    """Holds `modes` (a combo box whose data are the engine's names), `reasoning_switch` and the buttons of `pages`."""

    page_wanted = Signal(str)
    mode_chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self._mark = QLabel()
        self._name = QLabel("Mindpace")
        self.server = QLabel()
        self.pages = {name: QPushButton() for name, *_rest in PAGES}
        self.modes = QComboBox()
        self.reasoning_switch = QPushButton()
        self.help = QPushButton()
        self._narrow: bool | None = None
        self._host: str | None = None
        self.server.setObjectName("server")
        self.server.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.server.hide()
        self._prepare_pages()
        self._prepare_modes()
        self._prepare_switches()
        self._arrange()
        look.changed.connect(self._dress)
        on_change(self._translate)
        self._dress()
        self._fit()

    @property
    def mode(self) -> str:
        """The pacing mode chosen, under the engine's name."""
        return str(self.modes.currentData())

    def show_mode(self, name: str) -> None:
        """Show a pacing mode, without telling."""
        self.modes.blockSignals(True)
        self.modes.setCurrentIndex(self.modes.findData(name))
        self.modes.blockSignals(False)
        self._explain_mode(self.modes.currentIndex())

    def show_server(self, host: str | None) -> None:
        """Say on every page where what is asked is sent, or nothing where it stays on this computer."""
        if host != self._host:
            self._host = host
            self._tell_server()

    def show_page(self, name: str) -> None:
        """Show which page is open; what belongs to the talk page is only there then."""
        for key, button in self.pages.items():
            button.setChecked(key == name)
        for widget in (self.modes, self.reasoning_switch):
            widget.setVisible(name == "talk")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave words out where there is no room."""
        super().resizeEvent(event)
        self._fit()

    def _prepare_pages(self) -> None:
        for name, text, tip, _icon in PAGES:
            button = self.pages[name]
            button.setObjectName("page")
            button.setCheckable(True)
            button.setIconSize(QSize(16, 16))
            put(button, tip=tip, name=text)
            button.clicked.connect(lambda _checked=False, name=name: self.page_wanted.emit(name))

    def _prepare_modes(self) -> None:
        self.modes.setView(QListView())  # the default one, made to look like a menu, ignores the style sheet
        for name, _label, _meaning in MODES:
            self.modes.addItem("", name)
        put(self.modes, name="Pace of thinking and speaking")
        self.modes.currentIndexChanged.connect(self._explain_mode)
        self.modes.currentIndexChanged.connect(lambda _number: self.mode_chosen.emit(self.mode))
        self._translate()

    def _translate(self) -> None:
        for number, (_name, label, meaning) in enumerate(MODES):
            self.modes.setItemText(number, tr(label))
            self.modes.setItemData(number, tr(meaning), Qt.ItemDataRole.ToolTipRole)
        self._explain_mode(self.modes.currentIndex())
        self._narrow = None
        self._fit()

    def _tell_server(self) -> None:
        self.server.setVisible(self._host is not None)
        if self._host is not None:
            sentence = tr("What you ask is sent to {host}.").format(host=self._host)
            self.server.setToolTip(sentence)
            self.server.setAccessibleName(sentence)
            short = self.server.fontMetrics().elidedText(self._host, Qt.TextElideMode.ElideMiddle, LONGEST_HOST)
            self.server.setText(tr("On a server") if self._narrow else tr("Sent to {host}").format(host=short))

    def _explain_mode(self, number: int) -> None:
        meaning = tr(MODES[max(0, number)][2])
        self.modes.setToolTip(meaning)
        # On Linux a combo box's name is what is chosen, so what it is for goes into the description.
        self.modes.setAccessibleDescription(f"{tr('Pace of thinking and speaking')}: {meaning}")

    def _prepare_switches(self) -> None:
        self.reasoning_switch.setCheckable(True)
        self.reasoning_switch.setChecked(True)
        self.reasoning_switch.setIconSize(QSize(16, 16))
        put(
            self.reasoning_switch,
            tip="Show or hide the reasoning panel (Ctrl+R)",
            name="Show the reasoning panel",
        )
        self.help.setObjectName("quiet")
        self.help.setIconSize(QSize(18, 18))
        put(self.help, tip="Keys and help (F1)", name="Keys and help")

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 9, 12, 9)
        row.setSpacing(6)
        row.addWidget(self._mark)
        row.addWidget(self._name)
        row.addSpacing(10)
        for button in self.pages.values():
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.server)
        row.addWidget(self.modes)
        row.addWidget(self.reasoning_switch)
        row.addWidget(self.help)

    def _fit(self) -> None:
        narrow = self.width() < NARROW
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self._tell_server()
        self._name.setHidden(narrow)
        for name, text, _tip, _icon in PAGES:
            self.pages[name].setText("" if narrow else tr(text))
        self.reasoning_switch.setText("" if narrow else tr("Reasoning"))

    def _dress(self) -> None:
        self._mark.setPixmap(self._look.logo(26))
        self._name.setFont(self._look.font(1.1, bold=True))
        for name, _text, _tip, icon in PAGES:
            self.pages[name].setIcon(self._look.icon(icon))
        self.reasoning_switch.setIcon(self._look.icon("thoughts", self._look.colours.think))
        self.help.setIcon(self._look.icon("help", self._look.colours.muted))
