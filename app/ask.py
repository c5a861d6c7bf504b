"""`mindpace ask` and `mindpace say`: one question or text, from a file or typed."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from concurrent.futures import Future

import numpy as np

from app.options import chosen
from app.show import complain, shower
from engine import Engine, read_recording, require_writable, write_recording
from engine.config import LONGEST_QUESTION_S
from engine.errors import EXIT_STATUS
from engine.events import Audio, Devices, Event, Notice, Turn


def ask(arguments: argparse.Namespace) -> int:
    """Answer the recording or the typed question that the arguments name; return the exit status."""
    question = arguments.text
    if question is None:
        question = read_recording(arguments.file, max_seconds=LONGEST_QUESTION_S)
    mode = {} if arguments.mode is None else {"mode": arguments.mode}
    return _turn(arguments, lambda engine: engine.submit(question, **mode))


def say(arguments: argparse.Namespace) -> int:
    """Speak the text that the arguments hold; return the exit status."""
    return _turn(arguments, lambda engine: engine.say(arguments.text))


def _turn(arguments: argparse.Namespace, begin: Callable[[Engine], Future[Turn]]) -> int:
    """Run one turn, show its events, and write or play its sound."""
    if arguments.out:
        require_writable(arguments.out)
    listener = _Listener(arguments.json)
    engine = Engine(
        arguments.pack,
        arguments.seed,
        play=not arguments.out,
        loudspeaker=arguments.loudspeaker,
        voice=arguments.voice_name,
        options=chosen(arguments, my_voice=getattr(arguments, "my_voice", False)),
    )
    engine.preferences.learn_voice = False  # whoever speaks in a recording need not be the user
    try:
        engine.start(listener)
        begin(engine).result()
        if arguments.out:
            write_recording(arguments.out, listener.sound())
        engine.wait_silent()
    finally:
        engine.close()
    if listener.reader_left:
        raise BrokenPipeError
    for sentence in listener.notices:
        if sentence not in listener.silent:
            complain(sentence)
    for sentence in listener.silent:
        complain(f"{sentence.rstrip('.')}, or write the answer to a file with --out REPLY.wav.")
    return EXIT_STATUS if listener.silent and not arguments.json else 0


class _Listener:
    """Shows events and keeps the sound."""

    def __init__(self, as_json: bool) -> None:
        self._show = shower(as_json=as_json)
        self._sound = [np.zeros(0, np.float32)]
        self.notices: list[str] = []
        self.silent: list[str] = []
        """Why the answer cannot be heard."""
        self.reader_left = False

    def __call__(self, event: Event) -> None:
        if isinstance(event, Audio):
            self._sound.append(event.samples)
        elif isinstance(event, Notice):
            self.notices.append(event.message)
        elif isinstance(event, Devices) and event.device == "loudspeaker" and event.problem:
            self.silent.append(event.message)
        try:
            self._show(event)
        except BrokenPipeError:  # whoever read our output has left; the sound is still made
            self.reader_left = True

    def sound(self) -> np.ndarray:
        """All samples [n] so far, at 24 kHz."""
        return np.concatenate(self._sound)
