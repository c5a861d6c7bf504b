"""One streamed answer of an OpenAI-compatible server, read on a thread of its own and taken without waiting.

A connection that fails before the first word is tried again, later and later; afterwards a failure ends the answer.
TLS is verified, redirects are not followed (a key must not travel on), and nothing of a request is logged.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import queue
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from engine.errors import ServerError
from engine.log import logger

_log = logger(__name__)

TRIES = 4
FIRST_WAIT_S = 0.5
LONGEST_WAIT_S = 20.0
CONNECT_S = 10.0
LONGEST_LINE = 1 << 20
LONGEST_ERROR = 4096
AGAIN = (408, 425, 429, 500, 502, 503, 504, 529)
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Endpoint:
    """Where the server is, the name it has for the model, its key (empty: none), and seconds that it may be silent."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    silent_s: float = 60.0
    plain_http: bool = False

    @property
    def host(self) -> str:
        """Name of the machine."""
        return urlsplit(self.url).hostname or ""

    @property
    def local(self) -> bool:
        """Whether it is this computer."""
        return self.host in LOOPBACK

    def check(self) -> None:
        """Do nothing if the address is one that may be talked to.

        Raises:
            ServerError: it is not.
        """
        parts = urlsplit(self.url)
        if parts.scheme not in ("https", "http") or not parts.hostname or parts.username or parts.query:
            raise ServerError(f"{self.url[:100]!r} is no address of a server: give one like https://host/v1.")
        if parts.scheme == "http" and not (self.local or self.plain_http):
            raise ServerError(
                f"The address of {parts.hostname} is not encrypted, so others could listen: use https, or allow it in "
                "the pack (plain_http)."
            )

    @property
    def path(self) -> str:
        """Path of chat completions."""
        base = urlsplit(self.url).path.rstrip("/")
        return f"{base}/chat/completions" if base.rsplit("/", 1)[-1].startswith("v") else f"{base}/v1/chat/completions"


@dataclass(frozen=True)
class Request:
    """What is asked: messages, and whether to go on from the last one, an assistant's; `extra` are further fields."""

    messages: list[dict[str, Any]]
    continues: bool = False
    max_tokens: int | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    def body(self, model: str) -> bytes:
        """Return it as JSON."""
        fields: dict[str, Any] = {"model": model, "messages": self.messages, "stream": True, **self.extra}
        if self.max_tokens is not None:
            fields["max_tokens"] = self.max_tokens
        if self.continues:
            fields |= {"add_generation_prompt": False, "continue_final_message": True}
        return json.dumps(fields).encode()


@dataclass(frozen=True)
class Delta:
    """Some text; `reasoning` where the server itself says that it is a thought."""

    text: str
    reasoning: bool = False


@dataclass(frozen=True)
class End:
    """The answer is over; `reason` is the server's: stop, length ..."""

    reason: str


Item = Delta | End | ServerError


class TextStream:
    """An answer coming in: `take` what is there, `close` it at any time."""

    def __init__(self, endpoint: Endpoint, request: Request) -> None:
        endpoint.check()
        self._endpoint, self._body = endpoint, request.body(endpoint.model)
        self._items: queue.Queue[Item] = queue.Queue()
        self._socket: socket.socket | None = None
        self._closed = threading.Event()
        self._told = False
        self._thread = threading.Thread(target=self._run, name="mindpace-server", daemon=True)
        self._thread.start()

    def take(self, wait_s: float = 0.0) -> Delta | End | None:
        """Return what came next, waiting `wait_s` at most; None where nothing came.

        Raises:
            ServerError: the server cannot be reached, refuses, or broke off.
        """
        try:
            item = self._items.get(timeout=wait_s) if wait_s > 0 else self._items.get_nowait()
        except queue.Empty:
            return None
        if isinstance(item, ServerError):
            raise item
        return item

    def close(self) -> None:
        """Hang up; harmless when called again."""
        self._closed.set()
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)  # ends a read that waits on the other thread

    def _run(self) -> None:
        wait = FIRST_WAIT_S
        for attempt in range(1, TRIES + 1):
            again = self._try()
            if again is None:
                return
            if self._told or attempt == TRIES:
                self._fail(again.sentence)
                return
            _log.info("the server failed (%s), trying again", again.why)
            if self._closed.wait(min(LONGEST_WAIT_S, again.wait_s if again.wait_s is not None else wait)):
                return
            wait *= 2

    def _try(self) -> _AgainError | None:
        """One attempt; return why another one may work."""
        try:
            self._attempt()
        except _AgainError as again:
            return again
        except ServerError as error:
            self._fail(error)
        except Exception as error:  # noqa: BLE001 - it crosses to the other thread as an object
            self._fail(ServerError(f"{self._who} sent what cannot be understood ({type(error).__name__})."))
        return None

    @property
    def _who(self) -> str:
        return f"The server {self._endpoint.host}"

    def _fail(self, error: ServerError) -> None:
        if not self._closed.is_set():
            self._items.put(error)

    def _attempt(self) -> None:
        connection = self._connection()
        response = None
        try:
            response = self._ask(connection)
            self._require_good(response)
            self._read(response)
        except ssl.SSLError as error:
            raise ServerError(
                f"{self._who} cannot prove who it is ({error.reason or 'TLS'}), so nothing was sent: check its address."
            ) from error
        except (OSError, http.client.HTTPException) as error:
            raise self._lost(error) from error
        finally:
            if response is not None:
                response.close()
            connection.close()

    def _lost(self, error: Exception) -> _AgainError:
        if self._told:
            sentence = f"{self._who} broke off in the middle of the answer: ask again."
        elif isinstance(error, TimeoutError):
            sentence = f"{self._who} did not answer in {self._endpoint.silent_s:.0f} s: ask again later."
        else:
            sentence = f"{self._who} cannot be reached: check the network, or choose a model on this computer."
        return _AgainError(ServerError(sentence), type(error).__name__)

    def _connection(self) -> http.client.HTTPConnection:
        parts = urlsplit(self._endpoint.url)
        if parts.scheme == "http":
            return http.client.HTTPConnection(self._endpoint.host, parts.port, timeout=CONNECT_S)
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(self._endpoint.host, parts.port, timeout=CONNECT_S, context=context)

    def _ask(self, connection: http.client.HTTPConnection) -> http.client.HTTPResponse:
        connection.connect()
        self._socket = connection.sock
        if self._closed.is_set():
            raise ServerError("hung up")
        self._socket.settimeout(self._endpoint.silent_s)
        headers = {"Content-Type": "application/json", "Accept": "text/event-stream"}
        if self._endpoint.key:
            headers["Authorization"] = f"Bearer {self._endpoint.key}"
        connection.request("POST", self._endpoint.path, self._body, headers)
        return connection.getresponse()

    def _require_good(self, response: http.client.HTTPResponse) -> None:
        status = response.status
        if status == 200:
            return
        said = _message(response.read(LONGEST_ERROR), self._endpoint.key)
        if status in AGAIN:
            tired = "is asked too often" if status == 429 else f"is not well ({status})"
            error = ServerError(f"{self._who} {tired}{said}: ask again later.")
            raise _AgainError(error, str(status), _retry_after(response))
        reasons = {
            401: "does not accept the key: set it again with `mindpace packs key`",
            403: "does not allow this: ask who runs it for access",
            404: f"has no model {self._endpoint.model[:60]!r} at this address: check both",
            413: "finds the question too long: ask a shorter one",
        }
        what = reasons.get(status, f"refuses the question ({status}{said}): check the pack's settings")
        raise ServerError(f"{self._who} {what}.")

    def _read(self, response: http.client.HTTPResponse) -> None:
        reason = ""
        for data in _events(response):
            if self._closed.is_set():
                return
            if data == "[DONE]":
                self._items.put(End(reason or "stop"))
                return
            reason = self._deliver(data) or reason
        if not reason and not self._told:
            sentence = f"{self._who} ended without an answer: ask again, or ask a shorter question."
            raise _AgainError(ServerError(sentence), "no answer")
        if not reason:  # the stream ended, but nobody said that the answer is complete
            raise ConnectionResetError
        self._items.put(End(reason))

    def _deliver(self, data: str) -> str:
        """Hand on what a chunk holds; return why the answer ended, if it says so."""
        try:
            chunk = json.loads(data)
            if chunk.get("error"):
                error = chunk["error"]
                said = _short(str(error.get("message", "") if isinstance(error, dict) else error), self._endpoint.key)
                raise ServerError(f"{self._who} failed{said}: ask again.")
            choices = chunk.get("choices") or []
            delta = (choices[0].get("delta") or {}) if choices else {}
            reasoning = delta.get("reasoning_content") or delta.get("reasoning") or ""
            text, reason = delta.get("content") or "", str((choices[0].get("finish_reason") or "") if choices else "")
            if not isinstance(reasoning, str) or not isinstance(text, str):
                raise TypeError
        except (ValueError, AttributeError, TypeError, KeyError, IndexError) as error:
            raise ServerError(f"{self._who} sent what cannot be understood: is it OpenAI-compatible?") from error
        for piece, thought in ((reasoning, True), (text, False)):
            if piece:
                self._told = True
                self._items.put(Delta(piece, thought))
        return reason


class _AgainError(Exception):
    """A failure after which another try may work: `sentence` for the user when it is the last."""

    def __init__(self, sentence: ServerError, why: str, wait_s: float | None = None) -> None:
        super().__init__(why)
        self.sentence, self.why, self.wait_s = sentence, why, wait_s


def _events(response: http.client.HTTPResponse) -> Iterator[str]:
    """The data of server-sent events, one after another."""
    lines: list[str] = []
    while raw := response.readline(LONGEST_LINE):
        line = raw.decode("utf-8", "replace").rstrip("\r\n")
        if len(raw) >= LONGEST_LINE:
            raise ServerError("The server sent a line without end: is it OpenAI-compatible?")
        if line.startswith("data:"):
            lines.append(line[5:].lstrip(" "))
        elif not line and lines:
            yield "\n".join(lines)
            lines = []
    if lines:
        yield "\n".join(lines)


def _message(raw: bytes, key: str) -> str:
    """What a server says about an error, in a few words."""
    try:
        data = json.loads(raw)
        error = data.get("error", data)
        return _short(str(error.get("message", "") if isinstance(error, dict) else error), key)
    except (ValueError, AttributeError):
        return ""


def _short(text: str, key: str) -> str:
    text = " ".join((text.replace(key, "...") if key else text).split())[:160]
    return f": {text.rstrip('.')}" if text else ""


def _retry_after(response: http.client.HTTPResponse) -> float | None:
    try:
        return max(0.0, float(response.headers.get("Retry-After", "")))
    except ValueError:
        return None
