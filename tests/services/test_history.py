"""History on real files: whole turns or none, found again, exported, deleted for good; damage and full disks told."""

import json
import signal
import sqlite3
import subprocess
import sys
import time

import numpy as np
import pytest
import soundfile

from app.services.history import History, HistoryError, Piece, Sound, StoredTurn
from app.services.history_export import export
from app.services.history_recorder import HistoryRecorder
from engine import events
from engine.errors import OutputError

TONE = (0.3 * np.sin(np.arange(24_000) / 20)).astype(np.float32)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "history.sqlite3"


@pytest.fixture
def history(path):
    made = History(path)
    yield made
    made.close()


def turn(question="how many apples", reply="Five apples.", **changes):
    pieces = (Piece("thought", 0.1, "3 + 2 = 5."), Piece("reply", 0.4, reply, 1), Piece("audio", 0.5, duration=1.0))
    given = {"began": time.time(), "mode": "think-first", "thoughts": "3 + 2 = 5.", "answer": "5", "pieces": pieces}
    return StoredTurn(question=question, reply=reply, **(given | changes))


def whole(generation=1, **changes):
    given = {
        "mode": "think-first", "thoughts": "one. two.", "reply": "Three.", "answer": "3", "ttfa_s": 0.42, "rtf": 0.5,
        "tokens_thought": 58, "tokens_before_first_audio": 32, "tokens_reply": 12, "steps_per_s": 60.0,
        "question_s": 7.24, "audio_s": 5.2, "processing_s": 2.9, "peak_rss_mb": 600.0,
    }  # fmt: skip
    return events.Turn(generation, **(given | changes))


def test_a_turn_comes_back_as_it_was(path, history):
    given = turn(sounds={"question": Sound(TONE[:16_000], 16_000), "reply": Sound(TONE, 24_000)}, figures={"rtf": 0.5})
    number = history.add(given)
    history.close()
    again = History(path)
    stored = again.get(number)
    assert stored == StoredTurn(**{**given.__dict__, "id": number})
    assert again.sound(number, "question").rate == 16_000
    np.testing.assert_allclose(again.sound(number, "reply").samples, TONE, atol=1 / 32_000)
    assert again.sound(99, "reply") is None
    assert again.notice is None
    again.close()


@pytest.mark.parametrize(
    ("words", "found"),
    [("apples", 1), ("APPL", 1), ("cafe", 1), ("pears", 0), ("apples café", 0), ("", 2), ('a" OR *', 0), ("( -", 0)],
)
def test_search_takes_any_words(history, words, found):
    history.add(turn())
    history.add(turn(question="where is the café", reply="Here."))
    assert len(history.search(words)) == found


def test_newest_come_first_page_by_page(history):
    numbers = [history.add(turn(question=f"question {n}")) for n in range(5)]
    assert [t.id for t in history.search(limit=2, offset=1)] == [numbers[3], numbers[2]]


def test_what_is_deleted_is_gone_from_the_file(path, history):
    noise = np.random.default_rng(1).normal(0, 0.1, 16_000).astype(np.float32)
    sounds = {"question": Sound(noise, 16_000), "reply": Sound(TONE, 24_000)}
    number = history.add(turn(question="secretword", sounds=sounds))
    kept = history.add(turn())
    flac = history._connection.execute("SELECT flac FROM sounds WHERE side = 'question'").fetchone()[0]
    assert history.delete([number, 77]) == 1
    assert history.search("secretword") == []
    assert history.sound(number, "reply") is None
    assert history.sound(number, "question") is None
    assert [t.id for t in history.search()] == [kept]
    files = [file.read_bytes() for file in path.parent.iterdir()]  # still open: the write-ahead log counts too
    assert len(files) == 3
    parts = [b"secretword", *(flac[at : at + 50] for at in range(1000, 9000, 1000))]
    assert not any(part in data for data in files for part in parts)


def test_retention_deletes_only_old_turns(history):
    history.add(turn(began=time.time() - 40 * 86_400))
    kept = history.add(turn())
    assert history.delete_older_than(None) == 0
    assert history.delete_older_than(30) == 1
    assert [t.id for t in history.search()] == [kept]
    assert history.delete_all() == 1
    assert history.count() == 0


def test_a_killed_process_loses_only_its_open_turn(path):
    program = """
import sys, time, numpy as np
from pathlib import Path
from app.services.history import History
from app.services.history_recorder import HistoryRecorder
from engine import events
from tests.services.test_history import whole
history = History(Path(sys.argv[1]))
recorder = HistoryRecorder(history, print)
recorder.on_stored = lambda number: print("stored", number, flush=True)
for generation in range(1, 10_000):
    recorder.begin(generation, "think-first", f"question {generation}")
    recorder.receive(events.Asked(generation, np.full(8_000, 0.1, np.float32), 0.5))
    recorder.receive(events.Thought(generation, "thinking", 0.1))
    recorder.receive(events.Audio(generation, np.zeros(24_000, np.float32), 1.0, 0.5))
    if generation == 4:
        print("middle", flush=True)
        time.sleep(60)
    recorder.receive(whole(generation))
    while history.count() < generation:
        time.sleep(0.005)
"""
    child = subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, text=True)
    told = [child.stdout.readline() for _ in range(4)]
    child.send_signal(signal.SIGKILL)
    child.wait(10)
    child.stdout.close()
    assert sorted(told) == ["middle\n", "stored 1\n", "stored 2\n", "stored 3\n"]
    history = History(path)
    assert history.notice is None
    assert [t.question for t in history.search()] == ["question 3", "question 2", "question 1"]
    assert len(history.sound(3, "reply").samples) == 24_000
    assert len(history.sound(3, "question").samples) == 8_000
    [(count,)] = history._connection.execute("SELECT count(*) FROM sounds").fetchall()
    assert count == 6  # nothing of the open turn
    history.close()


def test_a_process_killed_while_writing_leaves_whole_turns(path):
    program = (
        "import sys; from pathlib import Path; from app.services.history import History\n"
        "from tests.services.test_history import TONE, Sound, turn\n"
        "history = History(Path(sys.argv[1]))\n"
        "while True: print(history.add(turn(sounds={'reply': Sound(TONE, 24_000)})), flush=True)"
    )
    child = subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, text=True)
    told = [int(child.stdout.readline()) for _ in range(15)][-1]
    child.kill()
    child.wait(10)
    child.stdout.close()
    history = History(path)
    assert history.notice is None
    assert history.count() >= told
    assert all(history.sound(t.id, "reply") is not None for t in history.search())
    history.close()


@pytest.mark.parametrize("where", ["all", "middle"])
def test_a_damaged_file_is_kept_aside(path, where):
    history = History(path)
    for _ in range(30):
        history.add(turn(sounds={"reply": Sound(TONE, 24_000)}))
    history.close()
    data = bytearray(path.read_bytes())
    span = slice(0, None) if where == "all" else slice(4096, 60_000)
    data[span] = b"x" * len(data[span])
    path.write_bytes(data)
    history = History(path)
    aside = next(file for file in path.parent.glob("*damaged*") if file.suffix != ".wal")
    assert str(aside) in history.notice
    assert aside.read_bytes() == data
    assert history.add(turn()) == 1
    history.close()


def test_the_file_of_a_newer_program_is_left_alone(path):
    History(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(HistoryError, match="newer Mindpace"):
        History(path)
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_used_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(HistoryError, match="cannot be opened"):
        History(tmp_path / "file" / "history.sqlite3")


def test_a_full_disk_is_told_and_later_turns_are_kept(history):
    told = []
    recorder = HistoryRecorder(history, told.append)
    pages = history._connection.execute("PRAGMA page_count").fetchone()[0]
    history._connection.execute(f"PRAGMA max_page_count = {pages}")  # SQLite answers as on a full disk
    recorder.receive(events.Audio(1, np.random.default_rng(0).normal(0, 0.1, 48_000).astype(np.float32), 2.0, 0.5))
    recorder.receive(whole(1))
    deadline = time.monotonic() + 10
    while not told and time.monotonic() < deadline:
        time.sleep(0.01)
    history._connection.execute("PRAGMA max_page_count = 1000000")
    recorder.receive(whole(2))
    recorder.close()
    assert "disk is full" in told[0]
    assert len(told) == 1
    assert history.count() == 1


def test_the_recorder_keeps_what_a_replay_in_time_needs(history):
    recorder = HistoryRecorder(history, pytest.fail)
    recorder.begin(1, "think-first")
    recorder.receive(events.Asked(1, TONE[:8000], 0.5))
    recorder.receive(events.Thought(1, "one. ", -0.2))
    recorder.receive(events.Reply(1, "Three.", 0, 0.3))
    for half in (TONE[:12_000], TONE[12_000:]):
        recorder.receive(events.Audio(1, half, 0.5, 0.4))
    recorder.receive(whole())
    recorder.close()
    [stored] = history.search("three")
    assert [(p.kind, p.seconds, p.text) for p in stored.pieces] == [
        ("thought", -0.2, "one. "), ("reply", 0.3, "Three."), ("audio", 0.4, ""), ("audio", 0.4, ""),
    ]  # fmt: skip
    assert stored.figures["ttfa_s"] == 0.42
    assert stored.outcome == "done"
    sounds = history.with_sounds(stored).sounds
    assert {side: len(sound.samples) for side, sound in sounds.items()} == {"question": 8000, "reply": 24_000}


def test_failed_and_interrupted_turns_are_kept_as_such(history):
    recorder = HistoryRecorder(history, pytest.fail)
    recorder.begin(1, "no-think", "why")
    recorder.receive(events.Reply(1, "Because", 0, 0.3))
    recorder.receive(events.Failure(1, "Too long.", ValueError()))
    recorder.receive(whole(2, interrupted=True))
    recorder.close()
    assert [(t.outcome, t.reply) for t in history.search()] == [("interrupted", "Three."), ("failed", "Because")]


def test_the_off_switch_keeps_nothing_and_without_sound_only_text(history):
    recorder = HistoryRecorder(history, pytest.fail, keep_audio=False)
    recorder.begin(1, "no-think", "private")
    recorder.enabled = False
    recorder.receive(whole(1))
    recorder.receive(events.Asked(3, TONE, 1.5))  # asked while it was off
    recorder.enabled = True
    recorder.receive(whole(3))
    recorder.receive(events.Asked(2, TONE, 1.5))
    recorder.receive(events.Audio(2, TONE, 1.0, 0.4))
    recorder.receive(whole(2))
    recorder.close()
    [stored] = history.search()
    assert history.with_sounds(stored).sounds == {}


def test_turns_are_exported(history, tmp_path):
    history.add(
        turn(question="<script>", sounds={"question": Sound(TONE[:16_000], 16_000), "reply": Sound(TONE, 24_000)})
    )
    turns = history.search()
    for name in ("a.wav", "a.txt", "a.json", "a.html"):
        export(history, turns, tmp_path / name)
    sound, rate = soundfile.read(tmp_path / "a.wav")
    assert (rate, len(sound)) == (24_000, 24_000 + 12_000 + 24_000)
    assert "Mindpace: Five apples." in (tmp_path / "a.txt").read_text()
    [row] = json.loads((tmp_path / "a.json").read_text())["turns"]
    assert row["pieces"][0] == {
        "kind": "thought", "seconds": 0.1, "text": "3 + 2 = 5.", "clause": 0, "duration": 0.0, "rests_on": 0,
    }  # fmt: skip
    page = (tmp_path / "a.html").read_text()
    assert "<script>" not in page
    assert page.count("data:audio/flac") == 2


def test_exports_that_cannot_be_are_refused_in_words(history, tmp_path):
    number = history.add(turn())
    turns = [history.get(number)]
    for path, given, words in [
        (tmp_path / "a.mp3", turns, "names no format"),
        (tmp_path / "a.txt", [], "no turn"),
        (tmp_path / "a.wav", turns, "No sound was kept"),
    ]:
        with pytest.raises(OutputError, match=words):
            export(history, given, path)
    assert not (tmp_path / "a.wav").exists()
