"""The language of what one reads: English in the code, other languages from `app/words/LANGUAGE.json`. No Qt.

tr("Save as …")                      # the sentence in the language in use
tr("{count} turns", count=3)         # values are filled in after the look-up
mark("Ready")                        # as it is: says that a constant is looked up later, by `tr`
use("de"); on_change(callback)       # callback() after each change
"""

from __future__ import annotations

import json
import locale
import weakref
from collections.abc import Callable
from functools import cache
from pathlib import Path

LANGUAGES = {"en": "English", "de": "Deutsch"}
"""Languages there are, under their own names."""
FOLDER = Path(__file__).resolve().parent.parent / "words"

_state: dict[str, str] = {"language": "en"}
_listeners: list[Callable[[], Callable[[], None] | None]] = []
"""Weak references: who listens need not say when it ends."""


def tr(source: str, **values: object) -> str:
    """Return `source` in the language in use, with `values` filled in; English where there is no translation."""
    text = catalogue(_state["language"]).get(source, source)
    return text.format(**values) if values else text


def mark(source: str) -> str:
    """Return `source`: it is for `tr` later."""
    return source


def use(name: str) -> None:
    """Speak `name`: a key of `LANGUAGES`, or "system" for what the desktop is set to."""
    chosen = system_language() if name == "system" else name
    chosen = chosen if chosen in LANGUAGES else "en"
    if chosen != _state["language"]:
        _state["language"] = chosen
        for reference in tuple(_listeners):
            listener = reference()
            try:
                alive = listener is not None
                if listener is not None:
                    listener()
            except RuntimeError:  # a widget whose window is gone
                alive = False
            if not alive:
                _listeners.remove(reference)


def language() -> str:
    """Return the language in use."""
    return _state["language"]


def on_change(listener: Callable[[], None]) -> None:
    """Have `listener`, a method or a function, called after each change of language, for as long as it lives."""
    owner = getattr(listener, "__self__", None)
    if owner is None:
        _listeners.append(lambda: listener)
        return
    alive, name = weakref.ref(owner), listener.__name__
    _listeners.append(lambda: None if (there := alive()) is None else getattr(there, name))


def system_language() -> str:
    """Return the language of the desktop's settings, "en" where it is not known."""
    name = locale.getlocale()[0] or _from_environment()
    return name.partition("_")[0].lower() or "en"


def _from_environment() -> str:
    import os

    return next((os.environ[n] for n in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(n)), "en")


@cache
def catalogue(name: str) -> dict[str, str]:
    """Return the sentences of a language: English to it."""
    if name == "en":
        return {}
    words: dict[str, str] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return words
