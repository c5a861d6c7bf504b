"""Spoken questions for a bench: by the free speech engines, kept in a cache, or out of a folder of recordings."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile

from engine import config, read_recording
from engine.bench.conditions import CLEAN, Condition
from engine.bench.items import BenchItem
from engine.errors import ItemsError, OutputError, VoiceError
from engine.voices import Speech, end_with_parent, ensure_engine, open_voice, tts_root

Samples = npt.NDArray[np.float32]

SUFFIXES = (".wav", ".flac", ".ogg", ".opus", ".mp3")
TYPED = "typed"
"""Who asks what is typed."""


@dataclass(frozen=True)
class Question:
    """An item, who asks it, the file of the recording (None: it is typed), and under which condition it is heard.

    `word_starts` are seconds, empty where they were not asked for or nobody knows them.
    """

    item: BenchItem
    voice: str
    path: Path | None
    condition: Condition = CLEAN
    word_starts: tuple[float, ...] = ()

    def samples(self) -> Samples:
        """Return the recording, float32 [n] at 16 kHz."""
        if self.path is None:
            raise ValueError("a typed question has no recording")
        return self.condition.apply(read_recording(self.path), f"{self.voice} {self.item.id}")

    def asked(self) -> Samples | str:
        """Return what the engine is asked: the recording or, typed, the text."""
        return self.item.spoken if self.path is None else self.samples()

    def under(self, condition: Condition) -> Question:
        """Return the same recording under another condition."""
        return replace(self, condition=condition)


def typed(items: Sequence[BenchItem]) -> list[Question]:
    """Return items as a user types them."""
    return [Question(item, TYPED, None) for item in items]


def recorded(items: Sequence[BenchItem], chosen: Sequence[BenchItem], folder: Path) -> list[Question]:
    """Return the `chosen` ones of `items` with their recordings in `folder`.

    A recording is named by the item's id, or else by its number among `items` (counted from 0, or from 1 where there is
    no 0; zeros before it do not matter).

    Raises:
        ItemsError: there is no such folder, or an item has no recording in it.
    """
    if not folder.is_dir():
        raise ItemsError(f"There is no folder of recordings {folder}: check its name.")
    files = {path.stem: path for path in sorted(folder.iterdir()) if path.suffix.lower() in SUFFIXES}
    numbers = {int(stem): path for stem, path in files.items() if stem.isdecimal()}
    number = {item.id: n for n, item in enumerate(items, 0 if 0 in numbers else 1)}
    found = []
    for item in chosen:
        path = files.get(item.id) or numbers.get(number[item.id])
        if path is None:
            raise ItemsError(f"{folder} holds no recording of item {item.id}: name it {item.id}.wav.")
        found.append(Question(item, folder.resolve().name, path))
    return found


@contextmanager
def speaker(voice: str, folder: Path | None = None) -> Iterator[_Speaker]:
    """Give something whose `ask(item)` is the item spoken by `voice`, kept in `folder` (None: the user's cache)."""
    ensure_engine(voice, tts_root())
    # Speech engines are foreign code with global state: each voice gets a process of its own, which may crash alone.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context, initializer=end_with_parent) as process:
        yield _Speaker(voice, folder or config.cache_dir() / "bench", process)


class _Speaker:
    def __init__(self, voice: str, folder: Path, process: ProcessPoolExecutor) -> None:
        self._voice, self._folder, self._process = voice, folder / voice.replace(":", "-"), process

    def ask(self, item: BenchItem) -> Question:
        """Return the item with its recording, which is made unless it is there.

        Raises:
            VoiceError: there is no such voice, or it cannot say it.
            OutputError: the recording cannot be kept.
        """
        path = self._path(item)
        if not path.exists():
            self._save(path, self._say(item.spoken))
        return Question(item, self._voice, path)

    def ask_timed(self, item: BenchItem) -> Question:
        """Return the item with its recording and when its words begin, by the voice itself.

        Raises:
            VoiceError: there is no such voice, it cannot say it, or it does not tell when words begin.
            OutputError: the recording cannot be kept.
        """
        path = self._path(item)
        times = path.with_suffix(".json")
        if not (path.exists() and times.exists()):
            speech = self._say(item.spoken)
            self._save(path, speech)
            times.write_text(json.dumps(word_starts(speech)), encoding="utf-8")
        starts = tuple(json.loads(times.read_text(encoding="utf-8")))
        if not starts:
            raise VoiceError(f"The voice {self._voice} does not tell when its words begin: take flite or festival.")
        return Question(item, self._voice, path, word_starts=starts)

    def _path(self, item: BenchItem) -> Path:
        name = hashlib.sha256(item.spoken.encode()).hexdigest()[:24]
        return self._folder / f"{name}.flac"

    def _say(self, text: str) -> Speech:
        try:
            return self._process.submit(_say, self._voice, text).result()
        except BrokenProcessPool as error:
            raise VoiceError(f"The voice {self._voice} crashed on {text!r}: leave it out.") from error

    def _save(self, path: Path, speech: Speech) -> None:
        beside = path.with_suffix(".part.flac")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            soundfile.write(beside, speech.samples, speech.rate)
            beside.replace(path)
        except (OSError, soundfile.SoundFileError) as error:
            raise OutputError(f"Spoken questions cannot be kept in {path.parent}: name another --cache.") from error


def word_starts(speech: Speech) -> list[float]:
    """Return when words begin, in seconds. Engines take the end of "it's" for a word, which is none to a speaker."""
    starts: list[float] = []
    for word, start in speech.words:
        if not word.startswith("'") and (not starts or start > starts[-1]):
            starts.append(start)
    return starts


_opened = cache(open_voice)


def _say(voice: str, text: str) -> Speech:
    """Runs in the voice's own process."""
    return _opened(voice).say(text)
