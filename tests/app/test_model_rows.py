"""Mode of use, language of the answers, layers on the graphics processor: what is offered, said and refused."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest

from app.widgets import model_rows, settings_page
from engine import prompts

CHEF = 'title = "Chef"\ndescription = "Cooks with you."\nlanguage = "Thai"\nsystem = "You cook. Speak {language}."\n'
PLAIN = 'title = "Pirate"\nsystem = "You are a pirate."\n'


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The user's modes of use."""
    made = tmp_path / "prompts"
    made.mkdir()
    monkeypatch.setattr(prompts, "user_prompts_dir", lambda: made)
    monkeypatch.setattr(model_rows, "user_prompts_dir", lambda: made)
    return made


@pytest.fixture
def rows(window, folder, qtbot, monkeypatch):
    """The rows, on the page of settings, with what is offered looked up."""
    monkeypatch.setattr(settings_page, "list_devices", list)
    monkeypatch.setattr(window.settings_page.meter, "start", lambda _name: None)
    (folder / "chef.toml").write_text(CHEF)
    (folder / "pirate.toml").write_text(PLAIN)
    window.open_page("settings")
    made = window.settings_page.model
    qtbot.waitUntil(lambda: made.use.control.count() == 5)
    return made


def offered(row):
    return [row.control.itemText(number) for number in range(row.control.count())]


def use_other(window, engine, qtbot):
    engine.takes_options = True
    engine.state("idle", 0.5)  # another one than before: it has loaded
    qtbot.waitUntil(lambda: window.settings_page.model._other is True)


def test_modes_that_ship_and_those_of_the_user_are_offered_and_explained(rows, settings):
    assert offered(rows.use) == ["Assistant", "Translator", "Tutor", "Chef", "Pirate"]
    assert rows.use.control.currentText() == "Assistant"
    rows.use.control.activated.emit(3)
    assert settings.values.use == "chef"
    assert rows.use._about.text().startswith("Cooks with you.")
    assert rows.language.control.field.placeholderText() == "Thai: the mode's own"
    rows.use.change("pirate")
    assert rows.language.isHidden()  # its text names no language
    assert rows.language.line.isHidden()
    rows.use.change("translator")
    assert not rows.language.isHidden()
    assert not rows.language.line.isHidden()
    assert rows.language.control.field.placeholderText() == "French: the mode's own"


def test_a_mode_that_is_damaged_or_gone_is_told(rows, folder, settings, qtbot):
    settings.change(use="chef")
    (folder / "chef.toml").unlink()
    (folder / "sailor.toml").write_text("title = 3")
    rows.look_again()
    qtbot.waitUntil(lambda: not rows.use.refusal.isHidden())
    assert "sailor.toml cannot be used" in rows.use.refusal.text()
    assert rows.use.control.currentText() == "chef"
    assert rows.use._about.text().startswith("There is no such mode of use any more")


def test_a_language_is_chosen_typed_refused_and_taken_back(rows, settings):
    field = rows.language.control.field
    rows.language.control.activated.emit(model_rows.TONGUES.index("Japanese"))
    assert (settings.values.target_language, field.text()) == ("Japanese", "Japanese")
    for text, value in (("klingon", "klingon"), (" spanish ", "Spanish"), ("", None)):
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Backspace)
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert settings.values.target_language == value
    QTest.keyClicks(field, "{a}")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "no name of a language" in rows.language.refusal.text()
    assert settings.values.target_language is None
    assert field.text() == ""


def test_in_german_a_language_has_its_german_name_and_the_setting_the_english_one(rows, settings):
    settings.change(language="de", target_language="Japanese")
    field = rows.language.control.field
    assert field.text() == "Japanisch"
    field.selectAll()
    QTest.keyClicks(field, "Deutsch")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert settings.values.target_language == "German"
    assert offered(rows.use)[1] == "Dolmetscher"
    assert "Ohne Wirkung auf Mindpaces eigenes Modell" in rows.use._about.text()


def test_what_has_no_effect_on_the_model_in_use_says_so_to_eyes_and_screen_readers(rows, window, engine, qtbot):
    for row in rows.rows:
        assert "No effect on Mindpace's own model" in row._about.text()
        assert "No effect on Mindpace's own model" in row.control.accessibleDescription()
    use_other(window, engine, qtbot)
    for row in rows.rows:
        assert "No effect" not in row._about.text()
        assert "A change loads the model again." in row.control.accessibleDescription()


def test_without_a_graphics_processor_the_layers_say_so(rows, settings):
    rows.tell_gpu(found=False)
    assert "knows no graphics processor, so the processor does the work" in rows.layers._about.text()
    rows.tell_gpu(found=True)
    assert "knows no graphics processor" not in rows.layers._about.text()
    rows.layers.control.activated.emit(len(model_rows.LAYERS) - 1)
    assert settings.values.gpu_layers == -1
    settings.change(gpu_layers=20)
    assert rows.layers.control.currentText() == "20"


def test_changes_reach_the_engine_at_once(rows, engine, settings):
    rows.use.change("tutor")
    name, names, values = engine.calls[-1]
    assert (name, names, values.use) == ("apply", frozenset({"use"}), "tutor")
    assert type(settings)(settings.path).values.use == "tutor"


def test_the_folder_of_ones_own_modes_is_made_and_shown_or_named(rows, folder, monkeypatch, qtbot):
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    shown, told = [], []
    rows.told.connect(told.append)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url.toLocalFile()) or len(shown) == 1)
    rows.open_folder()
    assert (shown, folder.is_dir(), told) == ([str(folder)], True, [])
    rows.open_folder()
    assert told == [f"No program here shows folders: put your files into {folder}."]
    folder.rmdir()
    folder.write_text("in the way")
    rows.open_folder()
    assert "cannot be made" in told[-1]
