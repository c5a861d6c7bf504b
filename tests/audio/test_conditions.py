"""Noise and rooms of the benches: as loud as asked, the same every time, never clipped."""

import numpy as np
import pytest
import soundfile

from engine.bench.conditions import CLEAN, Condition, conditions
from engine.bench.sounds import active_level
from engine.errors import ItemsError


@pytest.fixture(scope="module")
def speech():
    """A second of sound between two of silence."""
    time = np.arange(16_000) / 16_000
    sound = 0.2 * np.sin(2 * np.pi * 220 * time) * (1 + 0.5 * np.sin(2 * np.pi * 4 * time))
    return np.concatenate([np.zeros(16_000), sound, np.zeros(16_000)]).astype(np.float32)


@pytest.mark.parametrize("level", [20.0, 10.0, 0.0])
@pytest.mark.parametrize("key", ["a", "b", "c"])
def test_noise_is_measured_against_speech_not_pauses(speech, level, key):
    noise = Condition(snr_db=level).apply(speech, key) - speech
    measured = 20 * np.log10(active_level(speech) / np.sqrt(np.mean(np.square(noise))))
    assert measured == pytest.approx(level, abs=0.2)


def test_the_same_recording_gets_the_same_noise_and_room(speech):
    for condition in (Condition(snr_db=5), Condition(room=True)):
        first, again, other = (condition.apply(speech, key) for key in ("a", "a", "b"))
        assert np.array_equal(first, again)
        assert not np.array_equal(first, other)


def test_a_room_keeps_the_level_and_adds_an_echo(speech):
    heard = Condition(room=True).apply(speech, "a")
    assert active_level(heard) == pytest.approx(active_level(speech), rel=0.05)
    assert np.square(heard[32_000:36_000]).sum() > 1e-4
    assert np.square(speech[32_000:]).sum() < 1e-9


def test_nothing_clips_and_clean_is_untouched(speech):
    loud = speech / np.abs(speech).max()
    assert np.abs(Condition(snr_db=-10).apply(loud, "a")).max() <= 0.991
    assert CLEAN.apply(speech, "a") is speech


def test_recorded_noise_comes_in_half_of_the_recordings(speech, tmp_path):
    soundfile.write(tmp_path / "hiss.wav", np.full(4_000, 0.5), 16_000)
    (tmp_path / "damaged.ogg").write_bytes(b"OggS")
    condition = Condition(snr_db=20, noises=str(tmp_path))
    added = [condition.apply(speech, str(n)) - speech for n in range(40)]
    constant = sum(float(np.std(noise)) < 1e-5 for noise in added)
    assert 8 < constant < 32


def test_conditions_are_named_and_come_once():
    assert conditions([]) == [CLEAN]
    named = [c.name for c in conditions([10, 5, 10], room=True, clean=True)]
    assert named == ["clean", "noise 10 dB", "noise 5 dB", "room"]
    with pytest.raises(ItemsError, match="no sensible level"):
        conditions([float("nan")])
    with pytest.raises(ItemsError, match="no recorded noise"):
        conditions([10], noises="/nowhere")
