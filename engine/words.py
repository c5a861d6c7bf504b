"""Numbers, spoken forms and answers in English words. Imports nothing of ours.

Three directions: written text to words that every speech engine reads alike (`spoken_form`, `transcript`), integers to
words and back (`number_words`, `find_numbers`), and a reply to the answer that it states (`answer_of`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

__all__ = [
    "answer_of",
    "clock_words",
    "decision_of",
    "find_numbers",
    "number_of",
    "number_words",
    "ordinal_words",
    "spoken_form",
    "transcript",
    "words_number",
]

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = {"trillion": 10**12, "billion": 10**9, "million": 10**6, "thousand": 1000}
_SMALL = {word: n for n, word in enumerate(_UNITS)}
_TENFOLD = {word: 10 * n for n, word in enumerate(_TENS) if n > 1}
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth"}
TOO_LARGE = 10**15
"""Integers from here on have no words."""


def number_words(n: int, joined: bool = False) -> str:
    """An integer in words ("three hundred eighty five"; with `joined` "three hundred and eighty five").

    Raises:
        ValueError: |n| is `TOO_LARGE` or more.
    """
    if abs(n) >= TOO_LARGE:
        raise ValueError(f"{n} is too large to say")
    if n < 0:
        return "minus " + number_words(-n, joined)
    if n < 100:
        return _below_hundred(n)
    for name, size in {**_SCALES, "hundred": 100}.items():
        if n >= size:
            head, rest = divmod(n, size)
            gap = " and " if joined and 0 < rest < 100 else " "
            return f"{number_words(head, joined)} {name}" + (gap + number_words(rest, joined) if rest else "")
    raise AssertionError("unreachable")


def _below_hundred(n: int) -> str:
    if n < 20:
        return _UNITS[n]
    return _TENS[n // 10] + (f" {_UNITS[n % 10]}" if n % 10 else "")


def ordinal_words(n: int) -> str:
    """A positive integer as an ordinal ("twenty first", "one hundredth")."""
    head, _, last = number_words(n).rpartition(" ")
    ending = _ORDINALS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last.removesuffix("e") + "th")
    if last == "twelve":
        ending = "twelfth"
    return f"{head} {ending}".strip()


def clock_words(hour: int, minute: int) -> str:
    """A time of day as it is read out ("three forty five", "nine oh five", "seven o'clock")."""
    if not minute:
        return f"{number_words(hour)} o'clock"
    return f"{number_words(hour)} {'oh ' if minute < 10 else ''}{number_words(minute)}"


def _below_thousand(tokens: Sequence[str], i: int) -> tuple[int, int] | None:
    """Value and end of a number below 1 000 (or digits, or "twelve hundred") that starts at token i."""
    found = _tens_and_ones(tokens, i)
    if found is None and tokens[i : i + 2] == ["a", "hundred"]:
        found = 1, i + 1
    if found is None and tokens[i : i + 1] == ["hundred"]:
        found = 1, i
    if found is None or tokens[found[1] : found[1] + 1] != ["hundred"]:
        return found
    value, i = found[0] * 100, found[1] + 1
    rest = _tens_and_ones(tokens, i + (tokens[i : i + 1] == ["and"]))
    return (value + rest[0], rest[1]) if rest else (value, i)


def _tens_and_ones(tokens: Sequence[str], i: int) -> tuple[int, int] | None:
    word = tokens[i] if i < len(tokens) else ""
    if word.isdigit():
        return int(word), i + 1
    if word in _TENFOLD:
        ones = _SMALL.get(tokens[i + 1], 0) if i + 1 < len(tokens) else 0
        return (_TENFOLD[word] + ones, i + 2) if 0 < ones < 10 else (_TENFOLD[word], i + 1)
    return (_SMALL[word], i + 1) if word in _SMALL else None


def _read_number(tokens: Sequence[str], i: int) -> tuple[int, int] | None:
    """Value and end of the longest number that starts at token i, without its sign."""
    total, ceiling = 0, TOO_LARGE
    part = _below_thousand(tokens, i) or ((1, i + 1) if tokens[i] == "a" else None)
    article = tokens[i] == "a" and part == (1, i + 1)
    while part:
        value, end = part
        scale = _SCALES.get(tokens[end] if end < len(tokens) else "", 1)
        if article and scale == 1:
            return None
        if scale >= ceiling or value * scale >= ceiling:
            break
        total, ceiling, i, article = total + value * scale, scale, end + (scale > 1), False
        if scale == 1:
            break
        part = _below_thousand(tokens, i + (tokens[i : i + 1] == ["and"]))
    return (total, i) if ceiling < TOO_LARGE else None


def find_numbers(text: str) -> list[int]:
    """All integers said in `text`, as digits or in words, in order; "minus", "negative" or a leading "-" is a sign."""
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text.lower())
    text = re.sub(r"(?<![\w])-(?=\d)", "minus ", text)
    tokens = re.findall(r"\d+|[a-z']+|[^\sa-z\d-]", text)
    found, i = [], 0
    while i < len(tokens):
        sign = tokens[i] in ("minus", "negative") and i + 1 < len(tokens)
        number = _read_number(tokens, i + sign)
        if number is None:
            i += 1
            continue
        found.append(-number[0] if sign else number[0])
        i = number[1]
    return found


def words_number(words: Sequence[str]) -> int | None:
    """The integer that exactly these words say (["a", "hundred", "and", "four"] is 104), or None."""
    sign = len(words) > 1 and words[0] in ("minus", "negative")
    number = _read_number(list(words), int(sign)) if words else None
    if number is None or number[1] != len(words):
        return None
    return -number[0] if sign else number[0]


_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_IDIOMS = re.compile(
    r"\bone (by one|moment|second|minute|at a time|person at a time|step at a time|thing|more|of)\b"
    r"|\b(that|this|each|every|no|which|the) one\b|\bstep one\b",
    re.IGNORECASE,
)
_NONE_OF_IT = re.compile(r"\b(there (is|are|was|were)|have|has|holds?) no [a-z]", re.IGNORECASE)


def decision_of(reply: str) -> str | None:
    """The "yes", "no", "valid" or "invalid" of the last sentence that holds one; "not valid" counts as "invalid"."""
    for sentence in reversed(_SENTENCE_END.split(reply.strip())):
        words = re.findall(r"[a-z']+", _NONE_OF_IT.sub(" ", _IDIOMS.sub(" ", sentence)).lower())
        if "invalid" in words:
            return "invalid"
        if "valid" in words:
            before = words[: words.index("valid")]
            return "invalid" if any(w == "not" or w.endswith("n't") for w in before) else "valid"
        for word in words:
            if word in ("yes", "no"):
                return word
    return None


def number_of(reply: str) -> str | None:
    """The last number, in digits, of the last sentence that holds one; "there are no ..." is "0"."""
    for sentence in reversed(_SENTENCE_END.split(reply.strip())):
        if numbers := find_numbers(_IDIOMS.sub(" ", sentence)):
            return str(numbers[-1])
        if _NONE_OF_IT.search(sentence):
            return "0"
    return None


def answer_of(reply: str) -> str | None:
    """The answer that a reply states: "yes", "no", "valid", "invalid", or an integer in digits; None if it states none.

    A decision anywhere comes before numbers; later sentences come before earlier ones, so that what is said while
    thinking goes on does not matter.
    """
    return decision_of(reply) or number_of(reply)


_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "“": " ", "”": " ", "–": "-", "—": ", ", "−": "-", "…": ". "}  # noqa: RUF001
)


def _table(pairs: str) -> dict[str, str]:
    """A table from "key words; key words; ..."."""
    return dict(pair.strip().split(" ", 1) for pair in pairs.split(";"))


_SYMBOLS = _table(
    "% percent; & and; + plus; = equals; $ dollars; £ pounds; € euros; @ at; # number; * times; × times;"  # noqa: RUF001
    "÷ divided by; ° degrees; < is less than; > is greater than"
)
_SHORT = _table(
    "mr mister; mrs missus; ms miss; dr doctor; st saint; vs versus; etc and so on; e.g for example; i.e that is;"
    "approx about"
)
_MEASURES = _table(
    "km kilometers; cm centimeters; mm millimeters; m meters; ft feet; kg kilograms; mg milligrams; g grams;"
    "lbs pounds; lb pounds; oz ounces; mph miles per hour; ml milliliters; l liters; min minutes; hrs hours; hr hours;"
    "sec seconds"
)
_FRACTIONS = {("1", "2"): "one half", ("1", "4"): "one quarter", ("3", "4"): "three quarters", ("1", "3"): "one third"}


def _money(match: re.Match[str]) -> str:
    unit, whole, small = _SYMBOLS[match[1]], match[2], match[3]
    coin = "pence" if unit == "pounds" else "cents"
    return f"{whole} {unit}" + (f" and {int(small)} {coin}" if small and int(small) else "")


def _digits(match: re.Match[str]) -> str:
    text = match[0]
    spelled = len(text) > 15 or (len(text) > 1 and text[0] == "0")
    return " ".join(_UNITS[int(d)] for d in text) if spelled else number_words(int(text))


def _fraction(match: re.Match[str]) -> str:
    return _FRACTIONS.get((match[1], match[2]), f"{match[1]} over {match[2]}")


_NUMBER_RULES = (
    (re.compile(r"(?<=\d),(?=\d{3}\b)"), ""),
    (re.compile(r"([$£€])\s?(\d+)(?:\.(\d\d)\b)?"), _money),
    (re.compile(r"\b(\d{1,2}):(\d\d)\b"), lambda m: clock_words(int(m[1]), int(m[2]))),
    (re.compile(r"\b(\d+)(?:st|nd|rd|th)\b"), lambda m: ordinal_words(int(m[1]))),
    (re.compile(r"\b(\d+)/(\d+)\b(?!/)"), _fraction),
    (re.compile(r"(?<=\d)\.(\d+)"), lambda m: " point " + " ".join(m[1])),
    (re.compile(r"(?<=\d)\s+-\s+(?=\d)"), " minus "),
    (re.compile(r"\s+-+\s+"), ", "),
    (re.compile(r"(?<![\w])-\s?(?=\d)"), "minus "),
    (re.compile(r"(?<=\d)\s*[xX]\s*(?=\d)"), " times "),
    (re.compile(rf"(?<=\d)\s?({'|'.join(_MEASURES)})\b"), lambda m: " " + _MEASURES[m[1]]),
    (re.compile(r"(?<=\d)(?=[a-zA-Z])|(?<=[a-zA-Z])(?=\d)"), " "),
    (re.compile(r"\d+"), _digits),
)


def spoken_form(text: str) -> str:
    """Written text as words that every speech engine reads alike: letters and apostrophes, with only , . ? as marks.

    A list of options and a leading "Question:" go; numbers, money, times, fractions, units and symbols become words.
    """
    text = re.split(r"\n\s*Options:", text.translate(_PLAIN))[0]
    text = re.sub(r"^\s*(Question|Q)\s*:\s*", "", text)
    text = re.sub(r"(?<![.,?!:;])\s*\n\s*", ". ", text.strip())
    text = re.sub(r"\b(mrs?|ms|dr|st|vs|etc|approx|e\.g|i\.e)\.", lambda m: _SHORT[m[1].lower()], text, flags=re.I)
    for rule, replacement in _NUMBER_RULES:
        text = rule.sub(replacement, text)
    for symbol, words in _SYMBOLS.items():
        text = text.replace(symbol, f" {words} ")
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _tidy(text.replace("/", " or "))


def _tidy(text: str) -> str:
    """Only words and the marks , . ? left, each mark after a word and followed by a space."""
    text = re.sub(r"[;:()\[\]]", ",", text.replace("!", "."))
    text = re.sub(r"[^A-Za-z',.?]+", " ", text)
    text = re.sub(r"(?<![A-Za-z])'+|'+(?![A-Za-z])", "", text)
    text = re.sub(r"[\s,]*([.?])[\s,.?]*", r"\1 ", text)
    text = re.sub(r"[\s,]*,[\s,]*", ", ", text)
    return re.sub(r"\s+", " ", text).lstrip(" ,.?").rstrip(" ,")


def transcript(text: str) -> str:
    """Lower-case words (a-z and apostrophes) of a text in its spoken form, with single spaces."""
    return " ".join(re.findall(r"[a-z']+", spoken_form(text).lower()))
