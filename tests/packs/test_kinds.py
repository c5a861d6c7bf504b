"""Packs of every kind: what is written is read, and one sentence for everything that does not fit."""

import json

import pytest

from engine import packs
from engine.errors import PackError
from engine.packs.gguf_check import check_language_model, check_projector
from tests.packs.kinds import KINDS, SERVER, make_kind, make_projector
from tests.packs.test_packs import FIELDS, change, make_lm


@pytest.fixture(autouse=True)
def _cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_is_read(tmp_path, kind):
    folder = make_kind(tmp_path / "mine", kind)
    manifest = packs.open_pack(folder).manifest
    assert manifest.kind == kind
    assert manifest.to_dict() == json.loads((folder / "pack.json").read_text())
    assert set(manifest.body.needed().values()) <= set(manifest.files)


def test_format_1_is_an_embedded_pack_and_stays_format_1(tmp_path):
    folder = make_kind(tmp_path / "old", "embedded")
    written = json.loads((folder / "pack.json").read_text())
    old = {name: value for name, value in written.items() if name not in ("kind", "title", "source")} | {"format": 1}
    (folder / "pack.json").write_text(json.dumps(old))
    manifest = packs.open_pack(folder).manifest
    assert (manifest.kind, manifest.lm.gap) == ("embedded", FIELDS["lm"]["gap"])
    assert manifest.to_dict() == old


def test_the_parts_of_an_embedded_pack_are_not_asked_of_another_kind(tmp_path):
    manifest = packs.open_pack(make_kind(tmp_path / "mine", "mtmd")).manifest
    with pytest.raises(PackError, match="of the kind mtmd, which cannot do this"):
        manifest.hearing  # noqa: B018


WRONG = {
    "mtmd": {
        "brains.file is missing": lambda d: d["brains"].update(file="other.gguf"),
        "ears.file is missing": lambda d: d["ears"].update(file="../mmproj.gguf"),
        "brains.context is missing": lambda d: d["brains"].update(context=2**40),
        "chat.thoughts is missing": lambda d: d["chat"].update(thoughts="aloud"),
        "chat.open is missing": lambda d: d["chat"].update(close=""),
        "chat.template is missing": lambda d: d["chat"].update(template="/etc/passwd"),
        "chat.stop is missing": lambda d: d["chat"].update(stop=[1]),
        "voice.pack is missing": lambda d: d["voice"].update(use="pack"),
        "name is missing": lambda d: d.update(name="../up"),
        "kind 'spell'": lambda d: d.update(kind="spell"),
        "tokens.x is missing": lambda d: d.update(tokens={"x": "y"}),
        "names token 99, but": lambda d: d.update(tokens={"x": 99}),
        "says 'llama', but": lambda d: d["brains"].update(architecture="llama"),
        "files.x is missing": lambda d: d["files"].update(x={"sha256": "short", "bytes": 1}),
    },
    "step_audio": {
        "tokens.eot is missing": lambda d: d["tokens"].pop("eot"),
        "impossible dim": lambda d: d["ears"]["config"].update(dim=10**9),
        "ears.file is missing": lambda d: d["ears"].update(file="model.bin"),
    },
    "server": {
        "brains.url is missing": lambda d: d["brains"].update(url="http://box.example/v1"),
        "brains.api_key is missing or wrong": lambda d: d["brains"].update(api_key="secret"),
        "brains.timeout_s is missing": lambda d: d["brains"].update(timeout_s=0),
        "brains.continues is missing": lambda d: d["brains"].update(continues="yes"),
    },
    "voice": {
        "codec is missing": lambda d: d.update(codec="x"),
        "sample_rate is": lambda d: d.update(sample_rate=-1),
        "speaker is missing": lambda d: d.update(speaker="gone.wav"),
        "says 'qwen3tts', but": lambda d: d["brains"].update(architecture="qwen3tts"),
    },
}


@pytest.mark.parametrize(("kind", "sentence"), [(kind, sentence) for kind in WRONG for sentence in WRONG[kind]])
def test_what_is_wrong_is_said_in_one_sentence(tmp_path, kind, sentence):
    folder = make_kind(tmp_path / "mine", kind)
    change(folder, WRONG[kind][sentence])
    with pytest.raises(PackError, match=sentence) as raised:
        packs.open_pack(folder)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("url", "fine"),
    [
        ("https://box.example/v1", True),
        ("http://127.0.0.1:8000/v1", True),
        ("http://localhost/v1", True),
        ("https://me:secret@box.example/v1", False),
        ("https://box.example/v1?key=secret", False),
        ("ftp://box.example", False),
        ("file:///etc/passwd", False),
        ("https://box.example:99999/", False),
        ("https://", False),
    ],
)
def test_addresses_of_servers(tmp_path, url, fine):
    make = lambda: make_kind(tmp_path / "mine", "server", brains=SERVER | {"url": url})  # noqa: E731
    if fine:
        assert packs.open_pack(make()).manifest.body.brains.url == url
    else:
        with pytest.raises(PackError, match="url is missing or wrong"):
            make()


def test_plain_http_elsewhere_is_the_users_decision(tmp_path):
    brains = SERVER | {"url": "http://box.example:8000/v1", "plain_http": True}
    assert packs.open_pack(make_kind(tmp_path / "mine", "server", brains=brains)).manifest.body.brains.plain_http


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda path: make_projector(path, 3), "embeddings of 3 numbers, and the language model takes 2"),
        (lambda path: make_projector(path, audio=False), "it cannot hear"),
        (lambda path: make_projector(path, architecture="whisper"), "no projector"),
        (lambda path: make_lm(path, 4), "no projector"),
    ],
)
def test_ears_that_do_not_belong_to_the_model_are_refused(tmp_path, make, sentence):
    folder = make_kind(tmp_path / "mine", "mtmd")
    make(folder / "mmproj.gguf")
    packs.write_manifest(folder, **{n: v for n, v in json.loads((folder / "pack.json").read_text()).items()
                                    if n not in ("format", "files")})  # fmt: skip
    with pytest.raises(PackError, match=sentence):
        packs.open_pack(folder)


def test_a_projector_whose_stated_width_means_something_else_is_left_to_the_trial(tmp_path):
    folder = make_kind(tmp_path / "mine", "mtmd")
    make_projector(folder / "mmproj.gguf", 3, kind="ultravox")
    check_projector(folder / "mmproj.gguf", check_language_model(folder / "model.gguf"))


NAMES = ["../x", "a/b", "a\\b", "/etc/x", "C:x", "con.gguf", "x.", "..", ".", ".x", "a\0b", "a\nb", "PACK.json", ""]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_files_that_lead_elsewhere_are_refused(tmp_path, name):
    folder = make_kind(tmp_path / "mine", "server")
    change(folder, lambda data: data["files"].update({name: {"sha256": "0" * 64, "bytes": 1}}))
    with pytest.raises(PackError, match=r"files.* is missing or wrong"):
        packs.open_pack(folder)
