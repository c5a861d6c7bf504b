"""What `mindpace bench latency` makes of its figures; its measurement itself is a matter of minutes."""

import json

import pytest

from engine.bench.latency import Latency, measure, summary
from engine.errors import ItemsError


def turn(way, heard, *, cut=False):
    return Latency(way, "a.wav", 0.2, 0.1, 0.15, 0.25, heard, cut, "5")


def test_a_summary_counts_each_way_and_compares_with_the_cascade():
    turns = [turn("hands-free", heard / 100) for heard in range(20, 41)]
    turns += [turn("hands-free", None), turn("hands-free", -3.0, cut=True), turn("cascade", 1.5)]
    figures = summary(turns)
    assert figures["hands-free"] == {
        "turns": 23, "unanswered": 1, "cut_off": 1, "median_ms": 300, "p90_ms": 380, "p99_ms": 398,
        "times_faster": 5.0,
    }  # fmt: skip
    assert "times_faster" not in figures["cascade"]
    assert summary([turn("cascade", None)])["cascade"] == {"turns": 1, "unanswered": 1, "cut_off": 0}


def test_a_folder_without_recordings_is_named(tmp_path):
    with pytest.raises(ItemsError, match="no recordings"):
        next(measure(1, audio=str(tmp_path)))


def test_a_turn_is_measured_through_the_sound_server(tiny_pack, root):
    (one,) = measure(1, audio=str(root / "tests/audio/data"), mode="speak-first", pack=tiny_pack, ways=("hands-free",))
    assert json.loads(json.dumps(one.to_json()))["answer"] == "5"
    assert one.cut is False
    assert 0.3 < one.decided_s < 1.5
    assert one.first_token_s <= one.first_code_s
    assert one.first_queued_s < one.first_heard_s < one.first_queued_s + 0.5
