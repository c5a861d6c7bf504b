"""How well the ears hear words: greedy text of their CTC head against what was said, many recordings at once.

The language model takes no part, so this shows what reaches it, on words that no sentence gives away too.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch

from engine.bench.items import BenchItem
from engine.bench.recordings import Question
from engine.bench.word_errors import Heard
from engine.config import CHUNK_SAMPLES
from engine.errors import ItemsError, PackError
from engine.model import READING, default_threads, load_ears
from engine.packs import open_pack
from engine.reading import BLANK, WORD, Reader, load_reader
from engine.speech.encoder import Ears
from engine.words import transcript

_One = TypeVar("_One")

WORDS_IN_A_ROW = 6
SYSTEM_WORDS = Path("/usr/share/dict/words")
"""What Debian's word lists (wamerican and the like) install."""
FEWEST_WORDS = 100
AHEAD, AT_ONCE = 96, 12
"""Recordings that are sorted by length, and how many of them are heard in one go."""
DIGITS = frozenset("zero oh one two three four five six seven eight nine".split())


@dataclass(frozen=True)
class Utterance:
    """A recording, and the person whose it is (or the recording itself): what is drawn together for intervals."""

    question: Question
    unit: str


def random_rows(rows: int, words: Sequence[str], seed: int = 0) -> list[BenchItem]:
    """Return `rows` rows of six random words each, so that nothing can be guessed from the language."""
    rng = random.Random(seed)
    texts = [" ".join(rng.sample(words, WORDS_IN_A_ROW)) for _ in range(rows)]
    return [BenchItem(f"words-{n:04d}", "six random words", text, "-", text) for n, text in enumerate(texts)]


def word_list(path: str | None) -> list[str]:
    """Return the different lower-case words of a text file (None: the system's word list) in alphabetical order.

    Names, abbreviations and genitives of a word list are left out.

    Raises:
        ItemsError: there is no such file, or it holds less than `FEWEST_WORDS` words.
    """
    file = Path(path) if path else SYSTEM_WORDS
    if not path and not file.is_file():
        raise ItemsError(
            "Random words need a list: name a text with --words-from, or install a list (sudo apt install wamerican)."
        )
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ItemsError(f"The words in {file} cannot be read: name a text file with --words-from.") from error
    words = sorted({word for word in text.split() if re.fullmatch(r"[a-z]{3,14}", word)})
    if len(words) < FEWEST_WORDS:
        raise ItemsError(f"{file} holds only {len(words)} words of small letters: name a longer list.")
    return words


def human(manifest: str, folder: str | None = None) -> list[Utterance]:
    """Return the recordings of people that a table names: tab-separated with columns file, text; speaker, corpus.

    Files lie in `folder` (None: where the table lies). Rows of digits are a group of their own.

    Raises:
        ItemsError: the table cannot be used, or a recording is not there.
    """
    where = Path(folder) if folder else Path(manifest).parent
    try:
        with Path(manifest).open(newline="", encoding="utf-8-sig") as lines:
            rows = list(csv.DictReader(lines, delimiter="\t"))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ItemsError(f"The table of recordings {manifest} cannot be read: check its name.") from error
    if not rows or not {"file", "text"} <= rows[0].keys():
        raise ItemsError(f"{manifest} is no table of recordings: it needs tab-separated columns file and text.")
    return [_utterance(row, where, f"Line {n} in {manifest}") for n, row in enumerate(rows, 2)]


def _utterance(row: dict[str, str | None], folder: Path, where: str) -> Utterance:
    file, said = row["file"] or "", transcript(row["text"] or "")
    if not said:
        raise ItemsError(f"{where} has no words: write down what is said there.")
    if not (folder / file).is_file():
        raise ItemsError(f"{where} names {file!r}, which is not in {folder}: name its folder with --human-audio.")
    group = "people: digits" if set(said.split()) <= DIGITS else "people: sentences"
    item = BenchItem(file, group, said, "-", said)
    corpus = row.get("corpus") or "people"
    return Utterance(Question(item, corpus, folder / file), f"{corpus} {row.get('speaker') or file}")


class Listener:
    """The ears of a pack with the vocabulary of their CTC head.

    Raises:
        PackError: the pack has none, or cannot be used.
    """

    def __init__(self, pack: str | None = None, threads: int | None = None) -> None:
        found = open_pack(pack)
        self._ears: Ears = load_ears(found)
        reader = load_reader(found.folder / READING, self._ears.config.ctc_vocab)
        if reader is None:
            raise PackError(f"The pack {found.manifest.name} cannot write down what it hears: choose another.")
        self.name = f"{found.manifest.name} {found.manifest.version}"
        self._reader: Reader = reader
        torch.set_num_threads(threads or default_threads())

    def run(self, utterances: Iterable[Utterance]) -> Iterator[Heard]:
        """Hear every recording; yield what was read, those of about the same length together.

        Raises:
            MindpaceError: a recording cannot be read.
        """
        for many in _groups(utterances, AHEAD):
            recordings = [one.question.samples() for one in many]
            by_length = sorted(range(len(many)), key=lambda i: len(recordings[i]))
            texts: dict[int, str] = {}
            for few in _groups(by_length, AT_ONCE):
                texts |= zip(few, self.hear([recordings[i] for i in few]), strict=True)
            for i, one in enumerate(many):
                item, condition = one.question.item, one.question.condition.name
                yield Heard(item.id, item.family, one.question.voice, condition, one.unit, item.transcript, texts[i])

    @torch.inference_mode()
    def hear(self, recordings: Sequence[np.ndarray]) -> list[str]:
        """Return the texts of recordings (each float32 [n] at 16 kHz), as a stream of each alone would give them."""
        chunks = [max(1, -(-len(samples) // CHUNK_SAMPLES)) for samples in recordings]
        config = self._ears.features.config
        waves = np.zeros((len(recordings), max(chunks) * CHUNK_SAMPLES + config.window - config.hop), np.float32)
        for wave, samples in zip(waves, recordings, strict=True):
            wave[: len(samples)] = samples
        frames, _ = self._ears.encode(self._ears.features(torch.from_numpy(waves)))
        best = self._ears.ctc_logits(frames).argmax(-1).tolist()
        return [self._text(row[: n * self._ears.config.chunk]) for row, n in zip(best, chunks, strict=True)]

    def _text(self, best: Sequence[int]) -> str:
        """The text of a best path: repeats are one, blanks are none."""
        units = [unit for i, unit in enumerate(best) if unit != BLANK and (i == 0 or unit != best[i - 1])]
        return " ".join("".join(self._reader.pieces[unit] for unit in units).replace(WORD, " ").split())


def _groups(things: Iterable[_One], size: int) -> Iterator[list[_One]]:
    """Lists of `size` things each, the last one maybe shorter."""
    left = iter(things)
    while group := list(islice(left, size)):
        yield group
