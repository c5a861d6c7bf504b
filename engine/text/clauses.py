"""Cutting a reply, which comes in piece by piece, into clauses that can be spoken while the rest is still written."""

from __future__ import annotations

import re

FIRST_WORDS = 3
"""Words after which the first clause may end at a comma: sound should begin soon."""
FIRST_LONGEST = 9
"""Words after which the first clause ends in any case."""
NEXT_WORDS = 8
"""Words after which a later clause may end at a comma."""
LONGEST = 28
"""Words after which any clause ends, at the last comma if there is one."""

_SENTENCE = re.compile(r"[.!?…:]+[\"'”’)\]*_]*(?=\s)|\n+")  # noqa: RUF001
_PAUSE = re.compile(r"[,;—–](?=\s)|\s[-–—](?=\s)")  # noqa: RUF001
_SHORT = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|st|vs|etc|approx|e\.g|i\.e|no|fig|prof)|\b[a-z]|(?:^|\n)\s*\d{1,3})\.$", re.I
)
_FENCE = re.compile(r"```|~~~")


class ClauseCutter:
    """Takes text as it comes and gives clauses; joined, they are the text. Code blocks are clauses of their own.

    Pieces equal the whole: a clause ends where it ends, however the text was cut on its way here.
    """

    def __init__(self) -> None:
        self._text = ""
        self._first = True

    @property
    def waiting(self) -> str:
        """What is in no clause yet."""
        return self._text

    def push(self, text: str) -> list[str]:
        """Return the clauses that `text` completes."""
        clauses = []
        for letter in text:  # letter by letter, so that the cut cannot depend on the pieces
            self._text += letter
            if (letter.isspace() or letter in "`~") and (end := self._end()):
                clauses.append(self._cut(end))
        return clauses

    def finish(self) -> list[str]:
        """Return what is left, at the end of the text."""
        rest, self._text = self._text, ""
        return [rest] if rest.strip() else []

    def _cut(self, end: int) -> str:
        clause, self._text = self._text[:end], self._text[end:]
        self._first = self._first and not clause.strip()
        return clause

    def _end(self) -> int:
        """Where a clause ends now; 0: nowhere yet."""
        text = self._text
        if _FENCE.search(text):
            return self._end_of_code()
        if not text[-1].isspace() or not text.strip():
            return 0
        for match in _SENTENCE.finditer(text):
            if text[: match.start()].strip() and not _SHORT.search(text[: match.end()].rstrip("\n")):
                return match.end()
        return self._end_at_pause(len(text.split()))

    def _end_of_code(self) -> int:
        """What stands before a code block, or the whole block once it is closed by a line."""
        fences = [match.start() for match in _FENCE.finditer(self._text)]
        if self._text[: fences[0]].strip():
            return fences[0]
        return fences[1] + 3 if len(fences) > 1 else 0

    def _end_at_pause(self, words: int) -> int:
        text = self._text
        least, longest = (FIRST_WORDS, FIRST_LONGEST) if self._first else (NEXT_WORDS, LONGEST)
        pauses = [match.end() for match in _PAUSE.finditer(text) if len(text[: match.end()].split()) >= least]
        if pauses:
            return pauses[0]
        return len(text) if words >= longest else 0
