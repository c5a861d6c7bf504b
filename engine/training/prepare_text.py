"""Prepare the texts that training draws on: `python -m engine.training.prepare_text --out DIR [--gsm8k FILE]`.

Downloads Debian packages (no installation; apt decides from where) and writes `sentences.txt`, `words.txt`, and both
tokenizers (`tokenizer.json`, `ctc.json`).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from engine.training.corpora import Corpora
from engine.training.ctc import CtcBpe
from engine.training.tasks import FAMILIES, generate
from engine.training.tokenizer import train_tokenizer
from engine.words import transcript

PACKAGES = ("wordnet-base", "wamerican-large", "festlex-cmu")
_ENTRY = re.compile(r'^\("([a-z]+)" \S+ (\(.*\))\)$', re.MULTILINE)
_ABBREVIATED = re.compile(r"\b(e\.g|i\.e|etc|[A-Z]{2,})\b|[_\[\]]")


def unpack(folder: Path) -> Path:
    """Download and unpack the packages under `folder`; returns the root of the unpacked files."""
    subprocess.run(["apt-get", "download", "-qq", *PACKAGES], cwd=folder, check=True, stderr=subprocess.DEVNULL)
    for deb in folder.glob("*.deb"):
        subprocess.run(["dpkg", "-x", str(deb), str(folder / "root")], check=True)
    return folder / "root"


def wordnet_sentences(root: Path) -> Iterator[str]:
    """Example sentences and short glosses of WordNet."""
    for path in sorted((root / "usr/share/wordnet").glob("data.*")):
        for line in path.read_text(errors="ignore").splitlines():
            _, _, gloss = line.partition(" | ")
            yield from re.findall(r'"([^"]+)"', gloss)
            yield re.sub(r'[;:]?\s*"[^"]*"', "", gloss).split(";")[0]


def pronunciations(root: Path) -> dict[str, str]:
    """Words of the pronouncing dictionary and how they are said (the first way that is listed)."""
    found: dict[str, str] = {}
    for word, said in _ENTRY.findall(
        (root / "usr/share/festival/dicts/cmu/cmudict-0.4.out").read_text(errors="ignore")
    ):
        found.setdefault(word, said)
    return found


def listed_words(root: Path) -> list[str]:
    """Plain words, then proper names, of the word list, in lower case."""
    entries = (root / "usr/share/dict/american-english-large").read_text().split()
    plain = [w for w in entries if re.fullmatch(r"[a-z]{2,14}", w)]
    names = [w.lower() for w in entries if re.fullmatch(r"[A-Z][a-z]{2,12}", w)]
    return list(dict.fromkeys([*plain, *names]))


def distinct_words(words: Iterable[str], said: dict[str, str], sentences: Iterable[str]) -> list[str]:
    """One of the words that sound alike, the one that `sentences` use most: nobody can hear which one was meant."""
    uses = Counter(word for sentence in sentences for word in sentence.split())
    best: dict[str, str] = {}
    for word in sorted(words, key=lambda w: -uses[w]):
        best.setdefault(said[word], word)
    return sorted(best.values())


def clean(sentences: Iterable[str], words: set[str]) -> list[str]:
    """Transcripts of 3 to 24 words without abbreviations or words nobody can pronounce, once each."""
    kept: dict[str, None] = {}
    for sentence in sentences:
        text = "" if _ABBREVIATED.search(sentence) else transcript(sentence)
        parts = text.split()
        plain = all(len(w) > 1 or w in "ai" for w in parts) and sum(w not in words for w in parts) <= 1
        if 3 <= len(parts) <= 24 and plain:
            kept[text] = None
    return list(kept)


def gsm8k_sentences(path: Path) -> Iterator[str]:
    """Sentences of the questions of GSM8K's training part."""
    for line in path.read_text().splitlines():
        yield from re.split(r"(?<=[.?])\s+", json.loads(line)["question"])


def tokenizer_texts(corpora: Corpora, n: int, seed: int = 0) -> Iterator[str]:
    """Questions, chains of thought, replies and open sentences in about the shares that the model sees."""
    rng = random.Random(seed)
    for i in range(n):
        item = generate(FAMILIES[i % len(FAMILIES)], rng)
        yield from (item.spoken, item.transcript, item.thoughts, *item.reply, *item.fillers[:2])
        yield corpora.sentence(rng)
        if i % 2:
            yield corpora.sentence(rng).capitalize() + "."


def write_tokenizers(out: Path, texts: int, seed: int) -> None:
    """Train and write both tokenizers from the lists in `out`."""
    corpora, rng = Corpora.load(out), random.Random(seed)
    train_tokenizer(tokenizer_texts(corpora, texts, seed)).save(str(out / "tokenizer.json"))
    heard = [corpora.open_text(rng) for _ in range(5 * texts)]
    asked = [generate(family, rng).transcript for family in FAMILIES for _ in range(texts // 4)]
    CtcBpe.train(heard + asked).save(out / "ctc.json")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--gsm8k", type=Path)
    parser.add_argument("--sentences", type=int, default=120_000)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        root = unpack(Path(scratch))
        said = pronunciations(root)
        words = [word for word in listed_words(root) if word in said]
        sentences = clean(wordnet_sentences(root), set(words))
    if args.gsm8k:
        sentences += clean(gsm8k_sentences(args.gsm8k), set(words))
    random.Random(0).shuffle(sentences)
    (args.out / "sentences.txt").write_text("\n".join(sentences[: args.sentences]))
    distinct = distinct_words(words, said, sentences)
    (args.out / "words.txt").write_text("\n".join(distinct))
    write_tokenizers(args.out, 8000, 0)
    print(f"{len(distinct)} words, {min(len(sentences), args.sentences)} sentences")


if __name__ == "__main__":
    main()
