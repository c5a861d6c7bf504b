"""Light and dark, type and room: what one sees is readable and nothing is cut off."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QListView, QWidget

from app.theme import DARK, LIGHT, Look
from app.widgets.elided_label import ElidedLabel
from app.widgets.states import APPEARANCES


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue, _alpha = QColor(colour).getRgbF()
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: str, other: str) -> float:
    """WCAG 2.1 contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_all_text_has_enough_contrast(colours):
    pairs = [
        (colours.on_accent, colours.accent), (colours.text, colours.bubble), (colours.text, colours.warn_soft),
        (colours.text, colours.think_soft), (colours.text, colours.raised), (colours.think, colours.think_soft),
        (colours.warn, colours.warn_soft),
    ]  # fmt: skip
    for name in ("text", "muted", "accent", "listen", "think", "speak", "warn"):
        pairs += [(getattr(colours, name), ground) for ground in (colours.window, colours.surface)]
    assert {pair: round(contrast(*pair), 2) for pair in pairs if contrast(*pair) < 4.5} == {}


def test_the_look_can_change_while_the_window_is_open(window, look):
    def corner():
        return window.grab().toImage().pixelColor(2, window.talk_page.conversation.y() + 200).name().upper()

    assert corner() == LIGHT.window
    look.use(DARK)
    assert corner() == DARK.window


def test_the_desktops_choice_is_followed(qapp):
    look = Look(qapp)
    assert look.colours is LIGHT
    QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert look.colours is DARK
    QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert look.colours is LIGHT
    QGuiApplication.styleHints().colorSchemeChanged.disconnect()
    look.setParent(None)


def test_icons_are_drawn_in_the_colour_asked_for(look, root):
    assert not look.logo(32).isNull()
    for path in (root / "assets" / "icons").glob("*.svg"):
        image = look.pixmap(path.stem, "#FF0000", 24, 2.0).toImage()
        solid = [image.pixelColor(x, y) for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() > 250]
        assert solid, path
        assert all(colour.red() > 250 and colour.green() < 5 for colour in solid), path


def cut_off(window: QWidget) -> list[str]:
    """Visible texts that have less room than they need."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, ElidedLabel):
            continue
        if isinstance(widget, QLabel) and widget.wordWrap():
            needs = widget.heightForWidth(widget.width())
            if widget.height() < needs:
                found.append(f"{widget.text()!r}: {widget.height()} of {needs} high")
        elif isinstance(widget, QLabel | QAbstractButton | QComboBox):
            needs = widget.minimumSizeHint()
            if widget.width() < needs.width() or widget.height() < needs.height():
                found.append(f"{widget.accessibleName()!r}: {widget.size()} of {needs}")
    return found


def overlapping(parent: QWidget) -> list[tuple[QWidget, QWidget]]:
    """Visible controls of one parent that lie on each other."""
    parts = [
        child
        for child in parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if child.isVisible()
    ]
    return [(a, b) for n, a in enumerate(parts) for b in parts[n + 1 :] if a.geometry().intersects(b.geometry())]


@pytest.mark.parametrize("name", APPEARANCES)
@pytest.mark.parametrize("size", [(640, 480), (1000, 700)])
def test_no_text_is_cut_off_and_nothing_overlaps(window, engine, qtbot, name, size):
    window.resize(*size)
    if name in ("opening", "listening"):
        window.recorder.press("key")
    if name != "opening":
        engine.state(name, 0.5)
        qtbot.waitUntil(lambda: window.talk_page.state.name == name)
    engine.turn()
    qtbot.wait(30)
    assert cut_off(window) == []
    for part in (window, window.header, window.talk_page.dock, window.talk_page.reasoning, window.notice):
        assert overlapping(part) == []
    assert (window.width(), window.height()) == size


def test_the_window_cannot_be_made_so_small_that_it_breaks(window, qtbot):
    window.resize(100, 100)
    assert window.size().width() == 640
    assert window.size().height() == 480
    qtbot.waitUntil(lambda: window.minimumSizeHint().width() <= 640)
    assert window.minimumSizeHint().height() <= 480


def test_everything_that_takes_the_focus_has_a_name(window):
    kinds = QAbstractButton | QComboBox | QLineEdit | QListView
    for widget in window.findChildren(QWidget):
        if isinstance(widget, kinds) and widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible():
            assert widget.accessibleName() or getattr(widget, "text", str)(), widget


def test_the_panel_collapses_and_comes_back(window, qtbot):
    window.talk_page.reasoning.hide_wanted.emit()
    assert window.talk_page.reasoning.isHidden()
    assert not window.header.reasoning_switch.isChecked()
    window.header.reasoning_switch.click()
    assert window.talk_page.reasoning.isVisible()
