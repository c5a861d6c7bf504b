"""A virtual screen, and a driven window on it."""

import contextlib
import json
import os
import queue
import shutil
import subprocess
import sys
import threading
import time

import pytest


class Screen:
    """An X server without a monitor. `environment` makes programs use it."""

    def __init__(self, folder):
        read, write = os.pipe()
        with (folder / "xvfb.log").open("wb") as log:
            self._server = subprocess.Popen(
                ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"], pass_fds=[write],
                stdout=log, stderr=log,
            )  # fmt: skip
        os.close(write)
        with os.fdopen(read) as number:
            self.environment = {"DISPLAY": f":{number.readline().strip()}", "QT_QPA_PLATFORM": "xcb"}

    def xdotool(self, *arguments):
        """Do something as a user would, and return what xdotool says."""
        done = subprocess.run(
            ["xdotool", *arguments], env=os.environ | self.environment, capture_output=True, text=True, timeout=20,
            check=True,
        )  # fmt: skip
        return done.stdout.strip()

    def close(self):
        self._server.terminate()
        self._server.wait(10)


class DrivenWindow:
    """The window in a process of its own; `wait_for` reads what `window_driver` tells."""

    def __init__(self, folder, root, screen, pack, environment):
        self._screen = screen
        self.sound = folder / "sound.npy"
        self.told = []
        self._lines = queue.Queue()
        self._log = (folder / "window.log").open("w+")
        self._child = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.window_driver", str(pack), str(self.sound)], cwd=root,
            env=environment | screen.environment, stdout=subprocess.PIPE, stderr=self._log, text=True,
        )  # fmt: skip
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        for line in self._child.stdout:
            self._lines.put(json.loads(line))
        self._lines.put(None)

    def wait_for(self, wanted, seconds=40.0):
        """Return the next thing told for which `wanted` is true."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with contextlib.suppress(queue.Empty):
                line = self._lines.get(timeout=0.1)
                if line is None:
                    break
                self.told.append(line)
                if wanted(line):
                    return line
        raise AssertionError(f"not told within {seconds} s; last: {self.told[-3:]}; log: {self.log()[-3000:]}")

    def wait_for_state(self, name):
        return self.wait_for(lambda line: line["event"] == "state" and line["name"] == name)

    def wait_for_view(self, wanted):
        """Return the next view of the window for which `wanted` is true."""
        return self.wait_for(lambda line: line["event"] == "window" and wanted(line))

    def focus(self):
        """Give the window the keyboard: without a window manager nobody else does."""
        number = self._screen.xdotool("search", "--sync", "--onlyvisible", "--pid", str(self._child.pid)).split()[-1]
        self._screen.xdotool("windowfocus", "--sync", number)

    def end(self):
        """End the window as the system does at logout; return the exit status."""
        self._child.terminate()
        self._reader.join(20)
        return self._child.wait(20)

    def log(self):
        self._log.seek(0)
        return self._log.read()

    def close(self):
        if self._child.poll() is None:
            self._child.kill()
            self._child.wait(5)
        self._reader.join(5)
        self._child.stdout.close()
        self._log.close()


@pytest.fixture(scope="module")
def screen(tmp_path_factory):
    missing = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
    if missing:
        pytest.skip(f"no virtual screen: {', '.join(missing)} not installed")
    made = Screen(tmp_path_factory.mktemp("screen"))
    yield made
    made.close()


@pytest.fixture
def open_window(screen, root, tmp_path):
    """A function that opens the window with a pack, an environment, and settings."""
    opened = []

    def start(pack, environment, **settings):
        folders = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CONFIG", "DATA", "STATE")}
        config = tmp_path / "CONFIG" / "mindpace" / "settings.json"
        if not config.exists():
            config.parent.mkdir(parents=True)
            config.write_text(json.dumps({"version": 1, "tour_seen": True, "language": "en"} | settings))
        opened.append(DrivenWindow(tmp_path, root, screen, pack, environment | folders))
        return opened[-1]

    yield start
    for window in opened:
        window.close()
