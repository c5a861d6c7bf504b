"""A pack with two voices: the chosen one speaks, and a name that it lacks is refused in a sentence."""

import json
import shutil

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from engine.answer import CODES_AT_ONCE, _Speech
from engine.brains import outputs
from engine.errors import MindpaceError
from engine.model import load_model
from engine.packs import open_pack, write_manifest
from engine.speech.decoder import DecoderConfig, SpeechDecoder


@pytest.fixture(scope="module")
def two_voices(tiny_pack, tmp_path_factory):
    """The tiny pack with a decoder of two voices, which differ."""
    folder = tmp_path_factory.mktemp("two") / "pack"
    shutil.copytree(tiny_pack, folder)
    torch.manual_seed(0)
    voice = SpeechDecoder(DecoderConfig(dim=16, blocks=1, fine_dim=16, fine_blocks=1, voices=2))
    voice.head.bias.data[1:] = -1.0
    voice.voices.rows["head"].data[1, 0] = 0.5
    save_file(voice.state_dict(), folder / "voice.safetensors")
    told = json.loads((folder / "pack.json").read_text())
    told["speaking"] |= {"decoder": voice.config.to_dict(), "voices": ["low", "high"]}
    write_manifest(folder, **{k: x for k, x in told.items() if k not in ("format", "kind", "files")})
    return folder


def sound_of(pack, speaker):
    model = load_model(open_pack(pack), 0, 1, speaker=speaker)
    speech = _Speech(model)
    pieces = [speech.take(outputs.Code(i, 0)) for i in range(3 * CODES_AT_ONCE)]
    pieces.append(speech.take(outputs.ClauseEnd(0)))
    again = [speech.take(outputs.Code(i, 1)) for i in range(3 * CODES_AT_ONCE)]
    model.close()
    return np.concatenate(pieces), np.concatenate(again)


def test_the_chosen_voice_speaks_every_clause(two_voices):
    first, low, high = (sound_of(two_voices, name) for name in (None, "low", "high"))
    for a, b, c in zip(first, low, high, strict=True):
        np.testing.assert_array_equal(a, b)
        assert np.abs(a - c).max() > 0.1


def test_an_unknown_voice_is_refused_with_those_that_there_are(two_voices, tiny_pack):
    with pytest.raises(MindpaceError, match="no voice called 'loud': choose one of low, high"):
        load_model(open_pack(two_voices), 0, 1, speaker="loud")
    with pytest.raises(MindpaceError, match="leave the voice out"):
        load_model(open_pack(tiny_pack), 0, 1, speaker="loud")
