"""Open text for the ears and the voice: random words, and natural sentences."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from engine.training.tasks.names import any_name
from engine.words import number_words

_SAID = ("the answer is", "it is", "you have", "that makes", "there are", "we counted")
_OFTEN = 3


@dataclass
class Corpora:
    """Prepared word and sentence lists (engine/training/prepare_text.py)."""

    words: list[str]
    sentences: list[str]
    common: list[str] = field(init=False)
    """Words that sentences use `_OFTEN` times or more: most of the others are heard five times in a whole run."""

    def __post_init__(self) -> None:
        uses = Counter(word for sentence in self.sentences for word in sentence.split())
        self.common = [word for word in self.words if uses[word] >= _OFTEN]

    @classmethod
    def load(cls, folder: Path) -> Corpora:
        """Read `words.txt` and `sentences.txt`."""
        return cls((folder / "words.txt").read_text().split(), (folder / "sentences.txt").read_text().splitlines())

    def salad(self, rng: random.Random, low: int = 3, high: int = 12, common: float = 0.6) -> str:
        """Random words: nothing can be guessed from the language; a share of the rows is of `common` words only."""
        words = self.common if self.common and rng.random() < common else self.words
        return " ".join(rng.choice(words) for _ in range(rng.randint(low, high)))

    def sentence(self, rng: random.Random) -> str:
        """A natural sentence."""
        return rng.choice(self.sentences)

    def names_and_numbers(self, rng: random.Random) -> str:
        """Names, numbers and single words in a row: what questions hinge on."""
        return " ".join(self._piece(rng) for _ in range(rng.randint(3, 8)))

    def _piece(self, rng: random.Random) -> str:
        draw = rng.random()
        if draw < 0.34:
            return any_name(rng, "train", "first" if rng.random() < 0.8 else "last").lower()
        return _number(rng) if draw < 0.67 else rng.choice(self.words)

    def open_text(self, rng: random.Random) -> str:
        """Text for the ears: a third random words, the rest sentences, names and numbers."""
        draw = rng.random()
        if draw < 0.35:
            return self.salad(rng)
        return self.names_and_numbers(rng) if draw < 0.47 else self.sentence(rng)

    def long_text(self, rng: random.Random) -> str:
        """One to three open texts in a row, mostly one: the ears hear long speech too."""
        return ", ".join(self.open_text(rng) for _ in range(rng.choice((1, 1, 1, 2, 3))))

    def say_text(self, rng: random.Random) -> str:
        """Text for the assistant's own voice: a sentence with capital and stop, often with a number or a name."""
        draw = rng.random()
        if draw < 0.6:
            words = self.sentence(rng)
        elif draw < 0.8:
            words = self.names_and_numbers(rng)
        else:
            words = f"{rng.choice(_SAID)} {_number(rng, joined=True)}"
        return words[:1].upper() + words[1:] + "."


def _number(rng: random.Random, joined: bool = False) -> str:
    """A number in words, small ones more often."""
    return number_words(rng.choice((rng.randint(0, 20), rng.randint(0, 120), rng.randint(100, 9999))), joined)
