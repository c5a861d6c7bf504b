"""A server on loopback that does with each request what a test tells it to; else it serves the file, ranges and all."""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from requests.structures import CaseInsensitiveDict


@dataclass
class Request:
    path: str
    headers: CaseInsensitiveDict
    connection: socket.socket

    @property
    def start(self) -> int | None:
        text = self.headers.get("Range", "")
        return int(text.removeprefix("bytes=").rstrip("-")) if text else None

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)

    def head(self, status: int, **headers) -> None:
        """Status line and headers; `content_length` is written Content-Length."""
        lines = [f"HTTP/1.1 {status} X", "Connection: close"]
        lines += [f"{name.replace('_', '-').title()}: {value}" for name, value in headers.items()]
        self.send(("\r\n".join(lines) + "\r\n\r\n").encode())

    def reset(self) -> None:
        """End the connection with RST instead of in order."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


@dataclass
class Server:
    """`script`: what to do with the first requests, one entry each; the others `serve` the file of that path."""

    content: bytes
    etag: str | None = '"v1"'
    ranges: bool = True
    script: list[Callable[[Request, Server], None]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    port: int = 0
    scheme: str = "http"

    @property
    def root(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.root}/file.bin"

    @property
    def starts(self) -> list[int | None]:
        """Where each request asked to begin."""
        return [request.start for request in self.requests]

    def serve(self, request: Request, upto: int | None = None) -> None:
        """Answer as a good server would; with `upto` end the connection after so many bytes of the body."""
        start, content = request.start, self.files.get(request.path, self.content)
        fresh = request.headers.get("If-Range") in (None, self.etag)
        extra = {"etag": self.etag} if self.etag else {}
        if start is None or not self.ranges or not fresh:
            request.head(200, content_length=len(content), **extra)
            request.send(content[:upto])
        elif start >= len(content):
            request.head(416, content_range=f"bytes */{len(content)}", content_length=0)
        else:
            place = f"bytes {start}-{len(content) - 1}/{len(content)}"
            request.head(206, content_length=len(content) - start, content_range=place, **extra)
            request.send(content[start:][:upto])

    def handle(self, connection: socket.socket) -> None:
        request = _read(connection)
        if request is None:
            return
        turn = len(self.requests)
        self.requests.append(request)
        if turn < len(self.script):
            self.script[turn](request, self)
        else:
            self.serve(request)


def _read(connection: socket.socket) -> Request | None:
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65536)
        if not more:
            return None
        data += more
    first, *lines = data.split(b"\r\n\r\n")[0].decode().split("\r\n")
    headers = CaseInsensitiveDict(line.split(": ", 1) for line in lines)
    return Request(first.split()[1], headers, connection)


@contextlib.contextmanager
def serving(server: Server, context: ssl.SSLContext | None = None):
    """Run the server while inside; `context` makes it speak TLS."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    server.port = listener.getsockname()[1]
    server.scheme = "https" if context else "http"
    threads = []

    def one(connection):
        with contextlib.suppress(OSError), connection:
            if context is None:
                server.handle(connection)
            else:
                with context.wrap_socket(connection, server_side=True) as wrapped:
                    server.handle(wrapped)

    def accept():
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listener.accept()
                threads.append(threading.Thread(target=one, args=(connection,), daemon=True))
                threads[-1].start()

    accepting = threading.Thread(target=accept, daemon=True)
    accepting.start()
    try:
        yield server
    finally:
        server.over.set()
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        accepting.join(5)
        for thread in threads:
            thread.join(5)
