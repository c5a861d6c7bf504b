"""Figures while training runs: word error and answers on evaluation clips of voices that are never trained on.

Evaluation folder: `clips.jsonl`, one line a clip: {"file", "voice", "family" ("" for open speech), "transcript",
"answer", "phones"}, and the audio files beside it (any format soundfile reads, 16 kHz).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from engine.speech.encoder import Ears
from engine.training import vocabulary as v
from engine.training.ctc import CtcBpe, collapse, greedy_texts, phone_error_rate, word_error_rate
from engine.training.human import read_clip
from engine.training.lm import Lm
from engine.training.phones import phones_in

# What the stages call for figures on evaluation clips.
Figures = Callable[[Lm | None, Ears], dict[str, float]]


@dataclass
class EvalClip:
    """An evaluation clip in memory."""

    wave: np.ndarray  # float32 16 kHz
    voice: str
    family: str
    transcript: str
    answer: str
    phones: str = ""


def load_eval(folder: Path, longest: float = 24.0) -> list[EvalClip]:
    """Read the evaluation folder (clips over `longest` seconds are left out)."""
    clips = []
    for line in (folder / "clips.jsonl").read_text().splitlines():
        entry = json.loads(line)
        wave = read_clip(folder / entry["file"], "float32")
        if wave is not None and len(wave) <= longest * 16000:
            about = {name: entry[name] for name in ("voice", "family", "transcript", "answer")}
            clips.append(EvalClip(wave, **about, phones=entry.get("phones", "")))
    return clips


@torch.no_grad()
def hear(ears: Ears, clips: list[EvalClip], device: torch.device, samples: int) -> tuple[Tensor, Tensor, Tensor]:
    """Frames and middle frames [B, T, D] of clips padded to `samples`, and their real numbers of frames [B]."""
    wave = np.zeros((len(clips), samples + 240), np.float32)
    for line, clip in zip(wave, clips, strict=True):
        line[: len(clip.wave)] = clip.wave
    mel = ears.features(torch.from_numpy(wave).to(device))
    with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
        frames, mid = ears.encode(mel)
    real = torch.tensor([-(-len(c.wave) // 5120) * 8 for c in clips], device=device)
    return frames, mid, real


@torch.no_grad()
def think(lm: Lm, embeddings: Tensor, real: Tensor, limit: int) -> list[list[int]]:
    """Greedy thoughts after audio `embeddings` [B, E, D] of which `real` [B] count.

    The whole row is recomputed at each token (no cache).
    """
    b, e, _ = embeddings.shape
    device = embeddings.device
    ids = torch.full((b, limit + 2), v.PAD, device=device)
    ids[:, 0], ids[:, 1] = v.END_AUDIO, v.THINK
    done = torch.zeros(b, dtype=torch.bool, device=device)
    audio = lm.embed(torch.full((b, 1), v.AUDIO, device=device))
    mask, positions = _audio_mask(real, e, limit + 2)
    for i in range(limit):
        with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
            hidden = lm(torch.cat([audio, embeddings.to(audio.dtype), lm.embed(ids)], 1), positions, mask)
            chosen = lm.logits(hidden[:, e + 2 + i]).argmax(-1)
        ids[:, i + 2] = torch.where(done, v.PAD, chosen)
        done |= chosen == v.END_THINK
        if bool(done.all()):
            break
    return [[t for t in row if t < v.N_TEXT] for row in ids[:, 2:].tolist()]


def _audio_mask(real: Tensor, e: int, tokens: int) -> tuple[Tensor, Tensor]:
    """Mask [B, 1, T, T] and positions [B, T] of <|audio|>, `e` embeddings of which `real` [B] count, and `tokens`."""
    total, device = e + 1 + tokens, real.device
    slot = torch.arange(total, device=device)
    valid = (slot[None] <= real[:, None]) | (slot[None] > e)
    causal, own = slot[None, :] <= slot[:, None], slot[None, :] == slot[:, None]
    mask = (causal[None] & valid[:, None, :]) | own[None]
    return mask[:, None], (valid.long().cumsum(1) - 1).clamp(min=0)


def answer_in(thoughts: str) -> str:
    """What stands after the last "answer:" of a chain of thought."""
    return thoughts.rpartition("answer:")[2].strip(" .")


class Monitor:
    """Callable by the stages: figures on the evaluation clips by voice and family."""

    def __init__(
        self, folder: Path, tokenizer: Tokenizer, ctc: CtcBpe, samples: int, limit: int = 200, batch: int = 64
    ):
        self.clips = load_eval(folder, samples / 16000)
        self._tokenizer, self._ctc, self._samples, self._limit, self._batch = tokenizer, ctc, samples, limit, batch
        self.examples: list[dict[str, str]] = []
        self._right: dict[str, list[bool]] = {}
        self._phones: dict[str, list[tuple[str, str]]] = {}

    def __call__(self, lm: Lm | None, ears: Ears) -> dict[str, float]:
        """Word error by voice and family, phone error by voice; with an LM also the share of right answers."""
        with torch.compiler.set_stance("force_eager"):  # shapes of their own are not worth compiling
            return self._measure(lm, ears)

    def _measure(self, lm: Lm | None, ears: Ears) -> dict[str, float]:
        ears.eval()
        said: dict[str, list[str]] = defaultdict(list)
        heard: dict[str, list[str]] = defaultdict(list)
        self.examples, self._right, self._phones = [], defaultdict(list), defaultdict(list)
        for at in range(0, len(self.clips), self._batch):
            part = self.clips[at : at + self._batch]
            for clip, text in zip(part, self._listen(lm, ears, part), strict=True):
                key = f"wer_{clip.voice}_{clip.family or 'open'}"
                said[key].append(clip.transcript)
                heard[key].append(text)
        ears.train()
        figures = {key: word_error_rate(said[key], heard[key]) for key in said}
        figures |= {f"per_{v}": phone_error_rate(*zip(*pairs, strict=True)) for v, pairs in self._phones.items()}
        return figures | {key: float(np.mean(values)) for key, values in self._right.items()}

    def _listen(self, lm: Lm | None, ears: Ears, part: list[EvalClip]) -> list[str]:
        """Transcripts of a batch; with an LM its questions are answered too."""
        frames, mid, real = hear(ears, part, next(ears.parameters()).device, self._samples)
        heard = greedy_texts(ears.ctc_logits(frames).float(), self._ctc)
        for clip, units in zip(part, ears.mid_logits(mid).argmax(-1).tolist(), strict=True):
            if clip.phones:
                self._phones[clip.voice].append((clip.phones, phones_in(collapse(units))))
        asked = [i for i, clip in enumerate(part) if clip.answer]
        if lm is not None and asked:
            rows = think(lm, ears.embed(frames[asked]).float(), real[asked] // 2, self._limit)
            for i, ids in zip(asked, rows, strict=True):
                self._mark(part[i], heard[i], self._tokenizer.decode(ids))
        return heard

    def _mark(self, clip: EvalClip, heard: str, thoughts: str) -> None:
        correct = answer_in(thoughts) == clip.answer
        self._right[f"acc_{clip.family}_{clip.voice}"].append(correct)
        example = {"voice": clip.voice, "family": clip.family, "said": clip.transcript, "heard": heard}
        self.examples.append(example | {"thoughts": thoughts, "answer": clip.answer, "ok": str(correct)})
