"""The tree of speech engines: Debian packages, downloaded and unpacked into one folder, never installed.

Each engine is fetched when one of its voices is first asked for. Some live in Debian's contrib and non-free sections;
apt is given those in a private state of its own, so that the system's settings stay as they are. Three sound libraries
that the engines link against (for playing, which is never done here) are replaced by empty stand-ins, because the real
ones would bring a sound server with them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from engine.errors import VoiceError
from engine.log import logger
from engine.voices.base import LIBRARIES

ESPEAK = ("libespeak-ng1", "espeak-ng-data", "libsonic0")
PACKAGES: dict[str, tuple[str, ...]] = {
    "espeak": ESPEAK,
    "flite": ("libflite1",),
    "rhvoice": ("librhvoice-core7", "librhvoice5", "rhvoice-english", "libsonic0"),
    "festival": (
        "festival", "libestools2.5", "libgomp1", "libtinfo6", "festlex-cmu", "festlex-poslex", "festvox-kallpc16k",
        "festvox-kdlpc16k", "festvox-us-slt-hts",
    ),
    "pico": ("libttspico0", "libttspico-data"),
    "mbrola": (*ESPEAK, "mbrola", "mbrola-us1", "mbrola-us2", "mbrola-us3", "mbrola-en1"),
}  # fmt: skip
FREE_VOICES = ("alan", "bdl", "clb", "slt")  # of RHVoice; its other English voices may not be built upon

_PULSE = ("pa_simple_drain", "pa_simple_write", "pa_simple_free", "pa_simple_new")
_PCM = (
    "close drain drop hw_params hw_params_any hw_params_set_access hw_params_set_channels hw_params_set_format "
    "hw_params_set_rate open prepare resume set_params state wait writei hw_params_sizeof hw_params_set_rate_near"
).split()
STAND_INS: dict[str, tuple[tuple[str, ...], str]] = {
    "libpcaudio.so.0": (
        (
            *(f"audio_object_{f}" for f in ("close", "destroy", "drain", "flush", "open", "write", "strerror")),
            "create_audio_device_object",
        ),
        "",
    ),
    "libpulse-simple.so.0": (_PULSE, "PULSE_0 {*;};"),
    "libasound.so.2": (
        (*(f"snd_pcm_{f}" for f in _PCM), "snd_config_update_free_global", "snd_strerror"),
        "ALSA_0.9 {global: *;}; ALSA_0.9.0rc4 {global: snd_pcm_hw_params_set_rate_near;} ALSA_0.9;",
    ),
}


def ensure_engine(voice: str, root: Path) -> None:
    """Fetch the engine of `voice` ("flite:rms") into `root`, unless it is there.

    Raises:
        VoiceError: no apt-get, no network, no C compiler, or no room.
    """
    engine = voice.partition(":")[0]
    mark = root / f".{engine}"
    if engine not in PACKAGES or mark.exists():
        return
    if (root / LIBRARIES).exists() and not any(root.glob(".*")):
        return  # a tree that somebody made by hand
    logger(__name__).info("fetching the speech engine %s", engine)
    try:
        with tempfile.TemporaryDirectory() as scratch:
            _fetch(PACKAGES[engine], Path(scratch), root)
        _arrange(root, engine)
        mark.touch()
    except FileNotFoundError as error:
        raise VoiceError(f"The voice {voice} needs {error.filename}, which this system lacks: install it.") from error
    except (OSError, subprocess.CalledProcessError) as error:
        said = (getattr(error, "stderr", "") or str(error)).strip().splitlines()
        last = said[-1] if said else "no reason given"
        raise VoiceError(
            f"The voice {voice} could not be fetched ({last}): check the network and try again."
        ) from error


def _fetch(packages: tuple[str, ...], scratch: Path, root: Path) -> None:
    scratch.chmod(0o755)  # apt drops its rights and must still be able to write there
    options = _private_apt(scratch)
    (scratch / "debs").mkdir()
    _run(["apt-get", *options, "-qq", "update"], scratch)
    _run(["apt-get", *options, "-qq", "download", *packages], scratch / "debs")
    root.mkdir(parents=True, exist_ok=True)
    for package in sorted((scratch / "debs").glob("*.deb")):
        _run(["dpkg", "-x", str(package), str(root)], scratch)


def _private_apt(scratch: Path) -> list[str]:
    """Options that give apt sources with all sections, and lists and a cache of its own."""
    sources = scratch / "sources"
    sources.mkdir()
    for path in [Path("/etc/apt/sources.list"), *Path("/etc/apt/sources.list.d").glob("*")]:
        if path.suffix in (".list", ".sources") and path.exists():
            (sources / path.name).write_text(all_sections(path.read_text(encoding="utf-8")), encoding="utf-8")
    for folder in ("lists/partial", "cache/archives/partial"):
        (scratch / folder).mkdir(parents=True)
    paths = {"sourcelist": sources / "sources.list", "sourceparts": sources}
    own = [f"Dir::Etc::{name}={path}" for name, path in paths.items()]
    own += [f"Dir::State::lists={scratch / 'lists'}", f"Dir::Cache={scratch / 'cache'}", "APT::Sandbox::User=root"]
    return [part for option in own for part in ("-o", option)]


def all_sections(sources: str) -> str:
    """Apt sources (either format) whose `main` entries name the other sections too."""
    more = "universe multiverse" if re.search(r"ubuntu", sources) else "contrib non-free"
    extended = re.sub(r"^(Components:.*\bmain\b.*)$", rf"\1 {more}", sources, flags=re.MULTILINE)
    return re.sub(r"^(deb\s.*\bmain\b.*)$", rf"\1 {more}", extended, flags=re.MULTILINE)


def _run(command: list[str], folder: Path) -> None:
    environment = os.environ | {"LC_ALL": "C.UTF-8"}
    subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, timeout=600, env=environment)


def _arrange(root: Path, engine: str) -> None:
    """Put files where the drivers look for them."""
    stand_ins(root / "stub")
    if engine == "rhvoice":
        for folder in (root / "usr/share/RHVoice/voices").iterdir():
            if folder.name not in FREE_VOICES:
                shutil.rmtree(folder)
        (root / "etc/RHVoice").mkdir(parents=True, exist_ok=True)
        (root / "etc/RHVoice/RHVoice.conf").write_text("quality=max\nmin_sonic_rate=5\n", encoding="utf-8")
    if engine == "mbrola":
        data = root / LIBRARIES / "espeak-ng-data" / "mbrola"
        data.mkdir(exist_ok=True)
        for voice in ("us1", "us2", "us3", "en1"):
            shutil.copy(root / "usr/share/mbrola" / voice / voice, data / voice)
    if engine == "festival":
        library = root / "lib" / Path(LIBRARIES).name
        for path in library.glob("libtinfo.so.6*") if library.exists() else ():
            shutil.copy(path, root / LIBRARIES / path.name)


def stand_ins(folder: Path) -> None:
    """Compile the empty sound libraries into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (functions, versions) in STAND_INS.items():
        if (folder / name).exists():
            continue
        source, script = folder / "stand_in.c", folder / "versions"
        texts = ("strerror",)
        lines = [
            f'const char *{f}(void) {{ return "no sound"; }}'
            if f.endswith(texts)
            else f"long {f}(void) {{ return {_value(f)}; }}"
            for f in functions
        ]
        source.write_text("\n".join(lines) + "\n", encoding="utf-8")
        script.write_text(versions or "{global: *;};", encoding="utf-8")
        flags = ["-shared", "-fPIC", "-O1", "-s", "-w", f"-Wl,-soname,{name}", f"-Wl,--version-script={script}"]
        _run(["cc", *flags, str(source), "-o", str(folder / name)], folder)
        source.unlink()
        script.unlink()


def _stand_in(function: str) -> str:
    """One function in C that does nothing."""
    if function.endswith("strerror"):
        return f'const char *{function}(void) {{ return "no sound"; }}\n'
    return f"long {function}(void) {{ return {_value(function)}; }}\n"


def _value(function: str) -> int:
    """What a stand-in returns: failure, a null object, or the size of the structure that callers allocate."""
    if function.endswith("sizeof"):
        return 1024
    return 0 if function in ("create_audio_device_object", "pa_simple_new", "pa_simple_free") else -1
