"""The language model to and from GGUF: training exports it, llama.cpp runs it, the next session resumes from it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import gguf
import numpy as np
import torch
from gguf import GGMLQuantizationType as Kind
from tokenizers import Tokenizer
from torch import Tensor

from engine.training import vocabulary as v
from engine.training.lm import Lm, LmConfig
from engine.training.tokenizer import text_tokens

ARCHITECTURE = "qwen3"
QUANTIZATIONS = {"F32": Kind.F32, "F16": Kind.F16, "Q8_0": Kind.Q8_0, "Q5_0": Kind.Q5_0, "Q4_0": Kind.Q4_0}
_FILE_TYPES = {
    Kind.F32: gguf.LlamaFileType.ALL_F32,
    Kind.F16: gguf.LlamaFileType.MOSTLY_F16,
    Kind.Q8_0: gguf.LlamaFileType.MOSTLY_Q8_0,
    Kind.Q5_0: gguf.LlamaFileType.MOSTLY_Q5_0,
    Kind.Q4_0: gguf.LlamaFileType.MOSTLY_Q4_0,
}
CONTEXT = 2 * v.GAP
"""Positions that the model may use: question and thoughts below the gap, the reply above it."""

_OURS_TO_GGUF = {
    "attn_norm": "attn_norm",
    "attn.q": "attn_q",
    "attn.k": "attn_k",
    "attn.v": "attn_v",
    "attn.o": "attn_output",
    "attn.q_norm": "attn_q_norm",
    "attn.k_norm": "attn_k_norm",
    "ffn_norm": "ffn_norm",
    "gate": "ffn_gate",
    "up": "ffn_up",
    "down": "ffn_down",
}


@dataclass(frozen=True)
class ExportInfo:
    """What the file says about itself."""

    name: str = "mindpace"
    licence: str = "apache-2.0"
    quantization: str = "Q8_0"


def export_lm(lm: Lm, tokenizer: Tokenizer, path: Path, info: ExportInfo | None = None) -> None:
    """Write `lm` with its vocabulary as a GGUF file that llama.cpp's `qwen3` runs.

    Matrices are stored in `info.quantization` (one of `QUANTIZATIONS`), norms in F32.

    Raises:
        ValueError: unknown quantization, or a matrix whose rows it cannot hold (multiples of 32 are needed).
    """
    info = info or ExportInfo()
    if info.quantization not in QUANTIZATIONS:
        raise ValueError(f"no quantization {info.quantization!r}; there are {sorted(QUANTIZATIONS)}")
    kind = QUANTIZATIONS[info.quantization]
    writer = gguf.GGUFWriter(path, ARCHITECTURE)
    try:
        _write_sizes(writer, lm.config, info, kind)
        _write_vocabulary(writer, tokenizer)
        for name, tensor in _named_tensors(lm):
            _write_tensor(writer, name, tensor, kind)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
    finally:
        writer.close()


def _write_sizes(writer: gguf.GGUFWriter, c: LmConfig, info: ExportInfo, kind: Kind) -> None:
    writer.add_name(info.name)
    writer.add_license(info.licence)
    writer.add_file_type(_FILE_TYPES[kind])
    writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(c.dim)
    writer.add_block_count(c.layers)
    writer.add_feed_forward_length(c.ffn)
    writer.add_head_count(c.heads)
    writer.add_head_count_kv(c.kv_heads)
    writer.add_key_length(c.head_dim)
    writer.add_value_length(c.head_dim)
    writer.add_rope_freq_base(c.rope_theta)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_vocab_size(c.vocab)


def _write_vocabulary(writer: gguf.GGUFWriter, tokenizer: Tokenizer) -> None:
    tokens = v.all_tokens(text_tokens(tokenizer))
    # Codes are control tokens too: turning tokens back into text then leaves them out by itself.
    kinds = [gguf.TokenType.NORMAL] * v.N_TEXT + [gguf.TokenType.CONTROL] * (v.SIZE - v.N_TEXT)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(tokens)
    writer.add_token_types(kinds)
    writer.add_token_merges(_merges(tokenizer))
    writer.add_eos_token_id(v.EOT)
    writer.add_pad_token_id(v.PAD)
    writer.add_add_bos_token(False)
    writer.add_add_eos_token(False)


def _merges(tokenizer: Tokenizer) -> list[str]:
    """Merges as "left right" lines; tokenizer.json holds them as pairs or as such lines."""
    merges = json.loads(tokenizer.to_str())["model"]["merges"]
    return [merge if isinstance(merge, str) else " ".join(merge) for merge in merges]


def _named_tensors(lm: Lm) -> Iterator[tuple[str, Tensor]]:
    """(GGUF name, tensor) of every parameter; the embedding is also the output matrix (tied)."""
    for name, tensor in lm.state_dict().items():
        yield gguf_name(name), tensor


def gguf_name(name: str) -> str:
    """The GGUF name of one of `Lm`'s parameters."""
    if name == "embed_tokens.weight":
        return "token_embd.weight"
    if name == "norm.weight":
        return "output_norm.weight"
    _, layer, rest = name.split(".", 2)
    return f"blk.{layer}.{_OURS_TO_GGUF[rest.removesuffix('.weight')]}.weight"


def _write_tensor(writer: gguf.GGUFWriter, name: str, tensor: Tensor, kind: Kind) -> None:
    values = tensor.detach().float().cpu().numpy()
    stored = Kind.F32 if values.ndim == 1 else kind
    try:
        blocks = gguf.quants.quantize(values, stored)
    except gguf.quants.QuantError as error:
        raise ValueError(f"{name} {list(values.shape)} cannot be stored as {stored.name}") from error
    writer.add_tensor(name, blocks, raw_dtype=stored)


def load_lm(path: Path) -> Lm:
    """A torch model (float32, CPU) with the sizes and the dequantised weights of a GGUF file written by `export_lm`.

    Raises:
        ValueError: the file is of another architecture, or a tensor is missing.
    """
    reader = gguf.GGUFReader(path)
    config = read_config(reader)
    stored = {tensor.name: tensor for tensor in reader.tensors}
    lm = Lm(config)
    for name, parameter in lm.state_dict().items():
        if (tensor := stored.get(gguf_name(name))) is None:
            raise ValueError(f"{path} lacks {gguf_name(name)}")
        values = gguf.quants.dequantize(tensor.data, tensor.tensor_type)
        parameter.copy_(torch.from_numpy(np.array(values, np.float32)))
    return lm


def read_config(reader: gguf.GGUFReader) -> LmConfig:
    """The sizes that a GGUF file states.

    Raises:
        ValueError: another architecture than `qwen3`.
    """
    if (found := reader.fields["general.architecture"].contents()) != ARCHITECTURE:
        raise ValueError(f"architecture {found!r}, {ARCHITECTURE!r} wanted")

    def field(name: str) -> float:
        return reader.fields[f"{ARCHITECTURE}.{name}"].contents()

    return LmConfig(
        dim=int(field("embedding_length")),
        layers=int(field("block_count")),
        heads=int(field("attention.head_count")),
        kv_heads=int(field("attention.head_count_kv")),
        head_dim=int(field("attention.key_length")),
        ffn=int(field("feed_forward_length")),
        vocab=int(field("vocab_size")),
        rope_theta=float(field("rope.freq_base")),
    )
