"""A tiny Pocket-TTS with random weights as GGUF, and what it says, computed straight from the formulas in torch.

The reference has no cache, no windows and no state: it looks at whole sequences. Noise is left out of both.
"""

from __future__ import annotations

import math

import gguf
import torch
from torch.nn import functional as F

DIM, HEADS, LAYERS, FFN = 64, 2, 2, 128
LATENT, MIMI, MIMI_HEADS, MIMI_LAYERS = 8, 32, 2, 2
FLOW, FLOW_BLOCKS, FREQS = 48, 2, 8
RATIOS, DOWN = (4, 5, 6), 16
CHANNELS = (32, 16, 12, 8)
"""Of the decoder, from the latents' side; the encoder has them the other way round."""
FRAME = 1920
WINDOW = 250
"""Positions that the codec's transformers look back."""
END_ABOVE = -4.0
WORDS = ("▁hello", "▁there", "▁apples", "▁three", "▁are", "ing", "er", "▁the")
PIECES = ["<pad>", "</s>", "<unk>", "▁", *"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.,!?:'", *WORDS]
SPECIALS = ["<|pad|>", "<|bos_before_voice|>", "<|audio_bos|>"]
VARIANT = "tiny"


def make_weights(seed=2):
    """Tensors by GGUF's names, in torch's shapes."""
    draw = _Draw(seed)
    _backbone(draw)
    _flow(draw)
    for prefix in ("a.blk", "a.gen.wav.tfm.blk"):
        _transformer(draw, prefix)
    _decoder(draw)
    _encoder(draw)
    return {name: value.half().float() if _in_half(name) else value for name, value in draw.made.items()}


class _Draw:
    """Random tensors by name."""

    def __init__(self, seed):
        self._generator, self.made = torch.Generator().manual_seed(seed), {}

    def tensor(self, *shape, std=None, mean=0.0):
        std = std or 1 / math.sqrt(max(1, math.prod(shape[1:])))
        return mean + torch.randn(*shape, generator=self._generator) * std

    def put(self, name, *shape, std=None):
        self.made[f"{name}.weight"] = self.tensor(*shape, std=std)

    def put_with_bias(self, name, *shape, std=None, size=None):
        self.put(name, *shape, std=std)
        self.made[f"{name}.bias"] = self.tensor(size or shape[0], std=0.1 if shape[0] > 1 else 0.01)

    def norm(self, name, size):
        self.made[f"{name}.weight"] = self.tensor(size, std=0.1, mean=1.0)
        self.made[f"{name}.bias"] = self.tensor(size, std=0.1)


def _backbone(draw):
    draw.put("token_embd", len(PIECES) + len(SPECIALS), DIM, std=0.5)
    draw.norm("output_norm", DIM)
    for i in range(LAYERS):
        draw.norm(f"blk.{i}.attn_norm", DIM)
        draw.norm(f"blk.{i}.ffn_norm", DIM)
        for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
            draw.put(f"blk.{i}.{name}", DIM, DIM)
        draw.put(f"blk.{i}.ffn_up", FFN, DIM)
        draw.put(f"blk.{i}.ffn_down", DIM, FFN)


def _flow(draw):
    flow = "a.gen.flow"
    draw.put_with_bias(f"{flow}.input_proj", FLOW, LATENT)
    draw.put_with_bias(f"{flow}.cond_embd", FLOW, DIM)
    for i in range(2):
        draw.made[f"{flow}.time.{i}.freqs"] = torch.exp(-torch.arange(FREQS) / FREQS * 4)
        draw.put_with_bias(f"{flow}.time.{i}.up", FLOW, 2 * FREQS)
        draw.put_with_bias(f"{flow}.time.{i}.down", FLOW, FLOW)
        draw.made[f"{flow}.time.{i}.norm"] = draw.tensor(FLOW, std=0.1, mean=1.0)
    for i in range(FLOW_BLOCKS):
        draw.norm(f"{flow}.blk.{i}.norm", FLOW)
        draw.put_with_bias(f"{flow}.blk.{i}.up", FLOW, FLOW)
        draw.put_with_bias(f"{flow}.blk.{i}.down", FLOW, FLOW)
        draw.put_with_bias(f"{flow}.blk.{i}.ada", 3 * FLOW, FLOW)
    draw.put_with_bias(f"{flow}.final.ada", 2 * FLOW, FLOW)
    draw.put_with_bias(f"{flow}.final.proj", LATENT, FLOW)
    draw.put("a.gen.out_eos", 1, DIM)
    draw.made["a.gen.out_eos.bias"] = torch.tensor([END_ABOVE - 1.15])
    draw.put("a.gen.input_linear", DIM, LATENT)


def _transformer(draw, prefix):
    for i in range(MIMI_LAYERS):
        for name in ("ln1", "ln2"):
            draw.norm(f"{prefix}.{i}.{name}", MIMI)
        for name in ("attn_q", "attn_k", "attn_v", "attn_out"):
            draw.put(f"{prefix}.{i}.{name}", MIMI, MIMI)
        draw.put(f"{prefix}.{i}.ffn_up", 2 * MIMI, MIMI)
        draw.put(f"{prefix}.{i}.ffn_down", MIMI, 2 * MIMI)
        for name in ("ls1", "ls2"):
            draw.made[f"{prefix}.{i}.{name}.weight"] = draw.tensor(MIMI, std=0.1, mean=0.5)


def _residual(draw, name, channels):
    draw.put_with_bias(f"{name}.res_conv1", channels // 2, channels, 3)
    draw.put_with_bias(f"{name}.res_conv2", channels, channels // 2, 1)


def _decoder(draw):
    draw.made["a.gen.emb_mean"] = draw.tensor(LATENT, std=0.1)
    draw.made["a.gen.emb_std"] = draw.tensor(LATENT, std=0.1, mean=1.0)
    draw.put("a.gen.wav.quant_out", MIMI, LATENT)
    draw.put("a.gen.wav.upsample", MIMI, 1, 2 * DOWN, std=0.5)
    seanet = "a.gen.wav.seanet"
    draw.put_with_bias(f"{seanet}.conv_in", CHANNELS[0], MIMI, 7)
    for i in range(3):
        high, low, ratio = CHANNELS[i], CHANNELS[i + 1], RATIOS[2 - i]
        std = 0.5 / math.sqrt(high)
        draw.put_with_bias(f"{seanet}.blk.{i}.scale_conv", high, low, 2 * ratio, std=std, size=low)
        _residual(draw, f"{seanet}.blk.{i}", low)
    draw.put_with_bias(f"{seanet}.conv_out", 1, CHANNELS[3], 3, std=0.05)


def _encoder(draw):
    draw.put_with_bias("a.seanet.conv_in", CHANNELS[3], 1, 7)
    for i in range(3):
        high, low, ratio = CHANNELS[2 - i], CHANNELS[3 - i], RATIOS[i]
        _residual(draw, f"a.seanet.blk.{i}", low)
        draw.put_with_bias(f"a.seanet.blk.{i}.scale_conv", high, low, 2 * ratio)
    draw.put_with_bias("a.seanet.conv_out", MIMI, CHANNELS[0], 3)
    draw.put("a.downsample.conv", LATENT, MIMI, 2 * DOWN)
    draw.put("a.speaker_proj", DIM, LATENT)


def _in_half(name):
    """Kernels of convolutions: llama.cpp wants them in half precision."""
    convolution = "seanet" in name or name.startswith(("a.downsample", "a.gen.wav.upsample"))
    return convolution and name.endswith("weight")


def write_model(weights, path):
    """The language model."""
    writer = gguf.GGUFWriter(path, "pockettts")
    writer.add_name("tiny pocket")
    writer.add_context_length(4096)
    writer.add_embedding_length(DIM)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(FFN)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_rope_freq_base(10000.0)
    writer.add_layer_norm_eps(1e-5)
    writer.add_tokenizer_model("t5")
    writer.add_tokenizer_pre("default")
    kinds = gguf.TokenType
    writer.add_token_list([*PIECES, *SPECIALS])
    scores = [0.0] * 3 + [-2.0 if len(piece) == 1 else -1.0 for piece in PIECES[3:]]
    writer.add_token_scores(scores + [-1000.0] * len(SPECIALS))
    types = [kinds.CONTROL, kinds.CONTROL, kinds.UNKNOWN] + [kinds.NORMAL] * (len(PIECES) - 3)
    writer.add_token_types(types + [kinds.CONTROL] * len(SPECIALS))
    writer.add_vocab_size(len(PIECES) + len(SPECIALS))
    writer.add_add_space_prefix(True)
    writer.add_add_bos_token(False)
    writer.add_add_eos_token(False)
    return _finish(writer, {n: v for n, v in weights.items() if not n.startswith("a.")}, path)


def write_codec(weights, path, **changes):
    """The codec with the encoder of speakers."""
    writer = gguf.GGUFWriter(path, "clip")
    fields = {
        "clip.has_audio_encoder": True, "clip.has_gen_audio_encoder": True,
        "clip.audio.projector_type": "pockettts_spkenc", "clip.gen.audio.projector_type": "pockettts_gen",
        "clip.gen.audio.model_variant": VARIANT, "clip.audio.num_mel_bins": 1,
    }  # fmt: skip
    for part in ("audio", "gen.audio"):
        fields |= {
            f"clip.{part}.projection_dim": DIM, f"clip.{part}.block_count": MIMI_LAYERS,
            f"clip.{part}.embedding_length": MIMI, f"clip.{part}.feed_forward_length": 2 * MIMI,
            f"clip.{part}.attention.head_count": MIMI_HEADS, f"clip.{part}.attention.layer_norm_epsilon": 1e-5,
        }  # fmt: skip
    for key, value in (fields | changes).items():
        add = {bool: writer.add_bool, str: writer.add_string, int: writer.add_uint32, float: writer.add_float32}
        add[type(value)](key, value)
    return _finish(writer, {n: v for n, v in weights.items() if n.startswith("a.")}, path)


def _finish(writer, weights, path):
    for name, value in weights.items():
        array = value.numpy()
        writer.add_tensor(name, array.astype("float16") if _in_half(name) else array)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


class Reference:
    """The same model in torch."""

    def __init__(self, weights):
        self.w = weights

    def frames(self, tokens, speaker, heard):
        """Latents [n + 1, LATENT] that follow each of the latents `heard` [n, LATENT], and scores of the end [n + 1].

        Every one is computed from what was really said before, because small errors grow from frame to frame.
        """
        w, rows = self.w, self.w["token_embd.weight"]
        n_pieces = len(PIECES)
        prompt = torch.cat([rows[n_pieces + 1][None], speaker, rows[tokens], rows[n_pieces + 2][None]])
        states = self._backbone(torch.cat([prompt, F.linear(heard, w["a.gen.input_linear.weight"])]))
        states = states[len(prompt) - 1 :]
        scores = F.linear(states, w["a.gen.out_eos.weight"], w["a.gen.out_eos.bias"])[:, 0]
        return torch.stack([self._flow(state) for state in states]), scores

    def speaker(self, samples):
        """Embeddings [n, DIM] of a recording [samples]."""
        x = F.pad(samples, (0, -len(samples) % FRAME))[None]
        x = self._causal(x, "a.seanet.conv_in")
        for i, ratio in enumerate(RATIOS):
            x = F.elu(self._residual(x, f"a.seanet.blk.{i}"))
            x = self._causal(x, f"a.seanet.blk.{i}.scale_conv", ratio)
        x = self._causal(F.elu(x), "a.seanet.conv_out")
        x = self._transformer(x.T, "a.blk").T
        x = torch.cat([x[:, :1].expand(-1, DOWN), x], 1)
        x = F.conv1d(x[None], self.w["a.downsample.conv.weight"], stride=DOWN)[0]
        return F.linear(x.T, self.w["a.speaker_proj.weight"])

    def samples(self, latents):
        """Samples of latents [n, LATENT]."""
        w = self.w
        x = F.linear(latents * w["a.gen.emb_std"] + w["a.gen.emb_mean"], w["a.gen.wav.quant_out.weight"]).T
        length = x.shape[1] * DOWN
        x = F.conv_transpose1d(x[None], w["a.gen.wav.upsample.weight"], stride=DOWN, groups=MIMI)[0][:, :length]
        x = self._transformer(x.T, "a.gen.wav.tfm.blk").T
        x = self._causal(x, "a.gen.wav.seanet.conv_in")
        for i in range(3):
            name, ratio = f"a.gen.wav.seanet.blk.{i}", RATIOS[2 - i]
            weight, bias = w[f"{name}.scale_conv.weight"], w[f"{name}.scale_conv.bias"]
            length = x.shape[1] * ratio
            x = F.conv_transpose1d(F.elu(x)[None], weight, bias, stride=ratio)[0][:, :length]
            x = self._residual(x, name)
        return self._causal(F.elu(x), "a.gen.wav.seanet.conv_out")[0].clamp(-1, 1)

    def _causal(self, x, name, stride=1):
        weight, bias = self.w[f"{name}.weight"], self.w[f"{name}.bias"]
        return F.conv1d(F.pad(x, (weight.shape[2] - stride, 0))[None], weight, bias, stride=stride)[0]

    def _residual(self, x, name):
        return x + self._causal(F.elu(self._causal(F.elu(x), f"{name}.res_conv1")), f"{name}.res_conv2")

    def _norm(self, x, name):
        return F.layer_norm(x, x.shape[-1:], self.w[f"{name}.weight"], self.w[f"{name}.bias"], 1e-5)

    def _attention(self, x, name, out, heads, window):
        q, k, v = (
            F.linear(x, self.w[f"{name}.attn_{part}.weight"]).view(len(x), heads, -1).transpose(0, 1) for part in "qkv"
        )
        back = torch.arange(len(x))[:, None] - torch.arange(len(x))
        mixed = F.scaled_dot_product_attention(_turned(q), _turned(k), v, attn_mask=(back >= 0) & (back < window))
        return F.linear(mixed.transpose(0, 1).reshape(len(x), -1), self.w[f"{name}.{out}.weight"])

    def _feed_forward(self, x, name):
        up = F.gelu(F.linear(x, self.w[f"{name}.ffn_up.weight"]), approximate="tanh")
        return F.linear(up, self.w[f"{name}.ffn_down.weight"])

    def _backbone(self, x):
        for i in range(LAYERS):
            x = x + self._attention(self._norm(x, f"blk.{i}.attn_norm"), f"blk.{i}", "attn_output", HEADS, 1 << 20)
            x = x + self._feed_forward(self._norm(x, f"blk.{i}.ffn_norm"), f"blk.{i}")
        return self._norm(x, "output_norm")

    def _transformer(self, x, prefix):
        for i in range(MIMI_LAYERS):
            name = f"{prefix}.{i}"
            mixed = self._attention(self._norm(x, f"{name}.ln1"), name, "attn_out", MIMI_HEADS, WINDOW)
            x = x + mixed * self.w[f"{name}.ls1.weight"]
            x = x + self._feed_forward(self._norm(x, f"{name}.ln2"), name) * self.w[f"{name}.ls2.weight"]
        return x

    def _flow(self, state):
        """One step from no noise: the latent is the velocity itself."""
        w = self.w

        def linear(x, name):
            return F.linear(x, w[f"a.gen.flow.{name}.weight"], w[f"a.gen.flow.{name}.bias"])

        x = linear(torch.zeros(LATENT), "input_proj")
        times = (self._time(0, 0.0, linear) + self._time(1, 1.0, linear)) / 2
        y = F.silu(times + linear(state, "cond_embd"))
        for i in range(FLOW_BLOCKS):
            shift, scale, gate = linear(y, f"blk.{i}.ada").chunk(3)
            name = f"a.gen.flow.blk.{i}.norm"
            h = F.layer_norm(x, x.shape, w[f"{name}.weight"], w[f"{name}.bias"], 1e-6) * (1 + scale) + shift
            x = x + gate * linear(F.silu(linear(h, f"blk.{i}.up")), f"blk.{i}.down")
        shift, scale = linear(y, "final.ada").chunk(2)
        return linear(F.layer_norm(x, x.shape, None, None, 1e-6) * (1 + scale) + shift, "final.proj")

    def _time(self, number, at, linear):
        args = self.w[f"a.gen.flow.time.{number}.freqs"] * at
        x = linear(torch.cat([args.cos(), args.sin()]), f"time.{number}.up")
        x = linear(F.silu(x), f"time.{number}.down")
        return x / torch.sqrt(x.var(unbiased=True) + 1e-5) * self.w[f"a.gen.flow.time.{number}.norm"]


def _turned(x):
    """Rotary embedding of neighbouring pairs; x [heads, n, dim]."""
    half = x.shape[-1] // 2
    angles = torch.arange(x.shape[1])[:, None] * 10000.0 ** (-torch.arange(half) / half)
    a, b = x[..., 0::2], x[..., 1::2]
    turned = (a * angles.cos() - b * angles.sin(), a * angles.sin() + b * angles.cos())
    return torch.stack(turned, -1).flatten(-2)
