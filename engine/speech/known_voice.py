"""Getting to know a voice: the ears' layer norms learn from what a voice said, without being told what it said.

Ears that hear a voice for the first time take its sounds for others and are unsure of them. Norms that make the ears
surer of the same utterances (less entropy), and confuse fewer sounds with each other on average (minimum class
confusion, arXiv 1912.03699), also hear the next utterances better: test-time adaptation as in Tent (arXiv 2006.10726)
and SUTA (arXiv 2203.14222). Only norms change, a thousandth of the ears; all big weights are shared with the ears.

Nothing of a voice leaves a `Pupil` but these norms (`values`). The sound of the last utterances is kept in memory.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from engine.speech.encoder import Ears

Samples = npt.NDArray[np.float32]
Values = dict[str, Tensor]
"""Norms by name, as `Ears.state_dict` calls them."""


@dataclass(frozen=True)
class Learning:
    """How a voice is learnt: docs/known-voice.md tells on which voices these were chosen.

    After so many sounds as `lessons` say there is a lesson of `steps` steps, each of two utterances out of the last
    `kept`: a few short ones say too little of a voice. A norm stays within `furthest` of the pack's own, and is drawn
    back to it by `pull` of the way at each step.
    """

    lessons: tuple[int, ...] = (250, 500, 1000)
    steps: int = 15
    rate: float = 2e-3
    pull: float = 0.0
    furthest: float = 0.1
    temperature: float = 2.0
    confusion: float = 0.7
    top: float = 1.0
    kept: int = 16
    longest_s: float = 10.0


FEWEST_SOUNDS = 10
"""Sounds in an utterance worth learning from; noise and silence have next to none."""
SOUNDS_A_SECOND = (3.0, 25.0)
MOST_LOST = 0.8, 1.25
"""A lesson after which so much less, or more, is heard in the same utterances has gone wrong."""
CHECKED = 4
"""Utterances on which that is looked at."""
TOGETHER = 2
"""Utterances of one step."""
FEWEST_FRAMES = 4
OVERLAP = 240
"""Samples after the last chunk that its last frame covers."""


@dataclass(frozen=True)
class Heard:
    """What is heard in an utterance: `sounds` phones, and how unsure the ears are (the loss)."""

    sounds: int
    loss: float


def norms(ears: Ears) -> dict[str, nn.Parameter]:
    """Return what is learnt: all norms' scales and shifts."""
    return {
        f"{name}.{kind}": parameter
        for name, module in ears.named_modules()
        if isinstance(module, nn.LayerNorm)
        for kind, parameter in module.named_parameters(recurse=False)
    }


def values_of(ears: Ears) -> Values:
    """Return a copy of the ears' norms."""
    return {name: parameter.detach().clone() for name, parameter in norms(ears).items()}


def fits(values: Mapping[str, Tensor], ears: Ears) -> bool:
    """Tell whether these are norms of such ears, all of them finite."""
    own = norms(ears)
    return values.keys() == own.keys() and all(
        value.shape == own[name].shape and bool(value.isfinite().all()) for name, value in values.items()
    )


@torch.no_grad()
def adopt(ears: Ears, values: Mapping[str, Tensor]) -> None:
    """Hear with these norms from the next stream on; never in the middle of one."""
    for name, parameter in norms(ears).items():
        parameter.copy_(values[name])


def twin_of(ears: Ears) -> Ears:
    """Return ears with norms of their own that share all else, so that another thread may learn with them."""
    learnt = {id(parameter) for parameter in norms(ears).values()}
    shared = {id(t): t for t in (*ears.parameters(), *ears.buffers()) if id(t) not in learnt}
    twin: Ears = deepcopy(ears, shared)
    for parameter in norms(twin).values():
        parameter.requires_grad_(True)
    return twin.eval()


class Pupil:
    """Learns one voice: `hear` its utterances, then take `lesson`s while one is `due`. Belongs to one thread.

    `ears` are as the pack has them, and stay so: what was learnt are `values`.
    """

    def __init__(self, ears: Ears, learning: Learning | None = None) -> None:
        self._learning = learning or Learning()
        self._ears = twin_of(ears)
        self._own = values_of(ears)
        self._mels: deque[Tensor] = deque(maxlen=self._learning.kept)
        self.values = self._own
        """The norms after the last lesson that went well."""
        self.count = 0
        """Sounds heard."""
        self.learnt = 0
        """Sounds after which the last lesson was."""
        self._lesson: Iterator[None] | None = None

    @property
    def due(self) -> bool:
        """Whether there is something to learn."""
        return bool(self._mels) and any(self.learnt < at <= self.count for at in self._learning.lessons)

    @property
    def finished(self) -> bool:
        """Whether no lesson will come any more."""
        return self.learnt >= self._learning.lessons[-1]

    def go_on(self) -> bool:
        """Do one utterance's work of the lesson that is due; False when that lesson is over."""
        self._lesson = self._lesson or self.lesson()
        for _ in self._lesson:
            return True
        self._lesson = None
        return False

    def restore(self, values: Values, learnt: int) -> None:
        """Go on from what was learnt of the voice earlier."""
        self.values, self.count, self.learnt, self._lesson = values, learnt, learnt, None
        self._mels.clear()

    def forget(self) -> None:
        """Know nothing of any voice."""
        self.restore(self._own, 0)

    def hear(self, samples: Samples) -> bool:
        """Take an utterance [n] (float32, 16 kHz) to learn from; False if there is too little speech in it."""
        mel = self._mel(samples)
        if self._lesson is None:  # else one was put off, and goes on where it is
            adopt(self._ears, self.values)
        seconds, heard = mel.shape[1] / 100, self._look(mel)
        few, many = SOUNDS_A_SECOND
        if heard.sounds < FEWEST_SOUNDS or not few <= heard.sounds / seconds <= many or not np.isfinite(heard.loss):
            return False
        self._mels.append(mel)
        self.count += heard.sounds
        return True

    def lesson(self) -> Iterator[None]:
        """Learn; every step of the iterator is one utterance's work, after any of which it may be put off or left."""
        at, mels = self.count, list(self._mels)
        adopt(self._ears, self.values)
        before: list[Heard] = []
        after: list[Heard] = []
        yield from self._look_at(mels[-CHECKED:], before)
        yield from self._learn(mels, random.Random(at))
        yield from self._look_at(mels[-CHECKED:], after)
        if went_well(before, after):
            self.values = values_of(self._ears)
        self.learnt = at

    def _learn(self, mels: Sequence[Tensor], rng: random.Random) -> Iterator[None]:
        """Take the steps of a lesson."""
        learnt = norms(self._ears)
        optimizer = torch.optim.Adam(learnt.values(), lr=self._learning.rate)
        for _ in range(self._learning.steps):
            for _ in range(TOGETHER):
                self._loss(rng.choice(mels))[0].backward()
                yield
            optimizer.step()
            optimizer.zero_grad()
            self._hold(learnt)

    @torch.no_grad()
    def _hold(self, learnt: Mapping[str, nn.Parameter]) -> None:
        """Keep norms near the pack's own."""
        far, keep = self._learning.furthest, 1 - self._learning.pull
        for name, parameter in learnt.items():
            own = self._own[name]
            parameter.copy_(own + ((parameter - own) * keep).clamp(-far, far))

    def _look_at(self, mels: Sequence[Tensor], found: list[Heard]) -> Iterator[None]:
        for mel in mels:
            found.append(self._look(mel))
            yield

    @torch.no_grad()
    def _look(self, mel: Tensor) -> Heard:
        loss, sounds = self._loss(mel)
        return Heard(sounds, float(loss))

    def _loss(self, mel: Tensor) -> tuple[Tensor, int]:
        """How unsure the ears are of an utterance, and how many sounds they hear in it."""
        frames, middle = self._ears.encode(mel)
        sounds = self._ears.mid_logits(middle)[0]
        tops = self._ears.ctc_logits(frames)[0]
        loss = self._unsure(sounds) + self._learning.top * self._unsure(tops)
        return loss, heard_in(sounds)

    def _unsure(self, logits: Tensor) -> Tensor:
        """Entropy and class confusion of the frames [T, units] that are no blanks."""
        c = self._learning
        told = logits[logits.argmax(-1) != 0]
        if len(told) < FEWEST_FRAMES:
            return logits.sum() * 0
        p = (told / c.temperature).softmax(-1)
        entropy = -(p * (p + 1e-9).log()).sum(-1)
        weight = (1 + torch.exp(-entropy)).detach()
        together = (p * (weight / weight.mean())[:, None]).T @ p
        together = together / together.sum(1, keepdim=True)
        confused = (together.sum() - together.trace()) / len(together)
        return (1 - c.confusion) * entropy.mean() + c.confusion * confused

    def _mel(self, samples: Samples) -> Tensor:
        """Features [1, F, mels] of whole chunks."""
        size = 4 * self._ears.config.chunk * self._ears.features.config.hop
        samples = samples[: int(self._learning.longest_s * self._ears.features.config.rate)]
        wave = np.zeros(-(-len(samples) // size) * size + OVERLAP, np.float32)
        wave[: len(samples)] = samples
        with torch.no_grad():
            return self._ears.features(torch.from_numpy(wave)[None])


def heard_in(logits: Tensor) -> int:
    """Count what a CTC head tells in frames [T, units]: runs of one unit, blanks left out."""
    best = logits.argmax(-1)
    begins = torch.cat([best[:1] != 0, (best[1:] != best[:-1]) & (best[1:] != 0)])
    return int(begins.sum())


def went_well(before: Sequence[Heard], after: Sequence[Heard]) -> bool:
    """Whether the ears are surer after a lesson, and hear about as much as before."""
    fewest, most = (sum(one.sounds for one in before) * share for share in MOST_LOST)
    loss = sum(one.loss for one in after)
    return loss < sum(one.loss for one in before) and fewest <= sum(one.sounds for one in after) <= most
