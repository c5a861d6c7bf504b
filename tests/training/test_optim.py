"""Muon, the two optimisers together, and the schedule that follows the clock."""

import pytest
import torch
from torch import nn

from engine.training.optim import Muon, Optimisers, is_matrix, orthogonalise, rate


@pytest.mark.parametrize("shape", [(2, 16, 16), (3, 16, 48), (1, 64, 24)])
def test_orthogonalise_gives_nearly_orthonormal_matrices(shape):
    torch.manual_seed(0)
    update = torch.randn(shape)
    out = orthogonalise(update)
    assert out.shape == shape
    singular = torch.linalg.svdvals(out)
    assert singular.min() > 0.5
    assert singular.max() < 1.3
    u, _, vh = torch.linalg.svd(update, full_matrices=False)
    alike = (out * (u @ vh)).sum() / (out.norm() * (u @ vh).norm())
    assert alike > 0.95


def test_muon_moves_every_matrix_by_the_same_amount_whatever_the_gradient():
    torch.manual_seed(0)
    small, large = nn.Parameter(torch.zeros(32, 32)), nn.Parameter(torch.zeros(32, 32))
    small.grad, large.grad = torch.randn(32, 32) * 1e-3, torch.randn(32, 32) * 1e3
    Muon([small, large], lr=0.1, decay=0.0).step()
    moved = float(small.detach().std())
    assert moved == pytest.approx(float(large.detach().std()), rel=0.1)
    assert moved == pytest.approx(0.1 * 0.2, rel=0.3)  # the size of an AdamW step


def test_muon_returns_the_loss_of_its_closure_and_skips_weights_without_gradient():
    still = nn.Parameter(torch.ones(16, 16))
    assert Muon([still]).step(lambda: 3.5) == 3.5
    assert (still == 1).all()


def test_heads_and_embeddings_are_no_matrices_of_muon():
    matrix = nn.Parameter(torch.zeros(32, 32))
    assert is_matrix("layers.0.up.weight", matrix)
    assert not is_matrix("embed_tokens.weight", matrix)
    assert not is_matrix("hearing.ctc.weight", matrix)
    assert not is_matrix("norm.weight", nn.Parameter(torch.zeros(32)))
    assert not is_matrix("leave.weight", nn.Parameter(torch.zeros(5, 32)))


def test_both_together_learn_and_clear_gradients():
    torch.manual_seed(0)
    net = nn.Sequential(nn.Linear(16, 32), nn.Tanh(), nn.Linear(32, 16))
    x = torch.randn(256, 16)
    y = torch.tanh(x @ torch.randn(16, 16) * 0.5)
    optimisers, losses = Optimisers({"net": (net, 3e-2)}), []
    for step in range(150):
        loss = (net(x) - y).square().mean()
        losses.append(float(loss.detach()))
        loss.backward()
        optimisers.step(rate(step, step / 150, 10))
    assert losses[-1] < 0.1 * losses[0]
    assert all(p.grad is None for p in net.parameters())


def test_groups_keep_their_own_rates():
    a, b = nn.Linear(16, 16), nn.Linear(16, 16)
    optimisers = Optimisers({"a": (a, 1e-2), "b": (b, 1e-3)})
    (a(torch.ones(1, 16)).sum() + b(torch.ones(1, 16)).sum()).backward()
    optimisers.step(0.5)
    assert [g["lr"] for g in optimisers.muon.param_groups] == [5e-3, 5e-4]
    assert [g["lr"] for g in optimisers.adam.param_groups] == [5e-3, 5e-4]


def test_rate_warms_up_in_steps_and_falls_with_the_time():
    assert [rate(s, 0.0, 4) for s in range(5)] == [0.25, 0.5, 0.75, 1.0, 1.0]
    values = [rate(100, p / 10, 4) for p in range(11)]
    assert values == sorted(values, reverse=True)
    assert rate(100, 0.5, 4) == pytest.approx(0.51)
    assert rate(100, 1.0, 4) == rate(100, 3.0, 4) == pytest.approx(0.02)
