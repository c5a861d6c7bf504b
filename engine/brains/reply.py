"""The grammar of a reply: what may come next is always known from what came before.

A reply is a row of clauses, text and codes interleaved 1 : 4 ("ta4" of Mind-Paced Speaking, arXiv 2510.09592):

    text c c c c text c c c c ... <|/t|> c c c ... <|/s|>      next clause, or <|eot|>
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from engine.brains.layout import Layout, Specials

CODES_PER_TEXT = 4


@dataclass(frozen=True)
class Limits:
    """Bounds that make every reply end: clauses; text tokens and codes (25 a second) of a clause; tokens of all."""

    clauses: int = 12
    text: int = 96
    codes: int = 500
    tokens: int = 2400


@dataclass(frozen=True)
class Choice:
    """Tokens that may come next: begin <= id < end, and `other` (None: no other)."""

    begin: int
    end: int
    other: int | None = None

    def allows(self, token: int) -> bool:
        """Whether `token` is among them."""
        return self.begin <= token < self.end or token == self.other


class Slot(Enum):
    """What the reply is at."""

    FIRST = auto()
    """The first token: text, so that something is always said."""
    TEXT = auto()
    """A text token, or the end of the clause's text."""
    CODE = auto()
    """One of the four codes after a text token."""
    TAIL = auto()
    """A code after the clause's text, or the end of the clause."""
    NEXT = auto()
    """The next clause's first text token, or the end of the reply."""
    DONE = auto()


class ReplyGrammar:
    """Follows a reply token by token."""

    def __init__(self, layout: Layout, specials: Specials, limits: Limits) -> None:
        self._text = (0, layout.n_text)
        self._codes = (layout.code_offset, layout.code_offset + layout.n_codes)
        self._specials, self._limits = specials, limits
        self.slot = Slot.FIRST
        self.clause = 0
        """Number of the present clause, from 0."""
        self._total = self._clause_text = self._clause_codes = 0
        self._owed = 0

    def choice(self) -> Choice:
        """Return what may come next; where a limit is reached only the token that ends the present part."""
        ends = {
            Slot.FIRST: (self._text, None, False),
            Slot.TEXT: (self._text, self._specials.end_text, self._clause_text >= self._limits.text),
            Slot.CODE: (self._codes, None, False),
            Slot.TAIL: (self._codes, self._specials.end_speech, self._clause_codes >= self._limits.codes),
            Slot.NEXT: (self._text, self._specials.eot, self.clause >= self._limits.clauses),
        }
        span, end, full = ends[self.slot]
        full = end is not None and (full or self._total >= self._limits.tokens)
        return Choice(0, 0, end) if full else Choice(*span, end)

    def advance(self, token: int) -> None:
        """Go on by the token that was chosen, which must be one of `choice()`."""
        if not self.choice().allows(token):
            raise ValueError(f"token {token} cannot come at {self.slot.name}")
        self._total += 1
        if token == self._specials.end_text:
            self.slot = Slot.TAIL
        elif token == self._specials.end_speech:
            self._end_clause()
        elif token == self._specials.eot:
            self.slot = Slot.DONE
        elif self.slot in (Slot.CODE, Slot.TAIL):
            self._advance_code()
        else:
            self._clause_text += 1
            self.slot, self._owed = Slot.CODE, CODES_PER_TEXT

    def _advance_code(self) -> None:
        self._clause_codes += 1
        if self.slot is Slot.CODE:
            self._owed -= 1
            self.slot = Slot.CODE if self._owed else Slot.TEXT

    def _end_clause(self) -> None:
        self.clause += 1
        self._clause_text = self._clause_codes = 0
        self.slot = Slot.NEXT
