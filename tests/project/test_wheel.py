"""A wheel holds what a checkout holds, assets included, where `engine.config.assets_dir()` looks for them."""

import subprocess
import sys
import zipfile

import pytest


def test_wheel_holds_every_file_of_the_program_and_its_assets(root, tmp_path):
    if not (root / ".git").exists():
        pytest.skip("not a git checkout")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("mindpace-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    listed = subprocess.run(["git", "ls-files", "app", "engine", "assets"], cwd=root, capture_output=True, check=True)
    tracked = {name for name in listed.stdout.decode().splitlines() if (root / name).exists()}
    assert "engine/config.py" in tracked
    assert tracked - packed == set()
    assert not [name for name in packed if name.startswith(("tests/", "docs/", "installer/"))]
