"""Batches: the mask and positions against a slow straight-line reference, and where losses look."""

import numpy as np
import pytest
import torch

from engine.training import rows
from engine.training import vocabulary as v
from engine.training.collate import collate, mask_and_positions, token_losses

FORM, ART = 32, 48


def made_row(kind, chunks, words, thoughts, reply):
    """Typed, spoken, or thought about while it is heard."""
    if kind == 0:
        return rows.typed_row(words, thoughts, reply)
    if kind == 1:
        return rows.spoken_row(chunks, thoughts, reply)
    return rows.listening_row(3, {0: np.array([8, 9]), 2: np.array([7])}, thoughts, reply)


def made_rows(seed, kind):
    rng = np.random.default_rng(seed)
    out = []
    for i in range(3):
        thoughts = rng.integers(0, v.N_TEXT, rng.integers(1, 12)).astype(np.int32)
        clause = rows.clause_tokens([3, 4], rng.integers(0, v.N_CODES, 9))
        pace = rows.Pace(int(rng.integers(0, 4)), 1.0, 4)
        reply = None if i == 2 else rows.soon_reply([clause], [clause], pace, len(thoughts))
        words = rng.integers(0, v.N_TEXT, rng.integers(1, 6)).astype(np.int32)
        out.append(made_row(kind, 3 - i, words, thoughts, reply))
    return out


def slow_mask(row):
    """Who sees whom, told one pair at a time; None stands for padding."""
    kinds = []
    for i in range(FORM):
        inside = i < len(row.formulation)
        kinds.append((("question" if i < row.question else "thought"), i - row.question) if inside else None)
    kinds += [("reply", j) if j < len(row.articulation) else None for j in range(ART)]
    return [[q == k or _sees(kinds[q], kinds[k], q, k, row) for k in range(len(kinds))] for q in range(len(kinds))]


def _sees(query, key, q, k, row):
    if key is None:
        return False
    if query is None or query[0] != "reply":  # padding may see anything: nothing reads it
        return None if query is None else key[0] != "reply" and k <= q
    if key[0] == "reply":
        return key[1] <= query[1]
    if query[1] == 0:
        return False  # the anchor sees only itself
    return key[0] != "thought" or key[1] < row.reply.handed[query[1] - 1]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kind", [0, 1, 2])
def test_mask_and_positions_match_the_slow_reference(seed, kind):
    made = made_rows(seed, kind)
    batch = collate(made, FORM, ART)
    mask, positions = mask_and_positions(batch)
    assert mask.shape == (3, 1, FORM + ART, FORM + ART)
    for b, row in enumerate(made):
        expected = slow_mask(row)
        for q, line in enumerate(expected):
            for k, sees in enumerate(line):
                assert sees is None or bool(mask[b, 0, q, k]) == sees, (b, q, k)
        assert positions[b, :FORM].tolist() == list(range(FORM))
        assert positions[b, FORM:].tolist() == list(range(v.GAP, v.GAP + ART))


def test_no_row_of_the_mask_is_empty():
    mask, _ = mask_and_positions(collate(made_rows(0, 0), FORM, ART))
    assert mask.any(-1).all()


@pytest.mark.parametrize("kind", [0, 1, 2])
def test_losses_look_at_what_comes_next_in_each_stream(kind):
    made = made_rows(1, kind)
    batch = collate(made, FORM, ART)
    hidden = torch.zeros(3, FORM + ART, v.SIZE)
    for b, row in enumerate(made):
        for t, target in enumerate(row.targets):
            hidden[b, t, target] = 50.0
        for t in range(1, ART):
            hidden[b, FORM + t - 1, batch.art_ids[b, t]] = 50.0
    right = token_losses(lambda h: h, hidden, batch)
    assert max(float(x) for x in (right.total, right.thoughts, right.text, right.codes)) < 1e-3
    wrong = token_losses(lambda h: h, hidden.roll(1, 1), batch)
    assert min(float(x) for x in (wrong.total, wrong.thoughts, wrong.text, wrong.codes)) > 5


def test_a_batch_without_replies_is_as_wide_as_its_thoughts():
    batch = collate(made_rows(1, 1), FORM, 0)
    assert batch.art_ids.shape == (3, 0)
    mask, positions = mask_and_positions(batch)
    assert mask.shape == (3, 1, FORM, FORM)
    assert positions.shape == (3, FORM)
    losses = token_losses(lambda h: h, torch.zeros(3, FORM, v.SIZE), batch)
    assert not losses.speaks
    assert float(losses.total) == pytest.approx(np.log(v.SIZE), rel=1e-3)


def test_embeddings_are_numbered_in_the_order_they_are_heard():
    row = rows.listening_row(2, {0: np.array([5, 6])}, np.array([7, v.END_THINK]), None)
    batch = collate([row], FORM, 0)
    heard = batch.heard[0, : len(row.formulation)].tolist()
    assert heard == [-1, 0, 1, 2, 3, -1, -1, 4, 5, 6, 7, -1, -1, -1, -1]
    assert batch.form_ids[0, : len(heard)].tolist() == [
        *(v.AUDIO, v.PAD, v.PAD, v.PAD, v.PAD, 5, 6, v.PAD, v.PAD, v.PAD, v.PAD, v.END_AUDIO, v.THINK, 7, v.END_THINK)
    ]


def test_long_rows_are_cut_and_padding_has_no_weight():
    long = rows.spoken_row(1, np.arange(100, dtype=np.int32), None)
    batch = collate([long, rows.spoken_row(1, np.arange(3, dtype=np.int32), None)], FORM, ART)
    assert batch.form_ids.shape == (2, FORM)
    assert batch.form_len.tolist() == [FORM, 10]
    assert int((batch.weight > 0).sum()) == 3 + FORM - 6, "what fits of the long one, and the whole short one"
    assert (batch.form_ids[1, 10:] == v.PAD).all()
