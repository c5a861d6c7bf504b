"""Which words of a reply were heard: text and sound of its clauses, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from engine.config import SPEAKING_RATE

SAMPLES_A_LETTER = SPEAKING_RATE // 14
"""For a clause whose sound is not complete: about 14 letters a second are said."""


@dataclass
class _Clause:
    text: str = ""
    samples: int = 0
    whole: bool = False


class Said:
    """Follows a reply as it is made. Sound of a clause spreads over its words in proportion to their letters."""

    def __init__(self) -> None:
        self._clauses: list[_Clause] = []

    def write(self, clause: int, text: str) -> None:
        """Text of clause `clause` (from 0) was made."""
        self._at(clause).text += text

    def sound(self, clause: int, samples: int) -> None:
        """So many samples of it were made."""
        self._at(clause).samples += samples

    def end(self, clause: int) -> None:
        """The clause's sound is complete."""
        self._at(clause).whole = True

    def heard(self, position: int) -> str:
        """Return the words that the first `position` samples say."""
        words: list[str] = []
        for clause in self._clauses:
            if position <= 0:
                break
            words += _first(clause, position)
            position -= clause.samples
        return " ".join(words)

    def _at(self, clause: int) -> _Clause:
        while len(self._clauses) <= clause:
            self._clauses.append(_Clause())
        return self._clauses[clause]


def _first(clause: _Clause, position: int) -> list[str]:
    """The clause's words whose sound lies before `position`."""
    words = clause.text.split()
    if clause.whole and position >= clause.samples:
        return words
    letters = len(" ".join(words))
    full = clause.samples if clause.whole else max(clause.samples, letters * SAMPLES_A_LETTER)
    spoken = letters * position / max(full, 1)
    kept, at = 0, 0
    for word in words:
        at += len(word) + 1
        if at - 1 > spoken:
            break
        kept += 1
    return words[:kept]
