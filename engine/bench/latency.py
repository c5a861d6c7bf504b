"""How long it takes from the true end of a question to the first sound of the answer, through a real sound server.

Recordings are played at real pace into the virtual microphone of `engine.bench.air`; the answer is found in a recording
of the virtual loudspeaker, on the same clock. The engine tells when it did what; its clock and the recording's are
matched by the recording's growth. Three ways are compared in one run: hands-free, push-to-talk, and a plain cascade of
the same parts: wait for 0.7 s of silence, take the question in, think to the end, then speak.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import webrtcvad

from engine import Engine, read_recording
from engine.audio import Microphone
from engine.bench.air import RATE, Air
from engine.config import HEARING_RATE, assets_dir
from engine.errors import ItemsError
from engine.events import Audio, EndOfTurn, Event, Failure, Heard, Turn

Way = Literal["hands-free", "push-to-talk", "cascade"]
WAYS: tuple[Way, ...] = ("hands-free", "push-to-talk", "cascade")
SUFFIXES = (".wav", ".flac", ".ogg")

QUIET = 0.02
"""Share of a recording's peak below which it counts as silence."""
AUDIBLE = 0.003
"""Level of the loudspeaker that can be heard: -50 dBFS."""
REACTION_S = 0.1
"""Seconds after the last word at which a key is let go."""
CASCADE_SILENCE_S = 0.7
FRAME = HEARING_RATE // 50
ANSWER_WITHIN_S = 30.0
PAUSE_S = 0.6
"""Seconds of silence before a question."""


@dataclass(frozen=True)
class Latency:
    """One turn: seconds from the true end of speech (push-to-talk: from the release); None: it never came.

    `first_heard_s` is read off the recording, the others are told by the engine. `cut` where the end of the turn was
    decided before the true end of speech.
    """

    way: str
    file: str
    decided_s: float | None
    first_token_s: float | None
    first_code_s: float | None
    first_queued_s: float | None
    first_heard_s: float | None
    cut: bool
    answer: str | None

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {n: round(v, 4) if isinstance(v, float) else v for n, v in asdict(self).items()}


def measure(
    turns: int,
    *,
    audio: str | None = None,
    mode: str = "think-first",
    pack: str | None = None,
    ways: tuple[Way, ...] = WAYS,
) -> Iterator[Latency]:
    """Yield `turns` turns of each way, on the recordings in the folder `audio` (None: the examples) in a circle.

    Raises:
        SetupError: there is no sound server to measure with.
        ItemsError: no recordings.
        PackError: the pack cannot be used.
    """
    files = question_files(audio)
    with Air() as air:
        told, engine = _Told(air), Engine(pack, play=True)
        engine.start(told)
        with engine:
            engine.wait_ready()
            for way in ways:
                with _Session(air, engine, told, way, mode) as session:
                    for number in range(turns):
                        yield session.turn(files[number % len(files)])


def question_files(audio: str | None) -> list[Path]:
    """Return the recordings in a folder (None: the examples).

    Raises:
        ItemsError: there are none.
    """
    folder = Path(audio) if audio else assets_dir() / "examples"
    files = sorted(path for path in folder.glob("*") if path.suffix.lower() in SUFFIXES)
    if not files:
        raise ItemsError(f"There are no recordings in {folder}: name a folder of WAV or FLAC files with --audio.")
    return files


class _Told:
    """Events of the turn, with the time (perf_counter) they came at; and pairs that match the two clocks."""

    def __init__(self, air: Air) -> None:
        self._air = air
        self._offset = -np.inf
        self.clear()

    def clear(self) -> None:
        self.events: list[tuple[float, Event]] = []

    def __call__(self, event: Event) -> None:
        self.events.append((time.perf_counter(), event))

    def first(self, *kinds: type[Event], generation: int = 0) -> tuple[float, Any] | None:
        """The first event of these kinds of this turn or a later one."""
        found = (pair for pair in list(self.events) if isinstance(pair[1], kinds) and pair[1].generation >= generation)
        return next(found, None)

    @property
    def asked(self) -> int | None:
        """Number of the latest turn whose question is over."""
        ended = [event.generation for _, event in list(self.events) if isinstance(event, EndOfTurn)]
        return max(ended) if ended else None

    def match(self) -> None:
        """Note how far the recording is now. The pair with the least delay counts; the others came in a burst."""
        self._offset = max(self._offset, self._air.length / RATE - time.perf_counter())

    def in_recording(self, at: float) -> float:
        """Return the place in the recording (seconds) of a time of perf_counter."""
        return at + self._offset

    def in_life(self, place: float) -> float:
        """Return the time of perf_counter of a place in the recording."""
        return place - self._offset


class _Session:
    """Turns of one way."""

    def __init__(self, air: Air, engine: Engine, told: _Told, way: Way, mode: str) -> None:
        self._air, self._engine, self._told, self._way, self._mode = air, engine, told, way, mode

    def __enter__(self) -> _Session:
        if self._way != "cascade":
            self._engine.converse(self._mode, push=self._way == "push-to-talk")
            self._rest(1.0)
        return self

    def __exit__(self, *_error: object) -> None:
        if self._way != "cascade":
            self._engine.converse_end()

    def turn(self, path: Path) -> Latency:
        """Ask, wait for the answer, and find everything in the recording."""
        self._rest(PAUSE_S)
        self._told.clear()
        begin = self._air.length
        ask = {"hands-free": self._ask_freely, "push-to-talk": self._ask_pushing, "cascade": self._ask_cascade}
        released = ask[self._way](path, begin)
        self._wait_until_silent()
        return self._found(path, begin, released)

    def _ask_freely(self, path: Path, _begin: int) -> None:
        self._watch(self._air.play(path))

    def _ask_pushing(self, path: Path, begin: int) -> float:
        """Hold the key from before the first word until just after the last."""
        samples = read_recording(path)
        loud = _loud(samples)
        self._engine.listen_begin(microphone=True)
        child = self._air.play(path)
        began = None
        while began is None:
            self._rest(0.02)
            spoken = _loud(self._air.heard(begin)[:, 0], peak=float(np.abs(samples).max()))
            began = (begin + spoken[0]) / RATE if len(spoken) else None
        end = began + (loud[-1] - loud[0]) / HEARING_RATE + REACTION_S
        while self._told.in_recording(time.perf_counter()) < end:
            self._rest(0.005)
        released = time.perf_counter()
        self._engine.listen_end(self._mode)
        self._watch(child)
        return released

    def _ask_cascade(self, path: Path, _begin: int) -> None:
        """Record until 0.7 s of silence; only then take the question in, think to the end, and speak."""
        microphone, vad = Microphone(), webrtcvad.Vad(3)
        child = self._air.play(path)
        heard, rest, silent = [np.zeros(0, np.float32)], np.zeros(0, np.float32), None
        try:
            while silent is None or silent < CASCADE_SILENCE_S:
                self._rest(0.01)
                rest = np.concatenate([rest, microphone.read()])
                while len(rest) >= FRAME:
                    frame, rest = rest[:FRAME], rest[FRAME:]
                    heard.append(frame)
                    pcm = (np.clip(frame, -1, 1) * 32767).astype("<i2").tobytes()
                    if vad.is_speech(pcm, HEARING_RATE):
                        silent = 0.0
                    elif silent is not None:
                        silent += FRAME / HEARING_RATE
        finally:
            microphone.close()
        decided = time.perf_counter()
        self._engine.submit(np.concatenate(heard), "think-before-speaking")
        over = EndOfTurn(self._engine.generation, CASCADE_SILENCE_S, "", None, decided - CASCADE_SILENCE_S)
        self._told.events.insert(0, (decided, over))
        self._watch(child)

    def _watch(self, child: Any) -> None:
        while child.poll() is None:
            self._rest(0.005)

    def _rest(self, seconds: float) -> None:
        end = time.perf_counter() + seconds
        while True:
            self._told.match()
            left = end - time.perf_counter()
            if left <= 0:
                return
            time.sleep(min(left, 0.005))

    def _wait_until_silent(self) -> None:
        """Wait for the end of the answer, or for no answer at all."""
        end = time.perf_counter() + ANSWER_WITHIN_S
        while time.perf_counter() < end:
            self._rest(0.02)
            asked = self._told.asked
            if asked is not None and self._told.first(Heard, Failure, generation=asked):
                break
        self._engine.wait_silent(ANSWER_WITHIN_S)
        self._rest(0.3)

    def _found(self, path: Path, begin: int, released: float | None) -> Latency:
        air = self._air.heard(begin)
        spoken, said = _loud(air[:, 0]), np.flatnonzero(np.abs(air[:, 1]) > AUDIBLE)
        end = (begin + int(spoken[-1])) / RATE if len(spoken) else 0.0
        zero = end if released is None else self._told.in_recording(released)
        return self._latency(path, zero, end, (begin + int(said[0])) / RATE if len(said) else None)

    def _latency(self, path: Path, zero: float, end: float, heard: float | None) -> Latency:
        decided = self._told.first(EndOfTurn)
        number = decided[1].generation if decided else 0
        queued, turn = self._told.first(Audio, generation=number), self._told.first(Turn, generation=number)
        # What was made while the end was only supposed is told later: its seconds count from the supposed end.
        asked_at = decided[1].at if self._way == "hands-free" and decided else queued and queued[0] - queued[1].seconds
        result: Turn | None = turn[1] if turn else None

        def since(at: float | None, more: float | None = 0.0) -> float | None:
            return None if at is None or more is None else self._told.in_recording(at + more) - zero

        return Latency(
            way=self._way,
            file=path.name,
            decided_s=since(decided[0]) if decided else None,
            first_token_s=since(asked_at, result.first_token_s) if result else None,
            first_code_s=since(asked_at, result.first_code_s) if result else None,
            first_queued_s=since(queued[0]) if queued else None,
            first_heard_s=None if heard is None else heard - zero,
            cut=decided is not None and self._told.in_recording(decided[0]) < end,
            answer=result.answer if result else None,
        )


def summary(turns: Sequence[Latency]) -> dict[str, dict[str, float]]:
    """Return for each way: turns, those without an answer, those cut off, median, p90 and p99 in ms to first heard.

    Ways other than the cascade get `times_faster`: how many times the cascade's median is theirs.
    """
    result: dict[str, dict[str, float]] = {}
    names = ("median_ms", "p90_ms", "p99_ms")
    for way in dict.fromkeys(turn.way for turn in turns):
        own = [turn for turn in turns if turn.way == way]
        heard = [1000 * turn.first_heard_s for turn in own if turn.first_heard_s is not None and not turn.cut]
        result[way] = {
            "turns": len(own),
            "unanswered": sum(turn.first_heard_s is None for turn in own),
            "cut_off": sum(turn.cut for turn in own),
        }
        if heard:
            figures = np.percentile(heard, [50, 90, 99]).round().tolist()
            result[way] |= dict(zip(names, figures, strict=True))
    cascade = result.get("cascade", {}).get("median_ms")
    for way, figures in result.items():
        if cascade and way != "cascade" and figures.get("median_ms"):
            figures["times_faster"] = round(cascade / figures["median_ms"], 1)
    return result


def _loud(samples: npt.NDArray[np.float32], peak: float | None = None) -> npt.NDArray[np.int64]:
    """Numbers of the samples that are not silence."""
    level = np.abs(samples)
    highest = peak if peak is not None else float(level.max(initial=0.0))
    return np.flatnonzero(level > max(QUIET * highest, 1e-3))
