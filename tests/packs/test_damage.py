"""Damaged and hostile packs: one sentence each, whatever the bytes; nothing crashes, hangs or takes much memory."""

import json
import struct
import time

import numpy as np
import pytest

from engine import packs
from engine.errors import PackError
from engine.memory import peak_rss_mb
from engine.packs.gguf_check import check_language_model
from engine.packs.safetensors_check import read_safetensors
from tests.packs.test_packs import change, folder, make_lm  # noqa: F401 - a fixture

HEADER = 900
"""Bytes from the start in which most mutations fall: there everything is a count, a length, a name or an offset."""
EXTREMES = [0, 1, 2**31, 2**32 - 1, 2**62, 2**63 - 1, 2**64 - 1]


def mutate(data: bytes, rng: np.random.Generator) -> bytes:
    """Flip, overwrite by extreme numbers, cut, or insert."""
    at = int(rng.integers(0, min(len(data), HEADER)))
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


@pytest.mark.parametrize("name", ["pack.json", "lm.gguf", "ears.safetensors"])
def test_mutated_files_give_one_sentence_or_are_fine(folder, name):  # noqa: F811
    rng, sentences = np.random.default_rng(7), []
    whole, manifest = (folder / name).read_bytes(), (folder / "pack.json").read_bytes()
    before, began = peak_rss_mb(), time.monotonic()
    for _ in range(80):
        (folder / "pack.json").write_bytes(manifest)
        (folder / name).write_bytes(mutate(whole, rng))
        if name != "pack.json":
            resealed(folder, name)
        try:
            packs.open_pack(folder)
        except PackError as error:
            sentences.append(str(error))
    assert len(sentences) > 40
    assert not any("\n" in sentence for sentence in sentences)
    assert peak_rss_mb() - before < 100
    assert time.monotonic() - began < 60


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
