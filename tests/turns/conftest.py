"""Sounds that are no speech, made by formula."""

import numpy as np
import pytest

RATE = 16_000


@pytest.fixture(scope="session")
def noises():
    """Ten seconds each."""
    rng = np.random.default_rng(3)
    time = np.arange(10 * RATE) / RATE
    clicks = rng.normal(0, 3e-4, len(time))
    clicks[:: RATE // 5] = 0.9
    return {
        name: sound.astype(np.float32)
        for name, sound in {
            "silence": rng.normal(0, 3e-4, len(time)),
            "clicks": clicks,
            "hum": 0.1 * np.sin(2 * np.pi * 100 * time) + rng.normal(0, 3e-4, len(time)),
            "white noise": rng.normal(0, 0.05, len(time)),
        }.items()
    }
