"""Processes that speech engines run in: none outlives the program that started it."""

from __future__ import annotations

import multiprocessing
import os
import threading


def end_with_parent() -> None:
    """End this `multiprocessing` process as soon as the one that started it is gone, however it ended.

    Without this a worker whose parent was killed works on (or waits) for ever. It takes no cooperation of foreign code
    that is busy speaking, because a thread watches.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent,), daemon=True, name="parent").start()


def _watch(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)  # an engine may be anywhere in foreign code: no clean-up
