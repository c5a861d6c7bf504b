"""What llama.cpp computes step by step with hand-overs is what torch computes at once with training's mask."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from engine.brains import TwoBrains, two_brains
from engine.training import vocabulary as v
from engine.training.brains import with_embeddings
from engine.training.collate import collate, mask_and_positions
from engine.training.export_gguf import load_lm
from engine.training.rows import Pace, clause_tokens, listening_row, plain_reply, spoken_row

CHUNKS = 3
EMBEDDINGS = 4 * CHUNKS
PACES = {
    "speak-first": Pace(),
    "think-first": Pace(start=32),
    "think-before-speaking": Pace(start=1000),
    "no-think": Pace(limit=0),
    "slow thoughts, small segments": Pace(start=5, ratio=0.5, segment=8),
    "fast thoughts": Pace(start=3, ratio=2.3),
}


@pytest.fixture(scope="module")
def course():
    """Audio embeddings [n, dim], thoughts (with their end), clauses."""
    rng = np.random.default_rng(0)  # no two best tokens closer than 0.1 anywhere, so that rounding cannot swap them
    embeddings = rng.standard_normal((EMBEDDINGS, 128), np.float32)
    thoughts = np.append(rng.integers(0, v.N_TEXT, 41), v.END_THINK).astype(np.int32)
    lengths = ((5, 27), (3, 20))
    clauses = [clause_tokens(rng.integers(0, v.N_TEXT, n), rng.integers(0, v.N_CODES, m)) for n, m in lengths]
    return embeddings, thoughts, clauses


def torch_logits(lm, embeddings, row):
    """Logits of every thought's and every reply token's position, from one pass over the whole row."""
    form = len(row.formulation)
    batch = collate([row], form, len(row.articulation))
    mask, positions = mask_and_positions(batch)
    tokens = lm.embed(torch.cat([batch.form_ids, batch.art_ids], 1))
    x = with_embeddings(tokens, batch.heard, torch.from_numpy(embeddings)[None])
    logits = lm.logits(lm(x, positions, mask))[0].numpy()
    return logits[row.question : form], logits[form + 1 :]


def llama_logits(brains, embeddings, thoughts, reply):
    """The same logits from steps that carry a token of each brain, thoughts handed over as `reply.handed` says."""
    ask(brains, embeddings)
    return go_on(brains, thoughts, reply)


def go_on(brains, thoughts, reply):
    """Logits of both streams after the question."""
    rows = ([], [])
    waiting = list(thoughts)
    for token, seen in zip(reply.tokens, reply.handed, strict=True):
        while brains.thoughts < seen:
            rows[0].append(brains.step(int(waiting.pop(0)), None)[0])
        brains.hand_over(int(seen))
        thought = int(waiting.pop(0)) if waiting else None
        for kept, logits in zip(rows, brains.step(thought, int(token)), strict=True):
            if logits is not None:
                kept.append(logits)
    rows[0].extend(brains.step(int(token), None)[0] for token in waiting)
    return np.array(rows[0]), np.array(rows[1])


def ask(brains, embeddings):
    """The question in pieces, as the encoder hands it in; the tokens thought after each."""
    thought, append = [], brains._append
    brains.begin()
    brains._append = lambda tokens: (thought.extend(tokens), append(tokens))[1]
    early = {}
    for chunk in range(len(embeddings) // 4):
        thought.clear()
        brains.hear(embeddings[4 * chunk : 4 * chunk + 4])
        early[chunk] = np.array([t for t in thought if t != v.AUDIO])
    brains._append = append
    brains.end_of_question()
    return early


def both(lm, path, layout, course, pace):
    """(torch, llama.cpp) logits of thoughts, and the same of the reply."""
    embeddings, thoughts, clauses = course
    reply = plain_reply(v.SAY, clauses, pace, len(thoughts))
    wanted = torch_logits(lm, embeddings, spoken_row(CHUNKS, thoughts, reply))
    with TwoBrains(path, layout, threads=1) as brains:
        got = llama_logits(brains, embeddings, thoughts, reply)
    return list(zip(wanted, got, strict=True))


@pytest.mark.parametrize("pace", PACES.values(), ids=PACES.keys())
@pytest.mark.parametrize(("kind", "tolerance"), [("F32", 0.05), ("F16", 0.2)])
def test_llama_computes_what_torch_trains(lm, gguf_files, layout, course, pace, kind, tolerance):
    for wanted, got in both(lm, gguf_files[kind], layout, course, pace):
        assert wanted.shape == got.shape
        assert np.abs(wanted - got).max() < tolerance
        assert (wanted.argmax(-1) == got.argmax(-1)).all()


def test_thoughts_between_chunks_are_computed_as_they_are_trained(lm, gguf_files, layout, course, monkeypatch):
    embeddings, thoughts, clauses = course
    monkeypatch.setattr(two_brains, "MOST_ASIDE", 5)
    reply = plain_reply(v.SAY, clauses, Pace(), len(thoughts))
    with TwoBrains(gguf_files["F32"], replace(layout, listening=True), threads=1) as brains:
        early = ask(brains, embeddings)
        got = go_on(brains, thoughts, reply)
    assert {chunk: len(tokens) for chunk, tokens in early.items()} == dict.fromkeys(range(CHUNKS), 5)
    expected = torch_logits(lm, embeddings, listening_row(CHUNKS, early, thoughts, reply))
    for wanted, made in zip(expected, got, strict=True):
        assert np.abs(wanted - made).max() < 0.05
        assert (wanted.argmax(-1) == made.argmax(-1)).all()


def test_eight_bits_stay_within_quantization_error(gguf_files, layout, course):
    """Against torch with the very weights of the file, so that only the rounding of activations differs."""
    lm = load_lm(gguf_files["Q8_0"]).requires_grad_(False)
    for wanted, got in both(lm, gguf_files["Q8_0"], layout, course, PACES["speak-first"]):
        assert np.sqrt(np.mean((wanted - got) ** 2)) < 0.03 * wanted.std()


def test_what_is_not_handed_over_is_not_seen(gguf_files, layout, course):
    """The parity test would not notice a mask that hides the thoughts from the reply in both."""
    embeddings, thoughts, clauses = course
    with TwoBrains(gguf_files["F16"], layout, threads=1) as brains:
        unseen = llama_logits(brains, embeddings, thoughts, plain_reply(v.SAY, clauses, Pace(limit=0), 42))
        other = llama_logits(brains, embeddings, thoughts[::-1].copy(), plain_reply(v.SAY, clauses, Pace(limit=0), 42))
        seen = llama_logits(brains, embeddings, thoughts, plain_reply(v.SAY, clauses, Pace(start=99), 42))
    np.testing.assert_allclose(unseen[1], other[1], atol=0.05)
    assert np.abs(unseen[1] - seen[1]).max() > 1
    np.testing.assert_allclose(unseen[0], seen[0], atol=0.05)
