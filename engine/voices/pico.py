"""Pico voices en-US and en-GB: evaluation only (their data has no source; nothing is trained on them)."""

from __future__ import annotations

import ctypes as c
from pathlib import Path

from engine.errors import VoiceError
from engine.voices.base import Speech, int16, load_libraries, plain_text

_FILES = {"en-US": ("en-US_ta", "en-US_lh0_sg"), "en-GB": ("en-GB_ta", "en-GB_kh0_sg")}
_BUSY = 201


class Pico:
    """One Pico voice; no word times."""

    def __init__(self, root: Path, voice: str):
        lib = self._lib = load_libraries(root, "libttspico.so.0")
        self._memory, system, self._engine = c.create_string_buffer(2_500_000), c.c_void_p(), c.c_void_p()
        self._check(lib.pico_initialize(self._memory, c.c_uint32(2_500_000), c.byref(system)))
        self._check(lib.pico_createVoiceDefinition(system, b"v"))
        for name in _FILES[voice]:
            resource, label = c.c_void_p(), c.create_string_buffer(200)
            self._check(
                lib.pico_loadResource(system, str(root / f"usr/share/pico/lang/{name}.bin").encode(), c.byref(resource))
            )
            self._check(lib.pico_getResourceName(system, resource, label))
            self._check(lib.pico_addResourceToVoiceDefinition(system, b"v", label))
        self._check(lib.pico_newEngine(system, b"v", c.byref(self._engine)))

    def _check(self, result: int) -> None:
        if result:
            raise VoiceError(f"Pico failed with code {result}; remove that folder and try again.")

    def say(self, text: str, rate: float = 1.0, pitch: float = 1.0) -> Speech:
        """Speak (levels 50 to 200 % of normal)."""
        marked = (
            f'<pitch level="{int(100 * pitch)}"><speed level="{int(100 * rate)}">{plain_text(text)}</speed></pitch>'
        )
        data, at, out, buffer = marked.encode() + b"\0", 0, [], c.create_string_buffer(128)
        while at < len(data):
            taken = c.c_int16()
            self._check(self._lib.pico_putTextUtf8(self._engine, data[at:], c.c_int16(len(data) - at), c.byref(taken)))
            at += taken.value
            status = _BUSY
            while status == _BUSY:
                count, kind = c.c_int16(), c.c_int16()
                status = self._lib.pico_getData(self._engine, buffer, c.c_int16(128), c.byref(count), c.byref(kind))
                out.append(buffer.raw[: count.value])
        return Speech(int16(b"".join(out)), 16_000)
