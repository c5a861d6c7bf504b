"""Whether GGUF files are what a pack says they are: a language model, ears (a projector) for it, or a voice.

llama.cpp ends the process on some headers that do not fit together, so the numbers that it divides by or multiplies
are checked here, before it sees them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from engine.errors import PackError
from engine.packs.gguf_header import BadHeaderError, GgufHeader, read_gguf

PROJECTOR = "clip"
"""The architecture that all projectors of llama.cpp's mtmd state."""
STATE_THEIR_WIDTH = ("qwen2a", "qwen2.5o", "qwen3a", "voxtral", "gemma3na", "gemma4a", "lfm2a")
"""Kinds of projectors whose `projection_dim` is the language model's width; Ultravox's is that of a layer within."""
SPEAK = {"pockettts": "pockettts_gen", "qwen3tts": "qwen3tts_gen"}
"""Architectures of voices that Mindpace can run, and the kind of codec that belongs to each."""
MOST_HEADS = 4096
MOST_CONTEXT = 1 << 28


def check_language_model(path: Path) -> GgufHeader:
    """Return the header of `path` if it is a language model whose vocabulary, layers and tensors fit together.

    Raises:
        PackError: see `read_gguf`, or something does not fit.
    """
    header = read_gguf(path)
    _checked(f"The language model {path}", lambda: _fits(header))
    return header


def check_projector(path: Path, lm: GgufHeader) -> GgufHeader:
    """Return the header of `path` if it is an audio projector that makes embeddings for the language model `lm`.

    Raises:
        PackError: see `read_gguf`, or it is none, hears nothing, or belongs to another model.
    """
    header = read_gguf(path)
    _checked(f"The projector {path}", lambda: _fits_ears(header, lm))
    return header


def check_speaker(model: Path, codec: Path) -> GgufHeader:
    """Return the header of the voice `model` if Mindpace can run it and `codec` can make sound of what it says.

    Raises:
        PackError: see `read_gguf`, or something does not fit.
    """
    header, second = read_gguf(model), read_gguf(codec)
    if header.architecture not in SPEAK:
        known = " and ".join(SPEAK)
        raise PackError(
            f"{model} is of the architecture {header.architecture[:40]!r}, and Mindpace can speak with voices of the "
            f"architectures {known} only: choose another voice."
        )
    _checked(f"The voice model {model}", lambda: _fits(header))
    _checked(f"The codec {codec}", lambda: _fits_mouth(second, header))
    return header


def _checked(what: str, check: Callable[[], None]) -> None:
    try:
        check()
    except BadHeaderError as error:
        raise PackError(f"{what} does not fit together ({error}): get it again.") from error


def _is_projector(header: GgufHeader) -> None:
    if header.architecture != PROJECTOR:
        raise BadHeaderError(f"it is a model of the architecture {header.architecture[:40]}, no projector")
    if not header.tensors:
        raise BadHeaderError("it holds no tensors")


def _fits_mouth(header: GgufHeader, lm: GgufHeader) -> None:
    _is_projector(header)
    wanted, kind = SPEAK[lm.architecture], header.fields.get("clip.gen.audio.projector_type")
    if header.fields.get("clip.has_gen_audio_encoder") is not True or kind != wanted:
        raise BadHeaderError(f"it is no {wanted}, which this voice needs to make sound")
    for part in ("audio", "gen.audio"):
        for name in ("embedding_length", "block_count", "attention.head_count", "feed_forward_length"):
            value = header.fields.get(f"clip.{part}.{name}", 1)
            if not isinstance(value, int) or not 0 < value <= 1 << 20:
                raise BadHeaderError(f"its {part} {name} is impossible")
    width = lm.number("embedding_length")
    if header.fields.get("clip.gen.audio.projection_dim") != width or not _makes(header, width):
        raise BadHeaderError(f"it does not make what its language model hears, {width} numbers a frame")


def _makes(header: GgufHeader, width: int) -> bool:
    """Whether the tensors that lead to and from the language model are as wide as that is."""
    ends = {"a.gen.input_linear.weight": 1, "a.gen.code.out_embd.weight": 0, "a.gen.code.embd.weight": 0}
    found = [header.tensors[name].shape[axis : axis + 1] for name, axis in ends.items() if name in header.tensors]
    return bool(found) and all(shape == (width,) for shape in found)


def _fits_ears(header: GgufHeader, lm: GgufHeader) -> None:
    _is_projector(header)
    if header.fields.get("clip.has_audio_encoder") is not True:
        raise BadHeaderError("it has no audio encoder, so it cannot hear")
    for name in ("embedding_length", "block_count", "attention.head_count", "num_mel_bins"):
        value = header.fields.get(f"clip.audio.{name}", 1)
        if not isinstance(value, int) or not 0 < value <= 1 << 20:
            raise BadHeaderError(f"its audio {name} is impossible")
    kind = header.fields.get("clip.audio.projector_type") or header.fields.get("clip.projector_type")
    width, wanted = header.fields.get("clip.audio.projection_dim"), lm.number("embedding_length")
    # Some models take a few layers' features side by side, so that a multiple fits too.
    if kind in STATE_THEIR_WIDTH and isinstance(width, int) and (not width or width % wanted):
        raise BadHeaderError(f"it makes embeddings of {width} numbers, and the language model takes {wanted}")


def _fits(header: GgufHeader) -> None:
    embedding, width = header.tensors.get("token_embd.weight"), header.number("embedding_length")
    parts = header.fields.get("split.count", 1)
    if isinstance(parts, int) and parts > 1:
        raise BadHeaderError(f"it is one of {parts} parts: join them with llama.cpp's `llama-gguf-split --merge`")
    if not header.n_vocab:
        raise BadHeaderError("it has no vocabulary")
    if embedding is None or embedding.shape != (width, header.n_vocab):
        raise BadHeaderError(f"its embedding is not one row of {width} for each of {header.n_vocab} tokens")
    types = header.arrays.get("tokenizer.ggml.token_type", header.n_vocab)
    scores = header.arrays.get("tokenizer.ggml.scores", header.n_vocab)
    if types != header.n_vocab or scores != header.n_vocab:
        raise BadHeaderError("its vocabulary has lists of unequal length")
    _fits_tokens(header)
    _fits_layers(header)


def _fits_layers(header: GgufHeader) -> None:
    _fits_numbers(header)
    layers = {name.split(".")[1] for name in header.tensors if name.startswith("blk.")}
    if not layers or not {str(layer) for layer in range(len(layers))} == layers:
        raise BadHeaderError("layers are missing")
    if header.number("block_count") != len(layers):
        raise BadHeaderError(f"it says {header.number('block_count')} layers and holds {len(layers)}")


def _fits_numbers(header: GgufHeader) -> None:
    """Numbers that llama.cpp divides by, or asks memory for."""
    if header.architecture == PROJECTOR:
        raise BadHeaderError("it is a projector, no language model")
    limits = {"attention.head_count": MOST_HEADS, "attention.head_count_kv": MOST_HEADS, "context_length": MOST_CONTEXT}
    for name, most in limits.items():
        value = header.fields.get(f"{header.architecture}.{name}", 1)
        if not isinstance(value, int) or not 0 < value <= most:
            raise BadHeaderError(f"its {name} is impossible")
    heads, width = header.number("attention.head_count"), header.number("embedding_length")
    if heads > width:
        raise BadHeaderError(f"it has {heads} heads for {width} numbers")


def _fits_tokens(header: GgufHeader) -> None:
    none = 0xFFFF_FFFF
    for key, value in header.fields.items():
        special = key.startswith("tokenizer.ggml.") and key.endswith("_token_id")
        if special and not (isinstance(value, int) and (0 <= value < header.n_vocab or value == none)):
            raise BadHeaderError(f"{key} is no token")
