"""Typed look-ups in parsed JSON that know where they are, so that an error can name the field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.errors import PackError

MOST = 1 << 53
"""Larger whole numbers mean nothing in a manifest."""
LONGEST_TEXT = 65_536


class Fields:
    """One table of a JSON file; `where` names the file and `path` the way to the table, for the sentence of an error.

    Every look-up raises `PackError` when the field is missing or of a wrong type.
    """

    def __init__(self, data: Any, where: str, path: str = "", advice: str = "install the pack again") -> None:
        self.where, self.path, self.advice = where, path, advice
        if not isinstance(data, dict):
            raise self.wrong("")
        self.data: dict[str, Any] = data

    def wrong(self, name: str) -> PackError:
        """Return the error that says that the field `name` is missing or wrong."""
        field = f"{self.path}{name}".rstrip(".")[:200] or "its top level"
        return PackError(f"{self.where} is not valid ({field} is missing or wrong): {self.advice}.")

    def has(self, name: str) -> bool:
        """Whether the field is there and not null."""
        return self.data.get(name) is not None

    def number(self, name: str, default: int | None = None) -> int:
        """A whole number, 0 or more; `default` where the field is not there."""
        value = self.data.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST:
            raise self.wrong(name)
        return value

    def text(self, name: str, default: str | None = None) -> str:
        """A text; `default` where the field is not there."""
        value = self.data.get(name, default)
        if not isinstance(value, str) or len(value) > LONGEST_TEXT:
            raise self.wrong(name)
        return value

    def choice(self, name: str, choices: Sequence[str], default: str | None = None) -> str:
        """One of `choices`."""
        value = self.text(name, default)
        if value not in choices:
            raise self.wrong(name)
        return value

    def switch(self, name: str, default: bool) -> bool:
        """True or false."""
        value = self.data.get(name, default)
        if not isinstance(value, bool):
            raise self.wrong(name)
        return value

    def list_of_texts(self, name: str) -> tuple[str, ...]:
        """Texts; none where the field is not there."""
        values = self.data.get(name, [])
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise self.wrong(name)
        return tuple(values)

    def numbers(self, *names: str) -> dict[str, Any]:
        """Several whole numbers by name."""
        return {name: self.number(name) for name in names}

    def texts(self, *names: str) -> dict[str, Any]:
        """Several texts by name."""
        return {name: self.text(name) for name in names}

    def inner(self, name: str) -> Fields:
        """The table in the field `name`."""
        return Fields(self.data.get(name), self.where, f"{self.path}{name}.", self.advice)

    def table_of_numbers(self, name: str) -> dict[str, int]:
        """A table of whole numbers."""
        table = self.inner(name)
        return {key: table.number(key) for key in table.data}
