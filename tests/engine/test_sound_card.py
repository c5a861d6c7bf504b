"""The engine on a virtual sound card: it records a question by itself and answers aloud."""

import json
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest

from tests.tiny_pack import ANSWER

QUESTION = Path(__file__).parents[1] / "audio" / "data" / "question.flac"

LISTEN = """
    import json, sys
    from engine import Engine
    from engine.errors import MindpaceError
    from engine.events import State
    told = []
    def on_event(event):
        told.append(event)
        if event.kind in ("notice", "failure"):
            print(event.kind, event.message, flush=True)
        if isinstance(event, State) and event.name == "listening":
            print("listening", flush=True)
    engine = Engine(sys.argv[1], threads=1, play=True)
    engine.start(on_event)
    engine.wait_ready()
    engine.listen_begin(microphone=True)
    sys.stdin.readline()
    try:
        turn = engine.listen_end("speak-first").result(60)
        print(json.dumps(turn.to_json()), flush=True)
    except MindpaceError as error:
        print("error", error, flush=True)
    engine.wait_silent(20)
    engine.close()
"""


@pytest.fixture
def child(rig, root, tiny_pack):
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(LISTEN), str(tiny_pack)], cwd=root, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout.readline() == "listening\n"
        yield process
        process.kill()


def test_a_question_is_recorded_and_answered_aloud(rig, child):
    with rig.recording() as air:
        rig.say_into_microphone(QUESTION).wait(30)
        child.stdin.write("\n")
        child.stdin.flush()
        turn = json.loads(child.stdout.readline())
        child.wait(30)
    assert turn["answer"] == ANSWER
    assert turn["question_s"] > 4.5
    loud = np.flatnonzero(np.abs(air.said) > 1e-3)
    assert (loud[-1] - loud[0]) / 48_000 == pytest.approx(turn["audio_s"], abs=0.5)
    assert child.stderr.read() == ""


def test_a_sound_server_that_ends_while_one_speaks_is_told_and_nothing_hangs(rig, child):
    rig.stop_server()
    told = child.stdout.readline()
    while told and "failure The microphone" not in told:
        told = child.stdout.readline()
    assert "stopped working" in told
    child.stdin.write("\n")
    child.stdin.flush()
    rest = child.communicate(timeout=40)[0]
    assert "error The microphone" in rest
    assert child.returncode == 0
