"""Tiny chat models with random weights: made by `transformers`, written as GGUF by the tests themselves."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import gguf
import numpy as np
import torch

TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n"
    "{% if enable_thinking is defined and not enable_thinking %}<think>\n\n</think>\n\n{% endif %}{% endif %}"
)
SPECIALS = ("<|im_start|>", "<|im_end|>", "<|audio|>", "<|audio_end|>")
TAGS = ("<think>", "</think>")
N_TEXT = 2048


@dataclass(frozen=True)
class Tiny:
    """The same model twice."""

    torch: torch.nn.Module
    gguf: Path


def special_ids(extra=()):
    """Ids of the special tokens, which follow the text tokens."""
    return {name: N_TEXT + i for i, name in enumerate((*SPECIALS, *TAGS, *extra))}


def vocab_size(extra=()):
    return N_TEXT + 32 * ((len((*SPECIALS, *TAGS, *extra)) + 31) // 32)


def config(arch, extra=(), **changes):
    """A configuration of `arch` (llama, qwen2, qwen3), small, with room for the vocabulary."""
    from transformers import LlamaConfig, Qwen2Config, Qwen3Config

    sizes = {
        "vocab_size": vocab_size(extra), "hidden_size": 64, "intermediate_size": 128, "num_hidden_layers": 2,
        "num_attention_heads": 4, "num_key_value_heads": 2, "max_position_embeddings": 4096, "rms_norm_eps": 1e-6,
        "tie_word_embeddings": False, "bos_token_id": None, "eos_token_id": N_TEXT + 1, "pad_token_id": None,
    } | ({"head_dim": 16} if arch != "qwen2" else {}) | changes  # fmt: skip
    return {"llama": LlamaConfig, "qwen2": Qwen2Config, "qwen3": Qwen3Config}[arch](**sizes)


def make_model(arch, seed=0, extra=(), **changes):
    """A `transformers` model with random weights, large enough for attention to matter."""
    from transformers import AutoModelForCausalLM

    torch.manual_seed(seed)
    model = AutoModelForCausalLM.from_config(config(arch, extra, **changes), attn_implementation="eager")
    shake(model)
    return model.float().eval().requires_grad_(False)


def shake(model):
    for name, weight in model.named_parameters():
        if weight.ndim == 1:
            torch.nn.init.normal_(weight, mean=float("norm" in name and "bias" not in name), std=0.1)
        else:
            torch.nn.init.normal_(weight, std=0.5 if "embed" in name else 0.12)


def write_gguf(model, arch, tokenizer, path, *, template=TEMPLATE, extra=(), name="tiny"):
    """Write a model of this file as GGUF, in F32."""
    c = model.config
    writer = gguf.GGUFWriter(path, arch)
    writer.add_name(name)
    writer.add_context_length(c.max_position_embeddings)
    writer.add_embedding_length(c.hidden_size)
    writer.add_block_count(c.num_hidden_layers)
    writer.add_feed_forward_length(c.intermediate_size)
    writer.add_head_count(c.num_attention_heads)
    writer.add_head_count_kv(c.num_key_value_heads)
    if arch != "qwen2":
        writer.add_key_length(c.head_dim)
        writer.add_value_length(c.head_dim)
    if arch == "llama":
        writer.add_rope_dimension_count(c.head_dim)
    writer.add_rope_freq_base(float(c.rope_parameters["rope_theta"]))
    writer.add_layer_norm_rms_eps(c.rms_norm_eps)
    writer.add_vocab_size(c.vocab_size)
    add_vocabulary(writer, tokenizer, c.vocab_size, extra)
    if template:
        writer.add_chat_template(template)
    for key, value in model.state_dict().items():
        array = value.float().numpy()
        if arch == "llama" and key.endswith(("q_proj.weight", "k_proj.weight")):
            array = _unrotate(array, c.num_attention_heads if "q_proj" in key else c.num_key_value_heads)
        writer.add_tensor(gguf_name(key), np.ascontiguousarray(array))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def add_vocabulary(writer, tokenizer, size, extra=()):
    merges = json.loads(tokenizer.to_str())["model"]["merges"]
    names = [tokenizer.id_to_token(i) for i in range(N_TEXT)]
    specials = special_ids(extra)
    kinds = [gguf.TokenType.NORMAL] * N_TEXT
    for token in specials:
        names.append(token)
        kinds.append(gguf.TokenType.USER_DEFINED if token in TAGS else gguf.TokenType.CONTROL)
    while len(names) < size:
        kinds.append(gguf.TokenType.UNUSED)
        names.append(f"[PAD{len(names)}]")
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(names)
    writer.add_token_types(kinds)
    writer.add_token_merges([m if isinstance(m, str) else " ".join(m) for m in merges])
    writer.add_eos_token_id(specials["<|im_end|>"])
    writer.add_add_bos_token(False)


def _unrotate(weight, heads):
    """llama.cpp's `llama` turns neighbouring pairs, `transformers` halves: the rows of q and k change places."""
    return weight.reshape(heads, 2, weight.shape[0] // heads // 2, -1).swapaxes(1, 2).reshape(weight.shape)


_NAMES = {
    "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output", "self_attn.q_norm": "attn_q_norm", "self_attn.k_norm": "attn_k_norm",
    "input_layernorm": "attn_norm", "post_attention_layernorm": "ffn_norm", "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down",
}  # fmt: skip


def gguf_name(key):
    """GGUF's name of one of `transformers`' tensors."""
    key = key.removeprefix("model.")
    fixed = {
        "embed_tokens.weight": "token_embd.weight",
        "norm.weight": "output_norm.weight",
        "lm_head.weight": "output.weight",
    }
    if key in fixed:
        return fixed[key]
    _, layer, rest = key.split(".", 2)
    stem, _, kind = rest.rpartition(".")
    return f"blk.{layer}.{_NAMES[stem]}.{kind}"
