"""Codec training: pitch tracker, quantiser, losses, and the stage on a folder of shards."""

import json
import math

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from engine.bench.word_errors import edit_distance
from engine.speech.decoder import DecoderConfig
from engine.training.check_voice import Score, Utterance, by_codec, by_pack, load_utterances
from engine.training.code_losses import (
    Letters,
    Teller,
    disturbed,
    off_levels,
    spread_by_voice,
    spread_loss,
    strayed,
    unsteadiness,
)
from engine.training.codec import Codec, code_usage
from engine.training.export import load_one_voice
from engine.training.own_voice import LETTERS, Crops, Speech24, letters_of
from engine.training.pitch import track_pitch
from engine.training.shards import ShardBuilder
from engine.training.stage import load_checkpoint, save_checkpoint
from engine.training.train_codec import CodecConfig, Run, encode_shard, new_codec, run

CPU = torch.device("cpu")
TINY = DecoderConfig(dim=32, blocks=1, fine_dim=24, fine_blocks=1)
TWO = DecoderConfig(dim=32, blocks=1, fine_dim=24, fine_blocks=1, voices=2)
BOTH = ("rhvoice:bdl", "rhvoice:clb")


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
    torch.optim.AdamW([torch.zeros(1)])  # the first one of a process imports for seconds, which the stage has not
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
    crops = Crops.plain(wave)
    first = float(codec.loss(crops)[0].detach())
    optimiser = torch.optim.AdamW(codec.parameters(), lr=5e-3)
    for _ in range(10):
        optimiser.zero_grad()
        loss, parts = codec.loss(crops)
        loss.backward()
        optimiser.step()
    assert float(loss.detach()) < 0.8 * first
    assert parts["codes"].shape == (2, 20)
    optimiser.zero_grad()
    codec.loss(crops, frozen=True)[0].backward()
    assert all(p.grad is None for p in codec.encoder.parameters())
    assert all(p.grad is not None for p in codec.decoder.parameters())


def test_the_stage_trains_encodes_and_goes_on(codec, shards):
    run(stage(codec, shards, train=0.9), 5.0)
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
    run(stage(other, shards, polish=1e-3), 5.0)
    for (name, kept), now in zip(codec.encoder.state_dict().items(), other.encoder.state_dict().values(), strict=True):
        assert torch.equal(kept, now), name
    assert not torch.equal(codec.decoder.head.weight, other.decoder.head.weight)
    with np.load(shards / "a.codes.npz") as data:
        kept = data["codes"]
    encode_shard(codec, shards / "a.npz", Speech24(shards, CPU))
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
    encode_shard(codec, shards / "a.npz", Speech24(shards, CPU))
    found = load_utterances(shards, 10, 0, ("say",))
    assert sorted(u.text for u in found) == ["Number 0.", "Number 1.", "Number 2."]
    save_file(codec.decoder.state_dict(), tmp_path / "voice.safetensors")
    (tmp_path / "pack.json").write_text(json.dumps({"speaking": {"decoder": TINY.to_dict()}}))
    codec.eval()
    for utterance in found:
        np.testing.assert_allclose(by_pack(tmp_path)(utterance), by_codec(codec)(utterance), atol=1e-5)
    with pytest.raises(SystemExit, match="no codes"):
        by_pack(tmp_path)(Utterance("x", np.zeros(10, np.float32)))


@pytest.fixture
def two_voices(shards):
    """The folder with a second shard, in which the other voice speaks too; its words have times."""
    builder = ShardBuilder()
    for voice, seed in ((BOTH[1], 7), (BOTH[0], 8), (BOTH[1], 9)):
        samples = (babble(1.2, seed) * 32767).astype(np.int16)
        words = [("Don't", 0.08), ("count", 0.4), ("42", 0.7)]
        builder.add(samples, 24_000, kind="say", voice=voice, text="Don't count 42", words=words)
    builder.write(shards / "b.npz")
    return shards


def test_letters_of_words():
    assert "".join(LETTERS[i - 1] for i in letters_of("Don't,")) == "don't"
    assert "".join(LETTERS[i - 1] for i in letters_of("42")) == "fortytwo"


def test_crops_come_from_one_voice_with_the_letters_of_whole_words(two_voices):
    speech = Speech24(two_voices, CPU, BOTH)
    speech.refresh()
    other = speech.tracks[1].audio
    np.testing.assert_array_equal(other[:28_800], (babble(1.2, 7) * 32767).astype(np.int16))
    assert len(other) == 2 * 28_800
    for track, sign in zip(speech.tracks, (1, -1), strict=True):  # ramps, in which every place can be told
        track.audio = (sign * (torch.arange(len(track.audio)) % 32_768)).to(torch.int16)
    crops = speech.crops(40, 20, np.random.default_rng(0))
    assert crops.wave.shape == (40, 20 * 960)
    assert set(crops.voice.tolist()) == {0, 1}
    for row in range(40):
        track = speech.tracks[crops.voice[row]].audio.float() / 32768
        first = int(crops.wave[row, 0].abs() * 32768)
        assert any(torch.equal(track[i : i + 19_200], crops.wave[row]) for i in range(first, len(track), 32_768))
        text = "".join(LETTERS[i - 1] for i in crops.letters[row, : crops.counts[row]])
        assert text in "number0number1number2don'tcountfortytwo" + "don'tcountfortytwo" * 2
        assert 1 <= crops.spans[row] <= 40
    assert crops.counts.max() >= 9  # "don'tcount"


def test_only_the_first_voice_is_encoded(two_voices):
    codec = Codec(TWO, 24, 1)
    assert encode_shard(codec, two_voices / "b.npz", Speech24(two_voices, CPU, BOTH)) == 1
    with np.load(two_voices / "b.codes.npz") as data:
        assert list(data["offsets"]) == [0, 30]
    found = load_utterances(two_voices, 10, 0, ("say",))
    assert sorted(u.voice for u in found) == [BOTH[0]] * 4 + [BOTH[1]] * 2
    assert all((u.codes is not None) == (u.text == "Don't count 42" and u.voice == BOTH[0]) for u in found)


def test_disturbed_waves_are_the_same_speech_moved_and_scaled():
    torch.manual_seed(0)
    wave = pulses(100.0)[None].expand(30, -1)
    other = disturbed(wave)
    assert other.shape == wave.shape
    inner = slice(240, -240)
    likest = [
        max(float(torch.corrcoef(torch.stack([wave[0].roll(s)[inner], row[inner]]))[0, 1]) for s in range(-240, 241, 2))
        for row in other
    ]
    assert min(likest) > 0.95
    ratio = other.std(-1) / wave.std(-1)
    assert ratio.min() > 0.65
    assert ratio.max() < 1.35
    assert ratio.std() > 0.05


def test_unsteadiness_and_distance_from_levels_count_in_steps():
    levels = torch.tensor(TINY.levels)
    points = Codec(TINY, 24, 1).decoder.points[torch.arange(100)][None]
    assert off_levels(points, levels) < 1e-8
    assert off_levels(points * 0 + 0.25, levels) == pytest.approx((0.25**2 + 4 * 0.5**2) / 5)
    assert unsteadiness(points, points, levels) == 0
    one_step = points + torch.tensor([0, 0.5, 0, 0, 0])
    assert unsteadiness(points, one_step, levels) == pytest.approx(0.2)


def test_strayed_points_are_neighbours_of_the_book():
    torch.manual_seed(0)
    levels = torch.tensor(TINY.levels)
    points = Codec(TINY, 24, 1).decoder.points[torch.randint(TINY.codes, (4, 500))].requires_grad_()
    moved = strayed(points, levels, 0.5)
    steps = ((moved - points) * (levels - 1) / 2).round().abs()
    assert set(steps.sum(-1).unique().tolist()) == {0, 1}
    assert 0.3 < (steps.sum(-1) > 0).float().mean() < 0.5  # half, less those that would leave the book
    assert moved.abs().max() <= 1
    moved.sum().backward()
    torch.testing.assert_close(points.grad, torch.ones_like(points))


def test_letters_are_learnt_from_codes_that_hold_them():
    torch.manual_seed(0)
    text = torch.randint(1, 6, (32, 5))
    points = torch.nn.functional.one_hot(text - 1, 5).float().repeat_interleave(3, 1) * 2 - 1
    count = torch.full((32,), 5)
    crops = Crops(torch.zeros(32, 15 * 960), torch.zeros(32, dtype=torch.long), text, count, 6 * count)
    reader = Letters(5, 32, 1)
    optimiser = torch.optim.AdamW(reader.parameters(), lr=1e-2)
    first = float(reader.loss(points, crops).detach())
    for _ in range(80):
        optimiser.zero_grad()
        loss = reader.loss(points, crops)
        loss.backward()
        optimiser.step()
    assert float(loss.detach()) < 0.2 * first
    assert reader.loss(points, Crops.plain(crops.wave)) == 0


def test_the_teller_learns_to_tell_and_the_encoder_to_hide():
    torch.manual_seed(0)
    voice = torch.arange(16) % 2
    points = (torch.rand(16, 20, 5) * 2 - 1 + 0.3 * voice[:, None, None]).requires_grad_()
    teller = Teller(5, 2, 16)
    optimiser = torch.optim.AdamW(teller.parameters(), lr=1e-2)
    for _ in range(40):
        optimiser.zero_grad()
        loss, told = teller.loss(points, voice)
        loss.backward()
        optimiser.step()
    assert told > 0.7
    points.grad = None
    teller.loss(points, voice)[0].backward()
    with torch.no_grad():
        assert teller.loss(points - 20 * points.grad, voice)[0] > loss  # down the gradient it is harder to tell


def test_every_voice_is_to_use_the_book_alike():
    generator = torch.Generator().manual_seed(0)
    even = torch.rand(8, 500, 5, generator=generator) * 2 - 1
    voice = torch.arange(8) % 2
    assert spread_by_voice(even, voice, 2) < 0.02
    apart = 0.5 * even + 0.5 * (2 * voice - 1)[:, None, None]
    assert spread_by_voice(apart, voice, 2) > 10 * spread_loss(even)


def test_two_voices_are_learnt_from_one(two_voices):
    """A run goes on from a codec of one voice, whose speech is at first the same in both."""
    torch.manual_seed(0)
    old, sizes = Codec(TINY, 24, 1), {"dim": 24, "blocks": 1, "decoder": tuple(TINY.to_dict().items())}
    old.decoder.head.bias.data[1:] = -1.0
    settings = {"voices": BOTH, "relearn": True, "losses": {"stray": 0.1, "settle": 0.1}, "lr": 3e-3}
    sizes["decoder"] = tuple((k, x) for k, x in sizes["decoder"] if k != "voices")
    new = new_codec(CodecConfig(**sizes, **settings))
    load_one_voice(new.decoder, old.decoder.state_dict())
    load_one_voice(new.encoder, old.encoder.state_dict())
    wave, second = torch.from_numpy(babble(1.0))[None], torch.tensor([1])
    codes = old.encoder.encode(wave)
    for voice in (None, second):
        torch.testing.assert_close(new.encoder.encode(wave, voice), codes)
        torch.testing.assert_close(new.decoder(codes, voice), old.decoder(codes))
    save_checkpoint(two_voices.parent / "out" / "codec0.pt", {"codec": new})
    made = stage(new, two_voices, steps=4, train=0.9, **settings)
    made.speech = Speech24(two_voices, CPU, BOTH)
    run(made, 5.0)
    lines = [json.loads(x) for x in (two_voices.parent / "out" / "codec.jsonl").read_text().splitlines()]
    trained = next(x for x in lines if x["stage"] == "codec")
    assert {"steady", "kept", "letters", "teller", "told", "settle", "spread"} <= set(trained)
    assert not torch.equal(new.decoder(codes), new.decoder(codes, second))
    assert all(p.abs().sum() > 0 for p in new.decoder.voices.parameters())
    assert load_checkpoint(two_voices.parent / "out" / "codec.pt", {"codec": new})["done"]


def test_a_voice_is_introduced_by_its_mean_pitch_and_spectrum():
    torch.manual_seed(0)
    codec = Codec(TWO, 24, 1)
    known, other = pulses(100.0)[None], 0.5 * pulses(150.0)[None]
    codec.introduce(1, known, other)
    points = codec.decoder.points[torch.randint(TWO.codes, (1, 10))]
    one, two = (codec.decoder.frames(points, torch.tensor([i])) for i in range(2))
    torch.testing.assert_close(two[0] / one[0], torch.full_like(one[0], 1.5), rtol=0.01, atol=0)
    low = (two[1] - one[1])[..., :5].mean()  # the fundamental moves up, and all is half as loud
    assert low < -0.3
    entered = []
    for i, wave in enumerate((known, other)):
        pitch, voiced = track_pitch(wave)
        x = torch.cat([codec.encoder.log_mel(wave), torch.log(pitch / 120)[..., None] * 3, voiced[..., None]], -1)
        entered.append((codec.encoder.enter(x) + codec.encoder.voices[i])[:, 5:-5].mean(1))
    torch.testing.assert_close(*entered, atol=0.05, rtol=0)
    with pytest.raises(ValueError, match="one voice"):
        Codec(TINY, 24, 1).introduce(1, known, other)
