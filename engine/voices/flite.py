"""flite voices: cmu_us_rms, cmu_us_slt, cmu_us_awb, cmu_us_kal16."""

from __future__ import annotations

import ctypes as c
from pathlib import Path
from typing import ClassVar

import numpy as np

from engine.voices.base import Speech, load_libraries, plain_text

_STARTS = b"R:SylStructure.daughter1.daughter1.R:Segment.p.end"


class _Wave(c.Structure):
    _fields_ = [
        ("type", c.c_char_p),
        ("rate", c.c_int),
        ("count", c.c_int),
        ("channels", c.c_int),
        ("samples", c.c_void_p),
    ]


class _Voice(c.Structure):
    _fields_ = [("name", c.c_char_p), ("features", c.c_void_p)]


class Flite:
    """One flite voice. Pitch works on slt and awb (f0_shift) and on kal16 (mean F0); rms has no pitch control."""

    _names: ClassVar[dict[str, c.c_char_p]] = {}  # flite keeps the pointer of a feature's name

    def __init__(self, root: Path, voice: str):
        self._name, pointer = voice, c.c_void_p
        self._lib = lib = load_libraries(root, "libasound.so.2", "libflite.so.1")
        lib.flite_init()
        self._voice_lib = load_libraries(
            root, "libflite_usenglish.so.1", "libflite_cmulex.so.1", f"libflite_cmu_us_{voice}.so.1"
        )
        register = getattr(self._voice_lib, f"register_cmu_us_{voice}")
        register.restype, register.argtypes = c.POINTER(_Voice), [pointer]
        self._voice = register(None)
        for name, result, arguments in (
            ("flite_synth_text", pointer, [c.c_char_p, pointer]),
            ("utt_wave", c.POINTER(_Wave), [pointer]),
            ("delete_utterance", None, [pointer]),
            ("utt_relation", pointer, [pointer, c.c_char_p]),
            ("relation_head", pointer, [pointer]),
            ("item_next", pointer, [pointer]),
            ("flite_ffeature_string", c.c_char_p, [pointer, c.c_char_p]),
            ("flite_ffeature_float", c.c_float, [pointer, c.c_char_p]),
            ("flite_feat_set_float", None, [pointer, c.c_char_p, c.c_float]),
        ):
            function = getattr(lib, name)
            function.restype, function.argtypes = result, arguments

    def _set(self, name: str, value: float) -> None:
        key = self._names.setdefault(name, c.c_char_p(name.encode()))
        self._lib.flite_feat_set_float(self._voice.contents.features, key, value)

    def say(self, text: str, rate: float = 1.0, pitch: float = 1.0) -> Speech:
        """Speak, with word times."""
        self._set("duration_stretch", 1 / rate)
        if self._name == "kal16":
            self._set("int_f0_target_mean", 95 * pitch)
        elif self._name != "rms":
            self._set("f0_shift", pitch)
        lib, words = self._lib, []
        utterance = lib.flite_synth_text(plain_text(text).encode(), self._voice)
        wave = lib.utt_wave(utterance).contents
        samples = np.frombuffer(c.string_at(wave.samples, 2 * wave.count), "<i2").copy()
        item = lib.relation_head(lib.utt_relation(utterance, b"Word"))
        while item:
            words.append(
                (
                    lib.flite_ffeature_string(item, b"name").decode(errors="ignore"),
                    float(lib.flite_ffeature_float(item, _STARTS)),
                )
            )
            item = lib.item_next(item)
        speech = Speech(samples, wave.rate, words)
        lib.delete_utterance(utterance)
        return speech
