"""What a turn tells: at once, or later, while its question may yet go on.

An object of its own, so that an answer knows where its events go without knowing the turn: both would hold each other,
and with them megabytes of the ears' memory, until Python's cycle collector comes round many turns later.
"""

from __future__ import annotations

from collections.abc import Callable

from engine.events import Event


class Outbox:
    """Hands events to `tell`, in order; between `hold` and `let_out` it keeps them."""

    def __init__(self, tell: Callable[[Event], None]) -> None:
        self._tell = tell
        self._held: list[Event] | None = None

    @property
    def holding(self) -> bool:
        """Whether events are kept back."""
        return self._held is not None

    def put(self, event: Event) -> None:
        """Tell an event, or keep it."""
        if self._held is None:
            self._tell(event)
        else:
            self._held.append(event)

    def hold(self) -> None:
        """Keep events from now on."""
        self._held = []

    def drop(self) -> None:
        """Forget what was kept: it never happened."""
        self._held = None

    def let_out(self, *first: Event) -> None:
        """Tell `first`, then what was kept."""
        held, self._held = self._held or [], None
        for event in (*first, *held):
            self._tell(event)
