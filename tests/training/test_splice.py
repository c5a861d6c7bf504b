"""Words are found in recordings and put together anew: the right ones, of the right people, without clicks."""

import json
import random

import numpy as np
import pytest
import soundfile
import torch

from engine.speech.encoder import Ears, EncoderConfig
from engine.training import alignment
from engine.training.alignment import Aligner, align_folder, best_path
from engine.training.phones import units_of
from engine.training.shards import read_shard
from engine.training.silence import RATE
from engine.training.splice import FADE, Piece, Splicer, cut_words, join_pieces, load_pieces, write_spliced

PITCHES = {"low": 200.0, "mid": 400.0, "high": 800.0}
SPANS = [[0.1, 0.3, 0.9], [0.3, 0.6, 0.9], [0.7, 0.9, 0.9]]


def tone(pitch, seconds, level=0.3):
    return (level * np.sin(2 * np.pi * pitch * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)


def recording(level=0.3):
    """Silence, "low" and "mid" with 20 ms of silence between them, silence, "high", silence."""
    out = np.zeros(RATE, np.float32)
    for start, length, word in ((0.1, 0.19, "low"), (0.31, 0.29, "mid"), (0.7, 0.2, "high")):
        out[round(start * RATE) :][: round(length * RATE)] = tone(PITCHES[word], length, level)
    return out


def pitch_of(samples):
    return np.argmax(np.abs(np.fft.rfft(samples, RATE)))


@pytest.fixture
def people(tmp_path):
    """Recordings of two people, aligned; the second is quieter."""
    lines, spans = ["file\tspeaker\ttext"], {}
    for name, level in (("ann", 0.4), ("bob", 0.04)):
        soundfile.write(tmp_path / f"{name}.wav", recording(level), RATE)
        lines.append(f"{name}.wav\t{name}\tLow mid high")
        spans[f"{name}.wav"] = SPANS
    lines.append("faint.wav\tcarl\tlow")  # not aligned, so not even looked for
    (tmp_path / "manifest.tsv").write_text("\n".join(lines))
    (tmp_path / "spans.json").write_text(json.dumps(spans))
    return tmp_path


def logits(path, units=5):
    out = np.full((len(path), units), 0.02)
    out[np.arange(len(path)), path] = 0.9
    return np.log(out / out.sum(1, keepdims=True))


def test_the_best_path_is_found():
    frames = best_path(logits([0, 1, 1, 0, 2, 3, 0, 3, 0]), [1, 2, 3, 3])
    assert frames.tolist() == [[1, 3], [4, 5], [5, 6], [7, 8]]


def test_a_unit_said_twice_needs_a_blank_between():
    assert best_path(logits([1, 1, 1]), [1, 1]).tolist() == [[0, 1], [2, 3]]
    with pytest.raises(ValueError, match="more phones"):
        best_path(logits([1, 1]), [1, 1])


def test_what_was_not_heard_is_placed_where_it_costs_least():
    assert best_path(logits([0, 1, 0, 0, 3, 0]), [1, 2, 3])[[0, 2]].tolist() == [[1, 2], [4, 5]]


@pytest.fixture
def aligner(monkeypatch):
    """An aligner that hears what the test says."""
    ears = Ears(EncoderConfig(dim=32, layers=2, heads=2, ffn=64, left=16, mid_layer=1, lm_dim=32))
    made = Aligner(ears, {"tea": "ti", "bee": "bi", "": ""}.__getitem__)
    t, b, i = (units_of(phone)[0] for phone in "tbi")
    heard = [0] * 6 + [t, 0, i, 0, b, i, i] + [0] * 12
    monkeypatch.setattr(made, "posteriors", lambda _: logits(heard, 50))
    return made


def test_words_are_moved_to_where_they_sound_and_touch(aligner):
    tea, bee = aligner(np.zeros(RATE, np.float32), "tea bee")
    assert (tea.word, bee.word) == ("tea", "bee")
    assert tea.start == pytest.approx(6 * alignment.FRAME + alignment.BEGIN)
    assert bee.end == pytest.approx(13 * alignment.FRAME + alignment.END)
    assert tea.end == bee.start == pytest.approx((9 * 0.04 + alignment.END + 10 * 0.04 + alignment.BEGIN) / 2)
    assert tea.confidence == pytest.approx(0.9 / (0.9 + 49 * 0.02))


def test_recordings_that_do_not_fit_their_words_are_left_out(aligner, tmp_path, monkeypatch):
    soundfile.write(tmp_path / "a.wav", np.zeros(RATE), RATE)
    (tmp_path / "manifest.tsv").write_text("file\tspeaker\ttext\na.wav\ts\tTea bee\ngone.wav\ts\ttea")
    monkeypatch.setattr(alignment, "FAINT", 0.4)
    spans, phones = align_folder(aligner, tmp_path)
    assert [len(found) for found in spans.values()] == [2]
    letters, times, sure, firsts = phones["a.wav"]
    assert (letters, firsts) == ("tibi", [0, 2])
    assert times[0] == pytest.approx(6 * alignment.FRAME + alignment.BEGIN, abs=0.01)
    assert times == sorted(times)
    assert min(sure) > 0.3
    monkeypatch.setattr(alignment, "FAINT", 0.6)
    assert align_folder(aligner, tmp_path) == ({}, {})
    assert aligner(np.zeros(RATE, np.float32), "tea " * 20) == []


def test_posteriors_cover_the_recording():
    torch.manual_seed(0)
    ears = Ears(EncoderConfig(dim=32, layers=2, heads=2, ffn=64, left=16, mid_layer=1, lm_dim=32))
    heard = Aligner(ears, str)
    found = heard.posteriors(np.random.default_rng(0).normal(0, 0.1, 9_000).astype(np.float32))
    assert found.shape == (16, 257)
    assert np.exp(found).sum(1) == pytest.approx(1.0, abs=1e-4)


def test_words_are_cut_where_it_is_quiet_at_one_level(people):
    pieces = load_pieces(people)
    assert [(p.text, p.speaker) for p in pieces] == [(w, n) for n in ("ann", "bob") for w in PITCHES]
    for piece in pieces:
        assert pitch_of(piece.samples) == PITCHES[piece.text]
        assert np.abs(piece.samples[[0, -1]]).max() < 0.02
    loud, quiet = (np.abs(p.samples).max() for p in pieces[1::3])
    assert loud == pytest.approx(quiet, rel=0.05)


def test_words_that_nobody_is_sure_of_are_not_used():
    spans = [[0.1, 0.3, 0.2], [0.62, 0.64, 0.9], [0.7, 0.9, 0.9]]
    assert [p.text for p in cut_words(recording(), ["low", "mid", "high"], spans, "s")] == ["high"]


def test_words_that_run_into_each_other_stay_together():
    wave = recording()
    wave[round(0.28 * RATE) :][: round(0.04 * RATE)] = tone(300, 0.04)
    pieces = cut_words(wave, ["low", "mid", "high"], SPANS, "s")
    assert [(p.text, p.words) for p in pieces] == [("low mid", 2), ("high", 1)]
    unsure = [[*SPANS[0][:2], 0.1], *SPANS[1:]]
    assert [p.text for p in cut_words(wave, ["low", "mid", "high"], unsure, "s")] == ["high"]


def test_a_word_keeps_what_sounds_of_it_in_the_pause_behind_it():
    wave = recording()
    wave[round(0.6 * RATE) :][: round(0.04 * RATE)] = tone(400, 0.04)
    long, plain = (cut_words(w, ["low", "mid", "high"], SPANS, "s")[1].samples for w in (wave, recording()))
    assert np.abs(long).sum() > 1.1 * np.abs(plain).sum()


def test_joins_are_as_long_as_they_should_be_and_do_not_click():
    pieces = [Piece(word, "s", tone(pitch, 0.25)) for word, pitch in PITCHES.items()]
    out = join_pieces(pieces, [0.0, 0.1])
    assert len(out) == 3 * 4_000 - FADE + 1_600
    steepest = 2 * np.pi * 800 / RATE * 0.3 * 32767
    assert np.abs(np.diff(out.astype(int))).max() <= 1.1 * steepest
    assert not out[8_000 - FADE : 9_600 - FADE].any()  # the pause
    assert pitch_of(out[:3_000]) == 200
    assert pitch_of(out[4_500:7_500]) == 400


def test_utterances_say_their_pieces_most_often_by_one_person(people, tmp_path):
    out = tmp_path / "shards"
    out.mkdir()
    assert write_spliced(people, out, 0.05, "7", str.upper) == pytest.approx(0.05, abs=0.003)
    (path,) = out.iterdir()
    shard = read_shard(path)
    assert len(shard.records) > 20
    for record in shard.records:
        words = record["transcript"].split()
        assert record["kind"] == "spliced"
        assert record["phones"] == record["transcript"].upper()
        assert 2 <= len(words) == len(record["speaker"]) <= 12
        assert 0.1 < len(shard.audio(record)) / RATE / len(words) < 1.0
    alone = np.mean([len(set(r["speaker"])) == 1 for r in shard.records])
    assert 0.55 < alone < 0.95
    assert len({r["transcript"] for r in shard.records}) > 15


def test_another_seed_says_other_things(people):
    pieces = load_pieces(people)
    first, second = ([p.text for p in Splicer(pieces, random.Random(seed)).draw()] for seed in "ab")
    assert first != second


def test_without_spans_nothing_is_made(tmp_path):
    assert write_spliced(tmp_path, tmp_path, 1.0, "7", str.upper) == 0.0
    assert list(tmp_path.iterdir()) == []
