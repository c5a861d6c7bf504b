"""The window in other languages: nothing is missing, nothing is left over, and a change counts at once."""

import re

import pytest
from PySide6.QtWidgets import QPushButton

from app.services import language
from app.services.language import LANGUAGES, catalogue, tr
from app.widgets.wording import put
from tests.app.sources import sources


@pytest.mark.parametrize("name", [name for name in LANGUAGES if name != "en"])
def test_every_sentence_is_translated_with_its_values(name):
    words, wanted = catalogue(name), sources()
    assert set(wanted) - set(words) == set()
    assert set(words) - set(wanted) == set()
    values = re.compile(r"\{\w+\}")
    for source, translation in words.items():
        assert translation.strip(), source
        assert set(values.findall(source)) == set(values.findall(translation)), source


def test_a_change_counts_at_once_and_back_again(qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    put(button, text="Mute", tip="Stop")
    language.use("de")
    assert (button.text(), button.toolTip()) == ("Stumm", "Stopp")
    language.use("en")
    assert (button.text(), button.toolTip()) == ("Mute", "Stop")


def test_an_unknown_language_is_english():
    language.use("tlh")
    assert tr("Mute") == "Mute"


def test_the_windows_words_follow_the_setting(window, settings, engine, qtbot):
    settings.change(language="de")
    assert window.talk_page.dock.title.accessibleName() == "Zustand: Bereit"
    assert window.header.pages["settings"].toolTip() == "Einstellungen (Strg+3)"
    assert window.header.modes.itemText(0) == "Erst ein kurzer Gedanke"
    assert window.talk_page.reasoning.keep_up.accessibleName() != ""
    engine.turn()
    qtbot.waitUntil(lambda: window.talk_page.dock.figures.text().startswith("Erster Ton"))
    settings.change(language="en")
    assert window.talk_page.dock.title.accessibleName() == "State: Ready"


def test_the_system_s_language_is_asked_for(monkeypatch):
    monkeypatch.setattr(language.locale, "getlocale", lambda: ("de_AT", "UTF-8"))
    language.use("system")
    assert language.language() == "de"
    monkeypatch.setattr(language.locale, "getlocale", lambda: (None, None))
    monkeypatch.setenv("LC_ALL", "fi_FI.UTF-8")
    language.use("system")
    assert language.language() == "en"
