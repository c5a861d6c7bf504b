"""Is the sentence over? What the ears' CTC head reads, and how a question sounds that is complete.

Greedy CTC text is rough, but its last words tell much: nobody ends a question on "and" or "plus", and until a question
word was heard there may be one to come. A pause is short after a complete question, and long in the middle of one.
"""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

    from engine.speech.encoder import Ears

BLANK = 0
WORD = "_"
"""What a piece that begins a word begins with, in the CTC head's vocabulary."""

_UNFINISHED = frozenset(
    "a an the and or but if then than which who whose of to from with without by for in on at into onto over under out"
    " between plus minus times divided multiplied is are was were am be been has had does did can could will"
    " would should may might must my your his her its our their these those as because so when while where what"
    " how why very some any each every always says tells claims insists comes figure given stated know tell return"
    " turn deductively".split()
)
"""Words that hardly end a question."""
_VERBS = frozenset("have do take go say need cost run".split())
"""Words that end a question only where a helping verb asked for them: "how many does she have"."""
_STRANDED = {("come", "to"), ("comes", "to"), ("come", "from"), ("speaking", "to"), ("talking", "to"), ("up", "to")}
"""Verbs with what stays behind when the noun goes to the front: "where do you come from"."""
_POINTERS = frozenset("that it this they there you i he she we".split())
_BE = frozenset("is are was were am".split())
_HELPING = frozenset("do does did can could will would should has have had may".split())
_AUXILIARY = _BE | _HELPING | {"when", "where"}
_ARTICLES = frozenset("these those the a an my your his her any".split())
_SUBJECT = _POINTERS | _ARTICLES
_WH = frozenset("what whats how who whose whom which why where when".split())
_ASKING = frozenset("what whats how who whose whom which why does did tell say count".split())
_TENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())
_NUMBERS = frozenset("one two three four five six seven eight nine ten hundred thousand".split()) | _TENS
_OPERATIONS = frozenset("plus minus times by and over away from of or to than until after".split())
_REPORTING = frozenset("says say said that claims insists us think thinks declares".split())
_REQUESTS = frozenset(
    "spell sort name repeat compute calculate solve convert express introduce describe explain write compose give add"
    " subtract multiply divide put arrange order list play set call send search find show read translate remind"
    " book open close start dim state determine work count speak slow stop help thank thanks"
    " change suppose reserve predict recommend let".split()
)
"""Words that a question may begin with which is a request."""
_FILLERS = frozenset("please hey hello hi now so ok okay and then well oh no yes right you can could would".split())
"""What may stand before a request or a question."""
_TO_US = frozenset("you your that thats good nice great bye goodbye hello hi hey howdy thanks sorry wrong".split())
"""What a short remark to us may begin with."""
_LISTS = frozenset("instructions directions steps moves commands numbers words".split())
"""What an announced list is of."""
_MORE = frozenset("number total result sum product difference name value".split())
"""Words after "the" that mostly go on with "of"."""
_VERDICTS = frozenset("valid invalid follow follows sound unsound correct not it conclusion argument".split())
"""What the question about an argument ends with."""
_HAPPENS = _BE | _HELPING | frozenset("left lie lies live goes make come comes get".split())
"""What a question "how many ..." asks about its things."""
FEWEST_WORDS = 3
"""A question has at least so many words, from its question word on."""
MOST_WORDS = 14
"""The question about an argument has no more words."""
REMARK = 7
"""A remark has no more words."""


def completeness(text: str) -> float:
    """Return how sure it is that a question with this text is over: 0 (surely not) to 1."""
    words = text.replace("'", "").split()
    if not words or not _may_end(words):
        return 0.0
    asked = _asked(words) or _requests(words)
    if words[-1] in _NUMBERS:  # more of the number may come
        return (0.8 if _number_closed(words) else 0.5) if asked else 0.2
    if _lists(words):  # of which nobody knows how long it is
        return 0.5 if asked else 0.2
    if not asked:
        return 0.5 if words[0] in _TO_US and len(words) <= REMARK else 0.3
    return 0.5 if _may_go_on(words) else 0.9


def _may_end(words: list[str]) -> bool:
    """Whether anybody ends a question on its last word."""
    before, last = ["", *words[:-1]], words[-1]
    if last in _VERBS:
        return before[-1] in _POINTERS | {"to"} or bool(_HELPING.intersection(before))
    if last in _POINTERS and before[-1] in _HELPING:  # "how many do I" goes on
        return False
    if last in _POINTERS and before[-1] in _BE:  # "how much is that" does not
        return bool(_WH.intersection(before[-8:]))
    if last == "me" and before[-1] in {"give", "tell", "let", "show"}:
        return False
    inverted = last in _BE | _HELPING and before[-1] in _POINTERS
    return last not in _UNFINISHED or inverted or (before[-1], last) in _STRANDED


def _number_closed(words: list[str]) -> bool:
    """Whether the number at the end is whole: nothing can follow a unit after a ten, "forty seven"."""
    whole = words[-1] not in _TENS and words[-2:-1] and words[-2] in _TENS
    return bool(whole and _OPERATIONS.intersection(words))


def _lists(words: list[str]) -> bool:
    """Whether things are announced and then named: "follow these instructions", "sort the following numbers"."""
    return "instructions" in words or any(a in {"these", "following"} and b in _LISTS for a, b in pairwise(words))


def _may_go_on(words: list[str]) -> bool:
    """Whether a complete question often goes on after its last word."""
    last = words[-1]
    if "argument" in words or "premises" in words or "conclusion" in words:
        late = len(words) - MOST_WORDS
        over = last in _VERDICTS and _asked(words, max(0, late)) and (last != "valid" or "or" in words[-3:])
        return not over
    counted = words[_last(words, "how") + 1 :]
    if counted[1:] and counted[0] in {"many", "much"} and not _HAPPENS.intersection(counted):
        return True
    if len(last) == 1 and last != "i":  # the ears are in the middle of a word
        return True
    return "the" in words[-3:-1] and any(word.startswith(last) for word in _MORE)


def _last(words: list[str], word: str) -> int:
    """Place of a word's last occurrence, or of the last word where there is none."""
    return len(words) - 1 - words[::-1].index(word) if word in words else len(words) - 1


def _asked(words: list[str], begin: int = 0) -> bool:
    """Whether a question begins at word `begin` or later, and is long enough."""
    if words[-2:] == ["how", "much"] and words[-3:-2] and words[-3] in _BE:
        return True
    return any(_asks(words, i) for i in range(begin, len(words) - FEWEST_WORDS + 1))


def _asks(words: list[str], i: int) -> bool:
    """Whether a question begins at word `i`: "is it ..." asks, "jerry is ..." states."""
    word, following = words[i], words[i + 1] if i + 1 < len(words) else ""
    before, last = ["", "", *words][i : i + 2]
    if word in _ASKING:
        return True
    if word not in _AUXILIARY or last in _SUBJECT | {"me", "us", "here"}:
        return False
    if i == 0 or last in _FILLERS or not following or following in _POINTERS:
        return True
    stated = word in _BE and (i == 1 or before in _REPORTING or following in {"a", "an"})  # "jerry is a ..."
    return not stated and (following in _ARTICLES or (word in _BE and following in words[:i]))


def _requests(words: list[str]) -> bool:
    """Whether it begins as a request does, and has something to do: "spell banana"."""
    first = next((i for i, word in enumerate(words) if word not in _FILLERS), len(words))
    return len(words) - first > 1 and words[first] in _REQUESTS


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
