"""Devices come and go while a conversation goes on, on a real sound server. The engine runs in a process of its own."""

import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

pytestmark = pytest.mark.timeout(120)
QUESTION = Path(__file__).parents[1] / "audio" / "data" / "question.flac"
PROGRAM = """
import json, sys
from engine import Engine
def tell(event):
    if event.kind in ("devices", "turn", "failure", "heard", "end_of_turn", "state"):
        print(json.dumps(event.to_json()), flush=True)
engine = Engine(sys.argv[1], threads=1, play=True)
engine.start(tell)
engine.wait_ready()
engine.converse("speak-first")
sys.stdin.read()
engine.close()
print(json.dumps({"event": "closed"}), flush=True)
"""


class Conversing:
    """The engine in a conversation; `told` are its events."""

    def __init__(self, root, pack):
        self.told = []
        self.child = subprocess.Popen(
            [sys.executable, "-W", "error", "-c", PROGRAM, str(pack)], cwd=root, text=True, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        for line in self.child.stdout:
            self.told.append(json.loads(line))

    def wait_for(self, wanted, after=0, seconds=30):
        """Return the first thing told for which `wanted` is true, from number `after` on."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = [one for one in self.told[after:] if wanted(one)]
            if found:
                return found[0]
            time.sleep(0.05)
        raise AssertionError(f"not told within {seconds} s: {self.told[after:]}")

    def problem(self, device, problem, after=0):
        return self.wait_for(
            lambda one: one["event"] == "devices" and (one["device"], one["problem"]) == (device, problem), after
        )

    def close(self):
        self.child.stdin.close()
        self._reader.join(20)
        assert self.child.wait(20) == 0, self.child.stderr.read()
        assert self.told[-1] == {"event": "closed"}
        self.child.stdout.close()
        self.child.stderr.close()


@pytest.fixture
def conversing(rig, root, tiny_pack):
    made = Conversing(root, tiny_pack)
    made.problem("microphone", "")
    yield made
    if made.child.poll() is None:
        made.child.kill()
        made.child.wait(5)


def ask(rig, conversing):
    """Ask aloud; return what is told of the answer when it was heard."""
    after = len(conversing.told)
    rig.say_into_microphone(QUESTION)
    return conversing.wait_for(lambda one: one["event"] == "heard", after)


def test_a_sound_server_that_ends_and_comes_back_ends_nothing(rig, conversing):
    assert ask(rig, conversing)["whole"]
    after = len(conversing.told)
    rig.stop_server()
    conversing.problem("microphone", "lost", after)
    rig.start_server()
    conversing.problem("microphone", "", after)
    with rig.recording() as air:
        assert ask(rig, conversing)["whole"]
        assert np.abs(air.said).max() > 0.05
    assert not [one for one in conversing.told if one["event"] == "failure"]
    conversing.close()


def test_a_microphone_that_is_pulled_out_and_back_in_is_heard_again(rig, conversing):
    module = next(
        line.split()[0] for line in rig.pactl("list", "short", "modules").splitlines() if "source_name=mic" in line
    )
    rig.pactl("unload-module", module)
    time.sleep(0.5)
    rig.pactl(
        "load-module", "module-remap-source", "source_name=mic", "master=bus.monitor", "channels=1",
        "channel_map=mono", "master_channel_map=front-left", "remix=no",
    )  # fmt: skip
    rig.pactl("set-default-source", "mic")
    assert ask(rig, conversing)["whole"]
    conversing.close()
