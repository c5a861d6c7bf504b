"""Reading what the ears' CTC head hears, as text (`engine.completeness` tells from it whether a question is over)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import torch

    from engine.speech.encoder import Ears

BLANK = 0
WORD = "_"
"""What a piece that begins a word begins with, in the CTC head's vocabulary."""


class Known(NamedTuple):
    """What is known of a question at a pause, each None where nobody can tell.

    `text` is what the ears read, `complete` (0 to 1) how complete that is (`engine.completeness`), `over` (0 to 1) how
    sure the brains are that it is over.
    """

    text: str = ""
    complete: float | None = None
    over: float | None = None


class Reader:
    """The vocabulary of the CTC head; one for all questions."""

    def __init__(self, pieces: list[str]) -> None:
        self.pieces = pieces

    def reading(self) -> Reading:
        """Return the beginning of a text."""
        return Reading(self.pieces)


class Reading:
    """Greedy CTC text of one question, frames by frames (best-path decoding, Graves et al. 2006)."""

    def __init__(self, pieces: list[str]) -> None:
        self._pieces = pieces
        self._text = ""
        self._last = BLANK

    def read(self, ears: Ears, frames: list[torch.Tensor]) -> str:
        """Return the text so far after more `frames`, each [n, dim]."""
        for chunk in frames:
            for unit in ears.ctc_logits(chunk[None])[0].argmax(-1).tolist():
                if unit not in (BLANK, self._last):
                    self._text += self._pieces[unit].replace(WORD, " ")
                self._last = unit
        return self._text.strip()

    def fork(self) -> Reading:
        """A copy that goes its own way."""
        twin = Reading(self._pieces)
        vars(twin).update(vars(self))
        return twin


def load_reader(path: Path, size: int) -> Reader | None:
    """Return the vocabulary in a pack's `ctc.json`, or None where there is none that fits `size` units."""
    try:
        vocabulary = json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"]
        pieces = [""] * size
        for piece, unit in vocabulary.items():
            pieces[unit] = piece
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError):
        return None
    pieces[BLANK] = ""
    return Reader(pieces)
