"""llama.cpp's ears for models of other makers (mtmd): sound becomes embeddings that go into the prompt like tokens.

Only the raw functions of `llama_cpp.mtmd_cpp` are used; every pointer is checked before it is used again.
"""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

import llama_cpp.mtmd_cpp as m
import numpy as np
import numpy.typing as npt

from engine.brains.llama import LlamaModel, log_callback
from engine.brains.streams import Part
from engine.errors import AudioInputError, PackError

Floats = npt.NDArray[np.float32]

RATE = 16_000
SHORTEST = RATE // 5
"""Shorter sounds are filled up with silence: some preprocessors refuse them."""
WINDOW = 30 * RATE
"""Encoders of Whisper's kind look at windows of 30 s, each by itself."""

m.mtmd_log_set(log_callback(), ctypes.c_void_p(0))
m.mtmd_helper_log_set(log_callback(), ctypes.c_void_p(0))


def open_context(model: LlamaModel, path: Path, *, threads: int, gpu: bool) -> Any:
    """llama.cpp's context of a second file beside a language model (ears or a codec); None where it does not open."""
    params = m.mtmd_context_params_default()
    params.use_gpu, params.n_threads, params.print_timings, params.warmup = gpu, threads, False, False
    return m.mtmd_init_from_file(str(path).encode(), model.pointer, params) if path.is_file() else None


class MtmdEars:
    """A projector (mmproj) in memory; belongs to one thread. The model must outlive it.

    Raises:
        PackError: the file is missing, damaged, does not fit the model, or cannot hear.
    """

    def __init__(self, model: LlamaModel, path: Path, *, threads: int = 1, gpu: bool = False) -> None:
        self._context = open_context(model, path, threads=threads, gpu=gpu)
        if not self._context:
            raise PackError(f"The ears {path} are missing or do not fit the language model: install the pack again.")
        self._dim = model.dim_in
        if not m.mtmd_support_audio(self._context):
            self.close()
            raise PackError(f"The projector {path} cannot hear: choose one that takes audio.")
        if m.mtmd_get_audio_sample_rate(self._context) != RATE:
            self.close()
            raise PackError(f"The ears {path} want sound of another rate than 16 kHz, which Mindpace cannot give them.")
        self.piece_samples = WINDOW
        """Samples of a piece that is encoded by itself."""

    def encode(self, samples: Floats) -> list[Part]:
        """Return what stands in the prompt for samples [n] (float32, 16 kHz): the model's marks, and embeddings.

        Raises:
            AudioInputError: the ears cannot take it.
        """
        if not self._context:
            raise ValueError("the ears are closed")
        padded = np.pad(samples, (0, max(0, SHORTEST - len(samples)))).astype(np.float32)
        data = padded.ctypes.data_as(ctypes.POINTER(ctypes.c_float))
        bitmap, chunks = m.mtmd_bitmap_init_from_audio(len(padded), data), m.mtmd_input_chunks_init()
        try:
            self._split(chunks, bitmap)
            return [self._part(m.mtmd_input_chunks_get(chunks, i)) for i in range(m.mtmd_input_chunks_size(chunks))]
        finally:
            m.mtmd_input_chunks_free(chunks)
            m.mtmd_bitmap_free(bitmap)

    def _split(self, chunks: Any, bitmap: Any) -> None:
        marker = m.mtmd_get_marker(self._context) or m.mtmd_default_marker()
        text = m.mtmd_input_text(marker, len(marker), False, True)
        bitmaps = (m.mtmd_bitmap_p_ctypes * 1)(bitmap)
        if m.mtmd_tokenize(self._context, chunks, ctypes.byref(text), bitmaps, 1) != 0:
            raise AudioInputError("The model's ears cannot take this recording: try another one.")

    def _part(self, chunk: Any) -> Part:
        """One stretch of tokens, or of sound as embeddings [n, dim]."""
        count = m.mtmd_input_chunk_get_n_tokens(chunk)
        if m.mtmd_input_chunk_get_type(chunk) == m.MTMD_INPUT_CHUNK_TYPE_TEXT:
            size = ctypes.c_size_t(0)
            tokens = m.mtmd_input_chunk_get_tokens_text(chunk, ctypes.byref(size))
            return [int(tokens[i]) for i in range(size.value)] if tokens else []
        if m.mtmd_encode_chunk(self._context, chunk) != 0:
            raise AudioInputError("The model's ears failed on this recording: try another one.")
        output = m.mtmd_get_output_embd(self._context)
        if not output:
            raise AudioInputError("The model's ears failed on this recording: try another one.")
        embeddings = np.empty((count, self._dim), np.float32)
        ctypes.memmove(embeddings.ctypes.data, output, embeddings.nbytes)
        return embeddings

    def close(self) -> None:
        """Free the memory; harmless when called again."""
        if self._context:
            m.mtmd_free(self._context)
            self._context = None
