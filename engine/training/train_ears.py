"""Stage "ears": the streaming encoder learns to hear, by CTC on 256 lower-case units.

Short clips without augmentation until the loss falls under a threshold (a CTC model on a plateau learns nothing from
hard input), then longer clips with augmentation ramped up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from torch import Tensor

from engine.speech.encoder import Ears
from engine.training.augment import Augmenter, gather_clips
from engine.training.clips import RATE, Clip, ClipStore, spans
from engine.training.ctc import ctc_loss, greedy_texts, word_error_rate
from engine.training.monitor import Figures
from engine.training.optim import Optimisers, rate
from engine.training.stage import Clock, Log, Place, wait_for

PLATEAU = 6.0  # loss a unit before anything is learnt
FRAME = 640  # samples of a 25 Hz frame
OVERLAP = 240  # samples of the last mel window beyond its hop


@dataclass
class EarsConfig:
    """Settings of the stage; times in seconds."""

    lr: float = 2e-3
    warm_up: int = 150
    easy_loss: float = 1.2
    ramp: int = 1500
    mid_weight: float = 0.3
    compiled: bool = True
    report: float = 30.0
    check: bool = True  # word error of held-back clips at every report (new shapes, so it costs time when compiled)
    steps: int | None = None
    seed: int = 0
    extra: dict[str, Any] = field(default_factory=dict)


def labels(clips: list[Clip], device: torch.device) -> tuple[Tensor, Tensor]:
    """CTC targets [B, L] (padded with 0) and their lengths [B]."""
    width = max(8, -(-max(len(c.ctc) for c in clips) // 32) * 32)
    out = np.zeros((len(clips), width), np.int64)
    for line, clip in zip(out, clips, strict=True):
        line[: len(clip.ctc)] = clip.ctc
    lengths = torch.tensor([len(c.ctc) for c in clips])
    return torch.from_numpy(out).to(device, non_blocking=True), lengths.to(device, non_blocking=True)


def encode_clips(
    ears: Ears, store: ClipStore, clips: list[Clip], samples: int, augmenter: Augmenter | None, strength: float
) -> tuple[Tensor, Tensor, Tensor]:
    """Frames and mid frames [B, T, D] of clips cut from the store and augmented, and the real 25 Hz frames [B] of each.

    Without an augmenter the clips stay as they are.
    """
    device = store.buffer.device
    starts, lengths = spans(clips, device)
    with torch.no_grad():
        plain = torch.ones_like(starts, dtype=torch.float32)
        factors = plain if augmenter is None else augmenter.factors(lengths, samples, strength)
        wave = gather_clips(store.buffer, starts, lengths, factors, samples + OVERLAP)
        if augmenter is None:
            mel = ears.features(wave)
        else:
            mel = augmenter.mels(ears.features(augmenter.waves(wave, strength)), strength)
    with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
        frames, mid = ears.encode(mel)
    chunk = ears.config.chunk
    real = (lengths / factors / FRAME / chunk).ceil().long() * chunk
    return frames, mid, real.clamp(max=frames.shape[1])


def hearing_loss(
    ears: Ears, frames: Tensor, mid: Tensor, targets: Tensor, target_lengths: Tensor, mid_weight: float
) -> Tensor:
    """CTC loss at the top plus `mid_weight` times the loss at the middle layer."""
    full = torch.full_like(target_lengths, frames.shape[1])
    top = ctc_loss(ears.ctc_logits(frames), full, targets, target_lengths)
    return top + mid_weight * ctc_loss(ears.mid_logits(mid), full, targets, target_lengths)


@torch.no_grad()
def transcribe(ears: Ears, store: ClipStore, clips: list[Clip], samples: int) -> list[str]:
    """Greedy CTC transcripts of clips, padded to `samples`, without augmentation."""
    ears.eval()
    frames, _, _ = encode_clips(ears, store, clips, samples, None, 0.0)
    ears.train()
    return greedy_texts(ears.ctc_logits(frames).float(), store.ctc)


def validate(ears: Ears, store: ClipStore, limit: int = 64) -> dict[str, float]:
    """Word error rate of held-back clips by kind (open, question, human)."""
    out: dict[str, float] = {}
    samples = store.buckets[-1].samples
    for kind in ("open", "question", "human"):
        clips = [c for c in (store.clips[i] for i in store.validation) if c.kind == kind][:limit]
        if clips:
            out[f"wer_{kind}"] = word_error_rate([c.transcript for c in clips], transcribe(ears, store, clips, samples))
    return out


class Curriculum:
    """How hard the input is: easy until the loss has fallen, then augmentation grows over `ramp` steps."""

    def __init__(self, config: EarsConfig, eased: bool):
        self._config = config
        self._eased_at = -config.ramp if eased else None
        self.loss = PLATEAU

    @property
    def eased(self) -> bool:
        """True once the plateau is left."""
        return self._eased_at is not None

    def strength(self, step: int) -> float:
        """Strength of the augmentation, 0 to 1."""
        return 0.0 if self._eased_at is None else min(1.0, (step - self._eased_at) / self._config.ramp)

    def observe(self, step: int, loss: Tensor) -> None:
        """Follow the loss (read from the device at every tenth step only)."""
        if step % 10:
            return
        self.loss = 0.8 * self.loss + 0.2 * float(loss.detach()) / (1 + self._config.mid_weight)
        if self._eased_at is None and self.loss < self._config.easy_loss:
            self._eased_at = step


def wait_for_speech(store: ClipStore, longest: int, clock: Clock) -> None:
    """Sleep until the first `longest` buckets of the store hold enough for a batch.

    Raises:
        RuntimeError: they do not before the clock runs out.
    """
    if not wait_for(lambda: store.draw(np.random.default_rng(0), longest) is not None, clock):
        raise RuntimeError("no speech came in time; is the synthesis running?")


@dataclass
class EarsStage:
    """The stage: what it trains, on what, and how far it is."""

    config: EarsConfig
    ears: Ears
    store: ClipStore
    place: Place
    monitor: Figures | None = None
    eased: bool = False  # the encoder hears already: no easy input at the start
    step: int = 0
    heard_hours: float = 0.0

    def run(self, seconds: float) -> None:
        """Train for `seconds` and write ears.pt.

        Raises:
            RuntimeError: no speech came in that time.
        """
        self.ears.to(self.store.buffer.device)
        if self.config.compiled:
            self.ears.compile_layers()
        log, clock = self.place.log("ears"), Clock(seconds, self.config.steps)
        self._curriculum = Curriculum(self.config, self.eased)
        self._augmenter = Augmenter(self.store.buffer.device, self.config.seed, **self.config.extra)
        wait_for_speech(self.store, 1, clock)
        self._loop(log, clock)
        self.store.close()
        self._report(log, "ears.pt", done=1)

    def _loop(self, log: Log, clock: Clock) -> None:
        optimisers, rng = Optimisers({"ears": (self.ears, self.config.lr)}), np.random.default_rng(self.config.seed)
        next_report = self.config.report
        while (progress := clock.progress(self.step)) < 1:
            self._train(rng, optimisers, progress)
            if clock.seconds > next_report:
                next_report = clock.seconds + self.config.report
                self._report(log, "ears.last.pt", monitored=True)

    def _train(self, rng: np.random.Generator, optimisers: Optimisers, progress: float) -> None:
        eased, strength = self._curriculum.eased, self._curriculum.strength(self.step)
        drawn = self.store.draw(rng, len(self.store.buckets) if eased else 1)
        assert drawn is not None, "there was speech before"
        (bucket, clips), augmenter = drawn, self._augmenter if eased else None
        frames, mid, _ = encode_clips(self.ears, self.store, clips, bucket.samples, augmenter, strength)
        targets = labels(clips, self.store.buffer.device)
        loss = hearing_loss(self.ears, frames, mid, *targets, self.config.mid_weight)
        loss.backward()
        optimisers.step(rate(self.step, progress, self.config.warm_up))
        self.heard_hours += sum(c.length for c in clips) / RATE / 3600
        self.step += 1
        self._curriculum.observe(self.step, loss)

    def _report(self, log: Log, checkpoint: str, monitored: bool = False, **more: int) -> None:
        measured: dict[str, float] = {}
        if self.config.check:
            measured = validate(self.ears, self.store)
            if monitored and self.monitor is not None:
                measured |= self.monitor(None, self.ears)
        curriculum = self._curriculum
        about = {"step": self.step, "loss": curriculum.loss, "strength": curriculum.strength(self.step), **more}
        hours = {"heard_h": self.heard_hours, "distinct_h": self.store.hours, "clips": len(self.store.clips)}
        log(**about, **hours, **measured)
        self.place.save(checkpoint, {"ears": self.ears}, step=self.step, eased=curriculum.eased)
