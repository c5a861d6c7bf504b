"""A model pack in memory: ears, brains and voice, checked against its manifest and ready to run."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.torch import load_file

from engine.brains import THINKING_BUDGET, Conversation, Mode, TwoBrains, converse, read_aloud
from engine.config import CHUNK_SAMPLES
from engine.errors import MindpaceError, PackError
from engine.mind import Model as AnyModel
from engine.mind import Talk
from engine.options import Options
from engine.pace import Pace
from engine.packs import Embedded, Manifest, Pack, is_voice_pack
from engine.reading import Reader, load_reader
from engine.speech.decoder import DecoderConfig, SpeechDecoder
from engine.speech.encoder import Ears, EncoderConfig
from engine.speech.features import FeatureConfig
from engine.speech.known_voice import adopt
from engine.spoken import SpokenAnswer, WrittenText
from engine.trial import require_tried
from engine.words import spoken_form

_Module = TypeVar("_Module", bound=torch.nn.Module)

READING = "ctc.json"
"""The vocabulary of the ears' CTC head; packs may lack it."""
STEPS_TO_WARM_UP = 12
MOST_THREADS = 4
"""More threads than this make models of this size slower, not faster."""


@dataclass
class Model:
    """Everything that answers a question; belongs to one thread."""

    manifest: Manifest
    ears: Ears
    brains: TwoBrains
    voice: SpeechDecoder
    reader: Reader | None = None
    """Reads what the ears' CTC head hears; None where the pack has no vocabulary for it."""
    pace: Pace = field(default_factory=Pace)
    """How fast the brains are here."""
    speaker: int = 0
    """Which of the voices speaks."""
    text: str = ""
    """The last text that was typed."""
    told: list[str] = field(default_factory=list)
    """Sentences for the user that nobody asked for yet."""

    @property
    def segment(self) -> int:
        """Thought tokens in one hand-over, on a machine that keeps up."""
        return self.brains.layout.segment

    def typed(self, question: str) -> str:
        """Return a typed question as words: "47 + 385" as one would say it, because that is what the model learnt."""
        self.text = question.strip()
        return spoken_form(question)

    def talk(self, mode: Mode | None) -> Talk:
        """Begin to answer the question that the brains hold (None: to read the last typed text aloud)."""
        if mode is None:  # clause by clause: a clause is what it learnt to read
            return SpokenAnswer(WrittenText(self.text), self._read)
        return converse(self.brains, mode, budget=self.pace.budget or THINKING_BUDGET)

    def _read(self, clause: str) -> Conversation:
        """Begin to read a clause aloud."""
        self.brains.begin()
        self.brains.read(clause)
        self.brains.end_of_question(think=False)
        return read_aloud(self.brains)

    def remember(self, reply: str) -> None:
        """Nothing to do: thoughts of earlier turns come with the next question."""

    def know(self, norms: Mapping[str, Any]) -> None:
        """Hear the next question with these norms of the ears; never while one is coming in."""
        adopt(self.ears, norms)

    def notices(self) -> list[str]:
        """Return sentences for the user that came up since the last time."""
        told, self.told = self.told, []
        return told

    def close(self) -> None:
        """Give the memory of the language model back."""
        self.brains.close()


def load_model(
    pack: Pack,
    seed: int,
    threads: int | None,
    progress: Callable[[float], None] = lambda _part: None,
    speaker: str | None = None,
    options: Options | None = None,
) -> AnyModel:
    """Return the model of a checked pack of any kind; `progress` hears how far it is, 0 to 1.

    `speaker` names the voice, `options` tell how models of other makers are loaded and used.

    Raises:
        PackError: its files do not fit together.
        PromptError: `options` name a mode of use that does not exist.
        MindpaceError: there is no such voice.
    """
    # The torch parts are small: a second thread gains little, and on a busy machine they would wait for each other.
    torch.set_num_threads(1)
    if not isinstance(pack.manifest.body, Embedded):
        from engine.other_model import load_other

        require_tried(pack)
        return load_other(pack, seed, threads or default_threads(), options or Options(), speaker, progress)
    return load_embedded(pack, seed, threads, progress, speaker, listening=options is None or options.listening)


def load_embedded(
    pack: Pack,
    seed: int,
    threads: int | None,
    progress: Callable[[float], None] = lambda _part: None,
    speaker: str | None = None,
    *,
    listening: bool = True,
) -> Model:
    """Return the models of an embedded pack; `speaker` names the voice.

    Without `listening` it does not think while it listens, even if it learnt to.

    Raises:
        PackError: its files do not fit together.
        MindpaceError: it has no such voice.
    """
    told: list[str] = []
    if speaker is not None and speaker not in pack.manifest.speaking.voices and is_voice_pack(speaker):
        told.append(f"The voice {speaker} speaks for models of other makers only: this one has a voice of its own.")
        speaker = None
    number = voice_number(speaker, pack.manifest.speaking.voices)
    progress(0.3)
    ears = load_ears(pack)
    progress(0.5)
    voice = load_voice(pack)
    progress(0.7)
    lm = pack.manifest.lm
    layout = lm if listening else replace(lm, listening=False)
    brains = TwoBrains(pack.lm, layout, threads=threads or default_threads(), seed=seed)
    progress(0.9)
    reader = load_reader(pack.folder / READING, ears.config.ctc_vocab)
    speaking = min(number, voice.config.voices - 1)
    model = Model(pack.manifest, ears, brains, voice, reader, speaker=speaking, told=told)
    _warm_up(ears, voice)
    _measure(model)
    return model


def default_threads() -> int:
    """Return how many threads the language model gets: half the processors.

    llama.cpp's threads wait for each other many times in a step. Where something else runs on their processors (sound,
    the window, other programs) a thread too many makes it several times slower; one too few costs a third at most.
    """
    return max(1, min(MOST_THREADS, (os.cpu_count() or 1) // 2))


def voice_number(speaker: str | None, voices: Sequence[str]) -> int:
    """Return which of a pack's voices `speaker` is; the first one if none is named.

    Raises:
        MindpaceError: there is no such voice.
    """
    if speaker is None:
        return 0
    if speaker not in voices:
        known = f"choose one of {', '.join(voices)}" if voices else "leave the voice out"
        raise MindpaceError(f"This model has no voice called {speaker[:40]!r}: {known}.")
    return list(voices).index(speaker)


def load_ears(pack: Pack) -> Ears:
    """Return the ears of an embedded pack.

    Raises:
        PackError: they do not fit their pack.
    """
    hearing = pack.manifest.hearing
    return _filled(
        pack.ears, lambda: Ears(EncoderConfig(**_tuples(hearing.encoder)), FeatureConfig(**hearing.features))
    )


def load_voice(pack: Pack) -> SpeechDecoder:
    """Return the speech decoder of an embedded pack.

    Raises:
        PackError: it does not fit its pack.
    """
    return _filled(pack.voice, lambda: SpeechDecoder(DecoderConfig(**_tuples(pack.manifest.speaking.decoder))))


def _filled(path: Path, make: Callable[[], _Module]) -> _Module:
    """A module with the weights of a safetensors file, of any float type, in float32."""
    try:
        module = make()
        module.load_state_dict(load_file(path))
    except (TypeError, ValueError, RuntimeError, SafetensorError, OSError) as error:
        raise PackError(f"{path} does not fit its pack or this Mindpace: install the pack again.") from error
    return module.eval().requires_grad_(False)


def _tuples(values: dict[str, Any]) -> dict[str, Any]:
    """JSON has lists only; configurations hold tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}


def _warm_up(ears: Ears, voice: SpeechDecoder) -> None:
    """Run both once: torch prepares a lot on the first call, which no question should wait for."""
    ears.stream().push(np.zeros(CHUNK_SAMPLES + 240, np.float32))
    voice.stream().push([0] * 4)


def _measure(model: Model) -> None:
    """Take some steps, of both brains and of one, so that the pace is known before the first question."""
    brains, pace = model.brains, model.pace
    brains.begin()
    brains.hear(np.zeros((4, brains.dim), np.float32))
    brains.end_of_question()
    for step in range(STEPS_TO_WARM_UP):
        both = step % 2 == 1
        began = time.perf_counter()
        brains.step(0 if both else None, brains.specials.soon if step == 0 else 0)
        if step > 1:  # the first ones prepare llama.cpp's buffers
            pace.note(time.perf_counter() - began, both=both)
    brains.begin()
