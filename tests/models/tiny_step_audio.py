"""A checkpoint folder of the Step-Audio form with random weights: the real names, small sizes."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import torch
from safetensors.torch import save_file

from engine.stepaudio import Sizes
from engine.stepaudio.encoder import Tower
from tests.models.tiny_chat import N_TEXT, make_model, shake

EXTRA = ("<|BOT|>", "<|EOT|>", "<audio_start>", "<audio_end>", "<audio_patch>", "<tts_start>", "<tts_end>")
SIZES = Sizes(n_mels=128, n_ctx=1500, n_state=64, n_head=4, n_layer=2, adapter_state=48, llm_dim=64)
SPECIALS = {name: N_TEXT + i for i, name in enumerate(EXTRA)}
VOCAB = N_TEXT + 64


def make_checkpoint(folder: Path, tokenizer, *, kind=torch.float32, seed=0):
    """Write the folder; return the language model (`transformers`) and the tower, in the numbers that were stored."""
    folder.mkdir(parents=True)
    lm = make_model("qwen2", seed, vocab_size=VOCAB, rope_parameters={"rope_type": "default", "rope_theta": 1e6})
    torch.manual_seed(seed + 1)
    tower = Tower(SIZES)
    shake(tower)
    lm, tower = lm.to(kind).float(), tower.to(kind).float().eval().requires_grad_(False)
    weights = {**lm.state_dict(), **tower.state_dict()}
    weights = {name: tensor.to(kind).contiguous() for name, tensor in weights.items()}
    names = sorted(weights)
    files = {"model-00001-of-00002.safetensors": names[::2], "model-00002-of-00002.safetensors": names[1::2]}
    for file, part in files.items():
        save_file({name: weights[name] for name in part}, folder / file)
    index = {"weight_map": {name: file for file, part in files.items() for name in part}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index))
    (folder / "config.json").write_text(json.dumps(_config(lm.config)))
    _write_vocabulary(folder, tokenizer)
    return lm, tower


def _config(c):
    sizes = asdict(SIZES)
    return {
        "architectures": ["StepAudio2ForCausalLM"], "model_type": "step_audio_2",
        "audio_encoder_config": {
            "n_mels": sizes["n_mels"], "n_audio_ctx": sizes["n_ctx"], "n_audio_state": sizes["n_state"],
            "n_audio_head": sizes["n_head"], "n_audio_layer": sizes["n_layer"], "llm_dim": sizes["llm_dim"],
            "kernel_size": 3, "adapter_stride": 2,
        },
        "text_config": {
            "hidden_size": c.hidden_size, "num_attention_heads": c.num_attention_heads,
            "num_key_value_heads": c.num_key_value_heads, "rms_norm_eps": c.rms_norm_eps, "rope_theta": 1e6,
            "max_position_embeddings": c.max_position_embeddings, "vocab_size": c.vocab_size,
        },
    }  # fmt: skip


def _write_vocabulary(folder, tokenizer):
    data = json.loads(tokenizer.to_str())
    data["model"]["vocab"] = {text: number for text, number in data["model"]["vocab"].items() if number < N_TEXT}
    data["added_tokens"] = [{"id": number, "content": text, "special": True} for text, number in SPECIALS.items()]
    (folder / "tokenizer.json").write_text(json.dumps(data))
