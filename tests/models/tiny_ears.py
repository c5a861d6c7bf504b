"""Tiny audio models of two makers with random weights (`transformers`), and their projectors as GGUF (mmproj)."""

from __future__ import annotations

import gguf
import numpy as np
import torch

from tests.models.tiny_chat import config, shake, write_gguf


class Ultravox(torch.nn.Module):
    """Ultravox: Whisper's encoder and a Llama, both of `transformers`; the projector between them, as published."""

    def __init__(self, extra, stack):
        from transformers import LlamaForCausalLM, WhisperConfig
        from transformers.models.whisper.modeling_whisper import WhisperEncoder

        super().__init__()
        self.stack = stack
        audio = WhisperConfig(
            d_model=32, encoder_layers=2, encoder_attention_heads=2, encoder_ffn_dim=128, num_mel_bins=128,
            max_source_positions=1500,
        )  # fmt: skip
        self.audio_tower = WhisperEncoder(audio)
        self.language = LlamaForCausalLM(config("llama", extra))
        width = self.language.config.hidden_size
        self.norm_pre, self.norm_mid = torch.nn.RMSNorm(stack * 32, eps=1e-6), torch.nn.RMSNorm(48, eps=1e-6)
        self.linear_1 = torch.nn.Linear(stack * 32, 96, bias=False)
        self.linear_2 = torch.nn.Linear(48, width, bias=False)

    def embeddings(self, mel):
        """mel [1, 128, 3000] -> [375, width]."""
        frames = self.audio_tower(mel).last_hidden_state[0]
        frames = torch.nn.functional.pad(frames, (0, 0, 0, -len(frames) % self.stack)).reshape(-1, self.stack * 32)
        first, second = self.linear_1(self.norm_pre(frames)).chunk(2, -1)
        return self.linear_2(self.norm_mid(torch.nn.functional.silu(second) * first))


class Qwen2Audio(torch.nn.Module):
    """Qwen2-Audio as `transformers` has it: Whisper's encoder, pooled by two, and a Qwen2."""

    def __init__(self, extra, _stack):
        from transformers import (
            Qwen2AudioConfig,
            Qwen2AudioEncoderConfig,
            Qwen2AudioForConditionalGeneration,
            Qwen2ForCausalLM,
        )

        super().__init__()
        audio = Qwen2AudioEncoderConfig(
            num_mel_bins=128, encoder_layers=2, encoder_attention_heads=2, encoder_ffn_dim=128, d_model=32,
            max_source_positions=1500,
        )  # fmt: skip
        whole = Qwen2AudioConfig(audio_config=audio, text_config=config("qwen2", extra), audio_token_index=0)
        made = Qwen2AudioForConditionalGeneration(whole)
        self.audio_tower, self.projector = made.model.audio_tower, made.model.multi_modal_projector
        self.language = Qwen2ForCausalLM(made.config.text_config)
        self.language.model, self.language.lm_head = made.model.language_model, made.lm_head

    def embeddings(self, mel):
        """mel [1, 128, 3000] -> [750, width]."""
        return self.projector(self.audio_tower(mel).last_hidden_state)[0]


STACK = 4
KINDS = {"ultravox": (Ultravox, "llama"), "qwen2a": (Qwen2Audio, "qwen2")}


def make_audio_model(kind, extra, seed=0, stack=STACK):
    """One of `KINDS` with random weights."""
    torch.manual_seed(seed)
    model = KINDS[kind][0](extra, stack)
    shake(model)
    return model.float().eval().requires_grad_(False)


_LAYER = {
    "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v",
    "self_attn.out_proj": "attn_out", "self_attn_layer_norm": "ln1", "final_layer_norm": "ln2", "fc1": "ffn_up",
    "fc2": "ffn_down",
}  # fmt: skip


def write_mmproj(model, kind, path):
    """Write encoder and projector as llama.cpp wants them; `kind` is one of `KINDS`."""
    writer = gguf.GGUFWriter(path, "clip")
    writer.add_bool("clip.has_audio_encoder", True)
    writer.add_string("clip.projector_type", kind)
    writer.add_uint32("clip.audio.num_mel_bins", 128)
    writer.add_uint32("clip.audio.embedding_length", 32)
    writer.add_uint32("clip.audio.feed_forward_length", 128)
    writer.add_uint32("clip.audio.projection_dim", model.language.config.hidden_size)
    writer.add_uint32("clip.audio.block_count", 2)
    writer.add_uint32("clip.audio.attention.head_count", 2)
    writer.add_float32("clip.audio.attention.layer_norm_epsilon", 1e-5)
    writer.add_bool("clip.use_gelu", True)
    if kind == "ultravox":
        writer.add_uint32("clip.audio.projector.stack_factor", model.stack)
    for key, value in model.audio_tower.state_dict().items():
        writer.add_tensor(_tower_name(key), _stored(key, value))
    for key, value in model.state_dict().items():
        if not key.startswith(("audio_tower.", "language.")):
            writer.add_tensor(_projector_name(key), np.ascontiguousarray(value.float().numpy()))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _projector_name(key):
    for ours, theirs in (("linear_1", "mm.a.mlp.1"), ("linear_2", "mm.a.mlp.2"), ("projector.linear", "mm.a.fc")):
        key = key.replace(ours, theirs)
    return key.replace("norm_pre", "mm.a.norm_pre").replace("norm_mid", "mm.a.norm_mid")


def _stored(key, value):
    array = np.ascontiguousarray(value.float().numpy())
    if key.startswith("conv"):
        return array.astype(np.float16) if array.ndim == 3 else array[:, None]
    return array


def _tower_name(key):
    if key.startswith("conv"):
        return f"a.conv1d.{key[4]}.{key.split('.')[1]}"
    if key.startswith("embed_positions"):
        return "a.position_embd.weight"
    if key.startswith("layer_norm"):
        return f"a.post_ln.{key.split('.')[1]}"
    _, layer, rest = key.split(".", 2)
    stem, _, kind = rest.rpartition(".")
    return f"a.blk.{layer}.{_LAYER[stem]}.{kind}"


def write_gguf_of(model, kind, tokenizer, path, extra):
    """Write the language model of an audio model."""
    return write_gguf(model.language, KINDS[kind][1], tokenizer, path, extra=extra)
