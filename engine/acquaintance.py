"""Getting to know the user's voice: between turns, when nobody speaks and nothing plays, on a thread of low priority.

The model thread owns an `Acquaintance`: it hands in what was asked (`heard`), says when all is quiet (`rest`), and
takes what was learnt before a question comes in (`news`). The learning thread has norms of its own for the ears; it
stops between two utterances, within about half a second of the moment that all is not quiet any more. On disk there
are the norms alone, 32 thousand numbers, bound to the ears that they were learnt with; no sound.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError, safe_open
from safetensors.torch import save

from engine.errors import OutputError
from engine.log import logger
from engine.preferences import Preferences
from engine.speech.known_voice import Pupil, Values, fits

if TYPE_CHECKING:
    from engine.speech.encoder import Ears

AFTER_S = 1.0
"""Seconds of quiet before it begins."""
MOST_S = 10.0
"""Seconds of one processor for what was learnt after one turn; a lesson that takes longer goes on after the next."""
WAITING = 4
"""Questions that wait to be learnt from; more are let go."""
NICE = 19

Samples = npt.NDArray[np.float32]
_log = logger(__name__)


class Acquaintance:
    """What is known of the user's voice, in `file`, for the ears with this `sha` of their weights."""

    def __init__(self, ears: Ears, file: Path, sha: str, preferences: Preferences) -> None:
        self._file, self._sha, self._preferences = file, sha, preferences
        self._pupil = Pupil(ears)
        self._own = self._pupil.values
        self._news: Values | None = None
        self._sounds: queue.Queue[Samples] = queue.Queue(WAITING)
        self._quiet, self._since = threading.Event(), 0.0
        self._lock, self._closing = threading.Lock(), False
        self._times_forgotten = self._reset = 0
        self._thread: threading.Thread | None = None
        if (kept := kept_voice(file, sha, ears)) is not None:
            self._pupil.restore(*kept)
            self._news = kept[0]

    def heard(self, samples: Samples) -> None:
        """A question [n] (float32, 16 kHz) was asked and answered."""
        finished = self._pupil.finished and self._reset == self._times_forgotten
        if not len(samples) or not self._preferences.learn_voice or finished:
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="mindpace-learner", daemon=True)
            self._thread.start()
        with suppress(queue.Full):
            self._sounds.put_nowait(samples)

    def rest(self, *, quiet: bool) -> None:
        """Whether nobody speaks, nothing is thought about and nothing plays."""
        if quiet == self._quiet.is_set():
            return
        self._since = time.monotonic()
        if quiet:
            self._quiet.set()
        else:
            self._quiet.clear()

    def news(self) -> Values | None:
        """Return how to hear from now on, if that has changed since the last time."""
        with self._lock:
            news, self._news = self._news, None
        return news

    def forget(self) -> None:
        """Know nobody, and keep nothing.

        Raises:
            OutputError: the file cannot be deleted.
        """
        with self._lock:
            self._times_forgotten += 1
            self._news = self._own
            forget_voice(self._file)

    def close(self) -> None:
        """Stop soon, and wait for that."""
        self._closing = True
        self._quiet.set()
        with suppress(queue.Full):
            self._sounds.put_nowait(np.zeros(0, np.float32))
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        _lower_priority()
        while not self._closing:
            samples = self._sounds.get()
            if self._reset != self._times_forgotten:
                self._reset = self._times_forgotten
                self._pupil.forget()
            try:
                self._learn(samples)
            except Exception:  # noqa: BLE001 - a voice that cannot be learnt must not end a conversation
                _log.exception("learning the voice failed")

    def _learn(self, samples: Samples) -> None:
        """Learn from a question, for at most `MOST_S` of processor time."""
        if not self._may_go_on() or not self._pupil.hear(samples):
            return
        began = time.thread_time()
        while self._pupil.due and time.thread_time() - began < MOST_S:
            if not self._may_go_on():
                return
            if not self._pupil.go_on():
                self._publish()

    def _may_go_on(self) -> bool:
        """Wait until it has been quiet for a while; False if what was begun is not wanted any more."""
        while not self._closing:
            self._quiet.wait()
            missing = AFTER_S - (time.monotonic() - self._since)
            if missing <= 0 or self._closing:
                break
            time.sleep(missing)
        return not self._closing and self._reset == self._times_forgotten and self._preferences.learn_voice

    def _publish(self) -> None:
        """Hand what was learnt to the model thread, and keep it."""
        with self._lock:
            if self._reset != self._times_forgotten:
                return
            self._news = self._pupil.values
            keep_voice(self._file, self._sha, self._pupil.values, self._pupil.learnt)


def keep_voice(file: Path, sha: str, values: Values, learnt: int) -> None:
    """Keep norms that were learnt after so many sounds; nothing happens where that cannot be written."""
    beside = file.with_suffix(".part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(save(values, {"ears": sha, "learnt": str(learnt)}))
        beside.replace(file)
    except OSError:
        _log.exception("what was learnt of the voice cannot be kept in %s", file)


def kept_voice(file: Path, sha: str, ears: Ears) -> tuple[Values, int] | None:
    """Return norms that were learnt with these ears and from how many sounds; None if there are none."""
    try:
        with safe_open(file, "pt") as opened:
            about = opened.metadata() or {}
            values = {name: opened.get_tensor(name) for name in opened.keys()}  # noqa: SIM118 - it is no dictionary
        learnt = int(about.get("learnt", ""))
    except (OSError, SafetensorError, ValueError):
        return None
    return (values, learnt) if about.get("ears") == sha and fits(values, ears) else None


def forget_voice(file: Path) -> bool:
    """Delete what is known of the user's voice; False if nothing was.

    Raises:
        OutputError: it cannot be deleted.
    """
    try:
        file.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise OutputError(f"{file} cannot be deleted ({error.strerror}): delete it yourself.") from error
    return True


def _lower_priority() -> None:
    """Let everything else on this machine go first; only Linux has priorities of single threads."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
