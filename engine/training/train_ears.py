"""Stage "ears": the streaming encoder learns to hear, by CTC on 256 lower-case units.

Short clips without augmentation until the loss falls under a threshold (a CTC model on a plateau learns nothing from hard input), then longer clips with augmentation ramped up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from engine.speech.encoder import Ears, EncoderConfig
from engine.training.augment import Augmenter, gather_clips
from engine.training.clips import Clip, ClipStore, spans
from engine.training.ctc import ctc_loss, greedy_texts, word_error_rate
from engine.training.optim import Optimisers, rate
from engine.training.stage import Clock, Log, load_checkpoint, save_checkpoint, wait_for


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
    extra: dict = field(default_factory=dict)


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
    """Frames and mid frames [B, T, D] of clips cut from the store and augmented, and the number of real 25 Hz frames [B]."""
    device = store.buffer.device
    starts, lengths = spans(clips, device)
    with torch.no_grad():
        if augmenter is None:
            factors = torch.ones_like(starts, dtype=torch.float32)
        else:
            factors = augmenter.factors(lengths, samples, strength)
        wave = gather_clips(store.buffer, starts, lengths, factors, samples + 240)
        if augmenter is not None:
            wave = augmenter.waves(wave, strength)
        mel = ears.features(wave)
        if augmenter is not None:
            mel = augmenter.mels(mel, strength)
    with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
        frames, mid = ears.encode(mel)
    chunk = 8
    real = (lengths / factors / 640 / chunk).ceil().long() * chunk
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


def train_ears(
    config: EarsConfig,
    encoder: EncoderConfig,
    store: ClipStore,
    out: Path,
    seconds: float,
    resume: Path | None,
    monitor=None,
    provenance: dict | None = None,
) -> Ears:  # noqa: ANN001
    """Run the stage for `seconds` and write `out`/ears.pt; `monitor(ears)` may add figures to the log (evaluation clips)."""
    device = store.buffer.device
    torch.manual_seed(config.seed)
    ears = Ears(encoder)
    if resume:
        load_checkpoint(resume, {"ears": ears})
    ears.to(device)
    if config.compiled:
        ears.compile_layers()
    log, clock = Log(out / "ears.jsonl", "ears"), Clock(seconds, config.steps)
    optimisers = Optimisers({"ears": (ears, config.lr)})
    augmenter = Augmenter(device, config.seed, **config.extra)
    rng = np.random.default_rng(config.seed)
    wait_for(lambda: store.draw(rng, 1) is not None, clock)
    smooth, eased_at, step, heard, next_report = 6.0, None if resume is None else -config.ramp, 0, 0.0, config.report
    while (progress := clock.progress(step)) < 1:
        easy = eased_at is None
        drawn = store.draw(rng, 1 if easy else len(store.buckets))
        assert drawn is not None
        bucket, clips = drawn
        strength = 0.0 if easy else min(1.0, (step - eased_at) / config.ramp)
        frames, mid, _ = encode_clips(ears, store, clips, bucket.samples, None if easy else augmenter, strength)
        loss = hearing_loss(ears, frames, mid, *labels(clips, device), config.mid_weight)
        loss.backward()
        optimisers.step(rate(step, progress, config.warm_up))
        heard += sum(c.length for c in clips) / 16000 / 3600
        step += 1
        if step % 10 == 0:
            smooth = 0.8 * smooth + 0.2 * float(loss.detach()) / (1 + config.mid_weight)
            if easy and smooth < config.easy_loss:
                eased_at = step
        if clock.seconds > next_report:
            next_report = clock.seconds + config.report
            figures = validate(ears, store) | (monitor(ears) if monitor else {}) if config.check else {}
            log(
                step=step,
                loss=smooth,
                strength=strength,
                heard_h=heard,
                distinct_h=store.hours,
                clips=len(store.clips),
                **figures,
            )
            save_checkpoint(out / "ears.last.pt", {"ears": ears}, step=step, **(provenance or {}))
    store.close()
    log(
        step=step,
        loss=smooth,
        done=1,
        heard_h=heard,
        distinct_h=store.hours,
        **(validate(ears, store) if config.check else {}),
    )
    save_checkpoint(out / "ears.pt", {"ears": ears}, step=step, **(provenance or {}))
    return ears
