"""Adding packs: local files without a network, archives, links, the catalogue from a scripted server; and removing."""

import hashlib
import io
import json
import shutil
import socket
import tarfile
import threading
import zipfile
from pathlib import Path

import pytest

from engine import library, packs
from engine.errors import PackError
from engine.packs import staging as staging_module
from engine.packs.add import add_local
from engine.packs.catalogue import read_catalogue
from engine.packs.control import Control, Outcome
from engine.packs.fetch import add_from_catalogue
from engine.packs.find import user_packs_dir
from engine.packs.finish import Job
from engine.packs.links import LINKS
from engine.packs.remove import remove_pack, unfinished
from tests.packs.kinds import make_kind, make_projector
from tests.packs.scripted_server import Server, serving
from tests.packs.test_download import QUICK
from tests.packs.test_packs import make_lm


@pytest.fixture(autouse=True)
def _private(tmp_path, monkeypatch):
    for name in ("CACHE", "DATA", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    for name in ("HF_ENDPOINT", "HF_TOKEN"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def models(tmp_path) -> Path:
    folder = tmp_path / "models"
    folder.mkdir()
    make_lm(folder / "Tiny Model-Q8.gguf", 16)
    make_projector(folder / "mmproj-tiny.gguf")
    return folder


def left_over() -> list[str]:
    """Names in the user's folder of packs that are no finished packs."""
    place = user_packs_dir()
    return sorted(path.name for path in place.iterdir() if path.name.startswith(".")) if place.is_dir() else []


def test_a_model_is_copied_described_and_found_by_name(models, monkeypatch):
    def no_network(*_, **__):
        raise AssertionError("adding a file of the user's asked for the network")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    added = add_local(models / "Tiny Model-Q8.gguf", models / "mmproj-tiny.gguf", Job())
    assert added.outcome is Outcome.DONE
    pack = packs.open_pack("tiny-model-q8")
    assert pack.folder == user_packs_dir() / "tiny-model-q8" == added.pack.folder
    body = pack.manifest.body
    assert (body.brains.architecture, body.brains.quantization, body.brains.context) == ("qwen3", "F32", 8192)
    assert pack.path(body.ears.file).read_bytes() == (models / "mmproj-tiny.gguf").read_bytes()
    assert (pack.manifest.source.host, pack.manifest.licence) == ("local", "unknown")
    assert left_over() == []


def test_without_a_projector_it_only_reads(models):
    added = add_local(models / "Tiny Model-Q8.gguf", None, Job(name="deaf"))
    assert added.pack.manifest.body.ears is None
    assert not library.pack_info("deaf").hears


def test_a_folder_of_gguf_files_is_sorted_out(models):
    add_local(models, None, Job(name="both"))
    assert packs.open_pack("both").manifest.body.ears.file == "mmproj-tiny.gguf"
    make_lm(models / "second.gguf", 16)
    with pytest.raises(PackError, match="holds 2 models and 1 projectors"):
        add_local(models, None, Job(name="more"))


@pytest.mark.parametrize("kind", ["embedded", "mtmd", "server", "voice", "step_audio"])
def test_a_folder_that_is_a_pack_is_taken_as_it_is(tmp_path, kind):
    source = make_kind(tmp_path / "theirs", kind)
    added = add_local(source, None, Job(name="mine"))
    assert packs.open_pack("mine").manifest.kind == kind
    assert added.pack.manifest.files == packs.read_manifest(source).files


def test_what_was_just_copied_is_not_read_again(models, monkeypatch):
    hashed = []
    monkeypatch.setitem(packs.verify.__globals__, "sha256", lambda path, _: hashed.append(path) or "0")
    add_local(models, None, Job(name="both"))
    packs.open_pack("both")
    assert hashed == []


def test_linked_files_stay_where_they_are(models):
    add_local(models, None, Job(name="linked", link=True))
    folder = packs.open_pack("linked", force=True).folder
    assert (folder / "mmproj-tiny.gguf").is_symlink()
    assert library.pack_info("linked").bytes > 0
    make_lm(models / "Tiny Model-Q8.gguf", 17)
    with pytest.raises(PackError, match="is damaged"):
        packs.open_pack("linked")
    (models / "Tiny Model-Q8.gguf").unlink()
    with pytest.raises(PackError, match=r"is missing from .*models"):
        packs.open_pack("linked")
    assert remove_pack("linked") < 5_000
    assert (models / "mmproj-tiny.gguf").exists()
    assert json.loads((user_packs_dir() / LINKS).read_text()) == {}


def test_a_link_that_the_user_did_not_make_is_refused(models):
    add_local(models, None, Job(name="linked", link=True))
    shutil.copytree(user_packs_dir() / "linked", user_packs_dir() / "forged", symlinks=True)
    with pytest.raises(PackError, match="a link that leads out of it"):
        packs.open_pack("forged")


REFUSED = {
    "There is no": lambda models: models / "none.gguf",
    "is a projector, not a model": lambda models: models / "mmproj-tiny.gguf",
    "is no whole GGUF": lambda models: (models / "x.gguf").write_bytes(b"nonsense" * 9) and models / "x.gguf",
    "cannot be read as GGUF": lambda models: (models / "x.gguf").touch() or models / "x.gguf",
    "holds 0 models": lambda models: (models / "empty").mkdir() or models / "empty",
}


@pytest.mark.parametrize("sentence", list(REFUSED))
def test_what_cannot_be_added_is_one_sentence_and_leaves_nothing(models, sentence):
    source = REFUSED[sentence](models)
    with pytest.raises(PackError, match=sentence):
        add_local(source, None, Job())
    assert left_over() == []


@pytest.mark.parametrize("name", ["", "../up", "A", "x/y", ".hidden", "con", "x" * 65, "embedded"])
def test_names_that_no_pack_can_have(models, name):
    with pytest.raises(PackError, match=r"cannot be called|There is a pack called"):
        add_local(models, None, Job(name=name))


def test_a_pack_is_never_overwritten(models):
    add_local(models, None, Job(name="one"))
    with pytest.raises(PackError, match="There is a pack called one already"):
        add_local(models, None, Job(name="one"))


def test_two_who_add_the_same_do_not_mix(models):
    with (
        staging_module.staging(user_packs_dir(), "one") as stage,
        pytest.raises(PackError, match="is being added already"),
    ):
        add_local(models, None, Job(name="one"))
    assert stage.folder.is_dir()


def test_too_little_room_is_said(models, monkeypatch):
    usage = shutil.disk_usage(models)._replace(free=1000)
    monkeypatch.setattr(staging_module.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(PackError, match=r"free: make room, or leave the file where it is with --link"):
        add_local(models, None, Job())
    assert left_over() == []


def test_a_stop_while_copying_leaves_nothing(models):
    control = Control()
    added = add_local(models, None, Job(control=control, on_progress=lambda _: control.cancel()))
    assert added.outcome is Outcome.CANCELLED
    assert left_over() == []


def archive(path: Path, files: dict[str, bytes]) -> Path:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w") as made:
            for name, data in files.items():
                made.writestr(name, data)
    else:
        with tarfile.open(path, "w:gz") as made:
            for name, data in files.items():
                member = tarfile.TarInfo(name)
                member.size = len(data)
                made.addfile(member, io.BytesIO(data))
    return path


@pytest.mark.parametrize("ending", ["pack.zip", "pack.tar.gz"])
def test_archives_of_packs_and_of_models(tmp_path, models, ending):
    source = make_kind(tmp_path / "theirs", "mtmd")
    whole = {f"theirs/{path.name}": path.read_bytes() for path in source.iterdir()}
    add_local(archive(tmp_path / ending, whole), None, Job(name="a"))
    bare = {path.name.replace(" ", "-"): path.read_bytes() for path in models.iterdir()}
    add_local(archive(tmp_path / ending, bare), None, Job(name="b"))
    assert packs.open_pack("a").manifest.kind == packs.open_pack("b").manifest.kind == "mtmd"


@pytest.mark.parametrize("ending", ["pack.zip", "pack.tar.gz"])
@pytest.mark.parametrize(
    "name", ["../evil.gguf", "/etc/evil.gguf", "a/../../evil.gguf", "a/b/c/evil.gguf", "a\\b.gguf"]
)
def test_archives_cannot_reach_out(tmp_path, ending, name):
    with pytest.raises(PackError, match="a file that no pack can have"):
        add_local(archive(tmp_path / ending, {name: b"x"}), None, Job(name="a"))
    assert left_over() == []
    assert not list(tmp_path.rglob("evil*"))


def test_links_in_archives_are_refused(tmp_path):
    with tarfile.open(tmp_path / "x.tar", "w") as made:
        member = tarfile.TarInfo("model.gguf")
        member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
        made.addfile(member)
    with pytest.raises(PackError, match="a link or a device"):
        add_local(tmp_path / "x.tar", None, Job(name="a"))


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("ending", ["pack.zip", "pack.tar.gz"])
def test_cut_archives_are_one_sentence(tmp_path, models, ending, cut):
    made = archive(tmp_path / ending, {"m.gguf": (models / "Tiny Model-Q8.gguf").read_bytes()})
    made.write_bytes(made.read_bytes()[: int(cut * made.stat().st_size)])
    with pytest.raises(PackError, match=r"cannot be unpacked|holds 0 models|no whole GGUF"):
        add_local(made, None, Job(name="a"))
    assert left_over() == []


# The catalogue


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
    from engine.packs.fetch import add_from_hub

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


# Trying and describing


def test_a_real_model_is_tried_in_another_process_and_its_speed_is_kept(tiny_pack):
    added = library.add_pack(str(tiny_pack / "lm.gguf"), name="real")
    assert added.outcome is Outcome.DONE
    info = library.pack_info("real")
    assert info.speed.one_brain > 0
    assert info.speed.both_brains > 0
    assert info.need.total > info.bytes
    assert library.verdict(info.need, library.Memory(10**12, 10**12)) == "fits"
    assert library.verdict(info.need, library.Memory(10**6, 10**6)) == "too large"
    assert json.loads(json.dumps(info.to_json()))["need"]["total"] == info.need.total


def test_a_model_that_llama_cpp_cannot_run_is_refused_and_leaves_nothing(models):
    with pytest.raises(PackError, match=r"cannot be run here \(llama.cpp"):
        library.add_pack(str(models / "Tiny Model-Q8.gguf"), name="hollow")
    assert left_over() == []
    assert not (user_packs_dir() / "hollow").exists()


def test_a_pack_that_nobody_tried_is_tried_before_it_is_loaded(tmp_path):
    from engine.model import load_model

    pack = packs.open_pack(make_kind(tmp_path / "hollow", "mtmd"))
    with pytest.raises(PackError, match=r"cannot be run here \(llama.cpp"):
        load_model(pack, 0, 1)


def test_one_part_of_a_model_is_refused_in_words(models):
    data = (models / "Tiny Model-Q8.gguf").read_bytes()
    key = b"split.count"
    field = len(key).to_bytes(8, "little") + key + (2).to_bytes(4, "little") + (3).to_bytes(2, "little")
    head, fields = data[:16], int.from_bytes(data[16:24], "little")
    cut = head + (fields + 1).to_bytes(8, "little") + field + data[24:]
    (models / "part.gguf").write_bytes(cut + bytes(64))
    with pytest.raises(PackError, match="one of 3 parts: join them"):
        add_local(models / "part.gguf", None, Job())


def test_a_stop_ends_a_trial(tiny_pack):
    control = Control()
    threading.Timer(0.1, control.cancel).start()
    with pytest.raises(Exception, match="cancelled"):
        library.try_pack(packs.open_pack(tiny_pack), control)


def test_a_damaged_pack_is_listed_with_its_problem(models):
    add_local(models, None, Job(name="good"))
    (user_packs_dir() / "bad").mkdir()
    (user_packs_dir() / "bad" / "pack.json").write_text("{")
    listed = {pack.name: pack for pack in library.list_packs()}
    assert (listed["good"].problem, listed["good"].own, listed["embedded"].own) == ("", True, False)
    assert "cannot be read" in listed["bad"].problem


@pytest.mark.parametrize("name", ["", "nix", "..", "../data", "embedded"])
def test_only_packs_of_the_users_are_removed(name):
    with pytest.raises(PackError, match="You have no pack called"):
        remove_pack(name)
