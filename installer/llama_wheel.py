"""The llama-cpp-python wheel: built once from its source distribution, then kept in the user's cache folder.

Only llama, ggml and mtmd are built. `llama-common` is 40 % of the compile time and nothing in the Python package loads
it, but its CMakeLists forces LLAMA_BUILD_COMMON=ON into the cache; a normal variable, set by a file that is included
after the `project()` call, wins over that. GGML_NATIVE=OFF keeps the wheel usable on another machine's processor.

Run as a program, it exits with 0 when the wheel is in the cache and 1 when a compiler will be needed.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

from commands import CONSTRAINTS, SetUpFailure, pip

NAME = "llama-cpp-python"
INCLUDE = "set(LLAMA_BUILD_COMMON OFF)\n"
FLAGS = ("-DGGML_NATIVE=OFF", "-DGGML_LLAMAFILE=OFF")  # llamafile kernels slow Q8_0 steps of two rows
LIBRARIES = ("libllama", "libggml", "libmtmd")


def version(constraints: Path = CONSTRAINTS) -> str:
    """Return the pinned version."""
    found = re.search(rf"^{NAME}==(\S+)", constraints.read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        raise SetUpFailure(f"{constraints} does not pin {NAME}.")
    return found[1]


def key() -> str:
    """Name the build by all that it depends on: version, system, machine, C library and flags.

    The Python version is not among them: the wheel binds through ctypes and is tagged py3-none.
    """
    flags = hashlib.sha256("\n".join([INCLUDE, *FLAGS]).encode()).hexdigest()[:8]
    libc = "".join(platform.libc_ver()) or "libc"
    return "-".join([NAME, version(), sys.platform, platform.machine(), libc, flags])


def cache_folder() -> Path:
    """Return the folder that keeps this build, the same as `engine.config.cache_dir()` names on Linux."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "mindpace" / "wheels" / key()


def cached() -> Path | None:
    """Return the cached wheel, or None when there is none or it is not whole."""
    for wheel in sorted(cache_folder().glob("*.whl")):
        if _whole(wheel):
            return wheel
    return None


def ensure(python: Path, log: Path) -> Path:
    """Return the wheel, built with the pip of `python` if the cache has none (2 to 5 minutes on two cores).

    Raises:
        SetUpFailure: it cannot be downloaded or compiled.
    """
    wheel = cached()
    if wheel is None:
        print(f"    compiling {NAME} {version()}, once: a few minutes", flush=True)
        wheel = _build(python, log)
    return wheel


def _build(python: Path, log: Path) -> Path:
    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    sdist = _sdist(python, folder, log)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        include = Path(scratch) / "nocommon.cmake"
        include.write_text(INCLUDE, encoding="utf-8")
        arguments = [f"-DCMAKE_PROJECT_llama_cpp_INCLUDE={include}", *FLAGS]
        build = ["wheel", "-v", "--no-deps", "--build-constraint", str(CONSTRAINTS), "-w", scratch, str(sdist)]
        pip(python, build, log, f"compiling {NAME}", {"CMAKE_ARGS": " ".join(arguments)})
        built = next(Path(scratch).glob("*.whl"))
        if not _whole(built):
            raise SetUpFailure(f"compiling {NAME} gave a wheel without its libraries; see {log}.")
        # One move within a file system: a wheel is either there or not, however this process ends.
        wheel = Path(shutil.move(built, folder / built.name))
    sdist.unlink()
    return wheel


def _sdist(python: Path, folder: Path, log: Path) -> Path:
    """Return the source distribution. From a local file pip never takes a wheel that it built with other flags."""
    name = f"{NAME}=={version()}"
    fetch = ["download", "--no-deps", "--no-binary", NAME, "--build-constraint", str(CONSTRAINTS), "-d", str(folder)]
    pip(python, [*fetch, name], log, f"downloading {NAME}")
    return next(folder.glob("*.tar.gz"))


def _whole(wheel: Path) -> bool:
    try:
        with zipfile.ZipFile(wheel) as archive:
            names = archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return False
    return all(any(f"/{library}." in name for name in names) for library in LIBRARIES)


if __name__ == "__main__":
    sys.exit(cached() is None)
