"""Make packages: `make.py bundle` a folder with everything in it and its archive, `make.py deb` a Debian package.

Called by `sh installer/package.sh`, which sets the environment up first. Results lie in `dist`, what is in between in
`build/package`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from pathlib import Path

from tools import DIST, HERE, ROOT, WORK, PackageFailure, run

FOLDER = DIST / "mindpace"
EXIT_STATUS = 2


def bundle() -> Path:
    """Make the folder `dist/mindpace` anew and return it."""
    from icons import program_icons

    program_icons(WORK)
    os.environ["PYTHONPATH"] = str(HERE)  # the specification imports `closure`
    os.environ["PYTHONWARNINGS"] = "ignore"  # PyTorch's, while PyInstaller imports what is deprecated
    pyinstaller = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    places = ["--distpath", str(DIST), "--workpath", str(WORK / "pyinstaller")]
    run([*pyinstaller, *places, str(HERE / "mindpace.spec")], "PyInstaller")
    if sys.platform.startswith("linux"):
        _strip()
    return FOLDER


def _strip() -> None:
    """Take the symbols out of PyTorch's libraries, a fifth of their size (its wheels come with them)."""
    libraries = [str(file) for file in sorted((FOLDER / "_internal" / "torch" / "lib").glob("*.so"))]
    run(["strip", "--strip-unneeded", *libraries], "stripping libraries")


def archive() -> Path:
    """Pack `dist/mindpace` for people without a package manager of ours; return the file."""
    from deb import architecture, version

    kind, options = ("zstd", ["-10", "-T0"]) if shutil.which("zstd") else ("xz", ["-1", "-T0"])
    file = DIST / f"mindpace-{version()}-linux-{architecture()}.tar.{'zst' if kind == 'zstd' else 'xz'}"
    owner = ["--owner=0", "--group=0", "--numeric-owner", "--sort=name"]
    compress = f"--use-compress-program={' '.join([kind, *options])}"
    run(["tar", "-C", str(DIST), *owner, compress, "-cf", str(file), "mindpace"], "packing the folder")
    return file


def size(path: Path) -> str:
    """Return how big a file or a folder is, in MB."""
    files = [path] if path.is_file() else [file for file in path.rglob("*") if not file.is_symlink()]
    return f"{sum(file.lstat().st_size for file in files if file.is_file()) / 1e6:.0f} MB"


def _told(what: str, started: float, path: Path) -> None:
    print(f"mindpace: {what}: {path.relative_to(ROOT)}, {size(path)}, {time.monotonic() - started:.0f} s", flush=True)


def main() -> int:
    """Make what is asked for, and say in one sentence what stopped it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("bundle", "deb"))
    parser.add_argument("--keep", action="store_true", help="take the folder of an earlier call as it is")
    arguments = parser.parse_args()
    try:
        _make(arguments.what, keep=arguments.keep and FOLDER.is_dir())
    except PackageFailure as failure:
        print(f"mindpace: {failure}", file=sys.stderr)
        return EXIT_STATUS
    except OSError as error:
        print(f"mindpace: {error.filename}: {error.strerror}", file=sys.stderr)
        return EXIT_STATUS
    return 0


def _make(what: str, *, keep: bool) -> None:
    if not keep:
        started = time.monotonic()
        _told("folder", started, bundle())
    started = time.monotonic()
    if what == "deb":
        from deb import make_deb

        _told("Debian package", started, make_deb(FOLDER, WORK / "deb", DIST))
    elif sys.platform.startswith("linux"):
        _told("archive", started, archive())


if __name__ == "__main__":
    sys.exit(main())
