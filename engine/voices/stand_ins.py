"""Empty stand-ins for three sound libraries that speech engines link against.

Engines use them only to play sound, which is never done here; the real ones would bring a sound server with them.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

_AUDIO_OBJECT = "close destroy drain flush open write strerror".split()
_PCM = (
    "close drain drop hw_params hw_params_any hw_params_set_access hw_params_set_channels hw_params_set_format "
    "hw_params_set_rate open prepare resume set_params state wait writei hw_params_sizeof hw_params_set_rate_near"
).split()
# Library: its functions, and the symbol versions that engines ask for.
STAND_INS: dict[str, tuple[tuple[str, ...], str]] = {
    "libpcaudio.so.0": (
        (*(f"audio_object_{f}" for f in _AUDIO_OBJECT), "create_audio_device_object"),
        "{global: *;};",
    ),
    "libpulse-simple.so.0": (
        ("pa_simple_drain", "pa_simple_write", "pa_simple_free", "pa_simple_new"),
        "PULSE_0 {global: *;};",
    ),
    "libasound.so.2": (
        (*(f"snd_pcm_{f}" for f in _PCM), "snd_config_update_free_global", "snd_strerror"),
        "ALSA_0.9 {global: *;}; ALSA_0.9.0rc4 {global: snd_pcm_hw_params_set_rate_near;} ALSA_0.9;",
    ),
}


def make_stand_ins(folder: Path) -> None:
    """Compile the libraries into `folder`.

    Raises:
        OSError: there is no C compiler `cc`, or no room.
        subprocess.CalledProcessError: the compiler failed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, (functions, versions) in STAND_INS.items():
        source, script, made = folder / "stand_in.c", folder / "versions", folder / name
        source.write_text("".join(_function(f) for f in functions), encoding="utf-8")
        script.write_text(versions, encoding="utf-8")
        flags = ["-shared", "-fPIC", "-O1", "-s", "-w", f"-Wl,-soname,{name}", f"-Wl,--version-script={script}"]
        subprocess.run(
            ["cc", *flags, str(source), "-o", str(made)], check=True, capture_output=True, text=True, timeout=60
        )
        source.unlink()
        script.unlink()


def _function(name: str) -> str:
    """One function in C that does nothing."""
    if name.endswith("strerror"):
        return f'const char *{name}(void) {{ return "no sound"; }}\n'
    return f"long {name}(void) {{ return {_value(name)}; }}\n"


def _value(name: str) -> int:
    """What a stand-in returns: failure, a null object, or the size of the structure that callers allocate."""
    if name.endswith("sizeof"):
        return 1024
    return 0 if name in ("create_audio_device_object", "pa_simple_new", "pa_simple_free") else -1
