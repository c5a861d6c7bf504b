"""llama.cpp's generators of speech (mtmd): the second half of a text-to-speech model, a GGUF that Mindpace calls codec.

It makes sound codes of the states of a language model, samples of codes, and embeddings of a recording of a speaker.
Only the raw functions of `llama_cpp.mtmd_cpp` are used; what C returns is copied, because the next call overwrites it.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import llama_cpp.mtmd_cpp as m
import numpy as np
import numpy.typing as npt

from engine.brains.llama import LlamaModel
from engine.brains.mtmd import open_context
from engine.config import SPEAKING_RATE
from engine.errors import PackError

Floats = npt.NDArray[np.float32]
Codes = npt.NDArray[np.int32]

POCKET, QWEN = m.MTMD_GEN_AUDIO_TYPE_POCKETTTS, m.MTMD_GEN_AUDIO_TYPE_QWEN3TTS
LONGEST_SPEAKER_S = 30
"""Seconds of a speaker's recording that are listened to: more makes every clause slower, and no better."""


@dataclass(frozen=True)
class Frame:
    """One frame of speech: its codes (or features), what the language model hears of it, and whether it is the end."""

    codes: Codes
    features: Floats
    embedding: Floats
    ended: bool


class SoundMaker:
    """The codec of a voice in memory; belongs to one thread. The language model must outlive it.

    Raises:
        PackError: the file is missing, damaged, does not fit the model, or makes no speech.
    """

    def __init__(self, model: LlamaModel, path: Path, *, threads: int = 1, gpu: bool = False) -> None:
        self._context = open_context(model, path, threads=threads, gpu=gpu)
        if not self._context:
            raise PackError(f"The codec {path} is missing or does not fit its language model: install the pack again.")
        self._dim = model.dim_in
        info = m.mtmd_gen_audio_get_info(self._context)
        self.kind: int = info.type
        """`POCKET` or `QWEN`."""
        self.variant = (info.model_variant or b"").decode("utf-8", "replace")
        """Which model of its family it is; its makers tune some numbers for each."""
        if self.kind not in (POCKET, QWEN) or info.sample_rate != SPEAKING_RATE:
            self.close()
            raise PackError(f"The codec {path} makes no speech that Mindpace can play: choose another voice.")

    def speaker(self, recording: Path) -> Floats:
        """Return embeddings [n, dim] of how the speaker of a recording (WAV, FLAC, MP3) sounds.

        Raises:
            PackError: it cannot be read, or the codec takes none.
        """
        bitmap = self._recording(recording)
        chunks = m.mtmd_input_chunks_init()
        try:
            marker = m.mtmd_default_marker()
            text = m.mtmd_input_text(marker, len(marker), False, True)
            bitmaps = (m.mtmd_bitmap_p_ctypes * 1)(bitmap)
            if m.mtmd_tokenize(self._context, chunks, ctypes.byref(text), bitmaps, 1) == 0:
                for i in range(m.mtmd_input_chunks_size(chunks)):
                    chunk = m.mtmd_input_chunks_get(chunks, i)
                    if m.mtmd_input_chunk_get_type(chunk) == m.MTMD_INPUT_CHUNK_TYPE_AUDIO:
                        return self._encoded(chunk, recording)
        finally:
            m.mtmd_input_chunks_free(chunks)
            m.mtmd_bitmap_free(bitmap)
        raise _unheard(recording)

    def _recording(self, path: Path) -> Any:
        """The recording as mtmd holds it, no longer than is useful."""
        options = m.mtmd_helper_init_opt_default()
        whole = m.mtmd_helper_bitmap_init_from_file_wrapper(self._context, str(path).encode(), False, options).bitmap
        if not whole:
            raise _unheard(path)
        samples = m.mtmd_bitmap_get_n_bytes(whole) // 4
        most = LONGEST_SPEAKER_S * max(0, m.mtmd_get_audio_sample_rate(self._context))
        if samples <= most:
            return whole
        data = ctypes.cast(m.mtmd_bitmap_get_data(whole), ctypes.POINTER(ctypes.c_float))
        try:
            return m.mtmd_bitmap_init_from_audio(most, data)
        finally:
            m.mtmd_bitmap_free(whole)

    def _encoded(self, chunk: Any, recording: Path) -> Floats:
        count = m.mtmd_input_chunk_get_n_tokens(chunk)
        if m.mtmd_encode_chunk(self._context, chunk) != 0 or not (output := m.mtmd_get_output_embd(self._context)):
            raise _unheard(recording)
        return _copied(output, count * self._dim).reshape(count, self._dim)

    def frame(self, state: Floats, *, code: int = 0, seed: int = 0, temperature: float = 0.0) -> Frame:
        """Return the frame that follows from the language model's `state` [dim] (and `code`, if that drew one).

        `temperature` 0 is the codec's own. The same seed in all calls gives one row of random numbers.
        """
        asked = m.mtmd_gen_inp_default(self._context)
        state = np.ascontiguousarray(state, np.float32)
        asked.type, asked.code0, asked.seed = m.MTMD_GEN_PROCESS_TYPE_GEN_CODE, code, seed
        asked.embd = state.ctypes.data_as(ctypes.POINTER(ctypes.c_float))
        asked.temp = temperature or asked.temp
        made = self._process(asked)
        codes = np.array(made.codes[: made.n_codes], np.int32)
        return Frame(codes, _copied(made.feats, made.n_feats), _copied(made.embd, self._dim), bool(made.is_eos))

    def samples(self, frames: list[Frame], before: bytes, *, seed: int = 0) -> tuple[Floats, bytes]:
        """Return the samples [n] at 24 kHz of `frames`, and the decoder's state after them; `before` is the one before.

        No bytes are the state before the first frame.
        """
        asked = m.mtmd_gen_inp_default(self._context)
        asked.type, asked.seed = m.MTMD_GEN_PROCESS_TYPE_GEN_WAV, seed
        codes = np.concatenate([frame.codes for frame in frames])
        features = np.concatenate([frame.features for frame in frames])
        if len(features):
            asked.feats, asked.n_feats = features.ctypes.data_as(ctypes.POINTER(ctypes.c_float)), len(features)
        else:
            asked.codes, asked.n_codes = codes.ctypes.data_as(ctypes.POINTER(ctypes.c_int32)), len(codes)
        if before:
            held = ctypes.create_string_buffer(before, len(before))
            asked.state_data, asked.state_size = ctypes.cast(held, ctypes.POINTER(ctypes.c_char)), len(before)
        made = self._process(asked)
        return _copied(made.audio, made.n_samples), ctypes.string_at(made.state_data, made.state_size)

    def _process(self, asked: Any) -> Any:
        if not self._context:
            raise ValueError("the codec is closed")
        made = m.mtmd_gen_out()
        if m.mtmd_gen_audio_process(self._context, ctypes.byref(asked), ctypes.byref(made)) != 0:
            raise PackError("The voice pack failed while it spoke: check it with `mindpace packs check`.")
        return made

    def close(self) -> None:
        """Free the memory; harmless when called again."""
        if self._context:
            m.mtmd_free(self._context)
            self._context = None


def _copied(pointer: Any, count: int) -> Floats:
    out = np.empty(count, np.float32)
    if count:
        ctypes.memmove(out.ctypes.data, pointer, out.nbytes)
    return out


def _unheard(recording: Path) -> PackError:
    return PackError(f"The speaker's recording {recording} cannot be used by this voice: choose another one.")
