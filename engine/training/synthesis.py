"""Speech for training: a pool of processes that keep writing shards (`python -m engine.training.synthesis --help`).

User speech comes from the free human-derived voices, balanced by speaker, with a share of espeak-ng variants as
seasoning; the assistant's replies come from RHVoice bdl, which is never a user.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import time
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

import numpy as np
import soxr

from engine.training.corpora import Corpora
from engine.training.shards import ShardBuilder
from engine.training.tasks import FAMILIES, Item, all_fillers, generate
from engine.voices import Speech, Voice, open_voice
from engine.words import transcript

OWN_VOICE = "rhvoice:bdl"
# Speakers and their shares; a speaker that several engines carry takes turns (shared/voices.md section 7).
SPEAKERS: tuple[tuple[float, tuple[str, ...]], ...] = (
    (0.165, ("rhvoice:clb",)),
    (0.165, ("rhvoice:slt", "flite:slt", "festival:slt")),
    (0.165, ("flite:rms",)),
    (0.165, ("rhvoice:alan", "flite:awb")),
    (0.09, ("flite:kal16", "festival:kal")),
    (0.07, ("festival:ked",)),
    (0.18, ("espeak",)),
)
ESPEAK_VARIANTS = tuple(
    "edward edward2 benjamin klatt2 klatt3 klatt4 klatt5 caleb robosoft2 m5 m6 f5 f2 Hugo michel".split()
)
MADE_VARIANTS = 16


def klatt_variant(rng: random.Random) -> str:
    """An espeak-ng variant file with a Klatt voice of its own, in the range that stays intelligible."""
    low = rng.uniform(75, 130)
    scale = rng.uniform(0.93, 1.07)
    formants = [
        f"formant {i} {100 * scale * rng.uniform(0.97, 1.03):.0f} {rng.uniform(80, 110):.0f} {rng.uniform(70, 130):.0f}"
        for i in range(1, 5)
    ]
    lines = [
        "language variant",
        f"klatt {rng.choice((2, 3, 4, 5))}",
        f"pitch {low:.0f} {low * rng.uniform(1.25, 1.6):.0f}",
        f"voicing {rng.uniform(85, 115):.0f}",
        f"consonants {rng.uniform(60, 100):.0f} {rng.uniform(70, 100):.0f}",
        *formants,
    ]
    return "\n".join(lines) + "\n"


def write_variants(root: Path, seed: int) -> None:
    """Put the made Klatt variants into the tree's variant folder (once a run)."""
    rng = random.Random(seed)
    for i in range(MADE_VARIANTS):
        (root / "usr/lib/x86_64-linux-gnu/espeak-ng-data/voices/!v" / f"made{i}").write_text(klatt_variant(rng))


def to_rate(speech: Speech, rate: int) -> np.ndarray:
    """Samples at another rate, int16."""
    return speech.samples if speech.rate == rate else soxr.resample(speech.samples, speech.rate, rate)


def trimmed(samples: np.ndarray, rate: int, lead: float = 0.08, trail: float = 0.16) -> np.ndarray:
    """Cut or pad silence to `lead` seconds before and `trail` after the speech."""
    block = rate // 100
    loud = np.abs(samples[: len(samples) // block * block].astype(np.float32)).reshape(-1, block).max(1) > 250
    if not loud.any():
        return samples[:0]
    first, last = int(np.argmax(loud)) * block, (len(loud) - int(np.argmax(loud[::-1]))) * block
    speech = samples[max(0, first - int(lead * rate)) : last + int(trail * rate)]
    before = max(0, int(lead * rate) - first)
    after = max(0, last + int(trail * rate) - len(samples))
    return np.pad(speech, (before, after))


class Speakers:
    """The user voices of one worker, opened when first needed."""

    def __init__(self, root: Path, rng: random.Random):
        self._root, self._rng, self._open = root, rng, OrderedDict[str, Voice]()

    def voice(self, name: str) -> Voice:
        """An open voice."""
        if name not in self._open:
            self._open[name] = open_voice(name, self._root)
        return self._open[name]

    def draw(self) -> str:
        """The name of a random user voice."""
        name = self._rng.choice(self._rng.choices([v for _, v in SPEAKERS], [s for s, _ in SPEAKERS])[0])
        if name != "espeak":
            return name
        variant = (
            self._rng.choice(ESPEAK_VARIANTS)
            if self._rng.random() < 0.5
            else f"made{self._rng.randrange(MADE_VARIANTS)}"
        )
        return f"espeak:{'gmw/en' if self._rng.random() < 0.25 else 'en-us'}+{variant}"

    def say(self, text: str) -> tuple[str, np.ndarray, list[tuple[str, float]]]:
        """A user says `text`: voice name, int16 at 16 kHz with silence around, word times."""
        name, rng = self.draw(), self._rng
        rate, pitch = rng.uniform(0.8, 1.25), rng.uniform(0.85, 1.2)
        speech = self.voice(name).say(text, rate, pitch)
        samples = to_rate(speech, 16_000)
        lead, trail = (int(16_000 * rng.uniform(0.05, 0.5)) for _ in range(2))
        level = rng.uniform(0.1, 0.95) * 32767 / max(1, int(np.abs(samples).max(initial=1)))
        samples = np.pad((samples * min(4.0, level)).astype(np.int16), (lead, trail))
        return name, samples, [(w, round(s + lead / 16_000, 3)) for w, s in speech.words]


class Worker:
    """One process: draws what to say by the plan, says it, writes shards."""

    def __init__(
        self, index: int, seed: int, out: Path, root: Path, text: Path, plan: Path, families: tuple[str, ...] = FAMILIES
    ):
        self._index, self._out, self._plan = index, out, plan
        self._families = families
        self._rng = random.Random(f"{seed}-{index}-{os.getpid()}")
        self._corpora = Corpora.load(text)
        self._speakers = Speakers(root, self._rng)
        self._replies: OrderedDict[str, bool] = OrderedDict()
        self._begin = time.monotonic()
        self._written = 0

    def run(self, seconds: float) -> None:
        """Write shards until the time is over; the first ones are short so that training can begin."""
        while time.monotonic() - self._begin < seconds:
            shard = ShardBuilder()
            if self._index == 0 and self._written == 0:
                self._fillers(shard)
            target = min(600.0, 45.0 * 1.5**self._written)
            while shard.seconds < target and time.monotonic() - self._begin < seconds:
                self._utterance(shard)
            shard.write(self._out / f"w{self._index:02d}-{os.getpid()}-{self._written:04d}.npz")
            self._written += 1

    def _kind(self) -> str:
        plan = json.loads(self._plan.read_text())
        elapsed = time.monotonic() - self._begin
        shares = [stage["shares"] for stage in plan if stage["from"] <= elapsed][-1]
        return self._rng.choices(list(shares), list(shares.values()))[0]

    def _utterance(self, shard: ShardBuilder) -> None:
        make: dict[str, Callable[[ShardBuilder], None]] = {
            "open": self._open,
            "question": self._question,
            "say": self._say,
        }
        make[self._kind()](shard)

    def _open(self, shard: ShardBuilder) -> None:
        text = self._corpora.open_text(self._rng)
        voice, samples, words = self._speakers.say(text)
        shard.add(samples, 16_000, kind="open", voice=voice, text=text, transcript=transcript(text), words=words)

    def _question(self, shard: ShardBuilder) -> None:
        item: Item = generate(self._rng.choice(self._families), self._rng)
        voice, samples, words = self._speakers.say(item.spoken)
        shard.add(
            samples,
            16_000,
            kind="question",
            voice=voice,
            text=item.spoken,
            transcript=item.transcript,
            words=words,
            item=item.to_dict(),
        )
        for clause in item.reply:
            self._reply(shard, clause, "reply")

    def _reply(self, shard: ShardBuilder, text: str, kind: str) -> None:
        if text in self._replies:
            return
        self._replies[text] = True
        if len(self._replies) > 50_000:
            self._replies.popitem(last=False)
        speech = self._speakers.voice(OWN_VOICE).say(text)
        samples = trimmed(to_rate(speech, 24_000), 24_000)
        if len(samples):
            shard.add(
                samples, 24_000, kind=kind, voice=OWN_VOICE, text=text, transcript=transcript(text), words=speech.words
            )

    def _say(self, shard: ShardBuilder) -> None:
        self._reply(shard, self._corpora.say_text(self._rng), "say")

    def _fillers(self, shard: ShardBuilder) -> None:
        for text in all_fillers():
            self._reply(shard, text, "filler")


def _work(index: int, args: argparse.Namespace, seconds: float) -> None:
    os.nice(5)
    Worker(index, args.seed, args.out, args.tts_root, args.text, args.plan).run(seconds)


def supervise(args: argparse.Namespace) -> None:
    """Keep `workers` processes running until the time is over; one that an engine crashed is started again."""
    begin = time.monotonic()
    context = multiprocessing.get_context("spawn")
    pool: dict[int, multiprocessing.process.BaseProcess] = {}
    reported = begin
    while (left := args.seconds - (time.monotonic() - begin)) > 0:
        for index in range(args.workers):
            if index not in pool or (not pool[index].is_alive() and left > 5):
                if index in pool:
                    print(json.dumps({"restarted": index, "code": pool[index].exitcode}), flush=True)
                pool[index] = context.Process(target=_work, args=(index, args, left), daemon=False)
                pool[index].start()
        time.sleep(1)
        if time.monotonic() - reported > 30:
            reported = time.monotonic()
            size = sum(p.stat().st_size for p in args.out.glob("*.npz")) / 32_000 / 3600
            print(json.dumps({"s": round(reported - begin), "about_hours": round(size, 2)}), flush=True)
    for process in pool.values():
        process.join(30)
        process.kill()


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--plan",
        type=Path,
        required=True,
        help='JSON: [{"from": seconds, "shares": {"open": 0.5, "question": 0.4, "say": 0.1}}, ...]',
    )
    parser.add_argument("--tts-root", type=Path, required=True)
    parser.add_argument("--text", type=Path, required=True, help="folder of prepare_text")
    parser.add_argument("--seconds", type=float, default=600)
    args = parser.parse_args()
    args.tts_root = args.tts_root.resolve()
    args.out.mkdir(parents=True, exist_ok=True)
    write_variants(args.tts_root, args.seed)
    supervise(args)


if __name__ == "__main__":
    main()
