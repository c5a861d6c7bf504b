"""A tiny Qwen3-TTS with random weights as GGUF: the language model, and its codec with the encoder of speakers."""

from __future__ import annotations

import gguf
import numpy as np

from tests.models.tiny_chat import add_vocabulary, special_ids

DIM, HEAD, HEADS, KV_HEADS, LAYERS, FFN = 32, 16, 2, 1, 2, 64
SOUNDS, SPECIALS, ACOUSTIC, BOOKS = 2048, 1024, 64, 15
"""Codes of the first codebook, marks beside them (llama.cpp counts on 3072 of both), codes of the fifteen others."""
BOOK, HIDDEN, PRE, WAV, WAV_LAYERS, SPEAKER = 16, 32, 24, 32, 8, 16
CHANNELS, STRIDES = (16, 12, 8, 6, 4), (8, 5, 4, 3)
FRAME = 1920
TEXT_MARKS = ("assistant", "<tts_pad>", "<tts_text_bos>", "<tts_text_eod>")
MARKS = (
    "pad", "bos", "eos_token", "think", "think_bos", "think_eos", "nothink", "language_english", "language_german",
)  # fmt: skip
_HALF = ("pre_conv", "dac.entry", "post_conv", "dwconv", "conv1", "conv2")


def codec_names():
    """What the vocabulary calls the codes."""
    names = [f"<|codec_{i}|>" for i in range(SOUNDS + SPECIALS)]
    names[SOUNDS : SOUNDS + len(MARKS)] = [f"<|codec_{mark}|>" for mark in MARKS]
    return tuple(names)


class _Draw:
    def __init__(self, seed):
        self._rng, self.made = np.random.default_rng(seed), {}

    def put(self, name, *shape, std=None, mean=0.0, end=".weight"):
        std = std or 1 / np.sqrt(max(1, np.prod(shape[1:])))
        half = end == ".weight" and len(shape) == 3 and name.endswith(_HALF)
        drawn = self._rng.normal(mean, std, shape)
        self.made[name + end] = drawn.astype(np.float16 if half else np.float32)

    def put_with_bias(self, name, *shape, size=None, std=None):
        self.put(name, *shape, std=std)
        self.put(name, size or shape[0], std=0.1, end=".bias")

    def norms(self, prefix, *names, size):
        for name in names:
            self.put(prefix + name, size, std=0.1, mean=1.0)


def write_model(tokenizer, path, seed=0):
    """The language model; returns its file."""
    extra = (*TEXT_MARKS, *codec_names())
    size = max(special_ids(extra).values()) + 1
    writer = gguf.GGUFWriter(path, "qwen3tts")
    writer.add_context_length(4096)
    writer.add_embedding_length(DIM)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(FFN)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KV_HEADS)
    writer.add_key_length(HEAD)
    writer.add_value_length(HEAD)
    writer.add_rope_freq_base(1e6)
    writer.add_rope_dimension_sections([3, 3, 2, 0])
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_vocab_size(size)
    add_vocabulary(writer, tokenizer, size, extra)
    draw = _Draw(seed)
    draw.put("token_embd", size, DIM, std=0.5)
    draw.put("output", SOUNDS + SPECIALS, DIM, std=0.6)
    draw.norms("", "output_norm", size=DIM)
    for i in range(LAYERS):
        _layer(draw, f"blk.{i}.", ("attn_norm", "ffn_norm"), "attn_output")
    return _finish(writer, draw.made, path)


def _layer(draw, prefix, norms, out):
    draw.norms(prefix, *norms, size=DIM)
    draw.norms(prefix, "attn_q_norm", "attn_k_norm", size=HEAD)
    draw.put(f"{prefix}attn_q", HEADS * HEAD, DIM)
    draw.put(f"{prefix}attn_k", KV_HEADS * HEAD, DIM)
    draw.put(f"{prefix}attn_v", KV_HEADS * HEAD, DIM)
    draw.put(f"{prefix}{out}", DIM, HEADS * HEAD)
    draw.put(f"{prefix}ffn_gate", FFN, DIM)
    draw.put(f"{prefix}ffn_up", FFN, DIM)
    draw.put(f"{prefix}ffn_down", DIM, FFN)


def write_codec(path, seed=1):
    """What makes the other codes, and sound of all."""
    writer = gguf.GGUFWriter(path, "clip")
    writer.add_bool("clip.has_gen_audio_encoder", True)
    writer.add_string("clip.gen.audio.projector_type", "qwen3tts_gen")
    sizes = {
        "projection_dim": DIM, "embedding_length": DIM, "feed_forward_length": FFN, "block_count": LAYERS,
        "attention.head_count": HEADS, "attention.head_count_kv": KV_HEADS,
    }  # fmt: skip
    for name, value in sizes.items():
        writer.add_uint32(f"clip.gen.audio.{name}", value)
    writer.add_bool("clip.has_audio_encoder", True)
    writer.add_string("clip.audio.projector_type", "qwen3tts_spkenc")
    sizes = {
        "projection_dim": DIM, "num_mel_bins": 128, "block_count": 3, "embedding_length": 3 * SPEAKER,
        "feed_forward_length": 3 * SPEAKER, "attention.head_count": 1,
    }  # fmt: skip
    for name, value in sizes.items():
        writer.add_uint32(f"clip.audio.{name}", value)
    for part in ("audio", "gen.audio"):
        writer.add_float32(f"clip.{part}.attention.layer_norm_epsilon", 1e-6)
    draw = _Draw(seed)
    _speaker(draw)
    _codes(draw, "a.gen.code.")
    _transformer(draw, "a.gen.wav.")
    _wave(draw, "a.gen.wav.")
    return _finish(writer, draw.made, path)


def _speaker(draw):
    wide = 3 * SPEAKER
    draw.put_with_bias("a.conv1d.0", SPEAKER, 128, 5)
    for i in (1, 2, 3):
        draw.put_with_bias(f"a.blk.{i}.conv_pw1", SPEAKER, SPEAKER, 1)
        draw.put_with_bias(f"a.blk.{i}.conv_pw2", SPEAKER, SPEAKER, 1)
        draw.put_with_bias(f"a.blk.{i}.se_conv1", 8, SPEAKER, 1)
        draw.put_with_bias(f"a.blk.{i}.se_conv2", SPEAKER, 8, 1)
        for part in range(7):
            draw.put_with_bias(f"a.blk.{i}.res2.{part}", SPEAKER // 8, SPEAKER // 8, 3)
    draw.put_with_bias("a.conv_out", wide, wide, 1)
    draw.put_with_bias("a.asp_tdnn", 8, 3 * wide, 1)
    draw.put_with_bias("a.asp_attn", wide, 8, 1)
    draw.put_with_bias("mm.a.fc", DIM, 2 * wide, 1)


def _codes(draw, prefix):
    draw.put(f"{prefix}embd", BOOKS, ACOUSTIC, DIM, std=0.3)
    draw.put(f"{prefix}head", BOOKS, ACOUSTIC, DIM, std=0.3)
    draw.put(f"{prefix}out_embd", SOUNDS, DIM, std=0.5)
    draw.norms(prefix, "output_norm", size=DIM)
    for i in range(LAYERS):
        _layer(draw, f"{prefix}blk.{i}.", ("ln1", "ln2"), "attn_out")


def _transformer(draw, prefix):
    for part, books in (("first", ()), ("rest", (BOOKS,))):
        draw.put(f"{prefix}quant.{part}.in_proj", BOOK, HIDDEN)
        draw.put(f"{prefix}quant.{part}.out_proj", HIDDEN, BOOK)
        draw.put(f"{prefix}quant.{part}.codebook", *books, SOUNDS if part == "first" else ACOUSTIC, BOOK, std=1.0)
    draw.put_with_bias(f"{prefix}pre_conv", PRE, HIDDEN, 3)
    draw.put_with_bias(f"{prefix}tfm.in_proj", WAV, PRE)
    draw.put_with_bias(f"{prefix}tfm.out_proj", PRE, WAV)
    draw.norms(f"{prefix}tfm.", "output_norm", size=WAV)
    for i in range(WAV_LAYERS):
        layer = f"{prefix}tfm.blk.{i}."
        draw.norms(layer, "ln1", "ln2", size=WAV)
        for name in ("attn_q", "attn_k", "attn_v", "attn_out"):
            draw.put(layer + name, WAV, WAV)
        for name in ("ls1", "ls2"):
            draw.put(layer + name, WAV, std=0.1, mean=0.3)
        draw.put(f"{layer}ffn_gate", 2 * WAV, WAV)
        draw.put(f"{layer}ffn_up", 2 * WAV, WAV)
        draw.put(f"{layer}ffn_down", WAV, 2 * WAV)


def _wave(draw, prefix):
    for i in range(2):
        up = f"{prefix}up.blk.{i}."
        draw.put_with_bias(f"{up}conv", PRE, PRE, 2, std=0.3)
        draw.put_with_bias(f"{up}dwconv", PRE, 1, 7)
        draw.norms(up, "norm", size=PRE)
        draw.put(f"{up}norm", PRE, std=0.1, end=".bias")
        draw.put_with_bias(f"{up}pw1", 2 * PRE, PRE)
        draw.put_with_bias(f"{up}pw2", PRE, 2 * PRE)
        draw.put(f"{up}gamma", PRE, std=0.1, mean=0.3, end="")
    draw.put_with_bias(f"{prefix}dac.entry", CHANNELS[0], PRE, 7)
    for i, stride in enumerate(STRIDES):
        block, wide, narrow = f"{prefix}dac.blk.{i}.", CHANNELS[i], CHANNELS[i + 1]
        _snake(draw, f"{block}snake", wide)
        draw.put_with_bias(f"{block}conv", wide, narrow, 2 * stride, size=narrow, std=0.15)
        for unit in range(3):
            _snake(draw, f"{block}res.{unit}.act1", narrow)
            draw.put_with_bias(f"{block}res.{unit}.conv1", narrow, narrow, 7)
            _snake(draw, f"{block}res.{unit}.act2", narrow)
            draw.put_with_bias(f"{block}res.{unit}.conv2", narrow, narrow, 1, std=0.1)
    _snake(draw, f"{prefix}dac.post_snake", CHANNELS[-1])
    draw.put_with_bias(f"{prefix}dac.post_conv", 1, CHANNELS[-1], 7, std=0.01)


def _snake(draw, name, size):
    draw.put(name, size, std=0.1, mean=1.0, end=".alpha")
    draw.put(name, size, std=0.1, mean=0.5, end=".beta")


def _finish(writer, tensors, path):
    for name, array in tensors.items():
        writer.add_tensor(name, array)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path
