"""`mindpace bench`: what is asked of whom, what is counted, what is written."""

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from app.cli import main
from engine import Engine
from engine.bench import known
from engine.bench.items import BenchItem
from engine.bench.reasoning import Answered, Settings, ask, examiner, first_of_each_family, score
from engine.bench.recordings import Question, recorded
from engine.errors import ItemsError
from engine.library import pack_info
from engine.speech.known_voice import values_of
from tests.tiny_pack import REPLY, THOUGHTS

QUESTION = Path(__file__).parents[1] / "audio" / "data" / "question.flac"
ITEMS = [
    {"id": "five", "family": "counting", "spoken": "How many are two and three?", "answer": "5"},
    {"id": "six", "family": "counting", "spoken": "How many are three and three?", "answer": "6"},
    {"id": "liar", "family": "lies", "spoken": "Does a liar tell the truth?", "answer": "no"},
]


@pytest.fixture
def items(tmp_path) -> Path:
    path = tmp_path / "items.jsonl"
    path.write_text("".join(json.dumps(item) + "\n" for item in ITEMS))
    return path


@pytest.fixture
def folder(tmp_path) -> Path:
    folder = tmp_path / "somebody"
    folder.mkdir()
    for name in ("five.flac", "six.flac", "03.flac"):
        shutil.copy(QUESTION, folder / name)
    return folder


def bench(capsys, *arguments) -> tuple[int, str, str]:
    status = main(["bench", *map(str, arguments)])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_recordings_are_scored_by_family_mode_and_voice(capsys, tiny_pack, items, folder, tmp_path):
    out, details = tmp_path / "results.json", tmp_path / "details.jsonl"
    status, table, _ = bench(
        capsys, "reasoning", "--pack", tiny_pack, "--items", items, "--audio", folder, "--out", out,
        "--mode", "no-think", "--mode", "speak-first", "--details", details,
    )  # fmt: skip
    assert status == 0
    written = json.loads(out.read_text())
    assert written["listening"] is False
    results = written["results"]
    who = {"voice": "somebody", "condition": "clean"}
    half = {"n": 2, "correct": 1, "accuracy": 0.5, "interval": [0.094531, 0.905469]}
    none = {"n": 1, "correct": 0, "accuracy": 0.0, "interval": [0.0, 0.793451]}
    assert results == [
        {"family": "counting", "mode": "no-think", **who, **half},
        {"family": "counting", "mode": "speak-first", **who, **half},
        {"family": "lies", "mode": "no-think", **who, **none},
        {"family": "lies", "mode": "speak-first", **who, **none},
    ]
    assert "50.0 %  9.5 to 90.5 %" in table
    rows = [json.loads(line) for line in details.read_text().splitlines()]
    assert [(row["id"], row["mode"], row["correct"]) for row in rows[:2]] == [
        ("five", "no-think", True),
        ("five", "speak-first", True),
    ]
    assert rows[1]["reply"].endswith(REPLY)
    assert rows[1]["thoughts"] == THOUGHTS
    assert rows[1]["ttfa_s"] > 0


def test_fast_gives_the_same_answers_without_speech(capsys, tiny_pack, items, folder, tmp_path):
    rows = []
    for extra in ([], ["--fast"]):
        details = tmp_path / "details.jsonl"
        status, table, _ = bench(
            capsys, "reasoning", "--pack", tiny_pack, "--items", items, "--audio", folder, "--mode", "think-first",
            "--details", details, *extra,
        )  # fmt: skip
        assert status == 0
        rows.append([json.loads(line) for line in details.read_text().splitlines()])
    assert table.startswith("fast: ")
    keep = ("id", "answer", "reply", "correct")
    assert [[row[key] for key in keep] for row in rows[0]] == [[row[key] for key in keep] for row in rows[1]]
    assert all(row["ttfa_s"] is None for row in rows[1])


def test_big_bench_files_limits_and_kept_speech(capsys, tiny_pack, tmp_path):
    """Speech that was kept from an earlier run needs no speech engine."""
    texts = ["I have a pear. How many fruits do I have?", "I have five pears. How many fruits do I have?"]
    file = tmp_path / "object_counting.json"
    file.write_text(json.dumps({"examples": [{"input": t, "target": n} for t, n in zip(texts, "15", strict=True)]}))
    kept = tmp_path / "cache" / "flite-rms"
    kept.mkdir(parents=True)
    shutil.copy(QUESTION, kept / f"{hashlib.sha256(texts[0].encode()).hexdigest()[:24]}.flac")
    out = tmp_path / "results.json"
    status, _, _ = bench(
        capsys, "reasoning", "--pack", tiny_pack, "--items", file, "--voice", "flite:rms", "--cache",
        tmp_path / "cache", "--limit", 1, "--out", out,
    )  # fmt: skip
    assert status == 0
    (result,) = json.loads(out.read_text())["results"]
    assert (result["family"], result["mode"], result["voice"], result["n"]) == (
        "object_counting",
        "think-before-speaking",
        "flite:rms",
        1,
    )


def test_voices_become_known_or_stay_first_contacts(capsys, tiny_pack, items, tmp_path):
    kept = tmp_path / "cache" / "flite-rms"
    kept.mkdir(parents=True)
    for item in ITEMS:
        shutil.copy(QUESTION, kept / f"{hashlib.sha256(item['spoken'].encode()).hexdigest()[:24]}.flac")
    out = tmp_path / "results.json"
    for extra, learnt, told in ([], True, "known voice: "), (["--first-contact"], False, "first contact: "):
        status, table, _ = bench(
            capsys, "reasoning", "--pack", tiny_pack, "--items", items, "--voice", "flite:rms", "--cache",
            tmp_path / "cache", "--fast", "--out", out, *extra,
        )  # fmt: skip
        assert status == 0
        assert table.startswith(told)
        assert json.loads(out.read_text())["known_voice"] is learnt


class OneLesson:
    """A pupil with a lesson after two utterances."""

    def __init__(self, ears):
        self.values, self.learnt, self.count = values_of(ears), 0, 0

    @property
    def due(self):
        return self.count == 2 and not self.learnt

    @property
    def finished(self):
        return self.learnt > 0

    def hear(self, _samples):
        self.count += 1

    def lesson(self):
        yield
        self.learnt, self.values = self.count, {name: value + 0.5 for name, value in self.values.items()}


@pytest.mark.parametrize("jobs", [1, 2])
def test_questions_are_heard_with_what_earlier_ones_taught(tiny_pack, jobs, monkeypatch):
    monkeypatch.setattr(known, "Pupil", OneLesson)
    asked = [Question(BenchItem(**(item | {"id": f"{voice} {item['id']}", "transcript": ""})), voice, QUESTION)
             for voice in ("one", "other") for item in ITEMS]  # fmt: skip
    settings = Settings(str(tiny_pack), threads=1, fast=True, acquaint=True)
    with examiner(settings, jobs) as examining:
        answers = list(examining.run(asked, ["no-think"]))
    assert [answer.learnt for answer in answers] == [0, 0, 2, 0, 0, 2]
    first, _, taught, other, *_ = answers
    assert first.reply == other.reply, "a new voice is heard as the pack hears it"
    assert taught.trouble is None


def test_several_processes_give_the_same(capsys, tiny_pack, items, folder, tmp_path):
    out = tmp_path / "results.json"
    status, _, _ = bench(
        capsys, "reasoning", "--pack", tiny_pack, "--items", items, "--audio", folder, "--jobs", 2, "--out", out,
        "--threads", 1,
    )  # fmt: skip
    assert status == 0
    assert [row["correct"] for row in json.loads(out.read_text())["results"]] == [1, 0]


def test_a_recording_without_speech_counts_as_wrong(capsys, tiny_pack, items, folder, tmp_path):
    soundfile.write(folder / "five.flac", np.zeros(32_000), 16_000)
    details = tmp_path / "details.jsonl"
    status, _, _ = bench(
        capsys, "reasoning", "--pack", tiny_pack, "--items", items, "--audio", folder, "--details", details
    )
    assert status == 0
    first = json.loads(details.read_text().splitlines()[0])
    assert first["correct"] is False
    assert "only silence" in first["trouble"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "either --voice NAME"),
        (["--voice", "flite:rms", "--audio", "."], "either --voice NAME"),
        (["--voice", "opera:callas"], "There is no voice 'opera:callas'"),
        (["--audio", "/nowhere"], "There is no folder of recordings"),
        (["--audio", "."], "holds no recording of item"),
        (["--audio", ".", "--out", "/proc/results.json"], "cannot be written"),
        (["--audio", ".", "--items", "/nowhere.json"], "Cannot read the questions"),
        (["--typed", "--audio", "."], "either --voice NAME"),
        (["--typed", "--room"], "neither noise nor room"),
        (["--audio", ".", "--noise", "nan"], "no sensible level"),
        (["--audio", ".", "--noise", "10", "--noise-folder", "/nowhere"], "no recorded noise"),
    ],
)
def test_mistakes_are_one_sentence(capsys, tiny_pack, items, tmp_path, arguments, sentence, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    status, _, error = bench(
        capsys, "reasoning", "--pack", tiny_pack, "--items", items, "--cache", tmp_path / "cache", *arguments
    )
    assert status == 2
    assert sentence in error
    assert error.count("\n") == 1


def test_noise_and_rooms_are_asked_beside_each_other(capsys, tiny_pack, items, folder, tmp_path):
    out = tmp_path / "results.json"
    status, table, _ = bench(
        capsys, "reasoning", "--pack", tiny_pack, "--items", items, "--audio", folder, "--out", out, "--fast",
        "--limit", 1, "--noise", 10, 5, "--room", "--clean",
    )  # fmt: skip
    assert status == 0
    found = [(row["family"], row["condition"]) for row in json.loads(out.read_text())["results"]]
    under = ["clean", "noise 10 dB", "noise 5 dB", "room"]
    assert found == [(family, condition) for family in ("counting", "lies") for condition in under]
    assert "noise 5 dB" in table


def test_typed_questions_need_no_speech(capsys, tiny_pack, items, tmp_path):
    out = tmp_path / "results.json"
    status, _, _ = bench(capsys, "reasoning", "--pack", tiny_pack, "--items", items, "--typed", "--fast", "--out", out)
    assert status == 0
    rows = json.loads(out.read_text())["results"]
    assert [(row["voice"], row["correct"], row["n"]) for row in rows] == [("typed", 1, 2), ("typed", 0, 1)]


def test_thinking_while_listening_is_told_and_can_be_left_out(capsys, listening_pack, items, folder, tmp_path):
    out = tmp_path / "results.json"
    for extra, told in ([], True), (["--no-listening"], False):
        status, table, _ = bench(
            capsys, "reasoning", "--pack", listening_pack, "--items", items, "--audio", folder, "--out", out, "--fast",
            "--limit", 1, *extra,
        )  # fmt: skip
        assert status == 0
        assert json.loads(out.read_text())["listening"] is told
        assert ("while they were asked" in table) is told


def test_no_question_of_a_bench_hears_of_the_others(tiny_pack, tmp_path):
    """What stands before a question is what its item says, not what was asked before it."""
    with Engine(tiny_pack) as engine:
        assert engine.ask("How many?", "think-first", until_answer=True).before == ""
        assert engine.ask("How many?", "think-first", until_answer=True).before == THOUGHTS
        asked = Question(replace(item("a"), before="two and two. answer: 4"), "typed", None)
        assert ask(engine, asked, "think-first", fast=True).thoughts == THOUGHTS
        turn = engine.ask("How many?", "think-first", until_answer=True)
        assert turn.before == f"two and two. answer: 4\n{THOUGHTS}"
        assert engine.ask("How many?", "think-first", until_answer=True, before="").before == ""


def item(identity: str, family: str = "counting") -> BenchItem:
    return BenchItem(identity, family, "How many?", "5", "how many")


def test_recordings_are_found_by_id_and_by_number(tmp_path):
    items = [item("a"), item("b"), item("c")]
    for name in ("a.wav", "0001.wav", "2.FLAC", "notes.txt"):
        (tmp_path / name).touch()
    with pytest.raises(ItemsError, match=r"item c: name it c\.wav"):
        recorded(items, items, tmp_path)
    assert [q.path.name for q in recorded(items, items[:2], tmp_path)] == ["a.wav", "2.FLAC"]
    (tmp_path / "000.wav").touch()
    assert [q.path.name for q in recorded(items, items, tmp_path)] == ["a.wav", "0001.wav", "2.FLAC"]


def test_a_limit_counts_by_family():
    items = [item("1"), item("2"), item("3", "lies"), item("4"), item("5", "lies")]
    assert [one.id for one in first_of_each_family(items, 1)] == ["1", "3"]
    assert first_of_each_family(items, None) == items


def test_scores_count_by_family_mode_and_voice():
    made = [
        Answered("x", family, voice, "no-think", "5", "5", "five", "", correct)
        for family, voice, correct in [("a", "v", True), ("a", "v", False), ("a", "w", True), ("b", "v", True)]
    ]
    assert [(one.family, one.voice, one.n, one.correct, one.accuracy) for one in score(made)] == [
        ("a", "v", 2, 1, 0.5),
        ("a", "w", 1, 1, 1.0),
        ("b", "v", 1, 1, 1.0),
    ]


def test_speed_of_every_part_is_told(capsys, tiny_pack):
    status, out, _ = bench(capsys, "speed", "--pack", tiny_pack, "--json", "--repeats", 1, "--threads", 1)
    kept = pack_info(str(tiny_pack)).speed
    assert kept.both_brains == pytest.approx(json.loads(out)["both_brains_steps_per_s"], abs=0.1)
    assert status == 0
    figures = json.loads(out)
    for name in ("encoder_rtf", "brains_rtf", "decoder_rtf", "together_rtf", "load_s", "peak_rss_mb"):
        assert figures[name] > 0, name
    assert figures["one_brain_steps_per_s"] > 100
    assert figures["both_brains_steps_per_s"] > 100
    assert figures["threads"] == 1
    status, out, _ = bench(capsys, "speed", "--pack", tiny_pack, "--repeats", 1, "--threads", 1)
    assert "all together, thinking and speaking at once" in out
    assert out.count("RTF") >= 4
