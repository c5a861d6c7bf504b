"""Numbers, spoken forms and answers in English words. Imports nothing of ours."""

from __future__ import annotations

import re
import unicodedata

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))
_VALUES = {w: i for i, w in enumerate(_UNITS)} | {w: 10 * i for i, w in enumerate(_TENS) if i > 1}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "eleventh": 11, "twelfth": 12,
}  # fmt: skip
_SYMBOLS = {
    "%": " percent ", "&": " and ", "+": " plus ", "=": " equals ", "/": " or ", "$": " dollars ", "£": " pounds ", "€": " euros ",
    "@": " at ", "#": " number ", "*": " times ", "×": " times ", "÷": " divided by ", "°": " degrees ",
}  # fmt: skip


def number_words(n: int, joined: bool = False) -> str:
    """An integer in words ("three hundred eighty five"; with `joined` "three hundred and eighty five"); |n| below 10**15."""
    if n < 0:
        return "minus " + number_words(-n, joined)
    if n < 20:
        return _UNITS[n]
    if n < 100:
        return _TENS[n // 10] + (f" {_UNITS[n % 10]}" if n % 10 else "")
    if n < 1000:
        rest = (" and " if joined else " ") + number_words(n % 100) if n % 100 else ""
        return f"{_UNITS[n // 100]} hundred{rest}"
    for size, name in _SCALES:
        if n >= size:
            head, rest = divmod(n, size)
            gap = " and " if joined and 0 < rest < 100 else " "
            return f"{number_words(head, joined)} {name}" + (gap + number_words(rest, joined) if rest else "")
    raise ValueError(f"{n} is too large to say")


def words_number(words: list[str]) -> int | None:
    """The integer that number words say ("a hundred and four", "minus three", "twenty one"), or None."""
    if words and words[0] in ("minus", "negative"):
        value = words_number(words[1:])
        return None if value is None else -value
    total, part, seen = 0, 0, False
    for word in words:
        if word in _VALUES:
            part, seen = part + _VALUES[word], True
        elif word == "hundred":
            part, seen = max(1, part) * 100, True
        elif size := next((s for s, name in _SCALES if name == word), 0):
            total, part, seen = total + max(1, part) * size, 0, True
        elif word not in ("and", "a"):
            return None
    return total + part if seen else None


def _is_number_word(word: str) -> bool:
    return word in _VALUES or word == "hundred" or any(word == name for _, name in _SCALES)


def find_numbers(text: str) -> list[int]:
    """All numbers said in `text`, as digits or in words, in order."""
    tokens = re.findall(r"-?\d[\d,]*|[a-z]+", text.lower().replace("-", " -") if re.search(r"-\d", text) else text.lower().replace("-", " "))
    found: list[int] = []
    run: list[str] = []
    for token in [*tokens, "."]:
        glue = token == "and" and bool(run) and run[-1] in ("hundred", "thousand", "million", "billion", "trillion")
        opens = token in ("minus", "negative") and not run
        if _is_number_word(token) or glue or opens:
            run.append(token)
            continue
        if run:
            value = words_number(run[:-1] if run[-1] == "and" else run)
            if value is not None:
                found.append(value)
            run = []
        if token[-1].isdigit():
            found.append(int(token.replace(",", "")))
    return found


_DECISIONS = ("yes", "no", "valid", "invalid")


def answer_of(reply: str) -> str | None:
    """The answer that a reply states: "yes", "no", "valid", "invalid", or a number in digits; None if it states none.

    The last sentence that holds an answer counts, so that fillers before it and thinking aloud don't matter; within it a decision word comes before numbers.
    """
    for sentence in reversed(re.split(r"(?<=[.!?])\s+", reply.strip())):
        words = re.findall(r"[a-z]+", sentence.lower())
        for word in words:
            if word in _DECISIONS:
                return word
        if numbers := find_numbers(sentence):
            return str(numbers[-1])
    return None


def spoken_form(text: str) -> str:
    """Written text as words that every speech engine reads alike: numbers and symbols in words, no options list, only , . ? as marks."""
    text = re.split(r"\n\s*Options:", text)[0]
    text = re.sub(r"^\s*(Question|Q)\s*:\s*", "", text)
    text = unicodedata.normalize("NFKD", text.replace("’", "'").replace("–", "-").replace("—", ", ")).encode("ascii", "ignore").decode()
    text = re.sub(r"\$(\d[\d,]*)", r"\1 dollars", text)
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    text = re.sub(r"(?<=\d)\.(?=\d)", " point ", text)
    text = re.sub(r"(?<![\w])-(?=\d)", "minus ", text)
    text = re.sub(r"\d+", lambda m: f" {number_words(int(m.group()))} " if len(m.group()) < 15 else " ".join(_UNITS[int(d)] for d in m.group()), text)
    for symbol, words in _SYMBOLS.items():
        text = text.replace(symbol, words)
    text = re.sub(r"[;:]", ",", text.replace("!", "."))
    text = re.sub(r"[^A-Za-z',.?]+", " ", text)
    text = re.sub(r"\s+([,.?])", r"\1", text)
    return re.sub(r"([,.?])[,.?]+", r"\1", text).strip()


def transcript(text: str) -> str:
    """Lower-case words (a-z and apostrophes) of a text in spoken form."""
    words = re.sub(r"[^a-z' ]+", " ", spoken_form(text).lower()).split()
    return " ".join(w.strip("'") for w in words if w.strip("'"))


def ordinal_value(word: str) -> int | None:
    """1 for "first" ... 12 for "twelfth"; None otherwise."""
    return _ORDINALS.get(word)
