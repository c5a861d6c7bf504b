"""What was thought and said in earlier turns: bounded, so that hours of conversation cost what three turns cost."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

TURNS = 3
CHARACTERS = 600
"""About 200 tokens, of the 4 096 cells that question, thoughts and reply share."""


@dataclass(frozen=True)
class Exchange:
    """One turn: its thoughts, and as much of the reply as was heard."""

    generation: int
    thoughts: str
    heard: str


class History:
    """The last turns, oldest first; the oldest goes when there are more than `turns`."""

    def __init__(self, turns: int = TURNS, characters: int = CHARACTERS) -> None:
        self._exchanges: deque[Exchange] = deque(maxlen=turns)
        self._characters = characters

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The turns that are kept."""
        return tuple(self._exchanges)

    def add(self, exchange: Exchange) -> None:
        """Keep a turn, in the place of what was known of the same one; a turn without thoughts is not kept."""
        if not exchange.thoughts:
            return
        if self._exchanges and self._exchanges[-1].generation == exchange.generation:
            self._exchanges.pop()
        self._exchanges.append(exchange)

    def text(self) -> str:
        """Return the thoughts of the last turns, one turn a line, as many whole turns as there is room for."""
        lines: list[str] = []
        for exchange in reversed(self._exchanges):
            if sum(map(len, lines)) + len(exchange.thoughts) > self._characters:
                break
            lines.insert(0, exchange.thoughts)
        return "\n".join(lines)

    def forget(self, generation: int) -> None:
        """Forget the last turn if it is that one."""
        if self._exchanges and self._exchanges[-1].generation == generation:
            self._exchanges.pop()

    def begin(self, thoughts: str) -> None:
        """Forget everything but `thoughts` of earlier turns, one turn a line."""
        self.clear()
        self.add(Exchange(0, thoughts, ""))

    def clear(self) -> None:
        """Forget everything."""
        self._exchanges.clear()
