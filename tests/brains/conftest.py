"""A tiny language model with random weights, its tokenizer, and its GGUF files."""

import random
from dataclasses import dataclass, field

import pytest
import torch

from engine.training import vocabulary as v
from engine.training.export_gguf import ExportInfo, export_lm
from engine.training.lm import Lm, LmConfig
from engine.training.tokenizer import train_tokenizer


@dataclass(frozen=True)
class PackLayout:
    """The language model's part of a pack's manifest."""

    n_text: int = v.N_TEXT
    n_codes: int = v.N_CODES
    code_offset: int = v.CODE_OFFSET
    gap: int = v.GAP
    segment: int = v.SEGMENT
    first: int = v.FIRST
    special_tokens: dict = field(default_factory=lambda: dict(v.SPECIAL_IDS))
    history: bool = False
    listening: bool = False


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
def layout():
    return PackLayout()


@pytest.fixture(scope="session")
def tokenizer():
    draw = random.Random(1)
    syllables = [a + b for a in "bcdfghklmnprst" for b in ("a", "e", "i", "o", "u", "an", "er")]
    words = ["".join(draw.choices(syllables, k=draw.randint(1, 4))) for _ in range(4000)]
    return train_tokenizer(" ".join(draw.choices(words, k=8)) for _ in range(3000))


@pytest.fixture(scope="session")
def lm():
    """Random weights, large enough for attention to matter."""
    torch.manual_seed(3)
    model = Lm(LmConfig(dim=128, layers=4, heads=4, kv_heads=2, head_dim=32, ffn=256))
    for name, weight in model.named_parameters():
        torch.nn.init.normal_(weight, mean=float(weight.ndim == 1), std=0.1 if "embed" not in name else 1.0)
    return model.eval().requires_grad_(False)


@pytest.fixture(scope="session")
def gguf_files(lm, tokenizer, tmp_path_factory):
    """Paths by quantization."""
    folder = tmp_path_factory.mktemp("gguf")
    files = {name: folder / f"{name}.gguf" for name in ("F32", "F16", "Q8_0")}
    for name, path in files.items():
        export_lm(lm, tokenizer, path, ExportInfo(quantization=name))
    return files


@pytest.fixture
def brains(gguf_files, layout):
    """The tiny model, ready for a question."""
    from engine.brains import TwoBrains

    with TwoBrains(gguf_files["F32"], layout) as two:
        two.begin()
        yield two
