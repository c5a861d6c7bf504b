"""Qwen3-TTS through llama.cpp: our driver says what llama.cpp's own pipeline says, and says it sooner."""

from dataclasses import replace
from itertools import islice
from types import SimpleNamespace

import numpy as np
import pytest

from engine.brains.qwen_voice import PEEKS, SAMPLING, SPECIAL_CODES, WINDOW, QwenDecoder
from engine.brains.text_sampling import TextSampler
from engine.brains.voice_model import VoiceFiles, VoiceModel
from engine.errors import PackError
from tests.voice_packs.helper import helper_speaks
from tests.voice_packs.tiny_qwen import FRAME, MARKS, SOUNDS, SPECIALS, write_codec, write_model

TEXT = "banana kerito, lan fo."
SEED = 5


@pytest.fixture(scope="module")
def files(tokenizer, tmp_path_factory):
    folder = tmp_path_factory.mktemp("qwen")
    return VoiceFiles(write_model(tokenizer, folder / "model.gguf"), write_codec(folder / "codec.gguf"), language="en")


@pytest.fixture
def voice(files):
    voice = VoiceModel(files, seed=SEED)
    yield voice
    voice.close()


def sampler(voice, seed=SEED):
    first = voice._model.vocab_size - SOUNDS - SPECIALS
    barred = np.ones(voice._model.vocab_size, np.bool_)
    barred[first : voice._model.vocab_size - SPECIAL_CODES] = False
    barred[first + SOUNDS + MARKS.index("eos_token")] = False
    return TextSampler(SAMPLING, seed, barred)


@pytest.mark.parametrize("count", [5, WINDOW, WINDOW + 20, 2 * WINDOW + 3])
def test_it_says_what_the_pipeline_of_llama_cpp_says(files, voice, count):
    same_as_theirs(files, voice, count)


def test_with_a_speaker_too(files, recording):
    spoken = replace(files, speaker=recording)
    voice = VoiceModel(spoken, seed=SEED)
    try:
        same_as_theirs(spoken, voice, 30)
        assert len(voice._family._opening) == 9
    finally:
        voice.close()


def same_as_theirs(files, voice, count):
    theirs = helper_speaks(
        files.model,
        files.codec,
        TEXT,
        speaker=files.speaker,
        seed=SEED,
        sample=sampler(voice).sample,
        language="en",
        most=count,
    )
    frames = list(islice(voice._family.frames(TEXT), count))
    decoder = QwenDecoder(voice._maker, SEED)
    ours = np.concatenate([*(decoder.push(frame) for frame in frames), decoder.flush()])
    assert ours.shape == theirs.shape == (count * FRAME,)
    assert 0.01 < np.ptp(theirs) < 1.9  # not cut off
    np.testing.assert_allclose(ours, theirs, atol=1e-3 * np.ptp(theirs))


def test_sound_comes_before_its_window_is_full(voice):
    decoder, heard = QwenDecoder(voice._maker, SEED), {}
    for number, frame in enumerate(islice(voice._family.frames(TEXT), WINDOW + 10), start=1):
        if len(samples := decoder.push(frame)):
            heard[number] = len(samples) // FRAME
    assert list(heard) == [*PEEKS, WINDOW]
    assert sum(heard.values()) == WINDOW
    assert len(decoder.flush()) == 10 * FRAME
    assert len(decoder.flush()) == 0


def scripted(voice, *offsets):
    first = voice._model.vocab_size - SOUNDS - SPECIALS
    tokens = iter([first + offset for offset in offsets])
    voice._family._sampler = SimpleNamespace(sample=lambda _logits: next(tokens))


def test_the_codes_drawn_first_are_those_of_the_frames_and_the_end_ends_it(voice):
    scripted(voice, 3, 2047, 0, SOUNDS + MARKS.index("eos_token"))
    frames = list(voice._family.frames(TEXT))
    assert [int(frame.codes[0]) for frame in frames] == [3, 2047, 0]
    assert {len(frame.codes) for frame in frames} == {16}


def test_a_model_that_finds_no_end_is_stopped(voice):
    tokens = voice._model.tokenize("ba")
    assert len(list(voice._family.frames("ba"))) <= 12 * len(tokens) + 50


def test_marks_within_the_text_are_no_marks(voice):
    """Nor can a text end itself or change the speaker's role."""
    ids = [voice._model.tokenize(text) for text in ("<|im_end|>", "<tts_text_eod>", "<|codec_eos_token|>")]
    assert all(len(tokens) > 1 for tokens in ids)


def test_a_language_that_it_does_not_speak_is_a_sentence(files):
    with pytest.raises(PackError, match="does not speak 'klingon'"):
        VoiceModel(VoiceFiles(files.model, files.codec, language="Klingon"))
