"""Who has the floor: the question that has the brains, one that came in beside it, and the answer that is played.

Commands about questions end here, and every step of an answer is done here. All of it runs on the model thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine import commands as c
from engine import events
from engine.audio import Microphone, level_db
from engine.brains import Mode
from engine.completeness import completeness
from engine.errors import MindpaceError
from engine.history import Exchange, History
from engine.intake import Intake
from engine.mouth import Mouth
from engine.played import Played
from engine.preferences import Preferences
from engine.reading import Known
from engine.teller import Teller
from engine.turn import TurnRun

if TYPE_CHECKING:
    from engine.acquaintance import Acquaintance
    from engine.mind import Model


@dataclass
class Numbers:
    """Numbers of questions, which other threads change.

    `issued` is the last number given to a question, `generation` the oldest that still counts: all below are stale.
    They differ only while a question comes in that may prove to be none. Answers up to `muted` are not spoken.
    """

    issued: int = 0
    generation: int = 0
    muted: int = 0


class Floor:
    """Moves turns on; `look` and `advance` again and again, `do` for each command about a question."""

    def __init__(
        self, numbers: Numbers, intake: Intake, preferences: Preferences, mouth: Mouth, teller: Teller
    ) -> None:
        self.turn: TurnRun | None = None
        """Who has the brains."""
        self.beside: TurnRun | None = None
        """A question that came in over an answer, and may prove to be none."""
        self.reading = Known()
        """The question as it was at the last pause."""
        self.acquaintance: Acquaintance | None = None
        """Gets to know the user's voice; None where everybody is a stranger."""
        self._numbers, self._intake, self._preferences = numbers, intake, preferences
        self._mouth, self._teller = mouth, teller
        self._history = History()
        self._played = Played(mouth, self._history, teller.emit)
        self._microphone: Microphone | None = None
        self._keeps_up = True
        self._failed: tuple[int, BaseException] = (0, MindpaceError("Nothing was asked."))

    def do(self, command: c.Command, model: Model) -> None:
        """Do what a command about a question asks."""
        match command:
            case c.Begin():
                self._begin(command, model)
            case c.End():
                self._end(command)
            case c.Ask():
                self._ask(command, model)
            case c.Cancel():
                self.cancel()
            case _:
                self._do_meanwhile(command)

    def _do_meanwhile(self, command: c.Command) -> None:
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
        self.reading = Known()
        if command.beside and self._occupied:
            self._mouth.hold()
            self.beside = self._new_turn(model, command.generation, waiting=True)
            if (playing := self._played.generation) is not None:
                self._teller.emit(events.Interrupted(playing))
            return
        self.cancel()
        self._numbers.generation = max(self._numbers.generation, command.generation)
        self.turn = self._new_turn(model, command.generation)
        if command.microphone:
            self._microphone = Microphone(self._preferences.microphone)
        self._mouth.begin()  # now, because opening the device takes time that the answer should not wait
        self._state("listening")

    @property
    def _occupied(self) -> bool:
        """Whether an answer is being made or played."""
        return self._played.turn is not None or (self.turn is not None and not self.turn.listening)

    def _new_turn(self, model: Model, generation: int, *, until_answer: bool = False, waiting: bool = False) -> TurnRun:
        if self.acquaintance is not None and (self.turn is None or not self.turn.listening):
            norms = self.acquaintance.news()  # between turns: no stream of the ears may change in the middle
            if norms is not None:
                model.know(norms)
        model.pace.budget, model.pace.speed = self._preferences.thinking_budget, self._preferences.speed
        return TurnRun(
            model,
            generation,
            self._teller.emit,
            until_answer=until_answer,
            before=self._history.text(),
            waiting=waiting,
        )

    def _take(self, command: c.Take) -> None:
        turn = self._of(command.generation)
        if turn is not None and turn is self.beside:
            self._listen(turn)
            self._promote(turn)

    def _judge(self, command: c.Judge) -> None:
        """Read what came in; brains that tell whether a question is over hear the rest of it as well."""
        turn = self._of(command.generation)
        if turn is None:
            return
        if not turn.supposed:
            self._listen(turn)
        answer = turn.current
        if turn.supposed and turn.over is not None and answer is not None and answer.mode is not None:
            turn.go_on()  # the last sound may have come after the end was supposed: what is known of it is outdated
            self._listen(turn)
            self._suppose_ended(turn, turn.ended_at, answer.mode)
        elif turn.reads:
            text = turn.read_so_far(self._intake.peek(command.generation))
            self.reading = Known(text, completeness(text), turn.over)

    def _suppose(self, command: c.Suppose) -> None:
        turn = self._of(command.generation)
        if turn is None or turn.supposed:
            return
        self._listen(turn)
        self._promote(turn)
        self._suppose_ended(turn, command.at, command.mode)

    def _suppose_ended(self, turn: TurnRun, at: float, mode: Mode) -> None:
        turn.suppose_ended(at, mode)
        self.reading = Known(turn.text, completeness(turn.text) if turn.reads else None, turn.over)

    def _go_on(self, command: c.GoOn) -> None:
        turn = self._of(command.generation)
        if turn is not None and turn.supposed:
            self.reading = Known()  # it was of a question that went on
            turn.go_on()

    def _end(self, command: c.End) -> None:
        """Answer the question that came in; an outdated one is cancelled."""
        turn = self._of(command.generation)
        if command.generation < self._numbers.generation or (turn is None and command.told is not None):
            command.future.cancel()
            return
        if self._failed[0] == command.generation:
            raise self._failed[1]
        if turn is None:
            raise MindpaceError("No question was being asked: hold the key while you speak.")
        turn.future = command.future
        if command.told is not None:
            self._teller.emit(command.told)
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
        self._played.turn = turn
        if turn.current is not None:
            self._tell_pace(turn)
        for samples in turn.unsaid:
            self._mouth.say(samples)
        turn.unsaid.clear()
        if not turn.answering:
            self._complete(turn)

    def _promote(self, turn: TurnRun) -> None:
        """Give the brains to a question that came in beside an answer, which ends here."""
        if turn is not self.beside:
            return
        answered = self.turn or self._played.turn
        if self.turn is not None:
            self._complete(self.turn, interrupted=True)
        self._played.stop()
        self._numbers.generation = max(self._numbers.generation, turn.generation)
        self.turn, self.beside = turn, None
        self._mouth.begin()
        if answered is not None and turn.goes_on_from(answered):
            turn.go_on_from(answered)
            self._history.forget(answered.generation)
        turn.before = self._history.text()
        turn.take_over()

    def _discard(self, command: c.Discard) -> None:
        """Forget what was no question; what was being said goes on."""
        if self.beside is not None and self.beside.generation == command.generation:
            self.beside = None
            self._mouth.duck(on=False)
            self._mouth.go_on()
            if (playing := self._played.generation) is not None:
                self._teller.emit(events.Resumed(playing))
        elif self.turn is not None and self.turn.generation == command.generation and self.turn.listening:
            self.turn = None

    def _of(self, generation: int) -> TurnRun | None:
        """The turn of that number, if its question is still coming in."""
        turns = [turn for turn in (self.beside, self.turn) if turn is not None and turn.listening]
        return next((turn for turn in turns if turn.generation == generation), None)

    def _ask(self, command: c.Ask, model: Model) -> None:
        if command.generation < self._numbers.generation:
            command.future.cancel()
            return
        self.cancel()
        if command.before is not None:
            self._history.begin(command.before)
        if command.norms is not None:
            model.know(command.norms)
        turn = self.turn = self._new_turn(model, command.generation, until_answer=command.until_answer)
        turn.future = command.future
        self._state("thinking")
        self._mouth.begin()
        turn.take(command.question, aloud=command.mode is None)
        self._answer(turn, command)

    def _answer(self, turn: TurnRun, command: c.End | c.Ask) -> None:
        turn.answer(command.mode)
        self._played.turn = turn
        self._tell_pace(turn)
        self._state("thinking")

    def _tell_pace(self, turn: TurnRun) -> None:
        """Say so when the brains have become too slow for thinking while speaking, and when they are fast again."""
        answer = turn.current
        if answer is None or answer.mode is None or answer.keeps_up == self._keeps_up:
            return
        self._keeps_up = answer.keeps_up
        self._teller.emit(events.Pace(turn.generation, answer.steps_per_s, answer.keeps_up, answer.mode.value))

    def advance(self) -> None:
        """Do one step of the answer in the making."""
        turn = self.turn
        if turn is None or turn.current is None or (turn.supposed and turn.current.done):
            return
        if turn.generation < self._numbers.generation:
            self._complete(turn, interrupted=True)
            return
        try:
            self._step(turn)
        except Exception as error:  # noqa: BLE001 - a turn may fail, the thread must not
            self.fail(turn.generation, error)

    def _step(self, turn: TurnRun) -> None:
        assert turn.current is not None  # noqa: S101 - `_advance` looked
        samples = turn.current.step()
        if self._numbers.muted >= turn.generation:
            self._mute(turn)
        elif turn.supposed:
            turn.unsaid.append(samples)
        elif len(samples):
            self._mouth.say(samples)
        if turn.current.done and not turn.supposed:
            self._complete(turn)

    def _mute(self, turn: TurnRun) -> None:
        if turn.current is not None and not turn.muted:
            self._played.stop()
            turn.current.mute()

    def _complete(self, turn: TurnRun, *, interrupted: bool = False) -> None:
        """End a turn, and fulfil its promise."""
        self.turn = None
        if turn.supposed or turn.current is None:
            if turn.future is not None:
                turn.future.cancel()
            return
        self._mouth.finish()
        made = turn.finish(interrupted=interrupted)
        self._history.add(Exchange(turn.generation, made.thoughts, made.reply))
        turn.remember(made.reply)
        if self.acquaintance is not None:
            self.acquaintance.heard(turn.told)
        self._teller.emit(made)
        self.show()
        if turn.future is not None and not turn.future.cancelled():
            turn.future.set_result(made)

    def cancel(self) -> None:
        """Forget questions that are coming in, end the answer in the making, and fall silent."""
        self._close_microphone()
        self.drop()
        self._played.stop()
        self._state("idle")

    def drop(self) -> None:
        """Forget a question that waits, and end the answer in the making."""
        self.beside = None
        if self.turn is not None:
            self._complete(self.turn, interrupted=True)

    def look(self) -> None:
        """Look after what is played and what is coming in; to be called every 30 ms or so."""
        self._mouth.poll(resting=self.turn is None)
        if self.turn is None and self._played.turn is not None:
            if self._numbers.muted >= self._played.turn.generation:
                self._played.stop()
            elif not self._mouth.busy and self.beside is None:
                self._played.ended()
        turn = self.beside or self.turn
        if turn is None or not turn.listening or turn.supposed:
            return
        try:
            self._listen(turn)
        except Exception as error:  # noqa: BLE001 - a turn may fail, the thread must not
            self.fail(turn.generation, error)

    def _listen(self, turn: TurnRun) -> None:
        """Let the turn hear what came in since the last time."""
        heard = self._intake.take(turn.generation) if self._microphone is None else self._microphone.read()
        if len(heard):
            loudness = float(level_db(heard[None])[0])
            self._teller.emit(events.Level(turn.generation, min(1.0, max(0.0, 1 + loudness / 60))))
            turn.hear(heard)
        if self._microphone is not None:
            self._microphone.check()

    def show(self) -> None:
        """Tell the state that follows from what is going on."""
        turn = self.beside or self.turn
        if turn is not None and turn.listening:
            self._state("listening")
            return
        speaking = self._mouth.busy or (turn is not None and turn.speaking)
        thinking = turn is not None and (turn.thinking or not speaking)
        names: dict[tuple[bool, bool], events.StateName] = {
            (False, False): "idle", (True, False): "thinking", (False, True): "speaking",
            (True, True): "thinking_and_speaking",
        }  # fmt: skip
        self._state(names[thinking, speaking])

    def rest(self) -> None:
        """Let the user's voice be learnt while all is quiet."""
        if self.acquaintance is not None:
            self.acquaintance.rest(quiet=not self.busy and not self._mouth.busy)

    def fail(self, generation: int, error: BaseException, command: c.Command | None = None) -> None:
        """End a turn badly: tell it once, and hand the exception to whoever waits."""
        turn, self.turn = self.turn, None
        if self._failed[0] != generation:
            self._failed = (generation, error)
            self._teller.failure(error, generation)
        waiting = {id(f): f for f in (getattr(command, "future", None), turn.future if turn else None) if f}
        for future in waiting.values():
            if not future.done():
                future.set_exception(error)
        self.cancel()

    def close(self) -> None:
        """End what is going on, and give the microphone back."""
        self.drop()
        self._close_microphone()

    @property
    def answering(self) -> bool:
        """Whether there are steps to do."""
        return self.turn is not None and self.turn.answering

    @property
    def busy(self) -> bool:
        """Whether something is asked, answered or played."""
        return self.turn is not None or self.beside is not None or self._played.turn is not None

    @property
    def recording(self) -> bool:
        """Whether a question comes in from a microphone of the floor's own."""
        return self._microphone is not None

    def _state(self, name: events.StateName) -> None:
        self._teller.state(self._numbers.generation, name)

    def _close_microphone(self) -> None:
        if self._microphone is not None:
            self._microphone.close()
            self._microphone = None
