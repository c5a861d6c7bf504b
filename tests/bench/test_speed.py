"""What `mindpace bench speed` times, and what not."""

from types import SimpleNamespace

import numpy as np
import pytest

from engine.bench import speed
from engine.brains import TwoBrains
from engine.model import load_embedded
from engine.packs import open_pack


@pytest.fixture
def clock(monkeypatch):
    """A clock of the bench that only goes on when the brains do something: a second to hear, a millisecond a step."""
    now = SimpleNamespace(s=0.0, heard=[])
    hear, step = TwoBrains.hear, TwoBrains.step

    def slow_hear(brains, embeddings):
        now.s += 1
        now.heard.append(embeddings)
        return hear(brains, embeddings)

    def slow_step(brains, thought, reply):
        now.s += 0.001
        return step(brains, thought, reply)

    monkeypatch.setattr(TwoBrains, "hear", slow_hear)
    monkeypatch.setattr(TwoBrains, "step", slow_step)
    monkeypatch.setattr(speed, "time", SimpleNamespace(perf_counter=lambda: now.s))
    return now


def test_together_hears_a_recording_first_and_times_the_steps_only(tiny_pack, clock):
    model = load_embedded(open_pack(str(tiny_pack)), 0, 1)
    clock.heard.clear()
    question = speed._questions(1)[0]
    try:
        assert speed._together(model, question) == pytest.approx(0.001 * speed.STEPS_A_CHUNK * speed.CHUNKS)
        ears = model.ears.stream()
        np.testing.assert_array_equal(clock.heard, [np.concatenate([ears.push(question), ears.finish()])])
    finally:
        model.close()


def test_questions_are_the_examples_in_a_circle():
    questions = speed._questions(9)
    assert len(questions) == 9
    assert len({len(question) for question in questions}) == 4


def test_brains_are_timed_without_thoughts_about_noise(listening_pack, monkeypatch):
    pack = open_pack(str(listening_pack))
    assert pack.manifest.lm.listening
    monkeypatch.setattr(speed, "brains_speed", lambda _path, layout, threads: (layout.listening, threads))
    assert speed.speed_of_brains(pack, 2) == (False, 2)
