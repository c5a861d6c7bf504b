"""What every test gets: Qt without a screen, and folders of its own instead of the user's."""

import os
from pathlib import Path

import pytest

# Before any import of Qt. A test that wants a real (virtual) screen starts its own process with its own setting.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest_plugins = ["tests.rig", "tests.tiny_pack"]


@pytest.fixture(scope="session", autouse=True)
def _private_folders(tmp_path_factory):
    """Send settings, caches and data of the code under test, and of the programs it starts, to a scratch folder."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("CACHE", "CONFIG", "DATA", "STATE"):
            patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    """Folder of the checkout."""
    return Path(__file__).resolve().parent.parent
