"""What a screen reader sees: roles, names and focus of the real window, read over AT-SPI."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.screen import screen  # noqa: F401 - a fixture

LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
SESSION = """
{launcher} --launch-immediately &
{python} -m app & window=$!
/usr/bin/python3 tests/e2e/read_accessibility.py
kill $window; wait $window
"""
ROLES = {
    "Talk": "push button", "Conversation": "list", "Chain of thought": "list", "Typed question": "text",
    "Stop speaking": "push button",
    "Show the reasoning panel": "check box", "History": "check box", "Settings": "check box",
}  # fmt: skip
CONTROLS = {"push button", "check box", "toggle button", "radio button", "combo box", "text", "list", "slider"}


def missing():
    reader = subprocess.run(["/usr/bin/python3", "-c", "import pyatspi"], capture_output=True, check=False)
    launcher = next((path for path in LAUNCHERS if Path(path).exists()), None)
    return None if reader.returncode or not shutil.which("dbus-run-session") else launcher


@pytest.mark.timeout(150)
def test_everything_has_a_role_and_a_name(screen, root, tmp_path):  # noqa: F811
    launcher = missing()
    if launcher is None:
        pytest.skip("no accessibility bus: at-spi2-core and python3-pyatspi are not installed")
    settings = tmp_path / "mindpace" / "settings.json"
    settings.parent.mkdir()
    settings.write_text(json.dumps({"version": 1, "tour_seen": True, "language": "en"}))
    folders = {f"XDG_{name}_HOME": str(tmp_path) for name in ("CONFIG", "DATA", "STATE")}
    runtime = {"XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path), "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", SESSION.format(launcher=launcher, python=sys.executable)], cwd=root,
        env=os.environ | screen.environment | folders | runtime, capture_output=True, text=True, timeout=120,
        check=False,
    )  # fmt: skip
    lines = [line for line in done.stdout.splitlines() if line.startswith("[")]
    assert lines, done.stderr[-2000:]
    nodes = json.loads(lines[-1])
    roles = {node["name"]: node["role"] for node in nodes if node["name"]}
    assert {name: roles.get(name) for name in ROLES} == ROLES
    [modes] = [node for node in nodes if node["role"] == "combo box"]
    assert modes["description"].startswith("Pace of thinking and speaking")
    assert [node for node in nodes if node["role"] in CONTROLS and not node["name"]] == []
    assert [name for name in ROLES if not any(n["name"] == name and n["focusable"] for n in nodes)] == []
