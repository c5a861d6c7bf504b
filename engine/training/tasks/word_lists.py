"""The long lists of names and things (`word_lists.txt`, made by engine/training/make_word_lists.py), for training only.

There are so many that a model has to spell them by their sounds: one that had met 1 000 names and 850 things wrote
down the nearest of those. First names and surnames are those of the United States' census of 1990, in the public domain
(from the PyPI package `names`, MIT); things are nouns of WordNet 3.0 (Princeton University; any use is permitted).
"""

from __future__ import annotations

from pathlib import Path

FILE = Path(__file__).with_name("word_lists.txt")


def _read() -> dict[str, tuple[str, ...]]:
    parts = FILE.read_text(encoding="ascii").split("= ")[1:] if FILE.exists() else []
    return {name: tuple(words.split()) for name, _, words in (part.partition("\n") for part in parts)}


LONG = _read()
"""Words by list: "first", "last" (names), and the categories of `objects`."""
