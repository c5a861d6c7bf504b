"""Arguments that say how models of other makers are used: mode of use, language, graphics processor."""

from __future__ import annotations

import argparse

from engine import config
from engine.options import Options


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Tell the parser of a command what may be chosen."""
    usual = Options()
    command.add_argument(
        "--use", metavar="NAME", default=usual.use, help="assistant, translator, tutor, or one of yours"
    )
    command.add_argument("--language", metavar="NAME", default=usual.language, help="language of the mode of use")
    command.add_argument(
        "--gpu-layers", metavar="N", type=int, default=usual.gpu_layers,
        help="layers of a model of another maker on the graphics processor (-1: all)",
    )  # fmt: skip


def chosen(arguments: argparse.Namespace, *, my_voice: bool = False) -> Options:
    """Return what the arguments say; with `my_voice` the user's voice may be known."""
    return Options(
        use=arguments.use,
        language=arguments.language,
        gpu_layers=max(-1, arguments.gpu_layers),
        my_voice=config.my_voice_file() if my_voice else None,
    )
