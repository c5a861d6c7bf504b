"""How each state of the engine is shown: in words, and with which colours of the palette."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.events import State


@dataclass(frozen=True)
class Appearance:
    """A state's words (each with the name of its colour in `Colours`), a hint, and the colours of its ring.

    Where two streams run there are two; a ring is `moving` while something goes on by itself.
    """

    words: tuple[tuple[str, str], ...]
    hint: str
    colours: tuple[str, ...]
    moving: bool = False

    @property
    def title(self) -> str:
        """The words without their colours."""
        return "".join(word for word, _colour in self.words)


def _plain(title: str, hint: str, colour: str, *, moving: bool = False) -> Appearance:
    return Appearance(((title, colour),), hint, (colour,), moving)


OPENING = "opening"
"""Between the press of the key and the microphone being open; known to the window only."""

APPEARANCES = {
    "loading": _plain("Loading", "The model is being read from disk", "muted", moving=True),
    "idle": _plain("Ready", "Hold the space bar and ask", "accent"),
    OPENING: _plain("One moment", "The microphone is being opened", "listen", moving=True),
    "listening": _plain("Listening", "Let go when you have asked", "listen"),
    "thinking": _plain("Thinking", "The answer is on its way", "think", moving=True),
    "speaking": _plain("Speaking", "Escape stops it", "speak", moving=True),
    "thinking_and_speaking": Appearance(
        (("Thinking", "think"), (" and ", "muted"), ("speaking", "speak")),
        "Escape stops only the voice",
        ("think", "speak"),
        moving=True,
    ),
    "error": _plain("Not working", "The line at the top says why", "warn"),
}


def appearance(state: State) -> Appearance:
    """Return how a state is shown; loading tells how far it is, as soon as that is known."""
    look = APPEARANCES[state.name]
    if state.name != "loading" or not state.progress:
        return look
    return replace(look, words=((f"Loading {state.progress:.0%}", "muted"),))
