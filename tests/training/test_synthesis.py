"""The synthesis worker with a made-up voice: plan, silence, levels, records; and evaluation clips."""

import json
import random
from collections import Counter

import numpy as np
import pytest

from engine.training import make_eval_clips, synthesis
from engine.training.corpora import Corpora
from engine.training.shards import read_shard, scan
from engine.training.tasks import all_fillers
from engine.voices import Speech


class FakeVoice:
    """Says every text as a tone of 0.1 s a word between short silences."""

    def say(self, text, rate=1.0, pitch=1.0):  # noqa: ARG002 - as drivers without that control
        words = text.split()
        wave = 9_000 * np.sin(2 * np.pi * 200 * pitch * np.arange(len(words) * 1_600) / 16_000)
        samples = np.concatenate([np.zeros(800), wave, np.zeros(800)]).astype(np.int16)
        return Speech(samples, 16_000, [(w, 0.05 + 0.1 * i) for i, w in enumerate(words)])


@pytest.fixture
def worker(tmp_path, monkeypatch):
    monkeypatch.setattr(synthesis, "open_voice", lambda *_: FakeVoice())
    monkeypatch.setattr(synthesis, "Pronunciation", lambda _: str.title)
    for name in ("text", "shards"):
        (tmp_path / name).mkdir()
    (tmp_path / "text" / "words.txt").write_text("alpha\nbeta\ngamma\ndelta")
    (tmp_path / "text" / "sentences.txt").write_text("the sun is up\nwe go home")
    plan = [{"from": 0, "shares": {"open": 0.4, "question": 0.4, "say": 0.2}}, {"from": 9e9, "shares": {"open": 1}}]
    (tmp_path / "plan.json").write_text(json.dumps(plan))

    def make(index=0):
        return synthesis.Worker(
            index, 1, tmp_path / "shards", tmp_path, tmp_path / "text", tmp_path / "plan.json", ("counting",)
        )

    return make


def test_a_worker_writes_short_shards_of_all_kinds(worker, tmp_path, monkeypatch):
    monkeypatch.setattr(synthesis, "REPLY_SHARE", 1.0)
    worker().run(1.0)
    shards = [read_shard(p) for p in scan(tmp_path / "shards", set())]
    assert len(shards) > 1
    records = [r for shard in shards for r in shard.records]
    kinds = Counter(r["kind"] for r in records)
    assert set(kinds) == {"open", "question", "reply", "say", "filler"}
    assert kinds["filler"] == len(set(all_fillers()))
    for shard, record in [(s, r) for s in shards for r in s.records]:
        own = record["kind"] in ("reply", "say", "filler")
        assert record["rate"] == (24_000 if own else 16_000)
        assert (record["voice"] == synthesis.OWN_VOICE) == own
        assert record.get("phones") == (None if own else record["transcript"].title())
        audio = shard.audio(record)
        assert len(audio) == record["length"] > 0
        assert np.abs(audio).max() > 500
        assert all(0 <= start < len(audio) / record["rate"] for _, start in record["words"])
    question = next(r for r in records if r["kind"] == "question")
    spoken = {r["text"] for r in records if r["kind"] in ("reply", "say", "filler")}
    assert question["item"]["family"] == "counting"
    assert set(question["item"]["reply"]) <= spoken


def test_own_voice_says_every_text_once(worker, tmp_path):
    made, shard = worker(1), synthesis.ShardBuilder()
    for _ in range(3):
        made._reply(shard, "The sun is up.", "say")
    assert len(shard.records) == 1


def test_the_second_voice_says_its_share_after_the_own_voice(worker, tmp_path):
    plan = [{"from": 0, "shares": {"say": 1.0}, "second": 1.0}]
    (tmp_path / "plan.json").write_text(json.dumps(plan))
    made, shard = worker(1), synthesis.ShardBuilder()
    made._stages = plan
    made._reply(shard, "The sun is up.", "say")
    assert [(r["voice"], r["rate"], r["text"]) for r in shard.records] == [
        (voice, 24_000, "The sun is up.") for voice in (synthesis.OWN_VOICE, synthesis.SECOND_VOICE)
    ]


def test_users_are_never_the_own_voice_and_keep_their_shares(worker):
    speakers = worker()._speakers
    names = Counter(speakers.draw().partition("+")[0] for _ in range(3000))
    assert synthesis.OWN_VOICE not in names
    espeak = sum(n for name, n in names.items() if name.startswith("espeak"))
    assert espeak / 3000 == pytest.approx(0.13, abs=0.03)
    assert sum(share for share, _ in synthesis.SPEAKERS) == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize(("before", "after"), [(0, 0), (5_000, 9_000), (100, 20_000)])
def test_trimmed_leaves_the_asked_silence(before, after):
    wave = np.concatenate([np.zeros(before), np.full(4_800, 5_000), np.zeros(after)]).astype(np.int16)
    out = synthesis.trimmed(wave, 24_000)
    loud = np.flatnonzero(out)
    assert abs(loud[0] - 0.08 * 24_000) <= 240
    assert abs(len(out) - loud[-1] - 0.16 * 24_000) <= 241
    assert len(synthesis.trimmed(np.zeros(9_000, np.int16), 24_000)) == 0


def test_made_variants_are_espeak_files_and_differ(tmp_path):
    folder = tmp_path / "usr/lib/x86_64-linux-gnu/espeak-ng-data/voices/!v"
    folder.mkdir(parents=True)
    synthesis.write_variants(tmp_path, 3)
    texts = [p.read_text() for p in folder.iterdir()]
    assert len(set(texts)) == synthesis.MADE_VARIANTS
    assert all(t.startswith("language variant\nklatt ") and t.count("formant ") == 4 for t in texts)


def test_evaluation_texts_have_answers_for_questions_only():
    corpora = Corpora("alpha beta gamma".split(), ["the sun is up"])
    made = make_eval_clips.texts(corpora, 2, 3, "held_out", random.Random(0))
    families = Counter(e["family"] for e in made)
    assert families.pop("") == 3
    assert "read" not in families
    assert set(families.values()) == {2}
    assert all(bool(e["answer"]) == bool(e["family"]) for e in made)
    assert all(set(e["transcript"]) <= set("abcdefghijklmnopqrstuvwxyz' ") for e in made)
