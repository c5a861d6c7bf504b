"""Downloading one file, whatever happens on the way: it ends whole and right, paused, cancelled, or with a sentence.

Bytes go to `NAME.part`; what is there is taken up again by Range, after a cut as well as days later. Nothing gets the
file's own name before its length and sha256 are right.
"""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from engine.errors import PackError
from engine.log import logger
from engine.packs.control import Control, Outcome, StoppedError
from engine.packs.partial import Note, Part
from engine.packs.remote import Client, NothingLeftError, Rest, Timeouts, TransferError, require_safe, shown
from engine.packs.verify import sha256

_log = logger(__name__)

READ = 1 << 18
SPARE = 64 << 20
"""Bytes that a download leaves free on the disk."""
PROGRESS_EVERY_S = 0.1
LEAST_WORTH, MOST_WORTH = 1 << 10, 1 << 20
"""A connection that brings a hundredth of the file, within these bounds in bytes, counts as no failure."""


@dataclass(frozen=True)
class Wanted:
    """A file to get: its name, the addresses that have it (tried in order), and its size and sha256 if published."""

    name: str
    urls: tuple[str, ...]
    sha256: str | None = None
    bytes: int | None = None


@dataclass(frozen=True)
class Got:
    """How it ended; size and sha256 of the file when it is done."""

    outcome: Outcome
    sha256: str = ""
    bytes: int = 0


@dataclass(frozen=True)
class Progress:
    """`name`: the file; bytes `done` of `total` (None: unknown); bytes a second lately; what goes on in one word."""

    name: str
    done: int
    total: int | None
    rate: float
    state: str


@dataclass(frozen=True)
class Patience:
    """How long to wait for what, in seconds.

    An address is given up after `tries` failures in a row without progress; a wait doubles from `first_wait` on.
    """

    connect_s: float = 10.0
    stall_s: float = 20.0
    """After so long without a byte, or with fewer than `slowest` bytes a second, the connection is made anew."""
    slowest: float = 1024.0
    tries: int = 6
    first_wait_s: float = 1.0
    longest_wait_s: float = 60.0
    longest_asked_s: float = 300.0
    """The longest Retry-After that is obeyed; an address that asks for more is given up for now."""


def download(
    wanted: Wanted,
    folder: Path,
    client: Client,
    *,
    control: Control | None = None,
    on_progress: Callable[[Progress], None] = lambda _progress: None,
    patience: Patience | None = None,
) -> Got:
    """Get a file into `folder` and tell how it ended. A file that is there already and right is not fetched again.

    Raises:
        PackError: no address has the right file, the disk is full, or the folder cannot be written.
    """
    for url in wanted.urls:
        require_safe(url, known=wanted.sha256 is not None)
    control = control or Control()
    run = _Download(wanted, folder, client, control, on_progress, patience or Patience())
    try:
        return run.run()
    except StoppedError as stopped:
        if stopped.outcome is Outcome.CANCELLED:
            run.part.remove()
        return Got(stopped.outcome)
    finally:
        run.part.close()


class _Download:
    def __init__(
        self,
        wanted: Wanted,
        folder: Path,
        client: Client,
        control: Control,
        on_progress: Callable[[Progress], None],
        patience: Patience,
    ) -> None:
        self.wanted, self.client, self.control, self.patience = wanted, client, control, patience
        self.part = Part(folder / wanted.name)
        self.meter = _Meter(wanted, on_progress)
        self.urls = list(wanted.urls)
        self.failures = 0
        self.wrong = 0
        self.reasons: list[str] = []

    def run(self) -> Got:
        target = self.part.target
        if target.is_file() and self.wanted.sha256 and sha256(target, self.control) == self.wanted.sha256:
            return Got(Outcome.DONE, self.wanted.sha256, target.stat().st_size)
        self.meter.tell("looking", 0, force=True)
        self.part.open(self.control)
        while self.urls:
            self.control.check()
            try:
                self._fetch(self.urls[0])
                return self._finish()
            except TransferError as fault:
                self._after(fault)
        raise PackError(
            f"{self.wanted.name} cannot be downloaded ({'; '.join(dict.fromkeys(self.reasons))}): try again later, or "
            "download it yourself and add the file."
        )

    def _fetch(self, url: str) -> None:
        """Make the part whole from one address, as far as one connection goes."""
        validator = self._resumable(url)
        if self.part.size and self.wanted.sha256 == self.part.sha256():
            return
        times = Timeouts(self.patience.connect_s, self.patience.stall_s)
        self.meter.tell("connecting", self.part.size, force=True)
        try:
            with self.client.rest(url, self.part.size, validator, times) as rest, self.control.woken_by(rest.wake):
                self._take(url, rest)
        except NothingLeftError as whole:
            self._require_size(whole.total)
        except TransferError:
            self.control.check()  # a read that was woken up looks like a broken connection
            raise

    def _resumable(self, url: str) -> str | None:
        """The validator for If-Range; the part is discarded where nothing could tell that it fits."""
        note = self.part.note
        same = note is not None and note.url == url
        if self.part.size and self.wanted.sha256 is None and not (same and note and note.validator):
            self.part.discard()
        if self.wanted.bytes is not None and self.part.size > self.wanted.bytes:
            self.part.discard()
        return note.validator if same and note else None

    def _take(self, url: str, rest: Rest) -> None:
        self._require_size(rest.total)
        if rest.start == 0 and self.part.size:
            self.part.discard()  # the server does not know ranges, or has another file now
        self.part.begin(Note(url, rest.validator, rest.total))
        total = rest.total if rest.total is not None else self.wanted.bytes
        self.meter.total = total
        self._require_room(total)
        watch = _Watch(self.patience, total)
        while total is None or self.part.size < total:
            data = rest.read(READ if total is None else min(READ, total - self.part.size))
            if not data:
                break
            self.part.append(data)
            self.control.check()
            if watch.note(len(data)):
                self.failures = 0
            self.meter.tell("downloading", self.part.size)
        if total is not None and self.part.size != total:
            raise TransferError("the connection broke", again=True)

    def _require_size(self, total: int | None) -> None:
        if None not in (total, self.wanted.bytes) and total != self.wanted.bytes:
            raise TransferError(f"it has {total} bytes instead of {self.wanted.bytes}", again=False)

    def _require_room(self, total: int | None) -> None:
        folder = self.part.target.parent
        needed, free = (total or 0) - self.part.size, shutil.disk_usage(folder).free
        if needed + SPARE > free:
            raise PackError(
                f"{self.wanted.name} needs {needed / 1e9:.1f} GB more, but {folder} has {free / 1e9:.1f} GB free: make "
                "room and try again; what is there is kept."
            )

    def _finish(self) -> Got:
        """Put the part in its place if it is right.

        Raises:
            TransferError: it is not; the part is gone.
        """
        digest = self.part.sha256()
        self.meter.tell("checking", self.part.size, force=True)
        if self.wanted.sha256 is not None and digest != self.wanted.sha256:
            self.wrong += 1
            raise TransferError("it sent something else (wrong sha256)", again=self.wrong == 1, wait=0.0, fresh=True)
        if self.wanted.bytes is not None and self.part.size != self.wanted.bytes:
            raise TransferError(
                f"it has {self.part.size} bytes instead of {self.wanted.bytes}", again=False, fresh=True
            )
        self.part.finish()
        self.meter.tell("done", self.part.size, force=True)
        return Got(Outcome.DONE, digest, self.part.size)

    def _after(self, fault: TransferError) -> None:
        """Decide what follows a failure: wait and try again, or go to the next address."""
        url = self.urls[0]
        _log.info("%s: %s", shown(url), fault.reason)
        self.reasons.append(f"{shown(url).split('/')[0]}: {fault.reason}")
        self.failures += 1
        if fault.fresh:
            self.part.discard()
        patient = fault.wait is None or fault.wait <= self.patience.longest_asked_s
        if not fault.again or not patient or self.failures >= self.patience.tries:
            self.urls.pop(0)
            self.failures = 0
            return
        self.meter.tell("waiting", self.part.size, force=True)
        self.control.wait(self._wait() if fault.wait is None else fault.wait)

    def _wait(self) -> float:
        """Seconds before the next try: doubling, and not the same for everybody who was cut off at once."""
        longest = self.patience.first_wait_s * 2 ** (self.failures - 1)
        return min(longest, self.patience.longest_wait_s) * random.uniform(0.5, 1.0)


class _Watch:
    """Notices a connection that only trickles."""

    def __init__(self, patience: Patience, total: int | None) -> None:
        self._patience = patience
        self._since, self._bytes, self._all = time.monotonic(), 0, 0
        self._worth = MOST_WORTH if total is None else min(MOST_WORTH, max(LEAST_WORTH, total // 100))

    def note(self, size: int) -> bool:
        """Count bytes that came; return whether all of them were worth a connection.

        Raises:
            TransferError: it trickles.
        """
        self._bytes += size
        self._all += size
        now = time.monotonic()
        if now - self._since >= self._patience.stall_s:
            if self._bytes < self._patience.slowest * (now - self._since):
                raise TransferError("it sends next to nothing", again=True)
            self._since, self._bytes = now, 0
        return self._all >= self._worth


class _Meter:
    """Tells progress, not more often than a screen can show it."""

    def __init__(self, wanted: Wanted, on_progress: Callable[[Progress], None]) -> None:
        self._name, self.total = wanted.name, wanted.bytes
        self._on_progress = on_progress
        self._told = self._rate = 0.0
        self._mark: tuple[float, int] | None = None

    def tell(self, state: str, done: int, *, force: bool = False) -> None:
        now = time.monotonic()
        if not force and now - self._told < PROGRESS_EVERY_S:
            return
        self._told = now
        self._measure(state, now, done)
        self._on_progress(Progress(self._name, done, self.total, self._rate, state))

    def _measure(self, state: str, now: float, done: int) -> None:
        if state != "downloading":
            self._mark, self._rate = None, 0.0
        elif self._mark is None:
            self._mark = (now, done)
        elif now - self._mark[0] >= 1.0:
            lately = (done - self._mark[1]) / (now - self._mark[0])
            self._rate = lately if not self._rate else 0.7 * self._rate + 0.3 * lately
            self._mark = (now, done)
