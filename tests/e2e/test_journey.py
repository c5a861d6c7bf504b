"""A user's whole way through the program, with real keys, a real mouse, real sound in and out, and the embedded pack.

With MINDPACE_PICTURES=FOLDER pictures of every page and state on the way are kept there.
"""

import os
import time

import pytest

from engine.config import assets_dir
from tests.e2e.screen import open_window, screen  # noqa: F401 - fixtures

EXAMPLES = assets_dir() / "examples"


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

    def turn(self):
        return self.window.wait_for(lambda line: line["event"] == "turn", 60.0)


@pytest.mark.timeout(280)
def test_the_whole_way(rig, screen, open_window, tmp_path):  # noqa: F811
    window = open_window("-", os.environ | rig.environment, tour_seen=False, theme="light")
    window.focus()
    user = User(window, screen, rig)
    first_run(user)
    push_to_talk(user)
    stop_the_voice(user)
    hands_free(user)
    settings(user)
    history(user, tmp_path)
    window.focus()  # no window manager gives it the keyboard after a dialog
    user.key("ctrl+q")
    window._reader.join(20)
    assert window._child.wait(20) == 0
    own = [line for line in window.log().splitlines() if not line.startswith("ALSA lib")]  # of a busy machine
    assert own == []


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
    user.key("ctrl+p")
    user.see(lambda view: view["replaying"])
    user.key("Escape")
    user.see(lambda view: not view["replaying"])
    user.key("ctrl+s")
    time.sleep(1.0)  # the dialog opens
    out = folder / "turn.html"
    user.key("ctrl+a")
    user.type(str(out))
    user.key("Return")
    user.see(lambda view: str(out) in view["notice"])
    page = out.read_text(encoding="utf-8")
    assert "banana" in page
    assert page.count("<audio") == 1
