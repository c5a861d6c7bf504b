"""Errors a user can cause. Each carries one clear sentence that says what is wrong and what to do.

The command line prints the sentence and exits with status `EXIT_STATUS`; the window shows it as a notice.
"""

from __future__ import annotations

__all__ = [
    "EXIT_STATUS",
    "AudioDeviceError",
    "AudioInputError",
    "ItemsError",
    "MindpaceError",
    "OutputError",
    "PackError",
    "PromptError",
    "ServerError",
    "SetupError",
    "VoiceError",
]

EXIT_STATUS = 2


class MindpaceError(Exception):
    """Base of every error that is the user's to mend; `str(error)` is one sentence for that user."""

    def __init__(self, sentence: str) -> None:
        """Join `sentence` onto one line, because it is printed as one line."""
        super().__init__(" ".join(sentence.split()))


class AudioInputError(MindpaceError):
    """A recording that cannot be used: missing, empty, silent, too long, or not audio."""


class AudioDeviceError(MindpaceError):
    """No microphone or loudspeaker, or one that stopped working."""


class PackError(MindpaceError):
    """A model pack that is missing, damaged (sha256) or of an unknown format."""


class PromptError(MindpaceError):
    """A mode of use that does not exist, or whose file is damaged."""


class ServerError(MindpaceError):
    """A server that cannot be reached, refuses, or sends what cannot be understood."""


class OutputError(MindpaceError):
    """A place that the answer or a report cannot be written to."""


class ItemsError(MindpaceError):
    """A file of bench items that is missing or malformed."""


class VoiceError(MindpaceError):
    """A speech engine or voice that is unknown or not installed."""


class SetupError(MindpaceError):
    """Something of the installation is missing: a library, a program, an optional dependency."""
