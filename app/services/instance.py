"""One window a user: a second start brings the first one's window to the front and leaves.

A lock file decides who is first, also when two start at the same moment; a local socket carries the request. Both are
named after the user's data folder, because that is what two windows must not share.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Qt, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from engine import config
from engine.errors import SetupError
from engine.log import logger

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

PATIENCE_MS = 3_000
"""How long a second start waits for the first one to answer."""
LONGEST = 1_000
"""Bytes of a request; a longer one is not ours."""
LONGEST_PLACE = 60
"""Bytes of the folder's name: a socket's whole name has to fit into 107."""
HUNG = "Mindpace is running already and does not answer: end it, or wait until it has started, then try again."

_log = logger(__name__)


class Instance(QObject):
    """The right to be the only window, to be kept while it lives; `wanted` is emitted when somebody starts again."""

    wanted = Signal()

    def __init__(self, lock: QLockFile, name: str) -> None:
        super().__init__()
        self._lock = lock
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        QLocalServer.removeServer(name)  # left by a crash: the lock is ours, so nobody listens there
        if not self._server.listen(name):
            _log.warning("a second start cannot reach this one (%s)", self._server.errorString())

    def raises(self, window: QWidget) -> None:
        """Bring `window` to the front whenever somebody starts again."""
        self.wanted.connect(lambda: to_front(window))

    def close(self) -> None:
        """Let somebody else be the first."""
        self._server.close()
        self._lock.unlock()

    def _answer(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.readyRead.connect(lambda caller=caller: self._read(caller))
            caller.disconnected.connect(caller.deleteLater)
            if caller.bytesAvailable():
                self._read(caller)

    def _read(self, caller: QLocalSocket) -> None:
        if not caller.canReadLine():
            if caller.bytesAvailable() > LONGEST:
                caller.abort()
            return
        word, _, token = bytes(caller.readLine(LONGEST).data()).decode("utf-8", "replace").strip().partition(" ")
        caller.write(b"ok\n")
        caller.flush()  # before the window takes its time
        caller.disconnectFromServer()
        if word == "raise":
            if token:  # without it a Wayland desktop lets no window come to the front by itself
                os.environ["XDG_ACTIVATION_TOKEN"] = token
            self.wanted.emit()


def claim(*, quiet: bool = False) -> Instance | None:
    """Return the right to be the only window, or None when there is one, which has then come to the front.

    With `quiet` the other window stays where it is.

    Raises:
        SetupError: there is one that does not answer.
    """
    lock = QLockFile(str(_place() / f"{_name()}.lock"))
    lock.setStaleLockTime(0)  # only the end of its process makes it stale, not time
    if lock.tryLock(0):
        return Instance(lock, _address())
    if lock.error() != QLockFile.LockError.LockFailedError:
        _log.warning("cannot tell whether Mindpace runs already: %s is not writable", _place())
        return Instance(lock, _address())
    _ask("quiet" if quiet else "raise")
    return None


def _ask(word: str) -> None:
    token = os.environ.get("XDG_ACTIVATION_TOKEN") or os.environ.get("DESKTOP_STARTUP_ID") or ""
    if (socket := _connected()) is not None:
        socket.write(f"{word} {token}".strip().encode()[: LONGEST - 1] + b"\n")
        if socket.waitForReadyRead(PATIENCE_MS):
            return
    raise SetupError(HUNG)


def _connected() -> QLocalSocket | None:
    """A line to the first one, which may have its lock but not listen yet; None when it does not come to that."""
    until = time.monotonic() + PATIENCE_MS / 1000
    while True:
        socket = QLocalSocket()
        socket.connectToServer(_address())
        if socket.waitForConnected(PATIENCE_MS):
            return socket
        if time.monotonic() > until:
            return None
        time.sleep(0.02)


def to_front(window: QWidget) -> None:
    """Show `window`, also when it is minimised or hidden, and give it the keyboard."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized | Qt.WindowState.WindowActive)
    window.show()
    window.raise_()
    window.activateWindow()


def _name() -> str:
    return f"mindpace-{hashlib.sha256(str(config.data_dir()).encode()).hexdigest()[:12]}"


def _address() -> str:
    """The socket's name: a file in the place for such things, or what Windows makes of a bare name."""
    return _name() if os.name == "nt" else str(_place() / f"{_name()}.socket")


def _place() -> Path:
    """The folder for locks and sockets: the session's own where there is one."""
    place = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir())
    usable = os.access(place, os.W_OK) and len(os.fsencode(place)) < LONGEST_PLACE
    return place if usable else Path(tempfile.gettempdir())
