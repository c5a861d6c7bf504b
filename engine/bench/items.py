"""Questions of a bench: our JSON lines, or a Big-Bench-Hard task file as it is published.

JSON lines: one object a line with `answer`, `spoken` (or `text`, or `transcript`), and optionally `family`, `id` and
`before` (what was thought in earlier turns).
Big-Bench-Hard: one object with `examples`, each with `input` and `target`.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from engine.errors import ItemsError, OutputError
from engine.words import spoken_form, transcript, words_number

_FAMILY_MARKS = {
    "navigate": r"return to the starting point|back (to|at|where).*start",
    "object_counting": r"\bhow many\b.*\b(do|does) (i|you|he|she|we|they) have\b",
    "web_of_lies": r"\b(tells? the truth|lies)\b",
    "formal_fallacies": r"\bdeductively valid\b|\bargument\b.*\b(valid|invalid)\b",
}
BIG_BENCH_FAMILIES = tuple(_FAMILY_MARKS)
OTHER = "other"


@dataclass(frozen=True)
class BenchItem:
    """One question: what is said, its words, and the answer ("yes", "no", "valid", "invalid", digits, words, "refuse").

    `before` is what was thought in the turns before, one turn a line (`engine.history.History.text`).
    """

    id: str
    family: str
    spoken: str
    answer: str
    transcript: str
    before: str = ""


def load_items(path: str | os.PathLike[str]) -> list[BenchItem]:
    """All questions of a file, in its order.

    Raises:
        ItemsError: the file is missing, empty, neither of the two formats, or an entry lacks a question or an answer.
    """
    path = Path(path)
    text = _read(path)
    whole = _as_json(text)
    if isinstance(whole, dict) and "examples" in whole:
        items = _big_bench(path, whole["examples"])
    else:
        items = [_line(path, n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not items:
        raise ItemsError(f"{path} holds no questions; give JSON lines or a Big-Bench-Hard task file.")
    return _unique(path, items)


def write_items(path: str | os.PathLike[str], items: Iterable[BenchItem]) -> None:
    """Write questions as JSON lines that `load_items` reads back.

    Raises:
        OutputError: the file cannot be written.
    """
    lines = "".join(json.dumps(asdict(item)) + "\n" for item in items)
    try:
        Path(path).write_text(lines, encoding="utf-8")
    except OSError as error:
        raise OutputError(f"Cannot write {path} ({error.strerror}); choose another place for the questions.") from error


def detect_family(name: str, text: str) -> str:
    """The Big-Bench-Hard family that a file name or else a question's text shows; "other" if neither does."""
    plain = re.sub(r"[^a-z]+", "_", name.lower())
    for family in BIG_BENCH_FAMILIES:
        if family in plain:
            return family
    words = " ".join(text.lower().split())
    return next((family for family, mark in reversed(_FAMILY_MARKS.items()) if re.search(mark, words)), OTHER)


def canonical(answer: str) -> str:
    """An answer as it is compared: a decision, a number in digits, or else the plain words."""
    words = transcript(answer)
    number = words_number(words.split())
    return words if number is None else str(number)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ItemsError(f"{path} is not text; give JSON lines or a Big-Bench-Hard task file.") from error
    except OSError as error:
        raise ItemsError(f"Cannot read the questions in {path} ({error.strerror}); check the path.") from error


def _as_json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _big_bench(path: Path, examples: Any) -> list[BenchItem]:
    if not isinstance(examples, list):
        raise ItemsError(f'"examples" in {path} is not a list; give a Big-Bench-Hard task file as it is published.')
    found = []
    for n, example in enumerate(examples, 1):
        where = f"Example {n} in {path}"
        question, target = _field(example, where, "input"), _field(example, where, "target")
        found.append(_item(f"{n - 1:03d}", detect_family(path.stem, question), question, target, where))
    return found


def _line(path: Path, n: int, line: str) -> BenchItem:
    where, entry = f"Line {n} in {path}", _as_json(line)
    question, answer = _field(entry, where, "spoken", "text", "transcript"), _field(entry, where, "answer")
    family = entry.get("family") or detect_family(path.stem, question)
    item = _item(str(entry.get("id", f"{n - 1:03d}")), str(family), question, answer, where)
    return replace(item, before=str(entry.get("before") or ""))


def _field(entry: Any, where: str, *names: str) -> str:
    """The first of the named fields that the entry has, as text."""
    if not isinstance(entry, dict):
        raise ItemsError(f"{where} is not a JSON object; each question is one object with a question and an answer.")
    for name in names:
        if isinstance(entry.get(name), (str, int)) and str(entry[name]).strip():
            return str(entry[name])
    raise ItemsError(f'{where} has no "{names[0]}"; each question needs one.')


def _item(identity: str, family: str, question: str, answer: str, where: str) -> BenchItem:
    spoken, known = spoken_form(question), canonical(answer)
    if not spoken or not known:
        raise ItemsError(f"{where} has a question or an answer without words; mend or remove it.")
    return BenchItem(identity, family, spoken, known, transcript(spoken))


def _unique(path: Path, items: list[BenchItem]) -> list[BenchItem]:
    seen: set[str] = set()
    for item in items:
        if item.id in seen:
            raise ItemsError(f'{path} holds the id "{item.id}" twice; ids name recordings and must differ.')
        seen.add(item.id)
    return items
