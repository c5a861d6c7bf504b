"""A pack in the making: a hidden folder beside the finished ones, renamed in one step when all of it is right."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from engine.errors import PackError
from engine.packs import links
from engine.packs.control import Control
from engine.packs.download import SPARE, Progress
from engine.packs.manifest import PackFile, good_name

BLOCK = 4 << 20
OnProgress = Callable[[Progress], None]


class Staging:
    """The folder `.NAME` in `packs`; `place` makes it the pack NAME."""

    def __init__(self, packs: Path, name: str) -> None:
        self.packs, self.name = packs, name
        self.folder = packs / f".{name}"
        self.final = packs / name

    def place(self) -> Path:
        """Give the pack its name and return its folder.

        Raises:
            PackError: a pack of that name has appeared meanwhile, or the folder cannot be written.
        """
        try:
            os.rename(self.folder, self.final)  # noqa: PTH104 - never replaces a folder that holds something
        except OSError as error:
            raise PackError(
                f"The pack cannot be put in {self.final} ({error.strerror}): is it there already?"
            ) from error
        return self.final

    def remove(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def put(self, source: Path, name: str, control: Control, on_progress: OnProgress) -> PackFile:
        """Copy a file into the folder and return its size and sha256.

        Raises:
            PackError: it cannot be read, or there is no room.
            StoppedError: `control` says stop.
        """
        digest, done = hashlib.sha256(), 0
        try:
            total = source.stat().st_size
            require_room(self.folder, total, source.name)
            with source.open("rb") as reader, (self.folder / name).open("xb") as writer:
                while block := reader.read(BLOCK):
                    control.check()
                    writer.write(block)
                    digest.update(block)
                    done += len(block)
                    on_progress(Progress(name, done, total, 0.0, "copying"))
                writer.flush()
                os.fsync(writer.fileno())
        except OSError as error:
            raise _cannot(source, self.folder, error) from error
        return PackFile(digest.hexdigest(), done)

    def link(self, source: Path, name: str) -> None:
        """Make the pack's file `name` a link to `source`.

        Raises:
            PackError: the system does not let us.
        """
        try:
            (self.folder / name).symlink_to(source)
        except OSError as error:
            raise PackError(f"{source.name} cannot be linked ({error.strerror}): add it without --link.") from error


@contextlib.contextmanager
def staging(packs: Path, name: str) -> Iterator[Staging]:
    """Make the hidden folder for a new pack, or take up the one of an interrupted download; no one else gets it.

    Raises:
        PackError: the name is none, is taken or being added by another process, or the folder cannot be made.
    """
    require_free(packs, name)
    stage = Staging(packs, name)
    try:
        packs.mkdir(parents=True, exist_ok=True)
        lock = FileLock(packs / f".{name}.lock", timeout=0)
        with lock:
            stage.folder.mkdir(exist_ok=True)
            yield stage
    except Timeout as error:
        raise PackError(f"The pack {name} is being added already: wait until that is done.") from error
    except OSError as error:
        raise PackError(f"{packs} cannot be written ({error.strerror}): check its permissions.") from error
    finally:
        with contextlib.suppress(OSError):
            if not stage.folder.exists():
                (packs / f".{name}.lock").unlink(missing_ok=True)


@contextlib.contextmanager
def removed_if_bad(stage: Staging) -> Iterator[None]:
    """Leave nothing behind when the work inside fails or is stopped."""
    try:
        yield
    except BaseException:
        stage.remove()
        links.forget(stage.packs, stage.folder.name)
        links.forget(stage.packs, stage.name)
        raise


def require_free(packs: Path, name: str) -> None:
    """Do nothing if a new pack can be called `name`.

    Raises:
        PackError: it cannot.
    """
    if not good_name(name):
        raise PackError(f"A pack cannot be called {name[:80]!r}: use small letters, digits, dots and dashes (--name).")
    if (packs / name).exists() or name == "embedded":
        raise PackError(f"There is a pack called {name} already: remove it first, or choose another --name.")


def require_room(folder: Path, size: int, what: str) -> None:
    """Do nothing if `size` more bytes fit on the disk of `folder`.

    Raises:
        PackError: they do not.
    """
    free = shutil.disk_usage(folder).free
    if size + SPARE > free:
        raise PackError(
            f"{what} needs {size / 1e9:.1f} GB, but {folder.parent} has {free / 1e9:.1f} GB free: make room, or leave "
            "the file where it is with --link."
        )


def _cannot(source: Path, folder: Path, error: OSError) -> PackError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return PackError(f"The disk is full while {source.name} is being copied to {folder.parent}: make room.")
    return PackError(f"{source} cannot be copied to {folder.parent} ({error.strerror}): check both.")
