"""One request for the rest of a file: redirects, TLS, and what each answer means.

Only hosts and paths are ever logged or shown: signed addresses and keys travel in queries and headers.
"""

from __future__ import annotations

import email.utils
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
import urllib3

from engine import config
from engine.errors import PackError
from engine.packs.control import Control

MOST_REDIRECTS = 10
NO_ENTRY = "it does not let us in, perhaps because it wants a key (HF_TOKEN) of somebody who agreed to the licence"
LOOPBACK = ("localhost", "127.0.0.1", "::1")
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+|\*)")
_UNSATISFIED = re.compile(r"bytes \*/(\d+)")
_BROKEN = (requests.RequestException, urllib3.exceptions.HTTPError, OSError)


class TransferError(Exception):
    """Something went wrong that the user need not know yet.

    `again`: the same address may do better, after `wait` seconds (None: as the number of tries says). `fresh`: what
    is there already is of no use.
    """

    def __init__(self, reason: str, *, again: bool, wait: float | None = None, fresh: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.again, self.wait, self.fresh = reason, again, wait, fresh


@dataclass(frozen=True)
class Timeouts:
    """Seconds until a connection must stand, and between two blocks of an answer."""

    connect: float
    read: float


@dataclass(frozen=True)
class Rest:
    """The bytes of a file from `start` on; `total` bytes in all where the server says so; `validator` for If-Range."""

    start: int
    total: int | None
    validator: str | None
    raw: Any

    def read(self, size: int) -> bytes:
        """Return the next bytes, as they come and at most `size`; none at the end.

        Raises:
            TransferError: the connection was cut, or nothing comes.
        """
        try:
            return bytes(self.raw.read1(size, decode_content=False) or b"")
        except _BROKEN as error:
            raise broken(error) from error

    def wake(self) -> None:
        """End a `read` that blocks, from another thread."""
        self.raw.shutdown()


class Client:
    """Makes requests; keys are sent only to the host that they are for, over TLS, and never after a redirect away."""

    def __init__(
        self, keys: Mapping[str, str] | None = None, verify: str | bool = True, control: Control | None = None
    ) -> None:
        """`keys`: host name -> bearer token. `verify`: True, or a file of certificates to trust (for tests).

        A stop by `control` does not wait for an answer.
        """
        self._control = control or Control()
        self._keys = dict(keys or {})
        self._verify = verify
        self._session = requests.Session()
        # An object, because None would let requests read names and passwords from ~/.netrc.
        self._session.auth = lambda request: request

    def close(self) -> None:
        """Close all connections."""
        self._session.close()

    @contextmanager
    def rest(self, url: str, start: int, validator: str | None, timeouts: Timeouts) -> Iterator[Rest]:
        """Ask for the bytes of `url` from `start` on; the server may send all of them instead.

        Raises:
            TransferError: no usable answer.
        """
        headers = {"Range": f"bytes={start}-"} if start else {}
        if start and validator:
            headers["If-Range"] = validator
        answer = self.get(url, headers, timeouts)
        try:
            yield _rest(answer, start)
        finally:
            answer.close()

    def get(self, url: str, headers: Mapping[str, str], timeouts: Timeouts) -> requests.Response:
        """Return the answer at the end of all redirects, whatever its status; its body is not read yet.

        Raises:
            TransferError: no answer, or a redirect that must not be followed.
        """
        for _ in range(MOST_REDIRECTS):
            answer = self._one(url, headers, timeouts)
            if not answer.is_redirect:
                return answer
            answer.close()
            target = urljoin(url, answer.headers.get("Location", ""))
            if urlsplit(url).scheme == "https" and urlsplit(target).scheme != "https":
                raise TransferError("it leads to an address without encryption", again=False)
            url = target
        raise TransferError("it leads in circles", again=False)

    def small(self, url: str, most: int, timeouts: Timeouts) -> tuple[int, bytes]:
        """Return the status and the body, up to `most` bytes of it, of a JSON document.

        Raises:
            TransferError: no answer, or the connection was cut.
        """
        with self.get(url, {"Accept": "application/json"}, timeouts) as answer:
            try:
                return answer.status_code, bytes(answer.raw.read(most, decode_content=True))
            except _BROKEN as error:
                raise broken(error) from error

    def _one(self, url: str, headers: Mapping[str, str], timeouts: Timeouts) -> requests.Response:
        all_headers = {"User-Agent": f"mindpace/{config.VERSION}", "Accept-Encoding": "identity", **headers}
        try:
            parts = urlsplit(url)
            if parts.scheme == "https" and parts.hostname in self._keys:
                all_headers["Authorization"] = f"Bearer {self._keys[parts.hostname]}"
            return self._control.run(
                lambda: self._session.get(
                    url,
                    headers=all_headers,
                    stream=True,
                    allow_redirects=False,
                    verify=self._verify,
                    timeout=(timeouts.connect, timeouts.read),
                )
            )
        except (*_BROKEN, ValueError) as error:
            raise broken(error) from error


def broken(error: Exception) -> TransferError:
    """Return what a broken connection means."""
    if isinstance(error, requests.exceptions.SSLError | urllib3.exceptions.SSLError):
        return TransferError("its certificate is not to be trusted", again=False)
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.MissingSchema | ValueError):
        return TransferError("its address is wrong", again=False)
    if isinstance(error, requests.Timeout | urllib3.exceptions.TimeoutError | TimeoutError):
        return TransferError("it does not answer", again=True)
    if isinstance(error, requests.exceptions.ProxyError):
        return TransferError("the proxy does not let us through", again=True)
    return TransferError("the connection broke", again=True)


def require_safe(url: str, *, known: bool) -> None:
    """Do nothing if `url` may be asked: https; plain http only where the content's sha256 is `known`, or to loopback.

    Raises:
        PackError: it may not.
    """
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and (known or parts.hostname in LOOPBACK)):
        return
    raise PackError(f"{shown(url)} is not an https address: name one, or download the file yourself and add it.")


def shown(url: str) -> str:
    """Return the part of an address that may be shown and logged: no query, no name, no password."""
    try:
        parts = urlsplit(url)
        return f"{parts.hostname or ''}{parts.path}"[:300]
    except ValueError:
        return "an address that cannot be read"


def _rest(answer: requests.Response, start: int) -> Rest:
    """What an answer means; `start` is where the bytes were asked to begin."""
    if answer.headers.get("Content-Encoding", "identity").lower() not in ("identity", ""):
        raise TransferError("it sends the file packed", again=False)
    if answer.status_code == 206:
        return _partial(answer, start)
    if answer.status_code == 200:
        return Rest(0, _length(answer), _validator(answer), answer.raw)
    raise _refused(answer, start)


def _partial(answer: requests.Response, start: int) -> Rest:
    match = _RANGE.fullmatch(answer.headers.get("Content-Range", "").strip())
    if not match or int(match[1]) != start:
        raise TransferError("it sends another part than was asked for", again=True, fresh=True)
    total = None if match[3] == "*" else int(match[3])
    return Rest(start, total, _validator(answer), answer.raw)


def _refused(answer: requests.Response, start: int) -> TransferError:
    status = answer.status_code
    if status == 416:
        match = _UNSATISFIED.fullmatch(answer.headers.get("Content-Range", "").strip())
        whole = bool(match and int(match[1]) == start)
        # All bytes are there already; only their sha256 can tell whether they are the right ones.
        return (
            NothingLeftError(start)
            if whole
            else TransferError("the file is shorter than what is here", again=True, fresh=True)
        )
    if status in (401, 403):
        return TransferError(NO_ENTRY, again=False)
    if status in (404, 410):
        return TransferError("it does not have the file", again=False)
    if status in (408, 425, 429) or status >= 500:
        return TransferError(f"it is busy (HTTP {status})", again=True, wait=_retry_after(answer))
    return TransferError(f"it answers HTTP {status}", again=False)


class NothingLeftError(TransferError):
    """The server has no more bytes than we have."""

    def __init__(self, total: int) -> None:
        super().__init__("nothing is left", again=False)
        self.total = total


def _retry_after(answer: requests.Response) -> float | None:
    """Seconds that the server asks us to wait; None where it names none."""
    text = answer.headers.get("Retry-After", "").strip()
    if text.isdecimal():
        return float(text[:9])
    try:
        return max(0.0, email.utils.parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None


def _length(answer: requests.Response) -> int | None:
    text = answer.headers.get("Content-Length", "")
    return int(text) if text.isdecimal() and len(text) < 19 else None


def _validator(answer: requests.Response) -> str | None:
    """A strong ETag, else the time of the last change; weak ETags must not be used with ranges."""
    tag = answer.headers.get("ETag", "")
    return tag if tag.startswith('"') else answer.headers.get("Last-Modified")
