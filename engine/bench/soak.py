"""Hours of conversation, compressed: questions, interruptions and lost devices at random, on a real sound server.

Every turn is a recording played into the microphone. Some answers are talked over; now and then the sound server ends
and comes back, as when devices are pulled out. What is told: turns that were lost, failures, underruns, memory.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine import Engine
from engine.bench.air import Air
from engine.bench.latency import question_files
from engine.events import Audio, Devices, Event, Failure, Heard, Interrupted, Turn
from engine.memory import rss_mb

INTERRUPTED, LOST = 0.3, 0.05
"""Shares of answers that are talked over, and of turns before which all devices vanish for a second."""
WITHIN_S = 40.0
WARM_UP = 10
"""Turns after which memory counts: buffers and caches have grown by then."""


@dataclass(frozen=True)
class SoakTurn:
    """One turn.

    `answered`: a question was heard and answered. `stopped`: playback ended when it was talked over. `by_itself`: how
    often it fell silent though nobody talked. `underruns` since
    the start.
    """

    number: int
    what: str
    answered: bool
    stopped: bool | None
    by_itself: int
    failures: int
    underruns: int
    rss_mb: float
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {n: round(v, 2) if isinstance(v, float) else v for n, v in asdict(self).items()}


def measure(
    turns: int,
    *,
    audio: str | None = None,
    pack: str | None = None,
    seed: int = 0,
    echo_db: float | None = -20.0,
    interrupted: float = INTERRUPTED,
    lost: float = LOST,
) -> Iterator[SoakTurn]:
    """Yield turn after turn of one long conversation; `interrupted` and `lost` are shares of the turns.

    Raises:
        SetupError: there is no sound server to measure with.
        ItemsError: no recordings.
        PackError: the pack cannot be used.
    """
    files, rng, shares = question_files(audio), np.random.default_rng(seed), (interrupted, lost)
    with Air(echo_db=echo_db) as air:
        told, engine = _Told(), Engine(pack, seed, play=True)
        engine.start(told)
        with engine:
            engine.wait_ready()
            engine.converse()
            told.wait(lambda: bool(told.of(Devices)), 20)
            for number in range(turns):
                yield _turn(number, air, engine, told, files, rng, shares)
            engine.converse_end()


class _Told:
    """Events since `clear`."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def __call__(self, event: Event) -> None:
        if not isinstance(event, Audio) or not self.of(Audio):  # sound would fill the memory that is measured
            self.events.append(event)

    def of(self, *kinds: type[Event]) -> list[Event]:
        return [event for event in list(self.events) if isinstance(event, kinds)]

    def wait(self, condition: Callable[[], bool], seconds: float = WITHIN_S) -> bool:
        """Wait for it; return whether it came true."""
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                return False
            time.sleep(0.02)
        return True


def _turn(
    number: int,
    air: Air,
    engine: Engine,
    told: _Told,
    files: list[Path],
    rng: np.random.Generator,
    shares: tuple[float, float],
) -> SoakTurn:
    began = time.monotonic()
    told.events.clear()
    what, stopped = "question", None
    if rng.random() < shares[1] or not air.alive:
        what = "lost devices" if air.alive else "sound server died: lost devices"
        air.restart()
        told.wait(lambda: any(e.problem == "" for e in told.of(Devices) if isinstance(e, Devices)))
    path = files[int(rng.integers(len(files)))]
    air.play(path).wait(WITHIN_S)
    answered = told.wait(lambda: bool(told.of(Turn, Failure)) and bool(told.of(Audio)))
    talked_over = rng.random() < shares[0]
    itself = 0
    if answered and talked_over:
        what += ", interrupted"
        time.sleep(float(rng.uniform(0.0, 1.0)))
        stopped, answered = _talk_over(air, engine, told, files[int(rng.integers(len(files)))])
    told.wait(lambda: not engine.audible)
    if not talked_over:
        itself = len(told.of(Interrupted))
    time.sleep(0.6)
    failures = len(told.of(Failure))
    seconds = time.monotonic() - began
    return SoakTurn(number, what, answered, stopped, itself, failures, engine.underruns, rss_mb(), seconds)


def _talk_over(air: Air, engine: Engine, told: _Told, path: Path) -> tuple[bool | None, bool]:
    """Ask over the answer; return whether it fell silent (None: it was over before), and whether that was answered."""
    audible = engine.audible
    told.events.clear()
    child = air.play(path)
    stopped = told.wait(lambda: bool(told.of(Interrupted, Heard)), 5)
    child.wait(WITHIN_S)
    answered = told.wait(lambda: any(not turn.interrupted for turn in told.of(Turn) if isinstance(turn, Turn)))
    return (stopped if audible else None), answered


def summary(turns: list[SoakTurn]) -> dict[str, float]:
    """Return counts of what went wrong, and by how many MB the memory grew after the first turns."""
    later = [turn.rss_mb for turn in turns[WARM_UP:]]
    first, last = (later[: max(1, len(later) // 10)], later[-max(1, len(later) // 10) :]) if later else ([0.0], [0.0])
    return {
        "turns": len(turns),
        "unanswered": sum(not turn.answered for turn in turns),
        "failures": sum(turn.failures for turn in turns),
        "underruns": turns[-1].underruns if turns else 0,
        "interrupted": sum(turn.stopped is not None for turn in turns),
        "not_stopped": sum(turn.stopped is False for turn in turns),
        "by_itself": sum(turn.by_itself for turn in turns),
        "devices_lost": sum("lost" in turn.what for turn in turns),
        "grown_mb": round(float(np.median(last) - np.median(first)), 1),
        "minutes": round(sum(turn.seconds for turn in turns) / 60, 1),
    }
