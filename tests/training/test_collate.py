"""Batches: the mask and positions against a slow straight-line reference, and where losses look."""

import numpy as np
import pytest
import torch

from engine.training import rows
from engine.training import vocabulary as v
from engine.training.collate import collate, mask_and_positions, token_losses

FORM, ART = 24, 48


def made_rows(seed, spoken):
    rng = np.random.default_rng(seed)
    out = []
    for i in range(3):
        thoughts = rng.integers(0, v.N_TEXT, rng.integers(1, 12)).astype(np.int32)
        clause = rows.clause_tokens([3, 4], rng.integers(0, v.N_CODES, 9))
        pace = rows.Pace(int(rng.integers(0, 4)), 1.0, 4)
        reply = None if i == 2 else rows.soon_reply([clause], [clause], pace, len(thoughts))
        words = rng.integers(0, v.N_TEXT, rng.integers(1, 6)).astype(np.int32)
        out.append(rows.spoken_row(thoughts, reply) if spoken else rows.typed_row(words, thoughts, reply))
    return out


def slow_mask(row, audio_slots, audio_len):
    """Who sees whom, told one pair at a time; None stands for padding."""
    kinds = [("audio", i) if i < audio_len else None for i in range(audio_slots)]
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
@pytest.mark.parametrize("slots", [0, 7])
def test_mask_and_positions_match_the_slow_reference(seed, slots):
    made = made_rows(seed, spoken=slots > 0)
    batch = collate(made, FORM, ART)
    lengths = torch.tensor([7, 4, 2])
    mask, positions = mask_and_positions(batch, slots, lengths if slots else None)
    assert mask.shape == (3, 1, slots + FORM + ART, slots + FORM + ART)
    for b, row in enumerate(made):
        expected = slow_mask(row, slots, int(lengths[b]))
        for q, line in enumerate(expected):
            for k, sees in enumerate(line):
                assert sees is None or bool(mask[b, 0, q, k]) == sees, (b, q, k)
        used = [i for i in range(slots) if i < lengths[b]] + [slots + i for i in range(len(row.formulation))]
        assert positions[b, used].tolist() == list(range(len(used)))
        assert positions[b, slots + FORM :].tolist() == list(range(v.GAP, v.GAP + ART))


def test_no_row_of_the_mask_is_empty():
    mask, _ = mask_and_positions(collate(made_rows(0, spoken=False), FORM, ART), 0, None)
    assert mask.any(-1).all()


@pytest.mark.parametrize("slots", [0, 5])
def test_losses_look_at_the_next_token_of_each_stream(slots):
    made = made_rows(1, spoken=slots > 0)
    batch = collate(made, FORM, ART)
    hidden = torch.zeros(3, slots + FORM + ART, v.SIZE)
    for b in range(3):
        for t in range(FORM):
            if slots + t > 0:
                hidden[b, slots + t - 1, batch.form_ids[b, t]] = 50.0
        for t in range(1, ART):
            hidden[b, slots + FORM + t - 1, batch.art_ids[b, t]] = 50.0
    right = token_losses(lambda h: h, hidden, batch, slots)
    assert max(float(x) for x in (right.total, right.thoughts, right.text, right.codes)) < 1e-3
    wrong = token_losses(lambda h: h, hidden.roll(1, 1), batch, slots)
    assert min(float(x) for x in (wrong.total, wrong.thoughts, wrong.text, wrong.codes)) > 5


def test_long_rows_are_cut_and_padding_has_no_weight():
    row = rows.spoken_row(np.arange(100, dtype=np.int32), None)
    batch = collate([row, rows.spoken_row(np.arange(3, dtype=np.int32), None)], FORM, ART)
    assert batch.form_ids.shape == (2, FORM)
    assert batch.form_len.tolist() == [FORM, 5]
    assert batch.form_weight[1].sum() == 3
    assert batch.art_weight.sum() == 0
    assert (batch.form_ids[1, 5:] == v.PAD).all()
