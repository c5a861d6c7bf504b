"""Qwen3-TTS: the language model draws the first of sixteen codes of a frame (80 ms), a small model the other fifteen.

What stands in the prompt are sums of two rows of the embedding table, one of the text's and one of the sound's, so the
rows are read from the GGUF. `tests/voice_packs` holds frames and samples against llama.cpp's own helper.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import gguf
import numpy as np
import numpy.typing as npt

from engine.brains.llama import LlamaContext, LlamaModel
from engine.brains.sound_maker import Frame, SoundMaker
from engine.brains.text_sampling import TextSampler, TextSampling
from engine.brains.voice_model import VoiceFiles
from engine.errors import PackError

Floats = npt.NDArray[np.float32]

SAMPLING = TextSampling(temperature=0.9, top_k=50, top_p=1.0)
"""As published with the model."""
WINDOW = 72
"""Frames that the decoder takes at once: its state is only good after a full window."""
PEEKS = (8, 24, 48)
"""Frames of a first window after which its sound is made ahead, so that it need not be full to be heard."""
SPECIAL_CODES = 1024
"""Rows at the end of the vocabulary that are no sounds."""
FRAMES_A_TOKEN, SPARE_FRAMES = 12, 50
"""No text takes longer: a model that does not find its end is stopped there."""
LANGUAGES = {
    "zh": "chinese", "en": "english", "de": "german", "it": "italian", "pt": "portuguese", "es": "spanish",
    "ja": "japanese", "ko": "korean", "fr": "french", "ru": "russian",
}  # fmt: skip
MARKS = {
    "codec_0": "<|codec_0|>", "begin": "<|codec_bos|>", "end": "<|codec_eos_token|>", "pad": "<|codec_pad|>",
    "think": "<|codec_think|>", "think_begin": "<|codec_think_bos|>", "think_end": "<|codec_think_eos|>",
    "text_pad": "<tts_pad>", "text_begin": "<tts_text_bos>", "text_end": "<tts_text_eod>",
}  # fmt: skip


class QwenVoice:
    """See `engine.brains.voice_model.Family`; `speaker` [n, dim], if there is one, is how the voice sounds.

    Raises:
        PackError: the vocabulary is another model's, or knows the language not.
    """

    def __init__(
        self,
        model: LlamaModel,
        context: LlamaContext,
        maker: SoundMaker,
        speaker: Floats | None,
        seed: int,
        files: VoiceFiles,
        sampling: TextSampling = SAMPLING,
    ) -> None:
        self._model, self._context, self._maker, self._seed = model, context, maker, seed
        self._rows = _Rows(files.model, model.vocab_size)
        self._marks = _marks(model, files.language)
        self._opening = self._open(speaker)
        barred = np.ones(model.vocab_size, np.bool_)
        barred[self._marks["codec_0"] : model.vocab_size - SPECIAL_CODES] = False
        barred[self._marks["end"]] = False
        self._sampler = TextSampler(sampling, seed, barred)
        self._frame_pad = self._rows[self._marks["text_pad"]]

    def frames(self, text: str) -> Iterator[Frame | None]:
        """Begin to speak."""
        tokens, context = self._model.tokenize(text.strip()), self._context
        if not tokens:
            return
        context.clear()
        prompt = self._prompt(tokens)
        logits = context.decode_embeddings(prompt, 0, 0, wanted=True)
        for step in range(FRAMES_A_TOKEN * len(tokens) + SPARE_FRAMES):
            assert logits is not None  # noqa: S101 - it was asked for
            token = self._sampler.sample(logits)
            if token == self._marks["end"]:
                return
            frame = self._maker.frame(context.state(), code=token - self._marks["codec_0"], seed=self._seed)
            yield frame
            heard = (frame.embedding + self._frame_pad)[None]
            logits = context.decode_embeddings(heard, len(prompt) + step, 0, wanted=True)

    def decoder(self) -> QwenDecoder:
        """Begin a stretch of sound."""
        return QwenDecoder(self._maker, self._seed)

    def _open(self, speaker: Floats | None) -> Floats:
        """What stands before every text: the role, the language, the voice."""
        rows, at = self._rows, self._marks
        role = self._model.tokenize("<|im_start|>assistant\n", special=True)
        opening = [rows[token] for token in role]
        marks = ("think", "think_begin", "language", "think_end")
        opening += [rows[at["text_pad"]] + rows[at[mark]] for mark in marks]
        if speaker is not None:
            opening.append(rows[at["text_pad"]] + speaker[0])
        opening.append(rows[at["text_begin"]] + rows[at["pad"]])
        return np.stack(opening)

    def _prompt(self, tokens: list[int]) -> Floats:
        rows, at = self._rows, self._marks
        text = [rows[token] + rows[at["pad"]] for token in (*tokens, at["text_end"])]
        return np.concatenate([self._opening, text, [rows[at["text_pad"]] + rows[at["begin"]]]]).astype(np.float32)


class QwenDecoder:
    """Codes to samples in windows of 72 frames; the first one is also decoded while it fills."""

    def __init__(self, maker: SoundMaker, seed: int) -> None:
        self._maker, self._seed = maker, seed
        self._waiting: list[Frame] = []
        self._state = b""
        self._told = 0
        self._first = True

    def push(self, frame: Frame) -> Floats:
        """Return samples [n], often none yet."""
        self._waiting.append(frame)
        if len(self._waiting) < WINDOW:
            return self.flush() if self._first and len(self._waiting) in PEEKS else np.zeros(0, np.float32)
        samples, self._state = self._maker.samples(self._waiting, self._state, seed=self._seed)
        new, self._told, self._waiting, self._first = samples[self._told :], 0, [], False
        return new

    def flush(self) -> Floats:
        """Return the samples of all frames so far that were not told yet; the state stays before this window."""
        if not self._waiting:
            return np.zeros(0, np.float32)
        samples, _ = self._maker.samples(self._waiting, self._state, seed=self._seed)
        new, self._told = samples[self._told :], len(samples)
        return new


class _Rows:
    """Rows of the embedding table, read from the file as they are asked for."""

    def __init__(self, path: Path, count: int) -> None:
        found = [tensor for tensor in gguf.GGUFReader(path).tensors if tensor.name == "token_embd.weight"]
        if not found or int(found[0].shape[1]) != count:
            raise PackError(f"The voice's language model {path} has no whole embedding table: install the pack again.")
        self._table, self._type = found[0].data, found[0].tensor_type

    def __getitem__(self, token: int) -> Floats:
        row = self._table[token : token + 1]
        return np.asarray(gguf.quants.dequantize(row, self._type), np.float32)[0]


def _marks(model: LlamaModel, language: str) -> dict[str, int]:
    spoken = LANGUAGES.get(language.lower(), language.lower()) or "english"
    wanted = {name: key for key, name in MARKS.items()} | {f"<|codec_language_{spoken}|>": "language"}
    found = {wanted[name]: token for token in range(model.vocab_size) if (name := model.name(token)) in wanted}
    if "language" not in found and len(found) == len(MARKS):
        raise PackError(f"This voice does not speak {spoken[:40]!r}: name another language in its pack.json.")
    if len(found) != len(wanted):
        raise PackError("The voice's language model is no Qwen3-TTS, as its codec is: install the pack again.")
    return found
