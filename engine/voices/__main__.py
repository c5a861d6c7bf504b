"""`python -m engine.voices FOLDER [engine ...]`: fetch whole speech engines into a folder, for training."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from engine.errors import EXIT_STATUS, MindpaceError, VoiceError
from engine.voices.tree import FREE_ENGINES, PACKAGES, ensure_engine


def main(arguments: list[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m engine.voices", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "engines", nargs="*", metavar="engine", help=f"of {', '.join(PACKAGES)}; the free ones unless named"
    )
    args = parser.parse_args(arguments)
    try:
        for engine in args.engines or FREE_ENGINES:
            if engine not in PACKAGES:
                raise VoiceError(f"There is no speech engine {engine!r}; choose from {', '.join(PACKAGES)}.")
            ensure_engine(engine, args.folder)
    except MindpaceError as error:
        print(error, file=sys.stderr)
        return EXIT_STATUS
    return 0


if __name__ == "__main__":
    sys.exit(main())
