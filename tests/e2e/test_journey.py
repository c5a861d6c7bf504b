"""A user's whole way through the program, with real keys, a real mouse, real sound in and out, and the embedded pack.

Pictures of every page and state on the way are left in build/journey, or in the folder MINDPACE_PICTURES.
"""

import os
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile
from soxr import resample

from engine.config import assets_dir
from tests.e2e.screen import open_window, screen  # noqa: F401 - fixtures

EXAMPLES = assets_dir() / "examples"


RATE = 8_000
"""Samples a second at which sounds are compared."""
STATES = ("listening", "thinking", "speaking", "interrupted", "go", "muted", "ready")


class User:
    """Somebody at the keyboard."""

    def __init__(self, window, screen, rig):  # noqa: F811
        self.window, self.screen, self.rig = window, screen, rig

    def key(self, *keys):
        self.screen.xdotool("key", *keys)

    def type(self, text):
        self.screen.xdotool("type", "--delay", "15", text)

    def click(self, place):
        x, y = place
        self.screen.xdotool("mousemove", str(x), str(y), "sleep", "0.1", "click", "1")

    def see(self, wanted, seconds=40.0):
        """The newest view, or one to come, for which `wanted` is true."""
        views = [line for line in self.window.told if line["event"] == "window"]
        if views and wanted(views[-1]):
            return views[-1]
        return self.window.wait_for(lambda line: line["event"] == "window" and wanted(line), seconds)

    def event(self, kind):
        return self.window.wait_for(lambda line: line["event"] == kind, 60.0)

    def turn(self):
        return self.event("turn")


@pytest.fixture
def pictures(root):
    """Where pictures of this way are kept."""
    made = Path(os.environ.get("MINDPACE_PICTURES") or root / "build" / "journey")
    made.mkdir(parents=True, exist_ok=True)
    return made


@pytest.mark.timeout(280)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_whole_way(rig, screen, open_window, tmp_path, pictures, theme):  # noqa: F811
    for old in pictures.glob(f"*-{theme}.png"):
        old.unlink()
    environment = os.environ | rig.environment | {"MINDPACE_PICTURES": str(pictures)}
    window = open_window("-", environment, tour_seen=False, theme=theme)
    window.focus()
    user = User(window, screen, rig)
    first_run(user)
    push_to_talk(user)
    stop_the_voice(user)
    hands_free(user)
    speak_over_it(user)
    settings(user)
    history(user, tmp_path)
    window.focus()  # no window manager gives it the keyboard after a dialog
    user.key("ctrl+q")
    window._reader.join(20)
    assert window._child.wait(20) == 0
    own = [line for line in window.log().splitlines() if not line.startswith("ALSA lib")]  # of a busy machine
    assert own == []
    seen = {path.stem for path in pictures.glob(f"*-{theme}.png")}
    for state in STATES:
        assert any(name.startswith("talk") and f"-{state}-" in name for name in seen), (state, seen)


def first_run(user):
    user.see(lambda view: view["page"] == "doctor")
    user.key("Return")
    user.rig.say_into_microphone(EXAMPLES / "sum.wav")
    user.see(lambda view: view["checks"]["microphone"] == "good")
    user.see(lambda view: view["checks"]["loudspeaker"] == "ask")
    user.key("Return")
    view = user.see(lambda view: all(view["checks"].values()), 60.0)
    assert view["checks"].pop("model") in ("good", "warn")  # how fast it is depends on what else runs here
    assert view["checks"] == {"microphone": "good", "loudspeaker": "good", "echo": "good"}
    assert view["history"] == 0
    user.key("Escape")
    assert user.see(lambda view: view["page"] == "talk")["settings"]["tour_seen"]


def push_to_talk(user):
    user.see(lambda view: view["title"].startswith("Ready"))
    user.screen.xdotool("keydown", "space")
    user.see(lambda view: view["title"].startswith("Listening"))
    user.rig.say_into_microphone(EXAMPLES / "counting.wav").wait(60)
    user.screen.xdotool("keyup", "space")
    assert user.turn()["answer"] == "6"
    view = user.see(lambda view: view["title"].startswith("Ready"))
    assert view["rows"][0].startswith("You spoke for")
    assert view["steps"][-1] == "answer: 6"
    user.click(view["places"]["reply"])
    user.see(lambda view: view["lit"] or view["steps"])


def stop_the_voice(user):
    user.key("ctrl+t")
    user.type("I have a flute, two pianos and a drum. How many instruments is that?")
    user.key("Return")
    user.see(lambda view: "peaking" in view["title"])
    user.key("Escape")
    turn = user.turn()
    view = user.see(lambda view: view["title"].startswith("Ready"))
    assert turn["thoughts"]
    assert view["steps"]


def hands_free(user):
    user.key("ctrl+h")
    user.see(lambda view: view["title"].startswith("Go ahead"))
    time.sleep(1.0)  # the microphone is opened
    user.rig.say_into_microphone(EXAMPLES / "sum.wav").wait(60)
    turn = user.turn()
    assert turn["answer"] == "432", turn
    user.see(lambda view: view["title"].startswith("Go ahead"))


def speak_over_it(user):
    user.rig.say_into_microphone(EXAMPLES / "navigate.wav").wait(60)
    with user.rig.echo(-25):  # as in a room: a canceller that finds no echo at all takes the user's voice for it
        user.see(lambda view: "peaking" in view["title"])
        time.sleep(1.0)
        user.rig.say_into_microphone(EXAMPLES / "sum.wav")
        over = user.event("interrupted")["generation"]
        heard = user.event("heard")
        assert (heard["generation"], heard["whole"]) == (over, False)
        turn = user.turn()
    assert (turn["answer"], turn["generation"] > over) == ("432", True), turn
    view = user.see(lambda view: view["title"].startswith("Go ahead"))
    assert "You stopped it here; its thoughts are kept" in view["rows"][-3]
    assert view["rows"][-3].startswith(f"Mindpace: {heard['text'].strip()}")
    assert view["thoughts"][str(over)]
    user.key("ctrl+m")
    user.see(lambda view: view["title"].startswith("Muted"))
    user.key("ctrl+m", "ctrl+h")
    user.see(lambda view: view["title"].startswith("Ready"))


def settings(user):
    user.key("ctrl+3")
    view = user.see(lambda view: view["page"] == "settings" and "microphone" in view["places"])
    time.sleep(1.0)  # devices are looked for
    user.click(view["places"]["microphone"])
    user.key("Down", "Return")
    chosen = user.see(lambda view: view["settings"]["microphone"])["settings"]["microphone"]
    assert chosen
    user.key("ctrl+1", "ctrl+3")
    user.click(view["places"]["microphone"])
    user.key("Home", "Return")
    user.see(lambda view: view["settings"]["microphone"] is None)


def history(user, folder):
    user.key("ctrl+2")
    user.see(lambda view: view["page"] == "history" and view["history"] >= 3)
    user.type("banana")
    user.see(lambda view: view["searched"] == "banana" and view["history"] == 1)
    user.key("Tab", "Down")
    with user.rig.recording() as air:
        user.key("ctrl+p")
        user.see(lambda view: view["replaying"])
        user.see(lambda view: not view["replaying"], 60.0)
    asked = sound_of(EXAMPLES / "counting.wav")
    begin, likeness = found(asked, resample(air.said, 48_000, RATE))
    assert likeness > 0.8  # the question, as it was spoken
    reply = resample(air.said, 48_000, RATE)[begin + len(asked) :]
    assert np.abs(reply).max() > 0.05
    user.key("ctrl+p")
    user.see(lambda view: view["replaying"])
    user.key("Escape")
    user.see(lambda view: not view["replaying"])
    page = export(user, folder / "turn.html").read_text(encoding="utf-8")
    assert "banana" in page
    assert page.count("<audio") == 2
    both = sound_of(export(user, folder / "turn.wav"))
    begin, likeness = found(asked, both)
    assert likeness > 0.8
    assert np.abs(both[begin + len(asked) :]).max() > 0.05


def export(user, path):
    """Save the turn in view."""
    user.key("ctrl+s")
    time.sleep(1.0)  # the dialog opens
    user.key("ctrl+a")
    user.type(str(path))
    user.key("Return")
    user.see(lambda view: str(path) in view["notice"])
    user.window.focus()  # no window manager gives it the keyboard after a dialog
    return path


def sound_of(path):
    samples, rate = soundfile.read(path, dtype="float32")
    return resample(samples, rate, RATE)


def found(sound, there):
    """Where a sound begins in another, and how alike the two are there (0 to 1)."""
    size = len(there) + len(sound)
    product = np.fft.irfft(np.fft.rfft(there, size) * np.conj(np.fft.rfft(sound, size)), size)[: len(there)]
    begin = int(np.argmax(product))
    part = there[begin : begin + len(sound)]
    return begin, float(product[begin] / (np.linalg.norm(part) * np.linalg.norm(sound) + 1e-9))
