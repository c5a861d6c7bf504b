"""Unpacking a pack that comes as one file. Only plain files are taken, under their own names, in one folder."""

from __future__ import annotations

import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from engine.errors import PackError
from engine.packs.control import Control
from engine.packs.download import Progress
from engine.packs.manifest import MOST_FILES, plain_file_name
from engine.packs.staging import OnProgress, require_room

ENDINGS = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.xz")
BLOCK = 1 << 20
BROKEN = (tarfile.TarError, zipfile.BadZipFile, EOFError, zlib.error, lzma.LZMAError)
_Member = tuple[str, int, IO[bytes]]


def is_archive(path: Path) -> bool:
    """Whether the name is that of an archive that can be added."""
    return path.name.lower().endswith(ENDINGS)


def unpack(path: Path, folder: Path, control: Control, on_progress: OnProgress) -> None:
    """Put the files of an archive into `folder`, which must be empty; folders in the archive are left out.

    Raises:
        PackError: it is damaged, holds anything but plain files, or there is no room.
        StoppedError: `control` says stop.
    """
    try:
        for count, (name, size, stream) in enumerate(_members(path)):
            if count >= MOST_FILES or not plain_file_name(name) or (folder / name).exists():
                raise PackError(
                    f"The archive {path} holds a file that no pack can have ({name[:80]!r}): do not use it."
                )
            require_room(folder, size, name)
            _write(stream, folder / name, size, control, on_progress)
    except (
        tarfile.TarError,
        zipfile.BadZipFile,
        EOFError,
        OSError,
        ValueError,
        RuntimeError,
        NotImplementedError,
    ) as e:
        raise PackError(f"The archive {path} cannot be unpacked ({e}): get it again.") from e


def _strange(path: Path, name: str) -> PackError:
    return PackError(f"The archive {path} holds a file that no pack can have ({name[:80]!r}): do not use it.")


def _members(path: Path) -> Iterator[_Member]:
    yield from _zipped(path) if path.name.lower().endswith(".zip") else _tarred(path)


def _zipped(path: Path) -> Iterator[_Member]:
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if not member.is_dir():
                with archive.open(member) as stream:
                    yield _name(path, member.filename), member.file_size, stream


def _tarred(path: Path) -> Iterator[_Member]:
    with tarfile.open(path) as archive:
        for member in archive:
            if member.isdir():
                continue
            stream = archive.extractfile(member) if member.isreg() else None
            if stream is None:
                raise PackError(f"The archive {path} holds a link or a device ({member.name[:80]!r}): do not use it.")
            yield _name(path, member.name), member.size, stream


def _name(path: Path, name: str) -> str:
    """The file's own name, without the one folder that archives usually begin with."""
    parts = PurePosixPath(name).parts
    if len(parts) > 2 or ".." in parts or name.startswith("/"):
        raise _strange(path, name)
    return parts[-1] if parts else name


def _write(stream: IO[bytes], target: Path, size: int, control: Control, on_progress: OnProgress) -> None:
    """Write at most the bytes that the archive promised, so that a bomb cannot fill the disk."""
    done = 0
    with target.open("xb") as file:
        while block := stream.read(BLOCK):
            control.check()
            done += len(block)
            if done > size:
                raise ValueError(f"{target.name} is longer than the archive says")
            file.write(block)
            on_progress(Progress(target.name, done, size, 0.0, "unpacking"))
    if done != size:
        raise ValueError(f"{target.name} is shorter than the archive says")
