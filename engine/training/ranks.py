"""Several GPUs, one model: every rank trains on batches of its own and gradients are averaged."""

from __future__ import annotations

import os
from collections.abc import Iterable

import torch
import torch.distributed as dist
from torch import nn


def join(rank: int, world: int, port: int = 29_541) -> None:
    """Join the group of `world` processes (no-op for one)."""
    if world > 1:
        os.environ.update(MASTER_ADDR="127.0.0.1", MASTER_PORT=str(port))
        dist.init_process_group("nccl" if torch.cuda.is_available() else "gloo", rank=rank, world_size=world)


def rank() -> int:
    """This process's number; 0 alone."""
    return dist.get_rank() if dist.is_initialized() else 0


def agreed(value: float, device: torch.device) -> float:
    """The largest of the ranks' values, so that all take the same decision."""
    if not dist.is_initialized():
        return value
    shared = torch.tensor(value, device=device, dtype=torch.float64)
    dist.all_reduce(shared, dist.ReduceOp.MAX)
    return float(shared)


@torch.no_grad()
def average_gradients(params: Iterable[nn.Parameter]) -> None:
    """Replace every gradient by its mean over the ranks (a missing one counts as zero)."""
    if not dist.is_initialized():
        return
    params = list(params)
    flat = torch.cat([(torch.zeros_like(p) if p.grad is None else p.grad).flatten() for p in params])
    dist.all_reduce(flat)
    flat /= dist.get_world_size()
    for p, part in zip(params, flat.split([p.numel() for p in params]), strict=True):
        p.grad = part.view_as(p)


@torch.no_grad()
def copy_from_first(module: nn.Module) -> None:
    """Give every rank the weights of rank 0."""
    if dist.is_initialized():
        for p in module.parameters():
            dist.broadcast(p.data, 0)
