"""Several processes, one model: two of them over gloo."""

import socket
import subprocess
import sys

import torch
from torch import nn

from engine.training import ranks

SCRIPT = """
import sys, torch
from torch import nn
from engine.training import ranks
number, port = int(sys.argv[1]), int(sys.argv[2])
ranks.join(number, 2, port)
assert ranks.rank() == number
torch.manual_seed(number)
net = nn.Linear(2, 2)
ranks.copy_from_first(net)
torch.manual_seed(0)
assert torch.equal(net.weight, nn.Linear(2, 2).weight)
net.weight.grad = torch.full((2, 2), float(number))
if number:
    net.bias.grad = torch.ones(2)
ranks.average_gradients(net.parameters())
assert torch.equal(net.weight.grad, torch.full((2, 2), 0.5)), net.weight.grad
assert torch.equal(net.bias.grad, torch.full((2,), 0.5)), net.bias.grad
assert ranks.agreed(0.25 + number, torch.device("cpu")) == 1.25
torch.distributed.destroy_process_group()
"""


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def test_two_processes_share_weights_gradients_and_decisions(root):
    port = str(free_port())
    commands = [[sys.executable, "-c", SCRIPT, str(number), port] for number in range(2)]
    both = [subprocess.Popen(c, cwd=root, stderr=subprocess.PIPE, text=True) for c in commands]
    for process in both:
        errors = process.communicate(timeout=90)[1]
        assert process.returncode == 0, errors


def test_alone_nothing_is_exchanged():
    net = nn.Linear(2, 2)
    ranks.join(0, 1)
    ranks.average_gradients(net.parameters())
    ranks.copy_from_first(net)
    assert net.weight.grad is None
    assert ranks.rank() == 0
    assert ranks.agreed(0.3, torch.device("cpu")) == 0.3
