"""A second voice without training: the first one moved to another's pitch, as loud as the first, same codes."""

import json

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from engine.model import load_voice
from engine.packs import open_pack
from engine.training.export import halves
from engine.training.second_voice import introduce, two_voices, write_pack
from engine.training.shards import ShardBuilder
from engine.training.stages import RECIPES, Recipe
from engine.training.train_codec import CodecConfig, new_codec

SIZES = [["dim", 16], ["blocks", 1], ["fine_dim", 16], ["fine_blocks", 1]]


@pytest.fixture
def recipe(tmp_path):
    made = json.loads((RECIPES / "tiny.json").read_text())
    made["codec"] |= {"decoder": SIZES, "dim": 16, "blocks": 1}
    path = tmp_path / "recipe.json"
    path.write_text(json.dumps(made))
    return Recipe.load(str(path))


def write_speech(folder, seconds):
    """A low and a high voice: pulses at 110 and 200 Hz."""
    folder.mkdir()
    shard, at = ShardBuilder(), np.arange(2 * 24_000)
    for _ in range(seconds // 2):
        for voice, hz in (("rhvoice:bdl", 110), ("rhvoice:clb", 200)):
            wave = (9_000 * (at % (24_000 // hz) == 0)).astype(np.int16)
            shard.add(wave, 24_000, kind="say", voice=voice, text="one", transcript="one", words=[["one", 0.1]])
    shard.write(folder / "a.npz")


def test_the_pack_gets_a_second_voice_and_keeps_the_first(recipe, tiny_pack, tmp_path):
    torch.manual_seed(0)
    plain = new_codec(CodecConfig(dim=16, blocks=1, decoder=tuple(tuple(s) for s in SIZES)))
    resume, shards, out = tmp_path / "resume", tmp_path / "shards", tmp_path / "out"
    resume.mkdir()
    save_file(halves(plain.encoder), resume / "codec_encoder.safetensors")
    write_speech(shards, 44)
    codec = two_voices(recipe, tiny_pack, resume)
    introduce(codec, shards, "rhvoice:clb")
    write_pack(codec, tiny_pack, out, "7", "rhvoice:clb")
    pack, before = open_pack(out), load_voice(open_pack(tiny_pack))
    assert pack.manifest.version == "7"
    assert pack.manifest.speaking.voices == ["bdl", "clb"]
    voice, codes = load_voice(pack), list(range(40))
    first, second = (voice.stream(i).push(codes) for i in range(2))
    before.half().float()  # as packs store it; rounding moves the pitch, so a different rounding moves every sample
    np.testing.assert_allclose(first, before.stream().push(codes), atol=2e-3)
    assert np.abs(first - second).max() > 0.01
    table = voice.voices.rows["head"]
    assert float(table[1, 0] - table[0, 0]) == pytest.approx(np.log(200 / 110), abs=0.05), "pitch"


def test_too_little_speech_is_refused(recipe, tiny_pack, tmp_path):
    torch.manual_seed(0)
    plain = new_codec(CodecConfig(dim=16, blocks=1, decoder=tuple(tuple(s) for s in SIZES)))
    save_file(halves(plain.encoder), tmp_path / "codec_encoder.safetensors")
    write_speech(tmp_path / "shards", 10)
    with pytest.raises(ValueError, match="less than 40 s"):
        introduce(two_voices(recipe, tiny_pack, tmp_path), tmp_path / "shards", "rhvoice:clb")
