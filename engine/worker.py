"""What happens on the model thread: it loads the model, takes commands, and lets turns go on step by step."""

from __future__ import annotations

import queue
import time
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from engine import commands as c
from engine import events
from engine.audio import Reference, list_devices
from engine.errors import AudioDeviceError
from engine.floor import Floor, Numbers
from engine.intake import Intake
from engine.mouth import Mouth
from engine.options import Options
from engine.packs import Embedded, Server, open_pack
from engine.preferences import Preferences
from engine.teller import Teller

if TYPE_CHECKING:
    from engine.mind import Model

TICK_S = 0.03
REST_S = 0.2
"""Seconds between two looks at a loudspeaker that is open and silent."""


class Worker:
    """The model thread's object. Other threads write `numbers` and `closing`, and read `ready` and `floor.reading`."""

    def __init__(
        self,
        pack: str | Path | None,
        seed: int,
        threads: int | None,
        commands: queue.Queue[c.Command],
        intake: Intake,
        microphone: str | None,
        loudspeaker: str | None,
    ) -> None:
        self.numbers, self.closing = Numbers(), False
        self.ready: Future[None] = Future()
        self.voice: str | None = None
        """Name of the voice that speaks, set before `run`; None: the pack's first."""
        self.reference = Reference()
        """What the loudspeaker plays, for the echo canceller."""
        self.preferences = Preferences(microphone, loudspeaker)
        self.teller = Teller()
        self.mouth = Mouth(self.preferences, self._tell_loudspeaker, self.reference)
        self.floor = Floor(self.numbers, intake, self.preferences, self.mouth, self.teller)
        self.options = Options()
        """How a model of another maker is loaded and used; read when loading begins."""
        self.takes_options: bool | None = None
        """Whether the model is of another maker; None until that is known."""
        self.sends_to: str | None = None
        """The server to which what is asked is sent; None where nothing leaves this computer."""
        self._pack, self._how_to_load = pack, (seed, threads)
        self._commands = commands
        self._last_tick = 0.0

    def run(self) -> None:
        """Load, then serve commands until `Close`."""
        try:
            model = self._load()
        except BaseException as error:  # noqa: BLE001 - it crosses to the other threads as an object
            self._refuse_all(error)
            return
        try:
            self._serve(model)
        finally:
            self.floor.close()
            self.mouth.close()
            model.close()
            if self.floor.acquaintance is not None:
                self.floor.acquaintance.close()

    def _load(self) -> Model:
        self._state("loading", 0.0)
        pack = open_pack(self._pack)
        body = pack.manifest.body
        self.takes_options = not isinstance(body, Embedded)
        self.sends_to = urlsplit(body.brains.url).hostname if isinstance(body, Server) else None
        self._state("loading", 0.1)
        from engine.model import (
            load_model,
        )  # torch takes seconds, which neither a bad pack nor the window should wait for

        seed, threads = self._how_to_load
        model = load_model(pack, seed, threads, lambda part: self._state("loading", part), self.voice, self.options)
        if isinstance(body, Embedded) and self.options.my_voice is not None:
            from engine.acquaintance import Acquaintance

            sha = pack.manifest.files[pack.ears.name].sha256
            self.floor.acquaintance = Acquaintance(model.ears, self.options.my_voice, sha, self.preferences)
        for sentence in model.notices():
            self.teller.emit(events.Notice(0, sentence))
        self._state("idle")
        self.ready.set_result(None)
        return model

    def _refuse_all(self, error: BaseException) -> None:
        """Answer every command with the reason why loading failed, until `Close`."""
        self.teller.failure(error, 0, fatal=True)
        self._state("error")
        self.ready.set_exception(error)
        while not isinstance(command := self._commands.get(), c.Close):
            if isinstance(command, c.Ask | c.End | c.Forget):
                command.future.set_exception(error)

    def _serve(self, model: Model) -> None:
        while True:
            command = self._next_command()
            if isinstance(command, c.Close):
                return
            if command is not None:
                self._try(command, model)
            self.floor.advance()
            self._tick()
            self.floor.show()
            self.floor.rest()

    def _next_command(self) -> c.Command | None:
        """The next command; none while there is a step to do, or when it is time to look after the streams."""
        try:
            if self.floor.answering:
                return self._commands.get_nowait()
            return self._commands.get(timeout=self._patience())
        except queue.Empty:
            return None

    def _patience(self) -> float | None:
        """Seconds to wait for a command before the streams are looked after; None: there is nothing to look after."""
        if self.floor.busy:
            return TICK_S
        return REST_S if self.mouth.open else None

    def _try(self, command: c.Command, model: Model) -> None:
        try:
            self._do(command, model)
        except Exception as error:  # noqa: BLE001 - a turn may fail, the thread must not
            self.floor.fail(getattr(command, "generation", self.numbers.generation), error, command)

    def _do(self, command: c.Command, model: Model) -> None:
        match command:
            case c.Tell():
                self.teller.emit(command.event)
            case c.Fail():
                self.floor.fail(command.generation, command.error)
            case c.Rescan():
                command.future.set_result(self._rescan())
            case c.Forget():
                self._forget(command)
            case _:
                self.floor.do(command, model)

    def _forget(self, command: c.Forget) -> None:
        if self.floor.acquaintance is not None:
            self.floor.acquaintance.forget()
        elif self.options.my_voice is not None:  # kept for another model than the one that is loaded
            from engine.acquaintance import forget_voice

            forget_voice(self.options.my_voice)
        command.future.set_result(None)

    def _rescan(self) -> bool:
        """Look for new devices, for which the loudspeaker has to be given back for a moment."""
        if self.mouth.busy or self.floor.recording:
            return False
        self.mouth.close()
        try:
            list_devices(rescan=True)
        except AudioDeviceError:  # there is no sound system just now; whoever asked will ask again
            return False
        return True

    def _tick(self) -> None:
        """Look after the streams, every 30 ms at most."""
        if time.monotonic() - self._last_tick >= TICK_S:
            self._last_tick = time.monotonic()
            self.floor.look()

    def _state(self, name: events.StateName, progress: float = 1.0) -> None:
        self.teller.state(self.numbers.generation, name, progress)

    def _tell_loudspeaker(self, name: str, problem: events.DeviceProblem, message: str) -> None:
        self.teller.loudspeaker(self.numbers.generation, name, problem, message)
