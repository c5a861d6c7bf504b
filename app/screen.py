"""Is there a screen? Qt ends the whole process when there is none, so it is found out before Qt is asked."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import sys

from engine.errors import SetupError

NO_SCREEN = (
    "There is no screen to open a window on: start Mindpace on a desktop, or ask here with `mindpace ask QUESTION.wav`."
)


def require_screen() -> None:
    """Do nothing if a window can be opened.

    Raises:
        SetupError: no X or Wayland server answers.
    """
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return
    if not os.environ.get("WAYLAND_DISPLAY") and not _x_answers():
        raise SetupError(NO_SCREEN)


def _x_answers() -> bool:
    """Whether the X server that `DISPLAY` names lets us in; True where libxcb is missing, which Qt reports itself."""
    if not os.environ.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL(ctypes.util.find_library("xcb") or "libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    answers = not xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return bool(answers)
