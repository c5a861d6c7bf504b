"""Augmentation: speed changes pitch, noise is as loud as asked, silence stays finite, shapes stay."""

import numpy as np
import pytest
import torch

from engine.bench.rooms import room_responses
from engine.training.augment import BEND, FASTEST, HASTE, SLOWEST, Augmenter, read_at, read_waves, reading_speeds

CPU = torch.device("cpu")
SAMPLES = 32_768


@pytest.fixture(scope="module")
def augmenter():
    return Augmenter(CPU, seed=3, rooms=4)


def tone(hz, samples=SAMPLES):
    return 0.3 * torch.sin(2 * torch.pi * hz * torch.arange(samples) / 16_000)


def pitch(wave):
    return float(torch.fft.rfft(wave).abs().argmax()) * 16_000 / len(wave)


@pytest.mark.parametrize("factor", [0.5, 1.0, 2.0])
def test_reading_faster_raises_the_pitch(factor):
    waves = (tone(400) * 32767).to(torch.int16)[None]
    cut = read_waves(waves, torch.tensor([SAMPLES]), torch.tensor([factor]), 8_000)
    assert cut.shape == (1, 8_000)
    assert pitch(cut[0]) == pytest.approx(400 * factor, abs=4)


def test_clips_are_silent_beyond_their_length():
    waves = torch.full((2, 120), 16_384, dtype=torch.int16)
    cut = read_waves(waves, torch.tensor([50, 100]), torch.tensor([1.0, 2.0]), 80)
    assert torch.allclose(cut[0, :49], torch.tensor(0.5))
    assert (cut[0, 50:] == 0).all()
    assert torch.allclose(cut[1, :49], torch.tensor(0.5))
    assert (cut[1, 50:] == 0).all()


def test_speeds_let_the_whole_clip_fit():
    rng, lengths = np.random.default_rng(0), np.array([100, 5_000, 9_000, 9_990] * 50)
    factors = reading_speeds(lengths, 10_000, 1.0, rng)
    assert (lengths / factors <= 10_000 + 1).all()
    assert factors.min() >= SLOWEST
    assert factors.max() <= FASTEST
    assert factors.std() > 0.05
    assert (reading_speeds(lengths, 10_000, 0.0, rng) == 1).all()


def test_noise_is_measured_against_speech_not_padding(augmenter):
    wave = torch.zeros(6, 8_000)
    wave[:, :2_000] = tone(300, 2_000)
    noise = augmenter.noisy(wave, torch.full((6, 1), 10.0), 1.0, torch.full((6,), 2_000.0)) - wave
    measured = 20 * torch.log10(wave[:, :2_000].square().mean(1).sqrt() / noise.square().mean(1).sqrt())
    assert measured.min() > 7
    assert measured.max() < 14.5  # 6 dB more if the padding counted


@pytest.mark.parametrize("snr", [0.0, 10.0, 30.0])
def test_noise_is_as_loud_as_asked(augmenter, snr):
    wave = torch.stack([tone(hz) for hz in (200, 300, 500, 700, 900, 1100)])
    noise = augmenter.noisy(wave, torch.full((6, 1), snr), 1.0) - wave
    measured = 20 * torch.log10(wave.square().mean(1).sqrt() / noise.square().mean(1).sqrt())
    assert measured.min() > snr - 0.5
    assert measured.max() < snr + 3.5  # other speakers are 3 dB quieter than other noise


def test_noise_comes_in_the_share_asked_for(augmenter):
    wave = tone(300, 4096).repeat(200, 1)
    touched = (augmenter.noisy(wave, torch.zeros(200, 1), 0.3) != wave).any(1).float().mean()
    assert 0.2 < touched < 0.4


def test_recorded_noise_is_used():
    bank = np.ones((1, 1000), np.float32)
    augmenter = Augmenter(CPU, rooms=1, noise_bank=bank)
    noises = augmenter._noises(torch.randn(64, 2500))
    assert (noises == 1).all(1).any()


@pytest.mark.parametrize("strength", [0.0, 0.5, 1.0])
def test_silence_stays_finite_and_shapes_stay(augmenter, strength):
    for shape in [(4, 5_360), (1, 12_000)]:
        wave = augmenter.waves(torch.zeros(shape), strength)
        assert wave.shape == shape
        assert torch.isfinite(wave).all()
    mel = augmenter.mels(torch.zeros(3, 64, 80), strength)
    assert mel.shape == (3, 64, 80)
    assert torch.isfinite(mel).all()


def test_strength_zero_changes_nothing(augmenter):
    wave, mel = torch.randn(3, 6_000) * 0.1, torch.randn(3, 40, 80)
    torch.testing.assert_close(augmenter.waves(wave, 0.0), wave, atol=1e-3, rtol=0)
    torch.testing.assert_close(augmenter.mels(mel, 0.0), mel, atol=1e-2, rtol=0)


def test_full_strength_changes_a_lot_but_keeps_most_of_a_mel(augmenter):
    mel = torch.randn(8, 300, 80)
    masked = (augmenter.mels(mel, 1.0) == 0).float().mean()
    assert 0.02 < masked < 0.5


def test_rooms_begin_with_the_direct_path_and_die_away():
    rooms = room_responses(5, 0.4, seed=1)
    assert rooms.shape == (5, 6_400)
    assert (rooms[:, 0] >= 1).all()
    early, late = np.square(rooms[:, :1_600]).sum(1), np.square(rooms[:, 4_800:]).sum(1)
    assert (late < 0.1 * early).all()


def test_frames_are_read_between_their_neighbours():
    mel = torch.arange(12.0).view(1, 4, 3)
    half = read_at(mel, torch.tensor([[0.5, 1.5, 2.5, 9.0]]), 1)
    assert torch.allclose(half[0, :3], mel[0, :3] + 1.5)
    assert torch.allclose(half[0, 3], mel[0, 3], atol=0.01)
    assert torch.allclose(read_at(mel, torch.tensor([[0.0, 0.5, 1.0]]), 2)[0, :, 1], mel[0, :, 0] + 0.5)


def test_another_mouth_moves_sounds_a_little_and_never_backwards(augmenter):
    rising = torch.linspace(0, 1, 600)[None, :, None].expand(8, -1, 80).contiguous()
    moved = augmenter._in_rhythm(rising, HASTE)
    assert (moved.diff(dim=1) >= 0).all()
    assert (moved - rising).abs().max() <= (HASTE + 0.1) / 600
    assert (moved - rising).abs().max() > 2 / 600
    ramp = torch.linspace(0, 1, 80)[None, None].expand(8, 50, -1).contiguous()
    bent = augmenter._warped(ramp, 0.12, BEND)
    assert (bent.diff(dim=2) >= 0).all()
    assert (bent - ramp).abs().max() > 1 / 80


def test_more_time_masks_where_they_are_asked_for(augmenter):
    mel = torch.ones(16, 1_000, 80)
    shares = [float((augmenter.mels(mel, 1.0, hidden) == 0).all(2).float().mean()) for hidden in (0.3, 2.0)]
    assert 0 < shares[0] < 0.5 * shares[1]
