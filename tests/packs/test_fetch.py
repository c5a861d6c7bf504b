"""Models of the catalogue and of any repository, from a scripted server."""

import hashlib
import json

import pytest

from engine import packs
from engine.errors import PackError
from engine.packs.catalogue import read_catalogue
from engine.packs.control import Control, Outcome
from engine.packs.fetch import add_from_catalogue, add_from_hub
from engine.packs.find import user_packs_dir
from engine.packs.finish import Job
from engine.packs.remove import remove_pack, unfinished
from tests.packs.scripted_server import Server, serving
from tests.packs.test_add import left_over
from tests.packs.test_download import QUICK


def test_the_catalogue_that_ships_is_whole_and_honest():
    entries = read_catalogue().entries
    assert {"ultravox-1b", "ultravox-8b", "voxtral-mini-3b", "qwen2.5-omni-3b", "qwen2.5-omni-7b", "qwen3-omni-30b",
            "lfm2-audio-1.5b", "gemma-4-e2b", "pocket-tts", "qwen3-tts-1.7b"} <= set(entries)  # fmt: skip
    for entry in entries.values():
        assert entry.licence
        assert entry.evidence
        assert not entry.verified
        roles = {item.role for item in entry.items}
        assert {"model", "ears"} <= roles or {"model", "codec"} <= roles
        for item in entry.items:
            assert not (item.sha256 and item.about)
            assert item.sha256 is None or item.bytes


@pytest.mark.parametrize("text", ["{", "[]", '{"format": 2}', '{"format": 1, "hosts": {}, "entries": [{}]}'])
def test_a_damaged_catalogue_is_one_sentence(tmp_path, text):
    (tmp_path / "c.json").write_text(text)
    with pytest.raises(PackError, match="The catalogue"):
        read_catalogue(tmp_path / "c.json")


COMMIT = "c" * 40


@pytest.fixture
def shelf(tmp_path, models):
    """A catalogue with one model, its server, and what the server says about it."""
    model, ears = (models / name for name in ("Tiny Model-Q8.gguf", "mmproj-tiny.gguf"))
    listing = {"sha": COMMIT, "siblings": [
        {"rfilename": "model.gguf", "size": model.stat().st_size,
         "lfs": {"sha256": hashlib.sha256(model.read_bytes()).hexdigest()}},
        {"rfilename": "ears.gguf", "size": ears.stat().st_size,
         "lfs": {"sha256": hashlib.sha256(ears.read_bytes()).hexdigest()}},
        {"rfilename": "README.md", "size": 5},
    ]}  # fmt: skip
    with serving(Server(b"")) as server:
        server.files = {
            "/api/me/tiny/main": json.dumps(listing).encode(),
            f"/me/tiny/{COMMIT}/model.gguf": model.read_bytes(),
            f"/me/tiny/{COMMIT}/ears.gguf": ears.read_bytes(),
        }
        host = {
            "listing": f"{server.root}/api/{{repo}}/{{revision}}",
            "files": [f"{server.root}/{{repo}}/{{revision}}/{{file}}"],
        }
        entry = {
            "name": "tiny", "title": "Tiny", "about": "", "kind": "mtmd", "licence": "MIT", "context": 2048,
            "sample_rate": 16000, "chat": {"template": "chat.jinja", "thoughts": "none"}, "voice": {"use": "embedded"},
            "source": {"host": "hub", "repo": "me/tiny", "revision": None}, "template": "{{ messages }}",
            "files": [{"role": "model", "file": "model.gguf", "sha256": None, "bytes": None},
                      {"role": "ears", "file": "ears.gguf", "sha256": None, "bytes": None}],
        }  # fmt: skip
        file = tmp_path / "catalogue.json"
        file.write_text(json.dumps({"format": 1, "hosts": {"hub": host}, "entries": [entry]}))
        yield server, read_catalogue(file)


def fetch(shelf, **more):
    return add_from_catalogue(shelf[1].entries["tiny"], shelf[1], Job(patience=QUICK, **more))


def test_a_model_of_the_catalogue_comes_from_one_commit(shelf):
    added = fetch(shelf)
    pack = packs.open_pack("tiny")
    assert pack.folder == added.pack.folder
    assert pack.manifest.source.revision == COMMIT
    assert (pack.path("chat.jinja").read_text(), pack.manifest.body.chat.template) == ("{{ messages }}", "chat.jinja")
    assert pack.manifest.body.brains.context == 2048
    assert shelf[0].requests[0].path == "/api/me/tiny/main"
    assert left_over() == []


def stopped_after_300_bytes(shelf, stop):
    """Fetch, and stop when 300 bytes of the model are here."""
    server, control = shelf[0], Control()
    part = user_packs_dir() / ".tiny" / "model.gguf.part"

    def end(request, running):
        running.serve(request, 300)
        while not part.exists() or part.stat().st_size < 300:
            running.over.wait(0.005)
        getattr(control, stop)()

    server.script, server.requests = [lambda request, running: running.serve(request), end], []
    return fetch(shelf, control=control).outcome


def test_a_paused_download_goes_on(shelf):
    server, _ = shelf
    assert stopped_after_300_bytes(shelf, "pause") is Outcome.PAUSED
    assert unfinished()["tiny"] >= 300
    server.script, server.requests = [], []
    assert fetch(shelf).outcome is Outcome.DONE
    assert server.starts[:2] == [None, 300]
    assert unfinished() == {}


def test_a_cancelled_download_is_gone(shelf):
    assert stopped_after_300_bytes(shelf, "cancel") is Outcome.CANCELLED
    assert left_over() == []


def test_an_interrupted_download_can_be_removed(shelf):
    stopped_after_300_bytes(shelf, "pause")
    assert remove_pack("tiny") >= 300
    assert left_over() == []


def test_a_host_that_has_something_else_than_a_model(shelf):
    server, _ = shelf
    server.files[f"/me/tiny/{COMMIT}/model.gguf"] = b"<html>please log in</html>" * 40
    with pytest.raises(PackError, match="cannot be downloaded"):
        fetch(shelf)
    assert packs.installed_packs() == [packs.embedded_pack()]


LISTINGS = {
    "holds": lambda server: server.script.append(lambda request, _: request.head(404, content_length=0)),
    "put your key in HF_TOKEN": lambda server: server.script.append(lambda r, _: r.head(401, content_length=0)),
    "cannot be read": lambda server: server.files.update({"/api/me/tiny/main": b"<html>"}),
    "siblings is missing": lambda server: server.files.update({"/api/me/tiny/main": b'{"sha": "x"}'}),
    "no longer has the file": lambda server: server.files.update(
        {"/api/me/tiny/main": b'{"sha": "x", "siblings": []}'}
    ),
}


@pytest.mark.parametrize("sentence", list(LISTINGS))
def test_a_host_that_does_not_tell_is_one_sentence(shelf, sentence):
    LISTINGS[sentence](shelf[0])
    with pytest.raises(PackError, match=sentence):
        fetch(shelf)


def test_any_repository_can_be_added_by_its_address(shelf, models):
    server, catalogue = shelf
    model, ears = models / "Tiny Model-Q8.gguf", models / "mmproj-tiny.gguf"
    data = {"Big-Q8_0.gguf": model, "Big-Q4_K_M.gguf": model, "mmproj-Big-F16.gguf": ears, "mmproj-Big-F32.gguf": ears}
    digests = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in (model, ears)}
    siblings = [
        {"rfilename": name, "size": path.stat().st_size, "lfs": {"sha256": digests[path]}}
        for name, path in data.items()
    ]
    server.files["/api/some/Big-GGUF/main"] = json.dumps({"sha": COMMIT, "siblings": siblings}).encode()
    server.files |= {f"/some/Big-GGUF/{COMMIT}/{name}": path.read_bytes() for name, path in data.items()}
    add_from_hub("some/Big-GGUF", "", catalogue, Job(patience=QUICK))
    pack = packs.open_pack("big-gguf")
    assert sorted(pack.manifest.files) == ["Big-Q4_K_M.gguf", "mmproj-Big-F16.gguf"]
    assert (pack.manifest.source.repo, pack.manifest.body.chat.template) == ("some/Big-GGUF", "gguf")
    with pytest.raises(PackError, match="holds no GGUF model in Q2_K"):
        add_from_hub("some/Big-GGUF", "Q2_K", catalogue, Job(patience=QUICK))


def test_the_users_own_server_and_key_are_used(shelf, monkeypatch):
    server, catalogue = shelf
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:1/")
    monkeypatch.setenv("HF_TOKEN", "secret")
    with pytest.raises(PackError, match=r"127.0.0.1 does not tell what me/tiny holds"):
        add_from_catalogue(catalogue.entries["tiny"], catalogue, Job(patience=QUICK))
    assert server.requests == []
