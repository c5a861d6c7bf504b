"""The answer that is played, and how much of it was heard."""

from __future__ import annotations

from collections.abc import Callable

from engine import events
from engine.history import Exchange, History
from engine.mouth import Mouth
from engine.turn import TurnRun


class Played:
    """Follows an answer from its first sound until it was heard, or falls silent; belongs to the model thread."""

    def __init__(self, mouth: Mouth, history: History, emit: Callable[[events.Event], None]) -> None:
        self._mouth, self._history, self._emit = mouth, history, emit
        self.turn: TurnRun | None = None
        """Whose answer it is; None while nothing is played."""

    @property
    def generation(self) -> int | None:
        """Number of the question whose answer is to be heard now; None where there is no sound of it."""
        return self.turn.generation if self.turn is not None and self._mouth.busy else None

    def stop(self) -> None:
        """Fall silent, and keep of the reply what was heard."""
        position = self._mouth.heard
        cut = self._mouth.busy
        self._mouth.stop()
        self._tell(position if cut else None)

    def ended(self) -> None:
        """It was played to its end."""
        self._tell(None)

    def _tell(self, position: int | None) -> None:
        """Tell how much of the reply was heard: its first `position` samples, or all."""
        turn, self.turn = self.turn, None
        answer = turn.current if turn is not None else None
        if turn is None or answer is None or not answer.samples:
            return
        whole = position is None or position >= answer.samples
        text = answer.reply if whole or position is None else answer.said.heard(position)
        self._history.add(Exchange(turn.generation, answer.thoughts, text))
        turn.remember(text)
        self._emit(events.Heard(turn.generation, text, whole))
