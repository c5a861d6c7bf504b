"""Optimisers and schedules: Muon for matrices, AdamW for the rest, learning rates that follow the clock."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import torch
from torch import Tensor, nn

from engine.training.ranks import average_gradients

# Coefficients of the quintic Newton-Schulz iteration: K. Jordan et al., "Muon: an optimizer for hidden layers" (2024).
_NEWTON_SCHULZ = (3.4445, -4.7750, 2.0315)


def orthogonalise(update: Tensor, steps: int = 5) -> Tensor:
    """Nearest semi-orthogonal matrices of a stack of matrices [n, rows, columns], by Newton-Schulz (Muon, 2024).

    On a GPU it is computed in bf16.
    """
    a, b, c = _NEWTON_SCHULZ
    x = update.to(torch.bfloat16 if update.is_cuda else torch.float32)
    tall = x.shape[-2] > x.shape[-1]
    x = x.mT if tall else x
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(steps):
        gram = x @ x.mT
        x = a * x + (b * gram + c * gram @ gram) @ x
    return (x.mT if tall else x).to(update.dtype)


class Muon(torch.optim.Optimizer):
    """Momentum whose matrix updates are orthogonalised; matrices of one shape are handled as one stack.

    Updates are scaled by 0.2 * sqrt(max(rows, columns)) so that AdamW's learning rate and decay fit
    (J. Liu et al., "Muon is scalable for LLM training", arXiv 2502.16982).
    """

    def __init__(self, params: Iterable[nn.Parameter], lr: float = 2e-3, momentum: float = 0.95, decay: float = 0.05):
        super().__init__(list(params), {"lr": lr, "momentum": momentum, "decay": decay})

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> float | None:  # type: ignore[override]
        """One update of every matrix that has a gradient; the closure's loss, if there is one."""
        with torch.enable_grad():
            loss = None if closure is None else closure()
        for group in self.param_groups:
            stacks: dict[torch.Size, list[nn.Parameter]] = defaultdict(list)
            for p in group["params"]:
                if p.grad is not None:
                    stacks[p.shape].append(p)
            for shape, params in stacks.items():
                self._step_stack(shape, params, group)
        return loss

    def _step_stack(self, shape: torch.Size, params: list[nn.Parameter], group: dict[str, Any]) -> None:
        weights: list[Tensor] = [*params]
        buffers = [self.state[p].setdefault("momentum", torch.zeros_like(p)) for p in params]
        grads = [p.grad for p in params if p.grad is not None]
        torch._foreach_lerp_(buffers, grads, 1 - group["momentum"])
        nesterov = torch.stack(grads).lerp(torch.stack(buffers), group["momentum"])
        updates = orthogonalise(nesterov).unbind(0)
        scale = 0.2 * math.sqrt(max(shape))
        torch._foreach_mul_(weights, 1 - group["lr"] * group["decay"])
        torch._foreach_add_(weights, list(updates), alpha=-group["lr"] * scale)


def is_matrix(name: str, p: nn.Parameter) -> bool:
    """True for weights that Muon handles: plain matrices, but no embeddings, output heads or tiny tables."""
    return p.ndim == 2 and min(p.shape) >= 16 and not any(k in name for k in ("embed", "head", "ctc"))


class Optimisers:
    """Muon + AdamW over named groups of modules, each group with its own peak learning rate."""

    def __init__(self, groups: Mapping[str, tuple[nn.Module, float]], decay: float = 0.05, clip: float = 1.0):
        self.clip = clip
        self.params: list[nn.Parameter] = []
        muon, adam = [], []
        for module, lr in groups.values():
            named = [(n, p) for n, p in module.named_parameters() if p.requires_grad]
            self.params += [p for _, p in named]
            muon.append({"params": [p for n, p in named if is_matrix(n, p)], "lr": lr, "peak": lr})
            adam.append({"params": [p for n, p in named if not is_matrix(n, p)], "lr": lr, "peak": lr})
        self.muon = Muon([nn.Parameter(torch.zeros(1, 1))], decay=decay)
        self.muon.param_groups = []
        for group in muon:
            self.muon.add_param_group({**group, "momentum": 0.95, "decay": decay})
        self.adam = torch.optim.AdamW(adam, betas=(0.9, 0.95), weight_decay=0.01)

    def step(self, factor: float) -> Tensor:
        """Clip the gradients, set every group's rate to peak * factor, update, clear. Returns the norm."""
        average_gradients(self.params)
        norm = nn.utils.clip_grad_norm_(self.params, self.clip)
        for optimiser in (self.muon, self.adam):
            for group in optimiser.param_groups:
                group["lr"] = group["peak"] * factor
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
        return norm


def rate(step: int, progress: float, warm_up: int, floor: float = 0.02) -> float:
    """Learning-rate factor: linear warm-up in steps, then a cosine in `progress` (0..1 of the time budget)."""
    cosine = floor + (1 - floor) * 0.5 * (1 + math.cos(math.pi * min(1.0, progress)))
    return min(1.0, (step + 1) / max(1, warm_up)) * cosine
