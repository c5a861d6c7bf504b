"""Packs: what is checked, what is remembered, and one sentence for everything that can be wrong with one."""

import json
import os
from pathlib import Path

import gguf
import numpy as np
import pytest
from safetensors.numpy import save_file

from engine import config, packs
from engine.errors import PackError

FIELDS = {
    "name": "tiny",
    "version": "0",
    "licence": "CC0-1.0",
    "created": "2026-01-01T00:00:00Z",
    "commit": "none",
    "seed": 0,
    "hearing": {"sample_rate": 16_000, "features": {}, "encoder": {"dim": 8}},
    "speaking": {"sample_rate": 24_000, "code_rate": 25, "decoder": {}},
    "lm": {
        "file": "lm.gguf", "quantization": "Q8_0", "n_text": 2048, "n_codes": 4375, "code_offset": 2080, "gap": 4096,
        "segment": 16, "first": 32, "special_tokens": {"<|pad|>": 2048},
    },
}  # fmt: skip
FILES = ("MODEL_CARD.md", "ears.safetensors", "lm.gguf", "voice.safetensors")


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return make(tmp_path / "pack")


def make(folder: Path, **more) -> Path:
    folder.mkdir(parents=True)
    for name in FILES:
        (folder / name).write_bytes(name.encode() * 100)
    for name in ("ears", "voice"):
        save_file({"w": np.ones((8, 8), np.float32)}, folder / f"{name}.safetensors")
    make_lm(folder / "lm.gguf")
    packs.write_manifest(folder, **FIELDS | more)
    return folder


def make_lm(path: Path, vocabulary: int = 6464, architecture: str = "qwen3") -> None:
    """The smallest file that says it is a language model."""
    writer = gguf.GGUFWriter(path, architecture)
    writer.add_embedding_length(2)
    writer.add_block_count(1)
    writer.add_token_list([f"t{number}" for number in range(vocabulary)])
    writer.add_eos_token_id(0)
    writer.add_tensor("token_embd.weight", np.zeros((vocabulary, 2), np.float32))
    writer.add_tensor("blk.0.attn_norm.weight", np.zeros(2, np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def change(folder: Path, edit) -> None:
    data = json.loads((folder / "pack.json").read_text())
    edit(data)
    (folder / "pack.json").write_text(json.dumps(data))


def test_what_is_written_is_read(folder):
    pack = packs.open_pack(folder)
    assert pack.manifest.lm.special_tokens == {"<|pad|>": 2048}
    assert pack.manifest.hearing.encoder == {"dim": 8}
    assert sorted(pack.manifest.files) == sorted(FILES)
    assert pack.lm.read_bytes().startswith(b"GGUF")
    assert pack.ears.is_file()
    assert pack.voice.is_file()
    assert json.loads((folder / "pack.json").read_text()) == pack.manifest.to_dict()


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_named_however_it_is_damaged(folder, name):
    packs.open_pack(folder)
    data = bytearray((folder / name).read_bytes())
    data[50] ^= 1
    (folder / name).write_bytes(data)
    with pytest.raises(PackError, match=f"{name} .* is damaged"):
        packs.open_pack(folder)
    (folder / name).write_bytes(data[:50])
    with pytest.raises(PackError, match=f"{name} .* is damaged"):
        packs.open_pack(folder)
    (folder / name).unlink()
    with pytest.raises(PackError, match=f"{name} .* is missing"):
        packs.open_pack(folder)


def test_checked_files_are_not_hashed_again_unless_forced(folder, monkeypatch):
    packs.open_pack(folder)
    hashed = []
    real = packs.verify.__globals__["sha256"]
    monkeypatch.setitem(packs.verify.__globals__, "sha256", lambda path, _: hashed.append(path.name) or real(path))
    packs.open_pack(folder)
    assert hashed == []
    os.utime(folder / "lm.gguf", ns=(1, 1))
    packs.open_pack(folder)
    assert hashed == ["lm.gguf"]
    packs.open_pack(folder, force=True)
    assert sorted(hashed[1:]) == sorted(FILES)


@pytest.mark.parametrize("memory", [b"", b"[1, 2]", b'{"x": "y"}', b"\xff\xfe"])
def test_a_broken_memory_of_checks_costs_time_only(folder, memory):
    file = config.cache_dir() / "verified.json"
    file.parent.mkdir(parents=True)
    file.write_bytes(memory)
    packs.open_pack(folder)
    assert str((folder / "lm.gguf").resolve()) in json.loads(file.read_text())


def test_a_cache_that_cannot_be_written_stops_nothing(folder, tmp_path, monkeypatch):
    (tmp_path / "plain").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "plain"))
    packs.open_pack(folder)


WRONG = {
    "no model pack in": lambda f: f.rename(f.with_name("elsewhere")),
    "holds no pack.json": lambda f: (f / "pack.json").unlink(),
    "cannot be read": lambda f: (f / "pack.json").write_bytes(b"{ not json"),
    "cannot be read .*utf-8": lambda f: (f / "pack.json").write_bytes(b"\xff\xff"),
    "its top level is missing or wrong": lambda f: (f / "pack.json").write_text("[]"),
    "newer format": lambda f: change(f, lambda d: d.update(format=3)),
    r"\(format is missing": lambda f: change(f, lambda d: d.pop("format")),
    "lm.gap is missing": lambda f: change(f, lambda d: d["lm"].update(gap="far")),
    "lm.segment is missing": lambda f: change(f, lambda d: d["lm"].update(segment=True)),
    "hearing is missing": lambda f: change(f, lambda d: d.update(hearing=None)),
    "lm.special_tokens.x is missing": lambda f: change(f, lambda d: d["lm"]["special_tokens"].update(x=-1)),
    "lm.file is missing": lambda f: change(f, lambda d: d["lm"].update(file="other.gguf")),
    "files.../lm.gguf is missing": lambda f: change(
        f, lambda d: d["files"].update({"../lm.gguf": d["files"]["lm.gguf"]})
    ),
    "lists no voice.safetensors": lambda f: change(f, lambda d: d["files"].pop("voice.safetensors")),
}


@pytest.mark.parametrize("sentence", list(WRONG))
def test_what_is_wrong_is_said_in_one_sentence(folder, sentence):
    WRONG[sentence](folder)
    with pytest.raises(PackError, match=sentence) as raised:
        packs.open_pack(folder)
    assert "\n" not in str(raised.value)


def test_the_newest_pack_that_ships_is_the_default(tmp_path, monkeypatch):
    monkeypatch.setattr(config, "assets_dir", lambda: tmp_path)
    with pytest.raises(PackError, match="No model pack ships"):
        packs.open_pack()
    make(tmp_path / "packs" / "a", created="2026-02-01T00:00:00Z")
    make(tmp_path / "packs" / "b", created="2026-01-01T00:00:00Z")
    assert packs.open_pack().folder.name == "a"


def test_installed_packs_are_found_by_name(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    make(config.data_dir() / "packs" / "large")
    assert packs.open_pack("large").folder == config.data_dir() / "packs" / "large"
    with pytest.raises(PackError, match="no model pack in small"):
        packs.open_pack("small")
