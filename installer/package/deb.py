"""A Debian package around the folder that PyInstaller made: /usr/lib/mindpace, a command, menu entry, icons, manual."""

from __future__ import annotations

import gzip
import hashlib
import os
import platform
import shutil
import time
from importlib import metadata
from pathlib import Path

from closure import runtime_packages
from icons import hicolor
from manual import manual
from tools import ROOT, run

DESKTOP = ROOT / "assets" / "desktop"
MAINTAINER = "Mindpace maintainers <maintainers@mindpace.invalid>"
# Libraries that the bundle leaves to the system (SYSTEMS_OWN in mindpace.spec), and one font, one icon theme. Names
# that changed with 64-bit time (Debian 13, Ubuntu 24.04) have both forms.
DEPENDS = (
    "libasound2 | libasound2t64",
    "libasound2-plugins",
    "libdbus-1-3",
    "libdrm2",
    "libegl1",
    "libfontconfig1",
    "libfreetype6",
    "libgcc-s1",
    "libgl1",
    "libglib2.0-0 | libglib2.0-0t64",
    "libstdc++6",
    "libuuid1",
    "libwayland-client0",
    "libwayland-cursor0",
    "libwayland-egl1",
    "libx11-6",
    "libx11-xcb1",
    "libxau6",
    "libxcb1",
    "libxdmcp6",
    "fonts-dejavu-core | fonts-freefont-ttf | fonts-noto-core",
    "hicolor-icon-theme",
)
CONTROL = """\
Package: mindpace
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {kilobytes}
Depends: {depends}
Section: sound
Priority: optional
Description: private voice assistant that thinks while it speaks
 Hold a key and ask; it answers at once, aloud, while a panel shows the chain of
 thought that is still running underneath. One small language model plays both
 parts. Everything runs on this computer, and nothing leaves it.
 .
 This package holds the program with its own Python, its libraries and a small
 model that reasons about a few kinds of question in English.
"""
COPYRIGHT = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Mindpace
Comment: The program's own files, and below them the packages that the folder
 /usr/lib/mindpace holds copies of. Their full texts lie there, in
 _internal/NAME-VERSION.dist-info. Libraries that came from the Debian system
 which built this package are under the terms in its /usr/share/doc/*/copyright.

Files: *
Copyright: The Mindpace maintainers
License: see-below
 The repository has named no licence for the program yet: all rights are with
 its authors.

Files: usr/lib/mindpace/_internal/assets/packs/embedded/*
Copyright: The Mindpace maintainers
License: Apache-2.0
 On Debian systems the text is in /usr/share/common-licenses/Apache-2.0.
"""


def version() -> str:
    """Return Mindpace's version."""
    return metadata.version("mindpace")


def architecture() -> str:
    """Return Debian's name for this machine's processor."""
    return {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())


def depends() -> str:
    """Return the packages that the bundle needs; its own libraries were linked with this system's C library."""
    return ", ".join([f"libc6 (>= {platform.libc_ver()[1]})", *DEPENDS])


def make_deb(folder: Path, work: Path, out: Path) -> Path:
    """Lay out the package of the program in `folder` under `work`, and return the .deb written into `out`.

    Raises:
        PackageFailure: dpkg-deb is missing or fails.
    """
    root = work / "root"
    shutil.rmtree(work, ignore_errors=True)
    _program(folder, root)
    share = root / "usr" / "share"
    hicolor(share)
    _copy(DESKTOP / "mindpace.desktop", share / "applications" / "mindpace.desktop")
    _copy(DESKTOP / "mindpace.metainfo.xml", share / "metainfo" / "app.mindpace.Mindpace.metainfo.xml")
    _zipped(share / "man" / "man1" / "mindpace.1.gz", manual().encode())
    _documents(share / "doc" / "mindpace")
    _modes(root)
    _control(root)
    file = out / f"mindpace_{version()}_{architecture()}.deb"
    # zstd: unpacked in 2 s where xz takes 20, known to dpkg since Debian 12 and Ubuntu 22.04.
    run(["dpkg-deb", "--root-owner-group", "-Zzstd", "-z12", "--build", str(root), str(file)], "dpkg-deb")
    return file


def _program(folder: Path, root: Path) -> None:
    home = root / "usr" / "lib" / "mindpace"
    home.parent.mkdir(parents=True)
    shutil.copytree(folder, home, symlinks=True, copy_function=_linked)
    command = root / "usr" / "bin" / "mindpace"
    command.parent.mkdir(parents=True)
    command.symlink_to("../lib/mindpace/mindpace")


def _linked(source: str, target: str) -> None:
    """A second name instead of a copy: 700 MB less to write."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _documents(folder: Path) -> None:
    copied = [_stanza(name) for name in sorted(runtime_packages() - {"mindpace"})]
    folder.mkdir(parents=True)
    (folder / "copyright").write_text("\n".join([COPYRIGHT, *copied]), encoding="utf-8")
    day = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime())
    entry = (
        f"mindpace ({version()}) unstable; urgency=low\n\n  * See the project's own notes.\n\n -- {MAINTAINER}  {day}\n"
    )
    _zipped(folder / "changelog.gz", entry.encode())


def _stanza(name: str) -> str:
    about = metadata.metadata(name).json
    licence = about.get("license_expression") or _classified(about.get("classifier", [])) or about.get("license")
    author = about.get("author") or about.get("author_email") or f"the authors of {name}"
    files = f"usr/lib/mindpace/_internal/*{name.replace('-', '?')}*"
    first = _line(licence or "see its dist-info")
    return f"Files: {files}\nCopyright: {_line(author)}\nLicense: {first}\n Version {about['version']}.\n"


def _classified(classifiers: str | list[str]) -> str:
    return ", ".join(c.rpartition(" :: ")[2] for c in classifiers if c.startswith("License :: "))


def _line(text: str | list[str]) -> str:
    return " ".join(str(text).split())[:200]


def _control(root: Path) -> None:
    files = sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    folder = root / "DEBIAN"
    folder.mkdir()
    facts = {
        "version": version(),
        "architecture": architecture(),
        "maintainer": MAINTAINER,
        "kilobytes": sum(-(-file.stat().st_size // 1024) for file in files),
        "depends": depends(),
    }
    (folder / "control").write_text(CONTROL.format(**facts), encoding="utf-8")
    sums = [f"{_md5(file)}  {file.relative_to(root)}\n" for file in files]
    (folder / "md5sums").write_text("".join(sums), encoding="utf-8")


def _md5(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def _modes(root: Path) -> None:
    """Nobody but root may write; libraries and data are no programs."""
    for path in root.rglob("*"):
        if not path.is_symlink():
            program = path.is_dir() or path.name in ("mindpace", "torch_shm_manager")
            path.chmod(0o755 if program else 0o644)
    root.chmod(0o755)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _zipped(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(data, 9, mtime=0))
