"""RHVoice voices: bdl, clb, slt, alan, and speakers of other languages who read English (24 kHz)."""

from __future__ import annotations

import ctypes as c
from pathlib import Path

from engine.errors import VoiceError
from engine.voices.base import Speech, int16, load_libraries, plain_text

VOICES, LANGUAGES = "usr/share/RHVoice/voices", "usr/share/RHVoice/languages"
_RATE_CB = c.CFUNCTYPE(c.c_int, c.c_int, c.c_void_p)
_SPEECH_CB = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_uint, c.c_void_p)
_MARK_CB = c.CFUNCTYPE(c.c_int, c.c_char_p, c.c_void_p)
_WORD_CB = c.CFUNCTYPE(c.c_int, c.c_uint, c.c_uint, c.c_void_p)
_DONE_CB = c.CFUNCTYPE(None, c.c_void_p)


class _Callbacks(c.Structure):
    _fields_ = [
        ("rate", _RATE_CB),
        ("speech", _SPEECH_CB),
        ("mark", _MARK_CB),
        ("word", _WORD_CB),
        ("word_end", _WORD_CB),
        ("sentence", _WORD_CB),
        ("sentence_end", _WORD_CB),
        ("audio", _MARK_CB),
        ("done", _DONE_CB),
    ]


class _Init(c.Structure):
    _fields_ = [
        ("data", c.c_char_p),
        ("config", c.c_char_p),
        ("resources", c.c_void_p),
        ("callbacks", _Callbacks),
        ("options", c.c_uint),
    ]


class _Params(c.Structure):
    _fields_ = [
        ("profile", c.c_char_p),
        ("abs_rate", c.c_double),
        ("abs_pitch", c.c_double),
        ("abs_volume", c.c_double),
        ("rate", c.c_double),
        ("pitch", c.c_double),
        ("volume", c.c_double),
        ("punctuation", c.c_int),
        ("list", c.c_char_p),
        ("capitals", c.c_int),
        ("flags", c.c_int),
    ]


class _Library:
    """The RHVoice engine of this process; it knows the voices that were in the tree when it was made."""

    _made: _Library | None = None

    def __init__(self, root: Path):
        self.voices = {path.name for path in (root / VOICES).glob("*")}
        self.audio: list[bytes] = []
        self.words: list[tuple[int, int, int]] = []
        self.count, self.rate = 0, 24_000
        self.lib = lib = load_libraries(root, "libsonic.so.0", "libRHVoice_core.so", "libRHVoice.so.5")
        self._keep = _RATE_CB(self._on_rate), _SPEECH_CB(self._on_speech), _WORD_CB(self._on_word)
        callbacks = _Callbacks(
            self._keep[0],
            self._keep[1],
            _MARK_CB(),
            self._keep[2],
            _WORD_CB(),
            _WORD_CB(),
            _WORD_CB(),
            _MARK_CB(),
            _DONE_CB(),
        )
        init = _Init(str(root / "usr/share/RHVoice").encode(), str(root / "etc/RHVoice").encode(), None, callbacks, 0)
        lib.RHVoice_new_tts_engine.restype, lib.RHVoice_new_tts_engine.argtypes = c.c_void_p, [c.c_void_p]
        self.engine = lib.RHVoice_new_tts_engine(c.byref(init))
        if not self.engine:
            raise VoiceError(f"RHVoice does not start from {root}; remove that folder and try again.")
        lib.RHVoice_new_message.restype = c.c_void_p
        lib.RHVoice_new_message.argtypes = [c.c_void_p, c.c_char_p, c.c_uint, c.c_int, c.c_void_p, c.c_void_p]
        lib.RHVoice_speak.argtypes = lib.RHVoice_delete_message.argtypes = [c.c_void_p]

    @classmethod
    def get(cls, root: Path, voice: str) -> _Library:
        """The engine, made anew when `voice` has come into the tree since.

        Raises:
            VoiceError: there is no such voice in the tree, or RHVoice does not start.
        """
        if not (root / VOICES / voice / "voice.info").exists():
            raise VoiceError(f"{VOICES}/{voice} is missing under {root}; remove that folder and try again.")
        if cls._made is None or voice not in cls._made.voices:
            cls._made = cls(root)
        return cls._made

    def _on_rate(self, rate: int, _: object) -> int:
        self.rate = rate
        return 1

    def _on_speech(self, samples: int, count: int, _: object) -> int:
        self.audio.append(c.string_at(samples, 2 * count))
        self.count += count
        return 1

    def _on_word(self, position: int, length: int, _: object) -> int:
        self.words.append((position, length, self.count))
        return 1


class RHVoice:
    """One RHVoice voice; rate and pitch are factors. Word times are only good to 0.1 s."""

    def __init__(self, root: Path, voice: str):
        self._library, self._voice = _Library.get(root, voice), voice.title().encode()

    def say(self, text: str, rate: float = 1.0, pitch: float = 1.0) -> Speech:
        """Speak, with rough word times."""
        engine, text = self._library, plain_text(text)
        engine.audio.clear()
        engine.words.clear()
        engine.count = 0
        params = _Params(self._voice, 0, 0, 0, rate, pitch, 1, 0, None, 0, 0)
        data = text.encode()
        message = engine.lib.RHVoice_new_message(engine.engine, data, len(data), 0, c.byref(params), None)
        if not message or not engine.lib.RHVoice_speak(message):
            raise VoiceError(f"RHVoice could not say {text[:60]!r}.")
        engine.lib.RHVoice_delete_message(message)
        return Speech(
            int16(b"".join(engine.audio)), engine.rate, [(text[p : p + n], s / engine.rate) for p, n, s in engine.words]
        )
