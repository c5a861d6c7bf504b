"""CTC: loss, greedy transcripts, word error, and the 256 lower-case units that the head predicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import torch.nn.functional as F
from tokenizers import Tokenizer, models, pre_tokenizers, trainers
from torch import Tensor

from engine.bench.word_errors import edit_distance

BLANK = 0


class CtcBpe:
    """Lower-case byte-pair units; unit 0 is the CTC blank, a word's first unit begins with '_'."""

    def __init__(self, tokenizer: Tokenizer):
        self._tokenizer = tokenizer

    @classmethod
    def train(cls, texts: Iterable[str], units: int = 256) -> CtcBpe:
        """Units learned from transcripts (a-z, apostrophe, space)."""
        tokenizer = Tokenizer(models.BPE())
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="_")
        alphabet = [*"abcdefghijklmnopqrstuvwxyz'_"]
        trainer = trainers.BpeTrainer(
            vocab_size=units + 1,
            special_tokens=["<blank>"],
            initial_alphabet=alphabet,
            limit_alphabet=len(alphabet),
            show_progress=False,
        )
        tokenizer.train_from_iterator(texts, trainer)
        return cls(tokenizer)

    @classmethod
    def load(cls, path: Path) -> CtcBpe:
        """Units saved before."""
        return cls(Tokenizer.from_file(str(path)))

    def save(self, path: Path) -> None:
        """Write the units as JSON."""
        self._tokenizer.save(str(path))

    def __len__(self) -> int:
        return self._tokenizer.get_vocab_size()

    def encode(self, transcript: str) -> list[int]:
        """Unit numbers of a transcript."""
        return self._tokenizer.encode(transcript).ids

    def decode(self, units: Sequence[int]) -> str:
        """The transcript of unit numbers."""
        return "".join(self._unit(u) for u in units if u != BLANK).replace("_", " ").strip()

    def units(self) -> list[str]:
        """Every unit in order, for the pack."""
        return [self._unit(i) for i in range(len(self))]

    def _unit(self, number: int) -> str:
        return str(self._tokenizer.id_to_token(number))


def ctc_loss(logits: Tensor, lengths: Tensor, targets: Tensor, target_lengths: Tensor) -> Tensor:
    """CTC loss a unit, mean over the batch (A. Graves et al., 2006); logits [B, T, V], targets [B, L].

    Rows without targets, or with more than fit their frames, count as 0. `lengths` and `target_lengths` belong on the
    CPU: torch reads them there, and would wait for the device to bring them.
    """
    log_probs = F.log_softmax(logits.float(), -1).transpose(0, 1)
    loss = F.ctc_loss(log_probs, targets, lengths, target_lengths, blank=BLANK, reduction="none", zero_infinity=True)
    share = (target_lengths > 0) / (target_lengths.clamp(min=1) * len(loss))
    return (loss * share.to(loss.device, non_blocking=True)).sum()


def disagreement(logits: Tensor, target_lengths: Tensor) -> Tensor:
    """How differently pairs of rows (0 and 1, 2 and 3, ...) are heard: two views of one utterance.

    Kullback-Leibler divergence a unit, mean over all rows, each drawn towards what its twin says now (CR-CTC, arXiv
    2410.05101). Logits [2 n, T, V]; `target_lengths` [2 n] on the CPU.
    """
    log_probs = F.log_softmax(logits.float(), -1)
    other = log_probs.detach().unflatten(0, (-1, 2)).flip(1).flatten(0, 1)
    apart = F.kl_div(log_probs, other, log_target=True, reduction="none").sum((1, 2))
    share = (target_lengths > 0) / (target_lengths.clamp(min=1) * len(apart))
    return (apart * share.to(apart.device, non_blocking=True)).sum()


def collapse(best: Sequence[int]) -> list[int]:
    """Greedy CTC path to units: repeats merged, blanks dropped."""
    return [u for i, u in enumerate(best) if u != BLANK and (i == 0 or u != best[i - 1])]


def greedy_texts(logits: Tensor, units: CtcBpe) -> list[str]:
    """Greedy transcripts of logits [B, T, V]."""
    return [units.decode(collapse(row)) for row in logits.argmax(-1).tolist()]


def phone_error_rate(said: Sequence[str], heard: Sequence[str]) -> float:
    """Phone errors over phones said, of paired strings of phones."""
    errors = sum(edit_distance(list(s), list(h)) for s, h in zip(said, heard, strict=True))
    return errors / max(1, sum(map(len, said)))


def word_error_rate(said: Sequence[str], heard: Sequence[str]) -> float:
    """Word errors over words said, of paired transcripts."""
    errors = sum(edit_distance(s.split(), h.split()) for s, h in zip(said, heard, strict=True))
    return errors / max(1, sum(len(s.split()) for s in said))
