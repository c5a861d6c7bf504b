"""Reads statements of arguments in English: a small grammar that shares nothing with the generator.

A statement becomes (kind, function): the function tells for a set of true letters whether it holds of an individual.
"""

import re

_NOUN = r"(?:person|thing|one)"
_EVERY = (
    rf"(?:every|each|any) {_NOUN} (?:who|that)|(?:everyone|everybody|anyone|anybody|everything|anything) (?:who|that)"
)
_EVERY = rf"(?:{_EVERY}|whoever|whatever|a {_NOUN} (?:who|that))"
_NO = rf"(?:nobody|no one|nothing|no {_NOUN})"
_SOME = rf"(?:someone|somebody|something|(?:some|at least one|a) {_NOUN})"
_IT = r"(?:that|this) (?:person|thing)|it|the person in question"


def phrase(text):
    """A verb phrase, or a gerund: a function of the true letters."""
    text = text.replace("as well as", "and").replace("at least one of these", "")
    text = re.sub(r"\b(is|being|are|also|either)\b", "", text)
    text = " ".join(re.sub(r"\bor both\b|,", "", text).split())
    if match := re.fullmatch(r"neither ([A-Z]) nor ([A-Z])|none of this ([A-Z]) or ([A-Z])", text):
        letters = {x for x in match.groups() if x}
        return lambda true: not letters & true
    if match := re.fullmatch(r"(not )?both ([A-Z]) and ([A-Z])", text):
        return lambda true: ({match[2], match[3]} <= true) != bool(match[1])
    join = any if " or " in text else all
    assert not (" or " in text and re.search(" and | but ", text)), text
    parts = [re.fullmatch(r"(not )?([A-Z])", part) for part in re.split(r" (?:and|or|but) ", text)]
    assert all(parts), text
    return lambda true: join((part[2] in true) != bool(part[1]) for part in parts)


def _two(text):
    """Two verb phrases in a row: the second "is" that follows a letter (or "both") begins the second one."""
    places = [
        m.start() for m in re.finditer(r"(?<=[A-Z]) is\b|(?<=[A-Z],) is\b|(?<=both) is\b|(?<=either,) is\b", text)
    ]
    places = [p for p in places if re.search(r"[A-Z]|or both$|either,$", text[:p][-7:])]
    assert len(places) == 1, text
    return text[: places[0]], text[places[0] :]


def _implies(first, second):
    a, b = phrase(first), phrase(second)
    return "all", lambda true: not a(true) or b(true)


def _all(head, rest):
    return _implies(*_subject(head, rest))


def _subject(head, rest):
    """Subject and verb phrase of "A who is B is C" or "A is C"."""
    if rest.startswith((" who ", " that ")):
        first, second = _two(rest.split(" ", 2)[2])
        return f"{head} and {first}", second
    return head, rest


def _both(text):
    return "some", phrase(text)


def read(text, name="Kim"):
    """What a statement says."""
    text = text.removesuffix(", too").replace("isn't", "is not")
    if match := re.match(r"it is not the case that |it is false that |it is not true that ", text):
        kind, holds = read(text[match.end() :], name)
        return kind, lambda true: not holds(true)
    text = re.sub(r"^(it is true that|it is a fact that|we know that) ", "", text)
    if text.startswith(f"{name} "):
        return "one", phrase(text.removeprefix(f"{name} "))
    for pattern, make in _FORMS:
        if match := re.fullmatch(pattern, text):
            return make(*match.groups())
    raise AssertionError(text)


def _none(text):
    holds = phrase(text)
    return "all", lambda true: not holds(true)


def _no_subject(first, second):
    a, b = phrase(first), phrase(second)
    return "all", lambda true: not (a(true) and b(true))


def _not(holds):
    return lambda true: not holds(true)


def _some_subject(first, second):
    a, b = phrase(first), phrase(second)
    return "some", lambda true: a(true) and b(true)


def _always(text):
    return "all", phrase(text)


_FORMS = (
    (r"(.+) is (?:sufficient|enough|a sufficient condition) for (.+)", _implies),
    (r"(.+) is (?:necessary|required|a necessary condition) for (.+)", lambda q, p: _implies(p, q)),
    (r"(.+) rules out (.+)", _no_subject),
    (r"(.+) (?:implies|entails|guarantees|means|requires) (.+)", _implies),
    (rf"if {_SOME} (.+), (?:then )?(?:{_IT}) (.+)", _implies),
    (rf"whenever {_SOME} (.+), (?:{_IT}) (.+)", _implies),
    (rf"for {_EVERY} (.+), it holds that (?:{_IT}) (.+)", _implies),
    (rf"without exception, {_EVERY} (.+)", lambda t: _implies(*_two(t))),
    (rf"{_SOME} cannot be found (?:who|that) (.+) unless (?:{_IT}) (.+)", _implies),
    (rf"{_SOME} (.+) only if (?:{_IT}) (.+)", _implies),
    (rf"{_NO} (.+) without (.+)", _implies),
    (rf"only a {_NOUN} (?:who|that) (.+)", lambda t: _implies(*reversed(_two(t)))),
    (r"only ([A-Z]) are ([A-Z])", lambda q, p: _implies(p, q)),
    (r"all (?:the )?([A-Z]) (are .+)", _implies),
    (r"(?:no|none of the) ([A-Z]) (are .+)", _no_subject),
    (r"(?:some|at least some) ([A-Z]) (are .+)", _some_subject),
    (r"not all ([A-Z]) (are .+)", lambda p, q: ("some", _not(_implies(p, q)[1]))),
    (r"there are ([A-Z]) (?:who|that) (are .+)", _some_subject),
    (rf"{_EVERY} (.+ is .+)", lambda t: _implies(*_two(t))),
    (rf"(?:everyone|everybody|everything|(?:every|each) {_NOUN}) (is .+)", _always),
    (r"(?:every|each|any) ([A-Z])( .+)", _all),
    (r"not every ([A-Z]) (is .+)", lambda p, q: ("some", _not(_implies(p, q)[1]))),
    (r"there is (?:nobody|no one|nothing) (?:who|that) (.+)", _none),
    (rf"there is no {_NOUN} (?:who|that) (.+)", _none),
    (r"there is no ([A-Z]) (?:who|that) (.+)", _no_subject),
    (rf"{_NO} (?:who|that) (.+)", lambda t: _no_subject(*_two(t))),
    (r"no ([A-Z])( .+)", lambda h, t: _no_subject(*_subject(h, t))),
    (rf"{_NO} (is .+)", _none),
    (rf"there is {_SOME} (?:who|that) (.+)", _both),
    (rf"there (?:is at least one|exists a) {_NOUN} (?:who|that) (.+)", _both),
    (r"there is ([A-Z]) (?:who|that) (.+)", _some_subject),
    (r"(?:someone|somebody|something) (?:who|that) (.+)", lambda t: _some_subject(*_two(t))),
    (rf"{_SOME} (is .+)", _both),
    (r"(?:some|at least one) ([A-Z]) (is .+)", _some_subject),
)
