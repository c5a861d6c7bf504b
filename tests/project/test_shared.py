"""The shared vocabulary: errors, folders, log."""

import logging

import pytest

from engine import config, errors, log
from engine.packs import embedded_pack


def test_every_public_error_is_a_mindpace_error_with_one_line():
    classes = [getattr(errors, name) for name in errors.__all__ if name != "EXIT_STATUS"]
    assert len(classes) >= 8
    for kind in classes:
        assert issubclass(kind, errors.MindpaceError)
        assert str(kind("Two\n  lines.")) == "Two lines."


def test_assets_lie_beside_the_engine(root):
    assert config.assets_dir() == root / "assets"
    assert embedded_pack().parent == config.packs_dir() == root / "assets" / "packs"


def test_user_folders_follow_the_environment(monkeypatch, tmp_path):
    for name in ("CACHE", "CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    folders = [config.cache_dir(), config.config_dir(), config.data_dir(), config.log_dir()]
    assert len(set(folders)) == 4
    for folder in folders:
        assert tmp_path in folder.parents
        assert not folder.exists()


def test_chunk_is_a_whole_number_of_mel_frames_and_codes_of_samples():
    assert config.CHUNK_SAMPLES == config.HEARING_RATE * 32 // 100
    assert config.SPEAKING_RATE % config.CODE_RATE == 0
    assert config.FIRST % config.SEGMENT == 0


@pytest.fixture
def _restored_logging():
    yield
    root = logging.getLogger(log.ROOT)
    for handler in list(root.handlers):
        root.removeHandler(handler)
        handler.close()
    root.propagate = True


@pytest.mark.usefixtures("_restored_logging")
def test_log_shows_warnings_and_files_everything(tmp_path, capsys):
    file = tmp_path / "deep" / "mindpace.log"
    log.configure(file=file)
    log.configure(file=file)
    log.logger("test").info("quiet")
    log.logger("test").warning("loud")
    screen = capsys.readouterr().err
    assert "quiet" not in screen
    assert screen.count("loud") == 1
    assert [line.split(": ")[-1] for line in file.read_text().splitlines()] == ["quiet", "loud"]


@pytest.mark.usefixtures("_restored_logging")
def test_log_file_that_cannot_be_written_is_one_sentence(tmp_path):
    (tmp_path / "plain").write_text("")
    with pytest.raises(errors.OutputError, match="cannot be written"):
        log.configure(file=tmp_path / "plain" / "mindpace.log")
