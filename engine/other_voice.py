"""Who speaks for models of other makers: a voice pack, or one of the embedded pack's voices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.brains import TwoBrains, read_aloud
from engine.brains.outputs import Output
from engine.errors import PackError
from engine.general import Silent, Voice
from engine.log import logger
from engine.packs import Voice as VoiceBody
from engine.packs import is_voice_pack, open_pack
from engine.packs.kinds import SpokenBy
from engine.trial import require_tried, voice_files

_log = logger(__name__)

ALOUD = "Hello."
"""What a voice says to itself when it is loaded, so that the first clause finds all buffers made."""


@dataclass(frozen=True)
class Means:
    """What a voice may use."""

    seed: int
    threads: int
    gpu_layers: int = 0


def load_spoken(wanted: SpokenBy, speaker: str | None, means: Means, told: list[str]) -> Voice | None:
    """Return who speaks: what the user chose (`speaker`), else what the chat model's pack says (None: nobody).

    Where that pack's voice is not to be had, the embedded one speaks, and `told` gets a sentence.

    Raises:
        PackError: the voice pack that the user chose cannot be used.
        MindpaceError: there is no such voice.
    """
    if speaker is not None and is_voice_pack(speaker):
        return PackVoice(speaker, means)
    if wanted.use == "none":
        return None
    if wanted.use == "pack" and speaker is None:
        try:
            return PackVoice(wanted.pack, means)
        except PackError as error:
            _log.info("the voice %s cannot speak: %s", wanted.pack, error)
            told.append(_instead(wanted.pack))
    return EmbeddedVoice(means, speaker)


def _instead(name: str) -> str:
    return (
        f"The voice pack {name} is not installed or is damaged, so Mindpace's own voice speaks: "
        f"`mindpace packs check {name}` says more."
    )


class EmbeddedVoice:
    """The embedded pack as a voice: its language model reads texts aloud, its decoder makes sound of that."""

    def __init__(self, means: Means, speaker: str | None) -> None:
        from engine.model import load_voice, voice_number  # that file loads models of other makers on demand

        pack = open_pack(None)
        number = voice_number(speaker, pack.manifest.speaking.voices)
        self._brains = TwoBrains(pack.lm, pack.manifest.lm, threads=means.threads, seed=means.seed)
        try:
            self.decoder = load_voice(pack)
        except BaseException:
            self._brains.close()
            raise
        self.speaker = min(number, self.decoder.config.voices - 1)
        self.decoder.stream(self.speaker).push([0] * 4)  # torch prepares a lot on the first call

    def read(self, text: str) -> Iterator[Output]:
        """Begin to read `text` aloud."""
        self._brains.begin()
        self._brains.read(text)
        self._brains.end_of_question(think=False)
        return read_aloud(self._brains)

    def close(self) -> None:
        """Give the memory back."""
        self._brains.close()


class PackVoice:
    """A voice pack; it makes sound, not codes, so its decoder has nothing to do.

    Raises:
        PackError: it is not there, damaged, or llama.cpp cannot run it.
    """

    def __init__(self, name: str, means: Means) -> None:
        from engine.brains.voice_model import VoiceModel

        pack = open_pack(name)
        body = pack.manifest.body
        if not isinstance(body, VoiceBody):
            raise PackError(f"The pack {name} is a {body.kind} and no voice: choose a voice pack.")
        require_tried(pack)
        self.decoder, self.speaker = Silent(), 0
        self._model = VoiceModel(
            voice_files(pack), cells=body.brains.context, threads=means.threads, gpu_layers=means.gpu_layers,
            seed=means.seed,
        )  # fmt: skip
        next((samples for samples in self._model.speak(ALOUD) if len(samples)), None)

    def read(self, text: str) -> Iterator[Output]:
        """Begin to read `text` aloud."""
        return self._model.read(text)

    def close(self) -> None:
        """Give the memory back."""
        self._model.close()
