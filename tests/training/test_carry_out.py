"""Weights through the narrow door: small error, all names, provenance."""

import pytest
import torch
from torch import nn

from engine.training import carry_out
from engine.training.stage import load_checkpoint, save_checkpoint


def net(seed):
    torch.manual_seed(seed)
    return nn.Sequential(nn.Linear(64, 96), nn.LayerNorm(96), nn.Linear(96, 10), nn.Conv1d(10, 4, 3))


def test_round_trip_in_several_parts(tmp_path, monkeypatch):
    monkeypatch.setattr(carry_out, "PART", 3000)
    first, second, back = net(0), net(1), [net(2), net(3)]
    with torch.no_grad():
        first[0].weight[5] = 0.0  # a block of zeros has no scale
    save_checkpoint(tmp_path / "a.pt", {"ears": first, "lm": second}, step=7, commit="abc")
    (tmp_path / "parts").mkdir()
    parts = carry_out.split(tmp_path / "a.pt", tmp_path / "parts")
    assert len(parts) > 2
    assert max(p.stat().st_size for p in parts) <= 3000
    carry_out.join_parts(parts[::-1], tmp_path / "b.pt")
    assert load_checkpoint(tmp_path / "b.pt", {"ears": back[0], "lm": back[1]}) == {"step": 7, "commit": "abc"}
    for old, new in zip((first, second), back, strict=True):
        for (name, p), q in zip(old.named_parameters(), new.parameters(), strict=True):
            assert (p - q).norm() <= 0.01 * p.norm(), name


def test_other_shapes_keep_16_bits():
    weights = {"odd": torch.randn(7, 33), "scalar": torch.tensor(0.05), "wide": torch.randn(2, 3, 64)}
    back, provenance = carry_out.unpack_weights(carry_out.pack_weights(weights, "p"))
    assert provenance == "p"
    assert torch.equal(back["odd"], weights["odd"].half().float())
    assert float(back["scalar"]) == pytest.approx(0.05, rel=1e-3)
    assert back["wide"].shape == (2, 3, 64)
