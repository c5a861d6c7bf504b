"""What other threads may ask of the model thread."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.brains import Mode
from engine.events import Turn

Samples = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Begin:
    """A question begins to come in, from the microphone or by `Engine.listen_push`."""

    generation: int
    microphone: bool


@dataclass(frozen=True)
class End:
    """The question is over; `at` is when (perf_counter)."""

    generation: int
    mode: Mode
    future: Future[Turn]
    at: float


@dataclass(frozen=True)
class Ask:
    """A whole question, spoken (samples) or typed; with `mode` None a text to be read aloud.

    `until_answer` is explained at `engine.turn.TurnRun`.
    """

    generation: int
    question: Samples | str
    mode: Mode | None
    future: Future[Turn]
    until_answer: bool = False


@dataclass(frozen=True)
class Cancel:
    """Stop what is older than `generation`."""

    generation: int


@dataclass(frozen=True)
class Close:
    """The last command."""


Command = Begin | End | Ask | Cancel | Close
