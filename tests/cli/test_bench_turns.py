"""The benches of turns print what they measured; their measurements themselves are a matter of minutes."""

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile

from app.cli import main
from engine import read_recording
from engine.bench.cut_offs import Turned, by_kind, summary
from engine.bench.items import BenchItem, load_items
from engine.bench.over import BOUNDS, Looked, counts, table
from engine.bench.pauses import Sentence, from_silence, from_words, with_pauses
from engine.bench.recordings import Question, word_starts
from engine.bench.soak import SoakTurn
from engine.bench.soak import summary as soak_summary
from engine.bench.sounds import from_onset
from engine.voices import Speech

DATA = Path(__file__).parents[1] / "audio" / "data"
EMBEDDED = Path(__file__).parents[2] / "assets" / "packs" / "embedded"


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


def test_a_short_backchannel_leaves_an_answer_alone_and_a_long_one_silences_it(capsys):
    arguments = ["--turns", "1", "--echo", "-20", "--kind", "backchannel", "--audio", str(DATA), "--json"]
    interrupted = []
    for seconds in ("0.3", "0.8"):
        assert main(["bench", "talk-over", *arguments, "--backchannel", seconds]) == 0
        interrupted.append(told(capsys)[-1]["summary"][0]["interrupted_percent"])
    assert interrupted == [0, 100]


def test_cut_offs_are_counted_with_the_real_ears(capsys):
    assert main(["bench", "cut-offs", "--turns", "2", "--json"]) == 0
    *rows, last = told(capsys)
    assert len(rows) == last["summary"]["turns"] == 2
    assert rows[0]["text"]
    assert rows[0]["pauses"]
    assert last["summary"]["cut_off"] == sum(row["cut"] for row in rows)


@pytest.mark.parametrize(("given", "missing"), [("--items", "who asks"), ("--voice", "what the voices are to ask")])
def test_items_need_voices_and_voices_items(capsys, given, missing):
    assert main(["bench", "cut-offs", given, "x"]) == 2
    assert missing in capsys.readouterr().err


def test_cut_offs_of_items_are_counted_by_family(capsys, tmp_path):
    families, voice = ("counting", "navigate"), tmp_path / "flite-rms"
    entries = [{"id": f, "spoken": f"How many apples do I have in {f}?", "answer": "3", "family": f} for f in families]
    items = tmp_path / "items.jsonl"
    items.write_text("\n".join(json.dumps(entry) for entry in entries))
    voice.mkdir()
    for item in load_items(items):  # kept from an earlier run: no speech engine is needed
        path = voice / f"{hashlib.sha256(item.spoken.encode()).hexdigest()[:24]}.flac"
        shutil.copy(DATA / "question.flac", path)
        path.with_suffix(".json").write_text("[0.3, 0.9]")
    arguments = ["--items", str(items), "--voice", "flite:rms", "--cache", str(tmp_path), "--turns", "2", "--json"]
    assert main(["bench", "cut-offs", *arguments]) == 0
    *rows, counting, navigate, both = told(capsys)
    assert [(row["kind"], len(row["pauses"])) for row in rows] == [(family, 1) for family in families]
    assert counting["summary of counting"]["turns"] == navigate["summary of navigate"]["turns"] == 1
    assert both["summary"]["turns"] == 2


def test_a_folder_without_recordings_is_named(capsys, tmp_path):
    for kind in ("voice", "talk-over", "cut-offs"):
        assert main(["bench", kind, "--audio", str(tmp_path)]) == 2
        assert "no recordings" in capsys.readouterr().err


def test_pauses_are_put_between_words_and_lose_nothing():
    sentence = from_silence(read_recording(DATA / "question.flac"))
    speech = sentence.samples
    longer, pauses = with_pauses(sentence, np.random.default_rng(1))
    assert 1 <= len(pauses) <= 2
    assert all(0.08 <= pause <= 0.81 for pause in pauses)
    assert len(speech) < len(longer) <= len(speech) + 2 * 16_000
    kept = longer[longer != 0]
    np.testing.assert_array_equal(kept, speech[speech != 0])


TONE = 0.1 * np.sin(np.arange(16_000) * 0.3).astype(np.float32)


def spoken(tmp_path, samples, starts):
    path = tmp_path / "one.flac"
    soundfile.write(path, samples, 16_000)
    item = BenchItem("one", "navigate", "Turn left, stop.", "yes", "turn left stop")
    return Question(item, "somebody", path, word_starts=starts)


def test_pauses_are_put_where_words_begin_and_nowhere_else(tmp_path):
    silence = np.zeros(3_200, np.float32)
    samples = np.concatenate([silence, TONE, silence, TONE])  # words at 0.2, 0.7, after the comma at 1.4
    sentence = from_words(spoken(tmp_path, samples, (0.2, 0.7, 1.4)))
    assert sentence.kind == "navigate"
    within, comma = sentence.gaps
    assert within[0] == within[1] == pytest.approx(8_000, abs=2)
    assert comma == pytest.approx((16_000, 19_200), abs=160)


def test_a_pause_counts_the_silence_that_was_there(tmp_path):
    silence = np.zeros(3_200, np.float32)
    sentence = from_words(spoken(tmp_path, np.concatenate([TONE, silence, TONE]), (0.0, 1.2)))
    longer, (pause,) = with_pauses(sentence, np.random.default_rng(2))
    quiet = np.flatnonzero(np.abs(longer) > 1e-3)
    assert np.diff(quiet).max() / 16_000 == pytest.approx(pause, abs=0.02)


def test_sound_that_is_cut_at_a_word_fades():
    tone = np.ones(16_000, np.float32)
    longer, (pause,) = with_pauses(Sentence(tone, ((8_000, 8_000),), "x"), np.random.default_rng(3))
    assert len(longer) == pytest.approx(16_000 + pause * 16_000, abs=16)
    assert np.abs(np.diff(longer)).max() < 0.05
    assert tone.min() == 1


def test_the_end_of_a_word_is_no_word():
    words = [("It", 0.1), ("'s", 0.2), ("Bob", 0.3), ("'s", 0.0), ("turn", 0.6)]
    assert word_starts(Speech(np.zeros(1, np.int16), 16_000, words)) == [0.1, 0.3, 0.6]


def test_speech_begins_where_one_hears_it():
    quiet = np.full(4_800, 1e-4, np.float32)
    loud = np.full(16_000, 0.1, np.float32)
    assert len(from_onset(np.concatenate([quiet, loud]))) == pytest.approx(16_000, abs=160)


def test_certainty_is_told_by_bounds():
    pauses = [Looked(n, "a", 0.5, over, complete, "x") for n, (over, complete) in enumerate([(0.05, 0.9), (0.3, 0.2)])]
    ends = [Looked(9, "a", None, 0.97, 0.9, "x")]
    rows = {row["bound"]: row for row in table([*pauses, *ends])}
    assert (rows[0.05]["pauses"], rows[0.1]["pauses"], rows[0.5]["pauses"]) == (100, 50, 0)
    assert (rows[0.1]["pauses_text_complete"], rows[0.1]["pauses_text_not"]) == (0, 100)
    assert (rows[0.95]["ends"], rows[0.98]["ends"], rows[0.95]["ends_text_not"]) == (100, 0, 0)
    assert counts([*pauses, *ends]) == {"pauses": 2, "ends": 1, "pauses_median": 0.175, "ends_median": 0.97}


def pack_that(tmp_path, *, tells_end):
    """The embedded pack with a flag that says so; what it tells means nothing if it did not learn it."""
    folder = shutil.copytree(EMBEDDED, tmp_path / "pack")
    manifest = json.loads((folder / "pack.json").read_text())
    manifest["lm"]["tells_end"] = tells_end
    (folder / "pack.json").write_text(json.dumps(manifest))
    return str(folder)


def test_certainty_needs_a_pack_that_tells_the_end(capsys, tmp_path):
    pack = pack_that(tmp_path, tells_end=False)
    assert main(["bench", "cut-offs", "--over", "--turns", "1", "--pack", pack]) == 2
    assert "tells_end" in capsys.readouterr().err


def test_cut_offs_and_certainty_with_brains_that_tell_the_end(capsys, tmp_path):
    pack = pack_that(tmp_path, tells_end=True)
    assert main(["bench", "cut-offs", "--turns", "1", "--pack", pack, "--json"]) == 0
    row, last = told(capsys)
    assert last["summary"]["turns"] == 1
    assert 0 <= row["over"] <= 1
    assert main(["bench", "cut-offs", "--over", "--turns", "1", "--pack", pack, "--json"]) == 0
    *rows, last = told(capsys)
    looked = [row for row in rows if "kind" in row]
    assert [row["pause_s"] is None for row in looked].count(True) == last["summary"]["ends"] == 1
    assert all(row["pause_s"] >= 0.18 for row in looked[:-1])
    assert len(rows) - len(looked) == len(BOUNDS)


def test_summaries_count():
    turns = [Turned(n, "ab"[n == 0], (0.5,), n == 0, "x", 0.9, None if n < 2 else 0.2) for n in range(4)]
    figures = summary(turns)
    assert (figures["cut_off"], figures["never_ended"], figures["decided_median_ms"]) == (1, 1, 200)
    assert summary(turns[:1])["cut_off_percent"] == 100
    assert {kind: of["cut_off"] for kind, of in by_kind(turns).items()} == {"b": 1, "a": 0}
    soaked = [SoakTurn(n, "question", n != 3, None, 0, 0, 0, 500.0 + n, 6.0) for n in range(30)]
    figures = soak_summary(soaked)
    assert (figures["turns"], figures["unanswered"], figures["grown_mb"]) == (30, 1, 18.0)
