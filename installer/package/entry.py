"""Where a bundled Mindpace begins; `python -m app` is its twin in a checkout."""

import multiprocessing
import sys

from app.cli import main

if __name__ == "__main__":
    multiprocessing.freeze_support()  # `mindpace bench reasoning` starts processes, which begin here too
    sys.exit(main())
