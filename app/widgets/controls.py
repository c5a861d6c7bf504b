"""Controls of the settings: a switch, a slider with its value, a bar that shows a level, a field that takes a key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QListView, QSlider, QWidget

from app.services.language import tr
from app.services.settings_schema import Number
from app.theme import Look

SWITCH = QSize(40, 22)
STEPS = 100


class SwitchBox(QCheckBox):
    """A check box that looks like a switch; to screen readers and keys it is a check box."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedSize(SWITCH.width() + 6, SWITCH.height() + 6)
        look.changed.connect(self.update)

    def hitButton(self, _at: object) -> bool:  # noqa: N802 - Qt's name
        """All of it is to be clicked."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint track and knob."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._look.colours
        track = QRectF(3, 3, SWITCH.width(), SWITCH.height())
        painter.setPen(QColor(colours.text) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent if self.isChecked() else colours.muted))
        painter.setOpacity(1.0 if self.isEnabled() else 0.4)
        painter.drawRoundedRect(track, SWITCH.height() / 2, SWITCH.height() / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.on_accent if self.isChecked() else colours.surface))
        x = track.right() - SWITCH.height() / 2 if self.isChecked() else track.left() + SWITCH.height() / 2
        painter.drawEllipse(QPointF(x, track.center().y()), SWITCH.height() / 2 - 3, SWITCH.height() / 2 - 3)


class CalmComboBox(QComboBox):
    """A combo box that the mouse wheel scrolls past, and does not change."""

    def __init__(self) -> None:
        super().__init__()
        self.setView(QListView())
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Leave it to the page."""
        event.ignore()


class _CalmSlider(QSlider):
    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        event.ignore()


class NumberSlider(QWidget):
    """A slider over the range of a rule with the value beside it; `changed` when the user lets go or uses keys."""

    changed = Signal(float)

    def __init__(self, rule: Number, shape: str) -> None:
        """`shape` is the value in words, such as "{value:.1f} s"."""
        super().__init__()
        self._rule, self._shape = rule, shape
        self.slider = _CalmSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, STEPS)
        self.slider.setPageStep(10)
        self._label = QLabel()
        self._label.setObjectName("muted")
        self._label.setMinimumWidth(52)
        self._label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.slider, 1)
        row.addWidget(self._label)
        self.setFocusProxy(self.slider)
        self.slider.valueChanged.connect(self._moved)
        self.slider.sliderReleased.connect(lambda: self.changed.emit(self.value))

    @property
    def value(self) -> float:
        """The number chosen."""
        return round(self._rule.lowest + (self._rule.highest - self._rule.lowest) * self.slider.value() / STEPS, 2)

    def show_value(self, value: float) -> None:
        """Show a number, without telling."""
        self.slider.blockSignals(True)
        span = self._rule.highest - self._rule.lowest
        self.slider.setValue(round(STEPS * (value - self._rule.lowest) / span))
        self.slider.blockSignals(False)
        self._label.setText(self._shape.format(value=value))

    def _moved(self) -> None:
        self._label.setText(self._shape.format(value=self.value))
        if not self.slider.isSliderDown():
            self.changed.emit(self.value)


class LevelBar(QWidget):
    """A level, 0 to 1, that sinks slowly."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.level = 0.0
        self.setMinimumSize(80, 8)
        self.setFixedHeight(8)
        look.changed.connect(self.update)

    def show_level(self, level: float) -> None:
        """Show a level."""
        self.level = max(level, self.level * 0.85 if self.level > 0.02 else 0.0)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint track and level; near full scale it warns."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        colours = self._look.colours
        painter.setBrush(QColor(colours.line))
        painter.drawRoundedRect(QRectF(0, 1, self.width(), 6), 3, 3)
        painter.setBrush(QColor(colours.warn if self.level > 0.97 else colours.speak))
        painter.drawRoundedRect(QRectF(0, 1, self.width() * self.level, 6), 3, 3)


class KeyField(QLineEdit):
    """Takes the key that is pressed in it as its value: Backspace clears, Tab leaves."""

    taken = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)

    def show_key(self, key: str | None) -> None:
        """Show a key."""
        self.setText(key or "")
        self.setPlaceholderText(tr("None; press a key here"))

    def event(self, event: QEvent) -> bool:
        """Let no shortcut take the key away."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take the key."""
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape):
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and not event.modifiers():
            self.taken.emit("")
        elif event.key() not in (Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Shift, Qt.Key.Key_Meta):
            self.taken.emit(QKeySequence(event.keyCombination()).toString())
