"""Words on widgets that follow the language: `put(button, text="Save", tip="Keeps it in a file")`."""

from __future__ import annotations

import weakref
from typing import Any

from PySide6.QtWidgets import QWidget

from app.services.language import on_change, tr

SETTERS = {
    "text": "setText",
    "tip": "setToolTip",
    "name": "setAccessibleName",
    "description": "setAccessibleDescription",
    "placeholder": "setPlaceholderText",
    "title": "setTitle",
}
_put: weakref.WeakKeyDictionary[QWidget, dict[str, str]] = weakref.WeakKeyDictionary()


def put(widget: Any, **texts: str) -> None:
    """Set English texts on a widget in the language in use, now and after each change of it."""
    _put.setdefault(widget, {}).update(texts)
    _apply(widget, texts)


def _apply(widget: Any, texts: dict[str, str]) -> None:
    for kind, source in texts.items():
        getattr(widget, SETTERS[kind])(tr(source))


def _again() -> None:
    import shiboken6

    for widget, texts in list(_put.items()):
        if shiboken6.isValid(widget):
            _apply(widget, texts)


on_change(_again)
