"""`mindpace packs`: what it prints, its exit statuses, and Ctrl+C in the middle of a download."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from app.cli import main
from app.services.settings import SettingsStore
from engine.packs.find import user_packs_dir
from tests.packs.kinds import make_kind
from tests.packs.scripted_server import Server, serving
from tests.voice_packs.packs import pocket_pack


@pytest.fixture(autouse=True)
def _private(tmp_path, monkeypatch):
    for name in ("CACHE", "DATA", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))


@pytest.fixture
def mindpace(capsys):
    def run(*arguments):
        status = main(["packs", *map(str, arguments)])
        told = capsys.readouterr()
        return status, told.out, told.err

    return run


def test_what_is_installed_and_what_can_be_added(mindpace):
    status, out, err = mindpace("list")
    assert (status, err) == (0, "")
    assert "embedded" in out
    assert "This machine has" in out
    status, out, _ = mindpace("list", "--catalogue")
    assert out.count("not verified") == len([line for line in out.splitlines() if "not verified" in line]) > 8
    assert {entry["name"] for entry in json.loads(mindpace("list", "--catalogue", "--json")[1])} > {"ultravox-1b"}
    assert [pack["name"] for pack in json.loads(mindpace("list", "--json")[1])] == ["embedded"]


def test_add_info_check_and_remove(mindpace, tmp_path):
    source = make_kind(tmp_path / "theirs", "mtmd")
    status, out, err = mindpace("add", source, "--name", "mine", "--no-trial")
    assert status == 0
    assert "Added mine: needs 350 MB, fits; speed not measured." in out
    assert "model.gguf: copying" in err
    status, out, _ = mindpace("info", "mine")
    assert "Model for llama.cpp" in out
    assert "not measured" in out
    assert json.loads(mindpace("info", "mine", "--json")[1])["hears"]
    assert mindpace("check", "mine", "--no-trial")[:2] == (0, "mine: whole\n")
    SettingsStore().change(pack="mine")
    status, out, _ = mindpace("remove", "mine", "--yes")
    assert status == 0
    assert "It was the one in use" in out
    assert SettingsStore().values.pack is None
    assert not (user_packs_dir() / "mine").exists()


def test_a_voice_is_added_checked_and_removed(mindpace, tmp_path):
    status, out, _ = mindpace("add", pocket_pack(tmp_path / "theirs"), "--name", "alba")
    assert status == 0
    assert "`mindpace --pack MODEL talk --voice-name alba` uses it." in out
    status, out, _ = mindpace("info", "alba")
    assert "no, it speaks" in out
    assert "speed" not in out
    assert mindpace("check", "alba")[:2] == (0, "alba: whole, it speaks\n")
    SettingsStore().change(voice="alba")
    assert "It was the voice in use" in mindpace("remove", "alba", "--yes")[1]
    assert SettingsStore().values.voice is None


def test_a_damaged_pack_has_its_line_and_status_2(mindpace, tmp_path):
    mindpace("add", make_kind(tmp_path / "theirs", "mtmd"), "--name", "mine", "--no-trial")
    (user_packs_dir() / "mine" / "model.gguf").write_bytes(b"gone bad")
    status, out, _ = mindpace("check", "--no-trial")
    assert status == 2
    assert "mine: The file model.gguf" in out
    assert "embedded: whole" in out
    checked = json.loads(mindpace("check", "--no-trial", "--json")[1])
    assert [bool(one["problem"]) for one in checked] == [True, False]
    (user_packs_dir() / "mine" / "pack.json").write_text("{")
    assert "mine: The pack.json in" in mindpace("list")[1]


def test_a_model_of_the_catalogue_is_told_about_before_it_is_there(mindpace):
    out = mindpace("info", "ultravox-1b")[1]
    assert "not verified" in out
    assert "6f85a640a97cf2bf5b8e764087b1e83da0fdb51d7c9fab7d0fece9385611df83" in out
    assert json.loads(mindpace("info", "ultravox-1b", "--json")[1])["source"]["host"] == "huggingface"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("add", "nowhere"), "There is no nowhere"),
        (("add", "ultravox-1b", "--link"), "downloaded whole"),
        (("remove", "embedded", "--yes"), "You have no pack called"),
        (("info", "nix"), "no model pack in nix"),
    ],
)
def test_mistakes_are_one_sentence(mindpace, arguments, sentence):
    status, _, err = mindpace(*arguments)
    assert status == 2
    assert sentence in err
    assert err.count("\n") == 1


def test_a_server_is_added_and_its_key_goes_to_the_keyring_only(mindpace, monkeypatch, tmp_path):
    kept = []
    monkeypatch.setattr("getpass.getpass", lambda _prompt: "sk-secret ")
    monkeypatch.setattr("keyring.set_password", lambda *what: kept.append(what))
    status, out, _ = mindpace(
        "add", "https://box.example:8000/v1", "--model", "step-audio-r1.1", "--key", "--name", "box"
    )
    assert status == 0
    assert "what you say to it goes to the server" in out
    assert kept == [("mindpace", "box", "sk-secret")]
    assert all("sk-secret" not in path.read_text() for path in tmp_path.rglob("*.json"))
    assert "On a server" in mindpace("info", "box")[1]
    forgotten = []
    monkeypatch.setattr("keyring.delete_password", lambda *what: forgotten.append(what))
    assert mindpace("remove", "box", "--yes")[0] == 0
    assert forgotten == [("mindpace", "box")]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("https://box.example/v1",), "Name the model"),
        (("http://box.example/v1", "--model", "m"), "--plain-http"),
        (("https://me:secret@box.example/v1", "--model", "m"), "cannot be a server's address"),
    ],
)
def test_servers_that_cannot_be_added(mindpace, arguments, sentence):
    status, out, err = mindpace("add", *arguments)
    assert (status, out) == (2, "")
    assert sentence in err
    assert "secret" not in err


def test_ctrl_c_pauses_a_download_and_the_list_says_so(tmp_path):
    names = ("Voxtral-Mini-3B-2507-Q4_K_M.gguf", "mmproj-Voxtral-Mini-3B-2507-Q8_0.gguf")
    siblings = [{"rfilename": name, "size": 9000, "lfs": {"sha256": "a" * 64}} for name in names]
    listing = json.dumps({"sha": "c" * 40, "siblings": siblings}).encode()

    def stall(request, server):
        server.serve(request, 3000)
        server.over.wait(30)

    with serving(Server(b"x" * 9000)) as server:
        server.files["/api/models/ggml-org/Voxtral-Mini-3B-2507-GGUF/revision/main?blobs=true"] = listing
        server.script = [lambda request, running: running.serve(request), stall]
        started = subprocess.Popen(
            [sys.executable, "-m", "app", "packs", "add", "voxtral-mini-3b"],
            env={**os.environ, "HF_ENDPOINT": server.root}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        part = user_packs_dir() / ".voxtral-mini-3b" / f"{names[0]}.part"
        until = time.monotonic() + 60
        while (not part.exists() or part.stat().st_size < 3000) and time.monotonic() < until:
            time.sleep(0.05)
        started.send_signal(signal.SIGINT)
        out, err = started.communicate(timeout=30)
    assert (started.returncode, "Traceback" in err) == (130, False), err
    assert "licence Apache-2.0, not verified" in out
    assert "Paused: `mindpace packs add voxtral-mini-3b` goes on." in out
    assert part.stat().st_size == 3000
