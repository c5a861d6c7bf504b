"""Fill the virtual environment: `set_up.py run|test|package FOLDER`. Standard library only; called by setup.sh.

Every step finds out by itself what is already done, so an interrupted set-up goes on where it stopped.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import llama_wheel
from commands import CONSTRAINTS, RETRY, SetUpFailure, pip, report, run

ROOT = Path(__file__).resolve().parent.parent
EXTRAS = {"run": "", "test": "[dev]", "package": "[package]"}
FREE_BYTES = 3_000_000_000
IMPORTS = (
    "import filelock, gguf, jinja2, keyring, llama_cpp, numpy, platformdirs, psutil, PySide6.QtNetwork, "
    "PySide6.QtWidgets, pywebrtc_audio, requests, safetensors, sounddevice, soundfile, soxr, torch, webrtcvad"
)


class SetUp:
    """One set-up of the environment in `venv`, for the profile `run`, `test` or `package`."""

    def __init__(self, profile: str, venv: Path) -> None:
        """Only remember; `go` does the work."""
        self.profile = profile
        self.venv = venv
        self.python = venv / "bin" / "python"
        self.log = venv / "setup.log"
        self.fresh = False

    def go(self) -> None:
        """Do every step; once more from nothing if what an interrupted set-up had left behind is damaged.

        Raises:
            SetUpFailure: a step failed.
        """
        self.make_venv()
        self._fill()
        try:
            self.check()
        except SetUpFailure:
            if self.fresh:
                raise
            print("mindpace: the environment is damaged; making it anew", flush=True)
            self._new_venv()
            self._fill()
            self.check()

    def _fill(self) -> None:
        steps: list[tuple[str, Callable[[], None]]] = [
            ("pip", self.tools),
            ("PyTorch", self.torch),
            ("llama.cpp", self.llama),
            ("Mindpace and its libraries", self.everything),
        ]
        for number, (name, step) in enumerate(steps, start=1):
            started = time.monotonic()
            print(f"mindpace: set-up {number}/{len(steps)}: {name}", flush=True)
            step()
            print(f"    done in {time.monotonic() - started:.0f} s", flush=True)

    def make_venv(self) -> None:
        """Make the environment if there is none whose Python starts and is of this version."""
        if not self._healthy():
            self._new_venv()

    def _new_venv(self) -> None:
        free = shutil.disk_usage(self.venv).free
        if free < FREE_BYTES:
            raise SetUpFailure(
                f"{self.venv} has {free / 1e9:.1f} GB free and Mindpace needs 3 GB: free some, then {RETRY}."
            )
        command = [sys.executable, "-m", "venv", "--clear", str(self.venv)]
        made = subprocess.run(command, capture_output=True, text=True, check=False)
        if made.returncode:
            reason = (made.stdout + made.stderr).strip().splitlines() or ["no reason given"]
            raise SetUpFailure(f"the virtual environment {self.venv} could not be made: {reason[-1]}")
        self.fresh = True

    def _healthy(self) -> bool:
        probe = "import sys, pip; print('%d.%d' % sys.version_info[:2])"
        try:
            answer = subprocess.run([str(self.python), "-c", probe], capture_output=True, text=True, check=False)
        except OSError:
            return False
        return answer.stdout.strip() == f"{sys.version_info[0]}.{sys.version_info[1]}"

    def tools(self) -> None:
        """Bring pip and the build backend to their pinned versions."""
        self._install(["pip", "setuptools", "hatchling"], "installing pip")

    def torch(self) -> None:
        """Install the pinned PyTorch, without CUDA unless MINDPACE_TORCH asks for it."""
        backend = os.environ.get("MINDPACE_TORCH", "cpu")
        pinned = re.search(r"^torch==(\S+)", CONSTRAINTS.read_text(encoding="utf-8"), re.MULTILINE)
        if pinned is None:
            raise SetUpFailure(f"{CONSTRAINTS} does not pin torch.")
        if backend == "cpu":
            self._torch_cpu(pinned[1])
        else:
            print(f"    MINDPACE_TORCH={backend}: this may bring several GB of CUDA libraries", flush=True)
            self._torch_by_uv(pinned[1], backend, ["--reinstall-package", "torch"])

    def _torch_cpu(self, version: str) -> None:
        """Take a CPU wheel that pip is configured to find; else ask uv, which knows where PyTorch keeps its CPU builds.

        A plain `pip install torch` on Linux would bring the CUDA build and its 15 packages.
        """
        try:
            self._install(["--no-deps", f"torch=={version}+cpu"], "looking for a local CPU build of PyTorch")
        except SetUpFailure:
            print("    pip has no CPU build of PyTorch configured; asking PyTorch's own server through uv", flush=True)
            self._torch_by_uv(version, "cpu", ["--no-deps"])

    def _torch_by_uv(self, version: str, backend: str, flags: list[str]) -> None:
        self._install(["uv"], "installing uv")
        wanted = f"torch=={version}"
        uv = [str(self.venv / "bin" / "uv"), "pip", "install", "--no-config", "--python", str(self.python)]
        try:
            run([*uv, "--torch-backend", backend, *flags, wanted], self.log, f"downloading {wanted} ({backend})")
        except SetUpFailure as failure:
            hint = "A wheel that you have can be used instead: set PIP_FIND_LINKS to its folder."
            raise SetUpFailure(f"{failure} {hint}") from failure

    def llama(self) -> None:
        """Install the llama-cpp-python wheel, compiling it when the cache has none for this machine."""
        mark = self.venv / ".mindpace-llama"
        if mark.exists() and mark.read_text(encoding="utf-8") == llama_wheel.key():
            return
        wheel = llama_wheel.ensure(self.python, self.log)
        self._install(["--force-reinstall", "--no-deps", str(wheel)], "installing llama-cpp-python")
        mark.write_text(llama_wheel.key(), encoding="utf-8")

    def everything(self) -> None:
        """Install the other pinned dependencies, and Mindpace itself as a link to this checkout."""
        target = f"{ROOT}{EXTRAS[self.profile]}"
        self._install(["--no-build-isolation", "--editable", target], "installing Mindpace's libraries")

    def check(self) -> None:
        """Import every library once: a half-written one or a missing system library shows here, not later."""
        run([str(self.python), "-c", IMPORTS], self.log, "starting Mindpace's libraries")

    def _install(self, arguments: list[str], what: str) -> None:
        pip(self.python, ["install", "-c", str(CONSTRAINTS), *arguments], self.log, what)


@contextmanager
def locked(venv: Path) -> Iterator[None]:
    """Hold the folder's lock: two set-ups of one environment would destroy each other's work."""
    try:
        venv.mkdir(parents=True, exist_ok=True)
        folder = os.open(venv, os.O_RDONLY)
    except OSError as error:
        reason = f"{venv} cannot be written ({error.strerror})"
        raise SetUpFailure(f"{reason}: set MINDPACE_VENV to a folder of your own.") from error
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print("mindpace: another set-up of this folder is running; waiting for it", flush=True)
        fcntl.flock(folder, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(folder)


def refuse_foreign(venv: Path) -> None:
    """Refuse a folder that holds something else: a broken environment is emptied before it is made anew."""
    if venv != ROOT / ".venv" and venv.is_dir() and any(venv.iterdir()) and not (venv / "pyvenv.cfg").exists():
        raise SetUpFailure(f"{venv} is not a virtual environment: set MINDPACE_VENV to a new or empty folder.")


def main() -> int:
    """Set up, and say in one sentence what stopped it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("profile", choices=sorted(EXTRAS))
    parser.add_argument("venv", type=Path)
    arguments = parser.parse_args()
    set_up = SetUp(arguments.profile, arguments.venv.absolute())
    try:
        refuse_foreign(set_up.venv)
        with locked(set_up.venv):
            set_up.go()
    except (SetUpFailure, KeyboardInterrupt) as stop:
        return report(stop)
    except OSError as error:
        return report(SetUpFailure(f"{error.filename or set_up.venv}: {error.strerror}; {RETRY}."))
    return 0


if __name__ == "__main__":
    sys.exit(main())
