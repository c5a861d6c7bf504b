"""What happens on the model thread: it takes commands, moves turns on step by step, plays answers, tells the rest."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from engine import commands as c
from engine import events
from engine.audio import Microphone, Reference, level_db, list_devices
from engine.completeness import completeness
from engine.errors import AudioDeviceError, MindpaceError
from engine.history import Exchange, History
from engine.intake import Intake
from engine.log import logger
from engine.mouth import Mouth
from engine.options import Options
from engine.packs import open_pack
from engine.preferences import Preferences
from engine.turn import TurnRun

if TYPE_CHECKING:
    from engine.mind import Model

_log = logger(__name__)
TICK_S = 0.03
REST_S = 0.2
"""Seconds between two looks at a loudspeaker that is open and silent."""


class Worker:
    """The model thread's object. Other threads write `generation`, `issued`, `muted`, `closing`, and read `ready`.

    `issued` is the last number given to a question, `generation` the oldest that still counts: all below are stale.
    They differ only while a question comes in that may prove to be none.
    """

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
        self.generation = self.issued = 0
        self.muted = 0
        self.closing = False
        self.reading: tuple[str, float | None] = ("", None)
        """Text of the question as far as it was read at the last pause, and its completeness (None: not known)."""
        self.ready: Future[None] = Future()
        self.on_event: Callable[[events.Event], None] = lambda _event: None
        self.voice: str | None = None
        """Name of the voice that speaks, set before `run`; None: the pack's first."""
        self.reference = Reference()
        """What the loudspeaker plays, for the echo canceller."""
        self.preferences = Preferences(microphone, loudspeaker)
        self.mouth = Mouth(self.preferences, self._tell_loudspeaker, self.reference)
        self.history = History()
        self.options = Options()
        """How a model of another maker is loaded and used; read when loading begins."""
        self._pack, self._how_to_load = pack, (seed, threads)
        self._commands = commands
        self._intake = intake
        self._microphone: Microphone | None = None
        self._turn: TurnRun | None = None
        self._next: TurnRun | None = None
        self._playing: TurnRun | None = None
        self._state: events.State | None = None
        self._keeps_up = True
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
            self._drop_turns()
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

        seed, threads = self._how_to_load
        model = load_model(pack, seed, threads, lambda part: self._set_state("loading", part), self.voice, self.options)
        for sentence in model.notices():
            self._emit(events.Notice(0, sentence))
        self._set_state("idle")
        self.ready.set_result(None)
        return model

    def _refuse_all(self, error: BaseException) -> None:
        """Answer every command with the reason why loading failed, until `Close`."""
        self._report(error, 0, fatal=True)
        self._set_state("error")
        self.ready.set_exception(error)
        while not isinstance(command := self._commands.get(), c.Close):
            if isinstance(command, c.Ask | c.End):
                command.future.set_exception(error)

    def _serve(self, model: Model) -> None:
        while True:
            command = self._next_command()
            if isinstance(command, c.Close):
                return
            if command is not None:
                self._try(command, model)
            self._advance()
            self._tick()
            self._show()

    def _next_command(self) -> c.Command | None:
        """The next command; none while there is a step to do, or when it is time to look after the streams."""
        try:
            if self._turn is not None and self._turn.answering:
                return self._commands.get_nowait()
            return self._commands.get(timeout=self._patience())
        except queue.Empty:
            return None

    def _patience(self) -> float | None:
        """Seconds to wait for a command before the streams are looked after; None: there is nothing to look after."""
        if self._turn is not None or self._next is not None or self._playing is not None:
            return TICK_S
        return REST_S if self.mouth.open else None

    def _try(self, command: c.Command, model: Model) -> None:
        try:
            self._do(command, model)
        except Exception as error:  # noqa: BLE001 - a turn may fail, the thread must not
            self._fail(getattr(command, "generation", self.generation), error, command)

    def _do(self, command: c.Command, model: Model) -> None:
        match command:
            case c.Begin():
                self._begin(command, model)
            case c.End():
                self._end(command)
            case c.Ask():
                self._ask(command, model)
            case c.Cancel():
                self._cancel()
            case c.Tell():
                self._emit(command.event)
            case c.Fail():
                self._fail(command.generation, command.error)
            case c.Rescan():
                command.future.set_result(self._rescan())
            case _:
                self._do_with_question(command)

    def _do_with_question(self, command: c.Command) -> None:
        """What the listening thread asks about a question that is coming in."""
        match command:
            case c.Take():
                self._take(command)
            case c.Judge():
                self._judge(command)
            case c.Suppose():
                self._suppose(command)
            case c.GoOn():
                self._go_on(command)
            case c.Discard():
                self._discard(command)

    def _begin(self, command: c.Begin, model: Model) -> None:
        self.reading = ("", None)
        if command.beside and self._occupied:
            self.mouth.hold()
            self._next = self._new_turn(model, command.generation, waiting=True)
            if self._playing is not None and self.mouth.busy:
                self._emit(events.Interrupted(self._playing.generation))
            return
        self._cancel()
        self.generation = max(self.generation, command.generation)
        self._turn = self._new_turn(model, command.generation)
        if command.microphone:
            self._microphone = Microphone(self.preferences.microphone)
        self.mouth.begin()  # now, because opening the device takes time that the answer should not wait
        self._set_state("listening")

    @property
    def _occupied(self) -> bool:
        """Whether an answer is being made or played."""
        return self._playing is not None or (self._turn is not None and not self._turn.listening)

    def _new_turn(self, model: Model, generation: int, *, until_answer: bool = False, waiting: bool = False) -> TurnRun:
        model.pace.budget, model.pace.speed = self.preferences.thinking_budget, self.preferences.speed
        return TurnRun(
            model, generation, self._emit, until_answer=until_answer, before=self.history.text(), waiting=waiting
        )

    def _take(self, command: c.Take) -> None:
        turn = self._of(command.generation)
        if turn is not None and turn is self._next:
            self._listen(turn)
            self._promote(turn)

    def _judge(self, command: c.Judge) -> None:
        turn = self._of(command.generation)
        if turn is not None:
            self._listen(turn)
            if turn.reads:
                text = turn.read_so_far()
                self.reading = (text, completeness(text))

    def _suppose(self, command: c.Suppose) -> None:
        turn = self._of(command.generation)
        if turn is None or turn.supposed:
            return
        self._listen(turn)
        self._promote(turn)
        turn.suppose_ended(command.at, command.mode)
        if turn.reads:
            self.reading = (turn.text, completeness(turn.text))

    def _go_on(self, command: c.GoOn) -> None:
        turn = self._of(command.generation)
        if turn is not None and turn.supposed:
            self.reading = ("", None)  # it was of a question that went on
            turn.go_on()

    def _end(self, command: c.End) -> None:
        """Answer the question that came in; an outdated one is cancelled."""
        turn = self._of(command.generation)
        if command.generation < self.generation or (turn is None and command.told is not None):
            command.future.cancel()
            return
        if self._failed[0] == command.generation:
            raise self._failed[1]
        if turn is None:
            raise MindpaceError("No question was being asked: hold the key while you speak.")
        turn.future = command.future
        if command.told is not None:
            self._emit(command.told)
        if turn.supposed:
            self._settle(turn)
            return
        self._hear_the_rest(turn)
        self._promote(turn)
        turn.ended(command.at)
        self._answer(turn, command)

    def _hear_the_rest(self, turn: TurnRun) -> None:
        self._listen(turn)
        if self._microphone is not None:
            turn.hear(self._microphone.finish())
            self._microphone = None

    def _settle(self, turn: TurnRun) -> None:
        """Let out what was made while the question was supposed to be over."""
        turn.settle()
        self._playing = turn
        if turn.current is not None:
            self._tell_pace(turn)
        for samples in turn.unsaid:
            self.mouth.say(samples)
        turn.unsaid.clear()
        if not turn.answering:
            self._complete(turn)

    def _promote(self, turn: TurnRun) -> None:
        """Give the brains to a question that came in beside an answer, which ends here."""
        if turn is not self._next:
            return
        if self._turn is not None:
            self._complete(self._turn, interrupted=True)
        self._stop_playing()
        self.generation = max(self.generation, turn.generation)
        self._turn, self._next = turn, None
        self.mouth.begin()
        turn.before = self.history.text()
        turn.take_over()

    def _discard(self, command: c.Discard) -> None:
        """Forget what was no question; what was being said goes on."""
        if self._next is not None and self._next.generation == command.generation:
            self._next = None
            self.mouth.duck(on=False)
            self.mouth.go_on()
            if self._playing is not None and self.mouth.busy:
                self._emit(events.Resumed(self._playing.generation))
        elif self._turn is not None and self._turn.generation == command.generation and self._turn.listening:
            self._turn = None

    def _of(self, generation: int) -> TurnRun | None:
        """The turn of that number, if its question is still coming in."""
        turns = [turn for turn in (self._next, self._turn) if turn is not None and turn.listening]
        return next((turn for turn in turns if turn.generation == generation), None)

    def _ask(self, command: c.Ask, model: Model) -> None:
        if command.generation < self.generation:
            command.future.cancel()
            return
        self._cancel()
        if command.before is not None:
            self.history.begin(command.before)
        turn = self._turn = self._new_turn(model, command.generation, until_answer=command.until_answer)
        turn.future = command.future
        self._set_state("thinking")
        self.mouth.begin()
        turn.take(command.question, aloud=command.mode is None)
        self._answer(turn, command)

    def _answer(self, turn: TurnRun, command: c.End | c.Ask) -> None:
        turn.answer(command.mode)
        self._playing = turn
        self._tell_pace(turn)
        self._set_state("thinking")

    def _tell_pace(self, turn: TurnRun) -> None:
        """Say so when the brains have become too slow for thinking while speaking, and when they are fast again."""
        answer = turn.current
        if answer is None or answer.mode is None or answer.keeps_up == self._keeps_up:
            return
        self._keeps_up = answer.keeps_up
        self._emit(events.Pace(turn.generation, answer.steps_per_s, answer.keeps_up, answer.mode.value))

    def _advance(self) -> None:
        """Do one step of the answer in the making."""
        turn = self._turn
        if turn is None or turn.current is None or (turn.supposed and turn.current.done):
            return
        if turn.generation < self.generation:
            self._complete(turn, interrupted=True)
            return
        try:
            self._step(turn)
        except Exception as error:  # noqa: BLE001 - a turn may fail, the thread must not
            self._fail(turn.generation, error)

    def _step(self, turn: TurnRun) -> None:
        assert turn.current is not None  # noqa: S101 - `_advance` looked
        samples = turn.current.step()
        if self.muted >= turn.generation:
            self._mute(turn)
        elif turn.supposed:
            turn.unsaid.append(samples)
        elif len(samples):
            self.mouth.say(samples)
        if turn.current.done and not turn.supposed:
            self._complete(turn)

    def _mute(self, turn: TurnRun) -> None:
        if turn.current is not None and not turn.muted:
            self._stop_playing()
            turn.current.mute()

    def _complete(self, turn: TurnRun, *, interrupted: bool = False) -> None:
        """End a turn, and fulfil its promise."""
        self._turn = None
        if turn.supposed or turn.current is None:
            if turn.future is not None:
                turn.future.cancel()
            return
        self.mouth.finish()
        made = turn.finish(interrupted=interrupted)
        self.history.add(Exchange(turn.generation, made.thoughts, made.reply))
        turn.remember(made.reply)
        self._emit(made)
        self._show()
        if turn.future is not None and not turn.future.cancelled():
            turn.future.set_result(made)

    def _cancel(self) -> None:
        """Forget questions that are coming in, end the answer in the making, and fall silent."""
        self._close_microphone()
        self._drop_turns()
        self._stop_playing()
        self._set_state("idle")

    def _drop_turns(self) -> None:
        self._next = None
        if self._turn is not None:
            self._complete(self._turn, interrupted=True)

    def _stop_playing(self) -> None:
        """Fall silent, and keep of the reply what was heard."""
        position = self.mouth.heard
        cut = self.mouth.busy
        self.mouth.stop()
        self._tell_heard(position if cut else None)

    def _tell_heard(self, position: int | None) -> None:
        """Tell how much of the reply was heard: its first `position` samples, or all."""
        turn, self._playing = self._playing, None
        answer = turn.current if turn is not None else None
        if turn is None or answer is None or not answer.samples:
            return
        whole = position is None or position >= answer.samples
        text = answer.reply if whole or position is None else answer.said.heard(position)
        self.history.add(Exchange(turn.generation, answer.thoughts, text))
        turn.remember(text)
        self._emit(events.Heard(turn.generation, text, whole))

    def _tick(self) -> None:
        """Look after the streams, every 30 ms at most."""
        if time.monotonic() - self._last_tick < TICK_S:
            return
        self._last_tick = time.monotonic()
        self.mouth.poll(resting=self._turn is None)
        if self._turn is None and self._playing is not None:
            if self.muted >= self._playing.generation:
                self._stop_playing()
            elif not self.mouth.busy and self._next is None:
                self._tell_heard(None)
        turn = self._next or self._turn
        if turn is None or not turn.listening or turn.supposed:
            return
        try:
            self._listen(turn)
        except Exception as error:  # noqa: BLE001 - a turn may fail, the thread must not
            self._fail(turn.generation, error)

    def _listen(self, turn: TurnRun) -> None:
        """Let the turn hear what came in since the last time."""
        heard = self._intake.take(turn.generation) if self._microphone is None else self._microphone.read()
        if len(heard):
            loudness = float(level_db(heard[None])[0])
            self._emit(events.Level(turn.generation, min(1.0, max(0.0, 1 + loudness / 60))))
            turn.hear(heard)
        if self._microphone is not None:
            self._microphone.check()

    def _show(self) -> None:
        """Tell the state that follows from what is going on."""
        turn = self._next or self._turn
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

    def _fail(self, generation: int, error: BaseException, command: c.Command | None = None) -> None:
        """End a turn badly: tell it once, and hand the exception to whoever waits."""
        turn, self._turn = self._turn, None
        if self._failed[0] != generation:
            self._failed = (generation, error)
            self._report(error, generation)
        waiting = {id(f): f for f in (getattr(command, "future", None), turn.future if turn else None) if f}
        for future in waiting.values():
            if not future.done():
                future.set_exception(error)
        self._cancel()

    def _report(self, error: BaseException, generation: int, *, fatal: bool = False) -> None:
        if not isinstance(error, MindpaceError):
            _log.error("unexpected error", exc_info=error)
        sentence = (
            str(error) if isinstance(error, MindpaceError) else f"Something went wrong inside Mindpace: {error!r}."
        )
        self._emit(events.Failure(generation, sentence, error, fatal=fatal))

    def _rescan(self) -> bool:
        """Look for new devices, for which the loudspeaker has to be given back for a moment."""
        if self.mouth.busy or self._microphone is not None:
            return False
        self.mouth.close()
        try:
            list_devices(rescan=True)
        except AudioDeviceError:  # there is no sound system just now; whoever asked will ask again
            return False
        return True

    def _tell_loudspeaker(self, name: str, problem: events.DeviceProblem, message: str) -> None:
        self._emit(events.Devices(self.generation, "loudspeaker", name, problem, message))
        if message:
            self._emit(events.Notice(self.generation, message))

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
