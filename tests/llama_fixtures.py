"""Fixtures of all tests that run language models; a conftest imports those that it wants."""

import random

import pytest
import torch

from engine.training.tokenizer import train_tokenizer


@pytest.fixture(scope="session", autouse=True)
def one_thread():
    """Torch's second thread gains nothing on models of this size."""
    torch.set_num_threads(1)


@pytest.fixture(scope="session", autouse=True)
def close_what_llama_cpp_leaves_open():
    """The package opens two files on import that nothing of ours uses; Python would complain about them at exit."""
    yield
    from llama_cpp import _utils

    _utils.outnull_file.close()
    _utils.errnull_file.close()


@pytest.fixture(scope="session")
def tokenizer():
    """A byte-pair vocabulary of made-up words."""
    draw = random.Random(1)
    syllables = [a + b for a in "bcdfghklmnprst" for b in ("a", "e", "i", "o", "u", "an", "er")]
    words = ["".join(draw.choices(syllables, k=draw.randint(1, 4))) for _ in range(4000)]
    return train_tokenizer(" ".join(draw.choices(words, k=8)) for _ in range(3000))
