"""Stage "ears": the streaming encoder learns to hear, by CTC on 256 lower-case units, its middle layer on phones.

Short clips without augmentation until the loss falls under a threshold (a CTC model on a plateau learns nothing from
hard input), then longer clips with augmentation ramped up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from torch import Tensor

from engine.speech.encoder import Ears
from engine.training.augment import Augmenter, read_waves, reading_speeds
from engine.training.clips import CHUNK_SAMPLES, OVERLAP, RATE, USER_KINDS, Batch, Bucket, Clip, ClipStore, cut_clips
from engine.training.ctc import ctc_loss, disagreement, greedy_texts, word_error_rate
from engine.training.monitor import Figures
from engine.training.optim import Optimisers, rate
from engine.training.prefetch import Prefetch
from engine.training.stage import Clock, Log, Place, wait_for

PLATEAU = 6.0  # loss a unit before anything is learnt
AGREEMENT = 0.2  # weight of the disagreement between two views of a clip
CHOSEN_BY = "per_people"
"""Figure by which one of several encoders is chosen: phone error on people who are neither trained on nor reported."""
HIDDEN = 0.8  # time masks a second where nothing but hearing is learnt


@dataclass
class EarsConfig:
    """Settings of the stage; times in seconds."""

    lr: float = 2e-3
    warm_up: int = 150
    easy_loss: float = 1.2
    ramp: int = 1500
    mid_weight: float = 0.5
    views: int = 2  # rows of a batch that are one clip, changed in different ways
    dropout: float = 0.1
    mouths: float = 0.0  # how much of `engine.training.mouth` there is
    compiled: bool = True
    report: float = 30.0
    decay: float = 0.6  # how much of the cosine it runs through: the joint stage goes on from there
    check: bool = True  # word error of held-back clips at every report (new shapes, so it costs time when compiled)
    steps: int | None = None
    seed: int = 0
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass
class Labels:
    """CTC targets [B, L] (padded with 0) and their lengths [B], these on the CPU."""

    units: Tensor
    lengths: Tensor

    @classmethod
    def of(cls, lines: Sequence[Sequence[int] | np.ndarray], device: torch.device) -> Labels:
        """Targets out of the units of each clip."""
        width = max(8, -(-max(len(line) for line in lines) // 32) * 32)
        out = np.zeros((len(lines), width), np.int64)
        for row, line in zip(out, lines, strict=True):
            row[: len(line)] = line
        return cls(torch.from_numpy(out).to(device, non_blocking=True), torch.tensor([len(line) for line in lines]))


@dataclass
class Heard:
    """A batch of clips and what is said in them, as written and as spoken; of `views` rows in turn each is one clip."""

    batch: Batch
    written: Labels
    phones: Labels
    views: int = 1


def heard_batch(
    store: ClipStore,
    buckets: Sequence[Bucket],
    rng: np.random.Generator,
    strength: float,
    device: torch.device,
    views: int = 1,
) -> Heard:
    """A batch from the store, read at speeds that vary by `strength` (views of one clip at the same speed)."""
    bucket, clips = store.draw(rng, buckets, views)
    lengths = np.array([len(c.samples) for c in clips[::views]])
    factors = reading_speeds(lengths, bucket.samples, strength, rng).repeat(views)
    batch = cut_clips(clips, bucket.chunks, factors, device)
    written, phones = Labels.of([c.ctc for c in clips], device), Labels.of([c.phones for c in clips], device)
    return Heard(batch, written, phones, views)


def encode_batch(
    ears: Ears, batch: Batch, augmenter: Augmenter | None, strength: float, hidden: float = 0.33
) -> tuple[Tensor, Tensor]:
    """Frames and mid frames [B, T, D] of a batch, augmented (with `hidden` time masks a second).

    Without an augmenter the clips stay as they are.
    """
    device = batch.waves.device
    with torch.no_grad():
        wave = read_waves(batch.waves, batch.lengths, batch.factors, batch.samples + OVERLAP)
        if augmenter is None:
            mel = ears.features(wave)
        else:
            spoken = batch.lengths / batch.factors
            mel = augmenter.mels(ears.features(augmenter.waves(wave, strength, spoken)), strength, hidden)
    with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
        return ears.encode(mel)


def hearing_loss(ears: Ears, frames: Tensor, mid: Tensor, heard: Heard, mid_weight: float) -> Tensor:
    """CTC loss of the written units at the top plus `mid_weight` times that of the phones at the middle layer.

    Two views of each clip are to be heard alike as well.
    """
    full = torch.full((len(frames),), frames.shape[1])
    logits = ears.ctc_logits(frames)
    top = ctc_loss(logits, full, heard.written.units, heard.written.lengths)
    if heard.views == 2:
        top = top + AGREEMENT * disagreement(logits, heard.written.lengths)
    return top + mid_weight * ctc_loss(ears.mid_logits(mid), full, heard.phones.units, heard.phones.lengths)


@torch.no_grad()
def transcribe(ears: Ears, store: ClipStore, clips: list[Clip], chunks: int) -> list[str]:
    """Greedy CTC transcripts of clips, padded to `chunks`, without augmentation."""
    ears.eval()
    batch = cut_clips(clips, chunks, np.ones(len(clips)), next(ears.parameters()).device)
    frames, _ = encode_batch(ears, batch, None, 0.0)
    ears.train()
    return greedy_texts(ears.ctc_logits(frames).float(), store.ctc)


def validate(ears: Ears, store: ClipStore, limit: int = 64, seconds: float = 20.0) -> dict[str, float]:
    """Word error rate of held-back clips by kind."""
    out: dict[str, float] = {}
    chunks = int(np.ceil(seconds * RATE / CHUNK_SAMPLES))
    for kind in USER_KINDS:
        held = [c for c in store.validation if c.kind == kind and len(c.samples) <= seconds * RATE][:limit]
        if held:
            with torch.compiler.set_stance("force_eager"):  # shapes of their own are not worth compiling
                heard = transcribe(ears, store, held, chunks)
            out[f"wer_{kind}"] = word_error_rate([c.transcript for c in held], heard)
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


def wait_for_speech(store: ClipStore, buckets: Sequence[Bucket], clock: Clock) -> None:
    """Sleep until the store holds enough for a batch of one of the buckets.

    Raises:
        RuntimeError: it does not before the clock runs out.
    """
    if not wait_for(lambda: store.ready(buckets), clock):
        raise RuntimeError("no speech came in time; is the synthesis running?")


@dataclass
class EarsStage:
    """The stage: what it trains, on what, and how far it is."""

    config: EarsConfig
    ears: Ears
    store: ClipStore
    place: Place
    device: torch.device
    monitor: Figures | None = None
    eased: bool = False  # the encoder hears already: no easy input at the start
    name: str = "ears"  # of the log and the checkpoints: several encoders may be trained, of which the best is taken
    step: int = 0
    heard_hours: float = 0.0

    def run(self, seconds: float) -> None:
        """Train for `seconds` and write out/`name`.pt.

        Raises:
            RuntimeError: no speech came in that time.
        """
        self.ears.to(self.device)
        self.ears.set_dropout(self.config.dropout)
        if self.config.compiled:
            self.ears.compile_layers()
        log, clock = self.place.log("ears", self.name), Clock(seconds, self.config.steps)
        self._curriculum = Curriculum(self.config, self.eased)
        self._augmenter = Augmenter(self.device, self.config.seed, mouths=self.config.mouths, **self.config.extra)
        wait_for_speech(self.store, self.store.open[:1], clock)
        with Prefetch(self._batch, threads=3, depth=6) as source:
            self._loop(log, clock, source)
        self.store.close()
        self._report(log, f"{self.name}.pt", monitored=True, done=1)

    def _buckets(self) -> list[Bucket]:
        """Short open speech at first, then everything."""
        return [*self.store.open, *self.store.questions] if self._curriculum.eased else self.store.open[:1]

    def _batch(self, rng: np.random.Generator) -> Heard:
        views = self.config.views if self._curriculum.eased else 1
        return heard_batch(self.store, self._buckets(), rng, self._curriculum.strength(self.step), self.device, views)

    def _loop(self, log: Log, clock: Clock, source: Prefetch[Heard]) -> None:
        optimisers = Optimisers({"ears": (self.ears, self.config.lr)})
        next_report = self.config.report
        while (progress := clock.progress(self.step)) < 1:
            self._train(source.get(), optimisers, progress)
            if clock.seconds > next_report:
                next_report = clock.seconds + self.config.report
                self._report(log, f"{self.name}.last.pt", monitored=True)

    def _train(self, heard: Heard, optimisers: Optimisers, progress: float) -> None:
        strength = self._curriculum.strength(self.step)
        augmenter = self._augmenter if self._curriculum.eased else None
        frames, mid = encode_batch(self.ears, heard.batch, augmenter, strength, HIDDEN)
        loss = hearing_loss(self.ears, frames, mid, heard, self.config.mid_weight)
        loss.backward()
        optimisers.step(rate(self.step, self.config.decay * progress, self.config.warm_up))
        self.heard_hours += sum(len(c.samples) for c in heard.batch.clips) / RATE / 3600
        self.step += 1
        self._curriculum.observe(self.step, loss)

    def _report(self, log: Log, checkpoint: str, monitored: bool = False, **more: int) -> None:
        measured: dict[str, float] = {}
        if self.config.check or more:
            measured = validate(self.ears, self.store)
            if monitored and self.monitor is not None:
                measured |= self.monitor(None, self.ears)
        curriculum = self._curriculum
        about = {"step": self.step, "loss": curriculum.loss, "strength": curriculum.strength(self.step), **more}
        hours = {"heard_h": self.heard_hours, "distinct_h": self.store.hours, "clips": self.store.clips}
        log(**about, **hours, **measured)
        chosen_by = {CHOSEN_BY: measured[CHOSEN_BY]} if CHOSEN_BY in measured else {}
        progress = {"step": self.step, "eased": curriculum.eased, "mouths": self.config.mouths}
        self.place.save(checkpoint, {"ears": self.ears}, **progress, **chosen_by)
