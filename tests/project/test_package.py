"""Packages: what goes into them, the desktop's files, and on request a whole build tried on a bare Debian root.

`MINDPACE_PACKAGE_TESTS=1 sh installer/test.sh tests/project/test_package.py` builds the .deb (minutes, root, network).
"""

import importlib.metadata
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from engine import config


@pytest.fixture
def package(root, monkeypatch):
    """Modules of the packaging, which are plain files beside make.py."""
    monkeypatch.syspath_prepend(str(root / "installer" / "package"))
    import closure
    import deb
    import icons
    import make

    return closure, deb, icons, make


@pytest.fixture
def tree(tmp_path):
    """A folder as PyInstaller would make it, small."""
    folder = tmp_path / "mindpace"
    (folder / "_internal").mkdir(parents=True)
    (folder / "mindpace").write_text("#!/bin/sh\necho bundled\n")
    (folder / "_internal" / "library.so").write_bytes(b"x" * 3000)
    return folder


def test_everything_that_runs_belongs_into_a_bundle_and_nothing_of_the_checks(package):
    closure = package[0]
    packages = closure.runtime_packages()
    assert {"mindpace", "torch", "numpy", "pyside6-essentials", "llama-cpp-python", "cffi", "jinja2"} <= packages
    assert not packages & {"pytest", "mypy", "ruff", "pyinstaller", "scipy", "tokenizers", "pocketsphinx"}
    for text in importlib.metadata.requires("mindpace") or []:
        if "extra ==" not in text:
            assert closure.canonicalize_name(re.split(r"[ <>=!;\[]", text)[0]) in packages
    wanted, others = closure.modules_of(packages), closure.other_modules(packages)
    assert {"torch", "webrtcvad", "_sounddevice", "llama_cpp"} <= wanted
    assert {"pytest", "mypy"} <= others
    assert not wanted & others


def test_extras_of_a_requirement_are_followed(package, monkeypatch):
    closure = package[0]
    needs = {"mindpace": ["a[fast]", "b; sys_platform == 'none'"], "a": ["c; extra == 'fast'", "d; extra == 'slow'"]}
    monkeypatch.setattr(closure.metadata, "requires", needs.get)
    assert closure.runtime_packages() == {"mindpace", "a", "c"}


def entered(root, *arguments, **environment):
    """What the beginning of a bundle does, run by this Python."""
    entry = root / "installer" / "package" / "entry.py"
    return subprocess.run(
        [sys.executable, entry, *arguments], cwd=root, env=os.environ | {"PYTHONPATH": str(root)} | environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_bundle_begins_as_the_command_or_as_a_part_of_the_engine(root, tmp_path):
    assert entered(root, "--version").stdout == f"mindpace {config.VERSION}\n"
    probe = entered(root, "-m", "engine.brains.probe", "ears", json.dumps([str(tmp_path / "no.gguf"), "none"]), "[]")
    assert "usage:" not in probe.stderr, "the module was not run"
    assert "no.gguf" in probe.stderr
    assert entered(root, "-m", "os").returncode == 2, "only parts of the engine"


def test_icons_of_every_size_are_drawn(package, tmp_path, qapp):
    icons = package[2]
    icons.hicolor(tmp_path)
    for size in icons.HICOLOR:
        data = (tmp_path / "icons" / "hicolor" / f"{size}x{size}" / "apps" / "mindpace.png").read_bytes()
        assert data.startswith(b"\x89PNG")
        assert struct.unpack(">II", data[16:24]) == (size, size)
        assert len(data) > 150
    assert (tmp_path / "icons" / "hicolor" / "scalable" / "apps" / "mindpace.svg").is_file()
    ico, icns = icons.ico(), icons.icns()
    assert struct.unpack("<HHH", ico[:6]) == (0, 1, len(icons.IN_ICO))
    size, at = struct.unpack("<II", ico[14:22])
    assert ico[at : at + 4] == b"\x89PNG"
    assert at + size <= len(ico)
    assert struct.unpack(">I", icns[4:8])[0] == len(icns)


def test_menu_entry_is_valid_and_starts_what_exists(root):
    entry = root / "assets" / "desktop" / "mindpace.desktop"
    lines = entry.read_text().splitlines()
    assert [line for line in lines if line.startswith("Exec=")] == ["Exec=mindpace", "Exec=mindpace --tray"]
    if shutil.which("desktop-file-validate"):
        subprocess.run(["desktop-file-validate", entry], check=True)


def test_appstream_metadata_is_valid_and_of_this_version(root):
    file = root / "assets" / "desktop" / "mindpace.metainfo.xml"
    component = ET.parse(file).getroot()  # noqa: S314 - our own file
    assert component.find("releases/release").get("version") == config.VERSION
    assert component.find("launchable").text == "mindpace.desktop"
    if shutil.which("appstreamcli"):
        done = subprocess.run(
            ["appstreamcli", "validate", "--no-net", file], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout


def test_the_manual_tells_every_command_and_option(package, tmp_path):
    from manual import manual

    from app.cli import parser

    text = manual()
    assert "@" not in text.replace("@localhost", "")
    page = text.replace("\\-", "-")
    for action in parser()._actions:
        for option in {*action.option_strings} - {"-h", "--help"}:
            assert f"\\fB{option}\\fR" in page
        for name in action.choices or ():
            assert f".SS mindpace {name}\n" in page
    assert "\\fB--mode\\fR \\fIspeak-first|think-first|think-before-speaking|no-think\\fR" in page
    if shutil.which("man"):
        (tmp_path / "mindpace.1").write_text(text)
        command = ["man", "--warnings", "-l", tmp_path / "mindpace.1"]
        environment = os.environ | {"LC_ALL": "C.UTF-8", "MANWIDTH": "100"}
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        assert done.stderr == ""
        assert "thinks while it speaks" in done.stdout


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="no dpkg-deb here")
def test_a_debian_package_holds_what_a_desktop_needs(package, tree, tmp_path, qapp):
    deb = package[1]
    out = tmp_path / "out"
    out.mkdir()
    file = deb.make_deb(tree, tmp_path / "work", out)
    listed = subprocess.run(["dpkg-deb", "-c", file], capture_output=True, text=True, check=True).stdout
    modes = {line.split()[5]: line.split()[0] for line in listed.splitlines()}
    assert modes["./usr/lib/mindpace/mindpace"] == "-rwxr-xr-x"
    assert modes["./usr/lib/mindpace/_internal/library.so"] == "-rw-r--r--"
    assert "./usr/bin/mindpace -> ../lib/mindpace/mindpace" in listed
    for path in (
        "applications/mindpace.desktop",
        "metainfo/app.mindpace.Mindpace.metainfo.xml",
        "icons/hicolor/256x256/apps/mindpace.png",
        "man/man1/mindpace.1.gz",
        "doc/mindpace/copyright",
        "doc/mindpace/changelog.gz",
    ):
        assert f"./usr/share/{path}" in modes, path
    assert "root/root" in listed
    field = subprocess.run(["dpkg-deb", "-f", file, "Version", "Depends"], capture_output=True, text=True, check=True)
    assert f"Version: {config.VERSION}" in field.stdout
    assert "libc6 (>= 2." in field.stdout
    assert "libglib2.0-0 | libglib2.0-0t64" in field.stdout
    assert tree.joinpath("mindpace").exists(), "the folder itself stays"


def test_what_a_bundle_leaves_to_the_system_the_debian_package_asks_for(root, package):
    deb = package[1]
    spec = (root / "installer" / "package" / "mindpace.spec").read_text()
    asked = " ".join(deb.DEPENDS)
    rule = spec.split("SYSTEMS_OWN = re.compile(")[1].split("\n)")[0]
    for library in ("asound", "dbus-1", "fontconfig", "freetype", "X11", "wayland", "drm", "uuid"):
        assert library.split("-")[0] in rule
        assert library.lower() in asked.lower(), library


def test_a_failing_tool_is_one_sentence_and_its_words_are_kept(package, monkeypatch, tmp_path):
    import tools

    monkeypatch.setattr(tools, "WORK", tmp_path)
    with pytest.raises(tools.PackageFailure, match="packing failed: broken tape"):
        tools.run(["sh", "-c", "echo first; echo broken tape; exit 1"], "packing")
    assert "first" in (tmp_path / "failed.log").read_text()
    with pytest.raises(tools.PackageFailure, match="needs the program no-such-tool"):
        tools.run(["no-such-tool"], "packing")


def test_package_script_says_what_it_can_make(root):
    done = subprocess.run(
        ["sh", root / "installer" / "package.sh", "cake"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "bundle" in done.stderr


@pytest.mark.skipif(shutil.which("makensis") is None, reason="no makensis here")
def test_windows_installer_script_compiles(root, tmp_path, package, qapp):
    folder = tmp_path / "mindpace"
    (folder / "_internal").mkdir(parents=True)
    for name in ("mindpace.exe", "mindpace-window.exe", "_internal/library.dll"):
        (folder / name).write_bytes(b"MZ")
    package[2].program_icons(tmp_path)
    out = tmp_path / "mindpace-setup.exe"
    script = root / "installer" / "package" / "windows" / "mindpace.nsi"
    defines = [f"-DVERSION={config.VERSION}", f"-DFOLDER={folder}", f"-DOUT={out}", f"-DICON={tmp_path}/mindpace.ico"]
    done = subprocess.run(["makensis", "-V2", "-WX", *defines, script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert out.read_bytes().startswith(b"MZ")


@pytest.mark.skipif(not os.environ.get("MINDPACE_PACKAGE_TESTS"), reason="takes minutes: MINDPACE_PACKAGE_TESTS=1 asks")
@pytest.mark.timeout(1800)
def test_the_package_is_built_installed_used_and_removed_on_a_bare_debian(root):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("QT_")}
    venv = Path(sys.executable).parent.parent
    built = subprocess.run(
        ["sh", root / "installer" / "package.sh", "deb"], env={"MINDPACE_VENV": str(venv), **environment}, check=False
    )
    assert built.returncode == 0
    tried = subprocess.run(["sh", root / "installer" / "check_deb.sh"], env=environment, check=False)
    assert tried.returncode == 0
