import json
import random

import pytest

from engine.bench.answers import grade, wilson
from engine.bench.items import BenchItem, detect_family, load_items, write_items
from engine.errors import EXIT_STATUS, ItemsError, OutputError
from engine.training import make_items
from engine.training.tasks import FAMILIES, generate

NAVIGATE = (
    "If you follow these instructions, do you return to the starting point? Take 3 steps. Turn around. Take 3 steps."
)
FURTHER = NAVIGATE + " Take 1 step."
OPTIONS = "\nOptions:\n- Yes\n- No"


def big_bench(folder, name, *examples, **more):
    path = folder / name
    path.write_text(json.dumps({**more, "examples": [{"input": i, "target": t} for i, t in examples]}))
    return path


def test_a_big_bench_file_as_it_is(tmp_path):
    path = big_bench(tmp_path, "navigate.json", (NAVIGATE + OPTIONS, "Yes"), (FURTHER + OPTIONS, "No"), canary="x")
    first, second = load_items(path)
    assert first == BenchItem("000", "navigate", first.spoken, "yes", first.transcript)
    assert first.spoken.endswith("Take three steps. Turn around. Take three steps.")
    assert first.transcript.endswith("take three steps")
    assert (second.id, second.answer) == ("001", "no")


@pytest.mark.parametrize(
    ("name", "text", "target", "family", "answer"),
    [
        ("a.json", NAVIGATE, "No", "navigate", "no"),
        ("a.json", "I have a yam, and two cats. How many animals do I have?", "2", "object_counting", "2"),
        ("a.json", "Question: Ann lies. Bo says Ann lies. Does Bo tell the truth?", "Yes", "web_of_lies", "yes"),
        ("a.json", "Ann lies. Is the argument deductively valid?", "invalid", "formal_fallacies", "invalid"),
        ("a.json", "Which day is it?", "(A)", "other", "a"),
        ("web_of_lies (1).json", "Who is it?", "Yes", "web_of_lies", "yes"),
        ("BBH-Object-Counting.json", "What is it?", "12", "object_counting", "12"),
    ],
)  # fmt: skip
def test_families_and_answers(tmp_path, name, text, target, family, answer):
    (item,) = load_items(big_bench(tmp_path, name, (text, target)))
    assert (item.family, item.answer) == (family, answer)


def test_own_lines_come_back(tmp_path):
    rng = random.Random(1)
    items = []
    for n, family in enumerate(FAMILIES * 20):
        made = generate(family, rng)
        items.append(BenchItem(f"q{n}", family, made.spoken, made.answer, made.transcript, made.before))
    write_items(tmp_path / "items.jsonl", items)
    assert load_items(tmp_path / "items.jsonl") == items


def test_lines_with_text_and_numbers(tmp_path):
    path = tmp_path / "mine.jsonl"
    path.write_text(
        '\ufeff{"text": "What is 2+2?", "answer": 4}\n\n{"id": 7, "family": "sums", "spoken": "Two?", "answer": "two"}'
    )
    first, second = load_items(path)
    assert (first.id, first.family, first.spoken, first.answer) == ("000", "other", "What is two plus two?", "4")
    assert (second.id, second.family, second.answer) == ("7", "sums", "2")


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ("", "holds no questions"),
        ('{"examples": []}', "holds no questions"),
        ('{"examples": 3}', "not a list"),
        ('{"examples": [{"input": "x"}]}', 'no "target"'),
        ("not json", "Line 1"),
        ("[1, 2]", "not a JSON object"),
        ('{"spoken": "Hello?"}', 'no "answer"'),
        ('{"answer": "yes"}', 'no "spoken"'),
        ('{"spoken": "?!", "answer": "yes"}', "without words"),
        ('{"id": "a", "spoken": "b", "answer": "yes"}\n{"id": "a", "spoken": "c", "answer": "yes"}', "twice"),
        (b"RIFF\xff\xfe\x00", "not text"),
    ],
)
def test_bad_files_get_one_sentence(tmp_path, content, part):
    path = tmp_path / "items.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ItemsError, match=part) as caught:
        load_items(path)
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")


def test_missing_files_and_places(tmp_path):
    with pytest.raises(ItemsError, match="No such file"):
        load_items(tmp_path / "none.json")
    with pytest.raises(ItemsError, match="directory"):
        load_items(tmp_path)
    with pytest.raises(OutputError):
        write_items(tmp_path / "no" / "items.jsonl", [])


def test_family_by_name_comes_first():
    assert detect_family("web_of_lies", NAVIGATE) == "web_of_lies"
    assert detect_family("items", NAVIGATE) == "navigate"


@pytest.mark.parametrize(
    ("answer", "reply", "right"),
    [
        ("yes", "Let me see. Yes, you do.", True),
        ("yes", "No, you do not.", False),
        ("6", "Yes, you have six animals.", True),
        ("6", "You have sixteen animals.", False),
        ("-3", "It is minus three.", True),
        ("invalid", "No, it does not follow.", True),
        ("valid", "The argument is invalid.", False),
        ("the cat slept", "The cat slept.", True),
        ("the cat slept", "The cat sleeps.", False),
        ("yes", "", False),
        ("tuesday", "Let me see. It is Tuesday.", True),
        ("tuesday", "It is Wednesday.", False),
        ("tuesday", "It is Tuesday or Wednesday.", False),
        ("c a t", "C A T.", True),
        ("j", "It is the letter J.", True),
        ("three then twenty", "Three, then twenty.", True),
        ("three then twenty", "Twenty, then three.", False),
        ("six dollars and fifty cents", "That is six dollars and fifty cents.", True),
        ("refuse", "I can't do that, a larger model can.", True),
        ("refuse", "Sorry, I do not know that.", True),
        ("refuse", "It is outside of what I can do.", True),
        ("refuse", "It is Paris.", False),
        ("refuse", "I can follow steps, count, calculate, and judge arguments.", False),
    ],
)
def test_grades(answer, reply, right):
    assert grade(answer, reply) is right


def test_wilson_interval():
    assert wilson(95, 100) == pytest.approx((0.8883, 0.9785), abs=1e-4)
    assert wilson(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)
    assert wilson(10, 10) == pytest.approx((0.7225, 1.0), abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)


def test_fresh_items_by_command(tmp_path, capsys):
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    given = ["--family", "lies", "counting", "--n", "30", "--seed", "7", "--split", "held_out"]
    assert make_items.main([*given, "--out", str(first)]) == 0
    assert "60 questions" in capsys.readouterr().out
    items = load_items(first)
    assert [i.family for i in items] == ["lies"] * 30 + ["counting"] * 30
    assert len({i.transcript for i in items}) == 60
    assert make_items.main([*given, "--avoid", str(first), "--out", str(second)]) == 0
    assert not {i.transcript for i in items} & {i.transcript for i in load_items(second)}


def test_mistakes_in_the_command_give_one_sentence(tmp_path, capsys, monkeypatch):
    missing = ["--avoid", str(tmp_path / "none"), "--out", str(tmp_path / "x")]
    assert make_items.main(missing) == EXIT_STATUS
    assert capsys.readouterr().err.count("\n") == 1
    monkeypatch.setattr(make_items, "TRIES", 3)
    too_many = ["--family", "read", "--split", "held_out", "--n", "90000", "--out", str(tmp_path / "x")]
    assert make_items.main(too_many) == EXIT_STATUS
    assert "ask for fewer" in capsys.readouterr().err
