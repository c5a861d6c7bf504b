"""llama.cpp behind a few safe objects: the only file that imports llama_cpp, and only its raw C functions.

The package's own `Llama` class holds one sequence and its helpers restart positions, so nothing of it is used here.
A pointer that C returns is checked before it is used, because the next call would crash the process.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import llama_cpp.llama_cpp as c
import numpy as np
import numpy.typing as npt

from engine.errors import MindpaceError, PackError
from engine.log import logger

_log = logger(__name__)

Floats = npt.NDArray[np.float32]

_ERROR_LEVEL = 4
BATCH = 512
"""Most tokens or embeddings that one `llama_decode` takes."""


class NoRoomError(MindpaceError):
    """The question and its answer need more cells than the context has."""


def _on_log(level: int, text: bytes, _data: Any) -> None:
    if level == _ERROR_LEVEL:
        _log.info("llama.cpp: %s", text.decode("utf-8", "replace").strip())


_LOG_CALLBACK = c.llama_log_callback(_on_log)  # a global, because llama.cpp calls it as long as the process lives
c.llama_log_set(_LOG_CALLBACK, ctypes.c_void_p(0))
c.llama_backend_init()


def log_callback() -> Any:
    """Return the callback that llama.cpp logs to; it lives as long as the process."""
    return _LOG_CALLBACK


NO_GPU = (
    "This build of llama.cpp knows no graphics processor, so the processor does the work: docs/models.md tells how to "
    "build one for CUDA, Metal or Vulkan."
)
GPU_TOO_SMALL = (
    "The language model does not fit on the graphics processor, so the processor does the work: choose fewer layers."
)
_MROPE = (8, 40)
"""llama.cpp's numbers of rotary embeddings whose positions have several planes (M-RoPE, and its interleaved kind)."""


QUANTIZATIONS = {
    "F16": c.LLAMA_FTYPE_MOSTLY_F16,
    "Q8_0": c.LLAMA_FTYPE_MOSTLY_Q8_0,
    "Q6_K": c.LLAMA_FTYPE_MOSTLY_Q6_K,
    "Q5_K_M": c.LLAMA_FTYPE_MOSTLY_Q5_K_M,
    "Q5_0": c.LLAMA_FTYPE_MOSTLY_Q5_0,
    "Q4_K_M": c.LLAMA_FTYPE_MOSTLY_Q4_K_M,
    "Q4_0": c.LLAMA_FTYPE_MOSTLY_Q4_0,
}
"""Ways to store a language model that `quantize` knows, largest first."""


def quantize(source: Path, target: Path, name: str, *, threads: int = 1) -> None:
    """Write the language model `source` (GGUF) to `target`, stored as one of `QUANTIZATIONS`.

    llama.cpp stores some matrices finer than the name says, and as something else those whose rows are too short for it
    (K-quants need multiples of 256).

    Raises:
        PackError: the model cannot be read, or `target` cannot be written.
    """
    params = c.llama_model_quantize_default_params()
    params.ftype, params.nthread, params.allow_requantize = QUANTIZATIONS[name], threads, True
    if not source.is_file() or c.llama_model_quantize(bytes(source), bytes(target), ctypes.byref(params)) != 0:
        raise PackError(f"The language model {source} cannot be stored as {name} in {target.parent}.")


def gpu_offload() -> bool:
    """Return whether this build of llama.cpp can use a graphics processor."""
    return bool(c.llama_supports_gpu_offload())


def _load(path: Path, gpu_layers: int) -> Any:
    params = c.llama_model_default_params()
    params.n_gpu_layers = gpu_layers if gpu_layers >= 0 else 9999
    return c.llama_model_load_from_file(str(path).encode(), params) if path.is_file() else None


class LlamaModel:
    """A GGUF language model in memory; `gpu_layers` of its layers (-1: all) on the graphics processor, if there is one.

    Where it does not fit there, it runs on the processor, and `notice` says so.

    Raises:
        PackError: the file is missing, damaged, or of a kind that llama.cpp does not know.
    """

    def __init__(self, path: Path, *, gpu_layers: int = 0) -> None:
        self.notice = ""
        """A sentence for the user where less was possible than was asked for."""
        if gpu_layers and not gpu_offload():
            gpu_layers, self.notice = 0, NO_GPU
        self._model = _load(path, gpu_layers)
        if not self._model and gpu_layers:
            gpu_layers, self.notice = 0, GPU_TOO_SMALL
            self._model = _load(path, 0)
        if not self._model:
            raise PackError(f"The language model {path} is missing or cannot be read: install the pack again.")
        self.gpu_layers = gpu_layers
        """Layers on the graphics processor (-1: all)."""
        self.dim: int = c.llama_model_n_embd(self._model)
        """Width of an embedding."""
        self.dim_in: int = c.llama_model_n_embd_inp(self._model)
        """Width of an embedding that is fed in the place of a token."""
        self.vocab_size: int = c.llama_vocab_n_tokens(self._vocab)
        """Number of tokens, and of logits."""

    @property
    def pointer(self) -> Any:
        """The C object; a freed one would crash the process."""
        if not self._model:
            raise ValueError("the model is closed")
        return self._model

    @property
    def _vocab(self) -> Any:
        return c.llama_model_get_vocab(self.pointer)

    def tokenize(self, text: str, *, special: bool = False) -> list[int]:
        """Return the tokens of `text`; names of special tokens in it stay plain text unless `special` is set."""
        data = text.encode("utf-8", "replace")
        room = len(data) + 8  # a byte-level token holds one byte at least; some tokenizers put a space before
        tokens = (c.llama_token * room)()
        count = c.llama_tokenize(self._vocab, data, len(data), tokens, room, False, special)
        if count < 0:
            raise ValueError(f"llama_tokenize wants room for {-count} tokens")
        return list(tokens[:count])

    def piece(self, token: int, *, special: bool = False) -> bytes:
        """Return the bytes that `token` stands for: part of a UTF-8 text.

        Special tokens have none, or with `special` their names.
        """
        buffer = ctypes.create_string_buffer(512)
        count = c.llama_token_to_piece(self._vocab, token, buffer, len(buffer), 0, special)
        if count < 0:
            raise ValueError(f"token {token} has a piece of {-count} bytes")
        return buffer.raw[:count]

    def name(self, token: int) -> str:
        """Return what the vocabulary calls `token`, for example `<|im_end|>`; empty for none."""
        text = c.llama_vocab_get_text(self._vocab, token) if 0 <= token < self.vocab_size else None
        return text.decode("utf-8", "replace") if text else ""

    def ends(self, token: int) -> bool:
        """Whether `token` ends what the model has to say."""
        return bool(c.llama_vocab_is_eog(self._vocab, token))

    def controls(self, token: int) -> bool:
        """Whether `token` is no text but control: roles, ends, places of sounds and images."""
        return bool(c.llama_vocab_is_control(self._vocab, token))

    @property
    def first_tokens(self) -> list[int]:
        """What the vocabulary says every text begins with; mostly nothing, or one token."""
        bos = c.llama_vocab_bos(self._vocab)
        return [bos] if c.llama_vocab_get_add_bos(self._vocab) and bos >= 0 else []

    @property
    def boundaries(self) -> tuple[str, str]:
        """Names of the tokens that begin and end a text, which chat templates use; empty where there are none."""
        return self.name(c.llama_vocab_bos(self._vocab)), self.name(c.llama_vocab_eos(self._vocab))

    @property
    def chat_template(self) -> str:
        """The Jinja template of conversations that the file holds; empty where there is none."""
        template = c.llama_model_chat_template(self.pointer, None)
        return template.decode("utf-8", "replace") if template else ""

    @property
    def longest(self) -> int:
        """Positions that it was trained for."""
        return int(c.llama_model_n_ctx_train(self.pointer))

    @property
    def remembers_everything(self) -> bool:
        """Whether every token sees all before it by the cells of a cache, so that cells may be shared at a distance.

        Not so with a recurrent state, nor where some layers see a window of positions only.
        """
        model = self.pointer
        recurrent = c.llama_model_is_recurrent(model) or c.llama_model_is_hybrid(model)
        return not recurrent and c.llama_model_n_swa(model) <= 0

    @property
    def recurrent(self) -> bool:
        """Whether it has a state that cannot be taken back to an earlier token."""
        return bool(c.llama_model_is_recurrent(self.pointer) or c.llama_model_is_hybrid(self.pointer))

    @property
    def position_planes(self) -> int:
        """Numbers that a position is made of: 4 with multimodal rotary embeddings, else 1."""
        return 4 if c.llama_model_rope_type(self.pointer) in _MROPE else 1

    def close(self) -> None:
        """Free the memory; harmless when called again. Contexts must be closed before."""
        if self._model:
            c.llama_model_free(self._model)
            self._model = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


@dataclass(frozen=True)
class Entry:
    """One token in a batch: where it stands, and whether its logits are wanted."""

    token: int
    position: int
    sequence: int
    wanted: bool = True


class LlamaContext:
    """A KV cache of `cells` cells that `sequences` sequences share; belongs to one thread.

    `threads` work on it. Close it before its model. With `states` it keeps what `state` returns.

    Raises:
        MindpaceError: not enough memory.
    """

    def __init__(
        self, model: LlamaModel, *, cells: int, sequences: int = 2, threads: int = 1, states: bool = False
    ) -> None:
        params = c.llama_context_default_params()
        params.embeddings = states
        params.n_ctx, params.n_seq_max, params.kv_unified = cells, sequences, True
        params.n_batch = params.n_ubatch = BATCH
        params.n_threads = params.n_threads_batch = threads
        # On processors flash attention is less exact (it adds up in 16 bits) and, with a long question, half as fast.
        if model.gpu_layers == 0:
            params.flash_attn_type = c.LLAMA_FLASH_ATTN_TYPE_DISABLED
            params.offload_kqv = params.op_offload = False
        params.n_outputs_max_per_seq = BATCH
        params.swa_full = True  # cells of a sliding window's past stay, so that a sequence can be taken back
        self._context = c.llama_init_from_model(model.pointer, params)
        if not self._context:
            raise MindpaceError("There is not enough memory for the language model: close other programs.")
        self._memory = c.llama_get_memory(self._context)
        self._vocab_size, self._dim, self._width = model.vocab_size, model.dim_in, model.dim
        self._tokens = _Batch(0, sequences)
        self._embeddings = _Batch(model.dim_in, sequences, model.position_planes)

    def decode(self, entries: Sequence[Entry]) -> Floats:
        """Decode tokens, each at its position in its sequence; return the logits [wanted, vocabulary] (a copy).

        Raises:
            NoRoomError: the cache is full; nothing was decoded.
        """
        batch = self._open(self._tokens, len(entries))
        for i, entry in enumerate(entries):
            batch.c.token[i] = entry.token
            batch.place(i, entry.position, entry.sequence, entry.wanted)
        self._run(batch, len(entries))
        return self._logits([i for i, entry in enumerate(entries) if entry.wanted])

    def decode_embeddings(
        self, embeddings: Floats, position: int, sequence: int, *, wanted: bool = False
    ) -> Floats | None:
        """Decode embeddings [n, dim] in the place of tokens, at `position` and after in `sequence`.

        With `wanted` return the logits [vocabulary] of what follows the last of them (a copy).

        Raises:
            NoRoomError: the cache is full; blocks of `BATCH` before the last one may have been decoded.
        """
        if embeddings.ndim != 2 or embeddings.shape[1] != self._dim:
            raise ValueError(f"embeddings of shape [n, {self._dim}] wanted, got {list(embeddings.shape)}")
        for begin in range(0, len(embeddings), BATCH):
            block = np.ascontiguousarray(embeddings[begin : begin + BATCH], np.float32)
            batch = self._open(self._embeddings, len(block))
            ctypes.memmove(batch.c.embd, block.ctypes.data, block.nbytes)
            for i in range(len(block)):
                batch.place(i, position + begin + i, sequence, wanted=wanted and begin + i + 1 == len(embeddings))
            batch.spread(len(block))
            self._run(batch, len(block))
        return self._logits([len(block) - 1])[0] if wanted else None

    def _open(self, batch: _Batch, count: int) -> _Batch:
        """`batch` for `count` rows to be written to, as long as its memory is there."""
        if not self._context:
            raise ValueError("the context is closed")
        if count > BATCH:
            raise ValueError(f"at most {BATCH} tokens at a time, got {count}")
        return batch

    def _run(self, batch: _Batch, count: int) -> None:
        batch.c.n_tokens = count
        status = c.llama_decode(self._context, batch.c)
        if status == 1:
            raise NoRoomError("This question with its answer is too long for the language model: ask a shorter one.")
        if status != 0:
            raise RuntimeError(f"llama_decode failed with status {status}")

    def _logits(self, rows: list[int]) -> Floats:
        """Copies of the logits of batch rows, because llama.cpp overwrites them at the next decode."""
        out = np.empty((len(rows), self._vocab_size), np.float32)
        for line, row in zip(out, rows, strict=True):
            ctypes.memmove(line.ctypes.data, c.llama_get_logits_ith(self._context, row), line.nbytes)
        return out

    def state(self) -> Floats:
        """Return what the last layer made of the last row whose logits were wanted [dim] (a copy)."""
        out = np.empty(self._width, np.float32)
        ctypes.memmove(out.ctypes.data, c.llama_get_embeddings_ith(self._context, -1), out.nbytes)
        return out

    @property
    def _cells(self) -> Any:
        """The C object of the cache's cells."""
        if not self._context:
            raise ValueError("the context is closed")
        return self._memory

    def share(self, source: int, target: int, begin: int, end: int) -> None:
        """Make the cells of `source` at positions begin <= p < end visible to `target` too; nothing is computed."""
        c.llama_memory_seq_cp(self._cells, source, target, begin, end)

    def shift(self, sequence: int, begin: int, end: int, by: int) -> None:
        """Add `by` to the positions of a sequence's cells at begin <= p < end (-1: no end)."""
        c.llama_memory_seq_add(self._cells, sequence, begin, end, by)

    def remove(self, sequence: int, begin: int, end: int) -> None:
        """Take a sequence's cells at positions begin <= p < end (-1: no end) away from it."""
        if not c.llama_memory_seq_rm(self._cells, sequence, begin, end):
            raise RuntimeError(f"llama.cpp cannot remove positions {begin} to {end} of sequence {sequence}")

    def clear(self) -> None:
        """Forget everything."""
        c.llama_memory_clear(self._cells, True)

    def last_position(self, sequence: int) -> int:
        """Return the highest position in a sequence, -1 when it is empty."""
        return c.llama_memory_seq_pos_max(self._cells, sequence)

    def close(self) -> None:
        """Free the memory; harmless when called again."""
        if self._context:
            c.llama_free(self._context)
            self._context = None
            self._tokens.free()
            self._embeddings.free()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


class _Batch:
    """A `llama_batch` of `BATCH` rows: of embeddings `width` wide, or of tokens where `width` is 0.

    Positions of embeddings have `planes` numbers each; llama.cpp makes those of tokens itself.
    """

    def __init__(self, width: int, sequences: int, planes: int = 1) -> None:
        self.c = c.llama_batch_init(BATCH, width, sequences)
        self._planes = planes
        # A pointer that is read from a structure goes on being that part of the structure: only its number is its own.
        self._own = ctypes.cast(self.c.pos, ctypes.c_void_p)
        self._many = (c.llama_pos * (BATCH * planes))() if planes > 1 else None
        if self._many is not None:
            self.c.pos = ctypes.cast(self._many, type(self.c.pos))

    def place(self, row: int, position: int, sequence: int, wanted: bool) -> None:
        self.c.pos[row] = position
        self.c.n_seq_id[row] = 1
        self.c.seq_id[row][0] = sequence
        self.c.logits[row] = wanted

    def spread(self, count: int) -> None:
        """Give `count` rows the position of sound in every plane: time, height and width alike, the last one 0."""
        for plane in range(1, self._planes):
            for row in range(count):
                self.c.pos[plane * count + row] = self.c.pos[row] if plane < self._planes - 1 else 0

    def free(self) -> None:
        self.c.pos = ctypes.cast(self._own, type(self.c.pos))
        c.llama_batch_free(self.c)
