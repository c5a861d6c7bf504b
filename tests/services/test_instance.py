"""One window a user: the second start raises the first one's window and leaves, whatever happened before."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.services import instance
from engine.errors import SetupError

ROOT = Path(__file__).parents[2]
CLAIM = (
    "import sys; from PySide6.QtCore import QCoreApplication; from app.services import instance; "
    "instance.PATIENCE_MS = 20_000; "  # on a busy machine the first may be slow to answer
    "a = QCoreApplication([]); c = instance.claim(quiet=len(sys.argv) > 1); "
    "print('second' if c is None else 'first', flush=True)"
)
HOLD = f"{CLAIM}; a.exec() if c else None"


@pytest.fixture(autouse=True)
def _private(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))


@pytest.fixture
def mine(qapp):
    """The right to be the only window, held here."""
    held = instance.claim()
    assert held is not None
    yield held
    held.close()


def start(program: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", program, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def said(child: subprocess.Popen[str]) -> str:
    try:
        return child.communicate(timeout=30)[0].strip()
    finally:
        child.kill()


def test_a_second_start_raises_the_window_and_leaves(mine, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    mine.raises(window)
    window.showMinimized()
    with qtbot.waitSignal(mine.wanted, timeout=20_000):
        other = start(CLAIM)
    assert said(other) == "second"
    assert window.isVisible()
    assert not window.windowState() & Qt.WindowState.WindowMinimized


def test_a_quiet_second_start_raises_nothing(mine, qtbot):
    raised = []
    mine.wanted.connect(lambda: raised.append(1))
    other = start(CLAIM, "quiet")
    qtbot.waitUntil(lambda: other.poll() is not None, timeout=20_000)
    assert said(other) == "second"
    assert not raised


def test_the_activation_token_comes_along(mine, qtbot, monkeypatch):
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "abc")
    other = start(CLAIM)
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN")
    qtbot.waitSignal(mine.wanted, timeout=20_000).wait()
    assert os.environ["XDG_ACTIVATION_TOKEN"] == "abc"  # noqa: S105
    assert said(other) == "second"


def test_after_the_first_has_ended_the_next_is_first(qapp):
    for _ in range(2):
        held = instance.claim()
        assert held is not None
        held.close()


def test_a_killed_window_leaves_no_lock(qapp):
    holder = start(HOLD)
    assert holder.stdout.readline() == "first\n"
    os.kill(holder.pid, signal.SIGKILL)
    holder.communicate(timeout=30)
    held = instance.claim()
    assert held is not None
    held.close()


def test_of_several_that_start_at_once_one_is_first():
    children = [start(HOLD) for _ in range(4)]
    answers = [child.stdout.readline().strip() for child in children]
    for child in children:
        child.terminate()
        child.communicate(timeout=30)
    assert sorted(answers) == ["first", "second", "second", "second"]


def test_a_window_that_does_not_answer_is_told(mine, monkeypatch):
    monkeypatch.setattr(instance, "PATIENCE_MS", 100)
    with pytest.raises(SetupError, match="running already"):
        instance.claim()  # nobody answers, because this thread waits here


def test_another_user_folder_is_another_window(mine, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "other"))
    other = instance.claim()
    assert other is not None
    other.close()


def test_the_program_itself_opens_one_window_only(tmp_path):
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_STATE_HOME": str(tmp_path)}
    command = [sys.executable, "-m", "app", "--pack", str(tmp_path / "nowhere")]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as first:
        try:
            deadline = time.monotonic() + 20
            while not Path(instance._address()).exists():
                assert first.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.1)
            second = subprocess.run(
                command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=30, check=False
            )
            assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
            assert first.poll() is None
        finally:
            first.terminate()
        _, words = first.communicate(timeout=20)
    assert first.returncode == 0
    assert words in ("", "This plugin does not support raise()\n")  # so says Qt's screen without a screen
