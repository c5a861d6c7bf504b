"""Real speech engines from Debian packages, fetched into a folder of the test's own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from engine.errors import VoiceError
from engine.voices import ensure_engine, open_voice, plain_text, tts_root
from engine.voices.tree import all_sections

TEXT = "Take four steps left, then turn around."

# Speech engines keep global state and can crash, so each is tried in a process of its own, as the bench does.
SAY = """
import json, sys
from pathlib import Path
from engine.voices import ensure_engine, open_voice
name, root, text = sys.argv[1:]
ensure_engine(name, Path(root))
voice = open_voice(name, root)
plain, quick = voice.say(text), voice.say(text, rate=1.25)
level = float(abs(plain.samples.astype("float64")).max())
print(json.dumps([len(plain.samples) / plain.rate, len(quick.samples) / quick.rate, level, plain.words]))
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder for the engines."""
    return tmp_path_factory.mktemp("voices")


@pytest.mark.parametrize("name", ["flite:rms", "espeak:en-us+klatt2", "mbrola:us1", "pico:en-GB"])
def test_an_engine_is_fetched_and_speaks_with_rate(name: str, tree: Path) -> None:
    """Download, unpack, speak; faster speech is shorter."""
    command = [sys.executable, "-c", SAY, name, str(tree), TEXT]
    done = subprocess.run(command, capture_output=True, text=True, timeout=170, check=False)
    assert done.returncode == 0, done.stderr
    plain, quick, level, words = json.loads(done.stdout)
    assert 1.5 < plain < 6
    assert quick < 0.93 * plain
    assert level > 2000
    if name.startswith("flite"):
        assert [word for word, _ in words][:4] == ["take", "four", "steps", "left"]
        assert np.all(np.diff([start for _, start in words]) > 0)


def test_unknown_voices_get_a_sentence(tree: Path) -> None:
    """No engine, no voice."""
    for name in ("nobody:x", "flite:nobody", "flite"):
        with pytest.raises(VoiceError, match="There is no voice"):
            open_voice(name, tree)


def test_missing_files_get_a_sentence(tmp_path: Path) -> None:
    """An empty tree is told as such."""
    for name in ("rhvoice:clb", "accented:anna", "foreign:krb", "foreign:don"):
        with pytest.raises(VoiceError, match="is missing under"):
            open_voice(name, tmp_path)


def test_no_network_gets_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """apt that fails is told in one sentence, and nothing counts as fetched."""
    (tmp_path / "apt-get").write_text("#!/bin/sh\necho 'Could not resolve host' >&2\nexit 100\n")
    (tmp_path / "apt-get").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(VoiceError, match=r"could not be fetched .*resolve host"):
        ensure_engine("flite:rms", tmp_path / "tree")
    assert not (tmp_path / "tree" / ".flite").exists()


def test_text_is_made_safe_for_every_engine() -> None:
    """Quotes, accents and marks that some engine would trip over."""
    assert plain_text("\u201cCaf\u00e9\u201d <b>\\ & co\u2019s") == "Cafe  b    and  co's"
    with pytest.raises(VoiceError, match="nothing to say"):
        plain_text("...")


def test_apt_sources_get_all_sections() -> None:
    """Both formats, Debian and Ubuntu; nothing else changes."""
    assert "Components: main contrib non-free" in all_sections("Types: deb\nComponents: main\n")
    assert all_sections("deb ADDRESS bookworm main\n") == "deb ADDRESS bookworm main contrib non-free\n"
    assert all_sections("deb ubuntu noble main\n").endswith("main universe multiverse\n")


def test_root_comes_from_argument_environment_or_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In that order."""
    monkeypatch.setenv("MINDPACE_TTS_ROOT", str(tmp_path / "named"))
    assert tts_root(tmp_path) == tmp_path.resolve()
    assert tts_root() == (tmp_path / "named").resolve()
    monkeypatch.delenv("MINDPACE_TTS_ROOT")
    assert tts_root().name == "voices"
