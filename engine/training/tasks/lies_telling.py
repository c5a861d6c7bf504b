"""Tells a web of lies in many ways: the wordings of `lies_words` put together."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from engine.training.tasks import lies_words as words
from engine.training.tasks.item import sentence_case, word_count
from engine.training.tasks.wordings import Wordings

MOST_WORDS = 60
"""Longer questions are worded anew: about 20 seconds of speech are enough for one."""


@dataclass(frozen=True)
class Told:
    """A question, and how many of its words are heard with each person's claim."""

    spoken: str
    places: tuple[int, ...]


def tell(claims: Sequence[tuple[str, bool]], asked: str, turned: bool, rng: random.Random) -> Told:
    """One way of telling who claims what of the person before, and of asking about one (`turned`: if that one lies)."""
    while True:
        told = _Teller(rng).tell(claims, asked, turned)
        if word_count(told.spoken) <= MOST_WORDS:
            return told


class _Teller:
    """How one question is worded: its sort of people, and whether it always uses the same words."""

    def __init__(self, rng: random.Random):
        self._rng = rng
        one, good, other, bad = rng.choice(words.SORTS)
        self._sort = {"one": one, "good": good, "other": other, "bad": bad}
        self._sorted = rng.random() < 0.08
        self._linked = rng.choice((0.0, 0.0, 0.0, 0.3, 0.6))
        self._kept: dict[int, str] | None = {} if rng.random() < 0.35 else None

    def tell(self, claims: Sequence[tuple[str, bool]], asked: str, turned: bool) -> Told:
        """The whole question; now and then what is asked comes first."""
        question, text = self._question(asked, turned), self._opening()
        first = self._rng.random() < 0.1
        if first:
            text = f"{text} {question}".strip()
        text, places = self._claims(text, claims)
        return Told(text if first else f"{text} {question}", places)

    def _draw(self, kind: Wordings) -> str:
        """A wording, the same as before in a question that keeps its words."""
        if self._kept is None:
            return kind.draw(self._rng)
        if id(kind) not in self._kept:
            self._kept[id(kind)] = kind.draw(self._rng)
        return self._kept[id(kind)]

    def _opening(self) -> str:
        if self._sorted:
            return words.SORT_OPENINGS.draw(self._rng).format_map(self._sort)
        return words.OPENINGS.draw(self._rng) if self._rng.random() < 0.3 else ""

    def _claims(self, text: str, claims: Sequence[tuple[str, bool]]) -> tuple[str, tuple[int, ...]]:
        """`text` with all claims after it, and how many words have been heard after each."""
        places, before = [], ""
        for i, (name, honest) in enumerate(claims):
            said = self._claim(before, name, honest) if i else self._fact(name, honest)
            link = words.LINKS.draw(self._rng) if i and self._rng.random() < self._linked else ""
            if link.startswith(",") and said.find(name) > said.find(before):
                link = ""  # "A lies, and C is honest, says B" could be read in two ways
            if link.startswith(","):
                text = f"{text[:-1]}{link} {said}."
            else:
                text = f"{text} {sentence_case(f'{link} {said}'.strip())}.".strip()
            places.append(word_count(text))
            before = name
        return text, tuple(places)

    def _clause(self, name: str, honest: bool) -> str:
        """That somebody is honest or lies, without a full stop."""
        if self._sorted and self._rng.random() < 0.7:
            return self._draw(words.SORT_CLAUSES[honest]).format(a=name, **self._sort)
        return self._draw(words.CLAUSES[honest]).format(a=name)

    def _fact(self, name: str, honest: bool) -> str:
        clause = self._clause(name, honest)
        return clause if self._rng.random() < 0.6 else words.FACTS.draw(self._rng).format(c=clause)

    def _claim(self, before: str, name: str, honest: bool) -> str:
        """What somebody says of the person before."""
        if self._rng.random() < 0.15:
            return words.CLAIMS[honest].draw(self._rng).format(a=before, b=name)
        return self._draw(words.REPORTS).format(b=name, c=self._clause(before, honest))

    def _question(self, asked: str, turned: bool) -> str:
        if self._sorted and self._rng.random() < 0.4:
            question = f"is {asked} a {self._sort['other' if turned else 'one']}?"
        elif self._rng.random() < 0.7:
            question = words.ASKS[not turned].draw(self._rng).format(a=asked)
        else:
            clause = words.CLAUSES[not turned].draw(self._rng).format(a=asked)
            question = words.WHETHER.draw(self._rng).format(c=clause)
        if self._rng.random() < 0.25:
            question = f"{words.LEADS.draw(self._rng)} {question}"
        return sentence_case(question)
