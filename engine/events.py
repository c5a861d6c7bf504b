"""What the engine tells: immutable events, each of one turn (`generation`), delivered on the engine's thread.

`to_json()` gives plain values; samples and exceptions stay out of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Literal

import numpy as np
import numpy.typing as npt

__all__ = [
    "Asked",
    "Audio",
    "Correction",
    "Devices",
    "Duck",
    "EndOfTurn",
    "Event",
    "Failure",
    "Heard",
    "Interrupted",
    "Level",
    "Notice",
    "Pace",
    "Reply",
    "Resumed",
    "State",
    "Thought",
    "Turn",
]

DeviceProblem = Literal["", "missing", "lost", "permission", "muted", "clipping"]
StateName = Literal["loading", "idle", "listening", "thinking", "speaking", "thinking_and_speaking", "error"]


@dataclass(frozen=True)
class Event:
    """Base of all. `generation` counts turns from 1 (0: no turn yet); a listener may drop events of an older turn."""

    kind: ClassVar[str] = "event"
    generation: int

    def to_json(self) -> dict[str, Any]:
        """Return plain values under their names, `event` (the kind) first."""
        values = {f.name: getattr(self, f.name) for f in fields(self) if f.repr}
        return {"event": self.kind} | {n: round(v, 4) if isinstance(v, float) else v for n, v in values.items()}


@dataclass(frozen=True)
class State(Event):
    """What the engine is doing now; `progress` (0 to 1) counts while it loads."""

    kind: ClassVar[str] = "state"
    name: StateName
    progress: float = 1.0


@dataclass(frozen=True)
class Level(Event):
    """Loudness of the microphone's last 30 ms or so: 0 (silent, -60 dBFS and less) to 1 (full scale), linear in dB."""

    kind: ClassVar[str] = "level"
    level: float


@dataclass(frozen=True)
class Thought(Event):
    """A piece of the chain of thought; `seconds` since the end of the question.

    Negative where it was thought while the question came in, when so many seconds of it had been heard.
    """

    kind: ClassVar[str] = "thought"
    text: str
    seconds: float


@dataclass(frozen=True)
class Reply(Event):
    """A piece of the reply's text; `clause` counts clauses from 0; `seconds` since the end of the question.

    `rests_on`: characters of the turn's thoughts that had been handed over when it was made: all that it could know.
    """

    kind: ClassVar[str] = "reply"
    text: str
    clause: int
    seconds: float
    rests_on: int = 0


@dataclass(frozen=True)
class Asked(Event):
    """A spoken question is over: its samples [n] float32 at 16 kHz, `duration` seconds of them, as they were heard.

    Not told of typed questions, nor of sound that proved to be no question.
    """

    kind: ClassVar[str] = "asked"
    samples: npt.NDArray[np.float32] = field(repr=False, compare=False)
    duration: float


@dataclass(frozen=True)
class Audio(Event):
    """Samples [n] float32 at 24 kHz, `duration` seconds of them, ready `seconds` after the end of the question."""

    kind: ClassVar[str] = "audio"
    samples: npt.NDArray[np.float32] = field(repr=False, compare=False)
    duration: float
    seconds: float


@dataclass(frozen=True)
class Notice(Event):
    """Something the user should know that ends nothing, in one sentence."""

    kind: ClassVar[str] = "notice"
    message: str


@dataclass(frozen=True)
class EndOfTurn(Event):
    """In hands-free conversation: the user has finished, `waited` seconds after the end of speech was heard.

    `text` is what the ears read (lower case, with mistakes; empty where the pack cannot tell), `complete` (0 to 1) how
    sure they are that the sentence is over, `at` (perf_counter) the end of speech, `over` (0 to 1) how sure the brains
    are that the question is over (None where the pack did not learn to tell).
    """

    kind: ClassVar[str] = "end_of_turn"
    waited: float
    text: str
    complete: float | None
    at: float
    over: float | None = None


@dataclass(frozen=True)
class Duck(Event):
    """In conversation: somebody may be speaking over this answer, which is played softer (`on`) or as before."""

    kind: ClassVar[str] = "duck"
    on: bool


@dataclass(frozen=True)
class Interrupted(Event):
    """In conversation: the user speaks over this answer, which fell silent; `Resumed`, or `Heard` cut off, follows."""

    kind: ClassVar[str] = "interrupted"


@dataclass(frozen=True)
class Resumed(Event):
    """This answer goes on where it fell silent: what was heard over it was no question ("uh-huh", a cough)."""

    kind: ClassVar[str] = "resumed"


@dataclass(frozen=True)
class Devices(Event):
    """A sound device came, went, or needs the user.

    `device` is "microphone" or "loudspeaker", `name` the one in use ("" where there is none). `problem`: "" all is well
    (again); "missing" there is none; "lost" it stopped working and is looked for; "permission" the system forbids its
    use; "muted" it gives nothing but zeros; "clipping" it is too loud. `message` is one sentence for the user.
    """

    kind: ClassVar[str] = "devices"
    device: str
    name: str
    problem: DeviceProblem
    message: str


@dataclass(frozen=True)
class Pace(Event):
    """Speaking and thinking at once is too slow here (`keeps_up` false), or fast enough again; `mode` is used now."""

    kind: ClassVar[str] = "pace"
    steps_per_s: float
    keeps_up: bool
    mode: str


@dataclass(frozen=True)
class Correction(Event):
    """A later clause of the reply states another answer than an earlier one did."""

    kind: ClassVar[str] = "correction"
    before: str
    after: str
    clause: int


@dataclass(frozen=True)
class Heard(Event):
    """As much of the reply as was heard, told when the loudspeaker is done with it; `whole` unless it was cut off."""

    kind: ClassVar[str] = "heard"
    text: str
    whole: bool


@dataclass(frozen=True)
class Turn(Event):
    """A finished turn; times in seconds.

    `ttfa_s`: from the end of the question to the first samples of the answer being ready, None where nothing was said.
    `rtf`: processing time / (question + reply audio). `tokens_before_first_audio`: thought tokens made before those
    first samples. Token counts leave out special tokens; `tokens_reply` counts text tokens.
    """

    kind: ClassVar[str] = "turn"
    mode: str
    thoughts: str
    reply: str
    answer: str | None
    ttfa_s: float | None
    rtf: float
    tokens_thought: int
    tokens_before_first_audio: int
    tokens_reply: int
    steps_per_s: float
    question_s: float
    audio_s: float
    processing_s: float
    peak_rss_mb: float
    interrupted: bool = False
    before: str = ""
    """Thoughts of earlier turns, one turn a line, that are kept at the time of this one."""
    first_token_s: float | None = None
    """From the end of the question to the first token of either brain ..."""
    first_code_s: float | None = None
    """... and to the first speech code."""
    tokens_listening: int = 0
    """Thought tokens made while the question was still being asked; the other two counts include them."""


@dataclass(frozen=True)
class Failure(Event):
    """A turn, or with `fatal` the whole engine, that ended badly: one sentence, and the exception itself."""

    kind: ClassVar[str] = "failure"
    message: str
    error: BaseException = field(repr=False, compare=False)
    fatal: bool = False
