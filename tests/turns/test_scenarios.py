"""Scenario files: a recording or made sounds, and the signs that must follow, when.

`sound`: parts one after another: {"silence": s}, {"speech": s, "from": s, "gain_db": dB}, {"noise": kind, "seconds": s,
"db": dB below speech}. `over`: parts mixed in, with "at". `playing`: [from, to] seconds in which an answer is heard.
`text`, `complete` (a list of [from second, value]): how the question is read. `signs`: [name, earliest, latest], all of
them in order; those of supposed ends count only where one is named.
"""

import json
from pathlib import Path

import numpy as np
import pytest

from engine import read_recording
from engine.bench.sounds import noise, trimmed
from engine.turns import Heard, Sign, TurnTaking

FILES = sorted((Path(__file__).parent / "scenarios").glob("*.json"))
RATE = 16_000
BLOCK = 160


@pytest.fixture(scope="module")
def speech(root):
    return trimmed(read_recording(root / "tests" / "audio" / "data" / "question.flac"))


def part(entry, speech):
    if "silence" in entry:
        return np.zeros(int(entry["silence"] * RATE), np.float32)
    if "noise" in entry:
        return noise(entry["noise"], entry["seconds"], talkers=[speech]) * 10 ** (-entry.get("db", 0) / 20)
    begin = int(entry.get("from", 0) * RATE)
    return speech[begin : begin + int(entry["speech"] * RATE)] * 10 ** (entry.get("gain_db", 0) / 20)


def sound(scenario, speech):
    samples = np.concatenate([part(entry, speech) for entry in scenario["sound"]])
    samples = samples + np.random.default_rng(0).normal(0, 3e-4, len(samples)).astype(np.float32)
    for entry in scenario.get("over", []):
        at, more = int(entry["at"] * RATE), part(entry, speech)[: len(samples)]
        samples[at : at + len(more)] += more[: len(samples) - at]
    return samples


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_scenario(path, speech):
    scenario = json.loads(path.read_text(encoding="utf-8"))
    samples = sound(scenario, speech)
    turns, told = TurnTaking(), []
    begin, end = scenario.get("playing") or [0, 0]
    for at in range(0, len(samples), BLOCK):
        seconds = at / RATE
        complete = [value for since, value in scenario.get("complete", []) if since <= seconds]
        heard = Heard(begin <= seconds < end, False, scenario.get("text", ""), complete[-1] if complete else None)
        told += [(sign, seconds) for sign in turns.push(samples[at : at + BLOCK], heard)]
    ignored = {Sign.SUPPOSE, Sign.GO_ON, Sign.READ} if "SUPPOSE" not in str(scenario["signs"]) else set()
    told = [(sign.name, round(seconds, 2)) for sign, seconds in told if sign not in ignored]
    assert [name for name, _ in told] == [name for name, _, _ in scenario["signs"]], told
    for (name, seconds), (_, earliest, latest) in zip(told, scenario["signs"], strict=True):
        assert earliest <= seconds <= latest, (name, told)


def test_there_are_scenarios():
    assert len(FILES) >= 10
