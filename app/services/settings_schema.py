"""What can be set: names, types, limits and defaults, in one place for the file, the window and the checks.

A rule tells what its setting may be, so a view can build its control from `RULES[name]`: `Choice.choices`,
`Number.lowest`, `.highest`, and so on. Every rule's `check` returns a valid value or refuses in one sentence.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any

from engine import prompts
from engine.errors import MindpaceError, PromptError

MODES = ("speak-first", "think-first", "think-before-speaking", "no-think")
THEMES = ("system", "light", "dark")
LANGUAGES = ("system", "en", "de")
MODIFIERS = ("Ctrl", "Alt", "Shift", "Meta")
KEY = r"(?:[A-Z0-9]|F[1-9]|F1[0-2]|Space|Pause|Insert|ScrollLock)"


class SettingsError(MindpaceError):
    """A value that a setting cannot have."""


@dataclass(frozen=True)
class Switch:
    """On or off."""

    label: str

    def check(self, value: Any) -> bool:
        """Return `value`, which must be a bool."""
        if not isinstance(value, bool):
            raise SettingsError(f"{self.label} is either on or off (true or false), not {value!r}.")
        return value


@dataclass(frozen=True)
class Choice:
    """One of a few names."""

    label: str
    choices: tuple[str, ...]

    def check(self, value: Any) -> str:
        """Return `value`, which must be one of the choices."""
        if value not in self.choices:
            raise SettingsError(f"{self.label} must be one of {', '.join(self.choices)}, not {value!r}.")
        return str(value)


@dataclass(frozen=True)
class Number:
    """A number between two others, in `unit`; whole numbers only with `whole`; None too with `optional`."""

    label: str
    lowest: float
    highest: float
    unit: str = ""
    whole: bool = False
    optional: bool = False

    def check(self, value: Any) -> float | None:
        """Return `value`, which must be within the limits."""
        if value is None and self.optional:
            return None
        number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        if not number or not self.lowest <= value <= self.highest or (self.whole and value != int(value)):
            kind = "a whole number" if self.whole else "a number"
            unit = f" {self.unit}" if self.unit else ""
            raise SettingsError(
                f"{self.label} must be {kind} from {self.lowest:g} to {self.highest:g}{unit}, not {value!r}."
            )
        return int(value) if self.whole else float(value)


@dataclass(frozen=True)
class Name:
    """A name of something, such as a device; None: whatever the system would take."""

    label: str
    longest: int = 500

    def check(self, value: Any) -> str | None:
        """Return `value` without outer blanks; an empty name is None."""
        if value is None:
            return None
        if not isinstance(value, str) or len(value) > self.longest or not value.isprintable():
            raise SettingsError(
                f"{self.label} must be a name of at most {self.longest} letters, not {str(value)[:40]!r}."
            )
        return value.strip() or None


@dataclass(frozen=True)
class Hotkey:
    """A key with modifiers, such as `Ctrl+Alt+Space`; None: no global key."""

    label: str

    def check(self, value: Any) -> str | None:
        """Return `value` in its usual form, modifiers in order and capitalised."""
        if value is None or value == "":
            return None
        parts = [part.strip() for part in value.split("+")] if isinstance(value, str) else [""]
        *modifiers, key = [_usual(part) for part in parts]
        alone = not modifiers and not re.fullmatch(r"F\d+|Pause|Insert|ScrollLock", key)
        known = len(set(modifiers)) == len(modifiers) and set(modifiers) <= set(MODIFIERS)
        if not known or alone or not re.fullmatch(KEY, key):
            raise SettingsError(
                f"{self.label} must be a key with modifiers, such as Ctrl+Alt+Space, or F9, not {value!r}."
            )
        return "+".join([*sorted(modifiers, key=MODIFIERS.index), key])


@dataclass(frozen=True)
class ModeOfUse:
    """Name of a mode of use: of a file of prompts, which may be gone by the time that it is wanted."""

    label: str

    def check(self, value: Any) -> str:
        """Return `value`, which must be such a name."""
        if not isinstance(value, str) or not prompts.NAME.fullmatch(value):
            raise SettingsError(f"{self.label} must be a name of a to z, 0 to 9, - and _, not {str(value)[:40]!r}.")
        return value


@dataclass(frozen=True)
class Tongue:
    """English name of a language; None: the one that the mode of use names."""

    label: str

    def check(self, value: Any) -> str | None:
        """Return `value` without outer blanks; an empty name is None."""
        if value is None:
            return None
        if not isinstance(value, str):
            raise SettingsError(f"{self.label} must be a name such as French or Japanese, not {str(value)[:40]!r}.")
        try:
            return prompts.checked_language(value) or None
        except PromptError as error:
            raise SettingsError(str(error)) from error


def _usual(part: str) -> str:
    names = {name.lower(): name for name in (*MODIFIERS, "Space", "Pause", "Insert", "ScrollLock")}
    return names.get(part.lower(), part.upper())


Rule = Switch | Choice | Number | Name | Hotkey | ModeOfUse | Tongue


@dataclass(frozen=True)
class Settings:
    """All settings. Times in seconds; `speed` and `volume` are factors."""

    microphone: str | None = None
    loudspeaker: str | None = None
    mode: str = "think-first"
    hands_free: bool = False
    microphone_ready: bool = False
    """Whether the microphone stays open between questions that a key begins: quicker, and no first word is lost."""
    thinking_budget: int | None = None
    """Most thought tokens of a turn; None: as many as the model wants."""
    voice: str | None = None
    speed: float = 1.0
    volume: float = 1.0
    patience_s: float = 0.85
    """Silence after which a hands-free question counts as over."""
    barge_in: bool = True
    learn_voice: bool = True
    pack: str | None = None
    use: str = prompts.ASSISTANT
    """What a model of another maker is told to be: a mode of use."""
    target_language: str | None = None
    """What the translator translates into, and what other modes of use answer in; None: what the mode itself says."""
    gpu_layers: int = 0
    """Layers of a model of another maker on the graphics processor; -1: all."""
    theme: str = "system"
    language: str = "system"
    reduced_motion: bool = False
    keep_history: bool = True
    keep_audio: bool = True
    retention_days: int | None = None
    """Days after which turns are deleted; None: never."""
    hotkey: str | None = None
    start_in_tray: bool = False
    notifications: bool = True
    tour_seen: bool = False


RULES: dict[str, Rule] = {
    "microphone": Name("The microphone"),
    "loudspeaker": Name("The loudspeaker"),
    "mode": Choice("The pacing mode", MODES),
    "hands_free": Switch("Hands-free"),
    "microphone_ready": Switch("Keeping the microphone open"),
    "thinking_budget": Number("The thinking budget", 16, 4096, "thought tokens", whole=True, optional=True),
    "voice": Name("The voice"),
    "speed": Number("The voice's speed", 0.5, 2.0),
    "volume": Number("The voice's volume", 0.0, 1.0),
    "patience_s": Number("The end-of-turn patience", 0.2, 3.0, "seconds"),
    "barge_in": Switch("Interrupting by voice"),
    "learn_voice": Switch("Getting to know your voice"),
    "pack": Name("The model pack", 4096),
    "use": ModeOfUse("The mode of use"),
    "target_language": Tongue("The language of its answers"),
    "gpu_layers": Number("The number of layers on the graphics processor", -1, 999, "(-1: all)", whole=True),
    "theme": Choice("The theme", THEMES),
    "language": Choice("The language", LANGUAGES),
    "reduced_motion": Switch("Reduced motion"),
    "keep_history": Switch("Keeping a history"),
    "keep_audio": Switch("Keeping sound in the history"),
    "retention_days": Number("How long the history is kept", 1, 3650, "days", whole=True, optional=True),
    "hotkey": Hotkey("The global key"),
    "start_in_tray": Switch("Starting in the tray"),
    "notifications": Switch("Notifications"),
    "tour_seen": Switch("Tour seen"),
}


def checked(name: str, value: Any) -> Any:
    """Return a valid value of the setting `name`.

    Raises:
        SettingsError: there is no such setting, or it cannot have this value.
    """
    if name not in RULES:
        raise SettingsError(f"There is no setting called {name!r}: choose one of {', '.join(RULES)}.")
    return RULES[name].check(value)
