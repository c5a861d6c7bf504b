"""The order of a turn, hand-overs without work, barge-in, and packs that do not fit."""

from dataclasses import replace

import numpy as np
import pytest

from engine.brains import TwoBrains
from engine.brains.llama import NoRoomError
from engine.errors import MindpaceError, PackError
from engine.training import vocabulary as v

CLOSE = {"atol": 0.02}  # the order of cells in the cache differs, hence that of sums


def heard(brains, seed=0, chunks=3):
    rng = np.random.default_rng(seed)
    brains.begin()
    for _ in range(chunks):
        brains.hear(rng.standard_normal((4, brains.dim), np.float32))
    brains.end_of_question()


def think(brains, count, first=50):
    for token in range(first, first + count):
        brains.step(token, None)


def reply(brains, tokens):
    return np.array([brains.step(None, token)[1] for token in tokens])


def count_decoded(brains, monkeypatch):
    decoded = []
    run = brains._context._run
    monkeypatch.setattr(brains._context, "_run", lambda batch, count: (decoded.append(count), run(batch, count)))
    return decoded


def test_handing_over_computes_nothing(brains, monkeypatch):
    heard(brains)
    decoded = count_decoded(brains, monkeypatch)
    for token in range(48):
        if brains.thoughts % v.SEGMENT == 0:
            brains.hand_over(brains.thoughts)
        brains.step(60 + token, v.SAY if token == 0 else 70 + token)
    brains.hand_over(48)
    assert decoded == [2] * 48  # one decode a step, one token of each brain, nothing else


def test_hearing_computes_each_embedding_once(brains, monkeypatch):
    decoded = count_decoded(brains, monkeypatch)
    heard(brains)
    assert decoded == [1, 4, 4, 4, 2]  # <|audio|>, three chunks, <|/audio|> <|think|>: the anchor serves all turns
    assert brains.question_length == 15


def test_a_reply_after_barge_in_is_a_fresh_one(brains, gguf_files, layout):
    heard(brains)
    think(brains, 16)
    brains.hand_over(16)
    reply(brains, [v.SOON, 5, 2100, 2200, 2300])
    think(brains, 16, first=90)
    brains.drop_reply()
    brains.hand_over(32)
    again = reply(brains, [v.SAY, 7, 2101])
    with TwoBrains(gguf_files["F32"], layout) as fresh:
        heard(fresh)
        think(fresh, 16)
        think(fresh, 16, first=90)
        fresh.hand_over(32)
        np.testing.assert_allclose(again, reply(fresh, [v.SAY, 7, 2101]), **CLOSE)


def test_barge_in_leaves_thinking_as_it_was(brains):
    heard(brains)
    think(brains, 5)
    undisturbed = brains.step(30, None)[0]
    heard(brains)
    think(brains, 5)
    reply(brains, [v.SAY, 9, 2500])
    brains.drop_reply()
    np.testing.assert_allclose(brains.step(30, None)[0], undisturbed, **CLOSE)


def test_a_second_turn_knows_nothing_of_the_first(brains):
    heard(brains, seed=1)
    wanted = brains.question_logits, reply(brains, [v.SAY, 4])
    heard(brains, seed=2, chunks=5)
    think(brains, 20)
    brains.hand_over(20)
    reply(brains, [v.SAY, 1, 2, 3])
    heard(brains, seed=1)
    np.testing.assert_allclose(brains.question_logits, wanted[0], **CLOSE)
    np.testing.assert_allclose(reply(brains, [v.SAY, 4]), wanted[1], **CLOSE)


def test_pieces_equal_the_whole(brains):
    embeddings = np.random.default_rng(4).standard_normal((20, brains.dim), np.float32)
    seen = []
    for sizes in ((20,), (4,) * 5, (1, 0, 7, 12)):
        brains.begin()
        for part in np.split(embeddings, np.cumsum(sizes)[:-1]):
            brains.hear(part)
        brains.end_of_question()
        seen.append((brains.question_length, brains.question_logits))
    assert {length for length, _ in seen} == {23}
    for _, logits in seen[1:]:
        np.testing.assert_allclose(logits, seen[0][1], **CLOSE)


def test_typed_questions(brains, tokenizer):
    text = "how many? " * 60  # more tokens than one batch
    brains.read(text)
    brains.end_of_question(think=False)
    assert brains.question_length == 2 + len(tokenizer.encode(text).ids)
    typed = brains.question_logits
    brains.begin()
    brains.read(text)
    brains.end_of_question()
    assert not np.allclose(brains.question_logits, typed)


def test_the_order_of_a_turn_is_kept(brains):
    chunk = np.zeros((4, brains.dim), np.float32)
    with pytest.raises(RuntimeError, match="hear or read"):
        brains.end_of_question()
    brains.hear(chunk)
    with pytest.raises(RuntimeError, match="no time"):
        brains.read("hello")
    with pytest.raises(RuntimeError, match="no time"):
        brains.step(1, None)
    brains.end_of_question()
    with pytest.raises(RuntimeError, match="no time"):
        brains.hear(chunk)
    with pytest.raises(ValueError, match="only 0"):
        brains.hand_over(1)


def test_a_question_too_long_is_one_sentence_and_the_next_turn_works(brains):
    minute = np.zeros((750, brains.dim), np.float32)
    for _ in range(4):
        brains.hear(minute)
    with pytest.raises(NoRoomError, match="shorter"):
        brains.hear(minute)
    brains.begin()
    with pytest.raises(MindpaceError, match="shorter"):
        brains.read("word " * 5000)
    heard(brains)
    assert brains.question_length == 15


@pytest.mark.parametrize(
    "change",
    [{"n_codes": 5000}, {"special_tokens": {"<|audio|>": 2049}}, {"gap": 1024}, {"segment": 0}, {"n_text": 10**6}],
)
def test_a_layout_that_does_not_fit_is_refused(gguf_files, layout, change):
    with pytest.raises(PackError, match="install the pack again"):
        TwoBrains(gguf_files["F32"], replace(layout, **change))


def test_closing_twice(gguf_files, layout):
    brains = TwoBrains(gguf_files["F32"], layout)
    brains.close()
    brains.close()
    with pytest.raises(ValueError, match="closed"):
        brains.begin()


def test_a_question_that_goes_on_after_a_rollback_is_exactly_one_that_never_paused(brains):
    """The answer begun at a pause leaves no trace: not in the numbers, not in the order of cells."""
    parts = np.random.default_rng(7).standard_normal((3, 4, brains.dim), np.float32)

    def ask(pause):
        brains.begin()
        brains.hear(parts[0])
        if pause:
            mark = brains.mark()
            brains.hear(parts[2])  # the last chunk, padded with silence that was none
            brains.end_of_question()
            for token in range(40):
                brains.hand_over(brains.thoughts - brains.thoughts % v.SEGMENT)
                brains.step(60 + token, v.SOON if token == 0 else 70 + token)
            brains.rollback(mark)
        brains.hear(parts[1])
        brains.end_of_question()
        return brains.question_logits, reply(brains, [v.SAY, 4, 2100])

    never, paused = ask(pause=False), ask(pause=True)
    np.testing.assert_array_equal(paused[0], never[0])
    np.testing.assert_array_equal(paused[1], never[1])


def test_a_rollback_to_the_beginning_and_to_nowhere(brains):
    heard(brains, seed=3, chunks=1)
    wanted = brains.question_logits
    brains.begin()
    mark = brains.mark()
    brains.hear(np.ones((4, brains.dim), np.float32))
    brains.end_of_question()
    brains.rollback(mark)
    assert brains.question_length == 0
    brains.hear(np.random.default_rng(3).standard_normal((4, brains.dim), np.float32))
    brains.end_of_question()
    np.testing.assert_array_equal(brains.question_logits, wanted)
    with pytest.raises(ValueError, match="99"):
        brains.rollback(99)


def test_history_stands_before_the_question_only_where_the_model_learnt_it(brains, gguf_files, layout):
    brains.begin("answer: 5")
    assert brains.question_length == 0
    with TwoBrains(gguf_files["F32"], replace(layout, history=True)) as two:
        two.begin("answer: 5")
        before = two.question_length
        assert before == 2 + len(two._model.tokenize("answer: 5"))
        two.hear(np.ones((4, two.dim), np.float32))
        two.end_of_question()
        remembering = two.question_logits
        two.rollback(before)
        two.hear(np.ones((4, two.dim), np.float32))
        two.end_of_question()
        np.testing.assert_array_equal(two.question_logits, remembering)
        two.begin()
        two.hear(np.ones((4, two.dim), np.float32))
        two.end_of_question()
        assert np.abs(two.question_logits - remembering).max() > 0.1
        with pytest.raises(NoRoomError):
            two.begin("many words " * 2000)


def chunks(brains, count):
    rng = np.random.default_rng(5)
    return [rng.standard_normal((4, brains.dim), np.float32) for _ in range(count)]


@pytest.fixture
def telling(gguf_files, layout):
    with TwoBrains(gguf_files["F32"], replace(layout, listening=True, tells_end=True), threads=1) as made:
        yield made


def script(monkeypatch, brains, *decided):
    """Logits after the chunks, one after another: token by token what is likeliest, and the token after it."""
    decided = list(decided)

    def likeliest(*_, **__):
        logits = np.full(v.SIZE, -20, np.float32)
        for token, value in decided.pop(0).items():
            logits[token] = value
        return logits

    hear, append = brains._hear, brains._append
    monkeypatch.setattr(brains, "_hear", lambda e, *, wanted: (hear(e, wanted=wanted), likeliest())[1])
    monkeypatch.setattr(brains, "_append", lambda t: (append(t), likeliest())[1] if t[0] < v.N_TEXT else append(t))
    return decided


def test_how_sure_it_is_that_the_question_is_over_is_told_after_every_chunk(telling, monkeypatch):
    brains = telling
    left = script(monkeypatch, brains, {v.WAIT: 5, v.END_AUDIO: 2}, {v.END_AUDIO: 9, v.WAIT: 2})
    brains.begin()
    assert brains.over is None
    first, second = chunks(brains, 2)
    assert brains.hear(first) == []
    assert brains.over == pytest.approx(1 / (1 + np.exp(3)))
    mark = brains.mark()
    assert brains.hear(second) == []
    assert brains.over == pytest.approx(1 / (1 + np.exp(-7)))
    assert not left
    brains.end_of_question()
    brains.rollback(mark)
    assert brains.over is None


def test_it_decides_after_its_thoughts_and_thinks_no_more_at_the_end(telling, monkeypatch):
    brains = telling
    thinks, ends = {7: 5, v.END_AUDIO: 1, v.WAIT: 0}, {7: 3, v.END_AUDIO: 4, v.WAIT: -2}
    script(monkeypatch, brains, thinks, ends)
    brains.begin()
    assert len(brains.hear(chunks(brains, 1)[0])) == 1
    assert brains.over == pytest.approx(1 / (1 + np.exp(-6)))
    assert brains.question_length == 6


def test_models_that_did_not_learn_it_do_not_tell_and_heed_no_such_token(gguf_files, layout, monkeypatch):
    with TwoBrains(gguf_files["F32"], replace(layout, listening=True), threads=1) as brains:
        script(monkeypatch, brains, {7: 3, v.END_AUDIO: 9, v.WAIT: 1}, {v.WAIT: 1})
        brains.begin()
        assert len(brains.hear(chunks(brains, 1)[0])) == 1
        assert brains.over is None
    with TwoBrains(gguf_files["F32"], replace(layout, tells_end=True), threads=1) as brains:
        brains.begin()
        brains.hear(chunks(brains, 1)[0])
        assert brains.over is None, "it learnt that together with thinking while listening"


def test_what_it_tells_is_the_same_in_pieces(telling):
    brains = telling
    brains.begin()
    parts = chunks(brains, 3)
    for part in parts:
        brains.hear(part)
    told = brains.over
    brains.begin()
    brains.hear(np.concatenate(parts))
    assert brains.over == pytest.approx(told, abs=1e-4)
    assert 0 <= told <= 1
