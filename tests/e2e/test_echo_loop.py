"""Hands-free on loudspeakers: the microphone hears the answer, through a real sound server, and Mindpace goes on."""

import json
import subprocess
import sys

import pytest

pytestmark = pytest.mark.timeout(330)
# A process of its own: PortAudio keeps what other tests made it look for.
SCRIPT = """
import json
from engine.bench.soak import measure
for turn in measure(2, echo_db=-10, interrupted=0.0, lost=0.0, seed=3):
    print(json.dumps([turn.answered, turn.by_itself, turn.failures]))
"""


ATTEMPTS = 3
"""A machine that stalls for a moment breaks the canceller's view of time; it is to go well on one that does not."""


def conversation(root):
    """What came of two turns: answered, begun by itself, failures."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=root, capture_output=True, text=True, check=False, timeout=100
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_an_answer_that_the_microphone_hears_is_heard_out_and_the_next_question_too(root):
    attempts = []
    while [[True, 0, 0]] * 2 not in attempts:
        assert len(attempts) < ATTEMPTS, attempts
        attempts.append(conversation(root))
