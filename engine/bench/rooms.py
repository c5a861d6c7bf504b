"""Simulated rooms: what reaches a microphone at a distance. Training and benches share the formula."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

RATE = 16_000
Response = npt.NDArray[np.float32]


def room_responses(count: int, seconds: float, seed: int) -> Response:
    """Impulse responses [count, seconds * 16000] of simulated rooms, each scaled to a direct path of 1.

    Early reflections of first to third order by the image-source method (Allen and Berkley, 1979), then a decaying
    noise tail.
    """
    rng = np.random.default_rng(seed)
    n = int(seconds * RATE)
    return np.stack([room_response(n, rng) for _ in range(count)])


def room_response(n: int, rng: np.random.Generator) -> Response:
    """One impulse response [n] float32 of a random room, see `room_responses`."""
    size = rng.uniform((2.5, 2.5, 2.2), (8.0, 7.0, 3.5))
    source, ear = rng.uniform(0.3, 0.7, 3) * size, rng.uniform(0.15, 0.85, 3) * size
    wall = rng.uniform(0.3, 0.85)
    image = np.stack(np.meshgrid(*[np.arange(-3, 4)] * 3, indexing="ij"), -1).reshape(-1, 3)
    place = np.where(image % 2 == 0, image * size + source, (image + 1) * size - source)
    distance, direct = np.linalg.norm(place - ear, axis=1), np.linalg.norm(source - ear)
    delay = ((distance - direct) / 343.0 * RATE).astype(int)
    heard = (delay >= 0) & (delay < n)
    out = np.zeros(n)
    np.add.at(out, delay[heard], (wall ** np.abs(image).sum(1) * direct / distance)[heard])
    t60 = rng.uniform(0.15, 0.7)
    tail = rng.standard_normal(n) * np.exp(-6.9 * np.arange(n) / RATE / t60)
    tail[: int(0.01 * RATE)] = 0
    return (out + 0.1 * rng.uniform(0, 1) * wall * tail).astype(np.float32)
