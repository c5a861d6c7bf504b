"""Fetching engines with made-up package tools: names, interruptions, failures; and processes that must not be left."""

import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from engine.errors import VoiceError
from engine.voices import VOICES, ensure_engine, open_voice
from engine.voices.__main__ import main
from engine.voices.base import LIBRARIES, load_libraries
from engine.voices.stand_ins import STAND_INS, make_stand_ins
from engine.voices.tree import KEPT, PACKAGES

# A package of this system: as apt and dpkg tell it, and its one file.
TOOLS = {
    "apt-cache": "#!/bin/sh\nprintf '%s - says what\\n' {names}\n",
    "apt-get": """#!/bin/sh
for last; do :; done
[ "$last" = update ] && exit
{download}
while [ $# -gt 0 ]; do case $1 in download) shift; break;; esac; shift; done
for name; do echo "$name" >"$name.deb"; done
""",
    "dpkg": """#!/bin/sh
mkdir -p "$3/{folder}"
echo lib >"$3/{folder}/$(/usr/bin/basename "$2" .deb).so.1"
echo no >"$3/{folder}/unwanted"
""",
    "cc": """#!/bin/sh
for last; do :; done
echo stand-in >"$last"
""",
}


@pytest.fixture
def tools(tmp_path, monkeypatch):
    """Makes the package tools of a made-up system."""
    (tmp_path / "bin").mkdir()

    def make(names=("libflite1",), download="", without=()):
        for tool, script in TOOLS.items():
            if tool in without:
                continue
            text = script.format(names=" ".join(names), download=download, folder=LIBRARIES)
            (tmp_path / "bin" / tool).write_text(text)
            (tmp_path / "bin" / tool).chmod(0o755)
        for real in ("mkdir", "basename"):
            (tmp_path / "bin" / real).symlink_to(f"/bin/{real}")
        monkeypatch.setenv("PATH", str(tmp_path / "bin"))
        monkeypatch.setattr(
            "engine.voices.tree.KEPT", {"flite": (f"{LIBRARIES}/*.so.*",), "pico": (f"{LIBRARIES}/*.so.*",)}
        )
        return tmp_path / "tree"

    return make


def test_an_engine_is_fetched_once_and_only_what_is_wanted_is_kept(tools):
    root = tools()
    ensure_engine("flite:rms", root)
    assert [p.name for p in (root / LIBRARIES).iterdir()] == ["libflite1.so.1"]
    assert {p.name for p in (root / "stub").iterdir()} == set(STAND_INS)
    (root / LIBRARIES / "libflite1.so.1").write_text("in use")
    ensure_engine("flite:slt", root)
    assert (root / LIBRARIES / "libflite1.so.1").read_text() == "in use"


def test_names_of_other_releases_are_found(tools):
    root = tools(names=("libttspico-data", "libttspico0t64", "libttspico-utils"))
    ensure_engine("pico:en-US", root)
    assert {p.name for p in (root / LIBRARIES).iterdir()} == {"libttspico-data.so.1", "libttspico0t64.so.1"}


def test_a_package_that_the_system_lacks_gets_a_sentence(tools):
    with pytest.raises(VoiceError, match="offer no libttspico0: choose a voice of another engine"):
        ensure_engine("pico:en-US", tools(names=("libttspico-data",)))


def test_an_interrupted_fetch_is_begun_again(tools):
    root = tools(download="echo 'cut off' >&2; exit 100")
    (root / LIBRARIES).mkdir(parents=True)
    (root / ".fetched").touch()
    with pytest.raises(VoiceError, match=r"could not be fetched \(cut off\)"):
        ensure_engine("flite:rms", root)


def test_a_tree_made_by_hand_is_left_alone(tools):
    root = tools(without=("apt-get",))
    (root / LIBRARIES).mkdir(parents=True)
    ensure_engine("flite:rms", root)


@pytest.mark.parametrize("tool", ["apt-get", "dpkg", "cc"])
def test_a_missing_tool_is_named(tools, tool):
    with pytest.raises(VoiceError, match=f"needs {tool}, which this system lacks"):
        ensure_engine("flite:rms", tools(without=(tool,)))


def test_a_tool_that_hangs_gets_a_sentence(tools, monkeypatch):
    def hang(command, **_):
        raise subprocess.TimeoutExpired(command, 600)

    root = tools()
    monkeypatch.setattr(subprocess, "run", hang)
    with pytest.raises(VoiceError, match="timed out after 600 seconds"):
        ensure_engine("flite:rms", root)


def test_whole_engines_by_command(tools, capsys):
    root = tools()
    assert main([str(root), "flite"]) == 0
    assert (root / LIBRARIES / "libflite1.so.1").exists()
    assert main([str(root), "mimic"]) == 2
    assert "no speech engine 'mimic'; choose from espeak, flite" in capsys.readouterr().err


def test_every_voice_has_packages_and_files():
    assert set(PACKAGES) == set(KEPT) == {voice.partition(":")[0] for voice in VOICES} | {"espeak"}


def test_stand_ins_are_libraries_that_do_nothing(tmp_path):
    make_stand_ins(tmp_path / "stub")
    assert {p.name for p in (tmp_path / "stub").iterdir()} == set(STAND_INS)
    for name, (functions, _) in STAND_INS.items():
        library = load_libraries(tmp_path, name)
        assert all(hasattr(library, function) for function in functions)
    assert load_libraries(tmp_path, "libpulse-simple.so").pa_simple_write() == -1
    assert load_libraries(tmp_path, "libasound.so.2").snd_pcm_hw_params_sizeof() == 1024


def test_engines_that_do_not_start_get_a_sentence(tmp_path):
    with pytest.raises(VoiceError, match="festival does not start"):
        open_voice("festival:kal", tmp_path)


PARENT = """
import multiprocessing, sys, time
from engine.voices import end_with_parent

def work():
    end_with_parent()
    time.sleep(120)

if __name__ == "__main__":
    child = multiprocessing.get_context("spawn").Process(target=work)
    child.start()
    print(child.pid, flush=True)
    child.join()
"""


def test_a_worker_ends_with_the_process_that_started_it(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    environment = {"PYTHONPATH": str(Path.cwd()), "PATH": "/usr/bin:/bin"}
    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=environment)
    child = psutil.Process(int(parent.stdout.readline()))
    time.sleep(1.0)
    assert child.is_running()
    parent.kill()
    parent.communicate()
    assert not psutil.wait_procs([child], timeout=10)[1]
