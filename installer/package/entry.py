"""Where a bundled Mindpace begins; `python -m app` is its twin in a checkout."""

from __future__ import annotations

import multiprocessing
import runpy
import sys

OURS = "engine."


def main() -> int:
    """Run a module of the engine, as `python -m MODULE` would, when one is asked for; else the command `mindpace`."""
    # Parts that must not take the program down with them run in a process of their own, `sys.executable -m MODULE`.
    if sys.argv[1:2] == ["-m"] and sys.argv[2:3] and sys.argv[2].startswith(OURS):
        module = sys.argv[2]
        sys.argv = sys.argv[2:]
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        return 0
    from app.cli import main as mindpace

    return mindpace()


if __name__ == "__main__":
    multiprocessing.freeze_support()  # processes that `multiprocessing` starts begin here, too
    sys.exit(main())
