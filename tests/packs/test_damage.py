"""Damaged and hostile packs: one sentence each, whatever the bytes; nothing crashes, hangs or takes much memory."""

import json
import os
import re
import struct
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from engine import packs
from engine.errors import PackError
from engine.memory import peak_rss_mb
from engine.packs.gguf_check import check_language_model
from engine.packs.safetensors_check import read_safetensors
from tests.packs.kinds import KINDS, make_kind
from tests.packs.test_packs import change, folder, make_lm  # noqa: F401 - a fixture

HEADER = 900
"""Bytes from the start in which most mutations fall: there everything is a count, a length, a name or an offset."""
EXTREMES = [0, 1, 2**31, 2**32 - 1, 2**62, 2**63 - 1, 2**64 - 1]


def mutate(data: bytes, rng: np.random.Generator, within: int = HEADER) -> bytes:
    """Flip, overwrite by extreme numbers, cut, or insert, among the first bytes."""
    at = int(rng.integers(0, min(len(data), within)))
    match int(rng.integers(0, 4)):
        case 0:
            return data[:at] + bytes([data[at] ^ (1 << int(rng.integers(0, 8)))]) + data[at + 1 :]
        case 1:
            number = EXTREMES[int(rng.integers(0, len(EXTREMES)))]
            return data[:at] + struct.pack("<Q", number) + data[at + 8 :]
        case 2:
            return data[: int(rng.integers(0, len(data)))]
        case _:
            return data[:at] + rng.bytes(int(rng.integers(1, 64))) + data[at:]


def resealed(folder, name):  # noqa: F811
    """The manifest agrees with the mutated file, so that only the check of its header stands before the loader."""
    entry = {"sha256": packs.verify.__globals__["sha256"](folder / name), "bytes": (folder / name).stat().st_size}
    change(folder, lambda data: data["files"].update({name: entry}))


FILES = [
    ("embedded", "pack.json"), ("embedded", "lm.gguf"), ("embedded", "ears.safetensors"),
    ("mtmd", "pack.json"), ("mtmd", "model.gguf"), ("mtmd", "mmproj.gguf"),
    ("step_audio", "pack.json"), ("step_audio", "ears.safetensors"),
    ("server", "pack.json"), ("voice", "pack.json"), ("voice", "mmproj.gguf"),
]  # fmt: skip
MUTATIONS = 60
"""Of each file; 660 in all."""


@pytest.mark.parametrize(("kind", "name"), FILES)
def test_mutated_files_give_one_sentence_or_are_fine(tmp_path, monkeypatch, kind, name):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = make_kind(tmp_path / "pack", kind)  # noqa: F811
    rng, sentences = np.random.default_rng(7), []
    whole, manifest = (folder / name).read_bytes(), (folder / "pack.json").read_bytes()
    before, began = peak_rss_mb(), time.monotonic()
    for _ in range(MUTATIONS):
        (folder / "pack.json").write_bytes(manifest)
        (folder / name).write_bytes(mutate(whole, rng))
        if name != "pack.json":
            resealed(folder, name)
        sentences += sentence_of(folder)
    assert len(sentences) > MUTATIONS // 3
    assert not any("\n" in sentence for sentence in sentences)
    assert peak_rss_mb() - before < 100
    assert time.monotonic() - began < 60


HOSTILE = [None, True, -1, 2**63, 10**400, 1.5, float("inf"), "", "x" * 70_000, "../../etc/passwd", "/dev/zero", "a\0b",
           [], [[]], {}, {"": {}}, ["x"] * 2000, {str(n): n for n in range(2000)}]  # fmt: skip


def places(data, path=()):
    """The way to every value in parsed JSON."""
    yield path
    for key in data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else []:
        yield from places(data[key], (*path, key))


@pytest.mark.parametrize("kind", KINDS)
def test_manifests_with_a_hostile_value_anywhere_give_one_sentence_or_are_fine(tmp_path, monkeypatch, kind):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = make_kind(tmp_path / "pack", kind)  # noqa: F811
    whole = json.loads((folder / "pack.json").read_text())
    rng, refused = np.random.default_rng(3), 0
    for path in places(whole):
        for value in [HOSTILE[n] for n in rng.choice(len(HOSTILE), 3, replace=False)]:
            data = json.loads(json.dumps(whole))
            at = data
            for key in path[:-1]:
                at = at[key]
            if path:
                at[path[-1]] = value
            (folder / "pack.json").write_text(json.dumps(data if path else value))
            refused += len(sentence_of(folder))
    assert refused > 20


def sentence_of(folder):  # noqa: F811
    """What is said of the pack; nothing when it is fine. Any other error fails the test."""
    try:
        packs.open_pack(folder)
    except PackError as error:
        return [str(error)]
    return []


def test_what_passes_the_checks_does_not_end_llama_cpp(tiny_pack, tmp_path):
    """200 mutations of a real model; every file that the checks let through is loaded in a process of its own."""
    rng, passed = np.random.default_rng(11), []
    whole = (tiny_pack / "lm.gguf").read_bytes()
    for number in range(200):
        path = tmp_path / f"{number}.gguf"
        path.write_bytes(mutate(whole, rng, (HEADER, 3_000, 200_000)[number % 3]))
        try:
            check_language_model(path)
            passed.append(path)
        except PackError:
            path.unlink()
    child = subprocess.run(
        [sys.executable, Path(__file__).with_name("load_child.py")],
        input="".join(f"{path}\n" for path in passed), capture_output=True, text=True, timeout=150, check=True,
        env=os.environ | {"PYTHONPATH": str(Path.cwd()), "GGML_NO_BACKTRACE": "1"},
    )  # fmt: skip
    ends = [int(line) for line in child.stdout.split()]
    assert len(ends) == len(passed) > 20
    assert set(ends) <= {0, 3}
    assert ends.count(0) > 10


@pytest.mark.parametrize("at", range(0, 400, 7))
def test_a_language_model_cut_anywhere_is_refused(tmp_path, at):
    make_lm(tmp_path / "lm.gguf", 4)
    data = (tmp_path / "lm.gguf").read_bytes()
    (tmp_path / "lm.gguf").write_bytes(data[: at % (len(data) - 40)])
    with pytest.raises(PackError):
        check_language_model(tmp_path / "lm.gguf")


def test_tokens_beyond_the_vocabulary_are_refused(folder):  # noqa: F811
    change(folder, lambda data: data["lm"]["special_tokens"].update(x=9999))
    with pytest.raises(PackError, match="names token 9999, but its language model has 6464"):
        packs.open_pack(folder)


def test_sizes_that_nothing_fills_are_refused(folder):  # noqa: F811
    change(folder, lambda data: data["hearing"]["encoder"].update(dim=10**9))
    with pytest.raises(PackError, match="impossible dim"):
        packs.open_pack(folder)


def test_pickles_are_refused(folder):  # noqa: F811
    (folder / "more.pt").write_bytes(b"x")
    resealed(folder, "more.pt")
    with pytest.raises(PackError, match=r"more\.pt, a kind of file that can run programs"):
        packs.open_pack(folder)


def test_nothing_at_run_time_reads_what_can_run_programs(root):
    """Training may: its checkpoints are its own."""
    reads = re.compile(
        r"^\s*(import|from) (pickle|marshal|shelve|joblib|dill)\b|torch\.load\(|np\.load\(|allow_pickle", re.M
    )
    files = [path for part in ("app", "engine") for path in (root / part).rglob("*.py")]
    found = [str(path) for path in files if "training" not in path.parts and reads.search(path.read_text())]
    assert len(files) > 100
    assert found == []


def test_a_link_out_of_the_pack_is_refused(folder, tmp_path):  # noqa: F811
    (folder / "MODEL_CARD.md").rename(tmp_path / "elsewhere.md")
    (folder / "MODEL_CARD.md").symlink_to(tmp_path / "elsewhere.md")
    with pytest.raises(PackError, match="a link that leads out of it"):
        packs.open_pack(folder)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"format":' + "9" * 5000 + "}", " " * (5 << 20)])
def test_manifests_made_to_exhaust_us_are_refused(folder, text):  # noqa: F811
    (folder / "pack.json").write_text(text)
    with pytest.raises(PackError, match=r"cannot be read"):
        packs.open_pack(folder)


def test_a_safetensors_header_longer_than_its_file_is_refused(tmp_path):
    file = tmp_path / "x.safetensors"
    file.write_bytes(struct.pack("<Q", 2**60) + json.dumps({}).encode())
    with pytest.raises(PackError, match="too long or cut"):
        read_safetensors(file)
