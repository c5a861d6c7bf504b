"""CTC: units, greedy paths, word errors, and the loss against a sum over all paths."""

import itertools

import pytest
import torch

from engine.bench.word_errors import edit_distance
from engine.training.ctc import CtcBpe, collapse, ctc_loss, disagreement, greedy_texts, word_error_rate

TEXTS = [
    "turn left and take three steps",
    "jane tells the truth and fidel lies",
    "how many oranges do i have it's four",
    "the quick brown fox jumps over a lazy dog",
    "zoe's wizard vexes big jovial queen",
]


@pytest.fixture(scope="module")
def units():
    return CtcBpe.train(TEXTS * 20, 120)


def test_units_round_trip_even_for_new_words(units):
    for text in [*TEXTS, "a", "quizzical zebra's yak", "don't"]:
        ids = units.encode(text)
        assert units.decode(ids) == text
        assert 0 not in ids
    assert len(units.units()) == len(units) <= 121
    assert units.units()[0] == "<blank>"


def test_units_survive_a_file(units, tmp_path):
    units.save(tmp_path / "ctc.json")
    again = CtcBpe.load(tmp_path / "ctc.json")
    assert again.units() == units.units()
    assert again.encode(TEXTS[0]) == units.encode(TEXTS[0])


@pytest.mark.parametrize(
    ("path", "kept"), [([], []), ([0, 0], []), ([5, 5, 0, 5, 7, 7], [5, 5, 7]), ([0, 3, 0, 0, 3], [3, 3])]
)
def test_collapse(path, kept):
    assert collapse(path) == kept


def test_greedy_texts_read_the_best_path(units):
    ids = units.encode("take three steps")
    path = [u for i in ids for u in (0, i, i)]
    logits = torch.nn.functional.one_hot(torch.tensor([path, [0] * len(path)]), len(units)).float()
    assert greedy_texts(logits, units) == ["take three steps", ""]


def test_loss_is_the_sum_over_all_paths():
    torch.manual_seed(0)
    logits, target = torch.randn(1, 5, 4), [2, 2]
    p = logits[0].softmax(-1)
    total = sum(
        torch.stack([p[t, u] for t, u in enumerate(path)]).prod()
        for path in itertools.product(range(4), repeat=5)
        if collapse(path) == target
    )
    loss = ctc_loss(logits, torch.tensor([5]), torch.tensor([target]), torch.tensor([2]))
    assert float(loss) == pytest.approx(float(-total.log() / 2), rel=1e-4)


def test_rows_without_targets_count_as_zero():
    logits = torch.randn(2, 5, 4)
    one = ctc_loss(logits[:1], torch.tensor([5]), torch.tensor([[2, 3]]), torch.tensor([2]))
    both = ctc_loss(logits, torch.tensor([5, 5]), torch.tensor([[2, 3], [0, 0]]), torch.tensor([2, 0]))
    assert float(both) == pytest.approx(float(one) / 2, rel=1e-5)


def test_views_that_agree_have_no_disagreement_and_others_pull_each_other_together():
    torch.manual_seed(1)
    view, lengths = torch.randn(3, 5, 4), torch.tensor([2, 2, 1, 1, 3, 3])
    assert float(disagreement(view.repeat_interleave(2, 0), lengths)) == pytest.approx(0, abs=1e-6)
    logits = torch.randn(6, 5, 4, requires_grad=True)
    before = disagreement(logits, lengths)
    before.backward()
    with torch.no_grad():
        after = disagreement(logits - 0.5 * logits.grad, lengths)
    assert 0 < float(after) < float(before.detach())


def test_disagreement_is_the_divergence_of_the_twin_a_unit():
    logits = torch.randn(2, 3, 4)
    p, q = logits.log_softmax(-1)
    each = [float((b.exp() * (b - a)).sum()) / 2 for a, b in ((p, q), (q, p))]
    assert float(disagreement(logits, torch.tensor([2, 2]))) == pytest.approx(sum(each) / 2, rel=1e-5)


def test_impossible_rows_count_as_zero():
    loss = ctc_loss(torch.zeros(1, 2, 4), torch.tensor([2]), torch.tensor([[1, 2, 3]]), torch.tensor([3]))
    assert float(loss) == 0


def test_word_errors():
    assert edit_distance("a b c".split(), "a x c d".split()) == 2
    assert edit_distance([], "a b".split()) == 2
    assert edit_distance("a b".split(), []) == 2
    assert word_error_rate(["one two three", "four"], ["one too three", "four"]) == 0.25
    assert word_error_rate(["one"], ["one two three"]) == 2.0
    assert word_error_rate([], []) == 0.0
