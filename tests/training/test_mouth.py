"""Mouths that nobody has: every sound comes out in a new way, the same one all through a clip."""

import torch

from engine.training.augment import Augmenter
from engine.training.mouth import CHANGE, spoken_otherwise


def generator():
    return torch.Generator().manual_seed(3)


def clips(n=4):
    """Two sounds by turns, twenty frames each."""
    sounds = torch.randn(2, 80, generator=generator())
    return sounds[torch.arange(200) // 20 % 2].expand(n, -1, -1).clone()


def test_a_sound_is_changed_alike_wherever_it_comes_and_otherwise_than_another():
    changed = spoken_otherwise(clips(), 1.0, generator()) - clips()
    first, again, other = changed[:, 10], changed[:, 50], changed[:, 30]
    assert torch.allclose(first, again, atol=1e-4)
    assert (first - other).square().mean(1).sqrt().min() > 0.02


def test_every_clip_has_a_mouth_of_its_own():
    changed = spoken_otherwise(clips(), 1.0, generator())[:, 10]
    assert (changed[0] - changed[1]).square().mean().sqrt() > 0.1


def test_the_change_is_bounded_and_none_at_strength_0():
    steady = torch.randn(16, 1, 80, generator=generator()).expand(-1, 100, -1) * 0 + 1.0  # nothing to sharpen
    size = (spoken_otherwise(steady, 1.0, generator()) - steady).square().mean((1, 2)).sqrt()
    assert 0 < size.max() <= CHANGE + 1e-4
    assert torch.allclose(spoken_otherwise(clips(), 0.0, generator()), clips(), atol=1e-6)


def test_the_augmenter_uses_it_only_when_asked():
    plain, other = (Augmenter(torch.device("cpu"), 1, rooms=2, mouths=m) for m in (0.0, 1.0))
    mel = torch.randn(2, 96, 80, generator=generator())
    still = plain.mels(mel, 0.0, hidden=0.0)
    assert torch.equal(still, other.mels(mel, 0.0, hidden=0.0))
    assert not torch.allclose(plain.mels(mel, 1.0, 0.0), other.mels(mel, 1.0, 0.0), atol=0.1)
