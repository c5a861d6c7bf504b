"""Shards, the clip store that fills from them, and the bank of clauses with codes."""

import time

import numpy as np
import pytest
import torch

from engine.training import vocabulary as v
from engine.training.clips import ClauseBank, ClipStore, cut_clips
from engine.training.ctc import CtcBpe
from engine.training.rows import clause_tokens
from engine.training.shards import ShardBuilder, read_shard, scan
from engine.training.tokenizer import new_tokenizer
from engine.training.train_codec import write_codes

WORDS = "one two three four five six seven eight nine ten".split()


@pytest.fixture(scope="module")
def tokenizer():
    from tokenizers import pre_tokenizers, trainers

    made = new_tokenizer()
    trainer = trainers.BpeTrainer(
        vocab_size=300, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False
    )
    made.train_from_iterator([" ".join(WORDS)] * 5, trainer)
    return made


@pytest.fixture
def make_store(tokenizer):
    stores = []

    def make(hours=0.01, buckets=((1, 4), (3, 4)), held_back=0.0):
        stores.append(ClipStore(hours, tokenizer, CtcBpe.train(WORDS * 9, 60), buckets, held_back=held_back))
        return stores[-1]

    yield make
    for store in stores:
        store.close()


def builder(n=10, first=1, words=WORDS):
    """Utterance i holds nothing but the number `first` + i and says the i-th of `words`."""
    shard = ShardBuilder()
    for i in range(n):
        samples = np.full(2_000 + 900 * i, first + i, np.int16)
        item = {"thoughts": f"{words[i]} two.", "family": "f", "answer": "2", "reply": ["One."], "fillers": ["Two."]}
        shard.add(
            samples, 16_000, kind="question" if i % 2 else "open", transcript=words[i], item=item if i % 2 else None
        )
        shard.add(np.full(500, -7, np.int16), 24_000, kind="reply", text="One.", transcript="one")
    return shard


def test_a_shard_comes_back_as_written(tmp_path):
    made = builder()
    assert made.seconds == pytest.approx(sum(2_000 + 900 * i for i in range(10)) / 16_000 + 10 * 500 / 24_000)
    made.write(tmp_path / "a.npz")
    shard = read_shard(tmp_path / "a.npz")
    assert [r["transcript"] for r in shard.records if r["rate"] == 16_000] == WORDS
    for i, record in enumerate(r for r in shard.records if r["rate"] == 16_000):
        assert shard.audio(record).tolist() == [i + 1] * (2_000 + 900 * i)
    assert (shard.audio(shard.records[1]) == -7).all()


def test_readers_see_whole_shards_only(tmp_path, monkeypatch):
    builder().write(tmp_path / "a.npz")

    def torn(file, **_):
        file.write(b"half")
        raise OSError("no space left")

    monkeypatch.setattr(np, "savez", torn)
    with pytest.raises(OSError, match="no space"):
        builder().write(tmp_path / "b.npz")
    assert scan(tmp_path, set()) == [tmp_path / "a.npz"]


def test_scan_gives_new_shards_oldest_first_and_no_codes(tmp_path):
    import os

    for age, name in enumerate(("c", "a", "b")):
        builder(1).write(tmp_path / f"{name}.npz")
        os.utime(tmp_path / f"{name}.npz", (1000 + age, 1000 + age))
    write_codes(tmp_path / "a.npz", [np.arange(3, dtype=np.int16)], ["One."])
    assert [p.name for p in scan(tmp_path, set())] == ["c.npz", "a.npz", "b.npz"]
    assert [p.name for p in scan(tmp_path, {tmp_path / "c.npz"})] == ["a.npz", "b.npz"]


def test_drawn_clips_hold_the_audio_of_their_words(make_store, tmp_path):
    store, rng, seen = make_store(), np.random.default_rng(0), set()
    for first, words in ((1, WORDS), (101, WORDS[::-1])):
        builder(first=first, words=words).write(tmp_path / f"{first}.npz")
        store.add_shard(read_shard(tmp_path / f"{first}.npz"))
    for _ in range(40):
        bucket, clips = store.draw(rng, [*store.open, *store.questions])
        batch = cut_clips(clips, bucket.chunks, np.ones(len(clips)), torch.device("cpu"))
        for clip, wave, length in zip(clips, batch.waves, batch.lengths.tolist(), strict=True):
            assert not wave[length:].any()
            values = set(wave[:length].tolist())
            assert len(values) == 1
            shard, number = divmod(values.pop() - 1, 100)
            assert (WORDS[::-1] if shard else WORDS)[number] == clip.transcript == store.ctc.decode(clip.ctc.tolist())
            assert length == 2_000 + 900 * number <= bucket.samples
            seen.add((shard, number))
            if clip.kind == "question":
                assert clip.thoughts[-1] == v.END_THINK
                assert store.tokenizer.decode(clip.thoughts[:-1].tolist()) == f"{clip.transcript} two."
                assert (clip.reply, clip.fillers, clip.answer) == (("One.",), ("Two.",), "2")
            else:
                assert clip.thoughts is None
    assert seen == {(shard, number) for shard in (0, 1) for number in range(10)}
    assert store.hours == pytest.approx(store.used / 16_000 / 3600)


def test_clips_that_fit_no_bucket_are_left_out_and_some_are_held_back(make_store, tmp_path):
    builder().write(tmp_path / "a.npz")
    store = make_store(buckets=((1, 1),))
    store.add_shard(read_shard(tmp_path / "a.npz"))
    assert [c.transcript for c in store.open[0].clips] == ["one", "three"]
    assert [c.transcript for c in store.questions[0].clips] == ["two", "four"]
    kept = make_store(held_back=1.0)
    kept.add_shard(read_shard(tmp_path / "a.npz"))
    assert len(kept.validation) == 10
    assert not kept.ready(kept.open)


def test_a_full_store_takes_no_more(make_store, tmp_path):
    builder().write(tmp_path / "a.npz")
    store = make_store(hours=70_000 / 16_000 / 3600)
    for _ in range(3):
        store.add_shard(read_shard(tmp_path / "a.npz"))
    assert store.clips == 10


def test_a_batch_counts_the_chunks_that_are_speech(make_store, tmp_path):
    builder().write(tmp_path / "a.npz")
    store = make_store()
    store.add_shard(read_shard(tmp_path / "a.npz"))
    clips = [*store.open[1].clips, *store.questions[1].clips]
    batch = cut_clips(clips, 3, np.full(len(clips), 1.25), torch.device("cpu"))
    for cut in batch.cuts:
        assert cut.chunks == -(-len(cut.clip.samples) // 6_400)
    assert batch.samples == 3 * 5_120


def test_recordings_of_people_count_more_often(tokenizer, tmp_path):
    shard = ShardBuilder()
    for kind in ("human", "spliced", "open"):
        shard.add(np.ones(3_000, np.int16), 16_000, kind=kind, transcript="one", item=None)
    shard.write(tmp_path / "a.npz")
    units = CtcBpe.train(WORDS * 9, 60)
    store = ClipStore(0.01, tokenizer, units, ((1, 4),), held_back=0.0, weights={"human": 3, "spliced": 2})
    store.add_shard(read_shard(tmp_path / "a.npz"))
    assert [c.kind for c in store.open[0].clips] == ["human"] * 3 + ["spliced"] * 2 + ["open"]


def eventually(ready, seconds=10):
    end = time.monotonic() + seconds
    while not ready() and time.monotonic() < end:
        time.sleep(0.01)
    assert ready()


def test_shards_are_read_as_they_appear(make_store, tmp_path):
    store = make_store()
    store.watch(tmp_path, every=0.01)
    assert not store.ready(store.open)
    builder().write(tmp_path / "a.npz")
    eventually(lambda: store.clips == 10)
    builder().write(tmp_path / "b.npz")
    eventually(lambda: store.clips == 20)


def test_a_damaged_shard_ends_training_with_its_error(make_store, tmp_path):
    (tmp_path / "a.npz").write_bytes(b"no zip")
    store = make_store()
    store.watch(tmp_path, every=0.01)
    eventually(lambda: store.failure is not None)
    with pytest.raises(ValueError, match="pickled"):
        store.ready(store.open)


def test_the_bank_has_clauses_once_they_have_codes(tokenizer, tmp_path):
    bank = ClauseBank(tokenizer, tmp_path)
    bank.scan()
    assert bank.clauses(["one two"]) is None
    write_codes(tmp_path / "a.npz", [np.arange(9, dtype=np.int16), np.zeros(0, np.int16)], ["one two", "three"])
    bank.scan()
    assert len(bank) == 2
    assert bank.tokens("one two").tolist() == clause_tokens(tokenizer.encode("one two").ids, np.arange(9)).tolist()
    assert bank.tokens("three") is None
    assert bank.clauses(["one two", "three"]) is None
    assert len(bank.clauses(["one two", "one two"])) == 2
