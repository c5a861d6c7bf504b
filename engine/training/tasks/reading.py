"""Read this: say a given sentence again."""

from __future__ import annotations

import random
from functools import lru_cache

from engine.training.tasks.item import Item, Split, fillers, pick, sentence_case

ASK = (
    "Please repeat after me. {s}",
    "Say this. {s}",
    "Read this aloud. {s}",
    "Repeat this sentence. {s}",
    "Can you say the following? {s}",
    "Say after me. {s}",
    "Please say, {s}",
)

_SUBJECTS = "the old man|my sister|a small dog|the teacher|our neighbour|the green boat|a young woman|the last train|his brother|the white horse|the doctor|a tall tree|the children|a quiet cat|the baker|the night guard".split(
    "|"
)
_VERBS = "found|lost|carried|painted|sold|opened|liked|watched|followed|remembered|bought|hid|cleaned|dropped|moved|fixed".split(
    "|"
)
_OBJECTS = "a red bag|the heavy door|two blue cups|the morning paper|a silver ring|the wooden box|three fresh eggs|the broken clock|a warm coat|the long letter|an empty bottle|the garden gate|a bowl of soup|the yellow car".split(
    "|"
)
_TAILS = "near the river|before lunch|in the rain|last winter|behind the school|with great care|on the way home|after dark|every monday|by the window|in the city|without a word|at the station|in the early morning".split(
    "|"
)


@lru_cache(maxsize=1)
def _frames() -> tuple[list[str], ...]:
    return _SUBJECTS, _VERBS, _OBJECTS, _TAILS


def sentence(rng: random.Random) -> str:
    """A made-up sentence of 6 to 12 plain words."""
    return " ".join(rng.choice(part) for part in _frames()[: 4 if rng.random() < 0.7 else 3])


def generate(rng: random.Random, split: Split = "train") -> Item:
    """A fresh item; the answer is the words to say."""
    said = sentence(rng)
    return Item(
        "read",
        pick(rng, split, ASK).format(s=sentence_case(said) + "."),
        f"repeat: {said}. answer: said",
        (sentence_case(said) + ".",),
        said,
        fillers("read"),
    )
