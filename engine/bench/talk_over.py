"""Answers through a loudspeaker that the microphone hears, with and without a user who talks over them.

Everything runs through the engine's own classes in a closed loop: playback, made softer or silent by the signs that
follow, goes through a simulated room into the microphone's samples; echo canceller and turn logic hear those. The
devices' own delays are added to all times: what is told is when a user's ear would notice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from engine.audio import EchoCanceller, Reference
from engine.audio.echo import BLOCK
from engine.audio.jitter import JitterBuffer
from engine.audio.playback import DUCKED, RAMP_S
from engine.bench.sounds import SPEECH_LEVEL, from_onset, noise, recordings
from engine.config import HEARING_RATE
from engine.turns import Heard, Sign, TurnTaking

Samples = npt.NDArray[np.float32]
Kind = Literal["echo", "speech", "typing", "coughs", "backchannel"]
KINDS: tuple[Kind, ...] = ("echo", "speech", "typing", "coughs", "backchannel")

DEVICES_S = 0.04
"""From a sign to a changed loudspeaker and from a sound to its block: measured round trip of the virtual card."""
ANSWER_S = 9.0
OVER_FROM_S = 4.0
"""Seconds into an answer at which somebody talks over it; in a second of room for chance."""
FLOOR_DB = -45
"""Noise of the room, from the level of speech."""
REVERBERATION_S = 0.25
SOFT = 10 ** (-12 / 20)
UH_HUH_S = 0.35


@dataclass(frozen=True)
class Over:
    """One answer. Seconds from the onset of what came over it to softer playback and to silence; None: never.

    `interrupted`: playback fell silent though nobody had spoken (or only "uh-huh"), and `lost`: for good.
    """

    kind: str
    echo_db: float
    delay_s: float
    ducked_s: float | None
    silent_s: float | None
    interrupted: bool
    lost: bool

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {n: round(v, 3) if isinstance(v, float) else v for n, v in asdict(self).items()}


def measure(
    turns: int,
    *,
    folder: str | None = None,
    echo_db: Sequence[float] = (-20, -10, 0),
    kinds: Sequence[Kind] = KINDS,
    uh_huh_s: float = UH_HUH_S,
    seed: int = 0,
) -> Iterator[Over]:
    """Yield `turns` answers of each kind at each level of echo (dB from the user's level).

    A backchannel lasts `uh_huh_s` seconds. Nobody reads it here, so it counts by its length alone.

    Raises:
        ItemsError: no recordings.
    """
    speech = recordings(folder, 60)
    rng = np.random.default_rng(seed)
    for level in echo_db:
        for kind in kinds:
            for number in range(turns):
                yield _one(kind, level, speech, number, rng, uh_huh_s)


def _one(
    kind: Kind, echo_db: float, speech: Sequence[Samples], number: int, rng: np.random.Generator, uh_huh_s: float
) -> Over:
    answer = _answer(speech, number)
    delay = float(rng.uniform(0.02, 0.3))
    onset = int((OVER_FROM_S + rng.uniform(0, 1)) * HEARING_RATE)
    over = np.zeros(len(answer), np.float32)
    sound = _sound(kind, speech, number, uh_huh_s)[: len(answer) - onset]
    over[onset : onset + len(sound)] = sound
    loop = Loop(room(delay + DEVICES_S, seed=number) * 10 ** (echo_db / 20), seed=number)
    signs = loop.run(answer, over)
    meant = kind == "speech"
    begun = [at for at, sign in signs if sign is Sign.BEGIN and (at > onset / HEARING_RATE or not meant)]
    early = any(sign is Sign.BEGIN and at < onset / HEARING_RATE for at, sign in signs)
    kept = [sign for _, sign in signs if sign in (Sign.TAKE, Sign.SUPPOSE, Sign.DISCARD)]
    return Over(
        kind, echo_db, delay,
        loop.below(SOFT, onset) if kind != "echo" else None,
        loop.below(0.0, onset) if kind != "echo" else None,
        interrupted=early or (not meant and bool(begun)),
        lost=not meant and any(sign is not Sign.DISCARD for sign in kept),
    )  # fmt: skip


def _answer(speech: Sequence[Samples], number: int) -> Samples:
    """What is played: sentences one after another."""
    parts = [speech[(3 * number + k) % (len(speech) // 2 or 1)] for k in range(4)]
    return np.resize(np.concatenate(parts), int(ANSWER_S * HEARING_RATE))


def _sound(kind: Kind, speech: Sequence[Samples], number: int, uh_huh_s: float) -> Samples:
    if kind == "echo":
        return np.zeros(1, np.float32)
    said = from_onset(speech[len(speech) // 2 + number % (len(speech) - len(speech) // 2)])
    if kind == "speech":
        return said[: 3 * HEARING_RATE]
    if kind == "backchannel":
        short = said[: int(uh_huh_s * HEARING_RATE)]
        return short * np.hanning(len(short)).astype(np.float32) ** 0.3
    return noise(kind, 4.0, seed=number)


def room(delay: float, seed: int = 0) -> Samples:
    """Return the path from loudspeaker to microphone: a direct sound after `delay` seconds and decaying reflections.

    Its gain is 1, so that the echo is as loud as what is played.
    """
    rng, count = np.random.default_rng(seed), int(0.6 * REVERBERATION_S * HEARING_RATE)
    path = rng.standard_normal(count) * 10 ** (-3 * np.arange(count) / (REVERBERATION_S * HEARING_RATE))
    path[0] = 2 * np.abs(path).max()
    path /= np.sqrt(np.square(path).sum())
    return np.concatenate([np.zeros(int(delay * HEARING_RATE)), path]).astype(np.float32)


class Loop:
    """Plays an answer while somebody may talk over it; keeps how loud it was played at each moment."""

    def __init__(self, path: Samples, seed: int = 0) -> None:
        self._path, self._rng = path, np.random.default_rng(seed)
        self._reference = Reference()
        self._echo, self._turns = EchoCanceller(self._reference), TurnTaking()
        self._buffer = JitterBuffer(0, BLOCK // 2, int(RAMP_S * HEARING_RATE))
        self._gains: list[float] = []
        self.cleaned: list[Samples] = []

    def run(self, answer: Samples, over: Samples) -> list[tuple[float, Sign]]:
        """Return the signs and their times; both sounds [n] are at 16 kHz."""
        self._reference.begin(HEARING_RATE)
        self._buffer.push(answer)
        self._buffer.finish()
        echo = np.zeros(len(over) + len(self._path) + BLOCK, np.float32)
        floor = self._rng.normal(0, SPEECH_LEVEL * 10 ** (FLOOR_DB / 20), len(over)).astype(np.float32)
        signs: list[tuple[float, Sign]] = []
        for at in range(0, len(over) - BLOCK, BLOCK):
            block = self._play()
            if block.any():
                echo[at : at + BLOCK + len(self._path) - 1] += np.convolve(block, self._path)
            heard = over[at : at + BLOCK] + echo[at : at + BLOCK] + floor[at : at + BLOCK]
            signs += [((at + BLOCK) / HEARING_RATE, sign) for sign in self._hear(heard)]
        return signs

    def below(self, gain: float, onset: int) -> float | None:
        """Return seconds from a place in the answer until it was as soft as this, the devices' delay included."""
        soft = [i for i, one in enumerate(self._gains) if i * BLOCK >= onset and one <= gain + 1e-6]
        return (soft[0] * BLOCK - onset) / HEARING_RATE + DEVICES_S if soft else None

    def _play(self) -> Samples:
        block = np.zeros(BLOCK, np.float32)
        self._buffer.pull(block)
        self._gains.append(self._buffer.gain)
        self._reference.write(block)
        return block

    def _hear(self, samples: Samples) -> list[Sign]:
        cleaned = self._echo.push(samples)
        self.cleaned.append(cleaned)
        signs = self._turns.push(cleaned, Heard(playing=self._buffer.held > 0, learning=self._echo.learning))
        for sign in signs:
            self._act(sign)
        return signs

    def _act(self, sign: Sign) -> None:
        buffer = self._buffer
        if sign in (Sign.DUCK, Sign.RESTORE):
            buffer.duck(DUCKED if sign is Sign.DUCK else 1.0)
        elif sign is Sign.BEGIN:
            buffer.hold()
        elif sign is Sign.DISCARD:
            buffer.duck(1.0)
            buffer.go_on()


def summary(results: Sequence[Over]) -> list[dict[str, Any]]:
    """Return a row for each kind and level of echo: times in ms (median, 90 %), and shares in per cent."""
    rows = []
    for kind, level in dict.fromkeys((one.kind, one.echo_db) for one in results):
        own = [one for one in results if (one.kind, one.echo_db) == (kind, level)]
        row: dict[str, Any] = {"kind": kind, "echo_db": level, "turns": len(own)}
        if kind == "speech":
            row |= _times("duck", [one.ducked_s for one in own]) | _times("silence", [one.silent_s for one in own])
            row["missed_percent"] = _percent([one.silent_s is None for one in own])
        row["interrupted_percent"] = _percent([one.interrupted for one in own])
        if kind != "speech":
            row["lost_percent"] = _percent([one.lost for one in own])
        rows.append(row)
    return rows


def _times(name: str, seconds: Sequence[float | None]) -> dict[str, float]:
    known = [1000 * one for one in seconds if one is not None]
    if not known:
        return {}
    middle, most = np.percentile(known, [50, 90])
    return {f"{name}_ms": round(float(middle)), f"{name}_p90_ms": round(float(most))}


def _percent(flags: Sequence[bool]) -> float:
    return round(100 * sum(flags) / len(flags), 1)
