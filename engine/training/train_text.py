"""Stage "text": the language model learns to reason from text alone, while the encoder is still learning to hear.

Questions are generated afresh for every batch; replies get their speech as soon as the codec has made codes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import torch
from tokenizers import Tokenizer

from engine.training.brains import BrainsConfig, figures, mixed_precision, text_losses
from engine.training.clips import ClauseBank
from engine.training.collate import Losses, TokenBatch
from engine.training.lm import Lm
from engine.training.optim import Optimisers, rate
from engine.training.prefetch import Prefetch
from engine.training.row_makers import TextRows
from engine.training.stage import Clock, Log, Place

# The joint stage goes on from here: the rate follows this much of the cosine and then leaves off.
COSINE_SHARE = 0.7
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
    figures: dict[str, float] = field(default_factory=dict)

    def run(self, seconds: float) -> None:
        """Train for `seconds` and write text.pt."""
        log, clock = self.place.log("text"), Clock(seconds, self.config.steps)
        self.lm.to(self.device)
        if self.config.compiled:
            self.lm.compile_layers()
        rows = TextRows(self.config, self.tokenizer, self.bank)
        with Prefetch(lambda rng: rows.batch(self.config.text_batch, rng), threads=4, depth=8) as source:
            self._loop(log, clock, source)
        log(step=self.step, done=1, **self.figures)
        self.place.save("text.pt", {"lm": self.lm}, step=self.step)

    def _loop(self, log: Log, clock: Clock, source: Prefetch[TokenBatch]) -> None:
        optimisers, next_report = Optimisers({"lm": (self.lm, self.config.lr_text)}), FIRST_REPORT
        losses = None
        while (progress := clock.progress(self.step)) < 1:
            losses = self._train(source.get().to(self.device), optimisers, progress)
            if clock.seconds > next_report:
                next_report = clock.seconds + self.config.report
                self.figures = figures(losses)
                self._report(log)
        self.figures = {} if losses is None else figures(losses)

    def _train(self, batch: TokenBatch, optimisers: Optimisers, progress: float) -> Losses:
        with mixed_precision(self.device):
            losses = text_losses(self.lm, batch)
        losses.total.backward()
        optimisers.step(rate(self.step, COSINE_SHARE * progress, self.config.warm_up))
        self.step += 1
        return losses

    def _report(self, log: Log) -> None:
        self.bank.scan()
        log(step=self.step, clauses=len(self.bank), examples=self.step * self.config.text_batch, **self.figures)
        self.place.save("text.last.pt", {"lm": self.lm}, step=self.step)
