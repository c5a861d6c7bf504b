"""Prepare the texts that training draws on: `python -m engine.training.prepare_text --out DIR [--gsm8k FILE]`.

Downloads Debian packages (no installation; apt decides from where) and writes `sentences.txt`, `words.txt`, and both tokenizers (`tokenizer.json`, `ctc.json`).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from engine.training.corpora import Corpora
from engine.training.ctc import CtcBpe
from engine.training.tasks import FAMILIES, generate
from engine.training.tokenizer import train_tokenizer
from engine.words import transcript

PACKAGES = ("wordnet-base", "wamerican-large", "festlex-cmu")


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


def pronounceable_words(root: Path) -> list[str]:
    """Plain words that both the word list and the pronouncing dictionary hold."""
    listed = {w for w in (root / "usr/share/dict/american-english-large").read_text().split() if re.fullmatch(r"[a-z]{2,14}", w)}
    entries = (root / "usr/share/festival/dicts/cmu/cmudict-0.4.out").read_text(errors="ignore")
    said = set(re.findall(r'^\("([a-z]+)"', entries, re.MULTILINE))
    return sorted(listed & said)


def clean(sentences: Iterator[str], words: set[str]) -> list[str]:
    """Transcripts of 3 to 24 words without abbreviations or words nobody can pronounce, once each."""
    kept: dict[str, None] = {}
    for sentence in sentences:
        if not re.search(r"\b(e\.g|i\.e|etc|[A-Z]{2,})\b|[_\[\]]", sentence):
            text = transcript(sentence)
            parts = text.split()
            if 3 <= len(parts) <= 24 and all(len(w) > 1 or w in "ai" for w in parts) and sum(w not in words for w in parts) <= 1:
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
        words = pronounceable_words(root)
        sentences = clean(wordnet_sentences(root), set(words))
    if args.gsm8k:
        sentences += clean(gsm8k_sentences(args.gsm8k), set(words))
    random.Random(0).shuffle(sentences)
    (args.out / "words.txt").write_text("\n".join(words))
    (args.out / "sentences.txt").write_text("\n".join(sentences[: args.sentences]))
    corpora = Corpora.load(args.out)
    train_tokenizer(tokenizer_texts(corpora, 6000)).save(str(args.out / "tokenizer.json"))
    rng = random.Random(1)
    CtcBpe.train([corpora.open_text(rng) for _ in range(40_000)] + [generate(f, rng).transcript for f in FAMILIES for _ in range(2000)]).save(args.out / "ctc.json")
    print(f"{len(words)} words, {min(len(sentences), args.sentences)} sentences")


if __name__ == "__main__":
    main()
