"""How a model marks its thoughts, and telling them from its reply while the text comes in piece by piece.

Models that reason mark it in their own way: `<think> ... </think>` (DeepSeek, Qwen, Step-Audio), channels ("harmony" of
gpt-oss, Gemma), `[THINK]` (Mistral). One that does not is asked to use `<think>`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto


@dataclass(frozen=True)
class ThinkStyle:
    """`opening` begins the thoughts of an assistant's turn, `closing` stands between them and the reply.

    `begins` and `ends` are the texts by which thoughts that the model itself marks are known. `hints` are texts that
    occur in the chat template of a model of this style.
    """

    name: str
    opening: str
    closing: str
    begins: tuple[str, ...]
    ends: tuple[str, ...]
    hints: tuple[str, ...]
    native: bool = True
    """Whether the model reasons by itself; else it has to be asked to."""


PLAIN = ThinkStyle("none", "<think>\n", "\n</think>\n\n", ("<think>",), ("</think>",), (), native=False)
"""For a model without marks of its own."""
STYLES = (
    ThinkStyle(
        "harmony",
        "<|channel|>analysis<|message|>",
        "<|end|><|start|>assistant<|channel|>final<|message|>",
        ("<|channel|>analysis<|message|>", "<|channel|>commentary<|message|>"),
        ("<|end|>", "<|channel|>final<|message|>"),
        ("<|channel|>",),
    ),
    ThinkStyle(
        "channel", "<|channel>thought\n", "<channel|>", ("<|channel>thought",), ("<channel|>",), ("<|channel>",)
    ),
    ThinkStyle("mistral", "[THINK]", "[/THINK]", ("[THINK]",), ("[/THINK]",), ("[THINK]",)),
    ThinkStyle("think", "<think>\n", "\n</think>\n\n", ("<think>",), ("</think>",), ("<think>", "</think>")),
)
_ALL = (mark.strip() for style in STYLES for mark in (*style.begins, *style.ends, style.closing))
MARKS = tuple(dict.fromkeys([*_ALL, "<|start|>assistant", "<|return|>", "<|message|>", "<|channel|>"]))
"""Whatever of these stands in a reply is markup, and never said or shown."""


def style_of(template: str) -> ThinkStyle:
    """Return the style that a chat template shows; `PLAIN` where it shows none."""
    for style in STYLES:
        if any(hint in template for hint in style.hints):
            return style
    return PLAIN


class Kind(Enum):
    """What a piece of text is."""

    THOUGHT = auto()
    REPLY = auto()


@dataclass(frozen=True)
class Piece:
    """Some characters of a thought or of the reply."""

    kind: Kind
    text: str


class ThoughtSplitter:
    """Splits a model's text, which comes in pieces, into thoughts and reply; markup of any style is left out.

    `thinking` tells whether the text begins inside a thought. Pieces equal the whole: however the text is cut, what
    comes out is the same. `also` are further texts to leave out (a model's own control tokens), `stops` end the text.
    """

    def __init__(self, *, thinking: bool = False, also: Iterable[str] = (), stops: Iterable[str] = ()) -> None:
        self.thinking = thinking
        self.stopped = False
        """Whether a stop came; nothing is taken any more."""
        self._stops = frozenset(stops)
        begins = {mark for style in STYLES for mark in style.begins}
        ends = {mark for style in STYLES for mark in (*style.ends, style.closing.strip())}
        self._marks: dict[str, bool | None] = dict.fromkeys([*MARKS, *also, *self._stops])
        self._marks |= dict.fromkeys(ends, False) | dict.fromkeys(begins, True)
        self._by_length = sorted(self._marks, key=len, reverse=True)
        self._first = {mark[0] for mark in self._marks}
        self._waiting = ""

    @property
    def settled(self) -> bool:
        """Whether nothing waits."""
        return not self._waiting

    def push(self, text: str) -> list[Piece]:
        """Return what `text` settles; what may be the beginning of a mark waits."""
        if self.stopped:
            return []
        self._waiting += text
        return self._take(last=False)

    def finish(self) -> list[Piece]:
        """Return the rest, at the end of the text."""
        return self._take(last=True)

    def _take(self, *, last: bool) -> list[Piece]:
        pieces: list[Piece] = []
        text, at, begin = self._waiting, 0, 0
        while at < len(text):
            if text[at] not in self._first:
                at += 1
                continue
            if not last and self._may_begin_mark(text[at:]):
                break
            mark = next((mark for mark in self._by_length if text.startswith(mark, at)), None)
            if mark is None:
                at += 1
                continue
            self._add(pieces, text[begin:at])
            if mark in self._stops:
                self._waiting, self.stopped = "", True
                return pieces
            at = begin = at + len(mark)
            self.thinking = self.thinking if self._marks[mark] is None else bool(self._marks[mark])
        self._add(pieces, text[begin:at])
        self._waiting = text[at:]
        return pieces

    def _may_begin_mark(self, rest: str) -> bool:
        """Whether a mark longer than what is there may begin here."""
        return any(len(mark) > len(rest) and mark.startswith(rest) for mark in self._marks)

    def _add(self, pieces: list[Piece], text: str) -> None:
        kind = Kind.THOUGHT if self.thinking else Kind.REPLY
        if not text:
            return
        if pieces and pieces[-1].kind is kind:
            text = pieces.pop().text + text
        pieces.append(Piece(kind, text))
