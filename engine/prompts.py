"""Modes of use: what a chat model is told, as data files. Mindpace ships some; users add their own."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine import config
from engine.errors import PromptError
from engine.log import logger

_log = logger(__name__)

ASSISTANT = "assistant"
LONGEST = 64 << 10
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
LANGUAGE = re.compile(r"[^\W\d_][\w '()-]{0,39}")


@dataclass(frozen=True)
class Prompt:
    """One mode of use. `reasoning` is added for models that do not reason by themselves; `openers` are said at once."""

    name: str
    title: str
    description: str
    system: str
    reasoning: str
    openers: tuple[str, ...]
    language: str = "English"

    @property
    def takes_language(self) -> bool:
        """Whether the user may choose its language."""
        return "{language}" in self.system + self.reasoning

    def text(self, *, native: bool, language: str = "") -> str:
        """Return what a model is told that reasons by itself (`native`) or not; `language` replaces the prompt's own.

        Raises:
            PromptError: that is no name of a language.
        """
        language = checked_language(language) or checked_language(self.language) or "English"
        told = self.system.strip() if native else f"{self.system.strip()}\n\n{self.reasoning.strip()}".strip()
        return told.replace("{language}", language)


def checked_language(language: str) -> str:
    """Return a name of a language without outer blanks; an empty one stays empty.

    Raises:
        PromptError: that is no name of a language.
    """
    language = language.strip()
    if language and not LANGUAGE.fullmatch(language):
        raise PromptError(f"{language[:60]!r} is no name of a language: give one like French or Japanese.")
    return language


def user_prompts_dir() -> Path:
    """Return the folder of the user's own prompts (not created here)."""
    return config.config_dir() / "prompts"


def prompts() -> list[Prompt]:
    """Return all modes of use, those of Mindpace first; bad files are left out (see `read_prompts`)."""
    found, refusals = read_prompts()
    for sentence in refusals:
        _log.warning("%s", sentence)
    return found


def read_prompts() -> tuple[list[Prompt], list[str]]:
    """Return all modes of use, and a sentence for each file that cannot be used.

    A user's file of the same name replaces one of Mindpace's.
    """
    found: dict[str, Prompt] = {}
    refusals: list[str] = []
    for folder in (config.assets_dir() / "prompts", user_prompts_dir()):
        for path in sorted(folder.glob("*.toml")):
            try:
                found[path.stem] = _read(path)
            except PromptError as error:
                refusals.append(str(error))
    return list(found.values()), refusals


def prompt(name: str) -> Prompt:
    """Return the mode of use of that name.

    Raises:
        PromptError: there is none, or its file is damaged.
    """
    if NAME.fullmatch(name):
        for folder in (user_prompts_dir(), config.assets_dir() / "prompts"):
            if (folder / f"{name}.toml").is_file():
                return _read(folder / f"{name}.toml")
    names = ", ".join(one.name for one in prompts())
    raise PromptError(f"There is no mode of use {name[:60]!r}: choose one of {names}.")


def _read(path: Path) -> Prompt:
    try:
        with path.open("rb") as stream:
            raw = stream.read(LONGEST + 1)
        if len(raw) > LONGEST:
            raise ValueError("it is too long")
        data = tomllib.loads(raw.decode())
        return _parse(path.stem, data)
    except (OSError, ValueError) as error:
        raise PromptError(f"The prompt {path} cannot be used ({error}): mend it or remove it.") from error


def _parse(name: str, data: dict[str, Any]) -> Prompt:
    if not NAME.fullmatch(name):
        raise ValueError("its name may hold a to z, 0 to 9, - and _ only")
    texts: dict[str, str] = {}
    for key in ("title", "description", "system", "reasoning", "language"):
        value = data.get(key, {"title": name.capitalize(), "language": "English"}.get(key, ""))
        if not isinstance(value, str):
            raise ValueError(f"{key} is no text")  # noqa: TRY004 - what is wrong is in a file
        texts[key] = value
    if not texts["system"].strip():
        raise ValueError("system is missing")
    openers = data.get("openers", [])
    if not isinstance(openers, list) or not all(isinstance(one, str) and one.strip() for one in openers):
        raise ValueError("openers is no list of texts")
    return Prompt(name, openers=tuple(openers), **texts)
