"""Figures on evaluation clips, and recordings of people and noise."""

import json

import numpy as np
import pytest
import soundfile
import torch

from engine.speech.encoder import Ears, EncoderConfig
from engine.training import vocabulary as v
from engine.training.ctc import CtcBpe
from engine.training.human import load_human, load_noise, write_human
from engine.training.lm import Lm, LmConfig
from engine.training.monitor import Monitor, answer_in, think
from engine.training.phones import units_of
from engine.training.shards import read_shard
from engine.training.tokenizer import new_tokenizer


@pytest.fixture
def lm():
    torch.manual_seed(0)
    return Lm(LmConfig(dim=32, layers=1, heads=2, kv_heads=1, head_dim=16, ffn=32))


@pytest.fixture
def ears():
    torch.manual_seed(0)
    return Ears(EncoderConfig(dim=16, layers=1, heads=2, ffn=16, kernel=3, mid_layer=1, lm_dim=32))


def write_wave(path, seconds, **options):
    wave = np.random.default_rng(0).normal(0, 0.1, int(16_000 * seconds)).astype(np.float32)
    soundfile.write(path, wave, 16_000, **options)


def test_answer_in():
    assert answer_in("3 + 2 = 5. answer: 5.") == "5"
    assert answer_in("answer: no. wait. answer: yes") == "yes"
    assert answer_in("") == ""


def test_thoughts_are_greedy_and_do_not_depend_on_padding(lm):
    torch.manual_seed(1)
    heard = torch.randn(1, 4, 32)
    padded = torch.cat([heard, torch.randn(1, 6, 32)], 1)
    alone = think(lm, heard, torch.tensor([4]), 5)
    beside = think(lm, torch.cat([padded, torch.randn(1, 10, 32)]), torch.tensor([4, 10]), 5)
    assert alone[0] == beside[0]
    assert all(token < v.N_TEXT for token in alone[0])


def test_thoughts_are_what_the_model_gives_without_any_mask_but_the_past(lm):
    torch.manual_seed(2)
    heard = torch.randn(1, 4, 32)
    with torch.no_grad():  # what it attends to decides what it says
        lm.layers[0].attn.o.weight.mul_(500)
    expected = [v.END_AUDIO, v.THINK]
    for _ in range(4):
        tokens = lm.embed(torch.tensor([expected]))
        row = torch.cat([lm.embed(torch.tensor([[v.AUDIO]])), heard, tokens], 1)
        n = row.shape[1]
        mask = torch.ones(n, n, dtype=torch.bool).tril()[None, None]
        expected.append(int(lm.logits(lm(row, torch.arange(n)[None], mask)[0, -1]).argmax()))
    padded = torch.cat([heard, torch.randn(1, 3, 32)], 1)
    assert think(lm, padded, torch.tensor([4]), 4) == [[t for t in expected[2:] if t < v.N_TEXT]]


def test_thoughts_end_with_their_token(lm):
    with torch.no_grad():
        lm.embed_tokens.weight.zero_()
        lm.embed_tokens.weight[v.THINK] = 1.0
        lm.embed_tokens.weight[v.END_THINK] = 1.5  # the most likely token wherever one is wanted
    assert think(lm, torch.randn(2, 3, 32), torch.tensor([3, 3]), 50) == [[], []]


def test_monitor_tells_word_error_and_answers_by_voice(lm, ears, tmp_path):
    lines = []
    for i, family in enumerate(("", "counting", "counting")):
        write_wave(tmp_path / f"{i}.wav", 1.0)
        entry = {"file": f"{i}.wav", "voice": "v", "family": family, "transcript": "one two"}
        lines.append(json.dumps(entry | {"answer": "2" if family else ""}))
    lines.append(json.dumps({"file": "gone.wav", "voice": "v", "family": "", "transcript": "x", "answer": ""}))
    (tmp_path / "clips.jsonl").write_text("\n".join(lines))
    units = CtcBpe.train(["one two three"] * 9, 40)
    tokenizer = new_tokenizer()
    monitor = Monitor(tmp_path, tokenizer, units, samples=5 * 5120, limit=3, batch=2)
    assert len(monitor.clips) == 3
    with torch.no_grad():  # ears that hear nothing at all
        ears.hearing.ctc.bias[0] = 100.0
    assert monitor(None, ears) == {"wer_v_open": 1.0, "wer_v_counting": 1.0}
    for clip in monitor.clips:
        clip.phones = "tuwɜdz"
    with torch.no_grad():
        ears.hearing.mid_ctc.bias[units_of("t")[0]] = 100.0  # one phone for as long as it lasts
    assert monitor(None, ears)["per_v"] == pytest.approx(5 / 6)
    figures = monitor(lm, ears)
    assert figures["acc_counting_v"] == 0.0
    assert len(monitor.examples) == 2
    assert monitor.examples[0]["heard"] == ""
    assert ears.training


def test_human_recordings_become_a_shard(tmp_path, capsys):
    assert load_human(tmp_path) == []
    write_wave(tmp_path / "a.wav", 0.5)
    write_wave(tmp_path / "b.wav", 0.25)
    (tmp_path / "bad.wav").write_bytes(b"no sound")
    rows = ["file\tspeaker\ttext", "a.wav\ts1\tYes No", "bad.wav\ts1\tx", "gone.wav\ts1\tx", "b.wav\ts2\tmaybe"]
    (tmp_path / "manifest.tsv").write_text("\n".join(rows))
    (shard,) = load_human(tmp_path)
    assert [(r["transcript"], r["offset"], r["length"]) for r in shard.records] == [
        ("yes no", 0, 8_000),
        ("maybe", 8_000, 4_000),
    ]
    assert len(shard.audio16) == 12_000
    assert "bad.wav" in capsys.readouterr().out


def test_recordings_are_written_with_their_phones(tmp_path):
    write_wave(tmp_path / "a.wav", 0.5)
    (tmp_path / "manifest.tsv").write_text("file\tspeaker\ttext\na.wav\ts1\tYes No\n")
    (shard,) = load_human(tmp_path)
    write_human(shard, str.upper, tmp_path / "human.npz")
    read = read_shard(tmp_path / "human.npz")
    assert [(r["transcript"], r["phones"]) for r in read.records] == [("yes no", "YES NO")]
    assert (read.audio(read.records[0]) == shard.audio16).all()


def test_a_manifest_without_readable_files_gives_nothing(tmp_path):
    (tmp_path / "manifest.tsv").write_text("file\tspeaker\ttext\ngone.wav\ts\tx\n")
    assert load_human(tmp_path) == []


def test_noise_clips_have_one_level(tmp_path):
    assert load_noise(tmp_path / "none") is None
    (tmp_path / "deep").mkdir()
    write_wave(tmp_path / "deep" / "a.opus", 1.0, format="OGG", subtype="OPUS")
    write_wave(tmp_path / "b.opus", 3.0, format="OGG", subtype="OPUS")
    soundfile.write(tmp_path / "silent.opus", np.zeros(16_000), 16_000, format="OGG", subtype="OPUS")
    noise = load_noise(tmp_path, seconds=2.0)
    assert noise.shape == (2, 32_000)
    assert np.sqrt(np.square(noise).mean(1)) == pytest.approx([1.0, 1.0], rel=1e-3)
