"""The listening thread of a conversation: sound in, decisions about turns out.

It reads the microphone, takes the echo of what is played out of it, lets the turn logic decide, and hands the user's
samples to the model thread while they come. It touches no model; all it asks of the model thread is a command. Only
the loudness of what is played it changes itself, because that may not wait for a step of the model.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing, suppress
from typing import Protocol

import numpy as np
import numpy.typing as npt

from engine import commands as c
from engine import events
from engine.audio import EchoCanceller, InputHealth, Microphone, Reference, level_db
from engine.brains import Mode
from engine.config import HEARING_RATE
from engine.errors import AudioDeviceError
from engine.intake import Intake
from engine.preferences import Preferences
from engine.reading import Known
from engine.turns import Heard, Sign, TurnTaking

Samples = npt.NDArray[np.float32]

LEVEL_EVERY_S = 0.1
PERIOD_S = 0.03
"""Seconds after which a key is looked at, though no samples came."""
BLOCKS_AT_REST = 2
"""Blocks that are heard at once while nobody speaks: half the work."""
PRE_ROLL = HEARING_RATE * 3 // 10
"""Samples before a key went down that count: people begin to speak a little early."""
ON_ITS_WAY_S = 0.06
"""Seconds after a release in which the last samples still come in."""
LOOK_EVERY_S = 0.5
"""Seconds between two attempts to find a lost microphone ..."""
LOOK_AT_LEAST_EVERY_S = 4.0
"""... and when it has been away for some time: PortAudio does not give back 13 KB of every look."""
RESCAN_WITHIN_S = 2.0
TAIL_S = 0.3
"""Seconds after the last sample played in which its echo may still come in."""
MESSAGES: dict[events.DeviceProblem, str] = {
    "muted": "I hear nothing at all from the microphone {}: check that it is not muted.",
    "clipping": "The microphone {} is too loud and distorts: turn its level down.",
}


class Speaking(Protocol):
    """What the listener needs of the loudspeaker."""

    @property
    def busy(self) -> bool:
        """Whether something is still to be heard."""

    def duck(self, *, on: bool) -> None:
        """Play softer, or as before."""

    def hold(self) -> None:
        """Fall silent, but keep the rest."""


class Brain(Protocol):
    """What the listener needs of the model thread."""

    def number(self) -> int:
        """Return the number for a new question; older ones are not stale yet."""

    def put(self, command: c.Command) -> None:
        """Leave a command."""

    @property
    def answering(self) -> int:
        """Number of the answer that is made or played now."""

    @property
    def mouth(self) -> Speaking:
        """The loudspeaker."""

    @property
    def reference(self) -> Reference:
        """What the loudspeaker plays."""

    @property
    def reading(self) -> Known:
        """The question as it was at the last pause."""


class Question:
    """The question that is coming in, on its way to the model thread."""

    def __init__(self, brain: Brain, intake: Intake, mode: Callable[[], Mode]) -> None:
        self._brain, self._intake, self._mode = brain, intake, mode
        self.generation: int | None = None
        """Its number; None while nobody speaks."""

    def begin(self, heard: Samples, *, beside: bool) -> None:
        """Somebody began to speak; `heard` are the samples [n] since a moment before.

        With `beside` an answer before it goes on until this proves to be a question.
        """
        self.generation = self._brain.number()
        self._brain.put(c.Begin(self.generation, beside=beside))
        self._intake.put(heard, self.generation)

    def push(self, samples: Samples) -> None:
        """More of it came."""
        if self.generation is not None:
            self._intake.put(samples, self.generation)

    def take(self) -> None:
        """It is surely one."""
        if self.generation is not None:
            self._brain.put(c.Take(self.generation))

    def judge(self) -> None:
        """It may be none, or more complete than it seemed: have it read."""
        if self.generation is not None:
            self._brain.put(c.Judge(self.generation))

    def suppose_ended(self, silent_s: float) -> None:
        """It may be over, since `silent_s` seconds."""
        if self.generation is not None:
            self._brain.put(c.Suppose(self.generation, self._mode(), time.perf_counter() - silent_s))

    def go_on(self) -> None:
        """It was not."""
        if self.generation is not None:
            self._brain.put(c.GoOn(self.generation))

    def end(self, at: float, future: Future[events.Turn]) -> None:
        """It is over, since `at` (perf_counter)."""
        if self.generation is None:
            return
        text, complete, over = self._brain.reading
        told = events.EndOfTurn(self.generation, time.perf_counter() - at, text, complete, at, over)
        self._brain.put(c.End(self.generation, self._mode(), future, at, told))
        self.generation = None

    def discard(self) -> None:
        """It was none."""
        if self.generation is not None:
            self._brain.put(c.Discard(self.generation))
            self.generation = None


class Listener:
    """Runs until `stop`, with a microphone of its own; with `push` questions come only between `press` and `release`.

    A microphone that is lost is looked for until it is back; one that is not there at the start ends it.

    Raises:
        Nothing: what goes wrong is left for the model thread to tell.
    """

    def __init__(self, brain: Brain, intake: Intake, preferences: Preferences, mode: Mode, *, push: bool) -> None:
        self.mode = mode
        self.push = push
        self._brain, self._preferences = brain, preferences
        self._name = preferences.microphone
        self._question = Question(brain, intake, lambda: self.mode)
        self._turns = TurnTaking(by_key=push)
        self._echo, self._health = EchoCanceller(brain.reference), InputHealth()
        self._stopping, self._held = threading.Event(), threading.Event()
        self._released: tuple[float, Future[events.Turn]] | None = None
        self._told_level = self._played_at = 0.0

    def run(self) -> None:
        """Listen until `stop`."""
        try:
            microphone: Microphone | None = Microphone(self._name)
            while microphone is not None:
                self._listen(microphone)
                microphone = self._found_again()
        except Exception as error:  # noqa: BLE001 - it crosses to the model thread as an object
            self._question.discard()
            self._brain.put(c.Fail(self._brain.number(), error))

    def stop(self) -> None:
        """End soon."""
        self._stopping.set()

    @property
    def held(self) -> bool:
        """Whether the key is down."""
        return self._held.is_set()

    def press(self) -> None:
        """A key went down: a question begins."""
        self._held.set()

    def release(self, future: Future[events.Turn], mode: Mode) -> None:
        """The key went up: the question is over, however much of it is still on its way."""
        self.mode = mode
        self._released = (time.perf_counter(), future)
        self._held.clear()

    def _listen(self, microphone: Microphone) -> None:
        """Hear this microphone until it is lost, or until `stop`."""
        with closing(microphone):
            self._tell_device(microphone.device.name, "", "")
            try:
                while not self._stopping.is_set():
                    microphone.wait(PERIOD_S, 1 if self._turns.speaking else BLOCKS_AT_REST)
                    self._hear(microphone.read(), microphone.device.name)
                    microphone.check()
            except AudioDeviceError as error:
                self._question.discard()
                self._turns.reset()
                self._tell_device(microphone.device.name, "lost", str(error))

    def _found_again(self) -> Microphone | None:
        """Look for the microphone until it is there, or until `stop`; ever less often, as each look costs memory."""
        pause = LOOK_EVERY_S
        while not self._stopping.wait(pause):
            with suppress(AudioDeviceError):
                return Microphone(self._name)
            self._rescan()
            pause = min(LOOK_AT_LEAST_EVERY_S, 1.2 * pause)
        return None

    def _rescan(self) -> None:
        """Have new devices looked for; the model thread may have to give the loudspeaker back for it."""
        done: Future[bool] = Future()
        self._brain.put(c.Rescan(done))
        with suppress(Exception):
            done.result(RESCAN_WITHIN_S)

    def _hear(self, samples: Samples, name: str) -> None:
        if self.push:
            self._look_at_key()
        if not len(samples):
            return
        problem = self._health.push(samples)
        if problem is not None:
            self._tell_device(name, problem, MESSAGES.get(problem, "").format(repr(name)))
        cleaned = self._echo.push(samples)
        if not len(cleaned):
            return
        self._tell_level(cleaned)
        if self._deaf:
            self._turns.reset()
            return
        self._turns.wait_for(self._preferences.patience_s)
        self._question.push(cleaned)
        for sign in self._turns.push(cleaned, self._beside()):
            self._do(sign)

    @property
    def _deaf(self) -> bool:
        """Whether an answer may not be interrupted by voice, and one is played."""
        may = self._preferences.barge_in or self.push or self._question.generation is not None
        return not may and self._brain.mouth.busy

    def _beside(self) -> Heard:
        """What is known beside the sound."""
        now = time.monotonic()
        if self._brain.mouth.busy:
            self._played_at = now
        return Heard(now - self._played_at < TAIL_S, self._echo.learning, *self._brain.reading)

    def _do(self, sign: Sign) -> None:
        question, turns, mouth = self._question, self._turns, self._brain.mouth
        match sign:
            case Sign.DUCK | Sign.RESTORE:
                mouth.duck(on=sign is Sign.DUCK)
                self._brain.put(c.Tell(events.Duck(self._brain.answering, sign is Sign.DUCK)))
            case Sign.BEGIN if not self.push:
                if turns.interrupting:
                    mouth.hold()
                question.begin(turns.recent(), beside=True)
            case Sign.TAKE:
                question.take()
            case Sign.JUDGE | Sign.READ:
                question.judge()
            case Sign.SUPPOSE:
                question.suppose_ended(turns.silent_s)
            case Sign.GO_ON:
                question.go_on()
            case Sign.END:
                question.end(time.perf_counter() - turns.silent_s, Future())
            case Sign.DISCARD:
                question.discard()

    def _look_at_key(self) -> None:
        """Begin and end by the key. At a pause the answer was begun, so that it is there when the key goes up."""
        if self._held.is_set() and self._question.generation is None:
            self._turns.begin()
            self._question.begin(self._turns.recent()[-PRE_ROLL:], beside=False)
        if self._released is None or self._held.is_set():
            return
        at, future = self._released
        if self._turns.supposed or time.perf_counter() - at > ON_ITS_WAY_S:
            self._released = None
            self._turns.reset()
            self._question.end(at, future)

    def _tell_level(self, samples: Samples) -> None:
        """Loudness for the eye, ten times a second, while no question comes in (which tells its own)."""
        now = time.monotonic()
        if now - self._told_level >= LEVEL_EVERY_S and self._question.generation is None:
            self._told_level = now
            level = float(level_db(samples[None])[0])
            self._brain.put(c.Tell(events.Level(0, min(1.0, max(0.0, 1 + level / 60)))))

    def _tell_device(self, name: str, problem: events.DeviceProblem, message: str) -> None:
        self._brain.put(c.Tell(events.Devices(0, "microphone", name, problem, message)))
        if message:
            self._brain.put(c.Tell(events.Notice(0, message)))
