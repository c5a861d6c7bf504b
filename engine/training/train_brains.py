"""Stages "text" and "joint": the language model learns to reason from text alone, then to hear, think and speak in two streams.

"text" trains on freshly generated questions as text while the encoder is still learning to hear. "joint" adds the audio: rows of embeddings from the encoder (trained on, with its CTC loss kept),
rows of text, and rows that read given text aloud.
"""

from __future__ import annotations

import queue
import random
import threading
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from engine.speech.encoder import Ears
from engine.training import vocabulary as v
from engine.training.augment import Augmenter
from engine.training.clips import Bucket, ClauseBank, Clip, ClipStore
from engine.training.collate import Losses, TokenBatch, collate, mask_and_positions, token_losses
from engine.training.lm import Lm
from engine.training.optim import Optimisers, rate
from engine.training.ranks import agreed, copy_from_first, rank
from engine.training.rows import Row, draw_reply, read_row, spoken_row, transcribe_row, typed_row
from engine.training.stage import Clock, Log, save_checkpoint, wait_for
from engine.training.tasks import Item, generate
from engine.training.train_ears import encode_clips, hearing_loss, labels, validate


@dataclass
class BrainsConfig:
    """Settings of both stages; widths are token slots of a row, rates are peaks."""

    lr_text: float = 2e-3
    lr_lm: float = 1e-3
    lr_ears: float = 6e-4
    lr_adapter: float = 2e-3
    warm_up: int = 200
    text_batch: int = 256
    joint_text_batch: int = 64
    form_width: int = 208
    text_form_width: int = 208
    art_width: int = 256
    ctc_weight: float = 0.3
    text_weight: float = 0.5
    mid_weight: float = 0.3
    families: tuple[str, ...] = ("navigate", "counting", "lies", "arithmetic", "read")
    read_share: float = 0.25
    transcribe_share: float = 0.15
    compiled: bool = True
    joint_compiled: bool = False  # every bucket is a shape of its own: compiling them all costs minutes
    report: float = 30.0
    joint_report: float = 150.0
    steps: int | None = None
    seed: int = 0
    extra: dict = field(default_factory=dict)


def shuffled_fillers(fillers: tuple[str, ...], bank: ClauseBank, rng: np.random.Generator) -> list[np.ndarray]:
    """Up to six filler clauses with codes: the family's own first one stays first half of the time."""
    order = list(rng.permutation(len(fillers)))
    if rng.random() < 0.7 and len(fillers):
        order.remove(0)
        order.insert(0, 0)
    tokens = [bank.tokens(fillers[i]) for i in order]
    return [t for t in tokens if t is not None][:6]


def reply_for(
    reply: tuple[str, ...],
    fillers: tuple[str, ...],
    thoughts: int,
    bank: ClauseBank,
    room: int,
    rng: np.random.Generator,
):  # noqa: ANN201
    """A random-mode reply for an item, or None while its speech has no codes or does not fit."""
    clauses = bank.clauses(reply)
    if not clauses:
        return None
    drawn = draw_reply(clauses, shuffled_fillers(fillers, bank, rng), thoughts, room, rng)
    return drawn if len(drawn.tokens) <= room else None


class TextRows:
    """Makes text-only rows: fresh questions, and sentences to read aloud."""

    def __init__(self, config: BrainsConfig, tokenizer, bank: ClauseBank):  # noqa: ANN001
        self._config, self._tokenizer, self._bank = config, tokenizer, bank
        self._pool: dict[str, tuple[str, ...]] = {}

    def batch(self, n: int, rng: np.random.Generator) -> TokenBatch:
        """`n` rows, collated."""
        rows: list[Row] = []
        reads = self._reads(int(n * self._config.read_share), rng)
        draw = random.Random(int(rng.integers(1 << 62)))
        items = [generate(self._family(rng), draw) for _ in range(n - len(reads))]
        questions = self._tokenizer.encode_batch([self._written(i, rng) for i in items])
        thoughts = self._tokenizer.encode_batch([i.thoughts for i in items])
        for item, q, t in zip(items, questions, thoughts, strict=True):
            ids = np.asarray([*t.ids, v.END_THINK], np.int32)
            reply = reply_for(item.reply, item.fillers, len(ids), self._bank, self._config.art_width - 1, rng)
            rows.append(typed_row(np.asarray(q.ids, np.int32), ids, reply))
        return collate(rows + reads, self._config.text_form_width, self._config.art_width)

    def _family(self, rng: np.random.Generator) -> str:
        return self._config.families[int(rng.integers(len(self._config.families)))]

    def _written(self, item: Item, rng: np.random.Generator) -> str:
        return item.spoken if rng.random() < 0.5 else item.transcript

    def _reads(self, n: int, rng: np.random.Generator) -> list[Row]:
        texts = self._bank.texts() if len(self._bank) >= 8 else []
        rows = []
        for text in (texts[i] for i in rng.integers(0, len(texts), n)) if texts else ():
            clauses = self._bank.clauses([text])
            if clauses and len(clauses[0]) <= self._config.art_width - 3:
                rows.append(read_row(np.asarray(self._tokenizer.encode(text).ids, np.int32), clauses))
        return rows


class AudioRows:
    """Makes the token side of audio rows: think (and reply), transcribe, or transcribe then think."""

    def __init__(self, config: BrainsConfig, bank: ClauseBank):
        self._config, self._bank = config, bank

    def batch(self, clips: list[Clip], rng: np.random.Generator) -> TokenBatch:
        """One row a clip, collated."""
        return collate([self._row(c, rng) for c in clips], self._config.form_width, self._config.art_width)

    def _row(self, clip: Clip, rng: np.random.Generator) -> Row:
        room = self._config.form_width - 4
        if clip.thoughts is None:
            return transcribe_row(clip.words[:room], None)
        if rng.random() < self._config.transcribe_share and len(clip.words) + len(clip.thoughts) < room:
            return transcribe_row(clip.words, clip.thoughts)
        reply = reply_for(clip.reply, clip.fillers, len(clip.thoughts), self._bank, self._config.art_width - 1, rng)
        return spoken_row(clip.thoughts, reply)


class Prefetch:
    """Runs `make()` in threads and keeps a few results ready; a failure is raised by `get`."""

    def __init__(self, make, threads: int = 2, depth: int = 4):  # noqa: ANN001
        self._queue: queue.Queue = queue.Queue(depth)
        self._stop = threading.Event()
        for i in range(threads):
            threading.Thread(
                target=self._work, args=(make, np.random.default_rng([1000 + i, rank()])), daemon=True
            ).start()

    def _work(self, make, rng: np.random.Generator) -> None:  # noqa: ANN001
        while not self._stop.is_set():
            try:
                value = make(rng)
            except BaseException as failure:
                value = failure
            while not self._stop.is_set():
                try:
                    self._queue.put(value, timeout=0.5)
                    break
                except queue.Full:
                    continue

    def get(self):  # noqa: ANN201
        """The next result."""
        value = self._queue.get(timeout=600)
        if isinstance(value, BaseException):
            raise value
        return value

    def close(self) -> None:
        """Let the threads end."""
        self._stop.set()


def text_losses(lm: Lm, batch: TokenBatch) -> Losses:
    """Losses of text-only rows."""
    mask, positions = mask_and_positions(batch, 0, None)
    hidden = lm(lm.embed(torch.cat([batch.form_ids, batch.art_ids], 1)), positions, mask)
    return token_losses(lm.logits, hidden, batch, 0)


def audio_losses(lm: Lm, ears: Ears, frames: Tensor, real: Tensor, batch: TokenBatch) -> Losses:
    """Losses of audio rows: `frames` [B, T, D] of the encoder, of which `real` [B] are speech."""
    embeddings = ears.embed(frames)
    slots = embeddings.shape[1] + 1
    first = lm.embed(torch.full((embeddings.shape[0], 1), v.AUDIO, device=embeddings.device))
    tokens = lm.embed(torch.cat([batch.form_ids, batch.art_ids], 1))
    mask, positions = mask_and_positions(batch, slots, real // 2 + 1)
    hidden = lm(torch.cat([first, embeddings.to(first.dtype), tokens], 1), positions, mask)
    return token_losses(lm.logits, hidden, batch, slots)


def _amp(device: torch.device) -> torch.autocast:
    return torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda")


def train_text(
    config: BrainsConfig,
    lm: Lm,
    tokenizer,
    bank: ClauseBank,
    codes: Path,
    out: Path,
    seconds: float,
    device: torch.device,
    provenance: dict | None = None,
) -> None:  # noqa: ANN001
    """Stage "text": reasoning from text, and speaking as soon as codes exist; writes `out`/text.pt."""
    log, clock = Log(out / "text.jsonl", "text"), Clock(seconds, config.steps)
    lm.to(device)
    if config.compiled:
        lm.compile_layers()
    optimisers = Optimisers({"lm": (lm, config.lr_text)})
    rows = TextRows(config, tokenizer, bank)
    source = Prefetch(lambda rng: rows.batch(config.text_batch, rng), threads=4, depth=8)
    step, next_report = 0, 5.0
    while (progress := clock.progress(step)) < 1:
        batch = source.get().to(device)
        with _amp(device):
            losses = text_losses(lm, batch)
        losses.total.backward()
        optimisers.step(rate(step, 0.7 * progress, config.warm_up))
        step += 1
        if clock.seconds > next_report:
            next_report = clock.seconds + config.report
            bank.scan(codes)
            log(step=step, clauses=len(bank), examples=step * config.text_batch, **_figures(losses))
            save_checkpoint(out / "text.last.pt", {"lm": lm}, step=step, **(provenance or {}))
    source.close()
    log(step=step, done=1, **_figures(losses))
    save_checkpoint(out / "text.pt", {"lm": lm}, step=step, **(provenance or {}))


def _figures(losses: Losses, prefix: str = "") -> dict[str, float]:
    return {prefix + k: float(getattr(losses, k).detach()) for k in ("total", "thoughts", "text", "codes")}


def train_joint(
    config: BrainsConfig,
    lm: Lm,
    ears: Ears,
    store: ClipStore,
    bank: ClauseBank,
    codes: Path,
    out: Path,
    seconds: float,
    monitor=None,
    provenance: dict | None = None,
) -> None:  # noqa: ANN001
    """Stage "joint": hear, think and speak together; writes `out`/joint.pt (ears and lm)."""
    device = store.buffer.device
    first = rank() == 0
    log, clock = Log(out / ("joint.jsonl" if first else f"joint{rank()}.jsonl"), "joint"), Clock(seconds, config.steps)
    lm.to(device)
    ears.to(device)
    copy_from_first(lm)
    copy_from_first(ears)
    if config.joint_compiled:
        lm.compile_layers()
        ears.compile_layers()
    optimisers = Optimisers(
        {"lm": (lm, config.lr_lm), "ears": (ears.hearing, config.lr_ears), "adapter": (ears.adapter, config.lr_adapter)}
    )
    augmenter = Augmenter(device, config.seed + 1 + rank(), **config.extra)
    text_rows, audio_rows = TextRows(config, store.tokenizer, bank), AudioRows(config, bank)
    wait_for(lambda: store.draw(np.random.default_rng(0), len(store.buckets)) is not None, clock)
    bank.scan(codes)

    def make_audio(rng: np.random.Generator) -> tuple[Bucket, list[Clip], TokenBatch]:
        bucket, clips = store.draw(rng, len(store.buckets)) or (store.buckets[0], [])
        return bucket, clips, audio_rows.batch(clips, rng)

    audio = Prefetch(make_audio, threads=2)
    text = Prefetch(lambda rng: text_rows.batch(config.joint_text_batch, rng), threads=1)
    step, examples, next_report = 0, 0, min(60.0, config.joint_report)
    while (progress := agreed(clock.progress(step), device)) < 1:
        bucket, clips, tokens = audio.get()
        tokens, typed = tokens.to(device), text.get().to(device)
        frames, mid, real = encode_clips(ears, store, clips, bucket.samples, augmenter, 0.7)
        hearing = hearing_loss(ears, frames, mid, *labels(clips, device), config.mid_weight)
        with _amp(device):
            heard = audio_losses(lm, ears, frames, real, tokens)
            written = text_losses(lm, typed)
        (heard.total + config.text_weight * written.total + config.ctc_weight * hearing).backward()
        optimisers.step(rate(step, progress, config.warm_up))
        step, examples = step + 1, examples + len(clips)
        if clock.seconds > next_report:
            next_report = clock.seconds + config.joint_report
            bank.scan(codes)
            figures = _figures(heard, "audio_") | _figures(written, "typed_")
            if first:
                figures |= validate(ears, store) | (monitor(lm, ears) if monitor else {})
            log(
                step=step,
                examples=examples,
                ctc=float(hearing.detach()),
                clauses=len(bank),
                distinct_h=store.hours,
                **figures,
            )
            if first:
                save_checkpoint(out / "joint.last.pt", {"ears": ears, "lm": lm}, step=step, **(provenance or {}))
    audio.close()
    text.close()
    store.close()
    if first:
        figures = validate(ears, store) | (monitor(lm, ears) if monitor else {})
        log(step=step, examples=examples, done=1, **_figures(heard, "audio_"), **_figures(written, "typed_"), **figures)
        save_checkpoint(out / "joint.pt", {"ears": ears, "lm": lm}, step=step, **(provenance or {}))
