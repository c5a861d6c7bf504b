"""Tiny models of other makers, made once."""

import random
from pathlib import Path

import pytest
import torch

from engine import read_recording
from engine.training.tokenizer import train_tokenizer
from tests.models.tiny_chat import Tiny, make_model, write_gguf


@pytest.fixture(scope="session", autouse=True)
def _one_thread():
    torch.set_num_threads(1)


@pytest.fixture(scope="session", autouse=True)
def _close_what_llama_cpp_leaves_open():
    """The package opens two files on import that nothing of ours uses; Python would complain about them at exit."""
    yield
    from llama_cpp import _utils

    _utils.outnull_file.close()
    _utils.errnull_file.close()


@pytest.fixture(scope="session")
def tokenizer():
    draw = random.Random(1)
    syllables = [a + b for a in "bcdfghklmnprst" for b in ("a", "e", "i", "o", "u", "an", "er")]
    words = ["".join(draw.choices(syllables, k=draw.randint(1, 4))) for _ in range(4000)]
    return train_tokenizer(" ".join(draw.choices(words, k=8)) for _ in range(3000))


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
