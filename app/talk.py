"""`mindpace talk`: a spoken conversation on the terminal, useful over ssh too."""

from __future__ import annotations

import argparse
import sys
from typing import TextIO

from app.options import chosen
from app.show import Lines, complain
from engine import Engine
from engine.errors import MindpaceError
from engine.events import Correction, EndOfTurn, Event, Failure, Heard, Level, Notice, Pace, State, Turn

METER = 20
"""Characters of the level meter."""
HANDS_FREE = "Speak whenever you like; Mindpace stops when you speak. Ctrl-C ends."
PUSH = "Press Enter, speak, and press Enter again. Ctrl-C ends."
STATES = {
    "idle": "ready",
    "listening": "listening",
    "thinking": "thinking",
    "speaking": "speaking",
    "thinking_and_speaking": "thinking and speaking",
}


def talk(arguments: argparse.Namespace) -> int:
    """Converse until Ctrl-C; return the exit status.

    Raises:
        MindpaceError: the pack cannot be used, or there is no microphone (any more).
    """
    terminal = Terminal(sys.stdout)
    mode = {} if arguments.mode is None else {"mode": arguments.mode}
    engine = Engine(
        arguments.pack,
        arguments.seed,
        play=True,
        microphone=arguments.device,
        loudspeaker=arguments.loudspeaker,
        voice=arguments.voice_name,
        options=chosen(arguments, my_voice=not arguments.no_my_voice),
    )
    try:
        engine.start(terminal)
        engine.wait_ready()
        engine.converse(push=arguments.push, **mode)
        terminal.say(PUSH if arguments.push else HANDS_FREE)
        _converse(engine, mode, push=arguments.push)
    except KeyboardInterrupt:
        terminal.say("")
        return 0
    finally:
        engine.close()
    if terminal.failure is not None and not arguments.push:  # a conversation ends by itself only when it cannot go on
        raise terminal.failure
    return 0


def _converse(engine: Engine, mode: dict[str, str], *, push: bool) -> None:
    """Return when the microphone is gone, or with `push` at the end of standard input."""
    if not push:
        engine.wait_conversation()
        return
    for _line in sys.stdin:  # a terminal tells no release of a key, so every line is a tap
        try:
            engine.key_down(**mode)
            engine.key_up(**mode)
        except MindpaceError as error:
            complain(str(error))


class Terminal(Lines):
    """Thoughts and reply as lines; on a terminal a last line shows state and level."""

    prefixes = ("  thinks: ", "  says:   ")

    def __init__(self, out: TextIO) -> None:
        super().__init__(out)
        self._live = out.isatty()
        self._state, self._level = "", 0.0
        self.failure: BaseException | None = None
        """What went wrong last."""

    def __call__(self, event: Event) -> None:
        """Show an event."""
        if isinstance(event, Level):
            self._level = event.level
            self._status()
            return
        super().__call__(event)
        self._told(event)
        self._status()

    def say(self, line: str) -> None:
        """Print a line of our own."""
        self._print(line)

    def _told(self, event: Event) -> None:
        match event:
            case State():
                self._on_state(event)
            case EndOfTurn():
                self._print(f"you: {event.text or '(a spoken question)'}")
            case Correction():
                self._print(f"  (corrects itself: {event.after}, not {event.before})")
            case Heard(whole=False):
                self._print(f"  (interrupted; you heard: {event.text or 'nothing'})")
            case Pace():
                word = "keeps up" if event.keeps_up else "cannot keep up with speech"
                self._print(f"  (thinking {word}: {event.steps_per_s:.0f} steps/s, {event.mode})")
            case Notice():
                self._print(f"  ({event.message})")
            case Failure():
                self._print(f"  ({event.message})")
                self.failure = event.error

    def _on_state(self, state: State) -> None:
        if state.name in STATES and STATES[state.name] != self._state:
            self._state = STATES[state.name]
            if not self._live and state.name != "idle":
                self._print(f"[{self._state}]")

    def _end(self, turn: Turn) -> None:  # noqa: ARG002 - a program may want the figures, a conversation not
        """Print what is left of the answer; how long everything took is for `mindpace bench`."""
        self._flush(0)
        self._flush(1)

    def _status(self) -> None:
        if self._live and self._state:
            bar = "#" * round(self._level * METER)
            print(f"\r\x1b[K[{self._state:22}] {bar:{METER}}", end="", file=self._out, flush=True)

    def _print(self, line: str) -> None:
        print(f"\r\x1b[K{line}" if self._live else line, file=self._out, flush=True)
