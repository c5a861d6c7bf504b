"""Variants of espeak-ng for training: the intelligible ones it brings, and made ones, each a Klatt voice of its own."""

from __future__ import annotations

import random
from pathlib import Path

from engine.errors import VoiceError
from engine.voices.base import LIBRARIES

ESPEAK_VARIANTS = tuple(
    "edward edward2 benjamin klatt2 klatt3 klatt4 klatt5 caleb robosoft2 m5 m6 f5 f2 Hugo michel".split()
)
MADE_VARIANTS = 160


def klatt_variant(rng: random.Random) -> str:
    """An espeak-ng variant file with a Klatt voice of its own, in the range that stays intelligible."""
    low = rng.uniform(75, 140)
    scale = rng.uniform(0.92, 1.1)
    formants = [
        f"formant {i} {100 * scale * rng.uniform(0.95, 1.05):.0f} {rng.uniform(80, 110):.0f} {rng.uniform(70, 130):.0f}"
        for i in range(1, 5)
    ]
    lines = [
        "language variant",
        f"klatt {rng.choice((2, 3, 4, 5))}",
        f"pitch {low:.0f} {low * rng.uniform(1.25, 1.6):.0f}",
        f"voicing {rng.uniform(85, 115):.0f}",
        f"consonants {rng.uniform(60, 100):.0f} {rng.uniform(70, 100):.0f}",
        *formants,
    ]
    return "\n".join(lines) + "\n"


def write_variants(root: Path, seed: int) -> None:
    """Put the made Klatt variants into the tree's variant folder (once a run)."""
    rng, folder = random.Random(seed), root / LIBRARIES / "espeak-ng-data/voices/!v"
    if not folder.is_dir():
        raise VoiceError(f"{root} is no tree of speech engines: make one with installer/voices.sh.")
    for i in range(MADE_VARIANTS):
        (folder / f"made{i}").write_text(klatt_variant(rng))
