"""Text from tokens: bytes of a character that is not complete wait for the rest."""

from __future__ import annotations

import codecs

from engine.brains.llama import LlamaModel


class TextAssembler:
    """Turns tokens into text piece by piece; bytes of an incomplete character wait for the rest."""

    def __init__(self, model: LlamaModel) -> None:
        self._model = model
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def push(self, token: int) -> str:
        """Return the characters that `token` completes."""
        return self._decoder.decode(self._model.piece(token))


class RawAssembler(TextAssembler):
    """The same with the names of special tokens, so that marks of thoughts can be seen."""

    def push(self, token: int) -> str:
        """Return the characters that `token` completes."""
        return self._decoder.decode(self._model.piece(token, special=True))
