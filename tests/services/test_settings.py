"""Settings: checked, saved whole, told to listeners; a damaged file is never lost."""

import json
import os
import subprocess
import sys
import threading

import pytest

from app.services import settings as module
from app.services.settings import Settings, SettingsError, SettingsStore
from app.services.settings_schema import RULES
from engine.errors import OutputError


@pytest.fixture
def path(tmp_path):
    return tmp_path / "config" / "settings.json"


def test_every_setting_has_a_rule_that_takes_its_default():
    assert set(RULES) == set(Settings.__dataclass_fields__)
    for name, rule in RULES.items():
        assert rule.check(getattr(Settings(), name)) == getattr(Settings(), name)


def test_changes_are_there_the_next_time(path):
    SettingsStore(path).change(
        mode="no-think", speed=1.5, microphone=" USB ", thinking_budget=64, hotkey="alt+ctrl+space"
    )
    again = SettingsStore(path)
    assert again.values == Settings(
        mode="no-think", speed=1.5, microphone="USB", thinking_budget=64, hotkey="Ctrl+Alt+Space"
    )
    assert again.notices == []


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("mode", "fast", "one of speak-first, think-first"),
        ("speed", 3, "from 0.5 to 2"),
        ("speed", float("nan"), "from 0.5 to 2"),
        ("speed", True, "must be a number"),
        ("thinking_budget", 20.5, "whole number"),
        ("volume", "loud", "must be a number"),
        ("barge_in", 1, "on or off"),
        ("theme", ["dark"], "one of system"),
        ("microphone", 7, "must be a name"),
        ("microphone", "a\nb", "must be a name"),
        ("hotkey", "Space", "with modifiers"),
        ("hotkey", "Ctrl+Ctrl+A", "with modifiers"),
        ("hotkey", "Hyper+A", "with modifiers"),
        ("use", "../secret", "must be a name of a to z"),
        ("use", None, "must be a name of a to z"),
        ("target_language", "{system}", "no name of a language"),
        ("target_language", 3, "must be a name such as French"),
        ("gpu_layers", -2, "whole number from -1 to 999"),
        ("gpu_layers", 1.5, "whole number"),
        ("colour", "red", "no setting called 'colour'"),
    ],
)
def test_wrong_values_are_refused_in_words_and_change_nothing(path, name, value, words):
    store = SettingsStore(path)
    with pytest.raises(SettingsError, match=words):
        store.change(volume=0.5 if name != "volume" else value, **({} if name == "volume" else {name: value}))
    assert store.values == Settings()
    assert not path.exists()


@pytest.mark.parametrize("text", [b"", b"{", b"\xff\xfe\x00", b"[]", b"null", b'{"mode": "no-think"}', b"[" * 100_000])
def test_a_damaged_file_is_kept_aside_and_told(path, text):
    path.parent.mkdir()
    path.write_bytes(text)
    store = SettingsStore(path)
    assert store.values == Settings()
    [notice] = store.notices
    [aside] = path.parent.iterdir()
    assert str(aside) in notice
    assert aside.read_bytes() == text
    store.change(theme="dark")
    assert SettingsStore(path).values.theme == "dark"
    assert aside.read_bytes() == text


def test_one_wrong_value_in_the_file_costs_only_itself(path):
    path.parent.mkdir()
    path.write_text(json.dumps({"version": 1, "theme": "dark", "speed": 9}))
    store = SettingsStore(path)
    assert store.values == Settings(theme="dark")
    assert "speed" in store.notices[0]
    assert SettingsStore(path).values == Settings(theme="dark")
    assert json.loads(next(path.parent.glob("*damaged*")).read_text())["speed"] == 9


def test_the_file_of_a_newer_program_is_not_overwritten(path):
    path.parent.mkdir()
    path.write_text(json.dumps({"version": module.VERSION + 1, "theme": "dark"}))
    assert "newer Mindpace" in SettingsStore(path).notices[0]
    assert len(list(path.parent.glob("*damaged*"))) == 1


def test_two_damaged_files_are_both_kept(path):
    path.parent.mkdir()
    for _ in range(2):
        path.write_text("{")
        SettingsStore(path)
    assert len(list(path.parent.glob("*damaged*"))) == 2


def test_older_files_are_migrated(path, monkeypatch):
    monkeypatch.setattr(module, "VERSION", 2)
    monkeypatch.setitem(module.MIGRATIONS, 1, lambda values: {"theme": values["colours"]})
    path.parent.mkdir()
    path.write_text(json.dumps({"version": 1, "colours": "dark"}))
    store = SettingsStore(path)
    assert store.values.theme == "dark"
    store.change(speed=1.2)
    assert json.loads(path.read_text())["version"] == 2


def test_listeners_hear_of_real_changes_only_until_they_leave(path):
    store, heard = SettingsStore(path), []
    leave = store.subscribe(lambda names, values: heard.append((names, values.theme)))
    store.subscribe(lambda *_: 1 / 0)
    later = []
    store.subscribe(lambda *about: later.append(about))
    store.change(theme="system")
    store.change(theme="dark", speed=1.0)
    leave()
    store.reset()
    assert heard == [({"theme"}, "dark")]
    assert len(later) == 2
    assert store.values == Settings()


def test_a_full_disk_is_told_and_the_change_still_counts(path, monkeypatch):
    store = SettingsStore(path)
    store.change(theme="light")
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OutputError, match="disk is full"):
        store.change(theme="dark")
    assert store.values.theme == "dark"
    assert SettingsStore(path).values.theme == "light"
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]


def test_a_process_killed_while_saving_leaves_a_whole_file(path):
    program = (
        "import sys, itertools; from pathlib import Path; from app.services.settings import SettingsStore\n"
        "store = SettingsStore(Path(sys.argv[1]))\n"
        "for n in itertools.count():\n"
        "    store.change(microphone=f'device {n}' * 30); print(n, flush=True)"
    )
    child = subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE)
    for _ in range(20):
        child.stdout.readline()
    child.kill()
    child.wait(10)
    child.stdout.close()
    store = SettingsStore(path)
    assert store.notices == []
    assert store.values.microphone.startswith("device ")


def test_changes_from_several_threads_all_arrive(path):
    store = SettingsStore(path)
    changes = [{"speed": 1.5}, {"volume": 0.5}, {"theme": "dark"}, {"barge_in": False}]
    threads = [threading.Thread(target=store.change, kwargs=change) for change in changes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert SettingsStore(path).values == Settings(speed=1.5, volume=0.5, theme="dark", barge_in=False)
