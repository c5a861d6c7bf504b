"""What stages share: log, clock, checkpoints, batches made in the background, the rate at which input gets hard."""

import json
import threading
import time

import pytest
import torch
from torch import nn

from engine.training.prefetch import Prefetch
from engine.training.stage import Clock, Place, load_checkpoint, wait_for
from engine.training.train_ears import Curriculum, EarsConfig


def test_checkpoints_load_strictly_by_name_and_carry_provenance(tmp_path):
    place, net = Place(tmp_path, {"commit": "abc", "step": 0}), nn.Linear(3, 3)
    place.save("x.pt", {"net": net}, step=5)
    other = nn.Linear(3, 3)
    assert load_checkpoint(tmp_path / "x.pt", {"net": other}) == {"commit": "abc", "step": 5}
    assert torch.equal(net.weight, other.weight)
    with pytest.raises(RuntimeError, match="Missing key"):
        load_checkpoint(tmp_path / "x.pt", {"net": nn.Sequential(nn.Linear(3, 3))})
    assert [p.name for p in tmp_path.iterdir()] == ["x.pt"]


def test_log_lines_are_json(tmp_path, capsys):
    Place(tmp_path).log("ears")(step=3, loss=1.23456)
    line = json.loads((tmp_path / "ears.jsonl").read_text())
    assert (line["stage"], line["step"], line["loss"]) == ("ears", 3, 1.2346)
    assert json.loads(capsys.readouterr().out) == line


def test_clock_counts_time_or_steps():
    assert Clock(1000, 10).progress(5) == pytest.approx(0.5, abs=0.01)
    assert Clock(1000).progress(5) < 0.01
    assert Clock(1e-9, 10).progress(0) >= 1
    assert not wait_for(lambda: False, Clock(0.05), every=0.01)
    assert wait_for(lambda: True, Clock(0.05))


def test_prefetch_gives_results_and_ends_its_threads():
    before = threading.active_count()
    with Prefetch(lambda rng: float(rng.random()), threads=3, depth=2) as source:
        values = [source.get() for _ in range(20)]
    assert len(set(values)) == 20
    assert threading.active_count() == before


def test_prefetch_raises_what_the_maker_raised():
    def broken(rng):
        raise ValueError("no rows")

    with Prefetch(broken, threads=1) as source, pytest.raises(ValueError, match="no rows"):
        source.get(timeout=10)


def test_prefetch_keeps_only_a_few_results_ready():
    made = []
    with Prefetch(lambda _: made.append(1), threads=1, depth=2):
        time.sleep(0.1)
        assert len(made) <= 3


def test_input_gets_harder_once_the_plateau_is_left():
    config = EarsConfig(ramp=100, easy_loss=1.0, mid_weight=0.0)
    course = Curriculum(config, eased=False)
    for step in range(1, 41):
        course.observe(step, torch.tensor(5.0))
    assert not course.eased
    assert course.strength(40) == 0
    step = 40
    while not course.eased:
        step += 1
        course.observe(step, torch.tensor(0.5))
    assert course.loss < 1.0
    assert course.strength(step) == 0
    assert course.strength(step + 50) == 0.5
    assert course.strength(step + 500) == 1.0
    assert Curriculum(config, eased=True).strength(0) == 1.0
