"""Questions and answers through a server, whose thoughts come in while it speaks, if it can go on from a prefix.

Mind-Paced Speaking (arXiv 2510.09592) with two requests at a time: one thinks; the other one goes on with the reply,
from a prefix that holds the thoughts so far, a stretch at a time, so that each stretch rests on more of them.
"""

from __future__ import annotations

import base64
import io
import wave
from collections import deque
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.errors import AudioInputError
from engine.server.answer import ServerAnswer
from engine.server.client import Endpoint
from engine.text import PLAIN, ThinkStyle

Floats = npt.NDArray[np.float32]

RATE = 16_000
TURNS_KEPT = 4
TURNS_WITH_SOUND = 2
"""Earlier questions that are sent again as sound; older ones only as a note."""
ROOM = 1 << 15


@dataclass(frozen=True)
class ServerSettings:
    """How to talk with the model there. `stretch` are reply tokens of one request while thoughts still come in.

    `continues`: it can go on from an assistant's prefix. `user` is its name for the role of the user, `piece_s` the
    longest sound it takes at a time.
    """

    system: str = ""
    style: ThinkStyle = PLAIN
    openers: tuple[str, ...] = ()
    continues: bool = False
    hears: bool = True
    user: str = "user"
    piece_s: float = 25.0
    stops: tuple[str, ...] = ()
    first: int = 48
    stretch: int = 24
    budget: int = 2048
    reply: int = 1024
    extra: dict[str, Any] = field(default_factory=dict)


class ServerWriter:
    """A chat model on a server; see `engine.general.Writer`."""

    def __init__(self, endpoint: Endpoint, settings: ServerSettings) -> None:
        endpoint.check()
        self.endpoint, self.settings = endpoint, settings
        self._samples: list[Floats] = []
        self._text: str | None = None
        self._turns: deque[tuple[Any, str, str]] = deque(maxlen=TURNS_KEPT)
        self._asked: tuple[Any, str] | None = None
        self._answer: ServerAnswer | None = None
        self._turn = 0

    @property
    def room(self) -> int:
        """Tokens that still fit: the server's business."""
        return ROOM

    @property
    def handed_over(self) -> int:
        """Thought tokens that the reply may rest on."""
        return self._answer.handed_over if self._answer else 0

    def begin(self) -> None:
        """Forget the question; what was still coming in is hung up on."""
        self._hang_up()
        self._samples, self._text = [], None
        self._turn += 1

    def hear(self, samples: Floats) -> None:
        """Take the next samples [n] (float32, 16 kHz) of the question.

        Raises:
            AudioInputError: the server takes no sound.
        """
        if not self.settings.hears:
            raise AudioInputError("The model on the server cannot hear: type the question, or choose another model.")
        self._samples.append(samples)

    def read(self, text: str) -> None:
        """Take a typed question."""
        self._text = text.strip()

    def mark(self) -> int:
        """Return where the question is now: samples."""
        return sum(map(len, self._samples))

    def rollback(self, mark: int) -> None:
        """Forget the answer: the question that was heard up to `mark` goes on."""
        self._hang_up()
        self._samples = [np.concatenate([np.zeros(0, np.float32), *self._samples])[:mark]]

    def end_of_question(self) -> None:
        """Close the question."""
        if self._text is not None:
            self._asked = self._text, self._text
        else:
            samples = np.concatenate([np.zeros(0, np.float32), *self._samples])
            self._asked = self._sound(samples), "(a spoken question)"

    def _sound(self, samples: Floats) -> list[dict[str, Any]]:
        """Samples as message parts, WAV in base64, in pieces that the model takes."""
        piece = int(self.settings.piece_s * RATE)
        return [
            {"type": "input_audio", "input_audio": {"data": _wav(samples[begin : begin + piece]), "format": "wav"}}
            for begin in range(0, max(1, len(samples)), piece)
        ]

    def write(self, mode: str) -> ServerAnswer:
        """Begin to answer."""
        self._hang_up()
        opener = self.settings.openers[self._turn % len(self.settings.openers)] if self.settings.openers else ""
        self._answer = ServerAnswer(self.endpoint, self.settings, self._messages(), str(mode), opener)
        return self._answer

    def _messages(self) -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = []
        if self.settings.system:
            messages.append({"role": "system", "content": self.settings.system})
        for age, (content, note, reply) in zip(range(len(self._turns), 0, -1), self._turns, strict=True):
            said = content if age <= TURNS_WITH_SOUND else note
            messages += [{"role": self.settings.user, "content": said}, {"role": "assistant", "content": reply}]
        if self._asked is None:
            raise RuntimeError("there is no question: hear or read one first")
        messages.append({"role": self.settings.user, "content": self._asked[0]})
        return messages

    def remember(self, reply: str) -> None:
        """So much of the last reply was heard."""
        if self._asked is None or not reply.strip():
            return
        if self._turns and self._turns[-1][0] is self._asked[0]:
            self._turns.pop()
        self._turns.append((*self._asked, reply.strip()))

    def _hang_up(self) -> None:
        if self._answer is not None:
            self._answer.close()
            self._answer = None

    def close(self) -> None:
        """Hang up; harmless when called again."""
        self._hang_up()


def _wav(samples: Floats) -> str:
    """Samples [n] at 16 kHz as WAV, 16 bits, in base64."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes((np.clip(samples, -1, 1) * 32_767).astype("<i2").tobytes())
    return base64.b64encode(buffer.getvalue()).decode()
