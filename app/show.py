"""Showing a turn on a terminal or to a program, as its events come."""

from __future__ import annotations

import json
import shutil
import sys
from typing import TextIO

from engine.events import Event, Reply, State, Thought, Turn

WIDE = 100
"""Columns from which on thoughts and reply stand side by side."""
GAP = " | "
IN_JSON = ("thought", "reply", "audio", "turn")


class JsonLines:
    """One event a line, for programs."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def __call__(self, event: Event) -> None:
        """Print thoughts, reply, audio and the turn."""
        if event.kind in IN_JSON:
            print(json.dumps(event.to_json()), file=self._out, flush=True)


class Lines:
    """Thoughts and reply as prefixed lines, for pipes and narrow terminals."""

    prefixes = ("thought: ", "reply:   ")

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._waiting = ["", ""]

    def __call__(self, event: Event) -> None:
        """Print what completes a sentence; the rest waits."""
        if isinstance(event, State) and event.name == "loading" and not event.progress:
            self._print("Loading the model ...")
        elif isinstance(event, State) and event.name == "speaking":  # so thinking is over
            self._flush(0)
        elif isinstance(event, Thought | Reply):
            self._add(int(isinstance(event, Reply)), event.text)
        elif isinstance(event, Turn):
            self._end(event)

    def _add(self, side: int, text: str) -> None:
        self._waiting[side] += text
        *whole, self._waiting[side] = _sentences(self._waiting[side])
        for sentence in whole:
            self._row(side, sentence)

    def _row(self, side: int, text: str) -> None:
        if text.strip():
            self._print(self.prefixes[side] + text.strip())

    def _end(self, turn: Turn) -> None:
        self._flush(0)
        self._flush(1)
        self._print(summary(turn))

    def _flush(self, side: int) -> None:
        self._row(side, self._waiting[side])
        self._waiting[side] = ""

    def _print(self, line: str) -> None:
        print(line, file=self._out, flush=True)


class Columns(Lines):
    """Thoughts on the left, reply on the right; a row is printed as soon as a line of either is full."""

    def __init__(self, out: TextIO, width: int) -> None:
        super().__init__(out)
        self._width = (width - len(GAP)) // 2
        self._print(f"{'THOUGHTS':{self._width}}{GAP}REPLY")
        self._print(f"{'-' * self._width}{GAP.replace(' ', '-')}{'-' * self._width}")

    def _add(self, side: int, text: str) -> None:
        self._waiting[side] += text
        while len(self._waiting[side]) > self._width:
            cut = self._waiting[side].rfind(" ", 1, self._width + 1)
            cut = cut if cut > 0 else self._width
            line, self._waiting[side] = self._waiting[side][:cut], self._waiting[side][cut:].lstrip()
            self._row(side, line)

    def _row(self, side: int, text: str) -> None:
        if text.strip():
            left, right = (text.strip(), "") if side == 0 else ("", text.strip())
            self._print(f"{left:{self._width}}{GAP}{right}".rstrip())


def _sentences(text: str) -> list[str]:
    """Sentences that are over (". " or a new line after them), and what comes after them."""
    pieces = [""]
    for at, character in enumerate(text):
        pieces[-1] += character
        over = character == "\n" or (character == " " and text[at - 1 : at] in (".", "?", "!"))
        if over:
            pieces.append("")
    return pieces


def summary(turn: Turn) -> str:
    """Return a turn's answer and figures in one line."""
    first = "nothing was said" if turn.ttfa_s is None else f"first sound after {turn.ttfa_s:.2f} s"
    return (
        f"answer: {turn.answer or 'none'}  ({turn.mode}, {first}, {turn.tokens_thought} thought tokens, "
        f"{turn.audio_s:.1f} s of speech, RTF {turn.rtf:.2f})"
    )


def shower(*, as_json: bool) -> JsonLines | Lines:
    """Return what shows events on standard output, as it is."""
    if as_json:
        return JsonLines(sys.stdout)
    width = shutil.get_terminal_size().columns
    return Columns(sys.stdout, width) if sys.stdout.isatty() and width >= WIDE else Lines(sys.stdout)


def complain(sentence: str) -> None:
    """Print a sentence to the user on standard error."""
    print(f"mindpace: {sentence}", file=sys.stderr, flush=True)
