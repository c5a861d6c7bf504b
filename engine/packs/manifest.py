"""`pack.json`: what a model pack holds. Parsing checks every field, because packs come from anywhere."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from engine.errors import PackError

FORMAT = 1
MANIFEST = "pack.json"
LONGEST = 4 << 20
"""Bytes of the longest manifest that is read."""


@dataclass(frozen=True)
class PackFile:
    """One file of a pack: its sha256 (hex) and its size."""

    sha256: str
    bytes: int


@dataclass(frozen=True)
class Hearing:
    """The ears: samples a second, and keyword arguments of the features and of the encoder with its adapter."""

    sample_rate: int
    features: dict[str, Any]
    encoder: dict[str, Any]


@dataclass(frozen=True)
class Speaking:
    """The mouth: samples and codes a second, and keyword arguments of the speech decoder."""

    sample_rate: int
    code_rate: int
    decoder: dict[str, Any]


@dataclass(frozen=True)
class LanguageModel:
    """The mind: its GGUF file, the layout of its vocabulary and the numbers of the two streams."""

    file: str
    quantization: str
    n_text: int
    n_codes: int
    code_offset: int
    gap: int
    segment: int
    first: int
    special_tokens: dict[str, int]
    history: bool = False
    """Whether it learnt to read thoughts of earlier turns before a question; an optional field."""


@dataclass(frozen=True)
class Manifest:
    """All of `pack.json`; `format` is 1, `created` an ISO 8601 time, `files` by plain file name."""

    format: int
    name: str
    version: str
    licence: str
    created: str
    commit: str
    seed: int
    files: dict[str, PackFile]
    hearing: Hearing
    speaking: Speaking
    lm: LanguageModel

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, as they stand in `pack.json`."""
        return asdict(self)


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of the pack in `folder`.

    Raises:
        PackError: no such folder, no `pack.json`, not JSON, of a newer format, or a field missing or of a wrong type.
    """
    if not folder.is_dir():
        raise PackError(f"There is no model pack in {folder}: name the folder of a pack, or leave --pack out.")
    try:
        with (folder / MANIFEST).open("rb") as stream:
            raw = stream.read(LONGEST + 1)
        if len(raw) > LONGEST:
            raise ValueError("it is too long")
        data = json.loads(raw.decode())
    except FileNotFoundError as error:
        raise PackError(f"{folder} holds no {MANIFEST}, so it is no model pack: name the folder of one.") from error
    except (OSError, ValueError, RecursionError) as error:
        raise PackError(f"The {MANIFEST} in {folder} cannot be read ({error}): install the pack again.") from error
    return parse_manifest(data, folder)


def parse_manifest(data: Any, folder: Path) -> Manifest:
    """Return the manifest that `data` (parsed JSON) states; `folder` is named in errors.

    Raises:
        PackError: a newer format, or a field missing or of a wrong type.
    """
    fields = _Fields(data, f"The {MANIFEST} in {folder}")
    if fields.number("format") > FORMAT:
        raise PackError(f"The pack in {folder} has a newer format than this Mindpace knows: update Mindpace.")
    files = {name: _file(name, fields.inner("files").inner(name)) for name in fields.inner("files").data}
    manifest = Manifest(
        **fields.numbers("format", "seed"),
        **fields.texts("name", "version", "licence", "created", "commit"),
        files=files,
        hearing=_hearing(fields.inner("hearing")),
        speaking=_speaking(fields.inner("speaking")),
        lm=_language_model(fields.inner("lm")),
    )
    if manifest.lm.file not in files:
        raise fields.wrong("lm.file")
    return manifest


class _Fields:
    """Typed look-ups in parsed JSON that know where they are, for the sentence of an error."""

    def __init__(self, data: Any, where: str, path: str = "") -> None:
        self.where, self.path = where, path
        if not isinstance(data, dict):
            raise self.wrong("")
        self.data: dict[str, Any] = data

    def wrong(self, name: str) -> PackError:
        field = f"{self.path}{name}".rstrip(".") or "its top level"
        return PackError(f"{self.where} is not valid ({field} is missing or wrong): install the pack again.")

    def number(self, name: str) -> int:
        value = self.data.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.wrong(name)
        return value

    def text(self, name: str) -> str:
        value = self.data.get(name)
        if not isinstance(value, str):
            raise self.wrong(name)
        return value

    def numbers(self, *names: str) -> dict[str, Any]:
        return {name: self.number(name) for name in names}

    def texts(self, *names: str) -> dict[str, Any]:
        return {name: self.text(name) for name in names}

    def inner(self, name: str) -> _Fields:
        return _Fields(self.data.get(name), self.where, f"{self.path}{name}.")


def _file(name: str, fields: _Fields) -> PackFile:
    # A name with a folder in it could make us read, and later install, files outside the pack.
    if Path(name).name != name or name in (".", "..") or "\\" in name or "\0" in name:
        raise fields.wrong("")
    return PackFile(sha256=fields.text("sha256").lower(), bytes=fields.number("bytes"))


def _hearing(fields: _Fields) -> Hearing:
    return Hearing(fields.number("sample_rate"), fields.inner("features").data, fields.inner("encoder").data)


def _speaking(fields: _Fields) -> Speaking:
    return Speaking(fields.number("sample_rate"), fields.number("code_rate"), fields.inner("decoder").data)


def _language_model(fields: _Fields) -> LanguageModel:
    tokens = fields.inner("special_tokens")
    return LanguageModel(
        **fields.texts("file", "quantization"),
        **fields.numbers("n_text", "n_codes", "code_offset", "gap", "segment", "first"),
        special_tokens={name: tokens.number(name) for name in tokens.data},
        history=fields.data.get("history") is True,
    )
