"""A tiny language model with random weights, its tokenizer, and its GGUF files."""

from dataclasses import dataclass, field

import pytest
import torch

from engine.training import vocabulary as v
from engine.training.export_gguf import ExportInfo, export_lm
from engine.training.lm import Lm, LmConfig
from tests.llama_fixtures import close_what_llama_cpp_leaves_open, one_thread, tokenizer

__all__ = ["close_what_llama_cpp_leaves_open", "one_thread", "tokenizer"]


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
    tells_end: bool = False


@pytest.fixture(scope="session")
def layout():
    return PackLayout()


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
