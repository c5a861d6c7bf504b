"""The tree of speech engines: Debian packages, downloaded and unpacked into one folder, never installed.

Each engine is fetched when one of its voices is first asked for. Some live in Debian's contrib and non-free sections;
apt is given those in a private state of its own, so that the system's settings stay as they are. Only what the drivers
load is kept. `python -m engine.voices FOLDER [engine ...]` fetches whole engines, for training.
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
from engine.voices.foreign import ACCENTED, FOREIGN
from engine.voices.rhvoice import LANGUAGES, VOICES
from engine.voices.stand_ins import make_stand_ins

FREE_ENGINES = ("espeak", "flite", "rhvoice", "festival", "foreign", "accented")  # what training may use
MBROLA_VOICES = ("us1", "us2", "us3", "en1")

_FESTIVAL = (
    "festival", "libestools[0-9.]+", "libgomp1", "libtinfo6", "festlex-cmu", "festlex-poslex", "festvox-kallpc16k",
)  # fmt: skip
_RHVOICE = ("librhvoice-core[0-9]+", "librhvoice5", "rhvoice-english", "libsonic0")
_ESPEAK = ("libespeak-ng1", "espeak-ng-data", "libsonic0")
# Patterns of package names: versions of libraries, and a "t64" at their end, differ between Debian 12, 13 and Ubuntu.
PACKAGES: dict[str, tuple[str, ...]] = {
    "espeak": _ESPEAK,
    "flite": ("libflite1",),
    "rhvoice": _RHVOICE,
    "accented": (*_RHVOICE, *(f"rhvoice-{language.lower()}" for language in sorted(set(ACCENTED.values())))),
    "festival": (*_FESTIVAL, "festvox-kdlpc16k", "festvox-us-slt-hts"),
    "foreign": (
        *_FESTIVAL, "festvox-czech-dita", "festvox-czech-krb", "festvox-czech-machac", "festvox-czech-ph",
        "festvox-italp16k", "festvox-itapc16k", "festvox-suopuhe-lj", "festvox-suopuhe-mv", "festvox-hi-nsk",
        "festvox-don",
    ),
    "pico": ("libttspico0", "libttspico-data"),
    "mbrola": (*_ESPEAK, "mbrola", *(f"mbrola-{voice}" for voice in MBROLA_VOICES)),
}  # fmt: skip

_DATA = f"{LIBRARIES}/espeak-ng-data"
_ESPEAK_FILES = (
    f"{LIBRARIES}/libespeak-ng.so.*", f"{LIBRARIES}/libsonic.so.*", f"{_DATA}/phon*", f"{_DATA}/intonations",
    f"{_DATA}/en_dict", f"{_DATA}/lang/gmw/en*", f"{_DATA}/voices/!v",
)  # fmt: skip
_FESTIVAL_FILES = (
    "usr/bin/festival", f"{LIBRARIES}/libest*.so.*", f"{LIBRARIES}/libgomp.so.*", f"{LIBRARIES}/libtinfo.so.*",
    "usr/share/festival/*.scm", "usr/share/festival/*.ngrambin", "usr/share/festival/dicts",
    "usr/share/festival/languages",
)  # fmt: skip
_RHVOICE_FILES = (
    f"{LIBRARIES}/libRHVoice*.so.*", f"{LIBRARIES}/libsonic.so.*", f"{LANGUAGES}/English", "etc/RHVoice",
)  # fmt: skip


def _rhvoice_files(*voices: str) -> tuple[str, ...]:
    return tuple(f"{VOICES}/{voice}/{part}" for voice in voices for part in ("voice.*", "24000"))


# What is kept of the packages. Only these of RHVoice may be built upon (lyubov, evgeniy-eng and more may not).
KEPT: dict[str, tuple[str, ...]] = {
    "espeak": _ESPEAK_FILES,
    "flite": (
        f"{LIBRARIES}/libflite.so.*", f"{LIBRARIES}/libflite_usenglish.so.*", f"{LIBRARIES}/libflite_cmulex.so.*",
        *(f"{LIBRARIES}/libflite_cmu_us_{voice}.so.*" for voice in ("rms", "slt", "awb", "kal16")),
    ),
    "rhvoice": (*_RHVOICE_FILES, *_rhvoice_files("alan", "bdl", "clb", "slt")),
    "accented": (
        *_RHVOICE_FILES, *_rhvoice_files(*ACCENTED),
        *(f"{LANGUAGES}/{language}" for language in sorted(set(ACCENTED.values()))),
    ),
    "festival": (*_FESTIVAL_FILES, "usr/share/festival/voices"),
    "foreign": (
        *_FESTIVAL_FILES, "usr/share/festival/voices/english/kal_diphone",
        *(f"usr/share/festival/voices/{voice.group}" for voice in FOREIGN.values()),
        "usr/share/festival/voices/english/don_diphone/lpcdiphs.bin",
    ),
    "pico": (f"{LIBRARIES}/libttspico.so.*", "usr/share/pico/lang/en-*"),
    "mbrola": (
        *_ESPEAK_FILES, "usr/bin/mbrola", f"{_DATA}/mbrola", f"{_DATA}/mbrola_ph",
        *(f"{_DATA}/voices/mb/mb-{voice}" for voice in MBROLA_VOICES),
    ),
}  # fmt: skip


def ensure_engine(voice: str, root: Path) -> None:
    """Fetch the engine of `voice` ("flite:rms") into `root`, unless it is there.

    Raises:
        VoiceError: no apt-get, no such packages, no network, no C compiler, or no room.
    """
    engine = voice.partition(":")[0]
    if engine not in PACKAGES or (root / f".{engine}").exists():
        return
    if (root / LIBRARIES).exists() and not any(root.glob(".*")):
        return  # a tree that somebody made by hand
    logger(__name__).info("fetching the speech engine %s", engine)
    try:
        _make(engine, root)
    except FileNotFoundError as error:
        raise VoiceError(f"The voice {voice} needs {error.filename}, which this system lacks: install it.") from error
    except (OSError, subprocess.SubprocessError) as error:
        raise VoiceError(
            f"The voice {voice} could not be fetched ({_last_line(error)}): check the network and try again."
        ) from error


def _last_line(error: Exception) -> str:
    """What a failed program said last, or the error itself."""
    said = error.stderr if isinstance(error, subprocess.CalledProcessError) else ""
    return ((said or "").strip() or str(error)).splitlines()[-1]


def _make(engine: str, root: Path) -> None:
    """Unpack an engine beside the tree, then put what is kept of it into the tree, file by whole file."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        packages = scratch / "packages"
        _fetch(PACKAGES[engine], scratch, packages)
        _arrange(packages, engine)
        make_stand_ins(packages / "stub")
        root.mkdir(parents=True, exist_ok=True)
        (root / ".fetched").touch()
        for pattern in (*KEPT[engine], "stub", "usr/share/doc/*/copyright"):
            for found in packages.glob(pattern):
                for path in sorted(found.rglob("*")) if found.is_dir() else [found]:
                    _place(path, root / path.relative_to(packages))
    (root / f".{engine}").touch()


def _fetch(patterns: tuple[str, ...], scratch: Path, into: Path) -> None:
    """Download the packages that `patterns` name and unpack them."""
    scratch.chmod(0o755)  # apt may drop its rights, and must still be able to write there
    options, debs = _private_apt(scratch), scratch / "debs"
    debs.mkdir()
    _run(["apt-get", *options, "-qq", "update"], scratch)
    _run(["apt-get", *options, "-qq", "download", *_names(patterns, options, scratch)], debs)
    for package in sorted(debs.glob("*.deb")):
        _run(["dpkg", "-x", str(package), str(into)], scratch)


def _names(patterns: tuple[str, ...], options: list[str], scratch: Path) -> list[str]:
    """The names of this system's packages that `patterns` mean."""
    every = "|".join(patterns)
    listed = _run(["apt-cache", *options, "search", "--names-only", f"^({every})(t64)?$"], scratch).splitlines()
    known = [line.partition(" - ")[0] for line in listed]
    names = [[name for name in known if re.fullmatch(f"{pattern}(t64)?", name)] for pattern in patterns]
    missing = [pattern for pattern, found in zip(patterns, names, strict=True) if not found]
    if missing:
        raise VoiceError(f"This system's packages offer no {missing[0]}: choose a voice of another engine.")
    return [max(found, key=lambda name: (len(name), name)) for found in names]


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


def _run(command: list[str], folder: Path) -> str:
    environment = os.environ | {"LC_ALL": "C.UTF-8"}
    return subprocess.run(
        command, cwd=folder, check=True, capture_output=True, text=True, timeout=600, env=environment
    ).stdout


def _arrange(packages: Path, engine: str) -> None:
    """Put files where the drivers look for them."""
    if engine in ("rhvoice", "accented"):
        (packages / "etc/RHVoice").mkdir(parents=True, exist_ok=True)
        (packages / "etc/RHVoice/RHVoice.conf").write_text("quality=max\nmin_sonic_rate=5\n", encoding="utf-8")
    if engine == "mbrola":
        (packages / _DATA / "mbrola").mkdir(exist_ok=True)
        for voice in MBROLA_VOICES:
            shutil.copy(packages / "usr/share/mbrola" / voice / voice, packages / _DATA / "mbrola" / voice)
    if engine in ("festival", "foreign"):  # before Debian 13 libtinfo lay outside of usr
        for path in (packages / LIBRARIES.removeprefix("usr/")).glob("libtinfo.so.*"):
            _place(path, packages / LIBRARIES / path.name)


def _place(source: Path, target: Path) -> None:
    """Copy one file so that it is there whole or not at all; links stay links."""
    if source.is_dir() and not source.is_symlink():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part{os.getpid()}")
    part.unlink(missing_ok=True)
    shutil.copy2(source, part, follow_symlinks=False)
    part.replace(target)
