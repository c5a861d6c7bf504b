"""Recordings in, answers out, and every way in which they can be wrong."""

import os
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.audio import files
from engine.errors import AudioInputError, OutputError


def tone(seconds: float, rate: int, hertz: float = 440.0) -> np.ndarray:
    return (0.4 * np.sin(2 * np.pi * hertz * np.arange(int(seconds * rate)) / rate)).astype(np.float32)


def loudest_hertz(samples: np.ndarray) -> float:
    return float(np.abs(np.fft.rfft(samples)).argmax() * 16_000 / len(samples))


@pytest.mark.parametrize(
    ("rate", "channels", "subtype", "suffix"),
    [
        (16_000, 1, "PCM_16", "wav"),
        (44_100, 2, "PCM_24", "wav"),
        (8_000, 1, "PCM_U8", "wav"),
        (48_000, 6, "FLOAT", "wav"),
        (22_050, 1, "ULAW", "wav"),
        (96_000, 2, "PCM_24", "flac"),
        (44_100, 2, "VORBIS", "ogg"),
    ],
)
def test_any_format_becomes_what_the_ears_hear(tmp_path, rate, channels, subtype, suffix):
    path = tmp_path / f"question.{suffix}"
    soundfile.write(path, np.tile(tone(1.0, rate)[:, None], channels), rate, subtype=subtype)
    samples = files.read_recording(path)
    assert samples.dtype == np.float32
    assert samples.ndim == 1
    assert abs(len(samples) - 16_000) < 30
    assert loudest_hertz(samples) == pytest.approx(440, abs=3)
    assert np.abs(samples[2000:-2000]).max() == pytest.approx(0.4, abs=0.03)


def test_channels_of_opposite_phase_do_not_vanish(tmp_path):
    wave = tone(1.0, 16_000)
    soundfile.write(tmp_path / "q.wav", np.stack([wave, -wave], axis=1), 16_000)
    assert np.abs(files.read_recording(tmp_path / "q.wav")).max() > 0.3


def test_too_loud_float_recordings_are_scaled_not_clipped(tmp_path):
    soundfile.write(tmp_path / "q.wav", tone(1.0, 16_000) * 10, 16_000, subtype="FLOAT")
    samples = files.read_recording(tmp_path / "q.wav")
    assert 0.99 < np.abs(samples).max() <= 1.0
    assert loudest_hertz(samples) == pytest.approx(440, abs=2)


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def wav(path: Path, samples: np.ndarray, **more) -> Path:
    soundfile.write(path, samples, 16_000, **more)
    return path


BAD = {
    "is empty": lambda d: write(d / "q.wav", b""),
    "no recording that can be read": lambda d: write(d / "q.wav", b"dear diary, " * 99),
    "without any samples": lambda d: wav(d / "q.wav", np.zeros(0, np.float32)),
    "no sound": lambda d: wav(d / "q.wav", np.array([0.1, np.nan, 0.2], np.float32), subtype="FLOAT"),
    "There is no file": lambda d: d / "nowhere.wav",
    "is a folder": lambda d: d,
    "10 minutes long": lambda d: wav(d / "q.wav", np.zeros(600 * 16_000, np.float32)),
    "75 seconds long": lambda d: wav(d / "q.wav", np.zeros(75 * 16_000, np.float32)),
    "no ordinary file": lambda _: Path("/dev/zero"),
}


@pytest.mark.parametrize("sentence", list(BAD))
def test_bad_recordings_get_one_sentence(tmp_path, sentence):
    with pytest.raises(AudioInputError, match=sentence) as raised:
        files.read_recording(BAD[sentence](tmp_path), max_seconds=60)
    assert str(raised.value).count("\n") == 0
    assert str(raised.value).endswith(".")


def test_a_pipe_that_nobody_writes_to_does_not_hang(tmp_path):
    os.mkfifo(tmp_path / "pipe.wav")
    with pytest.raises(AudioInputError, match="no ordinary file"):
        files.read_recording(tmp_path / "pipe.wav")


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    path = wav(tmp_path / "q.wav", tone(1.0, 16_000))

    def refuse(*_arguments, **_named):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(AudioInputError, match="Permission denied"):
        files.read_recording(path)


def test_a_reply_is_written_whole_and_leaves_nothing_else(tmp_path):
    path = tmp_path / "reply.wav"
    for seconds in (1.0, 0.5):
        files.write_recording(files.require_writable(path), tone(seconds, 24_000) * 3)
        samples, rate = soundfile.read(path)
        assert rate == 24_000
        assert len(samples) == seconds * 24_000
        assert np.abs(samples).max() <= 1.0
    assert [path.name for path in tmp_path.iterdir()] == ["reply.wav"]


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "target.wav").write_bytes(b"old")
    (tmp_path / "link.wav").symlink_to(tmp_path / "target.wav")
    files.write_recording(tmp_path / "link.wav", tone(0.1, 24_000))
    assert (tmp_path / "link.wav").is_symlink()
    assert soundfile.info(tmp_path / "target.wav").frames == 2400


@pytest.mark.parametrize("name", ["missing/reply.wav", "plain/reply.wav", "folder"])
def test_places_that_cannot_be_written_are_refused_before_the_work(tmp_path, name):
    (tmp_path / "plain").write_text("")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError):
        files.require_writable(tmp_path / name)


def test_special_file_systems_are_refused_though_permissions_allow():
    with pytest.raises(OutputError, match="cannot be written"):
        files.require_writable("/proc/reply.wav")


def test_full_disk_is_one_sentence_and_keeps_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "reply.wav"
    path.write_bytes(b"old")

    def full(self, data):
        Path.write_text(self, "half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OutputError, match="disk is full"):
        files.write_recording(path, tone(0.1, 24_000))
    assert path.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["reply.wav"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_devices_are_written_to_and_not_replaced():
    with pytest.raises(OutputError, match="disk is full"):
        files.write_recording("/dev/full", tone(0.1, 24_000))
    files.write_recording("/dev/null", tone(0.1, 24_000))
    assert not Path("/dev/null").is_file()
