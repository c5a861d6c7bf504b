"""A file that is being downloaded: its bytes so far, their running sha256, and what the server said about them."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from engine.errors import PackError
from engine.packs.control import Control

BLOCK = 1 << 20
LONGEST_NOTE = 65_536


@dataclass(frozen=True)
class Note:
    """Which content the bytes belong to: where they came from, its validator there (for If-Range), its whole size."""

    url: str
    validator: str | None
    total: int | None


class Part:
    """`NAME.part` beside the file's place, with a note in `NAME.part.json`; used by one thread."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.path = target.with_name(target.name + ".part")
        self._note_path = target.with_name(target.name + ".part.json")
        self._file: BinaryIO | None = None
        self._hash = hashlib.sha256()
        self.size = 0
        self.note: Note | None = None

    def open(self, control: Control) -> None:
        """Take up what an earlier run left: its bytes are hashed again, so that a damaged part is found out.

        Raises:
            PackError: the folder or the file cannot be written.
            StoppedError: `control` says stop.
        """
        try:
            self._file = _open(self.path)
            self.note = self._read_note()
            while block := self._file.read(BLOCK):
                control.check()
                self._hash.update(block)
                self.size += len(block)
        except OSError as error:
            raise self._cannot(error) from error

    def begin(self, note: Note) -> None:
        """Remember what the bytes that follow belong to."""
        if note != self.note:
            self.note = note
            with contextlib.suppress(OSError):  # without it the part cannot be resumed safely, and is begun anew
                self._note_path.write_text(json.dumps(asdict(note)), encoding="utf-8")

    def append(self, data: bytes) -> None:
        """Write the next bytes.

        Raises:
            PackError: the disk is full, or has failed. What was there before stays usable.
        """
        try:
            view = memoryview(data)
            while view:
                written = self._opened.write(view)
                self._hash.update(view[:written])
                self.size += written
                view = view[written:]
        except OSError as error:
            raise self._cannot(error) from error

    def discard(self) -> None:
        """Begin at the first byte again."""
        try:
            self._opened.seek(0)
            self._opened.truncate()
        except OSError as error:
            raise self._cannot(error) from error
        self._hash, self.size, self.note = hashlib.sha256(), 0, None

    def sha256(self) -> str:
        """Return the hex sha256 of all bytes so far."""
        return self._hash.hexdigest()

    def finish(self) -> None:
        """Put the whole file in its place, in one step.

        Raises:
            PackError: the disk is full, or has failed.
        """
        try:
            self._opened.flush()
            os.fsync(self._opened.fileno())
            self.close()
            self.path.replace(self.target)
        except OSError as error:
            raise self._cannot(error) from error
        self._note_path.unlink(missing_ok=True)

    def close(self) -> None:
        """Close the file; what is there stays for the next run."""
        if self._file is not None:
            with contextlib.suppress(OSError):  # the last write has already told what is wrong
                self._file.close()
            self._file = None

    def remove(self) -> None:
        """Leave nothing behind."""
        self.close()
        for path in (self.path, self._note_path):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)

    @property
    def _opened(self) -> BinaryIO:
        if self._file is None:
            raise ValueError("the part is not open")
        return self._file

    def _read_note(self) -> Note | None:
        """The note of an earlier run; None where there is none that can be read."""
        try:
            if self._note_path.stat().st_size > LONGEST_NOTE:
                return None
            note = json.loads(self._note_path.read_text(encoding="utf-8"))
            url, validator, total = note["url"], note["validator"], note["total"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None
        fine = isinstance(url, str) and isinstance(validator, str | None) and isinstance(total, int | None)
        return Note(url, validator, total) if fine else None

    def _cannot(self, error: OSError) -> PackError:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            return PackError(
                f"The disk is full while {self.target.name} is being downloaded to {self.target.parent}: make room and "
                "try again; what is there is kept."
            )
        return PackError(f"{self.path} cannot be written ({error.strerror}): check its permissions.")


def _open(path: Path) -> BinaryIO:
    """The file, at its first byte, made where it is missing. A link in its place is not followed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o644), "r+b", buffering=0)
