"""Language models of real sizes with random weights, for timing: what a step costs depends on sizes, not on values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import gguf
import numpy as np
import numpy.typing as npt
from gguf import GGMLQuantizationType as Kind

KINDS = {"Q4_0": Kind.Q4_0, "Q8_0": Kind.Q8_0}
SCALE = 0.002


@dataclass(frozen=True)
class Shape:
    """Sizes of a model of architecture `arch` (qwen3 or llama)."""

    arch: str
    dim: int
    layers: int
    heads: int
    kv_heads: int
    head_dim: int
    ffn: int
    vocab: int

    @property
    def parameters(self) -> int:
        """Weights, of which embedding and output count once (tied)."""
        attention = 2 * self.dim * self.head_dim * (self.heads + self.kv_heads)
        return self.vocab * self.dim + self.layers * (attention + 3 * self.dim * self.ffn)


SHAPES = {
    "llama": Shape("llama", 2048, 16, 32, 8, 64, 8192, 128_256),  # Llama 3.2 1B
    "qwen3": Shape("qwen3", 2048, 16, 16, 8, 128, 6144, 151_936),  # Qwen3 1.7B with 16 of its 28 layers
}


def write_random_model(path: Path, shape: Shape, quantization: str = "Q4_0", seed: int = 0) -> None:
    """Write a GGUF file that llama.cpp runs; it has no vocabulary, only numbers of tokens."""
    kind = KINDS[quantization]
    writer = gguf.GGUFWriter(path, shape.arch)
    writer.add_name(f"random {shape.arch}")
    writer.add_context_length(32_768)
    writer.add_embedding_length(shape.dim)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.ffn)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.kv_heads)
    writer.add_key_length(shape.head_dim)
    writer.add_value_length(shape.head_dim)
    writer.add_rope_dimension_count(shape.head_dim)
    writer.add_rope_freq_base(500_000.0)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_vocab_size(shape.vocab)
    writer.add_tokenizer_model("no_vocab")
    _add_tensors(writer, shape, kind, np.random.default_rng(seed))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _add_tensors(writer: gguf.GGUFWriter, shape: Shape, kind: Kind, rng: np.random.Generator) -> None:
    """All layers hold the same numbers, so that only one is in memory."""
    writer.add_tensor("token_embd.weight", _matrix(shape.vocab, shape.dim, kind, rng), raw_dtype=kind)
    writer.add_tensor("output_norm.weight", np.ones(shape.dim, np.float32))
    q, kv = shape.heads * shape.head_dim, shape.kv_heads * shape.head_dim
    rows = {
        "attn_q": (q, shape.dim), "attn_k": (kv, shape.dim), "attn_v": (kv, shape.dim), "attn_output": (shape.dim, q),
        "ffn_gate": (shape.ffn, shape.dim), "ffn_up": (shape.ffn, shape.dim), "ffn_down": (shape.dim, shape.ffn),
    }  # fmt: skip
    matrices = {name: _matrix(*size, kind, rng) for name, size in rows.items()}
    norms = {"attn_norm": shape.dim, "ffn_norm": shape.dim}
    norms |= {"attn_q_norm": shape.head_dim, "attn_k_norm": shape.head_dim} if shape.arch == "qwen3" else {}
    for layer in range(shape.layers):
        for name, matrix in matrices.items():
            writer.add_tensor(f"blk.{layer}.{name}.weight", matrix, raw_dtype=kind)
        for name, size in norms.items():
            writer.add_tensor(f"blk.{layer}.{name}.weight", np.ones(size, np.float32))


def _matrix(rows: int, columns: int, kind: Kind, rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Random blocks: a scale in 16 bits, then the numbers."""
    block, size = gguf.GGML_QUANT_SIZES[kind]
    blocks = rng.integers(0, 256, (rows * columns // block, size), np.uint8)
    blocks[:, :2] = np.frombuffer(np.float16(SCALE).tobytes(), np.uint8)
    return blocks.reshape(rows, -1)
