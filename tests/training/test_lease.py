"""What is brought home from a lent machine: always the newest, never more than fits."""

import torch
from torch import nn

from engine.training import lease
from engine.training.carry_out import join_parts
from engine.training.stage import load_checkpoint, save_checkpoint


def saved(path, seed):
    torch.manual_seed(seed)
    net = nn.Linear(64, 64)
    save_checkpoint(path, {"net": net}, step=seed)
    return net


def test_the_newest_checkpoint_comes_home_whole(tmp_path):
    out, home = tmp_path / "out", tmp_path / "home"
    out.mkdir()
    home.mkdir()
    assert lease.bring_home(out, home) == []
    saved(out / "ears.last.pt", 1)
    saved(out / "joint.last.pt", 2)
    net = saved(out / "joint.pt", 3)
    saved(out / "codec.pt", 4)
    parts = lease.bring_home(out, home)
    assert {p.name for p in parts} == {"joint.weights.000", "codec.weights.000"}
    assert sorted(home.iterdir()) == sorted(parts)
    join_parts([p for p in parts if p.name.startswith("joint")], tmp_path / "again.pt")
    other = nn.Linear(64, 64)
    assert load_checkpoint(tmp_path / "again.pt", {"net": other})["step"] == 3
    assert (net.weight - other.weight).abs().max() < 0.002


def test_what_does_not_fit_stays(tmp_path, monkeypatch):
    out, home = tmp_path / "out", tmp_path / "home"
    out.mkdir()
    home.mkdir()
    saved(out / "joint.last.pt", 2)
    saved(out / "codec.pt", 4)
    monkeypatch.setattr(lease, "ROOM", 6_000)
    assert [p.name for p in lease.bring_home(out, home)] == ["joint.last.weights.000"]


def test_holding_ends_when_training_does(tmp_path, capsys, monkeypatch):
    memory = tmp_path / "meminfo"
    memory.write_text("MemTotal: 9 kB\nMemFree: 1 kB\nMemAvailable: 3 kB\n")
    monkeypatch.setattr(lease, "MEMORY", memory)
    saved(tmp_path / "joint.pt", 1)
    (tmp_path / "run.jsonl").write_text('{"first": 1}\n{"last": 2}\n')
    lease.hold(tmp_path, 1_000.0)
    lease.show(tmp_path)
    assert capsys.readouterr().out == '{"last": 2}\nMemTotal: 9 kB MemAvailable: 3 kB\n'
