"""The two commands and their set-up, without network and without touching the real environment."""

import fcntl
import os
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

SCRIPTS = [
    ".ci/run",
    "installer/run.sh",
    "installer/test.sh",
    "installer/package.sh",
    "installer/check_deb.sh",
    "installer/uninstall.sh",
]


@pytest.fixture
def installer(root, monkeypatch):
    """Modules of the set-up, which are plain files beside run.sh."""
    monkeypatch.syspath_prepend(str(root / "installer"))
    import commands
    import llama_wheel
    import set_up

    return commands, llama_wheel, set_up


@pytest.fixture
def sealed(tmp_path):
    """Environment in which every way out (apt-get, sudo, network) is a program that fails and leaves a trace."""
    tools = tmp_path / "tools"
    tools.mkdir()
    scripts = {"id": "echo 1000", "dpkg-query": "exit 1"}
    for name in ("apt-get", "sudo", "dpkg-query", "id", "pip", "curl"):
        body = scripts.get(name, f"echo {name} >>{tmp_path}/trace; exit 1")
        (tools / name).write_text(f"#!/bin/sh\n{body}\n")
        (tools / name).chmod(0o755)
    return {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "MINDPACE_VENV": str(tmp_path / "venv")}


def sh(root, script, *arguments, env, cwd=None):
    return subprocess.run(
        ["sh", str(root / script), *arguments],
        env=env,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


@pytest.mark.parametrize(
    "script", [*SCRIPTS, "installer/setup.sh", "installer/voices.sh", "installer/package/macos/build.sh"]
)
def test_scripts_are_posix_shell(root, script):
    subprocess.run(["sh", "-n", root / script], check=True)
    if shutil.which("shellcheck"):
        subprocess.run(["shellcheck", "-x", script], cwd=root, check=True)


@pytest.mark.parametrize("script", SCRIPTS)
def test_scripts_are_executable(root, script):
    assert os.access(root / script, os.X_OK)


def finished(root, env):
    """Pretend that a set-up has finished: a `mindpace` that shows its arguments, and the stamp."""
    venv = Path(env["MINDPACE_VENV"])
    (venv / "bin").mkdir(parents=True)
    program = venv / "bin" / "mindpace"
    program.write_text('#!/bin/sh\npwd\nprintf "<%s>" "$@"\nexit 7\n')
    program.chmod(0o755)
    ask = f". {root}/installer/setup.sh; inputs"
    stamp = subprocess.run(["sh", "-c", ask, str(root / "installer/run.sh")], env=env, capture_output=True, check=True)
    (venv / ".mindpace-run").write_bytes(stamp.stdout)
    return venv


def test_second_run_only_passes_on_the_arguments(root, sealed, tmp_path):
    finished(root, sealed)
    started = time.monotonic()
    done = sh(root, "installer/run.sh", "ask", "a b.wav", "--mode", "*", env=sealed, cwd=tmp_path)
    assert time.monotonic() - started < 3
    assert done.stdout == f"{tmp_path}\n<ask><a b.wav><--mode><*>"
    assert done.returncode == 7
    assert done.stderr == ""
    assert not (tmp_path / "trace").exists()


def test_changed_inputs_ask_for_a_new_set_up(root, sealed, tmp_path):
    venv = finished(root, sealed)
    (venv / ".mindpace-run").write_text("older\n")
    done = sh(root, "installer/run.sh", "--version", env=sealed)
    assert done.returncode == 2
    assert "<--version>" not in done.stdout


def test_without_a_suitable_python_one_sentence_says_which_to_install(root, sealed):
    apt = Path(sealed["PATH"].split(":")[0]) / "apt-cache"
    advices = {
        'test "$2" = python3.12': "sudo apt-get install python3.12 python3.12-venv`",
        "exit 1": "MINDPACE_PYTHON,",
    }
    for answer, advice in advices.items():
        apt.write_text(f"#!/bin/sh\n{answer}\n")
        apt.chmod(0o755)
        done = sh(root, "installer/run.sh", env={**sealed, "MINDPACE_PYTHON": "false"})
        assert done.returncode == 2
        assert done.stdout == ""
        assert done.stderr.count("\n") == 1
        assert "needs Python 3.11, 3.12 or 3.13" in done.stderr
        assert advice in done.stderr


@pytest.mark.parametrize(("script", "extra"), [("run", ""), ("test", "pulseaudio")])
def test_without_root_one_sentence_names_the_missing_packages(root, sealed, tmp_path, script, extra):
    done = sh(root, f"installer/{script}.sh", env=sealed)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "sudo apt-get install" in done.stderr
    assert "libportaudio2" in done.stderr
    assert extra in done.stderr
    assert "apt-get\n" not in (tmp_path / "trace").read_text()


def test_a_folder_of_something_else_is_not_emptied(root, sealed, tmp_path):
    precious = tmp_path / "venv" / "precious.txt"
    precious.parent.mkdir()
    precious.write_text("mine")
    done = sh(root, "installer/run.sh", env={**sealed, "MINDPACE_SYSTEM_PACKAGES": "skip"})
    assert done.returncode == 2
    assert "is not a virtual environment" in done.stderr
    assert precious.read_text() == "mine"


def test_two_set_ups_of_one_folder_wait_for_each_other(installer, tmp_path, capsys):
    set_up = installer[2]
    venv = tmp_path / "venv"
    with set_up.locked(venv):
        other = os.open(venv, os.O_RDONLY)
        with pytest.raises(BlockingIOError):
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(other)


def test_folder_that_cannot_be_made_is_one_sentence(installer, tmp_path):
    commands, _, set_up = installer
    (tmp_path / "file").write_text("")
    with pytest.raises(commands.SetUpFailure, match="set MINDPACE_VENV"), set_up.locked(tmp_path / "file" / "venv"):
        pass


def test_too_little_disk_is_said_before_anything_is_written(installer, tmp_path, monkeypatch):
    commands, _, set_up = installer
    monkeypatch.setattr(set_up, "FREE_BYTES", 1 << 62)
    with pytest.raises(commands.SetUpFailure, match="needs 3 GB"):
        set_up.SetUp("run", tmp_path).make_venv()
    assert list(tmp_path.iterdir()) == []


def test_the_last_step_of_a_set_up_imports_every_library(installer, root):
    import importlib.metadata as metadata
    import re

    set_up = installer[2]
    needed = {
        re.split(r"[ <>=!;\[]", text)[0] for text in metadata.requires("mindpace") or [] if "extra ==" not in text
    }
    owners = metadata.packages_distributions()
    imported = {re.split(r"[.,]", name)[0] for name in set_up.IMPORTS.removeprefix("import ").split()}
    covered = {owner.lower().replace("_", "-") for module in imported for owner in owners[module]}
    only_files_of = {"silero-vad"}
    optional_here = {"python-xlib"}
    missing = {name.lower().replace("_", "-") for name in needed} - covered - only_files_of - optional_here
    assert missing == set()


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("WARNING: Retrying ... NewConnectionError(Temporary failure in name resolution)", "check the network"),
        ("cause: dns error", "check the network"),
        ("ssl.SSLCertVerificationError: CERTIFICATE_VERIFY_FAILED", "certificate"),
        ("CMake Error: CMAKE_CXX_COMPILER not set", "apt-get install g++"),
        ("c++: fatal error: Killed signal terminated program cc1plus", "want of memory"),
        ("all well\nERROR: something new\nbye", "ERROR: something new"),
        ("", "no reason"),
    ],
)
def test_failures_become_a_sentence(installer, said, meant):
    assert meant in installer[0].cause(said)


def test_a_failing_command_leaves_its_words_in_the_log(installer, tmp_path, capsys):
    commands, log = installer[0], tmp_path / "setup.log"
    with pytest.raises(commands.SetUpFailure, match="trying failed: the disk is full"):
        commands.run(["sh", "-c", "echo No space left on device; exit 1"], log, "trying")
    assert "No space left on device" in log.read_text()
    commands.run(["sh", "-c", "for n in 1 2 3 4; do echo [$n/4] c++ -c; done"], log, "compiling")
    assert [line.split()[1] for line in capsys.readouterr().out.splitlines()] == ["20", "50", "70", "100"]


def whole_wheel(file: Path, libraries: tuple[str, ...]) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        for library in libraries:
            archive.writestr(f"llama_cpp/lib/{library}.so", b"")


def test_only_a_whole_wheel_counts_as_cached(installer, tmp_path, monkeypatch):
    wheels = installer[1]
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    wheel = wheels.cache_folder() / "llama_cpp_python-py3-none-any.whl"
    assert wheels.cached() is None
    wheel.parent.mkdir(parents=True)
    wheel.write_bytes(b"cut short")
    assert wheels.cached() is None
    whole_wheel(wheel, ("libllama", "libggml"))
    assert wheels.cached() is None
    whole_wheel(wheel, wheels.LIBRARIES)
    assert wheels.cached() == wheel
    assert wheels.ensure(Path("no-python-is-asked"), tmp_path / "log") == wheel


def test_wheels_of_other_flags_or_versions_are_kept_apart(installer, monkeypatch):
    wheels = installer[1]
    before = wheels.key()
    monkeypatch.setattr(wheels, "FLAGS", ("-DGGML_NATIVE=ON",))
    other = wheels.key()
    monkeypatch.setattr(wheels, "version", lambda: "0.0.1")
    assert len({before, other, wheels.key()}) == 3


def test_builds_for_graphics_cards_are_kept_apart_and_need_their_tools(installer, tmp_path, monkeypatch):
    commands, wheels, _ = installer
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    names = set()
    for backend in wheels.BACKENDS:
        monkeypatch.setenv("MINDPACE_LLAMA", backend)
        names.add(wheels.key())
        if backend != "cpu":
            with pytest.raises(commands.SetUpFailure, match=f"MINDPACE_LLAMA={backend} needs "):
                wheels.ensure(Path("no-python-is-asked"), tmp_path / "log")
    assert len(names) == len(wheels.BACKENDS)
    monkeypatch.setenv("MINDPACE_LLAMA", "cuda")
    wheel = wheels.cache_folder() / "llama_cpp_python-py3-none-any.whl"
    wheel.parent.mkdir(parents=True)
    whole_wheel(wheel, wheels.LIBRARIES)
    assert wheels.cached() is None, "a wheel without the card's library is not the one that was asked for"
    whole_wheel(wheel, (*wheels.LIBRARIES, "libggml-cuda"))
    assert wheels.cached() == wheel
    monkeypatch.setenv("MINDPACE_LLAMA", "abacus")
    with pytest.raises(commands.SetUpFailure, match="it may be cpu, cuda"):
        wheels.key()


@pytest.fixture
def installed(tmp_path):
    """An environment whose set-up has left everything that a removal meets."""
    places = {"CACHE": "cache", "CONFIG": "config", "DATA": "data", "STATE": "state"}
    environment = {**os.environ, "HOME": str(tmp_path), "MINDPACE_VENV": str(tmp_path / "venv")}
    for variable, name in places.items():
        environment[f"XDG_{variable}_HOME"] = str(tmp_path / name)
        (tmp_path / name / "mindpace").mkdir(parents=True)
        (tmp_path / name / "another program").mkdir()
    (tmp_path / "venv").mkdir()
    for name in ("pyvenv.cfg", "setup.log"):
        (tmp_path / "venv" / name).touch()
    return environment


def test_uninstall_keeps_what_is_the_users(root, installed, tmp_path):
    done = sh(root, "installer/run.sh", "uninstall", env=installed)
    assert done.returncode == 0, done.stderr
    left = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("mindpace"))
    assert left == ["config/mindpace", "data/mindpace", "state/mindpace"]
    assert not (tmp_path / "venv").exists()
    for place in left:
        assert f"{tmp_path}/{place}" in done.stdout
    done = sh(root, "installer/run.sh", "uninstall", "--everything", env=installed)
    assert done.returncode == 0
    assert not list(tmp_path.rglob("mindpace"))
    assert len(list(tmp_path.rglob("another program"))) == 4


def test_uninstall_leaves_an_environment_of_somebody_else(root, installed, tmp_path):
    (tmp_path / "venv" / "setup.log").unlink()
    done = sh(root, "installer/run.sh", "uninstall", env=installed)
    assert (tmp_path / "venv" / "pyvenv.cfg").exists()
    assert "the set-up did not make it" in done.stdout
    assert sh(root, "installer/run.sh", "uninstall", "--all", env=installed).returncode == 2


def test_every_declared_dependency_is_pinned(installer, root):
    import importlib.metadata as metadata

    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    lines = (root / "installer" / "constraints.txt").read_text().splitlines()
    pins = dict(line.split("==") for line in lines if line and not line.startswith("#"))
    assert all(name == canonicalize_name(name) for name in pins)
    for text in metadata.requires("mindpace") or []:
        requirement = Requirement(text)
        pinned = pins[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(pinned), text
        if requirement.marker and not any(requirement.marker.evaluate({"extra": extra}) for extra in ("", "dev")):
            continue  # of an extra that the tests do without
        assert metadata.version(requirement.name).partition("+")[0] == pinned, "the environment is not the pinned one"


def test_the_environment_has_no_cuda():
    import torch

    if os.environ.get("MINDPACE_TORCH", "cpu") == "cpu" and sys.platform == "linux":
        assert torch.version.cuda is None
