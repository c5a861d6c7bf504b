"""The grammar of a reply accepts what training writes, and nothing can loop for ever."""

import numpy as np
import pytest

from engine.brains.layout import Specials
from engine.brains.reply import Limits, ReplyGrammar, Slot
from engine.brains.sampling import greedy
from engine.training import vocabulary as v
from engine.training.rows import clause_tokens

SPECIALS = Specials.of(v.SPECIAL_IDS)


def grammar(layout, **limits):
    return ReplyGrammar(layout, SPECIALS, Limits(**limits))


def test_special_tokens_by_name():
    assert (SPECIALS.end_text, SPECIALS.end_speech, SPECIALS.end_think) == (v.END_TEXT, v.END_SPEECH, v.END_THINK)
    assert (SPECIALS.audio, SPECIALS.anchor, SPECIALS.eot) == (v.AUDIO, v.ANCHOR, v.EOT)


def test_what_training_writes_is_accepted(layout):
    rng = np.random.default_rng(0)
    follow = grammar(layout)
    for clause, (texts, codes) in enumerate([(1, 1), (6, 90), (9, 12), (30, 125)]):
        assert follow.clause == clause
        for token in clause_tokens(rng.integers(0, v.N_TEXT, texts), rng.integers(0, v.N_CODES, codes)):
            follow.advance(int(token))
    follow.advance(v.EOT)
    assert follow.slot is Slot.DONE


@pytest.mark.parametrize(
    ("before", "wrong"),
    [
        ([], v.CODE_OFFSET),
        ([], v.EOT),
        ([5], 6),
        ([5], v.END_TEXT),
        ([5, *[v.CODE_OFFSET] * 4], v.CODE_OFFSET),
        ([5, *[v.CODE_OFFSET] * 4, v.END_TEXT], 5),
        ([5, *[v.CODE_OFFSET] * 4, v.END_TEXT, v.END_SPEECH], v.CODE_OFFSET),
        ([5], v.CODE_OFFSET + v.N_CODES),
    ],
)
def test_what_cannot_come_is_refused(layout, before, wrong):
    follow = grammar(layout)
    for token in before:
        follow.advance(token)
    with pytest.raises(ValueError, match="cannot come"):
        follow.advance(wrong)


@pytest.mark.parametrize(
    ("limits", "longest"),
    [
        ({"clauses": 3, "text": 4, "codes": 30}, 3 * (4 + 30 + 2) + 1),
        ({"tokens": 100, "clauses": 10**9, "text": 10**9, "codes": 10**9}, 107),
        ({"tokens": 0}, 8),
    ],
)
def test_a_model_that_never_wants_to_end_is_ended(layout, limits, longest):
    logits = np.zeros(v.SIZE, np.float32)
    logits[[v.END_TEXT, v.END_SPEECH, v.EOT]] = -100
    follow, count = grammar(layout, **limits), 0
    while follow.slot is not Slot.DONE:
        follow.advance(greedy(logits, follow.choice()))
        count += 1
        assert count <= longest
