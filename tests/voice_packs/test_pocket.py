"""Pocket-TTS through llama.cpp: against the formulas in torch, and against llama.cpp's own pipeline."""

import math

import numpy as np
import pytest
import soundfile
import torch

from engine.brains.llama import LlamaModel
from engine.brains.pocket_voice import MOST_TOKENS, PocketDecoder, halved, prepared
from engine.brains.voice_model import VoiceFiles, VoiceModel
from engine.errors import PackError
from tests.voice_packs.helper import helper_speaks
from tests.voice_packs.tiny_pocket import END_ABOVE, FRAME, Reference

CLOSE = 0.02
"""Part of the peak: llama.cpp's convolutions and GELU work in half precision."""
SHORT = "Hello there, three apples are there."
LONG = (
    "Hello there, three apples are there. The other three are there, hello. Are there three apples here? "
    "There are three of them, and there are three others, there and there and there."
)


def close(ours, theirs):
    peak = np.abs(theirs).max()
    assert ours.shape == theirs.shape
    assert peak > 0
    np.testing.assert_allclose(ours, theirs, atol=CLOSE * peak, rtol=0)


def test_the_speaker_sounds_as_the_formulas_say(pocket, pocket_voice_quiet, recording):
    samples = torch.from_numpy(soundfile.read(recording, dtype="float32")[0])
    expected = Reference(pocket.weights).speaker(samples).numpy()
    close(pocket_voice_quiet._maker.speaker(recording), expected)
    assert len(expected) == math.ceil(len(samples) / FRAME)


@pytest.mark.parametrize("text", [SHORT, "The apples.", "Are there apples, or three?"])
def test_frames_follow_from_the_text_and_end_where_the_reference_ends(pocket, pocket_voice_quiet, recording, text):
    voice, reference = pocket_voice_quiet, Reference(pocket.weights)
    tokens = voice._model.tokenize(prepared(text, pad=False))
    speaker = torch.from_numpy(voice._maker.speaker(recording))
    frames = list(voice._family.frames(text))
    latents = torch.from_numpy(np.stack([frame.features for frame in frames]))
    expected, scores = reference.frames(tokens, speaker, latents)
    close(latents.numpy(), expected[:-1].numpy())
    told = [step for step, score in enumerate(scores) if score > END_ABOVE]
    budget = math.ceil((len(tokens) / 3 + 2) * 12.5)
    assert len(frames) == min(budget, told[0] + (5 if len(tokens) <= 6 else 3) if told else budget)


def test_samples_follow_from_the_frames(pocket, pocket_voice_quiet):
    frames = list(pocket_voice_quiet._family.frames(SHORT))
    assert len(frames) > 20  # more than the codec's attention looks back
    ours = np.concatenate(list(pocket_voice_quiet.speak(SHORT)))
    latents = torch.from_numpy(np.stack([frame.features for frame in frames]))
    close(ours, Reference(pocket.weights).samples(latents).numpy())


def test_pieces_of_any_length_equal_the_whole(pocket_voice_quiet):
    maker, frames = pocket_voice_quiet._maker, list(pocket_voice_quiet._family.frames(SHORT))
    whole, _ = maker.samples(frames, b"")
    decoder = PocketDecoder(maker, 0)
    pieces = [decoder.push(frame) for frame in frames] + [decoder.flush()]
    assert [len(piece) for piece in pieces[:6]] == [0, 2 * FRAME, 0, 0, 0, 4 * FRAME]
    np.testing.assert_allclose(np.concatenate(pieces), whole, atol=1e-3)


@pytest.mark.parametrize("text", [SHORT, "hello", "three apples; are they there?\nHello!"])
def test_it_says_what_the_pipeline_of_llama_cpp_says(pocket, recording, text):
    """With the noise that belongs to it, from the same seed."""
    theirs = helper_speaks(pocket.files.model, pocket.files.codec, text, speaker=recording, seed=7)
    voice = VoiceModel(pocket.files, seed=7)
    try:
        close(np.concatenate(list(voice.speak(text))), theirs)
    finally:
        voice.close()


def test_what_was_said_before_changes_nothing(pocket_voice_quiet):
    """The voice's cells are used again and again; those of texts are not, not even of one that was broken off."""
    once = np.concatenate(list(pocket_voice_quiet.speak("The apples.")))
    broken_off = pocket_voice_quiet.speak(LONG)
    assert len(next(broken_off)) == 0
    for _ in range(5):
        next(broken_off)
    np.testing.assert_array_equal(np.concatenate(list(pocket_voice_quiet.speak("The apples."))), once)


def test_long_texts_are_said_in_chunks_that_lose_no_word(pocket, pocket_voice_quiet):
    with LlamaModel(pocket.files.model) as model:
        chunks = list(pocket_voice_quiet._family._chunks(LONG))
        assert len(chunks) > 1
        assert max(map(len, chunks)) <= MOST_TOKENS
        spoken = "".join(model.name(token) for chunk in chunks for token in chunk)
    assert spoken.replace("▁", "").lower() == LONG.replace(" ", "").lower()
    whole = np.concatenate(list(pocket_voice_quiet.speak(LONG)))
    alone = [np.concatenate(list(pocket_voice_quiet.speak(half))) for half in _leaves(pocket_voice_quiet, LONG)]
    np.testing.assert_array_equal(whole, np.concatenate(alone))


def _leaves(voice, text):
    if len(voice._model.tokenize(text)) <= MOST_TOKENS:
        return [text]
    return [leaf for half in halved(text) for leaf in _leaves(voice, half)]


def test_nothing_to_say_is_silence(pocket_voice_quiet):
    assert not sum(map(len, pocket_voice_quiet.speak("  ")))


def test_texts_are_prepared_as_in_the_reference():
    assert prepared("hello\nthere; you", pad=False) == "Hello there, you."
    assert prepared("Hello!", pad=True) == " " * 8 + "Hello!"
    assert prepared("One two three four five", pad=True) == "One two three four five."
    assert prepared(" \n", pad=True) == ""


def test_without_a_speaker_or_with_a_broken_recording_there_is_a_sentence(pocket, tmp_path):
    with pytest.raises(PackError, match="without which it cannot speak"):
        VoiceModel(VoiceFiles(pocket.files.model, pocket.files.codec))
    (tmp_path / "speaker.wav").write_bytes(b"RIFF....WAVEnothing")
    with pytest.raises(PackError, match=r"recording .* cannot be used"):
        VoiceModel(VoiceFiles(pocket.files.model, pocket.files.codec, tmp_path / "speaker.wav"))
