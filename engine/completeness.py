"""Is the sentence over? What the ears' CTC head reads, and how a question sounds that is complete.

Greedy CTC text is rough, but its last words tell much: nobody ends a question on "and" or "plus", and until a question
word was heard there may be one to come. A pause is short after a complete question, and long in the middle of one.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

    from engine.speech.encoder import Ears

BLANK = 0
WORD = "_"
"""What a piece that begins a word begins with, in the CTC head's vocabulary."""

_UNFINISHED = frozenset(
    "a an the and or but if then than that which who whose of to from with without by for in on at into onto over under"
    " between plus minus times divided multiplied is are was were am be been has have had do does did can could will"
    " would should may might must my your his her its our their this these those as because so when while where what"
    " how why not very some any each every take always go turn says tells tell return".split()
)
"""Words that hardly end a question."""
_TENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())
_NUMBERS = frozenset("one two three four five six seven eight nine ten hundred thousand".split()) | _TENS
_OPERATIONS = frozenset("plus minus times by and".split())
_ASKING = frozenset("what whats how who whose whom which why does did tell say".split())
_AUXILIARY = frozenset("do is are was were am can could will would should has have had when where".split())
_SUBJECT = frozenset("i you he she it we they there this that these those the a an my your his her any".split())
_ANNOUNCING = frozenset("these following instructions".split())
"""A question with one of them goes on with things of which nobody knows how many there are."""
FEWEST_WORDS = 3
"""A question has at least so many words, from its question word on."""


def completeness(text: str) -> float:
    """Return how sure it is that a question with this text is over: 0 (surely not) to 1."""
    words = text.replace("'", "").split()
    if not words:
        return 0.0
    inverted = words[-1] in _AUXILIARY | {"do", "does", "did"} and words[-2:-1] and words[-2] in _SUBJECT
    if words[-1] in _UNFINISHED and not inverted:  # "how many do I have" may end so
        return 0.0
    starts = [i for i in range(len(words)) if _asks(words, i)]
    asked = any(len(words) - i >= FEWEST_WORDS for i in starts)
    if words[-1] in _NUMBERS:  # more of the number may come
        closed = words[-2] in _TENS and words[-1] not in _TENS and bool(_OPERATIONS.intersection(words))
        return (0.8 if closed else 0.5) if asked else 0.2
    if _ANNOUNCING.intersection(words):
        return 0.5 if asked else 0.2
    return 0.9 if asked else 0.3


def _asks(words: list[str], i: int) -> bool:
    """Whether a question begins at word `i`: "is it ..." asks, "jerry is ..." states."""
    if words[i] in _ASKING:
        return True
    inverted = i == 0 or words[i + 1 : i + 2] == [] or words[i + 1] in _SUBJECT
    return words[i] in _AUXILIARY and inverted and (i == 0 or words[i - 1] not in _SUBJECT)


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
