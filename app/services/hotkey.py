"""A global key: pressed and released anywhere on the desktop. On X11; elsewhere `why_not` says why it cannot be. No Qt.

Only this key is asked of the X server ("grabbed"); all others go where they went before.
"""

from __future__ import annotations

import os
import select
import sys
import threading
from collections.abc import Callable
from typing import Any

from app.services.language import tr
from engine.errors import SetupError
from engine.log import logger

_log = logger(__name__)
LOOK_S = 0.1
REPEAT_S = 0.03
"""Auto-repeat is a release with a press right after it."""
NAMES = {"Space": "space", "ScrollLock": "Scroll_Lock"}


def why_not() -> str | None:
    """Return why there can be no global key here, in one sentence; None where there can."""
    if sys.platform != "linux":
        return tr("A global key works on Linux with X11 only so far.")
    if os.environ.get("WAYLAND_DISPLAY") and os.environ.get("QT_QPA_PLATFORM", "wayland") != "xcb":
        return tr("This desktop runs on Wayland, which lets no program take a key from others. Use the window's keys.")
    if not os.environ.get("DISPLAY"):
        return tr("A global key needs an X server.")
    try:
        import Xlib  # noqa: F401
    except ImportError:
        return tr("A global key needs the Python package python-xlib: install it with pip.")
    return None


class GlobalKey:
    """Calls `pressed` and `released`, on a thread of its own, until `close`.

    Raises:
        SetupError: there can be none here, or another program has the key.
    """

    def __init__(self, key: str, pressed: Callable[[], None], released: Callable[[], None]) -> None:
        if (sentence := why_not()) is not None:
            raise SetupError(sentence)
        self._pressed, self._released = pressed, released
        self._closing = threading.Event()
        self._display, self._code = _grabbed(key)
        self._thread = threading.Thread(target=self._run, name="mindpace-hotkey", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Give the key back."""
        self._closing.set()
        self._thread.join(2.0)

    def _run(self) -> None:
        try:
            while not self._closing.is_set():
                if self._display.pending_events() or self._wait(LOOK_S):
                    self._take()
        except Exception:  # noqa: BLE001 - a lost X server must not end the program from here
            _log.info("the global key ended", exc_info=True)
        finally:
            self._display.close()

    def _take(self) -> None:
        from Xlib import X

        while self._display.pending_events():
            event = self._display.next_event()
            if event.type == X.KeyPress:
                self._pressed()
            elif event.type == X.KeyRelease and not self._repeats():
                self._released()

    def _repeats(self) -> bool:
        """Whether a press follows at once; it is dropped then."""
        from Xlib import X

        if not self._display.pending_events() and not self._wait(REPEAT_S):
            return False
        if not self._display.pending_events():
            return False
        following = self._display.next_event()
        if following.type == X.KeyPress:
            return True
        self._released()
        return True

    def _wait(self, seconds: float) -> bool:
        return bool(select.select([self._display.fileno()], [], [], seconds)[0])


def _grabbed(key: str) -> tuple[Any, int]:
    """A connection to the X server that gets the key, whatever the locks are, and the key's code."""
    from Xlib import XK, X, display, error

    *modifiers, name = key.split("+")
    try:
        connection = display.Display()
    except (error.DisplayError, OSError) as failure:
        raise SetupError(tr("The X server does not answer, so there is no global key.")) from failure
    symbol = XK.string_to_keysym(NAMES.get(name, name.lower() if len(name) == 1 else name))
    code = connection.keysym_to_keycode(symbol)
    masks = {"Ctrl": X.ControlMask, "Alt": X.Mod1Mask, "Shift": X.ShiftMask, "Meta": X.Mod4Mask}
    wanted = sum(masks[modifier] for modifier in modifiers)
    refused = error.CatchError(error.BadAccess)
    root = connection.screen().root
    for locks in (0, X.LockMask, X.Mod2Mask, X.LockMask | X.Mod2Mask):
        root.grab_key(code, wanted | locks, True, X.GrabModeAsync, X.GrabModeAsync, onerror=refused)
    connection.sync()
    if not code or refused.get_error() is not None:
        connection.close()
        raise SetupError(tr("Another program has the key {key}: choose another one.", key=key))
    return connection, code
