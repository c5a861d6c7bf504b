"""The user's settings: kept in one JSON file, changed one by one, told to whoever wants to know. No Qt.

store = SettingsStore()                  # reads the file; a damaged one is kept aside and `store.notices` says so
store.values.mode                        # typed, immutable
store.change(mode="no-think")            # checked, saved, then told; SettingsError refuses in words
leave = store.subscribe(on_change)       # on_change(changed: frozenset[str], values: Settings); leave() ends it
"""

from __future__ import annotations

import dataclasses
import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.services.files import keep_aside, write_whole
from app.services.settings_schema import Settings, SettingsError, checked
from engine import config
from engine.errors import OutputError
from engine.log import logger

__all__ = ["VERSION", "Settings", "SettingsError", "SettingsStore", "default_path"]

VERSION = 1
"""Version of the file. `MIGRATIONS[v]` turns the values of version v into those of v + 1."""
MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
Listener = Callable[[frozenset[str], Settings], None]
_log = logger(__name__)


def default_path() -> Path:
    """Return the file in the user's folder of settings."""
    return config.config_dir() / "settings.json"


class SettingsStore:
    """Settings in the file `path`. Methods may be called from any thread; listeners run on the caller's."""

    def __init__(self, path: Path | None = None) -> None:
        """Read the file; what is wrong with it is told in `notices`, never raised."""
        self.path = path or default_path()
        self.notices: list[str] = []
        """Sentences for the user about how reading went; empty when all was well."""
        self._listeners: list[Listener] = []
        self._lock = threading.RLock()
        self._values = self._read()

    @property
    def values(self) -> Settings:
        """The settings now."""
        return self._values

    def change(self, **changes: Any) -> Settings:
        """Set what is named, all of it or nothing; save; tell listeners; return the new settings.

        Raises:
            SettingsError: a name or a value is refused; nothing was changed.
            OutputError: the file cannot be written; the change counts until Mindpace ends, and listeners were told.
        """
        with self._lock:
            valid = {name: checked(name, value) for name, value in changes.items()}
            different = frozenset(name for name, value in valid.items() if getattr(self._values, name) != value)
            if not different:
                return self._values
            values = self._values = dataclasses.replace(self._values, **valid)
            refusal = self._try_to_save(values)
        self._tell(different, values)
        if refusal is not None:
            raise OutputError(f"{refusal} The new setting lasts until Mindpace is closed.") from refusal
        return values

    def reset(self) -> Settings:
        """Set everything back to how it was at first."""
        return self.change(**dataclasses.asdict(Settings()))

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Have `listener(names, values)` called after each change; return what ends it."""
        self._listeners.append(listener)

        def leave() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return leave

    def _tell(self, names: frozenset[str], values: Settings) -> None:
        for listener in list(self._listeners):
            try:
                listener(names, values)
            except Exception:  # noqa: BLE001 - one view that stumbles must not keep the others from the news
                _log.exception("a listener of the settings failed")

    def _try_to_save(self, values: Settings) -> OutputError | None:
        document = {"version": VERSION} | dataclasses.asdict(values)
        try:
            write_whole(self.path, (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode())
        except OutputError as error:
            return error
        return None

    def _read(self) -> Settings:
        try:
            text = self.path.read_bytes()
        except FileNotFoundError:
            return Settings()
        except OSError as error:
            self.notices.append(f"The settings in {self.path} cannot be read ({error.strerror}): the usual ones count.")
            return Settings()
        try:
            values, refusals = _valid(_migrated(json.loads(text)))
        except (ValueError, RecursionError) as error:
            values, refusals = {}, [str(error) if isinstance(error, _NotSettingsError) else "it is damaged"]
        if refusals:
            self._keep_aside(refusals, Settings(**values))
        return Settings(**values)

    def _keep_aside(self, refusals: list[str], rest: Settings) -> None:
        why = " ".join(sentence if sentence.endswith(".") else f"{sentence}." for sentence in refusals)
        try:
            aside = keep_aside(self.path)
        except OutputError as error:
            self.notices.append(f"The settings file is not as it should be: {why} {error}")
            return
        self.notices.append(f"The settings file was not as it should be: {why} It is kept as {aside}.")
        if rest != Settings() and (refusal := self._try_to_save(rest)):
            self.notices.append(str(refusal))


class _NotSettingsError(ValueError):
    """JSON, but no settings of ours; the message is for the user."""


def _migrated(document: Any) -> dict[str, Any]:
    """Return the values in `document` as this version names them."""
    version = document.get("version") if isinstance(document, dict) else None
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise _NotSettingsError("it names no version")
    if version > VERSION:
        raise _NotSettingsError(f"it was written by a newer Mindpace (version {version} of the file)")
    values = {name: value for name, value in document.items() if name != "version"}
    for step in range(version, VERSION):
        values = MIGRATIONS[step](values)
    return values


def _valid(values: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return the values that are valid, and a sentence for each that is not."""
    valid: dict[str, Any] = {}
    refusals: list[str] = []
    for name, value in values.items():
        try:
            valid[name] = checked(name, value)
        except SettingsError as error:
            refusals.append(str(error))
    return valid, refusals
