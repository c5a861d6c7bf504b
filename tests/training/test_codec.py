"""Codec training: pitch tracker, quantiser, losses, and the stage on a folder of shards."""

import json
import math

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from engine.speech.decoder import DecoderConfig
from engine.training.check_voice import Score, Utterance, by_codec, by_pack, load_utterances
from engine.training.codec import Codec, code_usage, spread_loss
from engine.training.ctc import edit_distance
from engine.training.pitch import track_pitch
from engine.training.shards import ShardBuilder
from engine.training.stage import load_checkpoint, save_checkpoint
from engine.training.train_codec import CodecConfig, Run, Speech24, encode_shard, run

CPU = torch.device("cpu")
TINY = DecoderConfig(dim=32, blocks=1, fine_dim=24, fine_blocks=1)


def pulses(pitch, seconds=1.0):
    """A band-limited pulse train whose pitch (Hz) may be an array of samples."""
    cycles = np.cumsum(np.broadcast_to(pitch, int(24_000 * seconds)) / 24_000)
    wave = sum(np.cos(2 * np.pi * k * cycles) / k for k in range(1, 20))
    return torch.tensor(0.05 * wave, dtype=torch.float32)


def babble(seconds, seed=0):
    """Something speech-like in a second: gliding pulses, then a hiss, then silence."""
    rng = np.random.default_rng(seed)
    n = int(24_000 * seconds)
    voiced = pulses(np.linspace(100, 140, n // 2), n // 2 / 24_000).numpy()
    hiss = rng.normal(0, 0.02, n // 4)
    return np.concatenate([voiced, hiss, np.zeros(n - len(voiced) - len(hiss))]).astype(np.float32)


@pytest.fixture(autouse=True)
def _one_thread():
    """The tensors are too small to be worth threads."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def codec():
    torch.manual_seed(0)
    return Codec(TINY, 24, 1)


@pytest.fixture
def shards(tmp_path):
    """A folder with one shard: three utterances of the own voice and one of a user."""
    builder = ShardBuilder()
    for i, seconds in enumerate((1.0, 1.51, 0.8)):
        samples = (babble(seconds, i) * 32767).astype(np.int16)
        builder.add(samples, 24_000, kind="say", voice="rhvoice:bdl", text=f"Number {i}.")
    builder.add(np.zeros(16_000, np.int16), 16_000, kind="open", voice="flite:rms", text="other")
    (tmp_path / "shards").mkdir()
    (tmp_path / "out").mkdir()
    builder.write(tmp_path / "shards" / "a.npz")
    return tmp_path / "shards"


def stage(codec, shards, **settings):
    config = CodecConfig(**{"batch": 2, "crop": 10, "minutes": 0.01, "report": 0.1, "steps": 3} | settings)
    return Run(config, codec, Speech24(shards, CPU), shards.parent / "out", {"commit": "abc", "seed": 1})


@pytest.mark.parametrize("hertz", [65.0, 82.3, 100.0, 122.5, 180.0, 251.0, 310.0])
def test_pitch_of_steady_pulses(hertz):
    pitch, voiced = track_pitch(pulses(hertz)[None])
    assert pitch.shape == voiced.shape == (1, 100)
    assert voiced[0, 3:-4].all()
    torch.testing.assert_close(pitch[0, 5:-5], torch.full((90,), hertz), rtol=0.005, atol=0)


def test_pitch_follows_a_glide():
    glide = np.linspace(90, 180, 24_000)
    pitch, _ = track_pitch(pulses(glide)[None])
    centres = torch.tensor(glide[120::240], dtype=torch.float32)
    torch.testing.assert_close(pitch[0, 5:-5], centres[5:-5], rtol=0.02, atol=0)


def test_noise_and_silence_are_unvoiced_and_pitch_runs_through_them():
    wave = torch.cat(
        [pulses(100.0), torch.from_numpy(np.random.default_rng(0).normal(0, 0.02, 24_000)).float(), pulses(200.0)]
    )
    pitch, voiced = track_pitch(wave[None])
    assert voiced[0, 105:195].float().mean() < 0.05
    assert pitch[0, 150] == pytest.approx(math.sqrt(100 * 200), rel=0.03)
    pitch, voiced = track_pitch(torch.zeros(1, 24_000))
    assert not voiced.any()
    assert torch.isfinite(pitch).all()


def test_codes_are_the_decoders_points(codec):
    every = torch.arange(TINY.codes)[None]
    torch.testing.assert_close(codec.encoder.codes(codec.decoder.points[every]), every)
    free = codec.decoder.points[every] * 0.9
    torch.testing.assert_close(codec.encoder.quantise(free), codec.decoder.points[every])


def test_quantiser_passes_gradients_straight_through(codec):
    free = torch.full((1, 2, 5), 0.3, requires_grad=True)
    codec.encoder.quantise(free).sum().backward()
    torch.testing.assert_close(free.grad, torch.ones(1, 2, 5))


def test_encoding_gives_one_code_for_each_begun_960_samples(codec):
    for samples, codes in ((960, 1), (961, 2), (24_000, 25)):
        found = codec.encoder.encode(torch.zeros(2, samples))
        assert found.shape == (2, codes)
        assert ((found >= 0) & (found < TINY.codes)).all()


def test_spread_loss_is_least_for_an_evenly_used_book():
    generator = torch.Generator().manual_seed(0)
    even = torch.rand(8, 500, 5, generator=generator) * 2 - 1
    assert spread_loss(even) < 0.02
    assert spread_loss(even.sign()) > 0.2
    assert spread_loss(even * 0.1) > 0.2
    assert spread_loss(even[..., :1].expand(-1, -1, 5)) > 0.2


def test_code_usage():
    share, perplexity = code_usage(torch.tensor([[0, 1], [2, 3]]), 8)
    assert share == 0.5
    assert perplexity == pytest.approx(4.0)
    assert code_usage(torch.zeros(9, dtype=torch.long), 8)[1] == pytest.approx(1.0)


def test_the_loss_prefers_a_hiss_to_a_buzz_where_the_teacher_hisses(codec):
    """A plain spectral distance would have it the other way round: a steady spectrum is nearer on average."""
    generator = torch.Generator().manual_seed(0)
    wanted, one, other = torch.randn(3, 4, 24_000, generator=generator).unbind(0)
    vocoder, frames = codec.decoder.vocoder, torch.full((4, 100, 80), 0.0)
    buzz = vocoder(torch.full((4, 100), 120.0), frames, frames - 14.0)
    assert codec.distance(wanted, one, other) < 0.5 * codec.distance(wanted, buzz, buzz)
    assert codec.distance(wanted, one, other) < codec.distance(wanted, 0.7 * one, 0.7 * other)


def test_a_few_steps_lower_the_loss_and_frozen_codes_stay(codec):
    torch.manual_seed(0)
    wave = torch.from_numpy(np.stack([babble(0.8, i) for i in range(2)]))
    first = float(codec.loss(wave)[0].detach())
    optimiser = torch.optim.AdamW(codec.parameters(), lr=5e-3)
    for _ in range(10):
        optimiser.zero_grad()
        loss, parts = codec.loss(wave)
        loss.backward()
        optimiser.step()
    assert float(loss.detach()) < 0.8 * first
    assert parts["codes"].shape == (2, 20)
    optimiser.zero_grad()
    codec.loss(wave, frozen=True)[0].backward()
    assert all(p.grad is None for p in codec.encoder.parameters())
    assert all(p.grad is not None for p in codec.decoder.parameters())


def test_the_stage_trains_encodes_and_goes_on(codec, shards):
    run(stage(codec, shards), 3.0)
    out = shards.parent / "out"
    lines = [json.loads(line) for line in (out / "codec.jsonl").read_text().splitlines()]
    trained = next(line for line in lines if line["stage"] == "codec")
    assert {"step", "loss", "spectral", "pitch", "used", "perplexity", "steps_s", "minutes"} <= set(trained)
    assert trained["minutes"] == pytest.approx((1 + 1.51 + 0.8) / 60, rel=0.01)
    with np.load(shards / "a.codes.npz") as data:
        assert json.loads(data["texts"].tobytes()) == ["Number 0.", "Number 1.", "Number 2."]
        assert list(data["offsets"]) == [0, 25, 63, 83]
        codes = data["codes"]
    other = Codec(TINY, 24, 1)
    saved = load_checkpoint(out / "codec.pt", {"codec": other})
    assert saved == {"commit": "abc", "seed": 1, "step": 3, "done": True}
    with np.load(shards / "a.npz") as data:
        wave = torch.from_numpy(data["audio24"][:24_000].astype(np.float32) / 32768)
    np.testing.assert_array_equal(other.encoder.encode(wave[None])[0].numpy(), codes[:25])
    before = other.decoder.head.weight.clone()
    run(stage(other, shards), 0.5)  # a second start finds the work done: nothing is trained again
    torch.testing.assert_close(other.decoder.head.weight, before)


def test_an_earlier_runs_codes_keep_their_meaning(codec, shards):
    save_checkpoint(shards.parent / "out" / "codec0.pt", {"codec": codec})
    torch.manual_seed(5)
    other = Codec(TINY, 24, 1)
    run(stage(other, shards, polish=1e-3), 3.0)
    for (name, kept), now in zip(codec.encoder.state_dict().items(), other.encoder.state_dict().values(), strict=True):
        assert torch.equal(kept, now), name
    assert not torch.equal(codec.decoder.head.weight, other.decoder.head.weight)
    with np.load(shards / "a.codes.npz") as data:
        kept = data["codes"]
    encode_shard(codec, shards / "a.npz", CPU)
    with np.load(shards / "a.codes.npz") as data:
        np.testing.assert_array_equal(data["codes"], kept)


def test_the_stage_ends_without_speech(codec, tmp_path):
    (tmp_path / "shards").mkdir()
    run(stage(codec, tmp_path / "shards"), 0.3)
    assert "no own-voice speech" in (tmp_path / "out" / "codec.jsonl").read_text()


def test_word_errors():
    assert edit_distance("the cat sat".split(), "the cat sat".split()) == 0
    assert edit_distance("the cat sat".split(), "a cat sat down".split()) == 2
    assert edit_distance("the cat".split(), []) == 2
    score = Score([1, 0, 3], [4, 4, 4])
    assert score.rate == pytest.approx(1 / 3)
    low, high = score.interval()
    assert 0 <= low < 1 / 3 < high <= 0.75


def test_check_speaks_by_codec_and_by_pack_alike(codec, shards, tmp_path):
    encode_shard(codec, shards / "a.npz", CPU)
    found = load_utterances(shards, 10, 0, ("say",))
    assert sorted(u.text for u in found) == ["Number 0.", "Number 1.", "Number 2."]
    save_file(codec.decoder.state_dict(), tmp_path / "voice.safetensors")
    (tmp_path / "pack.json").write_text(json.dumps({"speaking": {"decoder": TINY.to_dict()}}))
    codec.eval()
    for utterance in found:
        np.testing.assert_allclose(by_pack(tmp_path)(utterance), by_codec(codec)(utterance), atol=1e-5)
    with pytest.raises(SystemExit, match="no codes"):
        by_pack(tmp_path)(Utterance("x", np.zeros(10, np.float32)))
