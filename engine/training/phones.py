"""Phones of transcripts, by espeak-ng: what the middle layer of the encoder learns to hear.

A middle layer that must tell sounds (intermediate CTC, arXiv 2102.03216, with phones in the place of letters) cannot
get by with the shapes of whole words in the mouths of few speakers. Pronunciations are General American, whoever
speaks.
"""

# ruff: noqa: RUF001 - these letters are meant: the International Phonetic Alphabet

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from engine.voices.espeak import pronounce

VOICE = "en-us"
_IGNORED = str.maketrans("", "", "ˈˌːʲ̩̃\u200d‿- ")
_ONE_SOUND = {
    "tʃ": "C",
    "dʒ": "J",
    "aɪ": "Y",
    "aʊ": "W",
    "eɪ": "A",
    "oʊ": "O",
    "ɔɪ": "X",
    "ɐ": "ə",
    "ᵻ": "ɪ",
    "ɚ": "ɜ",
    "ɾ": "t",
    "ʔ": "t",
    "x": "k",
    "r": "ɹ",
    "o": "ɔ",
    "a": "æ",
    "ɬ": "l",
    "e": "ɛ",
}
UNITS = "bdfhijklmnpstuvwzæðŋɑɔəɛɜɡɪɹʃʊʌʒθCJYWAOX"
_NUMBERS = {phone: i + 1 for i, phone in enumerate(UNITS)}  # 0 is the CTC blank


def phones_of(ipa: str) -> str:
    """espeak's IPA as one letter a phone, stress and length dropped."""
    plain = ipa.translate(_IGNORED)
    for written, phone in _ONE_SOUND.items():
        plain = plain.replace(written, phone)
    return "".join(p for p in plain if p in _NUMBERS)


def units_of(phones: str) -> list[int]:
    """CTC units of phones."""
    return [_NUMBERS[p] for p in phones]


def phones_in(units: Sequence[int]) -> str:
    """Phones of CTC units; what is no phone is left out."""
    return "".join(UNITS[u - 1] for u in units if 0 < u <= len(UNITS))


class Pronunciation:
    """Phones of words, each asked for once."""

    def __init__(self, root: Path):
        self._root, self._known = root, dict[str, str]()

    def __call__(self, transcript: str) -> str:
        """Phones of a transcript, word by word."""
        return "".join(self._word(word) for word in transcript.split())

    def _word(self, word: str) -> str:
        if word not in self._known:
            spoken = "ɐ" if word == "a" else pronounce(self._root, VOICE, word)  # the article, not the letter
            self._known[word] = phones_of(spoken)
        return self._known[word]
