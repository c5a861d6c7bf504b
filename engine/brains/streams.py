"""Two brains of any language model in one KV cache: thoughts in one sequence, the reply in another.

Sequence 0, the Formulation Brain, holds the prompt and the thoughts. Sequence 1, the Articulation Brain, holds the
same prompt (the same cells: nothing is computed twice), the thoughts that were handed over, and the reply. New thoughts
reach a reply that has begun in one of two ways:

- *Hand-over*: the reply begins at a position behind the room that is kept for thoughts, and cells of thoughts are
  shared with it as they come. Nothing is computed. Earlier reply tokens have not seen the new thoughts, later ones do.
- *Re-prefill*: thoughts and reply are put together anew, so the whole reply is computed again after them. That is what
  Mind-Paced Speaking (arXiv 2510.09592) does, and the only way for models with a recurrent state or a sliding window.

Where all thoughts are there before the reply begins, both are plain decoding, token for token.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from engine.brains.llama import BATCH, Entry, LlamaContext, LlamaModel, NoRoomError

Floats = npt.NDArray[np.float32]
Part = list[int] | Floats
"""Tokens, or embeddings [n, dim] in their place."""

FORMULATION, ARTICULATION = 0, 1
LEAST_ROOM = 128
"""Cells that must be left for thoughts and reply."""


class Transfer(StrEnum):
    """How thoughts reach a reply that has begun."""

    HAND_OVER = "hand-over"
    REPREFILL = "re-prefill"


def transfer_for(model: LlamaModel) -> Transfer:
    """Return what is possible with a model: hand-over wherever its cache allows it."""
    return Transfer.HAND_OVER if model.remembers_everything else Transfer.REPREFILL


class Streams:
    """The two sequences; belongs to one thread. The model must outlive it.

    One turn: `prompt`, any number of `extend`, then `step` by step; `open_reply` before the first reply token.

    Raises:
        MindpaceError: not enough memory.
    """

    def __init__(
        self, model: LlamaModel, *, cells: int = 4096, threads: int = 1, transfer: Transfer | None = None
    ) -> None:
        self._model, self.cells = model, cells
        self.transfer = transfer or transfer_for(model)
        self._context = LlamaContext(model, cells=cells, threads=threads)
        self._held: list[object] = []
        self._clear_reply()
        self.thoughts = self.handed_over = 0
        """Thought tokens decoded, and those that the reply may see."""
        self.logits: Floats = np.zeros(0, np.float32)
        """Logits [vocabulary] after the prompt."""
        self.computed = 0
        """Tokens and embeddings decoded so far, in all turns."""

    def _clear_reply(self) -> None:
        self._reply: list[int] = []
        self._base = 0
        self.replied = 0
        """Reply tokens decoded, those that open it included."""

    @property
    def length(self) -> int:
        """Cells of the prompt so far."""
        return len(self._held) - self.thoughts

    @property
    def room(self) -> int:
        """Cells that are left."""
        return self.cells - 1 - len(self._held) - self.replied

    def prompt(self, parts: Sequence[Part]) -> None:
        """Begin a turn with this prompt; as much of the last turn's as it begins with is not computed again.

        Raises:
            NoRoomError: it does not fit.
        """
        wanted = _keys(parts)
        same = _common(self._held, wanted)
        if self._model.recurrent and same < len(self._held):
            same = 0
        self.truncate(same)
        self._append(_rest(parts, same), wanted[same:])

    def extend(self, parts: Sequence[Part]) -> None:
        """Append to the prompt.

        Raises:
            NoRoomError: it does not fit.
        """
        if self.thoughts or self._reply:
            raise RuntimeError("the prompt is closed: thoughts or a reply have begun")
        self._append(parts, _keys(parts))

    def truncate(self, length: int) -> None:
        """Take the prompt back to its first `length` cells; thoughts and reply go."""
        if self._model.recurrent and length < len(self._held):
            self._context.clear()  # a state knows no way back; the caller feeds it again
            self._held.clear()
        else:
            self._context.remove(ARTICULATION, -1, -1)
            self._context.remove(FORMULATION, length, -1)
            del self._held[length:]
        self.thoughts = self.handed_over = 0
        self._clear_reply()

    def _append(self, parts: Sequence[Part], keys: Sequence[object]) -> None:
        if self.room - len(keys) < LEAST_ROOM:
            raise NoRoomError(
                "The conversation is too long for the language model: begin a new one, or ask a shorter question."
            )
        at = len(self._held)
        for part in parts:
            if isinstance(part, list):
                for begin in range(0, len(part), BATCH):
                    block = part[begin : begin + BATCH]
                    self.logits = self._decode_row(block, at + begin, FORMULATION)
            else:
                self._context.decode_embeddings(part, at, FORMULATION)
                self.computed += len(part)
            at += len(part)
        self._held.extend(keys)

    def _decode_row(self, tokens: Sequence[int], position: int, sequence: int) -> Floats:
        """Decode tokens one after the other; the logits [vocabulary] after the last."""
        last = len(tokens) - 1
        logits = self._context.decode([Entry(t, position + i, sequence, i == last) for i, t in enumerate(tokens)])
        self.computed += len(tokens)
        return logits[0]

    def open_reply(self, opening: Sequence[int], ahead: int) -> Floats:
        """Begin the reply after the thoughts handed over so far; `ahead` is how many thoughts may still come.

        `opening` are its first tokens: what stands between thoughts and reply. Return the logits [vocabulary] after it.
        """
        self._clear_reply()
        self._reply = list(opening)
        logits = self._put_together()
        if ahead and self.transfer is Transfer.HAND_OVER:
            # The opening is computed where it would stand without further thoughts, then moved to make room for them.
            self._context.shift(ARTICULATION, self._base, -1, ahead)
            self._base += ahead
        return logits

    def _put_together(self) -> Floats:
        """Compute the whole reply after the prompt and the thoughts handed over; the logits after it."""
        self._base = self.length + self.handed_over
        self._context.remove(ARTICULATION, -1, -1)
        whole = self._model.recurrent
        self._context.share(FORMULATION, ARTICULATION, *((-1, -1) if whole else (0, self._base)))
        logits = self.logits
        for begin in range(0, len(self._reply), BATCH):
            logits = self._decode_row(self._reply[begin : begin + BATCH], self._base + begin, ARTICULATION)
        self.replied = len(self._reply)
        return logits

    def hand_over(self, count: int) -> Floats | None:
        """Let the reply see the first `count` thoughts. Where it was computed again, return the logits after it.

        A recurrent state holds all thoughts or none: there all are handed over.
        """
        if not count <= self.thoughts:
            raise ValueError(f"{count} thoughts to hand over, but only {self.thoughts} were made")
        count = self.thoughts if self._model.recurrent else count
        if count <= self.handed_over:
            return None
        begin, self.handed_over = self.length + self.handed_over, count
        if not self._reply:
            return None
        if self.transfer is Transfer.REPREFILL:
            return self._put_together()
        self._context.share(FORMULATION, ARTICULATION, begin, self.length + count)
        return None

    def step(self, thought: int | None, reply: int | None) -> tuple[Floats | None, Floats | None]:
        """Decode one token of each brain (None: that brain rests) in one go; return the logits after each."""
        entries = []
        if thought is not None:
            entries.append(Entry(thought, len(self._held), FORMULATION))
        if reply is not None:
            entries.append(Entry(reply, self._base + len(self._reply), ARTICULATION))
        rows = iter(self._context.decode(entries))
        self.computed += len(entries)
        if thought is not None:
            self._held.append(thought)
            self.thoughts += 1
        if reply is not None:
            self._reply.append(reply)
            self.replied += 1
        return (None if thought is None else next(rows)), (None if reply is None else next(rows))

    def drop_reply(self) -> None:
        """Forget the reply, keep the thoughts."""
        self._context.remove(ARTICULATION, -1, -1)
        self._clear_reply()

    def close(self) -> None:
        """Free the memory; harmless when called again. The model stays open."""
        self._context.close()


class _Row:
    """One embedding: a row of an array that is kept alive, so that no other can be taken for it."""

    __slots__ = ("part", "row")

    def __init__(self, part: Floats, row: int) -> None:
        self.part, self.row = part, row

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Row) and self.part is other.part and self.row == other.row

    __hash__ = None  # type: ignore[assignment]


def _keys(parts: Sequence[Part]) -> list[object]:
    """What each cell holds: a token, or a row of embeddings."""
    keys: list[object] = []
    for part in parts:
        keys.extend(part if isinstance(part, list) else (_Row(part, row) for row in range(len(part))))
    return keys


def _common(held: Sequence[object], wanted: Sequence[object]) -> int:
    """How many cells can stay: all that agree, but never the last one wanted, whose logits are needed."""
    same = 0
    for old, new in zip(held, wanted[:-1], strict=False):
        if old != new:
            break
        same += 1
    return same


def _rest(parts: Sequence[Part], done: int) -> list[Part]:
    """The parts without their first `done` cells."""
    rest: list[Part] = []
    for part in parts:
        kept = part[done:]
        done = max(0, done - len(part))
        if len(kept):
            rest.append(kept)
    return rest
