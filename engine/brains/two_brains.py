"""Both brains in one KV cache (docs/architecture.md, "The two streams").

The Formulation Brain is sequence 0: the question, then thoughts. The Articulation Brain is sequence 1: an anchor at
position `gap`, a mode token and the reply. It sees the question, and the thoughts that were handed over, because their
cells are marked as its own too; nothing is computed twice. Mind-Paced Speaking (arXiv 2510.09592) feeds them again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum, auto
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

from engine.brains.assemblers import TextAssembler
from engine.brains.layout import Layout, check_layout
from engine.brains.llama import Entry, LlamaContext, LlamaModel, NoRoomError
from engine.brains.reply import Choice
from engine.brains.sampling import greedy, odds
from engine.errors import PackError

Floats = npt.NDArray[np.float32]

FORMULATION, ARTICULATION = 0, 1
CELLS = 4096
HISTORY_TOKENS = ("<|special_17|>", "<|special_18|>")
"""Begin and end of what was thought in earlier turns."""
CHUNK = 4
"""Embeddings of one chunk of 320 ms."""
MOST_ASIDE = 64
"""Thought tokens after one chunk: more would keep the ears waiting."""
LEAST_ROOM = 512
"""Cells that must be left after the question, for thoughts and reply."""


class _Stage(Enum):
    CLOSED = auto()
    OPEN = auto()
    HEARING = auto()
    READING = auto()
    ASKED = auto()


class TwoBrains:
    """A language model that thinks and speaks at once; belongs to one thread.

    `layout` tells which token is which, `threads` work on it, `seed` makes its speech repeatable. A thread more makes a
    step a third faster on an idle machine, but every step waits hundreds of times for the slowest thread: where other
    work takes that core, steps last up to a second. So leave a core free.

    One turn: `begin`, then `hear` (any number of times) or `read`, then `end_of_question`, then `step` by step.

    Raises:
        PackError: the model cannot be read or does not fit `layout`.
        MindpaceError: not enough memory.
    """

    def __init__(self, path: Path, layout: Layout, *, threads: int = 1, seed: int = 0, cells: int = CELLS) -> None:
        self._model = LlamaModel(path)
        try:
            self.specials = check_layout(layout, self._model.vocab_size)
            if cells > layout.gap:
                raise PackError("The pack's gap between question and reply is too small: install the pack again.")
            self._context = LlamaContext(self._model, cells=cells, threads=threads)
        except BaseException:
            self._model.close()
            raise
        self.layout, self.seed, self._cells = layout, seed, cells
        self._stage = _Stage.CLOSED
        self._opened_at = 0
        self._reset()

    def _reset(self) -> None:
        self.question_length = 0
        """Cells of the question so far."""
        self.thoughts = 0
        """Thought tokens decoded."""
        self.handed_over = 0
        """Thought tokens that the reply may see."""
        self.replied = 0
        """Reply tokens decoded, the mode token included."""
        self.question_logits: Floats = np.zeros(0, np.float32)
        """Logits [vocabulary] of the first thought."""
        self.over: float | None = None
        """How sure it is that the question is over (0 to 1), by what it heard last; None where it did not learn that.

        It is what it expects if it thinks no more: its end rather than to wait for more of it.
        """

    @property
    def dim(self) -> int:
        """Width of the embeddings that `hear` takes."""
        return self._model.dim

    @property
    def room(self) -> int:
        """Cells that are left."""
        return self._cells - 1 - self.question_length - self.thoughts - self.replied

    def begin(self, history: str = "") -> None:
        """Forget the last turn and get ready for a question.

        `history`, thoughts of earlier turns as text, stands before it where the model was trained for that
        (`layout.history`); other models do not get it.

        Raises:
            NoRoomError: the history leaves no room for a question.
        """
        self._reset()
        if self._stage is _Stage.CLOSED:
            self._open_far_region()
        else:  # the anchor sees only itself, so it serves every turn
            self._context.remove(FORMULATION, -1, -1)
            self._context.remove(ARTICULATION, 0, self.layout.gap)
            self.drop_reply()
        self._stage = _Stage.OPEN
        if history and self.layout.history:
            begin, end = (self.layout.special_tokens[name] for name in HISTORY_TOKENS)
            self._append([begin, *self._model.tokenize(history), end])
        self._opened_at = self.question_length

    def _open_far_region(self) -> None:
        """Decode the anchor at position `gap`: an empty sequence may begin anywhere."""
        self._context.clear()
        self._context.decode([Entry(self.specials.anchor, self.layout.gap, ARTICULATION, wanted=False)])

    def hear(self, embeddings: Floats) -> list[tuple[int, str]]:
        """Append embeddings [n, dim] of audio to the question; return what is thought of it already.

        A model that learnt to (`layout.listening`) thinks after every chunk of `CHUNK` embeddings, or waits. These
        thoughts stand in the question, so both brains see them, and a `rollback` forgets them with what was heard. Each
        piece comes with the number of these embeddings that had been heard.

        Raises:
            NoRoomError: the question is too long.
        """
        if self._stage is _Stage.OPEN:
            self._append([self.specials.audio])
            self._stage = _Stage.HEARING
        self._require(_Stage.HEARING)
        if not self.layout.listening:
            self._hear(embeddings, wanted=False)
            return []
        thought = []
        for begin in range(0, len(embeddings), CHUNK):
            logits = self._hear(embeddings[begin : begin + CHUNK], wanted=True)
            thought += [(begin + CHUNK, piece) for piece in self._think_aside(logits)]
        return thought

    def _hear(self, embeddings: Floats, *, wanted: bool) -> Floats:
        self._check_room(len(embeddings))
        logits = self._context.decode_embeddings(embeddings, self.question_length, FORMULATION, wanted=wanted)
        self._appended(len(embeddings))
        return np.zeros(0, np.float32) if logits is None else logits

    def _think_aside(self, logits: Floats) -> Iterator[str]:
        """Think until it is time to wait for more or the question is over, `MOST_ASIDE` tokens at most."""
        choice, text = Choice(0, self.layout.n_text, self.specials.wait), self.assembler()
        for _ in range(MOST_ASIDE):
            token = greedy(logits, choice)
            if token == self.specials.wait or self._rather_ends(logits, token) or self.room <= LEAST_ROOM:
                break
            logits = self._append([token])
            yield text.push(token)
        if self.layout.tells_end:
            self.over = odds(logits, self.specials.end_audio, self.specials.wait)

    def _rather_ends(self, logits: Floats, token: int) -> bool:
        """Whether the end of the question is likelier than this thought."""
        return self.layout.tells_end and bool(logits[self.specials.end_audio] > logits[token])

    def read(self, text: str) -> None:
        """Append typed text to the question.

        Raises:
            NoRoomError: the question is too long.
        """
        if self._stage is _Stage.OPEN:
            self._append([self.specials.user])
            self._stage = _Stage.READING
        self._require(_Stage.READING)
        self._append(self._model.tokenize(text))

    def end_of_question(self, *, think: bool = True) -> None:
        """Close the question; with `think` the first thought comes next, else there will be none."""
        ends = {_Stage.HEARING: self.specials.end_audio, _Stage.READING: self.specials.end_user}
        if self._stage not in ends:
            raise RuntimeError("there is no question: hear or read one first")
        self.question_logits = self._append([ends[self._stage]] + [self.specials.think] * think)
        self._stage = _Stage.ASKED

    def mark(self) -> int:
        """Return where the question is now, for `rollback`."""
        if self._stage is not _Stage.OPEN:
            self._require(_Stage.HEARING)
        return self.question_length

    def rollback(self, mark: int) -> None:
        """Forget all that came after `mark`, reply and thoughts too: the question that was heard so far goes on.

        What is removed lay in the last cells, so the cache is as if it had never been there, order of cells included.
        """
        if self._stage is _Stage.READING or not self._opened_at <= mark <= self.question_length:
            raise ValueError(f"{mark} is no place in a heard question of {self.question_length} cells")
        self.drop_reply()
        self._context.remove(FORMULATION, mark, -1)
        self._context.remove(ARTICULATION, mark, self.layout.gap)
        self._reset()
        self.question_length = mark
        self._stage = _Stage.HEARING if mark > self._opened_at else _Stage.OPEN

    def _append(self, tokens: Sequence[int]) -> Floats:
        """Append tokens to the question; return the logits [vocabulary] of the last."""
        self._check_room(len(tokens))
        logits = np.zeros((0, 0), np.float32)
        for begin in range(0, len(tokens), 256):
            block = tokens[begin : begin + 256]
            at = self.question_length
            entries = [Entry(t, at + i, FORMULATION, wanted=i + 1 == len(block)) for i, t in enumerate(block)]
            logits = self._context.decode(entries)
            self._appended(len(block))
        return logits[-1] if len(logits) else np.zeros(0, np.float32)

    def _check_room(self, count: int) -> None:
        if self.room - count < LEAST_ROOM:
            raise NoRoomError("The question is too long: ask a shorter one.")

    def _appended(self, count: int) -> None:
        begin, self.question_length = self.question_length, self.question_length + count
        self._context.share(FORMULATION, ARTICULATION, begin, self.question_length)

    def _require(self, stage: _Stage) -> None:
        if self._stage is not stage:
            raise RuntimeError(f"this is no time for it: {self._stage.name.lower()}, not {stage.name.lower()}")

    def step(self, thought: int | None, reply: int | None) -> tuple[Floats | None, Floats | None]:
        """Decode one token of each brain (None: that brain rests) in one go.

        Return the logits [vocabulary] of what follows each.
        """
        self._require(_Stage.ASKED)
        entries = []
        if thought is not None:
            entries.append(Entry(thought, self.question_length + self.thoughts, FORMULATION))
        if reply is not None:
            entries.append(Entry(reply, self.layout.gap + 1 + self.replied, ARTICULATION))
        rows = iter(self._context.decode(entries))
        self.thoughts += thought is not None
        self.replied += reply is not None
        return (None if thought is None else next(rows)), (None if reply is None else next(rows))

    def hand_over(self, count: int) -> None:
        """Let the reply see the first `count` thoughts; it keeps what it saw before."""
        if not count <= self.thoughts:
            raise ValueError(f"{count} thoughts to hand over, but only {self.thoughts} were made")
        if count > self.handed_over:
            begin, end = self.question_length + self.handed_over, self.question_length + count
            self._context.share(FORMULATION, ARTICULATION, begin, end)
            self.handed_over = count

    def drop_reply(self) -> None:
        """Forget the reply but keep question and thoughts: a new reply may begin with a mode token."""
        self._context.remove(ARTICULATION, self.layout.gap + 1, -1)
        self.replied = 0

    def assembler(self) -> TextAssembler:
        """Return a new assembler of text from tokens."""
        return TextAssembler(self._model)

    def close(self) -> None:
        """Free the memory; harmless when called again."""
        self._stage = _Stage.CLOSED
        self._context.close()
        self._model.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()
