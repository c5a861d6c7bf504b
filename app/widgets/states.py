"""How each state is shown: in words, by a picture, and with which colours of the palette."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.services.language import mark, tr
from engine.events import State


@dataclass(frozen=True)
class Appearance:
    """A state's words (each with the name of its colour in `Colours`), a hint, its picture, the colours of its ring.

    Where two streams run there are two colours; a ring is `moving` while something goes on by itself.
    """

    words: tuple[tuple[str, str], ...]
    hint: str
    colours: tuple[str, ...]
    icon: str
    moving: bool = False
    progress: str = ""

    @property
    def title(self) -> str:
        """The words without their colours, in the language in use."""
        return " ".join(tr(word) for word, _colour in self.words) + self.progress


def _plain(title: str, hint: str, colour: str, icon: str = "microphone", *, moving: bool = False) -> Appearance:
    return Appearance(((title, colour),), hint, (colour,), icon, moving)


OPENING, READY_HANDS_FREE, MUTED, INTERRUPTED = "opening", "awaiting", "muted", "interrupted"
"""Known to the window only: the microphone is being opened; hands-free and nobody speaks; no microphone by wish; the
voice was stopped and thinking goes on, or has just ended."""
HANDS_FREE_HINT = mark("A pause ends your question")

APPEARANCES = {
    "loading": _plain(mark("Loading"), mark("The model is being read from disk"), "muted", "clock", moving=True),
    "idle": _plain(mark("Ready"), mark("Hold the space bar and ask"), "accent"),
    READY_HANDS_FREE: _plain(mark("Go ahead"), mark("Just speak; a pause ends your question"), "accent", "ear"),
    OPENING: _plain(mark("One moment"), mark("The microphone is being opened"), "listen", moving=True),
    "listening": _plain(mark("Listening"), mark("Let go when you have asked"), "listen", "wave"),
    "thinking": _plain(mark("Thinking"), mark("The answer is on its way"), "think", "mind", moving=True),
    "speaking": _plain(mark("Speaking"), mark("Escape stops it"), "speak", "speaker", moving=True),
    "thinking_and_speaking": Appearance(
        ((mark("Thinking"), "think"), (mark("and"), "muted"), (mark("speaking"), "speak")),
        mark("Escape stops only the voice"),
        ("think", "speak"),
        "both",
        moving=True,
    ),
    INTERRUPTED: _plain(mark("Interrupted"), mark("The voice stopped; its thoughts are kept"), "think", "hand"),
    MUTED: _plain(mark("Muted"), mark("Nothing is heard until you unmute"), "muted", "microphone-off"),
    "error": _plain(mark("Not working"), mark("The line at the top says why"), "warn", "notice"),
}


def appearance(state: State) -> Appearance:
    """Return how a state of the engine is shown; loading tells how far it is, as soon as that is known."""
    look = APPEARANCES.get(state.name, APPEARANCES["idle"])
    if state.name != "loading" or not state.progress:
        return look
    return replace(look, progress=f" {state.progress:.0%}")
