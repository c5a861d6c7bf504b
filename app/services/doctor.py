"""Checks whether all that a spoken conversation needs works, and says in plain words what to do. No Qt.

check_microphone(name, on_level)    # opens it, listens for a few seconds
check_loudspeaker(name)             # plays three notes; only a person can say whether they were heard
check_model(turn, load_s)           # judges how fast a question was answered
check_echo(microphone, loudspeaker) # plays a short sweep and looks for it in what the microphone hears
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt
import soxr

from app.services.language import tr
from app.services.sounds import chime, level, sweep
from engine import Device, Loudspeaker, Microphone, list_devices
from engine.config import HEARING_RATE, SPEAKING_RATE
from engine.errors import AudioDeviceError
from engine.events import Turn

Verdict = Literal["good", "warn", "bad", "ask"]
Samples = npt.NDArray[np.float32]

CHECKS = ("microphone", "loudspeaker", "model", "echo")
QUESTION = "What is two plus three?"
LISTEN_S = 3.0
TRY_S = 0.6
PERIOD_S = 0.03
SPEECH_DB, ABOVE_NOISE_DB = -45.0, 8.0
CLIPPING = 0.99
STEPS_NEEDED = 31.25
ECHO_LOUD_DB, ECHO_SOME_DB = -10.0, -35.0
ECHO_CLEAR = 14.0
"""Times the usual correlation from which on a peak is an echo."""


@dataclass(frozen=True)
class Finding:
    """What a check found: `said` in one sentence, `advice` in another, and settings that would mend it."""

    check: str
    verdict: Verdict
    said: str
    advice: str = ""
    fix: dict[str, str] = field(default_factory=dict)


def check_microphone(
    name: str | None, on_level: Callable[[float], None] = lambda _level: None, seconds: float = LISTEN_S
) -> Finding:
    """Listen; `on_level` gets the level, 0 to 1, some 30 times a second."""
    try:
        heard = _listen(name, on_level, seconds)
    except AudioDeviceError as error:
        return _other_microphone(name, "bad", str(error))
    if not len(heard) or not np.any(heard):
        said = tr("The microphone gives nothing at all, not even noise.")
        return _other_microphone(name, "bad", said, tr("Check that it is not muted, here and at its own switch."))
    if np.mean(np.abs(heard) > CLIPPING) > 0.001:
        said = tr("The microphone works, but it is too loud and distorts.")
        return Finding("microphone", "warn", said, tr("Turn its level down in the sound settings."))
    loud, quiet = _loudness(heard)
    if loud < SPEECH_DB or loud - quiet < ABOVE_NOISE_DB:
        said = tr("The microphone works, but I heard no speech, only {level} dB.", level=f"{loud:.0f}")
        return Finding("microphone", "warn", said, tr("Speak during the check, closer to it, or turn its level up."))
    return Finding("microphone", "good", tr("I hear you well, at {level} dB.", level=f"{loud:.0f}"))


def check_loudspeaker(name: str | None) -> Finding:
    """Play three notes."""
    try:
        _play(name, chime())
    except AudioDeviceError as error:
        return Finding("loudspeaker", "bad", str(error), tr("Choose another loudspeaker in the settings."))
    return Finding("loudspeaker", "ask", tr("I played three notes. Did you hear them?"))


def not_heard(name: str | None) -> Finding:
    """Return what to do when nobody heard the notes."""
    said = tr("The notes were played, but nobody heard them.")
    advice = tr("Turn the volume up, plug the loudspeaker in, or choose another one.")
    others = [device.name for device in _devices() if device.outputs and device.name != name]
    return Finding("loudspeaker", "bad", said, advice, {"loudspeaker": others[0]} if others else {})


def check_model(turn: Turn, load_s: float) -> Finding:
    """Judge an answer to `QUESTION`."""
    said = tr(
        "It loaded in {load} s and makes {steps} steps a second; {needed} are needed.",
        load=f"{load_s:.1f}",
        steps=f"{turn.steps_per_s:.0f}",
        needed=f"{STEPS_NEEDED:.0f}",
    )
    if turn.steps_per_s >= STEPS_NEEDED:
        return Finding("model", "good", said)
    advice = tr("Thinking cannot keep up with speech here: choose the pace “Think it through”, or a smaller model.")
    return Finding("model", "warn", said, advice, {"mode": "think-before-speaking"})


def check_echo(microphone: str | None, loudspeaker: str | None) -> Finding:
    """Play a sweep and look for it."""
    sent = sweep()
    try:
        heard = _play_and_listen(microphone, loudspeaker, sent)
    except AudioDeviceError as error:
        return Finding("echo", "bad", str(error), tr("Mend what is wrong above first."))
    loud_db, delay_s = echo_of(sent, heard)
    if loud_db is None or loud_db < ECHO_SOME_DB:
        return Finding("echo", "good", tr("The microphone does not hear the loudspeaker."))
    said = tr(
        "The microphone hears the loudspeaker at {level} dB, {delay} ms later.",
        level=f"{loud_db:.0f}",
        delay=f"{1000 * delay_s:.0f}",
    )
    if loud_db < ECHO_LOUD_DB:
        return Finding("echo", "good", said, tr("That is taken out; you can speak over it."))
    advice = tr("That is loud: turn the volume down or wear a headset, or hold the key to talk.")
    return Finding("echo", "warn", said, advice)


def echo_of(sent: Samples, heard: Samples) -> tuple[float | None, float]:
    """Return how loud a sweep (24 kHz) is in what was heard (16 kHz), in dB of how it was sent, and its delay in s.

    None where it is not to be found.
    """
    wanted = soxr.resample(sent, SPEAKING_RATE, HEARING_RATE)
    if len(heard) < len(wanted):
        return None, 0.0
    size = 1 << (len(heard) + len(wanted)).bit_length()
    path = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(wanted, size)))[: len(heard)]
    path /= float(np.sum(np.square(wanted, dtype=np.float64)))
    at = int(np.abs(path).argmax())
    if np.abs(path[at]) < ECHO_CLEAR * float(np.median(np.abs(path))) + 1e-9:
        return None, 0.0
    return 20 * float(np.log10(np.abs(path[at]))), at / HEARING_RATE


def _listen(name: str | None, on_level: Callable[[float], None], seconds: float) -> Samples:
    parts: list[Samples] = []
    with closing(Microphone(name)) as microphone:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(PERIOD_S)
            samples = microphone.read()
            microphone.check()
            parts.append(samples)
            if len(samples):
                on_level(level(samples))
    return np.concatenate(parts)


def _loudness(heard: Samples) -> tuple[float, float]:
    """Loud and quiet parts of what was heard, in dB: the 95th and the 20th hundredth of pieces of 0.1 s."""
    piece = HEARING_RATE // 10
    whole = heard[: len(heard) // piece * piece].reshape(-1, piece)
    if not len(whole):
        return -120.0, -120.0
    db = 10 * np.log10(np.mean(np.square(whole, dtype=np.float64), axis=1) + 1e-12)
    return float(np.percentile(db, 95)), float(np.percentile(db, 20))


def _other_microphone(name: str | None, verdict: Verdict, said: str, advice: str = "") -> Finding:
    """A finding that offers a microphone which does give something, if there is one."""
    for device in _devices():
        if not device.inputs or device.name == name or (name is None and device.default_input):
            continue
        try:
            if np.any(_listen(device.name, lambda _level: None, TRY_S)):
                return Finding("microphone", verdict, said, advice, {"microphone": device.name})
        except AudioDeviceError:
            continue
    return Finding("microphone", verdict, said, advice)


def _devices() -> list[Device]:
    try:
        return list_devices()
    except AudioDeviceError:
        return []


def _play(name: str | None, samples: Samples) -> None:
    with closing(Loudspeaker(name)) as speaker:
        speaker.push(samples)
        speaker.finish()
        _wait(speaker, len(samples) / SPEAKING_RATE)


def _wait(speaker: Loudspeaker, seconds: float) -> None:
    end = time.monotonic() + seconds + 2.0
    while speaker.busy and time.monotonic() < end:
        time.sleep(PERIOD_S)
        speaker.check()


def _play_and_listen(microphone: str | None, loudspeaker: str | None, samples: Samples) -> Samples:
    parts: list[Samples] = []
    with closing(Loudspeaker(loudspeaker)) as speaker, closing(Microphone(microphone)) as ears:
        speaker.push(samples)
        speaker.finish()
        end = time.monotonic() + len(samples) / SPEAKING_RATE + 0.7
        while time.monotonic() < end:
            time.sleep(PERIOD_S)
            parts.append(ears.read())
            ears.check()
    return np.concatenate(parts)
