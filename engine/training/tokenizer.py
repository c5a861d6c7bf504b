"""The text part of the vocabulary: a byte-level BPE, split like llama.cpp's pre-tokenizer `qwen2` (digits singly)."""

from __future__ import annotations

from collections.abc import Iterable

from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

from engine.training.vocabulary import N_TEXT

# The split of Qwen2's tokenizer, which llama.cpp applies for `tokenizer.ggml.pre = qwen2`.
QWEN2_SPLIT = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+"
)


def new_tokenizer() -> Tokenizer:
    """An empty byte-level BPE with the qwen2 split."""
    tokenizer = Tokenizer(models.BPE())
    split = pre_tokenizers.Split(Regex(QWEN2_SPLIT), behavior="isolated")
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [split, pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def train_tokenizer(texts: Iterable[str], size: int = N_TEXT) -> Tokenizer:
    """A tokenizer of exactly `size` tokens (bytes first), trained on `texts`.

    Raises:
        ValueError: the texts hold too little to make `size` tokens.
    """
    tokenizer = new_tokenizer()
    trainer = trainers.BpeTrainer(
        vocab_size=size, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False
    )
    tokenizer.train_from_iterator(texts, trainer)
    if tokenizer.get_vocab_size() != size:
        raise ValueError(f"the texts hold only {tokenizer.get_vocab_size()} tokens, {size} wanted")
    return tokenizer


def text_tokens(tokenizer: Tokenizer) -> list[str]:
    """Token strings in order of id."""
    ids = tokenizer.get_vocab()
    return sorted(ids, key=lambda token: ids[token])
