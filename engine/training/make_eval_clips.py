"""Evaluation clips: fresh questions and open text spoken by voices that are never trained on.

`python -m engine.training.make_eval_clips --out DIR --text DIR --tts-root DIR --voice mbrola:us1 ... [--each N]
[--open N] [--split held_out]` writes what engine/training/monitor.py reads.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import numpy as np
import soundfile

from engine.training.corpora import Corpora
from engine.training.phones import Pronunciation
from engine.training.synthesis import to_rate
from engine.training.tasks import FAMILIES, generate
from engine.voices import open_voice
from engine.words import transcript


def texts(corpora: Corpora, each: int, salads: int, split: str, rng: random.Random) -> list[dict[str, str]]:
    """What one voice says: `each` questions of every family but "read", and `salads` rows of six random words."""
    out = []
    for family in (f for f in FAMILIES if f != "read"):
        for _ in range(each):
            item = generate(family, rng, split)  # type: ignore[arg-type]
            out.append({"family": family, "spoken": item.spoken, "transcript": item.transcript, "answer": item.answer})
    for _ in range(salads):
        words = corpora.salad(rng, 6, 6, common=0)
        out.append({"family": "", "spoken": words, "transcript": transcript(words), "answer": ""})
    return out


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--tts-root", type=Path, required=True)
    parser.add_argument("--voice", nargs="+", required=True)
    parser.add_argument("--each", type=int, default=6)
    parser.add_argument("--open", type=int, default=6)
    parser.add_argument("--split", default="train")
    parser.add_argument("--seed", type=int, default=77)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    corpora, rng, lines = Corpora.load(args.text), random.Random(args.seed), []
    pronounce = Pronunciation(args.tts_root)
    for voice in args.voice:
        speaker = open_voice(voice, args.tts_root)
        for i, entry in enumerate(texts(corpora, args.each, args.open, args.split, rng)):
            samples = to_rate(speaker.say(entry.pop("spoken")), 16_000)
            name = f"{voice.replace(':', '_')}-{i:03d}.opus"
            entry["phones"] = pronounce(entry["transcript"])
            wave = np.pad(samples.astype(np.float32) / 32768 * 0.7, (3200, 3200))
            soundfile.write(args.out / name, wave, 16_000, format="OGG", subtype="OPUS")
            lines.append(json.dumps(entry | {"file": name, "voice": voice.replace(":", "_")}))
    (args.out / "clips.jsonl").write_text("\n".join(lines))


if __name__ == "__main__":
    main()
