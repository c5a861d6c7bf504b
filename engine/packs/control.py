"""Pausing and cancelling long work from another thread; both are outcomes, not errors."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from enum import Enum
from typing import TypeVar

_Result = TypeVar("_Result")
LOOK_EVERY_S = 0.1


class Outcome(Enum):
    """How long work ended. Paused work goes on where it stopped; cancelled work leaves nothing behind."""

    DONE = "done"
    PAUSED = "paused"
    CANCELLED = "cancelled"


class StoppedError(Exception):
    """Unwinds the work; whoever began it turns it into an `Outcome`."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.value)
        self.outcome = outcome


class Control:
    """Held by both sides: one calls `pause` or `cancel`, the other `check` and `wait`."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._outcome = Outcome.DONE
        self._lock = threading.Lock()
        self._wake: Callable[[], None] | None = None

    def pause(self) -> None:
        """Stop soon and keep what is there."""
        self._end(Outcome.PAUSED)

    def cancel(self) -> None:
        """Stop soon and throw away what is there; a pause that was asked for becomes a cancellation."""
        self._end(Outcome.CANCELLED)

    def check(self) -> None:
        """Return if the work may go on.

        Raises:
            StoppedError: it may not.
        """
        if self._stop.is_set():
            raise StoppedError(self._outcome)

    def wait(self, seconds: float) -> None:
        """Sleep, and wake up at once when the work is to stop.

        Raises:
            StoppedError: it is.
        """
        self._stop.wait(seconds)
        self.check()

    @contextlib.contextmanager
    def woken_by(self, wake: Callable[[], None]) -> Iterator[None]:
        """While inside, a stop calls `wake` on its own thread: it ends a read that blocks."""
        with self._lock:
            self._wake = wake
        try:
            self.check()
            yield
        finally:
            with self._lock:
                self._wake = None

    def run(self, call: Callable[[], _Result]) -> _Result:
        """Return `call()`, made on another thread: a call that cannot be interrupted is left to itself by a stop.

        Raises:
            StoppedError: it is to stop.
        """
        results: list[_Result] = []
        errors: list[BaseException] = []
        done = threading.Event()

        def work() -> None:
            try:
                results.append(call())
            except BaseException as error:  # noqa: BLE001 - raised again on the thread that waits
                errors.append(error)
            finally:
                done.set()

        threading.Thread(target=work, name="mindpace-call", daemon=True).start()
        while not done.wait(LOOK_EVERY_S):
            self.check()
        if errors:
            raise errors[0]
        return results[0]

    def _end(self, outcome: Outcome) -> None:
        with self._lock:
            self._outcome = outcome
            self._stop.set()
            if self._wake is not None:
                with contextlib.suppress(Exception):  # the connection may just have ended by itself
                    self._wake()
