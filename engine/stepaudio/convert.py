"""The import of a Step-Audio checkpoint: language model to GGUF, ears to safetensors, tensor by tensor.

67 GB never sit in memory: a tensor is read, quantized and written in blocks of rows. An import that was ended goes on.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import numpy.typing as npt
import torch
from gguf import GGMLQuantizationType as Kind
from torch import Tensor

from engine.errors import PackError
from engine.stepaudio.checkpoint import Checkpoint, Vocabulary
from engine.stepaudio.encoder import Tower
from engine.stepaudio.gguf_stream import Blocks, TensorPlan, stream_gguf

ARCHITECTURE = "qwen2"
QUANTIZATIONS = {
    "F16": Kind.F16, "BF16": Kind.BF16, "Q8_0": Kind.Q8_0, "Q5_1": Kind.Q5_1, "Q5_0": Kind.Q5_0, "Q4_1": Kind.Q4_1,
    "Q4_0": Kind.Q4_0, "F32": Kind.F32,
}  # fmt: skip
LM_FILE, EARS_FILE = "lm.gguf", "ears.safetensors"
BYTES_AT_ONCE = 32 << 20
"""About as much of a tensor as is in memory at once, in float32."""
END_OF_TURN = "<|EOT|>"
TOKENS = {
    "audio_start": "<audio_start>", "audio_end": "<audio_end>", "audio_patch": "<audio_patch>", "eot": END_OF_TURN,
}  # fmt: skip
_NAMES = {
    "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output", "input_layernorm": "attn_norm", "post_attention_layernorm": "ffn_norm",
    "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down",
}  # fmt: skip
_TOP = {
    "model.embed_tokens.weight": "token_embd.weight",
    "model.norm.weight": "output_norm.weight",
    "lm_head.weight": "output.weight",
}
_DTYPES = {torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16"}


TEMPLATE = (
    "{% for m in messages %}<|BOT|>{{ 'human' if m.role == 'user' else m.role }}\n{{ m.content }}<|EOT|>{% endfor %}"
    "{% if add_generation_prompt %}<|BOT|>assistant\n{% endif %}"
)
"""The format of Step-Audio's conversations, as a chat template."""


@dataclass(frozen=True)
class Imported:
    """What the import made: files in the pack's folder, and what its manifest needs to say of them."""

    lm: str
    ears: str
    quantization: str
    context: int
    encoder: dict[str, Any]
    tokens: dict[str, int]


def expected_bytes(source: Path, quantization: str) -> int:
    """Return about how many bytes the converted checkpoint takes.

    Raises:
        PackError: see `import_checkpoint`.
    """
    checkpoint = Checkpoint(source)
    lm = sum(tensor.size for tensor in _checked_plans(checkpoint, quantization))
    ears = sum(int(np.prod(checkpoint.shape(n))) for n in checkpoint.names if n.startswith(("encoder.", "adapter.")))
    return lm + 4 * ears


def import_checkpoint(
    source: Path,
    target: Path,
    quantization: str = "Q8_0",
    progress: Callable[[float], None] = lambda _part: None,
    *,
    template: str = "",
) -> Imported:
    """Convert the checkpoint in folder `source` into folder `target`, which may hold an earlier, unfinished try.

    `quantization` is one of `QUANTIZATIONS`; with fewer than 8 bits, embedding and output stay at 8. `progress` hears
    how far it is, 0 to 1. `template` is the chat template to be written into the GGUF.

    Raises:
        PackError: no such checkpoint, damaged, of another form, or an unknown quantization.
        OSError: the disk is full, or the like.
    """
    checkpoint = Checkpoint(source)
    plans = _checked_plans(checkpoint, quantization)
    vocabulary = checkpoint.vocabulary()
    tokens = _tokens(checkpoint, vocabulary)
    target.mkdir(parents=True, exist_ok=True)
    if not (target / EARS_FILE).is_file():
        _write_ears(checkpoint, target / EARS_FILE)
    progress(0.05)
    if not (target / LM_FILE).is_file():
        describe = partial(_describe, checkpoint, vocabulary, template)
        stream_gguf(
            target / LM_FILE, describe, ARCHITECTURE, plans, lambda done, all_: progress(0.05 + 0.95 * done / all_)
        )
    progress(1.0)
    return Imported(LM_FILE, EARS_FILE, quantization, checkpoint.text.context, asdict(checkpoint.audio), tokens)


def _tokens(checkpoint: Checkpoint, vocabulary: Vocabulary) -> dict[str, int]:
    ids = {text: number for number, (text, _) in vocabulary.added.items()}
    ids |= {text: number for number, text in vocabulary.tokens.items() if text in TOKENS.values()}
    missing = [text for text in TOKENS.values() if text not in ids]
    if missing:
        raise PackError(f"The vocabulary of {checkpoint.folder} has no {missing[0]}: it is no Step-Audio checkpoint.")
    if max(ids.values()) >= checkpoint.text.vocab:
        raise PackError(f"The vocabulary of {checkpoint.folder} does not fit its weights: get it again.")
    return {name: ids[text] for name, text in TOKENS.items()}


def _describe(checkpoint: Checkpoint, vocabulary: Vocabulary, template: str, writer: gguf.GGUFWriter) -> None:
    c = checkpoint.text
    writer.add_name(checkpoint.folder.name)
    writer.add_context_length(c.context)
    writer.add_embedding_length(c.hidden)
    writer.add_block_count(c.layers)
    writer.add_feed_forward_length(c.ffn)
    writer.add_head_count(c.heads)
    writer.add_head_count_kv(c.kv_heads)
    writer.add_rope_freq_base(c.theta)
    writer.add_layer_norm_rms_eps(c.eps)
    writer.add_vocab_size(c.vocab)
    writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
    names, kinds = _token_table(vocabulary, c.vocab)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(names)
    writer.add_token_types(kinds)
    writer.add_token_merges(vocabulary.merges)
    writer.add_eos_token_id(names.index(END_OF_TURN))
    writer.add_add_bos_token(False)
    if template:
        writer.add_chat_template(template)


def _token_table(vocabulary: Vocabulary, size: int) -> tuple[list[str], list[int]]:
    """Names and kinds of all tokens; ids that nothing claims get names that no text contains."""
    names, kinds = [f"[PAD{i}]" for i in range(size)], [int(gguf.TokenType.UNUSED)] * size
    for number, text in vocabulary.tokens.items():
        if number < size:
            names[number], kinds[number] = text, int(gguf.TokenType.NORMAL)
    for number, (text, control) in vocabulary.added.items():
        if number < size:
            kind = gguf.TokenType.CONTROL if control else gguf.TokenType.USER_DEFINED
            names[number], kinds[number] = text, int(kind)
    return names, kinds


def _checked_plans(checkpoint: Checkpoint, quantization: str) -> list[TensorPlan]:
    if quantization not in QUANTIZATIONS:
        raise PackError(f"There is no quantization {quantization}: choose one of {', '.join(QUANTIZATIONS)}.")
    plans = _plans(checkpoint, QUANTIZATIONS[quantization])
    try:
        sum(plan.size for plan in plans)
    except ValueError as error:
        raise PackError(f"{checkpoint.folder} cannot be stored as {quantization} ({error}): choose F16.") from error
    return plans


def _plans(checkpoint: Checkpoint, kind: Kind) -> list[TensorPlan]:
    plans = []
    for name in _lm_tensors(checkpoint):
        shape, target = checkpoint.shape(name), _gguf_name(name)
        stored = Kind.F32 if len(shape) == 1 else kind
        if target in ("token_embd.weight", "output.weight") and gguf.GGML_QUANT_SIZES[kind][0] > 1:
            stored = Kind.Q8_0
        plans.append(TensorPlan(target, shape, stored, partial(_blocks, checkpoint, name)))
    return plans


def _lm_tensors(checkpoint: Checkpoint) -> Iterator[str]:
    """Names of the language model's tensors in the order of their layers; all that Qwen2 needs must be there."""
    yield "model.embed_tokens.weight"
    for layer in range(checkpoint.text.layers):
        for stem in _NAMES:
            yield f"model.layers.{layer}.{stem}.weight"
            if stem in ("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"):
                yield f"model.layers.{layer}.{stem}.bias"
    yield "model.norm.weight"
    if "lm_head.weight" in checkpoint.names:  # else the embedding is the output too
        yield "lm_head.weight"


def _gguf_name(name: str) -> str:
    if name in _TOP:
        return _TOP[name]
    _, _, layer, rest = name.split(".", 3)
    stem, _, kind = rest.rpartition(".")
    return f"blk.{layer}.{_NAMES[stem]}.{kind}"


def _blocks(checkpoint: Checkpoint, name: str) -> Blocks:
    shape = checkpoint.shape(name)
    at_once = max(1, BYTES_AT_ONCE // (4 * int(np.prod(shape[1:]))))
    for block in checkpoint.rows(name, at_once):
        values: npt.NDArray[np.float32] = block.float().numpy()
        yield values


def _write_ears(checkpoint: Checkpoint, path: Path) -> None:
    """Copy encoder and adapter, tensor by tensor, in the types they have."""
    with torch.device("meta"):
        wanted = {name: tuple(tensor.shape) for name, tensor in Tower(checkpoint.audio).state_dict().items()}
    for name, shape in wanted.items():
        if checkpoint.shape(name) != shape:
            raise PackError(
                f"The tensor {name} of {checkpoint.folder} is of another shape: it is no Step-Audio checkpoint."
            )
    kinds = {name: next(checkpoint.rows(name, 1)).dtype for name in wanted}
    if not set(kinds.values()) <= set(_DTYPES):
        raise PackError(f"The encoder of {checkpoint.folder} is stored in an unknown type: get it again.")
    part = path.with_name(path.name + ".part")
    with part.open("wb") as out:
        out.write(_ears_header(wanted, kinds))
        for name in wanted:
            out.write(_raw(checkpoint.tensor(name)))
    part.replace(path)


def _ears_header(shapes: dict[str, tuple[int, ...]], kinds: dict[str, torch.dtype]) -> bytes:
    at, entries = 0, {}
    for name, shape in shapes.items():
        size = int(np.prod(shape)) * kinds[name].itemsize
        entries[name] = {"dtype": _DTYPES[kinds[name]], "shape": list(shape), "data_offsets": [at, at + size]}
        at += size
    text = json.dumps(entries).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text


def _raw(tensor: Tensor) -> bytes:
    return tensor.contiguous().view(torch.uint8).numpy().tobytes()
