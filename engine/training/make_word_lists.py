"""Writes the long lists of names and things.

`python -m engine.training.make_word_lists --root DIR --names DIR --text DIR`

`--root` holds the unpacked Debian packages of `prepare_text`, `--names` the census lists of the PyPI package `names`
(`dist.*`), `--text` the prepared `words.txt`. Every word is in the pronouncing dictionary, sounds like no commoner word
and like no held-out one, so that what is heard can be written in one way only.
"""

from __future__ import annotations

import argparse
import re
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

from engine.training.prepare_text import pronunciations
from engine.training.tasks import objects
from engine.training.tasks.names import HELD_OUT_NAMES, HELD_OUT_SURNAMES, NAMES, SURNAMES
from engine.training.tasks.problem_words import OBJECTS
from engine.training.tasks.word_lists import FILE

MOST_NAMES = 3000
_ROOTS = {
    "fruits": ("edible_fruit",),
    "vegetables": ("vegetable",),
    "animals": ("animal",),
    "musical instruments": ("musical_instrument",),
    "furniture": ("furniture",),
    "vehicles": ("vehicle",),
    "tools": ("tool",),
    "clothes": ("clothing", "footwear", "headdress"),
    "flowers": ("flower",),
    "drinks": ("beverage",),
    "": ("covering", "conveyance", "implement", "fabric", "drug", "building_material", "facility", "way", "creation",
         "fixture", "weapon", "excavation", "line", "layer", "surface", "part", "float", "strip", "furnishing"),
}  # fmt: skip
"""Of the things under "" it is not certain what people would call them, or they are not counted one by one."""
_FILES = {"animals": "05", "fruits": "13", "vegetables": "13", "flowers": "20", "drinks": "13"}
_NOT_SAID = frozenset(
    """ass bitch boob booby bordello brothel cock condom crap dildo gallows homo hooker noose pussy slut stud tit
    whorehouse animal artifact article clothing fruit instrument item object thing tool vegetable vehicle creature
    critter brute male female young offspring survivor human electric lower laundry attire accessory scanty carnivore
    windfall freestone murphy cling limber bombard equine woodwind""".split()
)


class WordNet:
    """The nouns of WordNet: senses of a word, and what is a kind of what."""

    def __init__(self, folder: Path):
        self._kinds: dict[str, tuple[str, tuple[str, ...]]] = {}
        for line in _entries(folder / "data.noun"):
            parts = line.split(" | ")[0].split()
            parents = re.findall(r" @i? (\d{8}) n", line.split(" | ")[0])
            self._kinds[parts[0]] = parts[1], tuple(parents)
        self.senses = {line.split()[0]: re.findall(r"\b\d{8}\b", line) for line in _entries(folder / "index.noun")}
        self._irregular = {one: form for form, one in (x.split()[:2] for x in _entries(folder / "noun.exc"))}

    def above(self, sense: str) -> set[str]:
        """The sense and all that it is a kind of."""
        return {sense}.union(*(self.above(parent) for parent in self._kinds[sense][1]))

    def file_of(self, sense: str) -> str:
        """The number of the lexicographer's file that a sense stands in."""
        return self._kinds[sense][0]

    def regular(self, noun: str) -> bool:
        """Whether the plural that our rules make is the only one."""
        return self._irregular.get(noun, objects.plural(noun)) == objects.plural(noun)


def _entries(path: Path) -> Iterator[str]:
    return (line for line in path.read_text(errors="ignore").splitlines() if not line.startswith(" "))


def kind_of(noun: str, net: WordNet, roots: dict[str, set[str]]) -> str | None:
    """The category of a noun, "others", or None if it is not certain or not a thing to count."""
    senses = net.senses[noun]
    if net.file_of(senses[0]) not in ("05", "06", "13", "20"):
        return None
    found = [{kind for kind, tops in roots.items() if net.above(sense) & tops} for sense in senses]
    if any(found):
        kinds = set.union(*found)
        certain = len(kinds) == 1 and found[0] and net.file_of(senses[0]) == _FILES.get(min(kinds), "06")
        return min(kinds) or None if certain else None
    return "others" if net.file_of(senses[0]) in ("06", "20") and not _food(senses, net) else None


def _food(senses: list[str], net: WordNet) -> bool:
    return any(net.file_of(sense) == "13" for sense in senses)


def things(root: Path, said: dict[str, str], words: set[str]) -> dict[str, list[str]]:
    """Nouns with a regular plural that a word list knows, by category."""
    net = WordNet(root / "usr/share/wordnet")
    roots = {kind: {net.senses[top][0] for top in tops} for kind, tops in _ROOTS.items()}
    roots["animals"] |= {net.senses["fish"][0]}
    listed = set((root / "usr/share/dict/american-english-large").read_text().split())
    taken = _taken()
    out: dict[str, list[str]] = {}
    for noun in sorted(set(net.senses) & words - taken):
        plural = objects.plural(noun)
        plain = re.fullmatch(r"[a-z]{3,10}(?<!s)(?<!men)", noun) and net.regular(noun) and {noun, plural} <= listed
        if plain and plural not in taken and _article_fits(noun, said[noun]) and (kind := kind_of(noun, net, roots)):
            out.setdefault(kind, []).append(noun)
    return out


def _article_fits(noun: str, said: str) -> bool:
    sound = re.search(r"[a-z]+", said)
    return sound is not None and (sound[0][0] in "aeiou") == (objects.article(noun) == "an")


def _taken() -> set[str]:
    """What no thing may be called: those of the other lists, whole or in part, and the held-out ones."""
    entries = [*OBJECTS["train"], *OBJECTS["held_out"], *objects.MORE_ADJECTIVES, *_NOT_SAID]
    for kind in (*objects.KINDS, "others"):
        for noun in (*objects.more_nouns(kind, "train"), *objects.more_nouns(kind, "held_out")):
            entries += [noun, objects.plural(noun)]
    held_out = [noun for kind in (*objects.KINDS, "others") for noun in objects.more_nouns(kind, "held_out")]
    ones = [entry.removesuffix("s") for entry in OBJECTS["held_out"]]
    return {*entries, *ones, *(word for noun in held_out for word in noun.split())}


def names(entries: Iterable[str], known: Iterable[str], said: dict[str, str], root: Path, words: set[str]) -> list[str]:
    """The commonest names that sound like none of the `known` ones, like no commoner word and like no other."""
    plain = set((root / "usr/share/dict/american-english-large").read_text().split())
    owner = {said[word]: word for word in words}
    heard = {said[name.lower()] for name in known if name.lower() in said} | {said[w] for w in plain & set(said)}
    taken, kept = plain.union(name.lower() for name in known), []
    for name in entries:
        usable = re.fullmatch(r"[a-z]{3,10}", name) and name in said and name not in taken
        if usable and said[name] not in heard and owner.get(said[name], name) == name:
            heard.add(said[name])
            kept.append(name.capitalize())
    return sorted(kept[:MOST_NAMES])


def _census(folder: Path, *files: str) -> list[str]:
    lines = [line.split() for file in files for line in (folder / f"dist.{file}").read_text().splitlines()]
    shares = sorted(lines, key=lambda parts: -float(parts[1]))
    return list(dict.fromkeys(parts[0].lower() for parts in shares))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ("--root", "--names", "--text"):
        parser.add_argument(option, type=Path, required=True)
    args = parser.parse_args()
    said, words = pronunciations(args.root), set((args.text / "words.txt").read_text().split())
    known = (*NAMES, *HELD_OUT_NAMES, *SURNAMES, *HELD_OUT_SURNAMES)
    first = names(_census(args.names, "female.first", "male.first"), known, said, args.root, words)
    last = names(_census(args.names, "all.last"), (*known, *first), said, args.root, words)
    parts = {"first": first, "last": last, **things(args.root, said, words)}
    text = "\n".join(f"= {kind}\n" + textwrap.fill(" ".join(entries), 120) for kind, entries in parts.items())
    FILE.write_text(text + "\n")
    print({kind: len(entries) for kind, entries in parts.items()})


if __name__ == "__main__":
    main()
