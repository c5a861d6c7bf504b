"""llama.cpp's own pipeline for voices (`mtmd_helper_gen_audio`), as its program `llama-tts` uses it."""

from __future__ import annotations

import ctypes

import llama_cpp.mtmd_cpp as m
import numpy as np

from engine.brains.llama import LlamaContext, LlamaModel
from engine.brains.sound_maker import SoundMaker

NO_TOKEN = -1


def helper_speaks(model_file, codec_file, text, *, speaker=None, seed=1, sample=None, language="", most=2000):
    """Samples [n] of `text`; `sample` draws tokens from logits, for models that do."""
    model = LlamaModel(model_file)
    context = LlamaContext(model, cells=4096, sequences=1, states=True)
    maker = SoundMaker(model, codec_file)
    bitmap = maker._recording(speaker) if speaker else None
    helper = m.mtmd_helper_gen_audio_init(context._context, maker._context)
    try:
        return _speak(context, helper, bitmap, text.encode(), seed, sample, language, most)
    finally:
        m.mtmd_helper_gen_audio_free(helper)
        if bitmap:
            m.mtmd_bitmap_free(bitmap)
        maker.close()
        context.close()
        model.close()


def _speak(context, helper, bitmap, text, seed, sample, language, most):
    pcm = m.MTMD_HELPER_GEN_AUDIO_OUTTYPE_PCM
    asked = m.mtmd_helper_gen_audio_inp(
        0, text, len(text), bitmap, language.encode(), 0, 0.0, seed, pcm
    )  # fmt: skip
    assert m.mtmd_helper_gen_audio_set_input(helper, ctypes.byref(asked)) == 0
    while (left := m.mtmd_helper_gen_audio_step_prompt(helper, 512)) > 0:
        pass
    assert left == 0
    state = context.state()
    pointer, stop = state.ctypes.data_as(ctypes.POINTER(ctypes.c_float)), ctypes.c_bool(False)
    for _ in range(most):
        token = NO_TOKEN if sample is None else sample(context._logits([-1])[0])
        following = ctypes.POINTER(ctypes.c_float)()
        done = m.mtmd_helper_gen_audio_step_gen(helper, token, pointer, ctypes.byref(following), ctypes.byref(stop))
        assert done == 0
        if stop.value or not following:
            break
        pointer = following
    return _output(helper)


def _output(helper):
    rate, data, size = ctypes.c_int32(), ctypes.POINTER(ctypes.c_char)(), ctypes.c_size_t()
    count = ctypes.c_int64()
    done = m.mtmd_helper_gen_audio_get_output(
        helper, ctypes.byref(rate), ctypes.byref(data), ctypes.byref(size), ctypes.byref(count)
    )
    assert done == 0
    assert rate.value == 24_000
    pointer = ctypes.cast(data, ctypes.POINTER(ctypes.c_float))
    return np.array(pointer[: count.value], np.float32)
