"""Solves questions from their spoken words alone, by other ways than the generators: none of their steps is shared."""

import itertools
import re

from engine.training.tasks.names import HELD_OUT_NAMES, HELD_OUT_SURNAMES, NAMES, SURNAMES
from engine.training.tasks.objects import KINDS, more_nouns, plural, rare_nouns
from engine.training.tasks.word_lists import LONG

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def _table():
    small = dict(zip(_ONES, range(20), strict=True))
    for i, ten in enumerate(_TENS, 2):
        small |= {ten: 10 * i} | {f"{ten} {one}": 10 * i + n for n, one in enumerate(_ONES[1:10], 1)}
    hundreds = dict(small)
    for n, one in enumerate(_ONES[1:10], 1):
        hundreds[f"{one} hundred"] = 100 * n
        for word, value in small.items():
            if value:
                hundreds[f"{one} hundred {word}"] = hundreds[f"{one} hundred and {word}"] = 100 * n + value
    table = dict(hundreds)
    for n, one in enumerate(_ONES[1:10], 1):
        table[f"{one} thousand"] = 1000 * n
        for word, value in hundreds.items():
            if value:
                table[f"{one} thousand {word}"] = 1000 * n + value
                if value < 100:
                    table[f"{one} thousand and {word}"] = 1000 * n + value
    return table


NUMBERS = _table()


def navigate(spoken):
    """Walks with complex numbers, instruction by instruction."""
    place, heading = 0j, 1j
    for clause in re.split(r"[.,?]|\b(?:and|then|next|now|after that)\b", spoken.lower()):
        if re.search(r"\b(not|don't|never|without)\b", clause):
            continue
        if _TURN.search(clause):
            heading *= next((way for words, way in _TURNED if re.search(rf"\b({words})\b", clause)), 1)
            continue
        counts = [w for w in clause.split() if w in NUMBERS or w in ("once", "twice")]
        if counts:
            count = {"once": 1, "twice": 2}.get(counts[0]) or NUMBERS[counts[0]]
            place += count * _way(clause, heading)
    return "yes" if place == 0 else "no"


_TURN = re.compile(
    r"\b((turn|rotate|pivot|swivel)(s|d|ed)?|sw[iu]ngs?|(face|make|do|doe|hang|take|switche|switch)(s|d|ed)? "
    r"(an?|the|in|to|your|his|her|its|my|left|right)|(did|made|hung|took) an?|reverse[sd]? \w+ direction)\b"
)
_TURNED = (
    ("counterclockwise|anticlockwise|left", 1j),
    ("clockwise|right", -1j),
    ("around|about|u turn|round|half|halfway|eighty|other|opposite|reverse[sd]?|backwards", -1),
)


def _way(clause, heading):
    compass = {"north": 1j, "south": -1j, "east": 1, "west": -1}
    for word, way in compass.items():
        if word in clause:
            return way
    sides = {"left": 1j, "right": -1j, "back": -1, "rear": -1, "in reverse": -1}
    return heading * next((side for word, side in sides.items() if word in clause), 1)


_NOUNS = {
    form: group
    for group in (*KINDS, "others")
    for split in ("train", "held_out")
    for noun in more_nouns(group, split) + rare_nouns(group, split)
    for form in (noun, plural(noun))
}
_AMOUNTS = {"a couple of": 2, "a pair of": 2, "half a dozen": 6, "a dozen": 12}
_MANY = "|".join(["an?", *_ONES, *_AMOUNTS])
_NAMED = "|".join(sorted(_NOUNS, key=len, reverse=True))
_COUNTED = re.compile(rf"\b(?:just |a )?(single|{_MANY}) (?:(?!dozen)\w+ )??({_NAMED})\b")


_ASKED = {"veggies": "vegetables", "creatures": "animals", "clothing": "clothes", "things to wear": "clothes"}
_ASKED |= {"means of transport(?:ation)?": "vehicles", "beverages": "drinks", "things to drink": "drinks"}
_ASKED |= {"pieces of fruit": "fruits"} | {kind.split()[-1]: kind for kind in KINDS}


def counting(spoken):
    """Looks for every noun of the lists, longest first, and reads the words before it; then for a kind in the rest."""
    said = spoken.lower()
    rest = _COUNTED.sub("", said)
    kind = next((k for name, k in _ASKED.items() if re.search(rf"\b{name}\b", rest)), None)
    found = [(_AMOUNTS.get(count) or NUMBERS.get(count, 1), _NOUNS[noun]) for count, noun in _COUNTED.findall(said)]
    return str(sum(count for count, group in found if kind in (None, group)))


_PEOPLE = {*NAMES, *SURNAMES, *HELD_OUT_NAMES, *HELD_OUT_SURNAMES, *LONG["first"], *LONG["last"]}
_QUESTION = re.compile(
    r"\?$|^(\w+,? )*(tell me|work out|find out|figure out|decide|say|know) (if|whether)\b|wonder|asking you", re.I
)
_SAYING = "says|said|claims?|claimed|states|reports|declare[sd]|swears|insists|tells us|as told by|as stated by"
_SPEAKER_LAST = (
    rf"(?:{_SAYING}|according to|if you ask|words of|comes from|made by|said by|(?:claimed|stated|reported) by) NAME$"
    r"|, (?:or so |that is what |that's what |this is what )?NAME (?:\w+ ){0,2}\w+$"
    r"|^(?:\w+,? )*asked (?:if|whether) .*, NAME \w+ (?:yes|no)$"
)
_NOT_TRUE = re.compile(
    r"\b(lies?|lied|lying|liars?|dishonest|untruthful|untruths|untrue|untrustworthy|false|falsely|falsehoods|fib\w*|wrong"
    r"|making|deceiving|knaves?|sinners?|villains?|crooks?|not|no|never|nobody|nothing|cannot|\w+n't|denie[sd]"
    r"|anything but|far from|not at all)\b"
)


def _named(sentence):
    return [
        w.removesuffix("'s")
        for w in re.findall(r"\b[A-Z][A-Za-z]+(?:'s)?", sentence)
        if w.removesuffix("'s") in _PEOPLE
    ]


def lies(spoken):
    """Tries every way of lying and keeps the one that agrees with all that was said."""
    sentences = [s for s in re.split(r"(?<=[.?])\s+", spoken) if _named(s)]
    question = next(s for s in sentences if _QUESTION.search(s.rstrip(".")))
    said = [
        claim.strip(" .")
        for s in sentences
        if s != question
        for claim in re.split(r", (?:and then|and also|and|while|but) ", s)
    ]
    everyone = list(dict.fromkeys(name for s in said for name in _named(s)))
    answers = set()
    for truth in itertools.product((True, False), repeat=len(everyone)):
        honest = dict(zip(everyone, truth, strict=True))
        if all(_agrees(s, honest) for s in said):
            answers.add(honest[_named(question)[-1]] == _positive(question))
    assert len(answers) == 1, spoken
    return "yes" if answers.pop() else "no"


def _positive(sentence):
    """Whether it calls somebody honest: an even number of words that turn this round."""
    sentence = re.sub("or (not|somewhere)", "", sentence.lower().replace("nothing but", "").replace("no one", "nobody"))
    return len(_NOT_TRUE.findall(sentence)) % 2 == 0


def _agrees(sentence, honest):
    first, *rest = names = list(dict.fromkeys(_named(sentence)))
    if not rest:
        return honest[first] == _positive(sentence)
    last = re.search(_SPEAKER_LAST.replace("NAME", rf"({'|'.join(names)})"), sentence, re.I)
    speaker = next(filter(None, last.groups())) if last else first
    about = next(name for name in names if name != speaker)
    return honest[speaker] == (honest[about] == _positive(sentence))


def numbers(text):
    """Numbers in words, in order: "and" belongs to a number only after "hundred" or "thousand"."""
    words, found, value, group, last = re.findall(r"[a-z]+", text), [], 0, 0, ""
    for word, after in zip(words, [*words[1:], ""], strict=True):
        if word in NUMBERS and word in (*_ONES, *_TENS):
            if last and not (last in ("hundred", "thousand", "and") or (last in _TENS and word in _ONES[1:10])):
                found.append(value + group)
                value = group = 0
            group, last = group + NUMBERS[word], word
        elif last and word == "hundred":
            group, last = group * 100, word
        elif last and word == "thousand":
            value, group, last = value + group * 1000, 0, word
        elif word == "and" and last in ("hundred", "thousand") and after in (*_ONES, *_TENS):
            last = word
        elif last:
            found.append(value + group)
            value, group, last = 0, 0, ""
    return [*found, value + group] if last else found


_PARTS = {"half of": 2, "third of": 3, "quarter of": 4, "fifth of": 5, "sixth of": 6, "eighth of": 8, "tenth of": 10}
_FACTORS = {r"\b(double|doubled|twice)\b": 2, r"\b(triple|tripled)\b": 3}
_APART = (
    r"how (far|many must|much (more|less|bigger|larger|smaller))|(must be added|need to add) |"
    r"difference (between|of)|by how much"
)
_BACKWARDS = r"subtracted from|difference when you take|less than|smaller than|(take|taken|subtract|remaining)\b.* from"
_MINUS = r"minus|tak(e|en|ing) (away|off)|less|without|reduced|decreased|lowered|taken|remove|give away|subtract"
_TIMES = r"times|multipl|product|groups of|sets of|rows of"
_OVER = r"divided?|over|split|shared?|cut|broken|quotient"
_FITS = r"often|go(es)? into|fits? into|contained|groups of .* there in|number times|multiply .* by to get"


def _two(text, a, b):
    """The result of two numbers in the order in which they are said; the words tell which operation."""
    if re.search(_FITS, text):
        assert max(a, b) % min(a, b) == 0
        return max(a, b) // min(a, b)
    if re.search(_APART, text):
        return abs(a - b)
    if re.search(_OVER, text):
        assert a % b == 0
        return a // b
    if re.search(_TIMES, text):
        return a * b
    if re.search(_BACKWARDS, text):
        return b - a
    return a - b if re.search(_MINUS, text) else a + b


_SIGN = r"\b(plus|minus|less|take away|taken away|taking|take(?= [a-z ]* from)|add(?:ed|ing)?|subtract)\b"
_SECOND_FIRST = (
    rf"\b(add(?:ing)?|take|taking) (?:(?:{'|'.join((*_ONES, *_TENS, 'hundred', 'thousand', 'and'))}) )+(to|from)\b"
)


def _chain(text, values):
    """Two operations from left to right; one sign alone is that of both numbers after the first."""
    signs = re.findall(_SIGN, text)
    if re.search(_SECOND_FIRST, text):
        values[0], values[1] = values[1], values[0]
    if len(signs) == 1:
        signs *= len(values) - 1
    ways = [1 if sign == "plus" or sign.startswith("add") else -1 for sign in signs]
    return values[0] + sum(way * value for way, value in zip(ways, values[1:], strict=True))


def arithmetic(spoken):
    """Finds the numbers word by word and the operation by its word."""
    text = re.sub(r"[,.?]", "", spoken.lower()).replace("one more what", "what").replace("next one", "")
    text = re.sub(r"\btry this one\b|\bone part of\b|\bwhat is it now\b", "", text)
    for words, part in _PARTS.items():
        if words in text:
            (whole,) = numbers(re.sub(r"\ba (fifth|sixth|tenth)|an eighth", "", text))
            assert whole % part == 0
            return str(whole // part)
    values = numbers(text)
    if len(values) == 3:
        return str(_chain(text, values))
    if re.search(r"squared?\b|times itself|power of two", text):
        return str(values[0] ** 2)
    for words, factor in _FACTORS.items():
        if re.search(words, text):
            return str(_chain(text, [values[0] * factor, *values[1:]]) if len(values) > 1 else values[0] * factor)
    return str(_two(text, *values))


def read(spoken):
    """What follows the request."""
    lead = r"^[^.,?]*\b(say|read|repeat|speak|tell me|copy)\b[^.,?]*[.,?] "
    said = re.sub(lead, "", spoken.lower(), count=1)
    return re.sub(r"[.,?]", "", said)


def argument(thoughts):
    """Tries every way in which the letters of a chain can be true or false; reads its premises, never its decision."""
    lines = re.split(r"(?<=\.) ", thoughts[: thoughts.index(" suppose ")])
    said = [line.rstrip(".").rsplit(": ", 1)[1] for line in lines]
    letters = sorted(set(re.findall(r"\b[A-H]\b", " ".join(said))))
    for row in itertools.product((True, False), repeat=len(letters)):
        true = dict(zip(letters, row, strict=True))
        if all(_holds(clauses, true) for clauses in said[:-1]) and not _holds(said[-1], true):
            return "invalid"
    return "valid"


def _holds(clauses, true):
    return all(any(true[x.split()[-1]] != x.startswith("not") for x in c.split(" or ")) for c in clauses.split(", "))


SOLVERS = {"navigate": navigate, "counting": counting, "lies": lies, "arithmetic": arithmetic, "read": read}
