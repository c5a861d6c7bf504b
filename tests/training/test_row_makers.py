"""Batches for the language model: replies appear with their codes, everything fits."""

import numpy as np
import pytest
import torch

from engine.training import vocabulary as v
from engine.training.brains import BrainsConfig, audio_losses, text_losses
from engine.training.clips import ClauseBank, Clip
from engine.training.lm import Lm, LmConfig
from engine.training.row_makers import AudioRows, TextRows, shuffled_fillers
from engine.training.tokenizer import new_tokenizer
from engine.training.train_codec import write_codes

SENTENCES = [f"Number {word}." for word in "one two three four five six seven eight nine ten".split()]
FILLERS = ("Let me see.", "Well.", "Now then.")


@pytest.fixture(scope="module")
def tokenizer():
    from tokenizers import pre_tokenizers, trainers

    made = new_tokenizer()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    made.train_from_iterator(SENTENCES, trainers.BpeTrainer(initial_alphabet=alphabet, show_progress=False))
    return made


@pytest.fixture
def bank(tokenizer, tmp_path):
    texts = [*SENTENCES, *FILLERS]
    write_codes(tmp_path / "a.npz", [np.arange(30, dtype=np.int16)] * len(texts), texts)
    return ClauseBank(tokenizer, tmp_path)


def clip(thoughts=20, reply=(SENTENCES[0],)):
    ids = np.append(np.arange(thoughts), v.END_THINK).astype(np.int32)
    words = np.arange(5, dtype=np.int32)
    return Clip(0, 100, "question", words, words, "x", "f", "1", ids, reply, FILLERS)


def modes(batch):
    return set(batch.art_ids[:, 1].tolist())


def test_text_rows_speak_once_there_are_codes(tokenizer, bank):
    rows = TextRows(BrainsConfig(text_form_width=700, art_width=200), tokenizer, bank)
    silent = rows.batch(16, np.random.default_rng(0))
    assert silent.form_ids.shape == (16, 700)
    assert silent.art_len.sum() == 0
    assert (silent.form_ids[:, 0] == v.USER).all()
    assert (silent.form_ids == v.END_THINK).sum() == 16
    bank.scan()
    spoken = rows.batch(16, np.random.default_rng(0))
    assert (spoken.art_len > 0).sum() == 4, "a quarter of the rows reads aloud"
    assert modes(spoken) == {v.READ, v.PAD}
    assert (spoken.form_ids == v.END_THINK).sum() == 12


def test_audio_rows_think_reply_and_transcribe(bank):
    config, rng = BrainsConfig(), np.random.default_rng(0)
    rows = AudioRows(config, bank)
    bank.scan()
    batch = rows.batch([clip() for _ in range(200)], rng)
    transcribed = (batch.form_ids[:, 1] == v.TRANSCRIBE).float().mean()
    assert abs(float(transcribed) - config.transcribe_share) < 0.1
    assert modes(batch) == {v.SAY, v.SOON, v.PAD}
    assert int(batch.art_len.max()) <= config.art_width
    open_speech = clip()
    open_speech.thoughts = None
    only = rows.batch([open_speech], rng)
    assert only.form_ids[0, :8].tolist() == [v.END_AUDIO, v.TRANSCRIBE, 0, 1, 2, 3, 4, v.END_TRANSCRIBE]
    assert only.form_len.tolist() == [8]


def test_replies_that_do_not_fit_are_left_out(bank):
    bank.scan()
    batch = AudioRows(BrainsConfig(art_width=20), bank).batch([clip()] * 5, np.random.default_rng(0))
    assert batch.art_len.sum() == 0


def test_fillers_mostly_begin_with_the_familys_own(tokenizer, bank):
    bank.scan()
    rng, own = np.random.default_rng(0), bank.tokens(FILLERS[0])
    drawn = [shuffled_fillers([*FILLERS, "Never spoken."], bank, rng) for _ in range(200)]
    assert all(len(d) == 3 for d in drawn)
    assert 0.65 < np.mean([d[0] is own for d in drawn]) < 0.9
    assert shuffled_fillers((), bank, rng) == []


def test_losses_reach_the_ears_the_thoughts_and_the_voice(bank):
    from engine.speech.encoder import Ears, EncoderConfig

    torch.manual_seed(0)
    bank.scan()
    lm = Lm(LmConfig(dim=32, layers=1, heads=2, kv_heads=1, head_dim=16, ffn=32))
    ears = Ears(EncoderConfig(dim=16, layers=1, heads=2, ffn=16, kernel=3, mid_layer=1, lm_dim=32))
    batch = AudioRows(BrainsConfig(transcribe_share=0.0), bank).batch([clip()] * 3, np.random.default_rng(0))
    frames = torch.randn(3, 16, 16, requires_grad=True)
    heard = audio_losses(lm, ears, frames, torch.tensor([16, 8, 8]), batch)
    written = text_losses(lm, batch)
    for loss in (heard, written):
        for value in (loss.total, loss.thoughts, loss.text, loss.codes):
            assert float(value.detach()) == pytest.approx(np.log(v.SIZE), rel=0.1)
    heard.total.backward()
    assert frames.grad[0].abs().sum() > 0
    assert frames.grad[1, :8].abs().sum() > 0
    assert frames.grad[1, 8:].abs().sum() == 0, "padding was heard"
