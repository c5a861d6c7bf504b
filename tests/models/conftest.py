"""Tiny models of other makers, made once."""

from pathlib import Path

import pytest

from engine import read_recording
from tests.llama_fixtures import close_what_llama_cpp_leaves_open, one_thread, tokenizer
from tests.models.tiny_chat import Tiny, make_model, write_gguf

__all__ = ["close_what_llama_cpp_leaves_open", "one_thread", "tokenizer"]


@pytest.fixture(scope="session")
def tiny(tokenizer, tmp_path_factory):
    """Models by architecture."""
    folder = tmp_path_factory.mktemp("chat")
    models = {arch: make_model(arch) for arch in ("llama", "qwen2", "qwen3")}
    return {
        arch: Tiny(model, write_gguf(model, arch, tokenizer, folder / f"{arch}.gguf")) for arch, model in models.items()
    }


@pytest.fixture(scope="session")
def question():
    """A spoken question [n] at 16 kHz."""
    return read_recording(Path(__file__).parents[1] / "audio" / "data" / "question.flac")
