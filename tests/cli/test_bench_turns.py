"""The benches of turns print what they measured; their measurements themselves are a matter of minutes."""

import json
from pathlib import Path

import numpy as np
import pytest

from app.cli import main
from engine import read_recording
from engine.bench.cut_offs import Turned, summary, with_pauses
from engine.bench.soak import SoakTurn
from engine.bench.soak import summary as soak_summary
from engine.bench.sounds import from_onset, trimmed

DATA = Path(__file__).parents[1] / "audio" / "data"


def told(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_voice_detection_is_told_for_every_sound_and_level(capsys, monkeypatch):
    monkeypatch.setattr("engine.bench.voice.SNRS", (10,))
    assert main(["bench", "voice", "--audio", str(DATA), "--most", "1", "--json"]) == 0
    rows = told(capsys)
    assert [row["sound"] for row in rows][:3] == ["clean", "white", "pink"]
    assert rows[0]["found"] == rows[0]["ended"] == rows[0]["turns"] == 1
    assert rows[0]["pair_missed"] < 10
    assert all(row["false_starts"] == 0 for row in rows if row["sound"] in ("white", "pink", "hum", "typing"))


def test_talking_over_is_told_with_a_summary(capsys):
    arguments = ["--turns", "1", "--echo", "-20", "--kind", "echo", "--audio", str(DATA), "--json"]
    assert main(["bench", "talk-over", *arguments]) == 0
    *rows, last = told(capsys)
    assert rows[0]["kind"] == "echo"
    assert last["summary"][0] | {"turns": 1} == last["summary"][0]
    assert last["summary"][0]["interrupted_percent"] == 0


def test_cut_offs_are_counted_with_the_real_ears(capsys):
    assert main(["bench", "cut-offs", "--turns", "2", "--json"]) == 0
    *rows, last = told(capsys)
    assert len(rows) == last["summary"]["turns"] == 2
    assert rows[0]["text"]
    assert rows[0]["pauses"]
    assert last["summary"]["cut_off"] == sum(row["cut"] for row in rows)


def test_a_folder_without_recordings_is_named(capsys, tmp_path):
    for kind in ("voice", "talk-over", "cut-offs"):
        assert main(["bench", kind, "--audio", str(tmp_path)]) == 2
        assert "no recordings" in capsys.readouterr().err


def test_pauses_are_put_between_words_and_lose_nothing():
    speech = trimmed(read_recording(DATA / "question.flac"))
    longer, pauses = with_pauses(speech, np.random.default_rng(1))
    assert 1 <= len(pauses) <= 2
    assert all(0.08 <= pause <= 0.81 for pause in pauses)
    assert len(speech) < len(longer) <= len(speech) + 2 * 16_000
    kept = longer[longer != 0]
    np.testing.assert_array_equal(kept, speech[speech != 0])


def test_speech_begins_where_one_hears_it():
    quiet = np.full(4_800, 1e-4, np.float32)
    loud = np.full(16_000, 0.1, np.float32)
    assert len(from_onset(np.concatenate([quiet, loud]))) == pytest.approx(16_000, abs=160)


def test_summaries_count():
    turns = [Turned(n, (0.5,), n == 0, "x", 0.9, None if n < 2 else 0.2) for n in range(4)]
    figures = summary(turns)
    assert (figures["cut_off"], figures["never_ended"], figures["decided_median_ms"]) == (1, 1, 200)
    assert summary(turns[:1])["cut_off_percent"] == 100
    soaked = [SoakTurn(n, "question", n != 3, None, 0, 0, 0, 500.0 + n, 6.0) for n in range(30)]
    figures = soak_summary(soaked)
    assert (figures["turns"], figures["unanswered"], figures["grown_mb"]) == (30, 1, 18.0)
