"""Speech for training: a pool of processes that keep writing shards (`python -m engine.training.synthesis --help`).

User speech comes from the free human-derived voices, balanced by speaker, with shares of espeak-ng variants, of foreign
voices that read English, and of people whose recordings are put together anew (engine.training.people); the assistant's
replies come from RHVoice bdl, which is never a user. A share of the replies (`second` of the plan) is said by RHVoice
clb too, for the codec, which speaks with both voices; language models learn from bdl alone.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import soxr

from engine.errors import EXIT_STATUS, MindpaceError, VoiceError
from engine.training.corpora import Corpora
from engine.training.klatt import ESPEAK_VARIANTS, MADE_VARIANTS, write_variants
from engine.training.pauses import BREAKS, PAUSED, ended, with_break, with_pauses
from engine.training.people import BANK, People
from engine.training.phones import Pronunciation
from engine.training.pool import Pool, tell
from engine.training.shards import ShardBuilder
from engine.training.silence import speech_span, trimmed
from engine.training.tasks import Item, all_fillers, draw_item
from engine.voices import Speech, Voice, end_with_parent, open_voice
from engine.voices.foreign import ACCENTED, FOREIGN
from engine.words import transcript

OWN_VOICE = "rhvoice:bdl"
SECOND_VOICE = "rhvoice:clb"
# Speakers and their shares; a speaker that several engines carry takes turns (shared/voices.md section 7).
SPEAKERS: tuple[tuple[float, tuple[str, ...]], ...] = (
    (0.06, ("rhvoice:clb",)),
    (0.06, ("rhvoice:slt", "flite:slt", "festival:slt")),
    (0.06, ("flite:rms",)),
    (0.06, ("rhvoice:alan", "flite:awb")),
    (0.05, ("flite:kal16", "festival:kal")),
    (0.04, ("festival:ked",)),
    (0.05, ("foreign:don",)),
    (0.12, ("espeak",)),
    (0.17, tuple(f"foreign:{voice}" for voice in FOREIGN if voice != "don")),
    (0.13, tuple(f"accented:{voice}" for voice in ACCENTED)),
    (0.2, ("people",)),
)
ACCENTS = (("en-us", "gmw/en", "en-gb-x-rp", "en-gb-scotland"), (0.6, 0.2, 0.12, 0.08))
REPLY_SHARE = 0.5
"""Questions whose answers are spoken too: replies recur, and the best voice is the slowest."""
PATIENCE = 20  # utterances in a row that may fail
FOREIGN_OPEN = 3
"""Foreign voices that a worker speaks with: each is a festival of half a gigabyte, and 26 workers with all nine filled
a machine of 251 GB."""


def to_rate(speech: Speech, rate: int) -> np.ndarray:
    """Samples at another rate, int16."""
    return speech.samples if speech.rate == rate else soxr.resample(speech.samples, speech.rate, rate)


def _later(words: list[tuple[str, float]], lead: int) -> list[tuple[str, float]]:
    """Word times behind `lead` samples of silence."""
    return [(word, round(start + lead / 16_000, 3)) for word, start in words]


class Speakers:
    """The user voices of one worker, opened when first needed."""

    def __init__(self, root: Path, rng: random.Random):
        self._root, self._rng, self._open = root, rng, OrderedDict[str, Voice]()
        self._speakers = [(share, self._few(names)) for share, names in SPEAKERS]

    def _few(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """All of a group's voices, or those of the foreign ones that this worker speaks with."""
        foreign = names[0].startswith("foreign:") and len(names) > FOREIGN_OPEN
        return tuple(self._rng.sample(names, FOREIGN_OPEN)) if foreign else names

    def voice(self, name: str) -> Voice:
        """An open voice."""
        if name not in self._open:
            people = name == "people"
            self._open[name] = self._everybody() if people else open_voice(name, self._root)
        return self._open[name]

    def _everybody(self) -> Voice:
        return People(self._root / BANK, Pronunciation(self._root), self._rng)

    def draw(self) -> str:
        """The name of a random user voice."""
        shares, groups = [share for share, _ in self._speakers], [names for _, names in self._speakers]
        name = self._rng.choice(self._rng.choices(groups, shares)[0])
        if name != "espeak":
            return name
        variant = (
            self._rng.choice(ESPEAK_VARIANTS)
            if self._rng.random() < 0.5
            else f"made{self._rng.randrange(MADE_VARIANTS)}"
        )
        return f"espeak:{self._rng.choices(*ACCENTS)[0]}+{variant}"

    def say(self, text: str) -> tuple[str, np.ndarray, list[tuple[str, float]]]:
        """A user says `text`: voice name, int16 at 16 kHz with silence around, word times."""
        name, samples, words = self._spoken(text)
        lead, trail = (int(16_000 * self._rng.uniform(0.05, 0.5)) for _ in range(2))
        return name, np.pad(self._levelled(samples), (lead, trail)), _later(words, lead)

    def ask(self, text: str) -> tuple[str, np.ndarray, list[tuple[str, float]], float]:
        """A user asks `text`, now and then with pauses: as `say`, and the seconds at which the last sound ends."""
        rng = self._rng
        paused = rng.random() < PAUSED
        name, samples, words = self._spoken(with_break(text, rng) if paused and rng.random() < BREAKS else text)
        if paused:
            samples, words = with_pauses(samples, words, rng)
        samples, end = ended(samples, rng)
        lead = int(16_000 * rng.uniform(0.05, 0.5))
        samples = np.pad(self._levelled(samples), (lead, 0))
        return name, samples, _later(words, lead), round((lead + end) / 16_000, 3)

    def _spoken(self, text: str) -> tuple[str, np.ndarray, list[tuple[str, float]]]:
        """What a random voice says, int16 at 16 kHz."""
        name = self.draw()
        speech = self.voice(name).say(text, self._rng.uniform(0.8, 1.4), self._rng.uniform(0.78, 1.28))
        return name, to_rate(speech, 16_000), speech.words

    def _levelled(self, samples: np.ndarray) -> np.ndarray:
        """As loud as it happens to be."""
        level = self._rng.uniform(0.1, 0.95) * 32767 / max(1, int(np.abs(samples).max(initial=1)))
        return (samples * min(4.0, level)).astype(np.int16)


class Worker:
    """One process: draws what to say by the plan, says it, writes shards.

    `begin` is when the synthesis as a whole began (`time.monotonic`; a worker started anew goes on in the plan), and
    `report` hears the seconds of speech of every shard written.
    """

    def __init__(
        self,
        index: int,
        seed: int,
        out: Path,
        root: Path,
        text: Path,
        plan: Path,
        families: tuple[str, ...] = (),
        begin: float | None = None,
        report: Callable[[float], None] = lambda _: None,
    ):
        self._index, self._out, self._plan = index, out, plan
        self._families, self._report = families, report
        self._rng = random.Random(f"{seed}-{index}-{os.getpid()}")
        self._corpora = Corpora.load(text)
        self._speakers, self._pronounce = Speakers(root, self._rng), Pronunciation(root)
        self._replies: OrderedDict[str, bool] = OrderedDict()
        self._begin = time.monotonic() if begin is None else begin
        self._stages: list[dict[str, Any]] = json.loads(plan.read_text())
        self._written = self._failed = 0

    def run(self, seconds: float) -> None:
        """Write shards until `seconds` after the beginning; the first are short so that training can begin."""
        while self._elapsed() < seconds:
            shard = ShardBuilder()
            if self._index == 0 and self._written == 0:
                self._fillers(shard)
            target = min(600.0, 45.0 * 1.5**self._written)
            while shard.seconds < target and self._elapsed() < seconds:
                self._utterance(shard)
            shard.write(self._out / f"w{self._index:02d}-{os.getpid()}-{self._written:04d}.npz")
            self._written += 1
            self._report(shard.seconds)

    def _elapsed(self) -> float:
        return time.monotonic() - self._begin

    def _kind(self) -> str:
        """A kind by the plan of this moment; the file may be changed while synthesis runs."""
        with suppress(json.JSONDecodeError):  # it is being written just now
            self._stages = json.loads(self._plan.read_text())
        shares = self._stage()["shares"]
        return self._rng.choices(list(shares), list(shares.values()))[0]

    def _stage(self) -> dict[str, Any]:
        return [stage for stage in self._stages if stage["from"] <= self._elapsed()][-1]

    def _utterance(self, shard: ShardBuilder) -> None:
        """Something of the plan."""
        make: dict[str, Callable[[ShardBuilder], None]] = {
            "open": self._open,
            "question": self._question,
            "say": self._say,
        }
        self._attempt(make[self._kind()], shard)

    def _attempt(self, make: Callable[..., None], *arguments: Any) -> None:
        """Leave out what an engine cannot say, unless it can say nothing any more."""
        try:
            make(*arguments)
            self._failed = 0
        except VoiceError as error:
            self._failed += 1
            if self._failed >= PATIENCE:
                raise
            tell(left_out=str(error))

    def _open(self, shard: ShardBuilder) -> None:
        text = self._corpora.long_text(self._rng)
        voice, samples, words = self._speakers.say(text)
        self._add_heard(shard, samples, kind="open", voice=voice, text=text, transcript=transcript(text), words=words)

    def _add_heard(self, shard: ShardBuilder, samples: np.ndarray, **record: Any) -> None:
        """Speech of a user, with its phones."""
        shard.add(samples, 16_000, phones=self._pronounce(record["transcript"]), **record)

    def _question(self, shard: ShardBuilder) -> None:
        item: Item = draw_item(self._rng, self._families)
        voice, samples, words, end = self._speakers.ask(item.spoken)
        self._add_heard(
            shard,
            samples,
            kind="question",
            voice=voice,
            text=item.spoken,
            transcript=item.transcript,
            words=words,
            end=end,
            item=item.to_dict(),
        )
        if self._rng.random() < REPLY_SHARE:
            for clause in item.reply:
                self._reply(shard, clause, "reply")

    def _reply(self, shard: ShardBuilder, text: str, kind: str) -> None:
        if text in self._replies:
            return
        self._replies[text] = True
        if len(self._replies) > 50_000:
            self._replies.popitem(last=False)
        self._speak(shard, text, kind, OWN_VOICE)
        if self._rng.random() < self._stage().get("second", 0.0):
            self._speak(shard, text, kind, SECOND_VOICE)

    def _speak(self, shard: ShardBuilder, text: str, kind: str, voice: str) -> None:
        """One of the assistant's voices says `text`, at 24 kHz."""
        speech = self._speakers.voice(voice).say(text)
        whole = to_rate(speech, 24_000)
        samples = trimmed(whole, 24_000)
        shift = 0.08 - speech_span(whole, 24_000)[0] / 24_000
        words = [(word, round(max(0.0, start + shift), 3)) for word, start in speech.words]
        if len(samples):
            shard.add(samples, 24_000, kind=kind, voice=voice, text=text, transcript=transcript(text), words=words)

    def _say(self, shard: ShardBuilder) -> None:
        self._reply(shard, self._corpora.say_text(self._rng), "say")

    def _fillers(self, shard: ShardBuilder) -> None:
        for text in all_fillers():
            self._attempt(self._reply, shard, text, "filler")


def _work(index: int, begin: float, made: Any, args: argparse.Namespace) -> None:
    """One worker's process."""
    end_with_parent()
    os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))  # training waits for its processor most of all

    def report(seconds: float) -> None:
        made[index] += seconds

    worker = Worker(index, args.seed, args.out, args.tts_root, args.text, args.plan, begin=begin, report=report)
    worker.run(args.seconds)


def supervise(args: argparse.Namespace) -> None:
    """Keep `workers` processes running until the time is over.

    Raises:
        VoiceError: workers fail again and again as soon as they start.
    """
    pool, reported, patience = Pool(_work, args.workers, args.seconds, args), 0.0, 0.0
    try:
        while pool.elapsed < args.seconds:
            pool.tend()
            time.sleep(min(1.0, max(0.0, args.seconds - pool.elapsed)))
            if pool.elapsed - reported > 30:
                reported = pool.elapsed
                pool.log()
        patience = 30.0  # for the last shards; after an error there is nothing to wait for
    finally:
        pool.end(patience)
    pool.log()


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--plan",
        type=Path,
        required=True,
        help='JSON: [{"from": seconds, "shares": {"open": 0.5, "question": 0.4, "say": 0.1}, "second": 0.5}, ...]',
    )
    parser.add_argument("--tts-root", type=Path, required=True)
    parser.add_argument("--text", type=Path, required=True, help="folder of prepare_text")
    parser.add_argument("--seconds", type=float, default=600)
    args = parser.parse_args()
    args.tts_root = args.tts_root.resolve()
    args.out.mkdir(parents=True, exist_ok=True)
    try:
        write_variants(args.tts_root, args.seed)
        supervise(args)
    except MindpaceError as error:
        print(error, file=sys.stderr)
        return EXIT_STATUS
    return 0


if __name__ == "__main__":
    sys.exit(main())
