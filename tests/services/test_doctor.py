"""Checks of microphone, loudspeaker, speed and echo, with devices that do what the test wants."""

import numpy as np
import pytest
import soxr

from app.services import doctor
from app.services.language import use
from app.services.sounds import chime, level, sweep
from engine import Device
from engine.errors import AudioDeviceError
from engine.events import Turn

RATE = 16_000


@pytest.fixture(autouse=True)
def _english():
    use("en")


@pytest.fixture
def machine(monkeypatch):
    """Microphones by name: what they hear, or the error that they raise."""
    hears = {}

    class FakeMicrophone:
        def __init__(self, name=None):
            self.heard = hears[name]
            if isinstance(self.heard, Exception):
                raise self.heard

        def read(self):
            heard, self.heard = self.heard, np.zeros(0, np.float32)
            return heard

        def check(self):
            pass

        def close(self):
            pass

    monkeypatch.setattr(doctor, "Microphone", FakeMicrophone)
    monkeypatch.setattr(doctor, "LISTEN_S", 0.05)
    monkeypatch.setattr(doctor, "TRY_S", 0.05)

    def devices():
        return [Device(number, name, 1, 2, False, False) for number, name in enumerate(hears) if name]

    monkeypatch.setattr(doctor, "list_devices", devices)
    return hears


def speech(loud=0.1):
    rng = np.random.default_rng(1)
    noise = 0.001 * rng.standard_normal(2 * RATE)
    noise[RATE // 2 : RATE] += loud * rng.standard_normal(RATE // 2)
    return noise.astype(np.float32)


def test_speech_is_heard_and_its_level_told(machine):
    machine[None] = speech()
    levels = []
    finding = doctor.check_microphone(None, levels.append, 0.05)
    assert finding.verdict == "good"
    assert "-20 dB" in finding.said
    assert 0 < max(levels) < 1


@pytest.mark.parametrize(
    ("heard", "verdict", "words"),
    [
        (np.zeros(RATE, np.float32), "bad", "nothing at all"),
        (speech(0.001), "warn", "no speech"),
        (np.clip(speech(2.0), -1, 1), "warn", "too loud"),
        (AudioDeviceError("There is no microphone: connect one."), "bad", "There is no microphone"),
    ],
)
def test_what_is_wrong_is_said_and_what_to_do(machine, heard, verdict, words):
    machine[None] = heard
    finding = doctor.check_microphone(None, seconds=0.05)
    assert finding.verdict == verdict
    assert words in finding.said


def test_another_microphone_that_works_is_offered(machine):
    machine["dead"] = np.zeros(RATE, np.float32)
    machine["broken"] = AudioDeviceError("It is held.")
    machine["USB headset"] = speech()
    finding = doctor.check_microphone("dead", seconds=0.05)
    assert finding.fix == {"microphone": "USB headset"}


def turn(steps):
    return Turn(1, "think-first", "", "", None, 0.2, 0.3, 10, 5, 5, steps, 1.0, 1.0, 1.0, 500.0)


def test_a_fast_model_is_good_and_a_slow_one_gets_another_mode():
    assert doctor.check_model(turn(170.0), 1.8).verdict == "good"
    slow = doctor.check_model(turn(20.0), 6.0)
    assert (slow.verdict, slow.fix) == ("warn", {"mode": "think-before-speaking"})
    assert "20 steps" in slow.said


@pytest.mark.parametrize("loud_db", [-3.0, -12.0, -30.0])
@pytest.mark.parametrize("delay_s", [0.02, 0.15, 0.4])
def test_an_echo_is_found_with_level_and_delay(loud_db, delay_s):
    sent = sweep()
    echo = soxr.resample(sent, 24_000, RATE) * 10 ** (loud_db / 20)
    heard = 0.002 * np.random.default_rng(2).standard_normal(int(1.6 * RATE))
    begin = int(delay_s * RATE)
    heard[begin : begin + len(echo)] += echo
    found_db, found_s = doctor.echo_of(sent, heard.astype(np.float32))
    assert found_db == pytest.approx(loud_db, abs=1.0)
    assert found_s == pytest.approx(delay_s, abs=0.002)


def test_where_there_is_no_echo_none_is_found():
    noise = 0.01 * np.random.default_rng(3).standard_normal(int(1.6 * RATE)).astype(np.float32)
    assert doctor.echo_of(sweep(), noise)[0] is None
    assert doctor.echo_of(sweep(), np.zeros(0, np.float32))[0] is None


@pytest.mark.parametrize(("loud_db", "verdict"), [(None, "good"), (-50.0, "good"), (-20.0, "good"), (-4.0, "warn")])
def test_what_an_echo_means(monkeypatch, loud_db, verdict):
    monkeypatch.setattr(doctor, "_play_and_listen", lambda *_: np.zeros(10, np.float32))
    monkeypatch.setattr(doctor, "echo_of", lambda *_: (loud_db, 0.06))
    assert doctor.check_echo(None, None).verdict == verdict


def test_own_sounds_are_neither_silent_nor_clipped():
    for sound in (chime(), sweep()):
        assert sound.dtype == np.float32
        assert 0.05 < np.abs(sound).max() < 0.9
        assert sound[0] == 0.0
    assert level(np.zeros(100, np.float32)) == 0.0
    assert level(np.ones(100, np.float32)) == pytest.approx(1.0)
