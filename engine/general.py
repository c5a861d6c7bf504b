"""A chat model as the model thread uses it: it hears samples, thinks and writes, and the embedded model speaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from engine.brains import Mode
from engine.brains.outputs import Output
from engine.mind import Talk
from engine.pace import Pace
from engine.spoken import SpokenAnswer, Written, WrittenText

Floats = npt.NDArray[np.float32]

STEPS_A_SECOND = 4.5
"""Text tokens a second that speech takes: about 160 words a minute."""


class Writer(Protocol):
    """A chat model or a server: takes questions, writes answers."""

    @property
    def room(self) -> int:
        """Tokens that still fit."""

    @property
    def handed_over(self) -> int:
        """Thought tokens that the reply may rest on."""

    def begin(self) -> None:
        """Forget the question and get ready for the next."""

    def hear(self, samples: Floats) -> None:
        """Take the next samples [n] (float32, 16 kHz) of the question."""

    def read(self, text: str) -> None:
        """Take a typed question."""

    def mark(self) -> int:
        """Return where the question is now."""

    def rollback(self, mark: int) -> None:
        """Forget the answer: the question that was heard up to `mark` goes on."""

    def end_of_question(self) -> None:
        """Close the question."""

    def write(self, mode: Mode, steps_per_s: float | None) -> Written:
        """Begin to answer, at a measured speed."""

    def remember(self, reply: str) -> None:
        """So much of the last reply was heard."""

    def close(self) -> None:
        """Give the memory back."""


class PlainEars:
    """Ears that pass samples on as they are: chat models encode them themselves."""

    def stream(self) -> PlainStream:
        """Begin a question."""
        return PlainStream()


class PlainStream:
    """A stream of `PlainEars`; see `engine.speech.encoder`."""

    def __init__(self) -> None:
        self.frames: list[Floats] = []
        self.keep_frames = False

    def push(self, samples: Floats) -> Floats:
        """Return samples [n] as they are."""
        return np.array(samples, np.float32)

    def finish(self) -> Floats:
        """Return the rest: nothing."""
        return np.zeros(0, np.float32)

    def fork(self) -> PlainStream:
        """Return a copy that may be finished."""
        return PlainStream()


class Silent:
    """A decoder for models that nobody speaks for: there are no codes to decode."""

    def stream(self, _speaker: int = 0) -> Silent:
        """Begin an utterance."""
        return self

    def push(self, _codes: list[int]) -> Floats:
        """Return no samples."""
        return np.zeros(0, np.float32)

    def flush(self) -> Floats:
        """Return no samples."""
        return np.zeros(0, np.float32)


class GeneralBrains:
    """The question's part of `engine.mind.Brains`, for a writer; a text to be read aloud does not reach it."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._text = ""
        self.aloud = ""
        """The text to be read aloud, where the question was one."""

    @property
    def room(self) -> int:
        """Tokens that still fit."""
        return self._writer.room

    @property
    def handed_over(self) -> int:
        """Thought tokens that the reply may rest on."""
        return self._writer.handed_over

    @property
    def over(self) -> float | None:
        """Never known: such models hear a question when it is over."""
        return None

    def begin(self, history: str = "") -> None:  # noqa: ARG002 - chat models keep their own
        """Forget the last question; earlier turns are the writer's own business."""
        self._text = self.aloud = ""
        self._writer.begin()

    def hear(self, heard: Floats) -> list[tuple[int, str]]:
        """Take samples [n] of the question; such models think of it when it is over."""
        self._writer.hear(heard)
        return []

    def read(self, text: str) -> None:
        """Take a typed question, or a text to be read aloud."""
        self._text = text

    def end_of_question(self, *, think: bool = True) -> None:
        """Close it."""
        if not think:
            self.aloud = self._text
            return
        if self._text:
            self._writer.read(self._text)
        self._writer.end_of_question()

    def mark(self) -> int:
        """Return where the question is now."""
        return self._writer.mark()

    def rollback(self, mark: int) -> None:
        """Forget what came after `mark`."""
        self._writer.rollback(mark)


class Voice(Protocol):
    """Who reads texts aloud: makes speech codes, which `decoder` turns into sound."""

    @property
    def decoder(self) -> Any:
        """Makes streams that turn codes into samples."""

    @property
    def speaker(self) -> int:
        """Which of the decoder's voices speaks."""

    def read(self, text: str) -> Iterator[Output]:
        """Begin to read a text aloud."""

    def close(self) -> None:
        """Give the memory back."""


@dataclass
class OtherModel:
    """A chat model with a voice (None: nobody speaks); see `engine.mind.Model`."""

    manifest: Any
    writer: Writer
    spoken: Voice | None
    pace: Pace = field(default_factory=lambda: Pace(STEPS_A_SECOND))
    segment: int = 16
    reader: None = None
    ears: PlainEars = field(default_factory=PlainEars)
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.brains = GeneralBrains(self.writer)
        self.speaker = self.spoken.speaker if self.spoken else 0
        self.voice = self.spoken.decoder if self.spoken else Silent()

    def typed(self, question: str) -> str:
        """Return the question as it is; chat models read anything."""
        return question.strip()

    def talk(self, mode: Mode | None) -> Talk:
        """Begin to answer, or to read aloud."""
        read = self.spoken.read if self.spoken else None
        if mode is None:
            return SpokenAnswer(WrittenText(self.brains.aloud), read)
        return SpokenAnswer(self.writer.write(mode, self.pace.steps_per_s), read)

    def remember(self, reply: str) -> None:
        """So much of the last reply was heard."""
        self.writer.remember(reply)

    def know(self, norms: Mapping[str, Any]) -> None:
        """Nothing to do: ears of other makers learn no voices."""

    def notices(self) -> list[str]:
        """Return sentences for the user that came up since the last time."""
        told, self.told = self.told, []
        return told

    def close(self) -> None:
        """Give the memory back."""
        self.writer.close()
        if self.spoken is not None:
            self.spoken.close()
