"""espeak-ng, and MBROLA voices through it."""

from __future__ import annotations

import ctypes as c
import os
from pathlib import Path

from engine.errors import VoiceError
from engine.voices.base import LIBRARIES, Speech, int16, load_libraries, plain_text

_RATE, _PITCH = 1, 3
_WORD, _SAMPLE_RATE = 1, 8
_SYNCHRONOUS, _DONT_EXIT, _UTF8, _IPA = 2, 0x8000, 1, 2


class _Id(c.Union):
    _fields_ = [("number", c.c_int), ("name", c.c_char_p), ("string", c.c_char * 8)]


class _Event(c.Structure):
    _fields_ = [
        ("type", c.c_int),
        ("uid", c.c_uint),
        ("position", c.c_int),
        ("length", c.c_int),
        ("ms", c.c_int),
        ("sample", c.c_int),
        ("user", c.c_void_p),
        ("id", _Id),
    ]


class _Library:
    """The one espeak-ng of this process."""

    _made: _Library | None = None

    def __init__(self, root: Path):
        os.environ["PATH"] = (
            f"{root / 'usr/bin'}:{os.environ.get('PATH', os.defpath)}"  # where espeak-ng looks for mbrola
        )
        self.lib = load_libraries(root, "libpcaudio.so.0", "libsonic.so.0", "libespeak-ng.so.1")
        self.rate = self.lib.espeak_Initialize(_SYNCHRONOUS, 0, str(root / LIBRARIES).encode(), _DONT_EXIT | 1)
        if self.rate <= 0:
            raise VoiceError(f"espeak-ng does not start from {root}; remove that folder and try again.")
        self.audio: list[bytes] = []
        self.words: list[tuple[int, int, float]] = []
        self._callback = c.CFUNCTYPE(c.c_int, c.POINTER(c.c_short), c.c_int, c.POINTER(_Event))(self._on_audio)
        self.lib.espeak_SetSynthCallback(self._callback)

    @classmethod
    def get(cls, root: Path) -> _Library:
        if cls._made is None:
            cls._made = cls(root)
        return cls._made

    def _on_audio(self, wave: c._Pointer[c.c_short], count: int, events: c._Pointer[_Event]) -> int:
        if wave and count > 0:
            self.audio.append(c.string_at(wave, 2 * count))
        i = 0
        while events and events[i].type:
            event = events[i]
            if event.type == _SAMPLE_RATE:  # MBROLA voices have their own
                self.rate = event.id.number
            elif event.type == _WORD:
                self.words.append((event.position, event.length, event.ms / 1000))
            i += 1
        return 0


def pronounce(root: Path, voice: str, word: str) -> str:
    """IPA of a word in the accent of `voice`, nothing said aloud.

    Raises:
        VoiceError: espeak-ng has no such voice.
    """
    lib = _Library.get(root).lib
    if lib.espeak_SetVoiceByName(voice.encode()):
        raise VoiceError(f"espeak-ng has no voice {voice!r}.")
    lib.espeak_TextToPhonemes.restype = c.c_char_p
    text, clauses = c.c_char_p(word.encode()), list[bytes]()
    while text.value is not None:  # espeak moves the pointer on, and to null at the end
        clauses.append(lib.espeak_TextToPhonemes(c.byref(text), _UTF8, _IPA) or b"")
    return b"".join(clauses).decode()


class Espeak:
    """A voice such as "en-us+klatt2", "gmw/en" or "mb-us1"."""

    def __init__(self, root: Path, voice: str):
        self._library, self._voice = _Library.get(root), voice.encode()
        _, _, variant = voice.partition("+")
        if variant and not (root / LIBRARIES / "espeak-ng-data/voices/!v" / variant).exists():
            raise VoiceError(f"espeak-ng has no variant {variant!r}.")  # it would speak without one, and not tell

    def say(self, text: str, rate: float = 1.0, pitch: float = 1.0) -> Speech:
        """Speak; pitch 1.0 is espeak's 50, each 0.01 half a unit."""
        lib, text = self._library.lib, plain_text(text)
        if lib.espeak_SetVoiceByName(self._voice):
            raise VoiceError(f"espeak-ng has no voice {self._voice.decode()!r}.")
        lib.espeak_SetParameter(_RATE, int(175 * rate), 0)
        lib.espeak_SetParameter(_PITCH, max(0, min(99, int(50 + 120 * (pitch - 1)))), 0)
        self._library.audio.clear()
        self._library.words.clear()
        data = text.encode()
        lib.espeak_Synth(data, c.c_size_t(len(data) + 1), 0, 0, 0, _UTF8, None, None)
        words = [(text[p - 1 : p - 1 + n], s) for p, n, s in self._library.words if n]  # commas count as empty words
        return Speech(int16(b"".join(self._library.audio)), self._library.rate, words)
