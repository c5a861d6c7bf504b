"""The synthesis command with processes of its own and a made-up voice: crashes, errors, a killed parent."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from engine.training.shards import read_shard, scan
from engine.voices.base import LIBRARIES

# What a voice does is named on the command line; "crash" happens once, in the first process that speaks.
SCRIPT = """
import os, signal, sys, time
from pathlib import Path
import numpy as np
from engine.errors import VoiceError
from engine.training import synthesis
from engine.voices import Speech

MARK = Path(__file__).with_name("crashed")

class Voice:
    said = 0
    def say(self, text, rate=1.0, pitch=1.0):
        Voice.said += 1
        time.sleep(0.01)
        if BEHAVIOUR == "crash" and Voice.said > 250 and not MARK.exists():
            MARK.touch()
            os.kill(os.getpid(), signal.SIGSEGV)
        if BEHAVIOUR == "fail" or (BEHAVIOUR == "stumble" and Voice.said % 7 == 0):
            raise VoiceError("It cannot be said.")
        return Speech(np.full(16_000, 5_000, np.int16), 16_000, [("word", 0.0)])

synthesis.open_voice = lambda *_: Voice()
synthesis.Pronunciation = lambda _: str.title
if __name__ == "__main__":
    sys.exit(synthesis.main())
"""


@pytest.fixture
def start(tmp_path):
    """Starts the command; ends what is left of it."""
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "words.txt").write_text("alpha\nbeta\ngamma\ndelta")
    (tmp_path / "text" / "sentences.txt").write_text("the sun is up\nwe go home")
    plan = [{"from": 0, "shares": {"open": 1}}, {"from": 3600, "shares": {"say": 1}}]
    (tmp_path / "plan.json").write_text(json.dumps(plan))
    (tmp_path / "tree" / LIBRARIES / "espeak-ng-data/voices/!v").mkdir(parents=True)
    begun = []

    def go(behaviour, seconds, workers=2, tree="tree"):
        script = tmp_path / "synthesis_script.py"
        script.write_text(SCRIPT.replace("BEHAVIOUR", repr(behaviour)))
        folders = ["--out", tmp_path / "shards", "--text", tmp_path / "text", "--tts-root", tmp_path / tree]
        options = ["--plan", tmp_path / "plan.json", "--workers", str(workers), "--seconds", str(seconds)]
        environment = os.environ | {"PYTHONPATH": str(Path.cwd())}
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        begun.append(subprocess.Popen([sys.executable, str(script), *folders, *options], env=environment, **pipes))
        return begun[-1]

    yield go
    for process in begun:
        process.kill()
        process.communicate()


def lines(text):
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def test_a_crashed_worker_is_started_again_and_hours_are_counted(start, tmp_path):
    process = start("crash", 14)  # workers give way to everything else on the machine
    out, _ = process.communicate(timeout=60)
    said = lines(out)
    assert process.returncode == 0
    assert [line["code"] for line in said if "restarted" in line] == [-signal.SIGSEGV]
    shards = {p.name: read_shard(p) for p in scan(tmp_path / "shards", set())}
    assert {name[:3] for name in shards} == {"w00", "w01"}
    assert len({name.split("-")[1] for name in shards}) == 3
    seconds = sum(r["length"] / r["rate"] for s in shards.values() for r in s.records)
    assert said[-1]["hours"] == pytest.approx(seconds / 3600, abs=0.001)
    assert said[-1]["x"] == pytest.approx(seconds / said[-1]["s"], rel=0.2)


def test_what_cannot_be_said_is_left_out(start, tmp_path):
    out, _ = start("stumble", 3, workers=1).communicate(timeout=60)
    assert {"left_out": "It cannot be said."} in lines(out)
    assert sum(len(read_shard(p).records) for p in scan(tmp_path / "shards", set())) > 20


def test_no_tree_gets_a_sentence(start, tmp_path):
    process = start("crash", 60, tree="nothing")
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "is no tree of speech engines" in errors
    assert "Traceback" not in errors


def test_no_worker_outlives_a_killed_parent(start, tmp_path):
    process = start("fine", 120)
    until = time.monotonic() + 60
    while not scan(tmp_path / "shards", set()) and time.monotonic() < until:
        time.sleep(0.1)
    workers = psutil.Process(process.pid).children(recursive=True)
    assert len(workers) >= 2
    process.kill()
    process.communicate()
    _, alive = psutil.wait_procs(workers, timeout=10)
    for worker in alive:
        with contextlib.suppress(psutil.NoSuchProcess):
            worker.kill()
    assert not alive


def test_a_worker_that_starts_late_goes_on_in_the_plan(tmp_path, monkeypatch):
    from engine.training import synthesis

    (tmp_path / "words.txt").write_text("alpha\nbeta")
    (tmp_path / "sentences.txt").write_text("the sun is up")
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps([{"from": 0, "shares": {"open": 1}}, {"from": 100, "shares": {"say": 1}}]))
    paths = (tmp_path, tmp_path, tmp_path, plan)
    begin = time.monotonic()
    assert synthesis.Worker(1, 0, *paths, begin=begin)._kind() == "open"
    late = synthesis.Worker(1, 0, *paths, begin=begin - 101)
    assert late._kind() == "say"
    plan.write_text('[{"from": 0, "sha')  # somebody is writing it
    assert late._kind() == "say"
    plan.write_text(json.dumps([{"from": 0, "shares": {"question": 1}}]))
    assert late._kind() == "question"
