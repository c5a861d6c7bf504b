"""The llama-cpp-python wheel: built once from its source distribution, then kept in the user's cache folder.

Only llama, ggml and mtmd are built. `llama-common` is 40 % of the compile time and nothing in the Python package loads
it, but its CMakeLists forces LLAMA_BUILD_COMMON=ON into the cache; a normal variable, set by a file that is included
after the `project()` call, wins over that. GGML_NATIVE=OFF keeps the wheel usable on another machine's processor.

MINDPACE_LLAMA chooses what computes: `cpu` (default), `cuda`, `vulkan` or `metal`. The three for graphics cards follow
llama.cpp's own build instructions; only the one for the CPU was built and run by this project.

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
BACKENDS = {
    "cpu": ("-DGGML_METAL=OFF",) if sys.platform == "darwin" else (),
    # Code for this machine's own card only: for all cards it would compile for an hour.
    "cuda": ("-DGGML_CUDA=ON", "-DCMAKE_CUDA_ARCHITECTURES=native"),
    "vulkan": ("-DGGML_VULKAN=ON",),
    "metal": ("-DGGML_METAL=ON", "-DGGML_METAL_EMBED_LIBRARY=ON"),
}
NEEDS = {
    "cuda": ("nvcc", "NVIDIA's CUDA toolkit (Debian: `sudo apt-get install nvidia-cuda-toolkit`)"),
    "vulkan": ("glslc", "Vulkan's headers and shader compiler (`sudo apt-get install glslc libvulkan-dev`)"),
    "metal": ("xcrun", "Apple's command line tools (`xcode-select --install`), and so a Mac"),
}


def version(constraints: Path = CONSTRAINTS) -> str:
    """Return the pinned version."""
    found = re.search(rf"^{NAME}==(\S+)", constraints.read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        raise SetUpFailure(f"{constraints} does not pin {NAME}.")
    return found[1]


def backend() -> str:
    """Return what llama.cpp is to compute with, as MINDPACE_LLAMA asks.

    Raises:
        SetUpFailure: it asks for something else, or for what cannot be built here.
    """
    wanted = os.environ.get("MINDPACE_LLAMA") or "cpu"
    if wanted not in BACKENDS:
        raise SetUpFailure(f"MINDPACE_LLAMA is {wanted!r}: it may be {', '.join(BACKENDS)}.")
    return wanted


def _require_tools(wanted: str) -> None:
    tool, what = NEEDS.get(wanted, ("", ""))
    if tool and shutil.which(tool) is None:
        raise SetUpFailure(f"MINDPACE_LLAMA={wanted} needs {what}: the program {tool} is not here.")


def key() -> str:
    """Name the build by all that it depends on: version, system, machine, C library and flags.

    The Python version is not among them: the wheel binds through ctypes and is tagged py3-none.
    """
    flags = hashlib.sha256("\n".join([INCLUDE, *FLAGS, *BACKENDS[backend()]]).encode()).hexdigest()[:8]
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
        _require_tools(backend())
        print(f"    compiling {NAME} {version()} ({backend()}), once: a few minutes", flush=True)
        wheel = _build(python, log)
    return wheel


def _build(python: Path, log: Path) -> Path:
    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    sdist = _sdist(python, folder, log)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        include = Path(scratch) / "nocommon.cmake"
        include.write_text(INCLUDE, encoding="utf-8")
        arguments = [f"-DCMAKE_PROJECT_llama_cpp_INCLUDE={include}", *FLAGS, *BACKENDS[backend()]]
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
    wanted = LIBRARIES if backend() == "cpu" else (*LIBRARIES, f"libggml-{backend()}")
    return all(any(f"/{library}." in name for name in names) for library in wanted)


if __name__ == "__main__":
    try:
        sys.exit(cached() is None)
    except SetUpFailure:
        sys.exit(1)  # the set-up itself will tell
