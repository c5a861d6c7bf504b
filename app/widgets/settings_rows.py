"""One row of the settings page for each setting: label, help, control, and the sentence of a refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.services.language import on_change, tr
from app.services.settings import SettingsStore
from app.services.settings_schema import RULES, Hotkey, Number, Switch
from app.theme import Look
from app.widgets.controls import CalmComboBox, KeyField, NumberSlider, SwitchBox
from app.widgets.wording import put
from engine.errors import MindpaceError

CONTROL_WIDTH = 270


class Row(QWidget):
    """Base: `self.control` shows the setting `name`; subclasses say how."""

    def __init__(self, look: Look, store: SettingsStore, name: str, label: str, about: str, control: Any) -> None:
        super().__init__()
        self._look, self._store, self.name = look, store, name
        self.control = control
        self.label = label
        self._label, self._about, self.refusal = QLabel(), QLabel(), QLabel()
        self.line: QFrame | None = None
        """The line between it and the row above, which comes and goes with it."""
        self._said: tuple[str, ...] = (about,) if about else ()
        put(self._label, text=label)
        put(control, name=label)
        self._about.setObjectName("muted")
        self.refusal.setObjectName("warn")
        for words in (self._label, self._about, self.refusal):
            words.setWordWrap(True)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 8, 0, 8)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self._about, 1, 0)
        self._grid.addWidget(control, 0, 1, 2, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(self.refusal, 2, 0, 1, 2)
        self.refusal.hide()
        self._tell()
        if not isinstance(control, SwitchBox):
            control.setFixedWidth(CONTROL_WIDTH)
        look.changed.connect(self.dress)
        on_change(self.refresh)
        self.dress()

    def setVisible(self, visible: bool) -> None:  # noqa: N802 - Qt's name
        """Show it, or not."""
        super().setVisible(visible)
        if self.line is not None:
            self.line.setVisible(visible)

    def refresh(self) -> None:
        """Show the setting as it is, in the language in use."""
        self._tell()
        self.show_value(getattr(self._store.values, self.name))

    def show_value(self, value: Any) -> None:
        """Show a value, without changing anything."""
        raise NotImplementedError

    def change(self, value: Any) -> None:
        """Change the setting; a refusal is told here, and the old value shown again."""
        try:
            self._store.change(**{self.name: value})
        except MindpaceError as error:
            self.refuse(str(error))
            self.refresh()
        else:
            self.refuse("")

    def refuse(self, sentence: str) -> None:
        """Show a sentence under the control, or with "" none."""
        self.refusal.setText(sentence)
        self.refusal.setAccessibleName(sentence)
        self.refusal.setVisible(bool(sentence))

    def say(self, *sentences: str) -> None:
        """Say more about the setting than its label does: English sentences, told in the language in use."""
        self._said = sentences
        self._tell()

    def _tell(self) -> None:
        about = " ".join(tr(sentence) for sentence in self._said)
        self._about.setText(about)
        self._about.setVisible(bool(about))
        self._grid.addWidget(self._label, 0, 0, 1 if about else 2, 1)  # alone it stands in the middle
        self.control.setAccessibleDescription(about)

    def add_below(self, widget: QWidget) -> None:
        """Put something under the control."""
        self._grid.addWidget(widget, 3, 1)

    def dress(self) -> None:
        """Set the sizes of type."""
        self._about.setFont(self._look.font(0.9))
        self.refusal.setFont(self._look.font(0.9))


class SwitchRow(Row):
    """On or off."""

    def __init__(self, look: Look, store: SettingsStore, name: str, label: str, about: str = "") -> None:
        assert isinstance(RULES[name], Switch)  # noqa: S101 - a mistake of ours
        super().__init__(look, store, name, label, about, SwitchBox(look))
        self.control.clicked.connect(self.change)

    def show_value(self, value: Any) -> None:
        """Show on or off."""
        self.control.setChecked(value)


class ChoiceRow(Row):
    """One of a few; `choices` are values with their English words, which may change."""

    def __init__(
        self,
        look: Look,
        store: SettingsStore,
        name: str,
        label: str,
        about: str = "",
        choices: tuple[tuple[Any, str], ...] = (),
    ) -> None:
        self._choices: tuple[tuple[Any, str], ...] = choices
        super().__init__(look, store, name, label, about, CalmComboBox())
        self.control.activated.connect(lambda number: self.change(self._choices[number][0]))

    def offer(self, choices: tuple[tuple[Any, str], ...]) -> None:
        """Offer other values."""
        self._choices = choices
        self.refresh()

    def show_value(self, value: Any) -> None:
        """Show a value; one that is not offered (a device that is gone) is shown all the same."""
        if value not in [one for one, _words in self._choices]:
            self._choices = (*self._choices, (value, str(value)))
        box: QComboBox = self.control
        box.clear()
        box.addItems([tr(words) for _value, words in self._choices])
        box.setCurrentIndex([one for one, _words in self._choices].index(value))

    def _tell(self) -> None:
        """Name the setting in the description, too: on Linux a combo box's name is what is chosen."""
        super()._tell()
        self.control.setAccessibleDescription(". ".join(part for part in (tr(self.label), self._about.text()) if part))


class NumberRow(Row):
    """A number by a slider."""

    def __init__(self, look: Look, store: SettingsStore, name: str, label: str, about: str, shape: str) -> None:
        rule = RULES[name]
        assert isinstance(rule, Number)  # noqa: S101 - a mistake of ours
        super().__init__(look, store, name, label, about, NumberSlider(rule, shape))
        put(self.control.slider, name=label, description=about)
        self.control.changed.connect(self.change)

    def show_value(self, value: Any) -> None:
        """Show the number."""
        self.control.show_value(value)


class KeyRow(Row):
    """A global key."""

    def __init__(self, look: Look, store: SettingsStore, name: str, label: str, about: str) -> None:
        assert isinstance(RULES[name], Hotkey)  # noqa: S101 - a mistake of ours
        super().__init__(look, store, name, label, about, KeyField())
        self.control.taken.connect(self.change)

    def show_value(self, value: Any) -> None:
        """Show the key."""
        self.control.show_key(value)


class ActionRow(QWidget):
    """A label, and buttons that do something: (text, action) each."""

    def __init__(self, look: Look, label: str, about: str, *actions: tuple[str, Callable[[], object]]) -> None:
        super().__init__()
        self._look = look
        words, self._about = QLabel(), QLabel()
        put(words, text=label)
        put(self._about, text=about)
        self._about.setObjectName("muted")
        for part in (words, self._about):
            part.setWordWrap(True)
        self.buttons: list[QPushButton] = []
        row = QHBoxLayout()
        for text, action in actions:
            button = QPushButton()
            put(button, text=text, name=text, description=about)
            button.clicked.connect(lambda _checked=False, action=action: action())
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            self.buttons.append(button)
            row.addWidget(button)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 8, 0, 8)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.addWidget(words, 0, 0)
        grid.addWidget(self._about, 1, 0)
        grid.addLayout(row, 0, 1, 2, 1)
        look.changed.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        """Set the sizes of type."""
        self._about.setFont(self._look.font(0.9))
