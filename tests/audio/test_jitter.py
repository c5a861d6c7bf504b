"""The jitter buffer: order kept, no sound invented, gaps counted, no jumps."""

import numpy as np
import pytest

from engine.audio.jitter import JitterBuffer


def pull(buffer: JitterBuffer, count: int) -> np.ndarray:
    out = np.full(count, 9.0, np.float32)
    buffer.pull(out)
    return out


@pytest.mark.parametrize("block", [1, 7, 480, 5000])
def test_what_goes_in_comes_out_whatever_the_blocks(block):
    wave = np.random.default_rng(1).uniform(-1, 1, 3000).astype(np.float32)
    buffer = JitterBuffer(ahead=100, fade=10)
    for piece in np.split(wave, [1, 50, 950, 2000]):
        buffer.push(piece)
    buffer.finish()
    out = np.concatenate([pull(buffer, block) for _ in range(-(-3000 // block))])
    np.testing.assert_array_equal(out[:3000], wave)
    assert not out[3000:].any()
    assert buffer.played == 3000
    assert buffer.underruns == 0


def test_it_waits_for_enough_in_hand():
    buffer = JitterBuffer(ahead=100, fade=10)
    buffer.push(np.ones(99, np.float32))
    assert not pull(buffer, 50).any()
    buffer.push(np.ones(1, np.float32))
    assert pull(buffer, 50).all()


def test_little_is_played_when_nothing_more_comes():
    buffer = JitterBuffer(ahead=100, fade=10)
    buffer.push(np.ones(5, np.float32))
    buffer.finish()
    assert pull(buffer, 8).tolist() == [1.0] * 5 + [0.0] * 3


def test_running_dry_is_counted_faded_and_waits_again():
    buffer = JitterBuffer(ahead=100, fade=50)
    buffer.push(np.ones(120, np.float32))
    pull(buffer, 60)
    last = pull(buffer, 80)
    assert buffer.underruns == 1
    assert np.abs(np.diff(last)).max() < 0.03
    assert not last[60:].any()
    buffer.push(np.ones(99, np.float32))
    assert not pull(buffer, 50).any()
    assert buffer.underruns == 1


def test_stop_fades_out_within_the_ramp():
    buffer = JitterBuffer(ahead=10, fade=50)
    buffer.push(np.ones(10_000, np.float32))
    pull(buffer, 100)
    buffer.stop()
    out = pull(buffer, 200)
    assert out[0] > 0.9
    assert np.abs(np.diff(out)).max() < 0.03
    assert not out[50:].any()
    assert buffer.held == 0


def test_stop_before_anything_was_heard_is_silent():
    buffer = JitterBuffer(ahead=1000, fade=50)
    buffer.push(np.ones(500, np.float32))
    buffer.stop()
    assert not pull(buffer, 100).any()


def test_ducking_is_smooth_and_acts_on_what_is_in_hand():
    buffer = JitterBuffer(0, 4, ramp=100)
    buffer.push(np.ones(1_000, np.float32))
    pull(buffer, 50)
    buffer.duck(0.2)
    soft = pull(buffer, 200)
    assert soft[0] < 1.0
    assert np.abs(np.diff(soft)).max() < 0.02
    np.testing.assert_allclose(soft[100:], 0.2, atol=1e-6)
    buffer.duck(1.0)
    np.testing.assert_allclose(pull(buffer, 200)[100:], 1.0, atol=1e-6)


def test_hold_fades_out_and_keeps_the_rest():
    buffer = JitterBuffer(0, 4, ramp=100)
    wave = np.linspace(1, 2, 1_000, dtype=np.float32)
    buffer.push(wave)
    pull(buffer, 200)
    buffer.hold()
    fading = pull(buffer, 300)
    assert buffer.holding
    assert not fading[100:].any()
    assert not pull(buffer, 300).any()
    assert buffer.held == 700
    buffer.go_on()
    back = pull(buffer, 300)
    np.testing.assert_allclose(back[100:], wave[400:600], atol=1e-6)
    assert buffer.underruns == 0
    assert buffer.played == 600


def test_after_stop_the_next_answer_is_as_loud_as_ever():
    for before in ("duck", "hold"):
        buffer = JitterBuffer(0, 4, ramp=10)
        buffer.push(np.ones(500, np.float32))
        pull(buffer, 100)
        buffer.duck(0.2) if before == "duck" else buffer.hold()
        pull(buffer, 100)
        buffer.stop()
        assert np.abs(pull(buffer, 100)).max() < 0.3
        buffer.push(np.ones(500, np.float32))
        np.testing.assert_array_equal(pull(buffer, 100), 1.0)


def test_ducked_while_held_it_comes_back_softer():
    buffer = JitterBuffer(0, 4, ramp=10)
    buffer.push(np.ones(500, np.float32))
    buffer.hold()
    buffer.duck(0.2)
    assert not pull(buffer, 100)[10:].any()
    buffer.go_on()
    np.testing.assert_allclose(pull(buffer, 100)[20:], 0.2, atol=1e-6)
