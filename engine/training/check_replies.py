"""How clearly the pack speaks: word errors of an independent recogniser on its replies and on the teacher saying them.

`python -m engine.training.check_replies --tts-root DIR [--pack DIR] [--voice-name clb] [--count 50]` asks fresh typed
questions, keeps the speech of every reply, lets the teacher of that voice (RHVoice bdl or clb) say the same text, and
prints the word error of both with 95 % intervals and their ratio.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soxr

from engine import Engine
from engine.events import Audio, Event
from engine.training.check_voice import Recogniser, Samples, score
from engine.training.tasks import generate
from engine.voices import open_voice

SPOKEN = ("navigate", "counting", "lies", "arithmetic")


def replies(pack: str | None, voice: str | None, count: int, seed: int) -> Iterator[tuple[str, Samples]]:
    """Text and speech (24 kHz) of `count` replies."""
    rng, pieces = random.Random(seed), list[Samples]()

    def keep(event: Event) -> None:
        if isinstance(event, Audio):
            pieces.append(event.samples)

    engine = Engine(pack, voice=voice)
    engine.start(keep)
    try:
        for i in range(count):
            pieces.clear()
            turn = engine.ask(generate(SPOKEN[i % len(SPOKEN)], rng).transcript, "think-before-speaking")
            yield turn.reply, np.concatenate([np.zeros(0, np.float32), *pieces])
    finally:
        engine.close()


def taught(texts: list[str], name: str, root: Path) -> Iterator[tuple[str, Samples]]:
    """The same texts by the teacher called `name`, at 24 kHz."""
    voice = open_voice(f"rhvoice:{name}", root)
    for text in texts:
        speech = voice.say(text)
        samples: Samples = speech.samples.astype(np.float32) / np.float32(32768)
        yield text, samples if speech.rate == 24_000 else soxr.resample(samples, speech.rate, 24_000).astype(np.float32)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack")
    parser.add_argument("--voice-name", help="one of the pack's voices (default: its first)")
    parser.add_argument("--tts-root", type=Path, required=True)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    recogniser, said = Recogniser(), list(replies(args.pack, args.voice_name, args.count, args.seed))
    again = taught([text for text, _ in said], args.voice_name or "bdl", args.tts_root)
    made, teacher = score(recogniser, iter(said)), score(recogniser, again)
    sides = (("pack", made), ("teacher", teacher))
    figures = {name: {"word_error": s.rate, "interval": s.interval(), "words": sum(s.words)} for name, s in sides}
    print(json.dumps(figures | {"ratio": made.rate / max(1e-9, teacher.rate)}, indent=2))


if __name__ == "__main__":
    main()
