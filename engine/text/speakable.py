"""Written replies as words to be spoken: markdown, code, links, dates, units and formulas become what one would say."""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.words import number_words, ordinal_words, spoken_form

CODE = "There is some code on the screen."
"""Said in the place of a code block."""
FOREIGN = "That part is on the screen."
"""Said in the place of text in a script that the voice cannot read."""
LONGEST_NUMBER = 15

_MONTHS = ("January February March April May June July August September October November December").split()
_MONTH = {name[:3].lower(): name for name in _MONTHS}
_MONTH_NAME = rf"({'|'.join(_MONTHS)}|{'|'.join(name[:3] for name in _MONTHS)}|Sept)\.?"
_UNITS = {
    "km/h": "kilometers per hour", "m/s": "meters per second", "mi/h": "miles per hour", "kWh": "kilowatt hours",
    "kW": "kilowatts", "MW": "megawatts", "GHz": "gigahertz", "MHz": "megahertz", "kHz": "kilohertz", "Hz": "hertz",
    "TB": "terabytes", "GB": "gigabytes", "MB": "megabytes", "kB": "kilobytes", "KB": "kilobytes", "GiB": "gibibytes",
    "MiB": "mebibytes", "Mbps": "megabits per second", "ms": "milliseconds", "µs": "microseconds", "s": "seconds",
    "h": "hours", "km²": "square kilometers", "m²": "square meters", "m2": "square meters", "m³": "cubic meters",
    "cm³": "cubic centimeters", "km2": "square kilometers", "ha": "hectares", "mph": "miles per hour", "V": "volts",
    "W": "watts", "A": "amperes", "dB": "decibels", "kcal": "kilocalories", "cal": "calories", "kJ": "kilojoules",
    "kPa": "kilopascals",
    "°C": "degrees Celsius", "°F": "degrees Fahrenheit", "px": "pixels", "fps": "frames per second",
    "mi": "miles", "yd": "yards", "gal": "gallons", "in": "inches", "tbsp": "tablespoons", "tsp": "teaspoons",
}  # fmt: skip
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_NOT_IN = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True) if unit not in ("in", "A"))
_GREEK = "alpha beta gamma delta epsilon theta lambda mu pi sigma phi omega".split()
_COMMANDS = {
    "times": " times ", "cdot": " times ", "div": " divided by ", "pm": " plus or minus ", "leq": " is at most ",
    "le": " is at most ", "geq": " is at least ", "ge": " is at least ",
    "neq": " is not equal to ",
    "ne": " is not equal to ",
    "approx": " is about ", "infty": " infinity ", "to": " to ", "rightarrow": " to ", "quad": " ",
    "sum": " the sum of ",
    "int": " the integral of ", "ldots": " and so on ", "dots": " and so on ", "degree": " degrees ",
} | {name: f" {name} " for name in _GREEK}  # fmt: skip
_POWERS = {"2": " squared", "3": " cubed", "²": " squared", "³": " cubed"}

Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]


def speakable(text: str) -> str:
    """Return `text` as plain words with only , . ? as marks; empty where there is nothing to say.

    Markup of any kind, code, links and formulas are not read out: what they stand for is.
    """
    if not text.strip():
        return ""
    for rule, replacement in _RULES:
        text = rule.sub(replacement, text)
    spoken = spoken_form(text)
    if not spoken and sum(letter.isalpha() for letter in text) > 1:
        return FOREIGN
    return spoken


def _year(year: str) -> str:
    """A year from 1100 to 2099 as one says it."""
    high, low = divmod(int(year), 100)
    if low == 0:
        return number_words(int(year)) if high % 10 == 0 else f"{number_words(high)} hundred"
    if high == 20 and low < 10:
        return f"two thousand {number_words(low)}"
    return f"{number_words(high)} {'oh ' if low < 10 else ''}{number_words(low)}"


def _date(month: str, day: int, year: str | None) -> str:
    return f"{month} {ordinal_words(day)}" + (f", {_year(year)}" if year else "")


def _iso_date(match: re.Match[str]) -> str:
    month, day = int(match[2]), int(match[3])
    return _date(_MONTHS[month - 1], day, match[1]) if 1 <= month <= 12 and 1 <= day <= 31 else match[0]


def _slash_date(match: re.Match[str]) -> str:
    first, second = int(match[1]), int(match[2])
    month, day = (second, first) if first > 12 else (first, second)
    return _date(_MONTHS[month - 1], day, match[3]) if 1 <= month <= 12 and 1 <= day <= 31 else match[0]


def _named_date(match: re.Match[str]) -> str:
    day = int(match[2])
    return _date(_MONTH[match[1][:3].lower()], day, match[3]) if 1 <= day <= 31 else match[0]


def _day_first(match: re.Match[str]) -> str:
    day = int(match[1])
    return _date(_MONTH[match[2][:3].lower()], day, match[3]) if 1 <= day <= 31 else match[0]


def _link(match: re.Match[str]) -> str:
    """A bare address as its site: "example dot com"."""
    site = (
        re.sub(r"^(https?://|ftp://)?(www\.)?", "", match[0].rstrip(".,;:!?)"), flags=re.I).split("/")[0].split("?")[0]
    )
    tail = match[0][len(match[0].rstrip(".,;:!?)")) :]
    return re.sub(r"[^\w.-]", "", site).replace(".", " dot ").replace("-", " ") + tail


def _mail(match: re.Match[str]) -> str:
    return f"{match[1]} at {match[2]}".replace(".", " dot ")


def _unit(match: re.Match[str]) -> str:
    words = _UNITS[match[2]]
    one = match[1] == "1" and not words.startswith(("degrees", "hertz", "hectare"))
    head, _, rest = words.partition(" per ")
    if one and head.endswith("s"):
        words = (head[:-3] + "ch" if head == "inches" else head[:-1]) + (f" per {rest}" if rest else "")
    return f"{match[1]} {words}"


def _big(match: re.Match[str]) -> str:
    return " ".join(match[0]) if len(match[0]) > LONGEST_NUMBER else match[0]


def _row(match: re.Match[str]) -> str:
    """A table's row as its cells."""
    cells = [cell.strip() for cell in match[0].strip().strip("|").split("|")]
    if all(re.fullmatch(r":?-+:?", cell) for cell in cells):
        return ""
    return ", ".join(cell for cell in cells if cell) + "."


def _numbered(match: re.Match[str]) -> str:
    return f"{match[1]}{number_words(int(match[2]))}, "


def _command(match: re.Match[str]) -> str:
    return _COMMANDS.get(match[1], " ")


def _rule(pattern: str, replacement: str | Callable[[re.Match[str]], str], flags: int = 0) -> Rule:
    return re.compile(pattern, flags | re.MULTILINE), replacement


_RULES: tuple[Rule, ...] = (
    # blocks
    _rule(r"(```|~~~).*?(\1|\Z)", f"\n{CODE}\n", re.DOTALL),
    _rule(r"<!--.*?(-->|\Z)", " ", re.DOTALL),
    _rule(r"</?[A-Za-z][\w-]*(\s[^<>]*)?/?>", " "),
    _rule(r"<\|?[^<>\s|]{1,40}\|?>", " "),
    _rule(r"^[ \t]*([-*_][ \t]*){3,}$", ""),
    _rule(r"^[ \t]*\|.*\|[ \t]*$", _row),
    _rule(r"^[ \t]*(>[ \t]?)+", ""),
    _rule(r"^[ \t]*#{1,6}[ \t]+(.*?)[ \t#]*$", r"\1"),
    _rule(r"^[ \t]*[-*+•][ \t]+(\[[ xX]\][ \t]+)?", ""),
    _rule(r"^([ \t]*)(\d{1,2})[.)][ \t]+", _numbered),
    # links
    _rule(r"!\[([^\]]*)\]\([^)]*\)?", r" a picture, \1, "),
    _rule(r"\[([^\]]+)\]\([^)]*\)?", r"\1"),
    _rule(r"\[([^\]]+)\]\[[^\]]*\]", r"\1"),
    _rule(r"\[\^?\d+\]", ""),
    _rule(r"\b(?:https?://|ftp://|www\.)\S+", _link, re.I),
    _rule(r"\b([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)\b", _mail),
    # formulas
    _rule(r"\\[\[\]()]|\$\$", " "),
    _rule(r"(?<![\w$])\$([^$\n]*[\\^_=+][^$\n]*)\$", r"\1"),
    _rule(r"\\d?frac\{([^{}]*)\}\{([^{}]*)\}", r" \1 over \2 "),
    _rule(r"\\sqrt\{([^{}]*)\}", r" the square root of \1 "),
    _rule(r"\\(?:text|mathrm|mathbf|boxed|operatorname)\{([^{}]*)\}", r"\1"),
    _rule(r"\\([A-Za-z]+)", _command),
    _rule(r"(?<=[\w)])\s?\^\s?\{?(-?\w+)\}?", lambda m: _POWERS.get(m[1], f" to the power of {m[1]}")),
    _rule(r"(?<=[A-Za-z\d)])([²³])(?![A-Za-z])", lambda m: _POWERS[m[1]]),
    # emphasis and inline code; single marks only where they enclose something
    _rule(r"`+([^`\n]*)`*", r"\1"),
    _rule(r"(\*\*\*|___|\*\*|__|~~)(?=\S)", ""),
    _rule(r"(?<=\S)(\*\*\*|___|\*\*|__|~~)", ""),
    _rule(r"(?<![\w*])[*_](?=\S)([^*_\n]*?)(?<=\S)[*_](?![\w*])", r"\1"),
    _rule(r"(?<![\w])[*_]+(?=\w)|(?<=[\w.,!?])[*_]+(?!\w)", ""),
    _rule(r"(?<=[A-Za-z])_(?=[A-Za-z])", " "),
    # dates, years, units, signs
    _rule(r"\b(\d{4})-(\d{2})-(\d{2})(?:T[\d:.]+Z?)?\b", _iso_date),
    _rule(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b", _slash_date),
    _rule(rf"\b{_MONTH_NAME}\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(1[1-9]\d\d|20\d\d)\b)?", _named_date),
    _rule(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH_NAME}\b(?:,?\s+(1[1-9]\d\d|20\d\d)\b)?", _day_first),
    _rule(
        r"\b(in|since|until|before|after|from|by|year|of|during|to|around|circa)\s+(1[1-9]\d\d|20\d\d)\b(?![.,]\d|\s?%|:)",
        lambda m: f"{m[1]} {_year(m[2])}",
        re.I,
    ),
    _rule(r"\b(1[1-9]|20)(\d)0s\b", lambda m: _decade(m[1], m[2])),
    _rule(rf"(?<![\w.])(-?\d[\d.,]*)[\s ]?({_NOT_IN})(?![\w/²³])", _unit),
    _rule(r"(?<=\d)\s?[–—](?=\s?\d)", " to "),  # noqa: RUF001
    _rule(r"\s*(?:->|=>|→|⇒)\s*", " to "),
    _rule(r"\s*≈\s*", " is about "),
    _rule(r"\s*≠\s*", " is not equal to "),
    _rule(r"\s*≤\s*|\s*<=\s*", " is at most "),
    _rule(r"\s*≥\s*|\s*>=\s*", " is at least "),
    _rule(r"\s*±\s*", " plus or minus "),
    _rule(r"√\s?", " the square root of "),
    _rule(r"π", " pi "),
    _rule(r"\d{16,}", _big),
    _rule(r"[\\{}|~^]", " "),
)  # fmt: skip


def _decade(century: str, ten: str) -> str:
    """The 1990s as "nineteen nineties"."""
    tens = number_words(int(ten) * 10) if int(ten) > 1 else {"0": "hundred", "1": "ten"}[ten]
    return f"{number_words(int(century))} {tens[:-1] + 'ies' if tens.endswith('y') else tens + 's'}"
