"""`mindpace bench hearing` and `bench sizes`: what is heard of whom, and what smaller models cost."""

import hashlib
import json
import shutil
import string
from pathlib import Path

import numpy as np
import pytest
import torch

from app.cli import main
from engine import read_recording
from engine.bench.hearing import Listener, random_rows, word_list
from engine.bench.sizes import Plan, measure
from engine.bench.word_errors import Heard, count
from engine.errors import ItemsError
from engine.packs import open_pack, write_manifest
from engine.reading import load_reader

QUESTION = Path(__file__).parents[1] / "audio" / "data" / "question.flac"


@pytest.fixture(scope="module")
def hearing_pack(tiny_pack, tmp_path_factory):
    """The tiny pack with a vocabulary for its CTC head, which knows nothing."""
    folder = tmp_path_factory.mktemp("packs") / "hearing"
    shutil.copytree(tiny_pack, folder)
    units = [
        "<blank>",
        *string.ascii_lowercase,
        "'",
        "_",
        *(f"_{a}{b}" for a in "abcdefghi" for b in "abcdefghijklmnop"),
    ]
    pieces = [*units, *(f"{a}{b}" for a in "mnopqrst" for b in "mnopqrstuvwx")][:257]
    (folder / "ctc.json").write_text(json.dumps({"model": {"vocab": {piece: i for i, piece in enumerate(pieces)}}}))
    described = json.loads((folder / "pack.json").read_text())
    write_manifest(folder, **{k: v for k, v in described.items() if k not in ("format", "kind", "files")})
    return folder


@pytest.fixture
def people(tmp_path):
    """A table of three recordings of two people."""
    folder = tmp_path / "people"
    folder.mkdir()
    for name in "abc":
        shutil.copy(QUESTION, folder / f"{name}.flac")
    rows = ["a.flac\tann\tOne, two THREE.\tread", "b.flac\tann\tIt's a dog\tread", "c.flac\tbob\tzero oh\tread"]
    (folder / "table.tsv").write_text("\n".join(["file\tspeaker\ttext\tcorpus", *rows]) + "\n")
    return folder / "table.tsv"


def bench(capsys, *arguments) -> tuple[int, str, str]:
    status = main(["bench", *map(str, arguments)])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_many_recordings_at_once_are_heard_as_each_would_be_in_a_stream(hearing_pack):
    listener = Listener(str(hearing_pack), 1)
    speech = read_recording(QUESTION)
    recordings = [speech, speech[:20_000], speech[7_000:30_001], speech[:3_000], speech[:1]]
    found = open_pack(hearing_pack)
    for samples, text in zip(recordings, listener.hear(recordings), strict=True):
        stream = listener._ears.stream()
        stream.keep_frames = True
        for block in np.array_split(samples, 7):
            stream.push(block)
        stream.finish()
        reader = load_reader(found.folder / "ctc.json", 257)
        alone = reader.reading().read(listener._ears, [torch.cat(stream.frames)])
        assert text.split() == alone.split()
    assert len(set(listener.hear(recordings))) > 1


def test_people_are_counted_by_what_they_say_and_under_every_condition(capsys, hearing_pack, people, tmp_path):
    out, details = tmp_path / "out.json", tmp_path / "details.jsonl"
    status, table, _ = bench(
        capsys, "hearing", "--pack", hearing_pack, "--human", people, "--room", "--clean", "--out", out,
        "--details", details,
    )  # fmt: skip
    assert status == 0
    rows = json.loads(out.read_text())["results"]
    assert [(r["group"], r["condition"], r["clips"], r["words"], r["units"]) for r in rows] == [
        ("people: digits", "clean", 2, 5, 2),
        ("people: sentences", "clean", 1, 3, 1),
        ("people: digits", "room", 2, 5, 2),
        ("people: sentences", "room", 1, 3, 1),
    ]
    assert all(r["interval"][0] <= r["word_error"] <= r["interval"][1] for r in rows)
    assert "people: digits" in table
    said = [json.loads(line)["said"] for line in details.read_text().splitlines()]
    assert said[:3] == ["one two three", "it's a dog", "zero oh"]


def test_questions_and_random_words_of_voices(capsys, hearing_pack, tmp_path):
    """Speech that was kept needs no engine; the same seed asks for the same words."""
    words = tmp_path / "words.txt"
    words.write_text(" ".join(f"{a}{b}{c}" for a in "bcdfg" for b in "aeiou" for c in "lmnprst") + " Anna it's x\n")
    (row,) = random_rows(1, word_list(str(words)), 0)
    assert len(row.transcript.split()) == 6
    items = tmp_path / "items.jsonl"
    items.write_text(json.dumps({"spoken": "How many?", "answer": "5", "family": "counting"}) + "\n")
    kept = tmp_path / "cache" / "flite-rms"
    kept.mkdir(parents=True)
    for text in (row.spoken, "How many?"):
        shutil.copy(QUESTION, kept / f"{hashlib.sha256(text.encode()).hexdigest()[:24]}.flac")
    status, out, _ = bench(
        capsys, "hearing", "--pack", hearing_pack, "--voice", "flite:rms", "--words", 1, "--words-from", words,
        "--items", items, "--cache", tmp_path / "cache", "--json",
    )  # fmt: skip
    assert status == 0
    rows = json.loads(out)["results"]
    assert [(r["group"], r["words"]) for r in rows] == [("six random words", 6), ("counting", 2)]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Say who speaks"),
        (["--voice", "flite:rms"], "Say what the voices are to say"),
        (["--voice", "flite:rms", "--words", 1, "--words-from", "/nowhere"], "cannot be read"),
        (["--voice", "flite:rms", "--words", 1, "--words-from", QUESTION], "cannot be read"),
        (["--human", "/nowhere.tsv"], "cannot be read"),
        (["--human", "empty.tsv"], "is no table of recordings"),
        (["--human", "missing.tsv"], "which is not in"),
        (["--human", "dumb.tsv"], "has no words"),
        (["--human", "people.tsv", "--noise", 500], "no sensible level"),
    ],
)
def test_mistakes_are_one_sentence(capsys, hearing_pack, tmp_path, monkeypatch, arguments, sentence):
    monkeypatch.chdir(tmp_path)
    Path("empty.tsv").write_text("name\twords\nx\ty\n")
    Path("missing.tsv").write_text("file\ttext\nx.wav\ty\n")
    Path("dumb.tsv").write_text("file\ttext\nx.wav\t...\n")
    Path("people.tsv").write_text("file\ttext\ndumb.tsv\ty\n")
    status, _, error = bench(capsys, "hearing", "--pack", hearing_pack, *arguments)
    assert status == 2
    assert sentence in error
    assert error.count("\n") == 1


def test_a_pack_without_a_written_vocabulary_is_refused(capsys, tiny_pack, people):
    status, _, error = bench(capsys, "hearing", "--pack", tiny_pack, "--human", people)
    assert status == 2
    assert "cannot write down what it hears" in error


def test_short_word_lists_are_refused(tmp_path):
    (tmp_path / "words.txt").write_text("three short words")
    with pytest.raises(ItemsError, match="holds only 3 words"):
        word_list(str(tmp_path / "words.txt"))


def heard(voice: str, unit: str, said: str, text: str) -> Heard:
    return Heard("x", "g", voice, "clean", unit, said, text)


def test_word_errors_are_summed_and_people_drawn_together():
    rows = [heard("v", "ann", "a b", "a b"), heard("v", "ann", "a b", "c d"), heard("w", "bob", "a b", "a b c")]
    first, second, both = count(rows)
    assert (first.rate, first.whole, first.clips, first.units) == (0.5, 1, 2, 1)
    assert first.interval == (0.5, 0.5)  # one person: nothing is known of others
    assert (second.rate, second.whole) == (0.5, 0)
    assert (both.voice, both.errors, both.words, both.units) == ("all", 3, 6, 2)


def test_intervals_of_word_errors_shrink_with_more_people():
    rng = np.random.default_rng(0)
    rows = [heard("v", str(n), "a b c d", "a b c d" if rng.random() < 0.5 else "x y z w") for n in range(400)]
    (few,), (many,) = count(rows[:20]), count(rows)
    assert many.interval[0] < 0.5 < many.interval[1]
    assert many.interval[1] - many.interval[0] == pytest.approx(0.098, abs=0.015)
    assert few.interval[1] - few.interval[0] > 0.3


def test_quantizations_are_measured_beside_the_shipped_model(capsys, tiny_pack, tmp_path):
    items = tmp_path / "items.jsonl"
    items.write_text("".join(json.dumps({"spoken": f"How many, {n}?", "answer": str(n)}) + "\n" for n in (5, 6)))
    out = tmp_path / "sizes.json"
    status, table, _ = bench(
        capsys, "sizes", "--pack", tiny_pack, "--quantization", "Q8_0", "--items", items, "--repeats", 1, "--out", out,
        "--threads", 1,
    )  # fmt: skip
    assert status == 0
    shipped, smaller = json.loads(out.read_text())["results"]
    assert (shipped["name"], smaller["name"]) == ("as shipped", "Q8_0")
    assert 0.4 < smaller["mib"] / shipped["mib"] < 0.8
    assert smaller["tensors"].keys() == {"Q8_0", "F32"}
    for row in (shipped, smaller):
        assert (row["n"], row["correct"], row["same"]) == (2, 1, 2)
        assert min(row["peak_rss_mb"], row["one_brain_steps_per_s"], row["both_brains_steps_per_s"]) > 0
    assert "as shipped" in table


def test_unknown_quantizations_are_refused(capsys, tiny_pack):
    status, _, error = bench(capsys, "sizes", "--pack", tiny_pack, "--quantization", "Q9_X")
    assert status == 2
    assert "There is no quantization 'Q9_X'" in error


def test_copies_of_the_pack_are_gone_afterwards(tiny_pack, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    measuring = measure(str(tiny_pack), ["Q8_0"], Plan(repeats=1, threads=1))
    assert [one.n for one in measuring] == [0, 0]
    assert not list(tmp_path.iterdir())
