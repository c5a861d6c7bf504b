"""What happens on the model thread: it takes commands, runs turns, plays answers, and tells the rest by events."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from engine import events
from engine.audio import Microphone, level_db
from engine.commands import Ask, Begin, Cancel, Close, Command, End
from engine.errors import MindpaceError
from engine.intake import Intake
from engine.log import logger
from engine.mouth import Mouth
from engine.packs import open_pack
from engine.turn import TurnRun

if TYPE_CHECKING:
    from engine.model import Model

_log = logger(__name__)
TICK_S = 0.03


class Worker:
    """The model thread's object. Other threads write `generation`, `muted` and `closing`, and read `ready`."""

    def __init__(
        self,
        pack: str | Path | None,
        seed: int,
        threads: int | None,
        commands: queue.Queue[Command],
        intake: Intake,
        microphone: str | None,
        loudspeaker: str | None,
    ) -> None:
        self.generation = 0
        self.muted = 0
        self.closing = False
        self.ready: Future[None] = Future()
        self.on_event: Callable[[events.Event], None] = lambda _event: None
        self.mouth = Mouth(loudspeaker, lambda sentence: self._emit(events.Notice(self.generation, sentence)))
        self._pack, self._how_to_load = pack, (seed, threads)
        self._commands = commands
        self._intake = intake
        self._microphone_name = microphone
        self._microphone: Microphone | None = None
        self._turn: TurnRun | None = None
        self._state: events.State | None = None
        self._failed: tuple[int, BaseException] = (0, MindpaceError("Nothing was asked."))
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
            self._close_microphone()
            self.mouth.close()
            model.close()

    def _load(self) -> Model:
        self._set_state("loading", 0.0)
        pack = open_pack(self._pack)
        self._set_state("loading", 0.1)
        from engine.model import (
            load_model,
        )  # torch takes seconds, which neither a bad pack nor the window should wait for

        model = load_model(pack, *self._how_to_load, lambda part: self._set_state("loading", part))
        self._set_state("idle")
        self.ready.set_result(None)
        return model

    def _refuse_all(self, error: BaseException) -> None:
        """Answer every command with the reason why loading failed, until `Close`."""
        self._report(error, 0, fatal=True)
        self._set_state("error")
        self.ready.set_exception(error)
        while not isinstance(command := self._commands.get(), Close):
            if isinstance(command, Ask | End):
                command.future.set_exception(error)

    def _serve(self, model: Model) -> None:
        while True:
            try:
                command = self._commands.get(timeout=TICK_S if self._ticking() else None)
            except queue.Empty:
                command = None
            if isinstance(command, Close):
                return
            if command is not None:
                self._do(command, model)
            self._tick()
            self._show()

    def _ticking(self) -> bool:
        return self._turn is not None or self.mouth.open

    def _do(self, command: Begin | End | Ask | Cancel, model: Model) -> None:
        if isinstance(command, Begin):
            self._begin(command, model)
        elif isinstance(command, Cancel):
            self._cancel()
        else:
            self._answer(command, model)

    def _begin(self, command: Begin, model: Model) -> None:
        self._cancel()
        try:
            self._turn = TurnRun(model, command.generation, self._emit)
            if command.microphone:
                self._microphone = Microphone(self._microphone_name)
            self.mouth.begin()  # now, because opening the device takes time that the answer should not wait
        except Exception as error:  # noqa: BLE001 - a turn may fail, the thread must not
            self._fail(command.generation, error)
        else:
            self._set_state("listening")

    def _cancel(self) -> None:
        """Forget a question that is coming in, and fall silent."""
        self._close_microphone()
        self._turn = None
        self.mouth.stop()
        self._set_state("idle")

    def _answer(self, command: End | Ask, model: Model) -> None:
        """Answer a question, and fulfil the command's promise whatever happens; an outdated one is cancelled."""
        if command.generation != self.generation:
            command.future.cancel()
            return
        try:
            turn = self._question(command, model)
            made = self._run(turn, command)
        except Exception as error:  # noqa: BLE001 - a turn may fail, the thread must not
            if self._failed[0] != command.generation:
                self._fail(command.generation, error)
            command.future.set_exception(error)
        else:
            command.future.set_result(made)
        self._turn = None
        self._show()

    def _question(self, command: End | Ask, model: Model) -> TurnRun:
        """The turn with its whole question in it."""
        if isinstance(command, Ask):
            self._cancel()
            self._turn = TurnRun(model, command.generation, self._emit, until_answer=command.until_answer)
            self._set_state("thinking")
            self.mouth.begin()
            self._turn.take(command.question, aloud=command.mode is None)
            return self._turn
        if self._failed[0] == command.generation:
            raise self._failed[1]
        if self._turn is None:
            raise MindpaceError("No question was being asked: hold the key while you speak.")
        self._listen(self._turn)
        if self._microphone is not None:
            self._turn.hear(self._microphone.finish())
            self._microphone = None
        self._turn.ended(command.at)
        return self._turn

    def _run(self, turn: TurnRun, command: End | Ask) -> events.Turn:
        self._set_state("thinking")
        for samples in turn.answer(command.mode):
            if not self._current(turn):
                break
            if self.muted >= turn.generation:
                self._mute(turn)
            elif len(samples):
                self.mouth.say(samples)
            self._tick()
            self._show()
        self.mouth.finish()
        made = turn.finish(interrupted=not self._current(turn))
        self._emit(made)
        return made

    def _mute(self, turn: TurnRun) -> None:
        if not turn.muted:
            self.mouth.stop()
            turn.mute()

    def _current(self, turn: TurnRun) -> bool:
        return turn.generation == self.generation

    def _tick(self) -> None:
        """Look after the streams, every 30 ms at most."""
        if time.monotonic() - self._last_tick < TICK_S:
            return
        self._last_tick = time.monotonic()
        self.mouth.poll(resting=self._turn is None)
        if self._turn is not None and self._turn.listening:
            try:
                self._listen(self._turn)
            except Exception as error:  # noqa: BLE001 - a turn may fail, the thread must not
                self._fail(self._turn.generation, error)

    def _listen(self, turn: TurnRun) -> None:
        """Let the turn hear what came in since the last time."""
        heard = self._intake.take() if self._microphone is None else self._microphone.read()
        if len(heard):
            loudness = float(level_db(heard[None])[0])
            self._emit(events.Level(turn.generation, min(1.0, max(0.0, 1 + loudness / 60))))
            turn.hear(heard)
        if self._microphone is not None:
            self._microphone.check()

    def _show(self) -> None:
        """Tell the state that follows from what is going on."""
        turn = self._turn
        if turn is not None and turn.listening:
            self._set_state("listening")
            return
        speaking = self.mouth.busy or (turn is not None and turn.speaking)
        thinking = turn is not None and (turn.thinking or not speaking)
        names: dict[tuple[bool, bool], events.StateName] = {
            (False, False): "idle", (True, False): "thinking", (False, True): "speaking",
            (True, True): "thinking_and_speaking",
        }  # fmt: skip
        self._set_state(names[thinking, speaking])

    def _fail(self, generation: int, error: BaseException) -> None:
        self._failed = (generation, error)
        self._report(error, generation)
        self._cancel()

    def _report(self, error: BaseException, generation: int, *, fatal: bool = False) -> None:
        if not isinstance(error, MindpaceError):
            _log.error("unexpected error", exc_info=error)
        sentence = (
            str(error) if isinstance(error, MindpaceError) else f"Something went wrong inside Mindpace: {error!r}."
        )
        self._emit(events.Failure(generation, sentence, error, fatal=fatal))

    def _close_microphone(self) -> None:
        if self._microphone is not None:
            self._microphone.close()
            self._microphone = None

    def _set_state(self, name: events.StateName, progress: float = 1.0) -> None:
        state = events.State(self.generation, name, progress)
        if self._state is None or (self._state.name, self._state.progress) != (name, progress):
            self._state = state
            self._emit(state)

    def _emit(self, event: events.Event) -> None:
        try:
            self.on_event(event)
        except Exception:  # noqa: BLE001 - a listener's mistake must not end the engine
            _log.exception("a listener failed on %s", event.kind)
