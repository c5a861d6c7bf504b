"""Run as a program: loads the models named on standard input with llama.cpp, each in a child of its own, and prints how
each child ended: 0 (it runs), 3 (a sentence) or anything else (it was killed, or a traceback)."""

import os
import resource
import signal
import sys
from pathlib import Path

from engine.brains.llama import Entry, LlamaContext, LlamaModel
from engine.errors import MindpaceError

MEMORY = 4 << 30
SECONDS = 30


def load(path: Path) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.alarm(SECONDS)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    try:
        with LlamaModel(path) as model, LlamaContext(model, cells=512, sequences=2) as context:
            for position in range(3):
                context.decode([Entry(0, position, sequence) for sequence in (0, 1)])
    except MindpaceError:
        return 3
    return 0


for line in sys.stdin:
    child = os.fork()
    if child == 0:
        try:
            os._exit(load(Path(line.rstrip("\n"))))
        finally:
            os._exit(4)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
