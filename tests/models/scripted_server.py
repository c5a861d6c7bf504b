"""An OpenAI-compatible server that does what a test tells it, on loopback."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Script:
    """`answers` are called one after another (the last one stays) with the handler and the request's JSON."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.requests: list[dict] = []
        self.headers: list[dict] = []
        self.lock = threading.Lock()

    def take(self, handler, body):
        with self.lock:
            self.requests.append(body)
            self.headers.append(dict(handler.headers))
            answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        answer(handler, body)


@contextlib.contextmanager
def serving(*answers, get=None) -> Iterator[tuple[str, Script]]:
    """Address of a server that follows the script, and the script."""
    script = Script(*answers)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            assert self.path == "/v1/chat/completions"
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                script.take(self, body)
            self.close_connection = True

        def do_GET(self):
            assert self.path == "/v1/models"
            get(self)
            self.close_connection = True

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", script
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def begin(handler):
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Connection", "close")
    handler.end_headers()


def send(handler, data):
    text = data if isinstance(data, str) else json.dumps(data)
    handler.wfile.write(f"data: {text}\n\n".encode())
    handler.wfile.flush()


def chunk(text="", reasoning="", reason=None):
    delta = {"content": text} if text else {}
    if reasoning:
        delta["reasoning_content"] = reasoning
    return {"choices": [{"index": 0, "delta": delta, "finish_reason": reason}]}


def words(*texts, reasoning=(), reason="stop", wait=None):
    """Streams texts, then the end; `wait` is an event to wait for before the end."""

    def answer(handler, _body):
        begin(handler)
        for text in reasoning:
            send(handler, chunk(reasoning=text))
        for text in texts:
            send(handler, chunk(text))
        if wait is not None:
            wait.wait(20)
        send(handler, chunk(reason=reason))
        send(handler, "[DONE]")

    return answer


def status(code, message="no", **headers):
    def answer(handler, _body):
        data = json.dumps({"error": {"message": message}}).encode()
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def hang_up(handler, _body):
    """Close the connection without a word."""
    handler.connection.shutdown(socket.SHUT_RDWR)


def cut(*texts):
    """Stream texts, then close the connection."""

    def answer(handler, _body):
        begin(handler)
        for text in texts:
            send(handler, chunk(text))
        handler.connection.shutdown(socket.SHUT_RDWR)

    return answer


def silent(event):
    """Say nothing until the event."""

    def answer(_handler, _body):
        event.wait(20)

    return answer


def garbage(*lines):
    def answer(handler, _body):
        begin(handler)
        for line in lines:
            send(handler, line)

    return answer
