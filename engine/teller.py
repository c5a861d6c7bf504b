"""What the engine tells whoever listens: events, the state when it changes, errors in one sentence."""

from __future__ import annotations

from collections.abc import Callable

from engine import events
from engine.errors import MindpaceError
from engine.log import logger

_log = logger(__name__)


class Teller:
    """Belongs to the model thread, on which all is told."""

    def __init__(self) -> None:
        self.on_event: Callable[[events.Event], None] = lambda _event: None
        self._state: tuple[events.StateName, float] | None = None

    def emit(self, event: events.Event) -> None:
        """Tell an event."""
        try:
            self.on_event(event)
        except Exception:  # noqa: BLE001 - a listener's mistake must not end the engine
            _log.exception("a listener failed on %s", event.kind)

    def state(self, generation: int, name: events.StateName, progress: float = 1.0) -> None:
        """Tell the state, unless it is what was told last."""
        if self._state != (name, progress):
            self._state = (name, progress)
            self.emit(events.State(generation, name, progress))

    def failure(self, error: BaseException, generation: int, *, fatal: bool = False) -> None:
        """Tell what went wrong."""
        if not isinstance(error, MindpaceError):
            _log.error("unexpected error", exc_info=error)
        sentence = (
            str(error) if isinstance(error, MindpaceError) else f"Something went wrong inside Mindpace: {error!r}."
        )
        self.emit(events.Failure(generation, sentence, error, fatal=fatal))

    def loudspeaker(self, generation: int, name: str, problem: events.DeviceProblem, message: str) -> None:
        """Tell that the loudspeaker came or went."""
        self.emit(events.Devices(generation, "loudspeaker", name, problem, message))
        if message:
            self.emit(events.Notice(generation, message))
