"""Tiny voices with random weights, and a recording of a speaker."""

from types import SimpleNamespace

import pytest
import torch

from engine.brains import pocket_voice
from engine.brains.voice_model import VoiceFiles, VoiceModel
from tests.llama_fixtures import close_what_llama_cpp_leaves_open, one_thread, tokenizer
from tests.voice_packs import tiny_pocket
from tests.voice_packs.packs import write_recording

__all__ = ["close_what_llama_cpp_leaves_open", "one_thread", "tokenizer"]

NO_NOISE = 1e-36


@pytest.fixture(scope="session")
def recording(tmp_path_factory):
    """A recording of a speaker."""
    return write_recording(tmp_path_factory.mktemp("speaker") / "speaker.wav")


@pytest.fixture(scope="session")
def pocket(tmp_path_factory, recording):
    """Files and weights of a tiny Pocket-TTS."""
    folder, weights = tmp_path_factory.mktemp("pocket"), tiny_pocket.make_weights()
    model = tiny_pocket.write_model(weights, folder / "model.gguf")
    codec = tiny_pocket.write_codec(weights, folder / "codec.gguf")
    return SimpleNamespace(weights=weights, files=VoiceFiles(model, codec, recording))


@pytest.fixture
def pocket_voice_quiet(pocket, monkeypatch):
    """The tiny Pocket-TTS without noise."""
    monkeypatch.setitem(pocket_voice.TUNED, tiny_pocket.VARIANT, pocket_voice.Tuning(NO_NOISE))
    with torch.inference_mode():
        voice = VoiceModel(pocket.files)
        yield voice
        voice.close()
