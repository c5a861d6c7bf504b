"""The whole program as a user has it: real keys on a real (virtual) screen, real sound in and out, the real engine."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soxr

from engine.config import packs_dir
from tests.e2e.screen import open_window, screen  # noqa: F401 - fixtures
from tests.rig import BUS_RATE
from tests.tiny_pack import ANSWER, REPLY, THOUGHTS

QUESTION = Path(__file__).parents[1] / "audio" / "data" / "question.flac"
EXAMPLES = packs_dir().parent / "examples" / "examples.json"
QUIET = 1e-3


def silent_machine(tmp_path):
    """An environment without any sound server."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PULSE", "XDG_RUNTIME", "PIPEWIRE", "DBUS"))}
    return kept | {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}


def ask_by_key(window, screen, rig, recording):  # noqa: F811
    """Hold the space bar while a recording plays into the microphone; return the turn."""
    window.focus()
    screen.xdotool("keydown", "space")
    window.wait_for_state("listening")
    rig.say_into_microphone(recording).wait(60)
    screen.xdotool("keyup", "space")
    return window.wait_for(lambda line: line["event"] == "turn")


def likeness(heard, said) -> float:
    """Largest normalised correlation of what was `said` (24 kHz) with what was `heard` (48 kHz) from there on."""
    wanted = soxr.resample(said, 24_000, BUS_RATE)
    size = 1 << (len(heard) + len(wanted)).bit_length()
    match = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(wanted, size)))[: len(heard)]
    at = int(match.argmax())
    piece = heard[at : at + len(wanted)]
    return float(match[at] / (np.linalg.norm(piece) * np.linalg.norm(wanted) + 1e-9))


def check_sound(air, sound):
    """What the loudspeaker's side recorded is the answer that the engine made."""
    loud = np.flatnonzero(np.abs(air.said) > QUIET)
    wanted = np.flatnonzero(np.abs(sound) > QUIET)
    assert len(wanted) > 24_000 * 0.5
    seconds = (wanted[-1] - wanted[0]) / 24_000
    assert (loud[-1] - loud[0]) / BUS_RATE == pytest.approx(seconds, abs=0.3)
    assert likeness(air.said, sound) > 0.9


@pytest.mark.timeout(150)
def test_a_spoken_question_is_answered_aloud(rig, screen, open_window, tiny_pack):  # noqa: F811
    window = open_window(tiny_pack, os.environ | rig.environment)
    window.wait_for_state("idle")
    with rig.recording() as air:
        turn = ask_by_key(window, screen, rig, QUESTION)
        window.wait_for_state("idle")
    assert turn["answer"] == ANSWER
    view = window.wait_for_view(lambda view: view["title"].startswith("Ready") and view["figures"])
    assert view["rows"][0] == f"You spoke for {turn['question_s']:.1f} s"
    assert view["rows"][1].endswith(REPLY)
    assert len(view["rows"]) == 2
    assert " ".join(view["steps"]) == THOUGHTS
    assert view["level"] > 0.3
    assert view["typed"] == ""
    states = [line["name"] for line in window.told if line["event"] == "state"]
    assert [name for name in states if name in ("listening", "thinking_and_speaking")] == [
        "listening", "thinking_and_speaking",
    ]  # fmt: skip
    assert window.end() == 0
    assert window.log() == ""
    check_sound(air, np.load(window.sound))


@pytest.mark.timeout(170)
@pytest.mark.parametrize("file", ["counting.wav"])
def test_an_example_is_answered_aloud_and_right_by_the_embedded_pack(rig, screen, open_window, file):  # noqa: F811
    (example,) = [entry for entry in json.loads(EXAMPLES.read_text()) if entry["file"] == file]
    window = open_window("-", os.environ | rig.environment)
    window.wait_for_state("idle")
    with rig.recording() as air:
        turn = ask_by_key(window, screen, rig, EXAMPLES.with_name(file))
        window.wait_for_state("idle")
    assert turn["answer"] == example["answer"]
    assert turn["thoughts"].endswith(f"answer: {example['answer']}")
    assert window.end() == 0
    check_sound(air, np.load(window.sound))


@pytest.mark.timeout(90)
def test_a_typed_question_is_answered_and_escape_stops_the_voice(rig, screen, open_window, tiny_pack):  # noqa: F811
    window = open_window(tiny_pack, os.environ | rig.environment)
    window.wait_for_state("idle")
    window.focus()
    screen.xdotool("key", "ctrl+t", "type", "two and three")
    window.wait_for_view(lambda view: view["typed"] == "two and three")
    with rig.recording() as air:
        screen.xdotool("key", "Return")
        window.wait_for(lambda line: line["event"] == "state" and "speaking" in line["name"])
        screen.xdotool("key", "Escape", "sleep", "0.2", "key", "Escape")
        window.wait_for_state("idle")
    view = window.wait_for_view(lambda view: view["title"].startswith("Ready") and view["rows"])
    assert view["rows"][0] == "You: two and three"
    assert view["typed"] == ""
    assert window.end() == 0
    made = len(np.load(window.sound)) / 24_000
    loud = np.flatnonzero(np.abs(air.said) > QUIET)
    assert len(loud) == 0 or (loud[-1] - loud[0]) / BUS_RATE < made - 0.3


@pytest.mark.timeout(120)
def test_silence_and_a_machine_without_sound_are_told_in_the_window(
    rig, screen, open_window, tiny_pack  # noqa: F811
):  # fmt: skip
    window = open_window(tiny_pack, os.environ | rig.environment)
    window.wait_for_state("idle")
    window.focus()
    screen.xdotool("keydown", "space")
    window.wait_for_state("listening")
    window.wait_for_view(lambda view: view["title"].startswith("Listening"))
    screen.xdotool("sleep", "0.7", "keyup", "space")
    view = window.wait_for_view(lambda view: view["notice"])
    assert "I heard no speech in" in view["notice"]
    screen.xdotool("keydown", "space", "sleep", "0.8")
    window.wait_for_view(lambda view: view["title"].startswith("Listening") and not view["notice"])
    rig.stop_server()
    assert "stopped working" in window.wait_for_view(lambda view: view["notice"])["notice"]
    screen.xdotool("keyup", "space", "sleep", "0.3", "keydown", "space")
    view = window.wait_for_view(lambda view: view["notice"] and "stopped working" not in view["notice"])
    assert "cannot be opened" in view["notice"]
    assert window.end() == 0


@pytest.mark.timeout(90)
def test_without_a_sound_server_the_window_says_so_and_goes_on(screen, open_window, tiny_pack, tmp_path):  # noqa: F811
    window = open_window(tiny_pack, silent_machine(tmp_path))
    window.wait_for_state("idle")
    window.focus()
    screen.xdotool("keydown", "space", "sleep", "0.5", "keyup", "space")
    assert "There is no microphone" in window.wait_for_view(lambda view: view["notice"])["notice"]
    screen.xdotool("key", "Tab", "Tab", "type", "two plus three")
    assert window.end() == 0


@pytest.mark.timeout(60)
def test_a_missing_pack_is_told_in_the_window_and_nothing_hangs(screen, open_window, tmp_path):  # noqa: F811
    window = open_window(tmp_path / "nowhere", silent_machine(tmp_path))
    view = window.wait_for_view(lambda view: view["title"].startswith("Not working"))
    assert "There is no model pack in" in view["notice"]
    assert window.end() == 0


@pytest.mark.parametrize("display", [None, ":987"])
def test_without_a_screen_it_says_so_in_one_sentence(root, display):
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    if display:
        environment["DISPLAY"] = display
    done = subprocess.run(
        [sys.executable, "-m", "app"],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "There is no screen" in done.stderr
