"""Log-mel features: what a frame covers, where a tone lands, and pieces equal whole."""

import numpy as np
import pytest
import torch

from engine.speech.features import FeatureConfig, LogMel, LogMelStream, mel_filters, slaney_hz, slaney_mel


@pytest.fixture(scope="module")
def log_mel():
    return LogMel()


def noise(samples, seed=0):
    return np.random.default_rng(seed).normal(0, 0.1, samples).astype(np.float32)


def test_mel_scale_is_linear_below_1_khz_and_invertible():
    hz = np.array([0.0, 100.0, 500.0, 1000.0, 2500.0, 7600.0])
    assert slaney_mel(np.array([500.0])) == pytest.approx(7.5)
    assert slaney_mel(np.array([1000.0 * 6.4])) == pytest.approx(15 + 27)
    assert slaney_hz(slaney_mel(hz)) == pytest.approx(hz)


def test_every_filter_hears_something():
    filters = mel_filters(16_000, 512, 80, 20.0, 7600.0)
    assert filters.shape == (257, 80)
    assert (filters >= 0).all()
    assert (filters.sum(0) > 0).all()


@pytest.mark.parametrize(("samples", "frames"), [(0, 0), (399, 0), (400, 1), (559, 1), (560, 2), (5360, 32)])
def test_number_of_frames(log_mel, samples, frames):
    assert FeatureConfig().frames(samples) == frames
    if frames:
        assert log_mel(torch.zeros(1, samples)).shape == (1, frames, 80)


def test_a_frame_sees_its_own_400_samples_only(log_mel):
    wave = torch.from_numpy(noise(4000))
    before = log_mel(wave[None])[0]
    wave[1600:1610] += 1.0
    changed = (log_mel(wave[None])[0] - before).abs().amax(1) > 0
    covers = [160 * t < 1610 and 160 * t + 400 > 1600 for t in range(len(before))]
    assert changed.tolist() == covers


@pytest.mark.parametrize("hz", [300, 1000, 4000])
def test_a_tone_lands_in_its_band(log_mel, hz):
    wave = 0.3 * torch.sin(2 * torch.pi * hz * torch.arange(1600) / 16_000)
    loudest = int(log_mel(wave[None])[0].mean(0).argmax())
    low, high = slaney_mel(np.array([20.0, 7600.0]))
    centres = slaney_hz(np.linspace(low, high, 82))[1:-1]
    assert abs(np.argmin(abs(centres - hz)) - loudest) <= 1


def test_silence_is_finite_and_speech_level_is_about_normal(log_mel):
    assert torch.isfinite(log_mel(torch.zeros(1, 1600))).all()
    assert log_mel(torch.from_numpy(noise(16_000))[None]).abs().mean() < 3


@pytest.mark.parametrize("seed", range(4))
def test_pieces_equal_whole(log_mel, seed):
    wave, rng = noise(9_000, seed), np.random.default_rng(seed)
    cuts = np.sort(rng.integers(0, len(wave), rng.integers(1, 40)))
    stream = LogMelStream(log_mel)
    pieces = torch.cat([stream.push(piece) for piece in np.split(wave, cuts)])
    torch.testing.assert_close(pieces, log_mel(torch.from_numpy(wave)[None])[0], atol=1e-5, rtol=0)


def test_samples_that_cannot_be_written_to_are_taken(log_mel):
    wave = noise(1_000)
    wave.setflags(write=False)
    assert LogMelStream(log_mel).push(wave).shape == (4, 80)
