"""A real sound server with a virtual microphone and loudspeaker, for tests without a sound card.

One stereo null sink is the "air": its left channel is what the microphone hears, its right what the program says. Both
run on one clock, so a stereo recording of it is aligned by sample. A silent stream, the "tick", keeps the sink awake;
without it, new streams stall for a second or die. Tests ask for the fixture `rig`.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

BUS_RATE = 48_000

SETUP = """
load-module module-native-protocol-unix auth-anonymous=1 socket={run}/pulse/native
load-module module-null-sink sink_name=bus rate=48000 channels=2 channel_map=front-left,front-right format=s16le
load-module module-remap-sink sink_name=mic_in master=bus channels=1 channel_map=mono master_channel_map=front-left remix=no
load-module module-remap-sink sink_name=speaker master=bus channels=1 channel_map=mono master_channel_map=front-right remix=no
load-module module-remap-source source_name=mic master=bus.monitor channels=1 channel_map=mono master_channel_map=front-left remix=no
set-default-sink speaker
set-default-source mic
"""  # noqa: E501
PROGRAMS = ("pulseaudio", "pactl", "pacat", "parec", "paplay")


class Rig:
    """A running PulseAudio with its own folders. `environment` makes a program, or this one, use it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        run = folder / "run"
        (run / "pulse").mkdir(parents=True)
        run.chmod(0o700)
        self.environment = {
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(run),
            "PULSE_SERVER": f"unix:{run}/pulse/native",
        }
        self._children: list[subprocess.Popen[bytes]] = []
        self._start(run)

    def _start(self, run: Path) -> None:
        setup = self.folder / "rig.pa"
        setup.write_text(SETUP.format(run=run))
        self.server = self.spawn(
            "pulseaudio", "-n", "-F", str(setup), "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no",
            "--log-level=notice", "--realtime=yes", "--high-priority=yes",
        )  # fmt: skip
        self._wait()
        self.tick = self.spawn(
            "pacat", "-p", "-d", "speaker", "--latency-msec=10", "--rate=48000", "--channels=1", "/dev/zero"
        )

    def _wait(self) -> None:
        deadline = time.monotonic() + 15
        while time.monotonic() < deadline:
            if "bus" in self.pactl("list", "short", "sinks") and self.pactl("get-default-source").strip() == "mic":
                return
            time.sleep(0.1)
        log = (self.folder / "pulseaudio.log").read_text()
        raise RuntimeError(f"the test sound server did not start: {log[-2000:]}")

    def spawn(self, *command: str, output: Path | None = None) -> subprocess.Popen[bytes]:
        """Start a program on this server; it ends with the rig. Its output goes to `output`, its messages to a log."""
        with (
            (self.folder / f"{command[0]}.log").open("ab") as log,
            output.open("wb") if output else contextlib.nullcontext(log) as out,
        ):
            child = subprocess.Popen(
                command, env=os.environ | self.environment, stdin=subprocess.DEVNULL, stdout=out, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        self._children.append(child)
        return child

    def pactl(self, *arguments: str) -> str:
        """Return what `pactl` says."""
        done = subprocess.run(
            ["pactl", *arguments], env=os.environ | self.environment, capture_output=True, text=True, timeout=10,
            check=False,
        )  # fmt: skip
        return done.stdout

    def say_into_microphone(self, path: Path) -> subprocess.Popen[bytes]:
        """Start playing a sound file into the virtual microphone; `.wait()` for its end."""
        return self.spawn("paplay", "-d", "mic_in", "--latency-msec=500", str(path))

    @contextlib.contextmanager
    def echo(self, decibels: float) -> Iterator[None]:
        """Let the microphone hear the loudspeaker, so much louder (or softer), while the context lasts."""
        module = self.pactl(
            "load-module", "module-loopback", "source=speaker.monitor", "sink=mic_in", "latency_msec=40"
        ).strip()
        inputs = [line.split("\t") for line in self.pactl("list", "short", "sink-inputs").splitlines()]
        [way] = [fields[0] for fields in inputs if fields[3] == "module-loopback.c"]
        self.pactl("set-sink-input-volume", way, f"{decibels}dB")
        try:
            yield
        finally:
            self.pactl("unload-module", module)

    @contextlib.contextmanager
    def recording(self) -> Iterator[Recording]:
        """Record both sides of the air while the context lasts."""
        raw = self.folder / f"record-{len(self._children)}.raw"
        recorder = self.spawn(
            "parec", "-d", "bus.monitor", "--rate=48000", "--channels=2", "--format=s16le", "--latency-msec=20",
            "--raw", output=raw,
        )  # fmt: skip
        made = Recording(raw)
        made.wait_for_start()
        try:
            yield made
        finally:
            recorder.send_signal(signal.SIGTERM)
            recorder.wait(5)

    def stop_server(self) -> None:
        """End the server in the middle of everything, as when a device is pulled out."""
        self.server.kill()
        self.server.wait(5)

    def start_server(self) -> None:
        """Start the server again after `stop_server`."""
        self._start(self.folder / "run")

    def close(self) -> None:
        """End all programs of the rig."""
        for child in reversed(self._children):
            with contextlib.suppress(ProcessLookupError):
                child.terminate()
            try:
                child.wait(5)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait(5)


class Recording:
    """Samples [n, 2] of the air at 48 kHz so far: column 0 the microphone's side, column 1 the loudspeaker's."""

    def __init__(self, raw: Path) -> None:
        self._raw = raw

    def wait_for_start(self) -> None:
        """Wait until samples arrive."""
        deadline = time.monotonic() + 10
        while not (self._raw.exists() and self._raw.stat().st_size):
            if time.monotonic() > deadline:
                raise RuntimeError("the test sound server records nothing")
            time.sleep(0.02)

    @property
    def samples(self) -> np.ndarray:
        """Everything so far, float32 [n, 2]."""
        data = np.fromfile(self._raw, dtype="<i2")
        return (data[: len(data) // 2 * 2].reshape(-1, 2) / 32768).astype(np.float32)

    @property
    def heard(self) -> np.ndarray:
        """What went into the microphone, float32 [n] at 48 kHz."""
        return self.samples[:, 0]

    @property
    def said(self) -> np.ndarray:
        """What the program said, float32 [n] at 48 kHz."""
        return self.samples[:, 1]

    def save(self, path: Path) -> None:
        """Write it as a stereo WAV, to listen to."""
        soundfile.write(path, self.samples, BUS_RATE)


def missing_programs() -> list[str]:
    """Return the programs of the rig that are not installed."""
    return [name for name in PROGRAMS if shutil.which(name) is None]


def started(folder: Path) -> Rig:
    """Return a running rig, or skip the test where PulseAudio is not installed."""
    if missing := missing_programs():
        pytest.skip(f"no virtual sound card: {', '.join(missing)} not installed")
    return Rig(folder)


@pytest.fixture
def rig(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rig]:
    """A sound server that this process, and every program that it starts, uses."""
    server = started(tmp_path_factory.mktemp("rig"))
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    try:
        yield server
    finally:
        server.close()
