"""Pocket-TTS (Kyutai): the language model draws no tokens; each of its states becomes one latent of 80 ms of sound.

The sequence is voice, text, then a token that begins the sound. Long texts degrade, so they are spoken in chunks, each
of which begins anew after the voice, whose cells are computed once. Numbers and text rules are those of the reference
(`pocket_tts`) as llama.cpp's own helper has them; `tests/voice_packs` holds both against each other.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.brains.llama import BATCH, Entry, LlamaContext, LlamaModel
from engine.brains.sound_maker import Frame, SoundMaker
from engine.errors import PackError

Floats = npt.NDArray[np.float32]

FRAME_RATE = 12.5
MOST_TOKENS = 50
"""Tokens of a chunk: the reference's limit, beyond which words are skipped."""
FEW_WORDS = 5
PADDING = " " * 8
WINDOWS = (2, 4, 8)
"""Frames decoded together: few at first, so that the first sound comes early; the last number holds from then on."""
NO_SPEAKER = (
    "This voice has no recording of a speaker, without which it cannot speak: name one as `speaker` in its pack.json."
)


@dataclass(frozen=True)
class Tuning:
    """What the makers tuned for one model: noise, frames after the end (0: by the text), and padding of short texts."""

    temperature: float = 0.7
    after: int = 0
    pad: bool = False


TUNED = {
    "english": Tuning(0.3),
    "english_2026-01": Tuning(0.7, pad=True),
    "english_2026-04": Tuning(0.3),
    "french_24l": Tuning(0.7, after=8),
}


class PocketVoice:
    """See `engine.brains.voice_model.Family`; `speaker` [n, dim] is how the voice sounds.

    Raises:
        PackError: there is no speaker, or the vocabulary is another model's.
    """

    def __init__(
        self, model: LlamaModel, context: LlamaContext, maker: SoundMaker, speaker: Floats | None, seed: int
    ) -> None:
        self._model, self._context, self._maker, self._seed = model, context, maker, seed
        self._tuning = TUNED.get(maker.variant, Tuning())
        names = {model.name(token): token for token in range(max(0, model.vocab_size - 8), model.vocab_size)}
        if "<|audio_bos|>" not in names:
            raise PackError("The voice's language model is no Pocket-TTS, as its codec is: install the pack again.")
        if speaker is None:
            raise PackError(NO_SPEAKER)
        self._begin = names["<|audio_bos|>"]
        self._voice = self._hear(speaker, names.get("<|bos_before_voice|>"))

    def _hear(self, speaker: Floats, first: int | None) -> int:
        """Put the voice into the cache; return how many cells it takes."""
        at = 0
        if first is not None:
            self._context.decode([Entry(first, 0, 0, wanted=False)])
            at = 1
        self._context.decode_embeddings(speaker, at, 0)
        return at + len(speaker)

    def frames(self, text: str) -> Iterator[Frame | None]:
        """Begin to speak."""
        for number, tokens in enumerate(self._chunks(prepared(text, pad=self._tuning.pad))):
            if number:
                yield None
            yield from self._chunk(tokens)

    def decoder(self) -> PocketDecoder:
        """Begin a stretch of sound."""
        return PocketDecoder(self._maker, self._seed)

    def _chunks(self, text: str) -> Iterator[list[int]]:
        tokens = self._model.tokenize(text)
        halves = halved(text) if len(tokens) > MOST_TOKENS else None
        if halves is None:
            if tokens:
                yield tokens[: BATCH - 1]
            return
        for half in halves:
            yield from self._chunks(half)

    def _chunk(self, tokens: list[int]) -> Iterator[Frame]:
        """Frames up to the one that the model stops at, which is dropped, as in the reference."""
        context, at = self._context, self._voice
        context.remove(0, at, -1)
        row = [*tokens, self._begin]
        context.decode([Entry(token, at + i, 0, wanted=i == len(tokens)) for i, token in enumerate(row)])
        at += len(row)
        after = self._tuning.after or (5 if len(tokens) <= 6 else 3)
        last = math.ceil((len(tokens) / 3 + 2) * FRAME_RATE)
        for step in range(last):
            frame = self._maker.frame(context.state(), seed=self._seed, temperature=self._tuning.temperature)
            if frame.ended:
                last = min(last, step + after)
            if step >= last:
                return
            yield frame
            context.decode_embeddings(frame.embedding[None], at + step, 0, wanted=True)


class PocketDecoder:
    """Latents of one chunk to samples; the decoder's state bridges windows of any length."""

    def __init__(self, maker: SoundMaker, seed: int) -> None:
        self._maker, self._seed = maker, seed
        self._waiting: list[Frame] = []
        self._state = b""
        self._window = 0

    def push(self, frame: Frame) -> Floats:
        """Return samples [n], none until a window is full."""
        self._waiting.append(frame)
        if len(self._waiting) < WINDOWS[self._window]:
            return np.zeros(0, np.float32)
        self._window = min(self._window + 1, len(WINDOWS) - 1)
        return self.flush()

    def flush(self) -> Floats:
        """Return the samples of the frames that wait."""
        if not self._waiting:
            return np.zeros(0, np.float32)
        samples, self._state = self._maker.samples(self._waiting, self._state, seed=self._seed)
        self._waiting = []
        return samples


def prepared(text: str, *, pad: bool) -> str:
    """Return `text` as the reference prepares it: one line, a capital first, a full stop at the end."""
    text = re.sub(r"[\r\n]", " ", text).replace(";", ",").strip(" ")
    if not text:
        return ""
    if "a" <= text[0] <= "z":
        text = text[0].upper() + text[1:]
    if text[-1].isascii() and text[-1].isalnum():
        text += "."
    return PADDING + text if pad and len(text.split()) < FEW_WORDS else text


def halved(text: str) -> tuple[str, str] | None:
    """Return the two halves of a text that is too long, cut at the mark, or else the space, nearest to its middle."""
    for pattern in (r"[.!?]+\s", r"[,:]\s", r"\s"):
        cuts = [
            found.end()
            for found in re.finditer(pattern, text)
            if text[: found.end()].strip() and text[found.end() :].strip()
        ]
        if cuts:
            cut = min(cuts, key=lambda place: abs(place - len(text) // 2))
            return text[:cut].rstrip(), text[cut:]
    return None
