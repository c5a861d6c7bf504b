"""Stage "joint": hearing, thinking and speaking in two streams, learnt together.

A step has rows of embeddings from the encoder (trained on, with its CTC loss kept), rows of text, and rows that read
given text aloud.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor, nn

from engine.speech.encoder import Ears
from engine.training.augment import Augmenter
from engine.training.brains import BrainsConfig, audio_losses, figures, mixed_precision, text_losses
from engine.training.clips import Bucket, ClauseBank, Clip, ClipStore
from engine.training.collate import Losses, TokenBatch
from engine.training.lm import Lm
from engine.training.monitor import Figures
from engine.training.optim import Optimisers, rate
from engine.training.prefetch import Prefetch
from engine.training.ranks import agreed, copy_from_first, rank
from engine.training.row_makers import AudioRows, TextRows
from engine.training.stage import Clock, Log, Place
from engine.training.train_ears import encode_clips, hearing_loss, labels, validate, wait_for_speech

AUGMENTATION = 0.7
FIRST_REPORT = 60.0

AudioBatch = tuple[Bucket, list[Clip], TokenBatch]


@dataclass
class StepLosses:
    """Losses of one step: rows with audio, typed rows, CTC of the audio."""

    heard: Losses
    written: Losses
    hearing: Tensor

    def figures(self) -> dict[str, float]:
        """Values for the log."""
        return figures(self.heard, "audio_") | figures(self.written, "typed_") | {"ctc": float(self.hearing.detach())}


@dataclass
class JointStage:
    """The stage: what it trains, on what, and how far it is."""

    config: BrainsConfig
    lm: Lm
    ears: Ears
    store: ClipStore
    bank: ClauseBank
    place: Place
    monitor: Figures | None = None
    step: int = 0
    examples: int = 0
    figures: dict[str, float] = field(default_factory=dict)

    def run(self, seconds: float, load: Callable[[], None] = lambda: None) -> None:
        """Train for `seconds` and write joint.pt (ears and lm). `load` may wait for the weights to begin with.

        Raises:
            RuntimeError: no speech came in that time.
        """
        name = "joint" if rank() == 0 else f"joint{rank()}"
        log, whole = self.place.log("joint", name), Clock(seconds)
        self._prepare()
        wait_for_speech(self.store, len(self.store.buckets), whole)
        self.bank.scan()
        text = TextRows(self.config, self.store.tokenizer, self.bank)
        if self.config.joint_compiled:
            self._warm_up(text)
            log(compiled_after=whole.seconds)
        load()
        for module in (self.lm, self.ears):
            copy_from_first(module)
        self.bank.scan()
        clock = Clock(max(0.1, seconds - whole.seconds), self.config.steps)
        with (
            Prefetch(self._audio_batch, threads=2) as audio,
            Prefetch(lambda rng: text.batch(self.config.joint_text_batch, rng), threads=1) as typed,
        ):
            self._loop(log, clock, audio, typed)
        self.store.close()
        self._report(log, "joint.pt", done=1)

    def _prepare(self) -> None:
        device, c = self.store.buffer.device, self.config
        for module in (self.lm, self.ears):
            module.to(device)
        if c.joint_compiled:
            self.lm.compile_layers()
            self.ears.compile_layers()
        groups: dict[str, tuple[nn.Module, float]] = {
            "lm": (self.lm, c.lr_lm),
            "ears": (self.ears.hearing, c.lr_ears),
            "adapter": (self.ears.adapter, c.lr_adapter),
        }
        self._optimisers = Optimisers(groups)
        self._augmenter = Augmenter(device, c.seed + 1 + rank(), **c.extra)
        self._audio_rows = AudioRows(c, self.bank)

    def _warm_up(self, text: TextRows) -> None:
        """Compile the code of every shape, for which the weights need not be there yet."""
        rng = np.random.default_rng(0)
        clip = self.store.clips[self.store.buckets[0].clips[0]]  # fits every bucket
        for bucket in self.store.buckets:
            clips = [clip] * bucket.batch
            batch = bucket, clips, self._audio_rows.batch(clips, rng)
            self._losses(batch, text.batch(self.config.joint_text_batch, rng))[1].backward()
        self.lm.zero_grad(set_to_none=True)
        self.ears.zero_grad(set_to_none=True)
        if self.store.buffer.is_cuda:
            torch.cuda.empty_cache()  # other stages train on the same GPU until the weights come

    def _audio_batch(self, rng: np.random.Generator) -> AudioBatch:
        drawn = self.store.draw(rng, len(self.store.buckets))
        assert drawn is not None, "there was speech before"
        return *drawn, self._audio_rows.batch(drawn[1], rng)

    def _loop(self, log: Log, clock: Clock, audio: Prefetch[AudioBatch], typed: Prefetch[TokenBatch]) -> None:
        next_report, losses = min(FIRST_REPORT, self.config.joint_report), None
        while (progress := agreed(clock.progress(self.step), self.store.buffer.device)) < 1:
            losses = self._train(audio.get(), typed.get(), progress)
            if clock.seconds > next_report:
                next_report = clock.seconds + self.config.joint_report
                self.bank.scan()
                self.figures = losses.figures()
                self._report(log, "joint.last.pt")
        self.figures = {} if losses is None else losses.figures()

    def _losses(self, audio: AudioBatch, typed: TokenBatch) -> tuple[StepLosses, Tensor]:
        """The losses of a batch, and their weighted sum."""
        (bucket, clips, tokens), c, device = audio, self.config, self.store.buffer.device
        tokens, typed = tokens.to(device), typed.to(device)
        frames, mid, real = encode_clips(self.ears, self.store, clips, bucket.samples, self._augmenter, AUGMENTATION)
        hearing = hearing_loss(self.ears, frames, mid, *labels(clips, device), c.mid_weight)
        with mixed_precision(device):
            losses = StepLosses(
                audio_losses(self.lm, self.ears, frames, real, tokens), text_losses(self.lm, typed), hearing
            )
        return losses, losses.heard.total + c.text_weight * losses.written.total + c.ctc_weight * hearing

    def _train(self, audio: AudioBatch, typed: TokenBatch, progress: float) -> StepLosses:
        losses, total = self._losses(audio, typed)
        total.backward()
        self._optimisers.step(rate(self.step, progress, self.config.warm_up))
        self.step, self.examples = self.step + 1, self.examples + len(audio[1])
        return losses

    def _report(self, log: Log, checkpoint: str, **more: int) -> None:
        """Figures into the log; the first rank also checks and saves."""
        measured: dict[str, float] = {}
        if rank() == 0:
            measured = validate(self.ears, self.store) | (self.monitor(self.lm, self.ears) if self.monitor else {})
        about = {"step": self.step, "examples": self.examples, "clauses": len(self.bank), **more}
        log(**about, distinct_h=self.store.hours, **self.figures, **measured)
        if rank() == 0:
            self.place.save(checkpoint, {"ears": self.ears, "lm": self.lm}, step=self.step)
