"""The assistant's voice: vocoder against known signals, decoder whole and in pieces, its state on disk."""

import json
import math
import time

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from engine.speech.decoder import DecoderConfig, SpeechDecoder, code_points
from engine.speech.vocoder import HOP, N_FFT, RATE, Vocoder, VocoderState, minimum_phase

SMALL = DecoderConfig(dim=32, blocks=2, fine_dim=24, fine_blocks=2)
QUIET = -14.0


@pytest.fixture(autouse=True)
def _one_thread():
    """As at run time; and threads that wait for each other would count as work."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def decoder():
    """A small untrained decoder that is loud enough to compare."""
    torch.manual_seed(0)
    made = SpeechDecoder(SMALL).eval()
    with torch.no_grad():
        made.head.weight.mul_(10)
        made.head.bias[1:] = -1.0
    return made


@pytest.fixture(scope="module")
def codes():
    return [int(x) for x in np.random.default_rng(0).integers(0, SMALL.codes, 40)]


@pytest.fixture(scope="module")
def whole(decoder, codes):
    with torch.inference_mode():
        return decoder(torch.tensor([codes]))[0].numpy()


def envelopes(frames, harmonic, noise, pitch=100.0):
    """Constant frames."""
    return (
        torch.full((1, frames), pitch),
        torch.full((1, frames, 80), harmonic),
        torch.full((1, frames, 80), noise),
    )


def test_code_points_are_the_whole_grid_in_mixed_radix_order():
    points = code_points((7, 5, 5, 5, 5))
    assert points.shape == (4375, 5)
    assert len(np.unique(points, axis=0)) == 4375
    assert points.min() == -1
    assert points.max() == 1
    np.testing.assert_allclose(points[1] - points[0], [1 / 3, 0, 0, 0, 0], atol=1e-6)
    np.testing.assert_allclose(points[7] - points[0], [0, 0.5, 0, 0, 0], atol=1e-6)


def test_pulses_have_the_asked_pitch_and_unit_power():
    wave = Vocoder()(*envelopes(100, 0.0, QUIET, pitch=100.0))[0]
    middle = wave[RATE // 4 : RATE // 4 + RATE // 2]
    spectrum = torch.fft.rfft(middle * torch.hann_window(len(middle))).abs()
    peaks = spectrum.reshape(-1)[: 50 * 40]  # 2 Hz a bin: harmonics lie at every fiftieth
    assert peaks[50::50].min() > 100 * peaks[25::50].max()
    assert middle.square().mean() == pytest.approx(1.0, rel=0.02)


def test_noise_has_the_asked_level_and_no_pitch():
    wave = Vocoder()(*envelopes(200, QUIET, math.log(0.1)))[0]
    assert wave.std() == pytest.approx(0.1, rel=0.05)
    later = wave[5000:15000]
    assert abs(float((later[:-240] * later[240:]).mean() / later.square().mean())) < 0.1


def test_minimum_phase_keeps_the_magnitude_and_comes_at_once():
    bins = torch.linspace(0, 1, N_FFT // 2 + 1)
    log_magnitude = -4 * bins + torch.exp(-(((bins - 0.2) / 0.05) ** 2))
    response = minimum_phase(log_magnitude)
    torch.testing.assert_close(response.abs().log(), log_magnitude, atol=1e-3, rtol=0)
    impulse = torch.fft.irfft(response, N_FFT)
    assert impulse[:200].square().sum() > 0.999 * impulse.square().sum()


def test_phase_goes_on_between_pieces():
    vocoder, state = Vocoder(), VocoderState.empty(1, torch.device("cpu"))
    pitch, harmonic, noise = envelopes(60, 0.0, -2.0)
    pitch = pitch * torch.linspace(0.8, 1.4, 60)
    expected = vocoder.step(pitch, harmonic, noise, VocoderState.empty(1, torch.device("cpu")))
    pieces = [
        vocoder.step(pitch[:, a:b], harmonic[:, a:b], noise[:, a:b], state)
        for a, b in ((0, 1), (1, 20), (20, 22), (22, 60))
    ]
    torch.testing.assert_close(torch.cat(pieces, 1), expected, atol=1e-4, rtol=0)


def test_noise_differs_by_place_only():
    vocoder, frames = Vocoder(), envelopes(20, QUIET, 0.0)
    here, there = (vocoder(*frames, torch.tensor([place])) for place in (0, 999))
    assert (here - there).abs().max() > 0.5
    torch.testing.assert_close(vocoder(*frames), here)


def test_length_is_960_samples_a_code(decoder):
    for n in (1, 2, 7):
        assert decoder(torch.zeros(2, n, dtype=torch.long)).shape == (2, 960 * n)


@pytest.mark.parametrize("sizes", [[1] * 40, [4] * 10, [3, 1, 17, 2, 17], [40]])
def test_pieces_equal_whole(decoder, codes, whole, sizes):
    stream, at, pieces = decoder.stream(), 0, []
    for size in sizes:
        pieces.append(stream.push(codes[at : at + size]))
        at += size
    pieces.append(stream.flush())
    found = np.concatenate(pieces)
    assert found.dtype == np.float32
    assert found.shape == whole.shape
    assert np.abs(whole).max() > 0.1
    np.testing.assert_allclose(found, whole, atol=1e-4)


def test_each_voice_streams_what_it_says_as_a_whole(codes):
    torch.manual_seed(0)
    made = SpeechDecoder(DecoderConfig(dim=32, blocks=2, fine_dim=24, fine_blocks=2, voices=2)).eval()
    made.head.bias.data[1:] = -1.0
    for parameter in made.voices.parameters():
        parameter.data.normal_(std=0.2)
    whole = []
    for voice in range(2):
        stream = made.stream(voice)
        found = np.concatenate([*(stream.push(codes[at : at + 3]) for at in range(0, 40, 3)), stream.flush()])
        with torch.inference_mode():
            whole.append(made(torch.tensor([codes]), torch.tensor([voice]))[0].numpy())
        np.testing.assert_allclose(found, whole[-1], atol=1e-4)
    assert np.abs(whole[0] - whole[1]).max() > 0.01
    with pytest.raises(ValueError, match="2 voices"):
        made.stream(2)


def test_samples_come_as_soon_as_they_are_settled(decoder, codes):
    """Two codes ahead and the vocoder's window: nothing else is held back."""
    stream = decoder.stream()
    given = sum(len(stream.push([code])) for code in codes[:10])
    assert given == 960 * (10 - decoder.config.ahead) - 720


def test_empty_utterance(decoder):
    stream = decoder.stream()
    assert len(stream.push([])) == 0
    assert len(stream.flush()) == 0


def test_later_codes_do_not_change_earlier_samples(decoder, codes, whole):
    changed = [*codes[:20], *([0] * 20)]
    with torch.inference_mode():
        other = decoder(torch.tensor([changed]))[0].numpy()
    settled = 960 * (20 - decoder.config.ahead) - 720
    np.testing.assert_allclose(other[:settled], whole[:settled], atol=1e-4)
    assert np.abs(other[960 * 20 :] - whole[960 * 20 :]).max() > 1e-2


def test_gradients_reach_every_weight(decoder):
    made = SpeechDecoder(SMALL)
    pitch, harmonic, noise = made.frames(made.points[torch.tensor([[1, 2, 3, 4]])])
    (made.vocoder(pitch, harmonic, noise).square().sum() + pitch.sum()).backward()
    assert all(p.grad is not None and p.grad.abs().sum() > 0 for p in made.parameters())


def test_weights_and_configuration_through_files(tmp_path, decoder, codes, whole):
    save_file(decoder.state_dict(), tmp_path / "voice.safetensors")
    (tmp_path / "config.json").write_text(json.dumps(SMALL.to_dict()))
    config = DecoderConfig.from_dict(json.loads((tmp_path / "config.json").read_text()))
    assert config == SMALL
    other = SpeechDecoder(config).eval()
    other.load_state_dict(load_file(tmp_path / "voice.safetensors"))
    with torch.inference_mode():
        np.testing.assert_array_equal(other(torch.tensor([codes]))[0].numpy(), whole)


def test_full_size_is_small_and_faster_than_speech():
    made = SpeechDecoder().eval()
    assert sum(p.numel() for p in made.parameters()) < 5e6
    stream = made.stream()
    stream.push([0] * 8)
    begin = time.process_time()
    for _ in range(15):
        stream.push([0] * 4)
    spent, spoken = time.process_time() - begin, 15 * 4 * 4 * HOP / RATE
    assert spent < 0.3 * spoken  # 0.04 on an idle core; a shared one is slower
