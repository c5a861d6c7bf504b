"""`mindpace talk` on the virtual sound card, and what a terminal shows."""

import io
import subprocess
import sys
from pathlib import Path

import pytest

from app.talk import Terminal
from engine import events
from tests.tiny_pack import REPLY

QUESTION = Path(__file__).parents[1] / "audio" / "data" / "question.flac"


@pytest.fixture
def talking(rig, root, tiny_pack):
    def start(*arguments):
        return subprocess.Popen(
            [sys.executable, "-m", "app", "talk", "--pack", str(tiny_pack), "--mode", "speak-first", *arguments],
            cwd=root, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    return start


def read_until(process, wanted):
    lines = []
    while not any(wanted in line for line in lines):
        line = process.stdout.readline()
        assert line, (lines, process.stderr.read())
        lines.append(line)
    return lines


def test_a_question_is_answered_without_a_key_and_the_end_is_clean(rig, talking):
    with talking() as process:
        read_until(process, "Speak whenever you like")
        rig.say_into_microphone(QUESTION).wait(30)
        told = "".join(read_until(process, REPLY))
        assert "[listening]" in told
        assert "you: (a spoken question)" in told
        assert "  thinks: three and two." in told
        process.send_signal(2)
        assert process.wait(20) == 0
        assert process.stderr.read() == ""


def test_without_a_microphone_talking_ends_with_one_sentence(talking, monkeypatch, tmp_path):
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/nowhere")
    with talking() as process:
        error = process.communicate(timeout=40)[1]
    assert process.returncode == 2
    assert error.startswith("mindpace: ")
    assert error.count("\n") == 1
    assert "microphone" in error


def shown(*told, live=False):
    out = io.StringIO()
    out.isatty = lambda: live
    terminal = Terminal(out)
    for event in told:
        terminal(event)
    return out.getvalue()


def test_interruptions_corrections_and_pace_are_words():
    text = shown(
        events.EndOfTurn(1, 0.2, "how many", 0.9, 0.0),
        events.Correction(1, "four", "five", 1),
        events.Heard(1, "There are", whole=False),
        events.Heard(1, "There are five.", whole=True),
        events.Pace(1, 20.0, keeps_up=False, mode="think-before-speaking"),
        events.Notice(1, "Something."),
    )
    assert text.splitlines() == [
        "you: how many",
        "  (corrects itself: five, not four)",
        "  (interrupted; you heard: There are)",
        "  (thinking cannot keep up with speech: 20 steps/s, think-before-speaking)",
        "  (Something.)",
    ]


def test_a_terminal_has_one_line_of_state_and_level():
    text = shown(events.State(1, "listening"), events.Level(1, 0.5), live=True)
    assert text.endswith("[listening             ] ##########          ")
    assert "\n" not in text


def test_enter_begins_and_ends_a_question(rig, talking):
    with talking("--push") as process:
        read_until(process, "Press Enter")
        process.stdin.write("\n")
        process.stdin.flush()
        read_until(process, "[listening]")
        rig.say_into_microphone(QUESTION).wait(30)
        process.stdin.write("\n")
        process.stdin.flush()
        read_until(process, REPLY)
        process.stdin.close()
        assert process.wait(20) == 0
