"""The page of models: what it shows, real adding, using and removing, and downloads as somebody sees them."""

import threading
from pathlib import Path

import pytest

from app.packs_jobs import PackJobs
from app.services.settings import SettingsStore
from app.widgets.packs_page import PacksPage
from engine import library
from engine.library import Progress
from engine.packs.find import user_packs_dir
from tests.packs.kinds import make_kind
from tests.packs.test_packs import make_lm


@pytest.fixture(autouse=True)
def _private(tmp_path, monkeypatch):
    for name in ("CACHE", "DATA", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))


@pytest.fixture
def store():
    return SettingsStore()


@pytest.fixture
def page(qtbot, look, store):
    made = PacksPage(look, store)
    qtbot.addWidget(made)
    made.resize(900, 700)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: "embedded" in made.cards, timeout=10_000)
    yield made
    made.close_all()


def shown(card):
    return {action for action, button in card.buttons.items() if not button.isHidden()}


def told(page):
    sentences = []
    page.told.connect(sentences.append)
    return sentences


def test_what_is_installed_and_what_could_be(page):
    card = page.cards["embedded"]
    assert shown(card) == {"check"}
    assert card.said.text() == "In use"
    assert "fits" in card.needs.text()
    assert "licence Apache-2.0" in card.about.text()
    assert "This machine has" in page.machine.text()
    other = page.cards["ultravox-1b"]
    assert shown(other) == {"download"}
    assert "not verified" in other.about.text()
    assert other.buttons["download"].accessibleName() == "Download: Ultravox v0.5, Llama 3.2 1B"


def test_a_model_of_the_users_is_added_used_and_removed(page, qtbot, store, tiny_pack):
    sentences, chosen = told(page), []
    page.chosen.connect(chosen.append)
    page.add_local([tiny_pack / "lm.gguf"])
    assert not page.adding.isHidden()
    qtbot.waitUntil(lambda: len(page.cards) > 0 and any(shown(card) >= {"use"} for card in page.cards.values()),
                    timeout=60_000)  # fmt: skip
    name = next(name for name, card in page.cards.items() if "use" in shown(card))
    card = page.cards[name]
    assert sentences == [f"Added {card.title.text()}."]
    assert page.adding.isHidden()
    assert "steps/s" in card.needs.text()
    assert "typed questions only" in card.needs.text()
    card.buttons["use"].click()
    assert (store.values.pack, chosen) == (name, [name])
    assert card.said.text() == "In use"
    card.buttons["remove"].click()
    assert shown(card) == {"really", "keep"}
    card.buttons["keep"].click()
    assert "remove" in shown(card)
    card.buttons["remove"].click()
    card.buttons["really"].click()
    qtbot.waitUntil(lambda: name not in page.cards, timeout=10_000)
    assert (store.values.pack, chosen) == (None, [name, None])
    assert not (user_packs_dir() / name).exists()


def test_a_model_on_a_server_is_added_and_its_key_is_kept_by_the_keyring(page, qtbot, monkeypatch, tmp_path):
    kept, sentences = [], told(page)
    monkeypatch.setattr("keyring.set_password", lambda *what: kept.append(what))
    page.add_server.click()
    form = page.server
    assert not form.add.isEnabled()
    for name, text in (("address", "http://box.example/v1"), ("model", "step-audio-r1.1"), ("key", "sk-secret")):
        form.fields[name].setText(text)
    assert form.fields["key"].echoMode() == form.fields["key"].EchoMode.Password
    form.add.click()
    qtbot.waitUntil(lambda: len(sentences) == 1)
    assert "cannot be a server's address" in sentences[0]
    assert not form.isHidden()
    assert form.fields["key"].text() == ""
    form.fields["address"].setText("https://box.example/v1")
    form.fields["key"].setText("sk-secret")
    form.add.click()
    qtbot.waitUntil(lambda: "step-audio-r1.1" in page.cards, timeout=10_000)
    assert form.isHidden()
    assert kept == [("mindpace", "step-audio-r1.1", "sk-secret")]
    assert all(b"sk-secret" not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert "On a server" in page.cards["step-audio-r1.1"].about.text()


def test_a_server_without_its_key_is_not_added(page, qtbot, monkeypatch):
    def locked(*_what):
        raise RuntimeError("locked")

    sentences = told(page)
    monkeypatch.setattr("keyring.set_password", locked)
    page.server.wanted.emit("https://box.example/v1", "m1", "sk-secret", False)
    qtbot.waitUntil(lambda: len(sentences) == 1)
    assert "keyring does not take the key" in sentences[0]
    assert not (user_packs_dir() / "m1").exists()


def test_what_cannot_be_added_is_a_sentence(page, qtbot, tmp_path):
    sentences = told(page)
    make_lm(tmp_path / "hollow.gguf", 16)
    page.add_local([tmp_path / "hollow.gguf"])
    qtbot.waitUntil(lambda: len(sentences) == 1, timeout=30_000)
    assert "cannot be run here" in sentences[0]
    page.add_local([tmp_path / "hollow.gguf", tmp_path / "hollow.gguf"])
    assert "Choose one model" in sentences[1]
    page.add_local([])
    assert len(sentences) == 2


def test_a_damaged_pack_says_so_and_can_be_removed(page, qtbot, tmp_path):
    make_kind(user_packs_dir() / "bad", "mtmd")
    (user_packs_dir() / "bad" / "pack.json").write_text("{")
    page.refresh()
    qtbot.waitUntil(lambda: "bad" in page.cards, timeout=10_000)
    assert "cannot be read" in page.cards["bad"].about.text()
    assert shown(page.cards["bad"]) == {"check", "remove"}


def test_checking_finds_what_went_bad(page, qtbot):
    sentences = told(page)
    folder = make_kind(user_packs_dir() / "worn", "mtmd")
    page.refresh()
    qtbot.waitUntil(lambda: "worn" in page.cards, timeout=10_000)
    (folder / "mmproj.gguf").write_bytes(b"worn out")
    page.cards["worn"].buttons["check"].click()
    qtbot.waitUntil(lambda: len(sentences) == 1, timeout=30_000)
    assert "mmproj.gguf of the pack in" in sentences[0]
    page.refresh()
    qtbot.wait(300)
    assert "is damaged" in page.cards["worn"].said.text()


def test_a_download_shows_how_far_it_is_and_can_be_paused(page, qtbot, monkeypatch):
    going, seen = threading.Event(), []

    def add_pack(source, *, ears, control, on_progress):
        on_progress(Progress("model.gguf", 1_200_000_000, 2_400_000_000, 24e6, "downloading"))
        going.set()
        try:
            control.wait(20)
        except library.StoppedError as stopped:
            seen.append((source, stopped.outcome))
        return library.Added(library.Outcome.PAUSED)

    monkeypatch.setattr(library, "add_pack", add_pack)
    monkeypatch.setattr(library, "unfinished", lambda: {"ultravox-1b": 1_200_000_000} if seen else {})
    card = page.cards["ultravox-1b"]
    card.buttons["download"].click()
    qtbot.waitUntil(going.is_set)
    qtbot.waitUntil(lambda: "model.gguf" in card.said.text())
    assert card.said.text() == "model.gguf: downloading, 1.2 GB of 2.4 GB (50 %), 24 MB a second, 50 s left"
    assert card.bar.value() * 2 == card.bar.maximum()
    assert shown(card) == {"pause", "cancel"}
    card.buttons["pause"].click()
    qtbot.waitUntil(lambda: shown(card) == {"resume", "remove"})
    assert card.said.text() == "Paused: 1.2 GB are here."
    assert seen == [("ultravox-1b", library.Outcome.PAUSED)]


def test_a_window_that_closes_pauses_downloads_and_does_not_wait_long(qtbot, monkeypatch):
    going, outcomes = threading.Event(), []

    def add_pack(source, *, ears, control, on_progress):
        going.set()
        try:
            control.wait(20)
        except library.StoppedError as stopped:
            outcomes.append(stopped.outcome)
        return library.Added(library.Outcome.PAUSED)

    monkeypatch.setattr(library, "add_pack", add_pack)
    jobs = PackJobs()
    jobs.add("one", "one")
    jobs.add("two", "two")
    going.wait(5)
    jobs.close_all()
    assert outcomes == [library.Outcome.PAUSED]


def test_a_mistake_of_ours_leaves_the_page_usable(page, qtbot, monkeypatch):
    sentences = told(page)

    def check_pack(name, *, control):
        raise ZeroDivisionError

    monkeypatch.setattr(library, "check_pack", check_pack)
    page.cards["embedded"].buttons["check"].click()
    qtbot.waitUntil(lambda: len(sentences) == 1)
    assert "Something went wrong inside Mindpace" in sentences[0]
    assert shown(page.cards["embedded"]) == {"check"}


def test_names_from_files_are_shown_as_they_are(page, qtbot):
    make_kind(user_packs_dir() / "odd", "mtmd", title="<img src='x'> <b>bold</b>")
    page.refresh()
    qtbot.waitUntil(lambda: "odd" in page.cards, timeout=10_000)
    assert page.cards["odd"].title.text() == "<img src='x'> <b>bold</b>"
    assert page.cards["odd"].title.textFormat().name == "PlainText"
    assert Path(user_packs_dir() / "odd").is_dir()


def test_the_page_is_reached_from_the_settings_which_offer_what_is_there(window, settings, qtbot, engine):
    make_kind(user_packs_dir() / "mine", "mtmd", title="My model")
    window.open_page("settings")
    row = window.settings_page.rows["pack"]
    names = lambda: [row.control.itemText(number) for number in range(row.control.count())]  # noqa: E731
    qtbot.waitUntil(lambda: "My model" in names(), timeout=10_000)
    window.settings_page.packs_wanted.emit()
    page = window.packs_page
    assert window.pages.currentWidget() is page
    qtbot.waitUntil(lambda: "mine" in page.cards, timeout=10_000)
    page.cards["mine"].buttons["use"].click()
    assert settings.values.pack == "mine"
    settings.change(language="de")
    assert page.cards["mine"].buttons["remove"].text() == "Entfernen"
    assert "passt" in page.cards["mine"].needs.text()
    settings.change(language="en")
    window.stop()
    assert window.pages.currentWidget() is window.talk_page
