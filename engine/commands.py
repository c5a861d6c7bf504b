"""What other threads may ask of the model thread."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.brains import Mode
from engine.events import Event, Turn

Samples = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Begin:
    """A question begins to come in, from the microphone or by blocks in the intake.

    With `beside` the answer before it goes on, unheard, until this question proves to be one (hands-free, after a
    barge-in).
    """

    generation: int
    microphone: bool = False
    beside: bool = False


@dataclass(frozen=True)
class Take:
    """The question that came in beside an answer is surely one: give it the brains."""

    generation: int


@dataclass(frozen=True)
class Judge:
    """Read what came in of the question so far, which may be none, or more complete than it seemed."""

    generation: int


@dataclass(frozen=True)
class Suppose:
    """The question may be over since `at` (perf_counter): begin to answer, but tell and say nothing yet."""

    generation: int
    mode: Mode
    at: float


@dataclass(frozen=True)
class GoOn:
    """It was not over: drop what was begun since `Suppose`, and hear on."""

    generation: int


@dataclass(frozen=True)
class End:
    """The question is over; `at` is when (perf_counter). `told` is an event to tell first."""

    generation: int
    mode: Mode
    future: Future[Turn]
    at: float
    told: Event | None = None


@dataclass(frozen=True)
class Discard:
    """It was no question: forget it, and let the answer before it go on."""

    generation: int


@dataclass(frozen=True)
class Ask:
    """A whole question, spoken (samples) or typed; with `mode` None a text to be read aloud.

    `until_answer` is explained at `engine.answer.Answer`. `before` takes the place of the conversation so far. The
    ears hear with `norms` from then on (None: as they do).
    """

    generation: int
    question: Samples | str
    mode: Mode | None
    future: Future[Turn]
    until_answer: bool = False
    before: str | None = None
    norms: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Cancel:
    """Stop what is older than `generation`."""

    generation: int


@dataclass(frozen=True)
class Tell:
    """Tell this event, from the thread that tells all."""

    event: Event


@dataclass(frozen=True)
class Fail:
    """Something went wrong on another thread: tell it."""

    generation: int
    error: BaseException


@dataclass(frozen=True)
class Rescan:
    """Look for new sound devices, unless an answer is being played; the result tells whether it was done."""

    future: Future[bool]


@dataclass(frozen=True)
class Forget:
    """Forget the user's voice; the result tells that it was done."""

    future: Future[None]


@dataclass(frozen=True)
class Close:
    """The last command."""


Command = Begin | Take | Judge | Suppose | GoOn | End | Discard | Ask | Cancel | Tell | Fail | Rescan | Forget | Close
