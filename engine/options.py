"""How a model is to be loaded and used, as the user chose it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.prompts import ASSISTANT


@dataclass(frozen=True)
class Options:
    """`use` names a mode of use (for chat models), `language` the language that it asks for (empty: the prompt's own).

    `gpu_layers` of a language model run on the graphics processor (-1: all), `device` is torch's name of where ears and
    voice run ("auto": the graphics processor where there are layers on it, else the processor). `listening`: whether an
    embedded model that learnt to think while it listens does so. `my_voice` is the file in which it is kept what an
    embedded model learns of the user's voice (None: everybody is a stranger).
    """

    use: str = ASSISTANT
    language: str = ""
    gpu_layers: int = 0
    device: str = "auto"
    listening: bool = True
    my_voice: Path | None = None
