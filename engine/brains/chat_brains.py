"""The two brains on any chat model in GGUF: its own template, its own marks of thoughts, audio as it takes it.

A turn goes `begin`, then `hear` (any number of times) or `read`, then `end_of_question`; `converse` answers. Earlier
turns stand in the prompt as the model's template wants them; their cells stay in the cache, sound included.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np
import numpy.typing as npt

from engine.brains.chat_format import ChatFormat
from engine.brains.llama import LlamaModel
from engine.brains.streams import Part, Streams
from engine.brains.text_sampling import TextSampling
from engine.errors import AudioInputError
from engine.text import PLAIN, STYLES, ThinkStyle
from engine.text.thinking import MARKS

Floats = npt.NDArray[np.float32]

TURNS_KEPT = 6
_CUT = re.compile("|".join(f"(?<={re.escape(mark[0])})(?={re.escape(mark[1:])})" for mark in MARKS))
"""Places behind the first letter of a mark."""


class AudioPrompt(Protocol):
    """Ears of a chat model."""

    @property
    def piece_samples(self) -> int:
        """Samples [16 kHz] of a piece that may be encoded by itself while the user still speaks; 0: only the whole."""

    def encode(self, samples: Floats) -> list[Part]:
        """Return what stands in the prompt for samples [n] (float32, 16 kHz): marks and embeddings."""

    def close(self) -> None:
        """Give memory back."""


@dataclass(frozen=True)
class ChatSettings:
    """How to talk with a model. Numbers are tokens; `openers` are said by force where a reply begins unthought."""

    system: str = ""
    style: ThinkStyle = PLAIN
    stops: tuple[str, ...] = ()
    openers: tuple[str, ...] = ()
    sampling: TextSampling = field(default_factory=TextSampling)
    budget: int = 512
    reply: int = 768
    segment: int = 16
    first: int = 48
    seed: int = 0


@dataclass
class _Turn:
    """What was asked (None: not yet) and what was answered."""

    question: list[Part]
    reply: list[int]


class ChatBrains:
    """A chat model that thinks and speaks; belongs to one thread. It closes the model and the ears that it is given.

    Raises:
        PackError: its chat template cannot be used.
        MindpaceError: not enough memory.
    """

    def __init__(
        self,
        model: LlamaModel,
        chat: ChatFormat,
        settings: ChatSettings | None = None,
        *,
        ears: AudioPrompt | None = None,
        cells: int = 4096,
        threads: int = 1,
        streams: Streams | None = None,
    ) -> None:
        self.model, self.chat, self.ears = model, chat, ears
        self.settings = settings or ChatSettings()
        self.streams = streams or Streams(model, cells=cells, threads=threads)
        self._turns: deque[_Turn] = deque(maxlen=TURNS_KEPT)
        self._answered: _Turn | None = None
        self._prefix: list[Part] = []
        self._samples: list[Floats] = []
        self._encoded: list[Part] = []
        self._encoded_samples = 0
        self._text: str | None = None
        self.thinks = True
        """Whether the question that was ended is thought about."""
        self.turn = 0
        """Questions begun so far."""
        self.barred = np.array([model.controls(t) and not model.ends(t) for t in range(model.vocab_size)])
        """Mask [vocabulary] of tokens that neither thoughts nor replies may hold.

        Control tokens, but for ends; and what begins thoughts, because Mindpace begins them.
        """
        for mark in (mark for style in STYLES for mark in style.begins):
            if len(tokens := model.tokenize(mark, special=True)) == 1:
                self.barred[tokens] = True

    @property
    def room(self) -> int:
        """Cells that are left."""
        return self.streams.room

    def begin(self) -> None:
        """Forget the question and get ready for the next; the prompt before it is computed now.

        Raises:
            NoRoomError: it does not fit.
        """
        self._samples, self._encoded, self._encoded_samples, self._text = [], [], 0, None
        self.turn += 1
        while self._turns and self._cells_of_turns() > self.streams.cells // 2:
            self._turns.popleft()
        self._prefix = self._parts(think=True)[0]
        self.streams.prompt(self._prefix)

    def _cells_of_turns(self) -> int:
        return sum(len(turn.reply) + sum(len(part) for part in turn.question) for turn in self._turns)

    def _parts(self, *, think: bool) -> tuple[list[Part], list[int]]:
        """What stands before the present question, and the tokens after it."""
        roles = ["user", "assistant"] * len(self._turns) + ["user"]
        said: list[list[Part]] = []
        for turn in self._turns:
            said += [turn.question, [turn.reply]]
        texts = self.chat.render(self.settings.system, roles, think=think)
        before: list[Part] = [[*self._first(texts[0][0]), *self._tokens(texts[0][0])]]
        for (text, _), what in zip(texts[1:-1], said, strict=True):
            before += [*what, self._tokens(text)]
        return [part for part in before if len(part)], self._tokens(texts[-1][0])

    def _first(self, text: str) -> list[int]:
        """What begins every text, unless the template has written it."""
        name = self.chat.bos
        return [] if name and text.startswith(name) else self.model.first_tokens

    def _tokens(self, text: str) -> list[int]:
        return self.model.tokenize(text, special=True)

    def hear(self, samples: Floats) -> None:
        """Append samples [n] (float32, 16 kHz) to the question; whole pieces are encoded at once where ears allow it.

        Raises:
            AudioInputError: the model has no ears.
            NoRoomError: the question is too long.
        """
        if self.ears is None:
            raise AudioInputError("This model cannot hear: type the question, or choose a model with ears.")
        self._samples.append(samples)
        piece = self.ears.piece_samples
        while piece and sum(map(len, self._samples)) > piece:
            waiting = np.concatenate(self._samples)
            parts = self.ears.encode(waiting[:piece])
            self.streams.extend(parts)
            self._encoded += parts
            self._encoded_samples += piece
            self._samples = [waiting[piece:]]

    def read(self, text: str) -> None:
        """Take a typed question; nothing in it counts as markup."""
        self._text = text.strip()

    def mark(self) -> int:
        """Return where the question is now, for `rollback`: samples so far."""
        return self._encoded_samples + sum(map(len, self._samples))

    def rollback(self, mark: int) -> None:
        """Forget the answer: the question that was heard up to `mark` goes on."""
        rest = np.concatenate([np.zeros(0, np.float32), *self._samples])[: mark - self._encoded_samples]
        self._samples = [rest]
        self.streams.prompt([*self._prefix, *self._encoded])

    def end_of_question(self, *, think: bool = True) -> None:
        """Close the question; the prompt goes up to where thoughts begin, or without `think` the reply.

        Raises:
            NoRoomError: the question is too long.
        """
        self.thinks = think
        question = self._question()
        self._answered = _Turn(question, [])
        if think:  # what stands before the question is there already
            after = self._parts(think=True)[1]
            self.streams.extend([*question[len(self._encoded) :], self._closed(after, think=True)])
        else:
            self.do_not_think()

    def do_not_think(self) -> None:
        """Close the question once more, so that the reply comes without thoughts. Templates may write it otherwise."""
        if self._answered is None:
            raise RuntimeError("there is no question: hear or read one first")
        self.thinks = False
        prefix, after = self._parts(think=False)
        self.streams.prompt([*prefix, *self._answered.question, self._closed(after, think=False)])

    def _question(self) -> list[Part]:
        if self._text is not None:
            return [self._plain(self._text)]
        rest = np.concatenate([np.zeros(0, np.float32), *self._samples])
        if self.ears is None or not (len(rest) or self._encoded):
            raise RuntimeError("there is no question: hear or read one first")
        return [*self._encoded, *(self.ears.encode(rest) if len(rest) else [])]

    def _closed(self, after: list[int], *, think: bool) -> list[int]:
        """The tokens after the question with what opens the thoughts, or shuts them before they begin."""
        style = self.settings.style
        written = "".join(self._names(after[-8:]))
        opened = written.rstrip().endswith(style.opening.strip())
        shut = written.rstrip().endswith(style.closing.strip())
        if think:
            return after if opened else after + self._tokens(style.opening)
        if shut or not (style.native or opened):
            return after
        return after + self._tokens(style.closing if opened else style.opening.rstrip() + style.closing)

    def _plain(self, text: str) -> list[int]:
        """Tokens of a text of which nothing is markup. llama.cpp would see some marks in any case, so they are cut."""
        tokens: list[int] = []
        for piece in _CUT.split(text):
            tokens += self.model.tokenize(piece) if piece else []
        return tokens

    def _names(self, tokens: Sequence[int]) -> list[str]:
        return [self.model.piece(token, special=True).decode("utf-8", "replace") for token in tokens]

    def remember(self, reply: str) -> None:
        """Keep the question that was answered with as much of the reply as was heard, for the next turns."""
        if self._answered is not None and reply.strip():
            if self._turns and self._turns[-1] is self._answered:
                self._turns.pop()
            self._turns.append(replace(self._answered, reply=self._plain(reply.strip())))
            self._answered = self._turns[-1]

    def forget(self) -> None:
        """Begin a new conversation."""
        self._turns.clear()
        self._answered = None

    def close(self) -> None:
        """Free the memory; harmless when called again."""
        self.streams.close()
        if self.ears is not None:
            self.ears.close()
            self.ears = None
        self.model.close()
