"""Text-to-speech models of other makers, run by llama.cpp: text becomes samples, piece by piece.

A language model in one sequence makes a state for every frame of speech, a codec (`sound_maker`) makes codes of the
state and samples of the codes. The speaker's recording is heard once; a clause then costs its own text only, and its
first samples come after a few frames. `engine.brains.pocket_voice` and `qwen_voice` know the two families.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from engine.brains.llama import LlamaContext, LlamaModel
from engine.brains.outputs import ClauseEnd, Output, Sound
from engine.brains.sound_maker import POCKET, Frame, SoundMaker

Floats = npt.NDArray[np.float32]

SEED = 1
MOST_CELLS = 4096
NOTHING = np.zeros(0, np.float32)


@dataclass(frozen=True)
class VoiceFiles:
    """A voice pack: its language model, codec and the recording of a speaker; `language` as the pack says."""

    model: Path
    codec: Path
    speaker: Path | None = None
    language: str = ""


class Family(Protocol):
    """How one family of such models turns text into frames and frames into samples."""

    def frames(self, text: str) -> Iterator[Frame | None]:
        """Begin to speak: frames, and None where the samples so far end one stretch of sound."""

    def decoder(self) -> Decoder:
        """Begin a stretch of sound."""


class Decoder(Protocol):
    """Turns the frames of one stretch of sound into samples."""

    def push(self, frame: Frame) -> Floats:
        """Return samples [n], often none yet."""

    def flush(self) -> Floats:
        """Return the rest."""


class VoiceModel:
    """A voice pack in memory; belongs to one thread.

    Raises:
        PackError: a file is missing or damaged, or they do not fit together.
        MindpaceError: not enough memory.
    """

    def __init__(
        self, files: VoiceFiles, *, cells: int = MOST_CELLS, threads: int = 1, gpu_layers: int = 0, seed: int = SEED
    ) -> None:
        self._model = LlamaModel(files.model, gpu_layers=gpu_layers)
        self._maker: SoundMaker | None = None
        self._context: LlamaContext | None = None
        try:
            self._maker = SoundMaker(self._model, files.codec, threads=threads, gpu=gpu_layers != 0)
            cells = min(cells, MOST_CELLS)
            self._context = LlamaContext(self._model, cells=cells, sequences=1, threads=threads, states=True)
            self._family = _family(self._model, self._context, self._maker, files, seed)
        except BaseException:
            self.close()
            raise

    def speak(self, text: str) -> Iterator[Floats]:
        """Begin to speak `text`, which must be free of markup: samples [n] at 24 kHz, often none yet.

        Every piece is one frame of work; an iterator that is not asked again costs nothing more.
        """
        decoder = self._family.decoder()
        for frame in self._family.frames(text):
            if frame is None:
                yield decoder.flush()
                decoder = self._family.decoder()
            else:
                yield decoder.push(frame)
        yield decoder.flush()

    def read(self, text: str) -> Iterator[Output]:
        """Begin to read one clause aloud: its sound, then its end."""
        for samples in self.speak(text):
            yield Sound(samples)
        yield ClauseEnd(0)

    def close(self) -> None:
        """Free the memory; harmless when called again."""
        if self._context is not None:
            self._context.close()
        if self._maker is not None:
            self._maker.close()
        self._model.close()


def _family(model: LlamaModel, context: LlamaContext, maker: SoundMaker, files: VoiceFiles, seed: int) -> Family:
    from engine.brains.pocket_voice import PocketVoice
    from engine.brains.qwen_voice import QwenVoice

    speaker = maker.speaker(files.speaker) if files.speaker else None
    if maker.kind == POCKET:
        return PocketVoice(model, context, maker, speaker, seed)
    return QwenVoice(model, context, maker, speaker, seed, files)
