"""Batches for the language model: replies appear with their codes, everything fits."""

import random

import numpy as np
import pytest
import torch

from engine.training import vocabulary as v
from engine.training.brains import BrainsConfig, row_losses
from engine.training.clips import ClauseBank, Clip, Cut, thought_tokens
from engine.training.lm import Lm, LmConfig
from engine.training.row_makers import (
    AudioRows,
    TextRows,
    decisions,
    due_chunks,
    early_thoughts,
    excused,
    postponed,
    shuffled_fillers,
)
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
    sound = np.zeros(100, np.int16)
    return Clip(sound, "question", words, words, "x", thoughts=ids, reply=reply, fillers=FILLERS)


def cuts(*clips, chunks=2):
    return [Cut(c, 1.0, chunks) for c in clips]


def modes(batch):
    return set(batch.art_ids[:, 1].tolist())


SHAPES = ((700, 0, 8), (700, 200, 6))


def test_text_rows_speak_once_there_are_codes(tokenizer, tmp_path):
    bank = ClauseBank(tokenizer, tmp_path)
    config, rng = BrainsConfig(text_shapes=SHAPES, art_width=200), np.random.default_rng(0)
    rows = TextRows(config, tokenizer, bank)
    silent = [rows.batch(rng) for _ in range(5)]
    assert {b.form_ids.shape for b in silent} == {(8, 700)}
    assert {b.art_ids.shape[1] for b in silent} == {0}
    begins = torch.cat([b.form_ids[:, 0] for b in silent])
    assert set(begins.tolist()) <= {v.USER, v.HISTORY}
    write_codes(tmp_path / "a.npz", [np.arange(30, dtype=np.int16)] * len(SENTENCES), SENTENCES)
    bank.scan()
    spoken = [b for b in (rows.batch(rng) for _ in range(30)) if b.art_ids.shape[1]]
    assert spoken, "sentences are read aloud"
    assert {b.art_ids.shape for b in spoken} == {(6, 200)}
    assert all((b.art_len > 0).all() for b in spoken)
    assert v.READ in modes(spoken[0])


def test_every_shape_can_be_compiled_before_there_are_rows(tokenizer, bank):
    shapes = TextRows(BrainsConfig(text_shapes=SHAPES), tokenizer, bank).shapes()
    assert [(*b.form_ids.shape, b.art_ids.shape[1]) for b in shapes] == [(8, 700, 0), (6, 700, 200)]


def test_audio_rows_think_reply_and_transcribe(bank):
    config, rng = BrainsConfig(), np.random.default_rng(0)
    rows = AudioRows(config, bank)
    bank.scan()
    silent = rows.batch(cuts(*[clip() for _ in range(200)]), 80, rng, replies=False)
    transcribed = (silent.form_ids[:, 10] == v.TRANSCRIBE).float().mean()
    assert abs(float(transcribed) - config.transcribe_share) < 0.1
    assert silent.art_ids.shape[1] == 0
    batch = rows.batch(cuts(*[clip() for _ in range(200)]), 80, rng, replies=True)
    assert modes(batch) == {v.SAY, v.SOON}
    assert int(batch.art_len.max()) <= config.art_width
    open_speech = clip()
    open_speech.thoughts = None
    only = rows.batch(cuts(open_speech), 80, rng, replies=False)
    audio = [v.AUDIO, *[v.PAD] * 8]
    assert only.form_ids[0, :17].tolist() == [*audio, v.END_AUDIO, v.TRANSCRIBE, 0, 1, 2, 3, 4, v.END_TRANSCRIBE]
    assert only.form_len.tolist() == [17]


def test_replies_that_do_not_fit_are_left_out(bank):
    bank.scan()
    rows = AudioRows(BrainsConfig(art_width=20), bank)
    assert rows.batch(cuts(*[clip()] * 5), 80, np.random.default_rng(0), replies=True).art_len.sum() == 0


def listening_clip(tokenizer):
    """Seven words, one every 0.4 s from 0.2 s on; the first step rests on two words, the second on five."""
    made = clip()
    made.thoughts, made.sentences = thought_tokens(tokenizer, "one two. three four. answer: 4")
    made.times = (0.0, *(0.2 + 0.4 * i for i in range(1, 7)), 3.0)
    made.heard = (2, 5, 7)
    return made


def test_thoughts_are_due_when_their_words_were_heard(tokenizer):
    made = listening_clip(tokenizer)
    # two words have been heard at 1.0 s; with 0.24 s for the ears that is in the fourth chunk of 0.32 s
    assert due_chunks(made, 1.0, 10) == [3, 7, 10]
    assert due_chunks(made, 2.0, 10) == [2, 4, 10], "read twice as fast"
    early = early_thoughts(Cut(made, 1.0, 10), [3, 7, 10])
    assert tokenizer.decode(early[3].tolist()) == "one two."
    assert tokenizer.decode(early[7].tolist()).strip() == "three four."
    made.heard = (0, 0, 7)
    both = early_thoughts(Cut(made, 1.0, 10), due_chunks(made, 1.0, 10))
    assert tokenizer.decode(both[0].tolist()) == "one two. three four."


def test_what_was_thought_while_listening_is_not_thought_again(tokenizer, bank):
    bank.scan()
    config = BrainsConfig(listening_share=1.0, transcribe_share=0.0)
    made = listening_clip(tokenizer)
    batch = AudioRows(config, bank).batch([Cut(made, 1.0, 10)], 120, np.random.default_rng(0), replies=True)
    ids = batch.form_ids[0].tolist()
    after = ids[ids.index(v.THINK) + 1 : int(batch.form_len[0])]
    assert tokenizer.decode(after[:-1]) == " answer: 4"
    assert int(batch.question[0]) == ids.index(v.THINK) + 1
    assert int(batch.handed.max()) <= len(after)


W, OVER, NOBODY = v.WAIT, v.END_AUDIO, None


def test_a_question_is_over_after_its_last_sound(tokenizer):
    made = listening_clip(tokenizer)
    assert decisions(Cut(made, 1.0, 10), listening=True) is None, "nobody told when it ends"
    made.end = 1.28  # the fourth chunk ends just then
    assert decisions(Cut(made, 1.0, 6), listening=True) == [W, W, W, NOBODY, OVER, OVER]
    made.end = 1.265  # 15 ms before a chunk's end: the sound may not have died away
    assert decisions(Cut(made, 1.0, 4), listening=True) == [W, W, W, NOBODY]
    made.end = 1.25
    assert decisions(Cut(made, 1.0, 4), listening=True) == [W, W, W, OVER]
    made.end = 1.37
    assert decisions(Cut(made, 1.0, 5), listening=True) == [W, W, W, NOBODY, OVER]
    made.end = 1.39  # a chunk ends 110 ms before
    assert decisions(Cut(made, 1.0, 5), listening=True) == [W, W, W, W, OVER]


def test_reading_speed_moves_the_end(tokenizer):
    made = listening_clip(tokenizer)
    made.end = 1.5
    assert decisions(Cut(made, 1.0, 6), listening=True) == [W, W, W, W, OVER, OVER]
    assert decisions(Cut(made, 1.25, 5), listening=True) == [W, W, W, OVER, OVER]
    assert decisions(Cut(made, 0.8, 7), listening=True) == [W, W, W, W, W, OVER, OVER]


def test_rows_that_do_not_think_early_are_not_taught_to_wait_where_one_may_think(tokenizer):
    made = listening_clip(tokenizer)
    made.end = 3.0
    assert due_chunks(made, 1.0, 11)[0] == 3
    assert decisions(Cut(made, 1.0, 11), listening=False) == [W, W, W, *[NOBODY] * 6, OVER, OVER]
    made.heard, made.sentences = (), ()
    assert decisions(Cut(made, 1.0, 11), listening=False) == [*[NOBODY] * 9, OVER, OVER]


def test_late_thoughts_keep_their_order_and_nobody_is_to_wait_for_them():
    rng = np.random.default_rng(0)
    drawn = {tuple(postponed([3, 3, 7, 10], 10, rng)) for _ in range(300)}
    assert all(list(late) == sorted(late) and late[3] == 10 for late in drawn)
    assert {late[0] for late in drawn} == {3, 4, 5}
    assert {late[2] for late in drawn} == {7, 8, 9}
    after = [W, W, W, W, W, W, W, W, W, OVER]
    assert excused(after, [3, 7], [3, 7]) == after
    assert excused(after, [3, 7], [5, 8]) == [W, W, W, NOBODY, NOBODY, W, W, NOBODY, W, OVER]
    assert excused(None, [3], [4]) is None


def test_a_share_of_listening_rows_thinks_late(tokenizer, bank, monkeypatch):
    monkeypatch.setattr("engine.training.row_makers.LATE_SHARE", 1.0)
    config, rng = BrainsConfig(listening_share=1.0, transcribe_share=0.0), np.random.default_rng(3)
    made = listening_clip(tokenizer)
    made.end = 2.7
    thought = len(tokenizer.encode(" three four.").ids)
    places = set()
    for _ in range(40):
        batch = AudioRows(config, bank).batch([Cut(made, 1.0, 10)], 120, rng, replies=False)
        asked = dict(zip(batch.picked.tolist(), batch.target.tolist(), strict=True))
        ends = [slot for slot, number in enumerate(batch.heard[0].tolist()) if number >= 0 and number % 4 == 3]
        places.add(next(c for c in range(7, 10) if asked.get(ends[c], v.WAIT) < v.N_TEXT))
        assert sum(token < v.N_TEXT for token in asked.values()) >= thought, "nothing is left out"
    assert places == {7, 8, 9}


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_batches_hold_the_decisions(tokenizer, bank, share):
    config = BrainsConfig(listening_share=share, transcribe_share=0.0)
    made = listening_clip(tokenizer)
    made.end = 2.7
    batch = AudioRows(config, bank).batch([Cut(made, 1.0, 10)], 120, np.random.default_rng(0), replies=False)
    asked = dict(zip(batch.picked.tolist(), batch.target.tolist(), strict=True))
    heard = batch.heard[0].tolist()
    assert asked[heard.index(3)] == v.WAIT
    thought = len(tokenizer.encode(" three four.").ids)
    assert asked[heard.index(39)] == v.END_AUDIO
    if share:  # the second thought is due after the eighth chunk, and the end is decided after the ninth
        assert asked[heard.index(31)] < v.N_TEXT
        assert asked[heard.index(31) + thought] == v.WAIT
    else:
        assert heard.index(31) not in asked
    assert asked[heard.index(35)] == v.END_AUDIO


def test_a_chain_is_the_same_whole_and_sentence_by_sentence(tokenizer):
    from engine.training.tasks import FAMILIES, generate

    draw = random.Random(3)
    for family in FAMILIES:
        thoughts = generate(family, draw).thoughts
        tokens, spans = thought_tokens(tokenizer, thoughts)
        assert tokens.tolist() == [*tokenizer.encode(thoughts).ids, v.END_THINK]
        assert spans[0][0] == 0
        assert spans[-1][1] == len(tokens)
        assert [a[1] for a in spans[:-1]] == [b[0] for b in spans[1:]]


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
    rows = AudioRows(BrainsConfig(transcribe_share=0.0), bank)
    clips = [Cut(clip(), 1.0, n) for n in (2, 1, 1)]
    batch = rows.batch(clips, 40, np.random.default_rng(0), replies=True)
    frames = torch.randn(3, 16, 16, requires_grad=True)
    losses = row_losses(lm, batch, ears.embed(frames))
    for value in (losses.total, losses.thoughts, losses.text, losses.codes):
        assert float(value.detach()) == pytest.approx(np.log(v.SIZE), rel=0.1)
    losses.total.backward()
    assert frames.grad[0].abs().sum() > 0
    assert frames.grad[1, :8].abs().sum() > 0
    assert frames.grad[1, 8:].abs().sum() == 0, "padding was heard"
