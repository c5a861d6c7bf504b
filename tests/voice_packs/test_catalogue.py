"""Voices of the catalogue: what its entries say becomes packs that speak."""

import hashlib
import json
from functools import partial
from itertools import islice

import pytest

from engine import config
from engine.brains.outputs import Sound
from engine.other_voice import Means, PackVoice
from engine.packs import open_pack
from engine.packs.catalogue import read_catalogue
from engine.packs.fetch import add_from_catalogue
from engine.packs.finish import Job
from engine.trial import try_pack
from tests.packs.scripted_server import Server, serving
from tests.voice_packs import tiny_qwen
from tests.voice_packs.packs import pocket_pack

COMMIT = "d" * 40


@pytest.fixture(autouse=True)
def _own_folders(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def qwen_files(tokenizer, folder):
    folder.mkdir()
    tiny_qwen.write_model(tokenizer, folder / "model.gguf")
    tiny_qwen.write_codec(folder / "codec.gguf")


def on_a_shelf(name, folder, server, place):
    """The entry `name` of the catalogue that ships, its files replaced by those of the same roles in `folder`."""
    data = json.loads((config.assets_dir() / "catalogue.json").read_text())
    entry = next(entry for entry in data["entries"] if entry["name"] == name)
    entry["source"] |= {"host": "hub", "revision": COMMIT}
    for item in entry["files"]:
        item["file"] = {"model": "model.gguf", "codec": "codec.gguf", "speaker": "speaker.wav"}[item["role"]]
        content = (folder / item["file"]).read_bytes()
        item |= {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        repo, revision = item.get("repo", entry["source"]["repo"]), item.get("revision", COMMIT)
        server.files[f"/{repo}/{revision}/{item['file']}"] = content
    host = {"listing": f"{server.root}/api/{{repo}}", "files": [f"{server.root}/{{repo}}/{{revision}}/{{file}}"]}
    place.write_text(json.dumps({"format": 1, "hosts": {"hub": host}, "entries": [entry]}))
    return read_catalogue(place)


@pytest.mark.parametrize("name", ["pocket-tts", "qwen3-tts-1.7b"])
def test_a_voice_of_the_catalogue_comes_and_speaks(tmp_path, tokenizer, name):
    make = partial(qwen_files, tokenizer) if "qwen" in name else pocket_pack
    make(tmp_path / "theirs")
    with serving(Server(b"")) as server:
        server.files = {}
        catalogue = on_a_shelf(name, tmp_path / "theirs", server, tmp_path / "catalogue.json")
        added = add_from_catalogue(catalogue.entries[name], catalogue, Job(trial=try_pack))
    body = open_pack(name).manifest.body
    assert added.pack.manifest.kind == "voice"
    assert body.language == "en"
    assert bool(body.speaker) == (name == "pocket-tts")
    voice = PackVoice(name, Means(seed=1, threads=1))
    assert any(len(output.samples) for output in islice(voice.read("Hello."), 12) if isinstance(output, Sound))
    voice.close()
