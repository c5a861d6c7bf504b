"""The engine: hears a question, thinks and speaks at once. The only place that starts a thread.

One thread, the model thread, owns the language model, the encoder, the speech decoder and the sound streams
(`engine.worker`). Methods here may be called from any other thread; they leave a command and return. Events come back
on the model thread. Every question has a generation number; a new one, or `interrupt`, makes all older work stop.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.audio import Reference
from engine.brains import Mode
from engine.commands import Ask, Begin, Cancel, Close, Command, End, Forget, Tell
from engine.config import HEARING_RATE, LONGEST_QUESTION_S
from engine.errors import MindpaceError
from engine.events import Event, Turn
from engine.intake import Intake
from engine.listener import Listener
from engine.mouth import Mouth
from engine.options import Options
from engine.reading import Known
from engine.turns import KeyAction, PushToTalk
from engine.worker import Worker

COMMANDS = 64
CLOSE_WITHIN_S = 10.0

Samples = npt.NDArray[np.float32]


class Engine:
    """Answers questions with the model pack `pack` (a folder or a name; None: the embedded one).

    `microphone` and `loudspeaker` name devices (None: the system's choice); answers are played when `play` is set.
    `voice` names one of the pack's voices (`speaking.voices` of its manifest; None: the first). `threads` is the number
    of processor threads of the models (None: half of what the machine has, four at most); `options` tell how models of
    other makers are loaded and used.

    Use it as a context manager, or call `start` and `close`. Questions asked while it loads are answered afterwards.
    """

    def __init__(
        self,
        pack: str | Path | None = None,
        seed: int = 0,
        threads: int | None = None,
        *,
        play: bool = False,
        microphone: str | None = None,
        loudspeaker: str | None = None,
        voice: str | None = None,
        options: Options | None = None,
    ) -> None:
        self._commands: queue.Queue[Command] = queue.Queue(COMMANDS)
        self._intake = Intake(int((LONGEST_QUESTION_S + 5) * HEARING_RATE))
        self._worker = Worker(pack, seed, threads, self._commands, self._intake, microphone, loudspeaker)
        self._worker.mouth.enabled = play
        self._worker.voice = voice
        self._worker.options = options or Options()
        self._thread: threading.Thread | None = None
        self.preferences = self._worker.preferences
        """What may be changed at any time."""
        self._listener: Listener | None = None
        self._listening: threading.Thread | None = None
        self._key = PushToTalk()
        self._lock = threading.Lock()

    def start(self, on_event: Callable[[Event], None] | None = None) -> None:
        """Begin to load in the background. `on_event` gets every event, on the model thread; it must be quick."""
        if self._thread is not None:
            raise RuntimeError("the engine was started before")
        if on_event is not None:
            self._worker.teller.on_event = on_event
        self._thread = threading.Thread(target=self._worker.run, name="mindpace-model", daemon=True)
        self._thread.start()

    def wait_ready(self, timeout: float | None = None) -> None:
        """Return when everything is loaded.

        Raises:
            MindpaceError: the pack is missing or damaged.
            TimeoutError: it takes longer than `timeout` seconds.
        """
        self._worker.ready.result(timeout)

    def ask(
        self,
        question: Samples | str,
        mode: Mode | str = Mode.THINK_FIRST,
        *,
        until_answer: bool = False,
        before: str | None = None,
        norms: Mapping[str, Any] | None = None,
    ) -> Turn:
        """Answer a recording (float32, 16 kHz mono) or a typed question, and return when the answer is made.

        With `until_answer` nothing is spoken, and the turn ends with the text of the clause that states the answer.
        `before` are thoughts of earlier turns, one turn a line, instead of those of the conversation so far. Ears that
        can know voices hear with `norms` from then on (`engine.speech.known_voice`; None: as they do).

        Raises:
            MindpaceError: no speech in the recording, too long, or the pack cannot be used.
        """
        return self.submit(question, mode, until_answer=until_answer, before=before, norms=norms).result()

    def submit(
        self,
        question: Samples | str,
        mode: Mode | str = Mode.THINK_FIRST,
        *,
        until_answer: bool = False,
        before: str | None = None,
        norms: Mapping[str, Any] | None = None,
    ) -> Future[Turn]:
        """Like `ask`, but return at once; any question before it is interrupted, or cancelled if it had not begun."""
        wanted = Mode(mode)
        return self._put_turn(lambda number, future: Ask(number, question, wanted, future, until_answer, before, norms))

    def say(self, text: str) -> Future[Turn]:
        """Speak `text` as it is (the model's `<|read|>` task); return at once."""
        return self._put_turn(lambda generation, future: Ask(generation, text, None, future))

    def listen_begin(self, *, microphone: bool = False) -> None:
        """Begin a question: with `microphone` the engine records it, else hand blocks to `listen_push`.

        It is encoded while it comes in, so little is left to do at its end.
        """
        if microphone and self._listener is not None and self._listener.push:
            self._listener.press()
            return
        with self._lock:
            self._put(Begin(self._next_generation(), microphone))

    def listen_push(self, block: Samples) -> None:
        """Hand in the next samples [n] (float32, 16 kHz mono) of the question; never waits."""
        self._intake.put(block, self._worker.numbers.issued)

    def listen_end(self, mode: Mode | str = Mode.THINK_FIRST) -> Future[Turn]:
        """End the question and answer it; return at once."""
        future: Future[Turn] = Future()
        if self._listener is not None and self._listener.push and self._listener.held:
            self._listener.release(future, Mode(mode))
            return future
        self._put(End(self._worker.numbers.issued, Mode(mode), future, time.perf_counter()))
        return future

    def key_down(self, mode: Mode | str = Mode.THINK_FIRST) -> None:
        """The key of push-to-talk went down: hold it while speaking, or tap it to begin and tap it again to end."""
        self._act(self._key.press(), mode)

    def key_up(self, mode: Mode | str = Mode.THINK_FIRST) -> None:
        """The key went up."""
        self._act(self._key.release(), mode)

    def _act(self, action: KeyAction | None, mode: Mode | str) -> None:
        if action is KeyAction.BEGIN:
            try:
                self.listen_begin(microphone=True)
            except MindpaceError:
                self._key.cancel()
                raise
        elif action is KeyAction.END:
            self.listen_end(mode)

    def converse(self, mode: Mode | str = Mode.THINK_FIRST, *, push: bool = False) -> None:
        """Begin a conversation with the microphone open: speaking begins a question, silence ends it. Return at once.

        With `push` only `listen_begin(microphone=True)` begins a question and `listen_end` ends it; because the
        microphone is open and pauses are noticed, the answer comes sooner than without a conversation.
        """
        self.converse_end()
        brain = _Brain(self._worker, self._lock, self._put, self._commands)
        listener = Listener(brain, self._intake, self.preferences, Mode(mode), push=push)
        self._listening = threading.Thread(target=listener.run, name="mindpace-listener", daemon=True)
        self._listener = listener
        self._listening.start()

    def converse_end(self) -> None:
        """End the conversation and give the microphone back; an answer that has begun goes on."""
        if self._listener is not None and self._listening is not None:
            self._listener.stop()
            self._listening.join(CLOSE_WITHIN_S)
            self._listener = self._listening = None

    def wait_conversation(self) -> None:
        """Return when the conversation has ended: by `converse_end`, or because the microphone is gone."""
        if self._listening is not None:
            self._listening.join()

    def forget_voice(self) -> Future[None]:
        """Forget what was learnt of the user's voice, here and on disk; return at once."""
        future: Future[None] = Future()
        self._put(Forget(future))
        return future

    def listen_cancel(self) -> None:
        """Forget the question that is coming in."""
        self._key.cancel()
        self.interrupt()

    def stop_speaking(self) -> None:
        """Stop the mouth, not the mind: nothing more is said of this answer, and thinking goes on to its end."""
        self._worker.numbers.muted = self._worker.numbers.generation

    def interrupt(self) -> None:
        """Stop mouth and mind: the answer in the making ends with what it has."""
        with self._lock:
            self._put(Cancel(self._next_generation()))

    @property
    def play(self) -> bool:
        """Whether answers are played on the loudspeaker; a change counts from the next answer on."""
        return self._worker.mouth.enabled

    @play.setter
    def play(self, value: bool) -> None:
        self._worker.mouth.enabled = value

    @property
    def generation(self) -> int:
        """Number of the latest question; events of lower ones are old."""
        return self._worker.numbers.generation

    @property
    def takes_options(self) -> bool | None:
        """Whether `options` change anything: the embedded model takes none. None until the pack was looked at."""
        return self._worker.takes_options

    @property
    def sends_to(self) -> str | None:
        """The server to which what is asked is sent, its name alone; None where nothing leaves this computer."""
        return self._worker.sends_to

    @property
    def audible(self) -> bool:
        """Whether something is still to be heard from the loudspeaker."""
        return self._worker.mouth.busy

    @property
    def underruns(self) -> int:
        """How often speech came too late for the loudspeaker since the start."""
        return self._worker.mouth.underruns

    def wait_silent(self, timeout: float = 600.0) -> None:
        """Return when the answer has been played, or the loudspeaker is gone, or `timeout` seconds passed."""
        end = time.monotonic() + timeout
        while self.audible and time.monotonic() < end:
            time.sleep(0.02)

    def close(self) -> None:
        """Stop everything and give devices and memory back, within 10 s; harmless when called again."""
        if self._thread is None or self._worker.closing:
            return
        self.converse_end()
        with self._lock:
            self._worker.closing = True
            self._next_generation()
            self._put(Close())
        self._thread.join(CLOSE_WITHIN_S)

    def __enter__(self) -> Engine:
        if self._thread is None:
            self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _put_turn(self, make: Callable[[int, Future[Turn]], Command]) -> Future[Turn]:
        future: Future[Turn] = Future()
        with self._lock:
            self._put(make(self._next_generation(), future))
        return future

    def _next_generation(self) -> int:
        """A number for a new question, which makes all older ones stale."""
        self._worker.numbers.issued += 1
        self._worker.numbers.generation = self._worker.numbers.issued
        return self._worker.numbers.issued

    def _put(self, command: Command) -> None:
        if self._thread is None:
            raise RuntimeError("start the engine first")
        if self._worker.closing and not isinstance(command, Close):
            raise MindpaceError("Mindpace is closing: start it again to ask.")
        try:
            self._commands.put(command, timeout=1.0)
        except queue.Full:
            raise MindpaceError("Mindpace is still busy with what was asked before: wait a moment.") from None


class _Brain:
    """What the listening thread may ask of the engine."""

    def __init__(
        self, worker: Worker, lock: threading.Lock, put: Callable[[Command], None], commands: queue.Queue[Command]
    ) -> None:
        self._worker, self._lock, self._put, self._commands = worker, lock, put, commands

    def number(self) -> int:
        """Return the number for a new question; older ones are not stale yet."""
        with self._lock:
            self._worker.numbers.issued += 1
            return self._worker.numbers.issued

    def put(self, command: Command) -> None:
        """Leave a command; nothing happens when the engine closes. What only informs is dropped when all is full."""
        if self._worker.closing:
            return
        if not isinstance(command, Tell):
            self._put(command)
        elif not self._commands.full():
            self._commands.put(command)

    @property
    def answering(self) -> int:
        """Number of the answer that is made or played now."""
        return self._worker.numbers.generation

    @property
    def mouth(self) -> Mouth:
        """The loudspeaker, for `busy`, `duck` and `hold` only."""
        return self._worker.mouth

    @property
    def reference(self) -> Reference:
        """What the loudspeaker plays."""
        return self._worker.reference

    @property
    def reading(self) -> Known:
        """The question as it was at the last pause."""
        return self._worker.floor.reading
