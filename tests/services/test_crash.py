"""Crash reports: written for every kind of crash, without the user's words, and told of once."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from app.services import crash
from engine import config, log

SECRET = "my bank card number"  # noqa: S105 - what a user might say


@pytest.fixture(autouse=True)
def _state(tmp_path, monkeypatch):
    """A log folder of its own, and this process as it was."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    yield
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    root = logging.getLogger(log.ROOT)
    for handler in list(root.handlers):
        root.removeHandler(handler)
        handler.close()
    root.propagate = True


def reports() -> list[Path]:
    return sorted(config.log_dir().glob("crash-*.txt"))


def started(body: str) -> subprocess.Popen[str]:
    """A process that watches for crashes and then does `body`."""
    program = f"from app.services import crash; crash.watch(); print('here', flush=True); {body}"
    child = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout.readline() == "here\n"
    return child


def ended(body: str) -> tuple[int, str]:
    child = started(body)
    _, said = child.communicate(timeout=30)
    return child.returncode, said


def fail_with(words: str) -> Exception:
    try:
        raise ValueError(words)
    except ValueError as error:
        return error


def test_a_native_crash_becomes_a_report_that_the_next_start_tells_once():
    status, said = ended("import ctypes; ctypes.string_at(0)")
    assert status == -signal.SIGSEGV
    assert said == ""
    assert not reports()
    crash.watch()
    (report,) = reports()
    text = report.read_text()
    assert "Segmentation fault" in text
    assert "string_at" in text
    assert f"Mindpace {config.VERSION}" in text
    assert str(report) in crash.last_time()
    assert crash.last_time() is None
    assert not list(config.log_dir().glob("running-*"))


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGABRT])
def test_a_kill_is_no_crash_of_ours_but_an_abort_is(how):
    child = started("import time; time.sleep(60)")
    os.kill(child.pid, how)
    child.communicate(timeout=30)
    crash.watch()
    assert len(reports()) == (how == signal.SIGABRT)


def test_an_orderly_end_leaves_the_log_only():
    assert ended("pass") == (0, "")
    assert [path.name for path in config.log_dir().iterdir()] == [crash.LOG_NAME]


def test_what_a_running_process_holds_is_left_alone():
    child = started("import time; time.sleep(60)")
    crash.watch()
    assert len(list(config.log_dir().glob("running-*"))) == 1
    child.kill()
    child.communicate(timeout=30)


def test_a_report_holds_the_place_and_the_cause_but_no_words_and_no_home(monkeypatch):
    monkeypatch.setenv("HOME", str(Path(__file__).parents[2]))
    crash.watch()
    log.logger("test").error("it failed", exc_info=fail_with(SECRET))
    text = crash.report(fail_with(SECRET)).read_text()
    assert "builtins.ValueError" in text
    assert 'File "~/tests/services/test_crash.py"' in text
    assert "it failed" in text
    assert "Thread MainThread" in text
    for file in config.log_dir().iterdir():
        assert SECRET not in file.read_text()


def test_causes_of_an_error_are_in_the_report():
    try:
        try:
            raise OSError(SECRET)
        except OSError as error:
            raise KeyError(SECRET) from error
    except KeyError as error:
        stack = log.stack(error)
    assert stack.index("builtins.OSError") < stack.index("because of that") < stack.index("builtins.KeyError")
    assert SECRET not in stack


def test_an_error_that_ends_a_thread_or_the_program_is_reported_without_a_traceback():
    status, said = ended(
        f"import threading; t = threading.Thread(target=lambda: int({SECRET!r})); t.start(); t.join(); 1 / 0"
    )
    assert status == 1
    assert "Traceback" not in said
    assert SECRET not in said
    assert said.splitlines()[-1].startswith("mindpace: something went wrong inside Mindpace (ZeroDivisionError); ")
    texts = [report.read_text() for report in reports()]
    assert len(texts) == 2
    assert any("ZeroDivisionError" in text for text in texts)
    assert SECRET not in "".join(texts)
    # The one that ended the program was told; the thread's was not.
    assert crash.last_time()
    assert crash.last_time() is None


def test_only_the_newest_reports_are_kept():
    crash.watch()
    for _ in range(crash.KEPT + 3):
        assert crash.report(fail_with("x"), told=True)
    assert len(reports()) == crash.KEPT


def test_a_log_folder_that_cannot_be_written_stops_nothing(tmp_path):
    (tmp_path / "state").write_text("in the way")
    crash.watch()
    assert crash.report(fail_with("x")) is None
    assert crash.last_time() is None


def test_the_log_does_not_grow_for_ever(monkeypatch):
    monkeypatch.setattr(log, "LARGEST", 2_000)
    crash.watch()
    for number in range(200):
        log.logger("test").info("line %d of many", number)
    files = sorted(path.name for path in config.log_dir().glob("mindpace.log*"))
    assert files == ["mindpace.log", "mindpace.log.1", "mindpace.log.2", "mindpace.log.3"]
    assert all((config.log_dir() / name).stat().st_size <= 2_000 for name in files)
    assert "line 199 of many" in crash.log_file().read_text()


def test_watching_costs_little():
    began = time.monotonic()
    crash.watch()
    assert time.monotonic() - began < 2.0
