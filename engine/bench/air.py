"""A sound server with a virtual microphone and loudspeaker, so that latency is measured through real streams.

One stereo null sink of PulseAudio is the "air": its left channel is what the microphone hears, its right what Mindpace
says. Both run on one clock, so in a recording of it the distance between question and answer is exact.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

from engine.errors import SetupError

RATE = 48_000
FRAME_BYTES = 4
PROGRAMS = ("pulseaudio", "pactl", "pacat", "parec", "paplay")
START_WITHIN_S = 15.0
SETUP = """
load-module module-native-protocol-unix auth-anonymous=1 socket={run}/pulse/native
load-module module-null-sink sink_name=bus rate=48000 channels=2 channel_map=front-left,front-right format=s16le
load-module module-remap-sink sink_name=mic_in master=bus channels=1 channel_map=mono \
master_channel_map=front-left remix=no
load-module module-remap-sink sink_name=speaker master=bus channels=1 channel_map=mono \
master_channel_map=front-right remix=no
load-module module-remap-source source_name=mic master=bus.monitor channels=1 channel_map=mono \
master_channel_map=front-left remix=no
set-default-sink speaker
set-default-source mic
"""
ECHO = """
load-module module-remap-source source_name=said master=bus.monitor channels=1 channel_map=mono \
master_channel_map=front-right remix=no
load-module module-loopback source=said sink=mic_in latency_msec=60 source_dont_move=true sink_dont_move=true
"""


class Air:
    """A running sound server, which this process uses too, and a recording of both sides of it.

    Use it as a context manager, before anything of this process opens a sound device. With `echo_db` the microphone
    hears the loudspeaker too, 60 ms later and so much louder (negative: softer).

    Raises:
        SetupError: PulseAudio is not installed, or does not start.
    """

    def __init__(self, *, echo_db: float | None = None) -> None:
        self._echo_db = echo_db
        if missing := [name for name in PROGRAMS if shutil.which(name) is None]:
            raise SetupError(f"Latency is measured on a PulseAudio of its own: install {', '.join(missing)}.")
        self._folder = Path(tempfile.mkdtemp(prefix="mindpace-air-"))
        self._children: list[subprocess.Popen[bytes]] = []
        run = self._folder / "run"
        (run / "pulse").mkdir(parents=True, mode=0o700)
        run.chmod(0o700)
        self._before = {name: os.environ.get(name) for name in ("XDG_RUNTIME_DIR", "PULSE_SERVER", "HOME")}
        os.environ |= {
            "XDG_RUNTIME_DIR": str(run), "PULSE_SERVER": f"unix:{run}/pulse/native", "HOME": str(self._folder),
        }  # fmt: skip
        self._raw = self._folder / "air.raw"
        try:
            self._start(run)
        except BaseException:
            self.close()
            raise

    def _start(self, run: Path) -> None:
        setup = self._folder / "air.pa"
        setup.write_text(SETUP.format(run=run) + (ECHO if self._echo_db is not None else ""))
        settings = self._folder / ".config/pulse"
        settings.mkdir(parents=True, exist_ok=True)
        (settings / "daemon.conf").write_text("rlimit-rttime = -1\n")  # a busy machine would have it killed
        self._server = self._spawn(
            "pulseaudio", "-n", "-F", str(setup), "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no",
            "--log-level=error", "--realtime=yes", "--high-priority=yes",
        )  # fmt: skip
        self._wait_for(lambda: "mic_in" in self._pactl("list", "short", "sinks"))
        if self._echo_db is not None:
            self._wait_for(self._set_echo)
        # A silent stream keeps the sink awake: without it, new streams stall for a second.
        self._spawn("pacat", "-p", "-d", "speaker", "--latency-msec=10", "--rate=48000", "--channels=1", "/dev/zero")
        with self._raw.open("wb") as out:
            self._spawn(
                "parec", "-d", "bus.monitor", "--rate=48000", "--channels=2", "--format=s16le", "--latency-msec=10",
                "--raw", out=out.fileno(),
            )  # fmt: skip
        self._wait_for(lambda: self.length > 0)

    def _spawn(self, *command: str, out: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL, start_new_session=True
        )
        self._children.append(child)
        return child

    def _pactl(self, *arguments: str) -> str:
        return subprocess.run(["pactl", *arguments], capture_output=True, text=True, timeout=10, check=False).stdout

    def _wait_for(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + START_WITHIN_S
        while not condition():
            if time.monotonic() > deadline:
                raise SetupError("The sound server of the measurement did not start: is another one in its way?")
            time.sleep(0.05)

    def _set_echo(self) -> bool:
        """Make the echo as loud as it should be; return whether it is there."""
        streams = self._pactl("list", "short", "sink-inputs").split()
        if not streams:
            return False
        self._pactl("set-sink-input-volume", streams[0], f"{self._echo_db}dB")
        return True

    @property
    def alive(self) -> bool:
        """Whether the sound server runs (on a busy machine the kernel may end it)."""
        return self._server.poll() is None

    def restart(self, away_s: float = 1.0) -> None:
        """End the sound server as if all devices were pulled out, and start it again after a while."""
        self._server.kill()
        self._server.wait(5)
        time.sleep(away_s)
        self._start(self._folder / "run")

    @property
    def length(self) -> int:
        """Frames recorded so far."""
        return self._raw.stat().st_size // FRAME_BYTES if self._raw.exists() else 0

    def play(self, path: Path) -> subprocess.Popen[bytes]:
        """Start playing a sound file into the microphone, at real pace."""
        return self._spawn("paplay", "-d", "mic_in", "--latency-msec=300", str(path))

    def heard(self, begin: int) -> npt.NDArray[np.float32]:
        """Return both sides [n, 2] from frame `begin` on: column 0 the microphone's, column 1 the loudspeaker's."""
        with self._raw.open("rb") as file:
            file.seek(begin * FRAME_BYTES)
            data = np.frombuffer(file.read(), "<i2")
        return (data[: len(data) // 2 * 2].reshape(-1, 2) / 32768).astype(np.float32)

    def close(self) -> None:
        """End everything that was started, and remove the folder."""
        for child in reversed(self._children):
            with contextlib.suppress(ProcessLookupError):
                child.send_signal(signal.SIGTERM)
            try:
                child.wait(5)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait(5)
        for name, value in self._before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()
