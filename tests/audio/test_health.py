"""Muted and too loud microphones are told, once."""

import numpy as np

from engine.audio import InputHealth

RATE = 16_000
RNG = np.random.default_rng(0)


def told(*parts):
    health = InputHealth()
    blocks = np.concatenate(parts).astype(np.float32).reshape(-1, 160)
    return [problem for block in blocks if (problem := health.push(block)) is not None]


def quiet(seconds):
    return RNG.normal(0, 1e-4, int(seconds * RATE))


def test_a_quiet_room_is_all_right():
    assert told(quiet(30)) == []


def test_zeros_for_long_are_a_muted_microphone_and_sound_ends_it():
    assert told(quiet(1), np.zeros(4 * RATE), quiet(1)) == []
    assert told(quiet(1), np.zeros(20 * RATE), quiet(1)) == ["muted", ""]


def test_clipping_is_told_once_and_again_only_after_a_clean_while():
    loud = np.clip(2.0 * np.sin(np.arange(2 * RATE) * 0.1), -1, 1)
    assert told(quiet(1), loud, quiet(2), loud) == ["clipping"]
    assert told(loud, quiet(11), loud) == ["clipping", "", "clipping"]


def test_a_single_full_scale_click_is_no_clipping():
    click = quiet(5)
    click[8_000:8_010] = 1.0
    assert told(click) == []


def test_no_samples_tell_nothing():
    assert InputHealth().push(np.zeros(0, np.float32)) is None
