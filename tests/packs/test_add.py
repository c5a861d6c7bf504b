"""Adding packs: local files without a network, archives, links, the catalogue from a scripted server; and removing."""

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
from engine.packs.control import Control, Outcome
from engine.packs.find import user_packs_dir
from engine.packs.finish import Job
from engine.packs.links import LINKS
from engine.packs.remove import remove_pack
from tests.packs.kinds import make_kind
from tests.packs.test_packs import make_lm


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
