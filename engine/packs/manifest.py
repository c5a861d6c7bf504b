"""`pack.json`: what a model pack is called, holds and needs. Parsing checks every field: packs come from anywhere."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from engine.errors import PackError
from engine.packs.fields import Fields
from engine.packs.kinds import KINDS, Body, Embedded, Hearing, LanguageModel, Speaking, body_to_dict

FORMAT = 2
MANIFEST = "pack.json"
LONGEST = 4 << 20
"""Bytes of the longest manifest that is read."""
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
"""A pack's name is also its folder's and goes on the command line."""
SHA256 = re.compile(r"[0-9a-f]{64}")
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?|.*\.", re.IGNORECASE)
"""Names that Windows keeps for itself or changes."""
LONGEST_FILE_NAME = 200
MOST_FILES = 1000


@dataclass(frozen=True)
class PackFile:
    """One file of a pack: its sha256 (hex) and its size."""

    sha256: str
    bytes: int


@dataclass(frozen=True)
class Source:
    """Where a pack's files came from: a host of the catalogue (or "local"), its repository there and the revision."""

    host: str
    repo: str
    revision: str


@dataclass(frozen=True)
class Manifest:
    """All of `pack.json`: `format` 1 or 2, `created` an ISO 8601 time, `files` by plain file name.

    `body` holds what packs of this kind hold; `hearing`, `speaking` and `lm` are those of an embedded pack.
    """

    format: int
    name: str
    version: str
    licence: str
    created: str
    files: dict[str, PackFile]
    body: Body
    title: str = ""
    """How people call it; empty: its name."""
    source: Source | None = None

    @property
    def kind(self) -> str:
        """One of `engine.packs.kinds.KINDS`."""
        return self.body.kind

    @property
    def embedded(self) -> Embedded:
        """What an embedded pack holds.

        Raises:
            PackError: it is of another kind.
        """
        if not isinstance(self.body, Embedded):
            raise PackError(f"The pack {self.name} is of the kind {self.kind}, which cannot do this: choose another.")
        return self.body

    @property
    def hearing(self) -> Hearing:
        """The ears of an embedded pack."""
        return self.embedded.hearing

    @property
    def speaking(self) -> Speaking:
        """The mouth of an embedded pack."""
        return self.embedded.speaking

    @property
    def lm(self) -> LanguageModel:
        """The mind of an embedded pack."""
        return self.embedded.lm

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, as they stand in `pack.json`."""
        head: dict[str, Any] = {
            "format": self.format,
            "name": self.name,
            "version": self.version,
            "licence": self.licence,
            "created": self.created,
        }
        if self.format > 1:
            head |= {"kind": self.kind, "title": self.title, "source": self.source and asdict(self.source)}
        return head | {"files": {n: asdict(f) for n, f in self.files.items()}} | body_to_dict(self.body)


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of the pack in `folder`.

    Raises:
        PackError: no such folder, no `pack.json`, not JSON, of a newer format, or a field missing or of a wrong type.
    """
    if not folder.is_dir():
        raise PackError(f"There is no model pack in {folder}: name the folder of a pack, or leave --pack out.")
    try:
        data = read_json(folder / MANIFEST)
    except FileNotFoundError as error:
        raise PackError(f"{folder} holds no {MANIFEST}, so it is no model pack: name the folder of one.") from error
    except (OSError, ValueError, RecursionError) as error:
        raise PackError(f"The {MANIFEST} in {folder} cannot be read ({error}): install the pack again.") from error
    return parse_manifest(data, folder)


def read_json(path: Path) -> Any:
    """Return the parsed JSON of a file of at most `LONGEST` bytes.

    Raises:
        OSError, ValueError, RecursionError: it cannot be read, is too long, or is no JSON.
    """
    with path.open("rb") as stream:
        raw = stream.read(LONGEST + 1)
    if len(raw) > LONGEST:
        raise ValueError("it is too long")
    return json.loads(raw.decode())


def parse_manifest(data: Any, folder: Path) -> Manifest:
    """Return the manifest that `data` (parsed JSON) states; `folder` is named in errors.

    Raises:
        PackError: a newer format or an unknown kind, or a field missing or of a wrong type.
    """
    fields = Fields(data, f"The {MANIFEST} in {folder}")
    number = fields.number("format")
    if number > FORMAT:
        raise PackError(f"The pack in {folder} has a newer format than this Mindpace knows: update Mindpace.")
    kind = fields.text("kind") if number > 1 else Embedded.kind
    if kind not in KINDS:
        raise PackError(f"The pack in {folder} is of the kind {kind[:40]!r}, which Mindpace does not know: update it.")
    manifest = Manifest(
        format=number,
        **fields.texts("name", "version", "licence", "created"),
        files=_files(fields.inner("files")),
        body=KINDS[kind].parse(fields),
        title=fields.text("title", ""),
        source=_source(fields.inner("source")) if fields.has("source") else None,
    )
    if number > 1 and not good_name(manifest.name):
        raise fields.wrong("name")
    for field, file in manifest.body.needed().items():
        if file not in manifest.files:
            raise fields.wrong(field)
    return manifest


def good_name(name: str) -> bool:
    """Whether a pack can be called so, on every system."""
    return bool(NAME.fullmatch(name)) and not RESERVED.fullmatch(name)


def plain_file_name(name: str) -> bool:
    """Whether `name` is a file's name and nothing else on every system: no folder, drive, stream or device in it.

    A name with a folder in it could make us read, write or delete files outside the pack.
    """
    printable = name.isprintable() and not set(name) & set('/\\:*?"<>|')
    return (
        printable and 0 < len(name) <= LONGEST_FILE_NAME and not name.startswith(".") and not RESERVED.fullmatch(name)
    )


def _files(fields: Fields) -> dict[str, PackFile]:
    # Names that differ in capitals only are one file on some systems.
    if len({name.lower() for name in fields.data}) != len(fields.data) or len(fields.data) > MOST_FILES:
        raise fields.wrong("")
    return {name: _file(name, fields.inner(name)) for name in fields.data}


def _file(name: str, fields: Fields) -> PackFile:
    digest = fields.text("sha256").lower()
    if not plain_file_name(name) or name.lower() == MANIFEST or not SHA256.fullmatch(digest):
        raise fields.wrong("")
    return PackFile(sha256=digest, bytes=fields.number("bytes"))


def _source(fields: Fields) -> Source:
    return Source(**fields.texts("host", "repo", "revision"))
