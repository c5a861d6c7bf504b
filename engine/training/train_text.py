"""Stage "text": the language model learns to reason from text alone, while the encoder is still learning to hear.

Questions are generated afresh for every batch; replies get their speech as soon as the codec has made codes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import torch
from tokenizers import Tokenizer
from torch import Tensor

from engine.training.brains import BrainsConfig, figures, mixed_precision, row_losses
from engine.training.clips import ClauseBank
from engine.training.collate import Losses, TokenBatch
from engine.training.lm import Lm
from engine.training.optim import Optimisers, rate
from engine.training.prefetch import Source, source_of
from engine.training.row_makers import TextRows
from engine.training.stage import Clock, Log, Place, floats

FIRST_REPORT = 5.0


@dataclass
class TextStage:
    """The stage: what it trains, on what, and how far it is."""

    config: BrainsConfig
    lm: Lm
    tokenizer: Tokenizer
    bank: ClauseBank
    place: Place
    device: torch.device
    step: int = 0
    examples: int = 0
    figures: dict[str, Tensor] = field(default_factory=dict)

    def run(self, seconds: float) -> None:
        """Train for `seconds` and write text.pt."""
        log, clock = self.place.log("text"), Clock(seconds, self.config.steps)
        self.lm.to(self.device)
        if self.config.compiled:
            self.lm.compile_layers()
        rows = TextRows(self.config, self.tokenizer, self.bank)
        with source_of(rows, self.config.text_workers) as source:
            self._loop(log, clock, source)
        log(step=self.step, done=1, **floats(self.figures))
        self.place.save("text.pt", {"lm": self.lm}, step=self.step)

    def _loop(self, log: Log, clock: Clock, source: Source[TokenBatch]) -> None:
        optimisers, next_report = Optimisers({"lm": (self.lm, self.config.lr_text)}), FIRST_REPORT
        while (progress := clock.progress(self.step)) < 1:
            self.figures |= figures(self._train(source.get().to(self.device), optimisers, progress))
            if clock.seconds > next_report:
                next_report = clock.seconds + self.config.report
                self._report(log)

    def _train(self, batch: TokenBatch, optimisers: Optimisers, progress: float) -> Losses:
        with mixed_precision(self.device):
            losses = row_losses(self.lm, batch)
        losses.total.backward()
        optimisers.step(rate(self.step, self.config.decay * progress, self.config.warm_up))
        self.step, self.examples = self.step + 1, self.examples + len(batch.form_ids)
        return losses

    def _report(self, log: Log) -> None:
        self.bank.scan()
        log(step=self.step, clauses=len(self.bank), examples=self.examples, **floats(self.figures))
        self.place.save("text.last.pt", {"lm": self.lm}, step=self.step)
