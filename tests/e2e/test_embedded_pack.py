"""The real pack on real recordings: question in, thoughts and spoken answer out, by the command a user types."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.config import assets_dir
from engine.packs import embedded_pack

EXAMPLES = assets_dir() / "examples"
ITEMS = json.loads((EXAMPLES / "examples.json").read_text(encoding="utf-8"))
NAMES = [item["file"] for item in ITEMS]


def ask(recording: str, mode: str, out: Path) -> list[dict[str, object]]:
    """The events of `mindpace ask --json`, in order."""
    command = [
        sys.executable,
        "-m",
        "app",
        "ask",
        str(EXAMPLES / recording),
        "--mode",
        mode,
        "--json",
        "--out",
        str(out),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=150, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("item", ITEMS, ids=NAMES)
def test_example_is_answered_right_with_reasoning_and_speech(item: dict[str, str], tmp_path: Path) -> None:
    """The main job, thinking before speaking."""
    events = ask(item["file"], "think-before-speaking", tmp_path / "reply.wav")
    turn = events[-1]
    assert turn["event"] == "turn"
    assert turn["answer"] == item["answer"]
    assert str(turn["thoughts"]).rstrip(" .").endswith(f"answer: {item['answer']}")
    assert int(str(turn["tokens_thought"])) > 10
    early = int(str(turn["tokens_listening"]))
    assert early > 5 or item["file"] == "sum.wav"  # it thinks while it listens; a sum needs the whole question
    assert {"reply", "ttfa_s", "rtf", "tokens_before_first_audio", "peak_rss_mb"} <= set(turn)
    samples, rate = soundfile.read(tmp_path / "reply.wav", dtype="float32")
    assert rate == 24_000
    assert len(samples) > 0.8 * rate
    assert 0.01 < float(np.sqrt(np.mean(samples**2))) < 0.5


def test_speak_first_talks_before_it_has_thought_and_still_gets_it_right(tmp_path: Path) -> None:
    """Speaking begins with no thought at all, goes on while thoughts come, and ends with the right answer."""
    events = ask("navigate.wav", "speak-first", tmp_path / "reply.wav")
    kinds = [event["event"] for event in events]
    first_audio, last_thought = kinds.index("audio"), len(kinds) - 1 - kinds[::-1].index("thought")
    assert kinds.index("reply") < last_thought
    assert first_audio < last_thought, "no sound before the last thought: it did not speak while thinking"
    assert events[-1]["answer"] == "yes"


def test_without_thinking_it_has_no_thoughts(tmp_path: Path) -> None:
    """The comparison mode really does not think."""
    turn = ask("sum.wav", "no-think", tmp_path / "reply.wav")[-1]
    assert turn["tokens_thought"] == 0
    assert not turn["thoughts"]


def test_the_pack_fits_its_limit_and_says_what_it_is() -> None:
    """96 MiB at most, with a card that states weak spots."""
    files = list(embedded_pack().iterdir())
    assert sum(file.stat().st_size for file in files) <= 96 * 2**20
    assert "Weak spots" in (embedded_pack() / "MODEL_CARD.md").read_text(encoding="utf-8")
