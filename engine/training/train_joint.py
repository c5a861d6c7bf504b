"""Stage "joint": hearing, thinking and speaking in two streams, learnt together.

A step has spoken questions that the language model thinks about (and in some steps answers aloud), open speech for the
ears alone (CTC), and typed rows: questions, and text to be read aloud.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
import torch
from torch import Tensor, nn

from engine.speech.encoder import Ears
from engine.training.augment import Augmenter
from engine.training.brains import BrainsConfig, figures, mixed_precision, row_losses
from engine.training.clips import Bucket, ClauseBank, ClipStore
from engine.training.collate import Losses, TokenBatch
from engine.training.lm import Lm
from engine.training.monitor import Figures
from engine.training.optim import Optimisers, rate
from engine.training.prefetch import Prefetch, Source, source_of
from engine.training.ranks import agreed, copy_from_first, rank
from engine.training.row_makers import RESCAN, AudioRows, TextRows
from engine.training.rows import EMBEDDINGS_IN_CHUNK
from engine.training.stage import Clock, Log, Place, floats
from engine.training.train_ears import HIDDEN, Heard, encode_batch, heard_batch, hearing_loss, validate, wait_for_speech

FIRST_REPORT = 60.0
AGREE_EVERY = 10
"""Steps between two looks of all ranks at the clock."""
LONGEST_ANSWERED = 100
"""Chunks of the longest questions that are answered aloud in training: longer rows would cost too much memory."""


@dataclass
class Asked:
    """Spoken questions and their rows."""

    heard: Heard
    rows: TokenBatch


@dataclass
class StepLosses:
    """Losses of one step: rows with audio, typed rows, CTC of questions and of open speech."""

    heard: Losses
    written: Losses | None
    asked: Tensor
    open: Tensor

    def figures(self) -> dict[str, Tensor]:
        """Values for the log."""
        ctc = {"ctc_asked": self.asked.detach(), "ctc_open": self.open.detach()}
        written = {} if self.written is None else figures(self.written, "typed_")
        return figures(self.heard, "audio_") | written | ctc


@dataclass
class JointStage:
    """The stage: what it trains, on what, and how far it is."""

    config: BrainsConfig
    lm: Lm
    ears: Ears
    store: ClipStore
    bank: ClauseBank
    place: Place
    device: torch.device
    monitor: Figures | None = None
    step: int = 0
    examples: int = 0
    heard_hours: float = 0.0
    figures: dict[str, Tensor] = field(default_factory=dict)

    def run(self, seconds: float, load: Callable[[], None] = lambda: None) -> None:
        """Train for `seconds` and write joint.pt (ears and lm). `load` may wait for the weights to begin with.

        Raises:
            RuntimeError: no speech came in that time.
        """
        name = "joint" if rank() == 0 else f"joint{rank()}"
        log, whole = self.place.log("joint", name), Clock(seconds)
        self._prepare()
        wait_for_speech(self.store, self.store.questions, whole)
        wait_for_speech(self.store, self.store.open, whole)
        self.bank.scan()
        config = replace(self.config, extra={})
        text = TextRows(config, self.store.tokenizer, ClauseBank.like(self.bank))
        if self.config.joint_compiled:
            self._warm_up(text)
            log(compiled_after=whole.seconds)
        load()
        for module in (self.lm, self.ears):
            copy_from_first(module)
        clock = Clock(max(0.1, seconds - whole.seconds), self.config.steps)
        with (
            Prefetch(self._asked, threads=1, depth=6) as asked,
            Prefetch(self._open, threads=1, depth=6) as heard,
            source_of(text, self.config.joint_text_workers) as typed,
        ):
            self._loop(log, clock, asked, heard, typed)
        self.store.close()
        self._report(log, "joint.pt", done=1)

    def mouths(self, amount: float) -> None:
        """Go on with as much of `engine.training.mouth` as the encoder was trained with."""
        self._augmenter.mouths = amount

    def _prepare(self) -> None:
        c = self.config
        for module in (self.lm, self.ears):
            module.to(self.device)
        self.ears.set_dropout(c.ears_dropout)
        if c.joint_compiled:
            self.lm.compile_layers()
            self.ears.compile_layers()
        groups: dict[str, tuple[nn.Module, float]] = {
            "lm": (self.lm, c.lr_lm),
            "ears": (self.ears.hearing, c.lr_ears),
            "adapter": (self.ears.adapter, c.lr_adapter),
        }
        self._optimisers = Optimisers(groups)
        self._augmenter = Augmenter(self.device, c.seed + 1 + rank(), mouths=c.mouths, **c.extra)
        self._audio_rows = AudioRows(c, self.bank)
        self._made = self._opened = 0

    def _warm_up(self, text: TextRows) -> None:
        """Compile the code of every shape, for which the weights need not be there yet."""
        rng = np.random.default_rng(0)
        for bucket in self.store.questions:
            short = replace(bucket, clips=self._any_clips(self.store.questions))
            for replies in (False, True)[: 1 + self._may_answer(bucket)]:
                asked = self._asked_of(short, rng, replies=replies)
                self._asked_losses(asked)[0].total.backward()
        for bucket in self.store.open:
            heard = heard_batch(
                self.store, [replace(bucket, clips=self._any_clips(self.store.open))], rng, 0.0, self.device, 2
            )
            self._open_loss(heard).backward()
        for shape in text.shapes():
            self._written_losses(shape.to(self.device)).total.backward()
        self.lm.zero_grad(set_to_none=True)
        self.ears.zero_grad(set_to_none=True)
        if self.device.type == "cuda":
            torch.cuda.empty_cache()  # other stages train on the same GPU until the weights come

    @staticmethod
    def _any_clips(buckets: list[Bucket]) -> list:
        return next(b.clips[:8] for b in buckets if b.clips) * 100

    @staticmethod
    def _may_answer(bucket: Bucket) -> bool:
        return bucket.chunks <= LONGEST_ANSWERED

    def _asked(self, rng: np.random.Generator) -> Asked:
        self._made += 1
        if self._made % RESCAN == 0:
            self.bank.scan()
        shared = np.random.default_rng([self.config.seed, self._made])  # all ranks do alike, so that none waits
        replies = shared.random() < self.config.reply_share
        buckets = [b for b in self.store.questions if not replies or self._may_answer(b)]
        return self._asked_of(self.store.choose(shared, buckets), rng, replies=replies)

    def _asked_of(self, bucket: Bucket, rng: np.random.Generator, *, replies: bool) -> Asked:
        heard = heard_batch(self.store, [bucket], rng, self.config.augmentation, self.device)
        width = EMBEDDINGS_IN_CHUNK * bucket.chunks + self.config.tokens_width
        rows = self._audio_rows.batch(heard.batch.cuts, width, rng, replies=replies)
        return Asked(heard, rows.to(self.device))

    def _open(self, rng: np.random.Generator) -> Heard:
        self._opened += 1
        shared = np.random.default_rng([self.config.seed, self._opened, 1])
        return heard_batch(self.store, [self.store.choose(shared, self.store.open)], rng, 1.0, self.device, 2)

    def _loop(
        self, log: Log, clock: Clock, asked: Source[Asked], heard: Source[Heard], typed: Source[TokenBatch]
    ) -> None:
        next_report = min(FIRST_REPORT, self.config.joint_report)
        progress = 0.0
        while True:
            if self.step % AGREE_EVERY == 0 or self.config.steps:  # agreeing waits for the device
                progress = agreed(clock.progress(self.step), self.device)
            if progress >= 1:
                break
            written = typed.get().to(self.device) if self.step % self.config.joint_text_every == 0 else None
            self.figures |= self._train(asked.get(), heard.get(), written, progress).figures()
            if clock.seconds > next_report:
                next_report = clock.seconds + self.config.joint_report
                self._report(log, "joint.last.pt")

    def _asked_losses(self, asked: Asked) -> tuple[Losses, Tensor]:
        frames, mid = encode_batch(self.ears, asked.heard.batch, self._augmenter, self.config.augmentation)
        ctc = hearing_loss(self.ears, frames, mid, asked.heard, self.config.mid_weight)
        with mixed_precision(self.device):
            return row_losses(self.lm, asked.rows, self.ears.embed(frames)), ctc

    def _written_losses(self, typed: TokenBatch) -> Losses:
        with mixed_precision(self.device):
            return row_losses(self.lm, typed)

    def _open_loss(self, heard: Heard) -> Tensor:
        frames, mid = encode_batch(self.ears, heard.batch, self._augmenter, 1.0, HIDDEN)
        return hearing_loss(self.ears, frames, mid, heard, self.config.mid_weight)

    def _train(self, asked: Asked, heard: Heard, typed: TokenBatch | None, progress: float) -> StepLosses:
        """One step; each part's gradients are added as soon as it is done, which saves memory."""
        c = self.config
        thought, ctc = self._asked_losses(asked)
        (thought.total + c.ctc_weight * ctc).backward()
        open_ctc = self._open_loss(heard)
        (c.open_weight * open_ctc).backward()
        written = None if typed is None else self._written_losses(typed)
        if written is not None:
            (c.text_weight * written.total).backward()
        self._optimisers.step(rate(self.step, progress, c.warm_up))
        clips = [*asked.heard.batch.clips, *heard.batch.clips]
        self.step, self.examples = self.step + 1, self.examples + len(asked.heard.batch.clips)
        self.heard_hours += sum(len(clip.samples) for clip in clips) / 16000 / 3600
        return StepLosses(thought, written, ctc, open_ctc)

    def _report(self, log: Log, checkpoint: str, **more: int) -> None:
        """Figures into the log; the first rank also checks and saves."""
        measured: dict[str, float] = {}
        if rank() == 0:
            measured = validate(self.ears, self.store) | (self.monitor(self.lm, self.ears) if self.monitor else {})
        about = {"step": self.step, "examples": self.examples, "clauses": len(self.bank), **more}
        log(**about, heard_h=self.heard_hours, distinct_h=self.store.hours, **floats(self.figures), **measured)
        if rank() == 0:
            self.place.save(checkpoint, {"ears": self.ears, "lm": self.lm}, step=self.step)
