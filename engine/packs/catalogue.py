"""The catalogue of models that Mindpace knows by name (`assets/catalogue.json`): where they are and what they are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine import config
from engine.errors import PackError
from engine.packs.fields import Fields
from engine.packs.kinds import Mtmd, Voice
from engine.packs.manifest import SHA256, Source, good_name, plain_file_name, read_json

CATALOGUE = "catalogue.json"
ROLES = ("model", "ears", "codec", "speaker")
NEWEST = "main"
"""The revision of a repository that is asked for where the catalogue names none."""


@dataclass(frozen=True)
class Host:
    """Patterns of addresses with `{repo}`, `{revision}` and `{file}`; `files` are tried in order, mirrors last."""

    listing: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """A file of an entry; size and sha256 are None where nobody published them. `save_as` is its name in the pack."""

    role: str
    file: str
    save_as: str
    sha256: str | None
    bytes: int | None
    about: bool
    """Whether `bytes` is rounded."""
    source: Source


@dataclass(frozen=True)
class Entry:
    """One model. `verified`: whether Mindpace was tried with it. `body` holds the pack's fields that no file tells."""

    name: str
    title: str
    about: str
    kind: str
    licence: str
    licence_note: str
    verified: bool
    source: Source
    items: tuple[Item, ...]
    evidence: str
    template: str | None
    """A chat template to put beside the model, where the one in its file is wrong."""
    body: dict[str, Any]

    @property
    def bytes(self) -> int | None:
        """Size of all files; None where one is unknown."""
        sizes = [item.bytes for item in self.items]
        return None if None in sizes else sum(size for size in sizes if size)

    @property
    def about_bytes(self) -> bool:
        """Whether `bytes` is rounded."""
        return any(item.about for item in self.items)


@dataclass(frozen=True)
class Catalogue:
    """Hosts and entries by name."""

    hosts: dict[str, Host]
    entries: dict[str, Entry]


def read_catalogue(path: Path | None = None) -> Catalogue:
    """Return the catalogue that ships with Mindpace, or another one.

    Raises:
        PackError: it cannot be read or holds something wrong.
    """
    path = path or config.assets_dir() / CATALOGUE
    try:
        data = read_json(path)
    except (OSError, ValueError, RecursionError) as error:
        raise PackError(f"The catalogue {path} cannot be read ({error}): install Mindpace again.") from error
    fields = Fields(data, f"The catalogue {path}", advice="install Mindpace again")
    if fields.number("format") != 1:
        raise PackError(f"The catalogue {path} has a format that this Mindpace does not know: update Mindpace.")
    hosts = {name: _host(fields.inner("hosts").inner(name)) for name in fields.inner("hosts").data}
    entries: dict[str, Entry] = {}
    for number, raw in enumerate(_list(fields, "entries")):
        entry = _entry(Fields(raw, fields.where, f"entries.{number}.", fields.advice), hosts)
        entries[entry.name] = entry
    return Catalogue(hosts, entries)


def address(pattern: str, source: Source, file: str = "") -> str:
    """Return the address of a file (or listing) by a host's pattern."""
    return pattern.format(repo=source.repo, revision=source.revision, file=file)


def _host(fields: Fields) -> Host:
    return Host(fields.text("listing"), fields.list_of_texts("files"))


def _entry(fields: Fields, hosts: dict[str, Host]) -> Entry:
    kind = fields.choice("kind", (Mtmd.kind, Voice.kind))
    source = _source(fields.inner("source"), hosts)
    items = tuple(
        _item(Fields(raw, fields.where, f"{fields.path}files.{number}.", fields.advice), source)
        for number, raw in enumerate(_list(fields, "files"))
    )
    entry = Entry(
        **fields.texts("name", "title", "about"),
        kind=kind,
        licence=fields.text("licence"),
        licence_note=fields.text("licence_note", ""),
        verified=fields.switch("verified", False),
        source=source,
        items=items,
        evidence=fields.text("evidence", ""),
        template=fields.text("template") if fields.has("template") else None,
        body=_body(fields, kind),
    )
    if not good_name(entry.name) or [item.role for item in items].count("model") != 1:
        raise fields.wrong("name")
    return entry


def _body(fields: Fields, kind: str) -> dict[str, Any]:
    common = fields.numbers("context", "sample_rate")
    if kind == Voice.kind:
        return common | fields.texts("speaker", "language")
    return common | {"chat": fields.inner("chat").data, "voice": fields.inner("voice").data}


def _item(fields: Fields, source: Source) -> Item:
    file = fields.text("file")
    item = Item(
        role=fields.choice("role", ROLES),
        file=file,
        save_as=fields.text("save_as", file),
        sha256=fields.text("sha256") if fields.has("sha256") else None,
        bytes=fields.number("bytes") if fields.has("bytes") else None,
        about=fields.text("bytes_are", "exact") == "about",
        source=Source(source.host, fields.text("repo", source.repo), fields.text("revision", source.revision)),
    )
    if not plain_file_name(item.save_as) or (item.sha256 and not SHA256.fullmatch(item.sha256)):
        raise fields.wrong("sha256" if item.sha256 else "file")
    return item


def _source(fields: Fields, hosts: dict[str, Host]) -> Source:
    revision = fields.text("revision") if fields.has("revision") else NEWEST
    source = Source(fields.choice("host", tuple(hosts)), fields.text("repo"), revision)
    if source.repo.count("/") != 1 or set(source.repo + source.revision) & set("?#%\\ "):
        raise fields.wrong("repo")
    return source


def _list(fields: Fields, name: str) -> list[Any]:
    values = fields.data.get(name)
    if not isinstance(values, list):
        raise fields.wrong(name)
    return values
