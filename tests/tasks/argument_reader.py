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
_ANY = rf"(?:{_SOME}|anyone|anybody|anything)"
_IF = r"(?:if|when|in case|provided that|as soon as|given that|as long as|once)"
_THOSE = r"(?:of )?(?:those|the ones|people|the people|things) (?:who|that)"
_EQUAL = (  # wordings of the same, in this order
    (r"isn't\b", "is not"),
    (r"he or she|that same (?:person|thing)|that individual|the same thing", "it"),
    (r"never is\b", "is not"),
    (r"is (?:definitely not|by no means|in no way)", "is not"),
    (r"(?<!there )is no (?=[A-Z]\b)", "is not "),
    (r"(?:must|has to|is bound to|is sure to|is known to) be", "is"),
    (r"(?:cannot|is bound not to|is sure not to|is known not to) be(?! found)", "is not"),
    (r"is not only (?=[A-Z] but)", "is "),
    (r"but also\b", "and"),
    (r"and, besides,", "and"),
    (r"is at once", "is"),
    (r"([A-Z] and [A-Z]) at once", r"\1"),
    (r"not ([A-Z]) nor", r"neither \1 nor"),
    (r"neither of these,", "none of this,"),
    (r"one or both of these, (?=[A-Z])|at least one of the two, (?=[A-Z])", ""),
    (r"or perhaps both", "or both"),
    (r"and yet\b|yet\b", "but"),
    (r"or else|or, if not,", "or"),
    (r"every single one of the|every one of the|each one of the|each of the", "every"),
    (r"every single|each and every|each single|absolutely every|any and every", "every"),
    (r"not one of the|not a single one of the", "no"),
    (r"in order ", ""),
)


def _usual(text):
    """The text with other words for "not", "and", "or", "must" and "every" made equal."""
    for pattern, same in _EQUAL:
        text = re.sub(rf"(?<!\w)(?:{pattern})", same, text)
    return text


def phrase(text):
    """A verb phrase, or a gerund: a function of the true letters."""
    text = text.replace("as well as", "and").replace("at least one of these", "")
    text = re.sub(r"\b(is|being|are|also|either|to be)\b", "", text)
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


_FALSE = r"(?:not the case|false|not true|wrong|simply not true|not so|impossible)"
_TRUE = r"(?:true|a fact|certain|well known|a known fact)"


def read(text, name="Kim"):
    """What a statement says."""
    text = _usual(text.removesuffix(", too"))
    if match := re.match(rf"(?:it is {_FALSE}|it never happens) that ", text):
        kind, holds = read(text[match.end() :], name)
        return {"all": "some", "some": "all", "one": "one"}[kind], lambda true: not holds(true)
    text = re.sub(rf"^(it is {_TRUE} that|we know that|nobody doubts that) ", "", text)
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


def _two_many(text):
    """As `_two`, for "are A are B"."""
    first, second = re.fullmatch(r"(are .*?[A-Z]) (are .+)", text).groups()
    return first, second


def _unless(first, second):
    a, b = phrase(first), phrase(second)
    return "all", lambda true: a(true) or b(true)


_ALWAYS = rf"(?:for (?:every|each) {_NOUN}|in every case|in all cases|always)"
_ONE_OF_TWO = "(?:at least one of two things|one or both of these)"
_SOME_OF_THOSE = "(?:some of those|some people|some things|at least some)"
_NEW_FORMS = (
    (rf"{_IF} {_ANY} (.+), (?:then )?(?:{_IT}) (.+)", _implies),
    (rf"(?:a|every|any) {_NOUN} (is .+)(?<! only) {_IF} (?:{_IT}) (.+)", lambda q, p: _implies(p, q)),
    (rf"{_ALWAYS}, if (?:{_IT}|{_SOME}) (.+), then (?:{_IT}) (.+)", _implies),
    (rf"from the fact that {_SOME} (.+), (?:it follows|we can tell|we may infer) that (?:{_IT}) (.+)", _implies),
    (rf"the fact that {_SOME} (.+) (?:means|implies|guarantees|shows) that (?:{_IT}) (.+)", _implies),
    (rf"all {_THOSE} (.+)", lambda t: _implies(*_two_many(t))),
    (rf"(?:none|no) {_THOSE} (.+)", lambda t: _no_subject(*_two_many(t))),
    (rf"(?:only|none but) {_THOSE} (.+)", lambda t: _implies(*reversed(_two_many(t)))),
    (r"(?:none but|no others than|only the) ([A-Z]) (are .+)", lambda q, p: _implies(p, q)),
    (rf"unless {_SOME} (.+), (?:{_IT}) (.+)", _unless),
    (rf"{_NO} (is .+) unless (?:{_IT}) (.+)", _implies),
    (rf"a {_NOUN} (is .+) unless (?:{_IT}) (.+)", _unless),
    (rf"{_NO} (?:except|except for|other than|but) ([A-Z]) (is .+)", lambda q, p: _implies(p, q)),
    (rf"{_ONE_OF_TWO} is true of every {_NOUN}, (?:{_IT}) (.+) or (?:{_IT}) (.+)", _unless),
    (r"(.+) (?:suffices for|is all it takes for|brings with it|ensures|presupposes|always means) (.+)", _implies),
    (
        r"(.+) is (?:a must|a precondition|indispensable|needed|a prerequisite) for (.+)",
        lambda q, p: _implies(p, q),
    ),
    (r"(to be .+|not to be .+), it (?:is enough|suffices) (.+)", lambda q, p: _implies(p, q)),
    (r"(to be .+|not to be .+), it is (?:necessary|required) (.+)", _implies),
    (rf"(to be .+|not to be .+), a {_NOUN} (.+)", _implies),
    (r"(?:it is impossible|there is no way|it is not possible) (to be .+) without (.+)", _implies),
    (r"(.+) (?:is impossible without|never occurs without) (.+)", _implies),
    (r"(.+) (?:is incompatible with|excludes) (.+)", _no_subject),
    (rf"there (?:is not a single|does not exist a) {_NOUN} (?:who|that) (.+)", _none),
    (rf"not a single {_NOUN} (.+)", _none),
    (r"(?:there are no|there are not any|you will never meet any) ([A-Z]) (?:who|that) (are .+)", _no_subject),
    (r"all of the ([A-Z]) (are .+)", _implies),
    (rf"(?:some {_NOUN} or other|one can find a {_NOUN} (?:who|that)) (.+)", _both),
    (rf"at least one {_NOUN} exists (?:who|that) (.+)", _both),
    (r"at least one of the ([A-Z]) (is .+)", _some_subject),
    (r"there is at least one among the ([A-Z]) (?:who|that) (.+)", _some_subject),
    (r"one or more of the ([A-Z]) (are .+)", _some_subject),
    (rf"among the ([A-Z]) there is {_SOME} (?:who|that) (.+)", _some_subject),
    (rf"among those (?:who|that) (.+) there is {_SOME} (?:who|that) (.+)", _some_subject),
    (rf"{_SOME_OF_THOSE} (?:who|that) (.+)", lambda t: _some_subject(*_two_many(t))),
    (r"not all those (?:who|that) (.+)", lambda t: ("some", _not(_implies(*_two_many(t))[1]))),
    (rf"not {_EVERY} (.+)", lambda t: ("some", _not(_implies(*_two(t))[1]))),
    (rf"any {_NOUN} (either is .+)", _always),
)
_FORMS = (
    *_NEW_FORMS,
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
    (rf"(?:everyone|everybody|everything|(?:every|each) {_NOUN}) ((?:either )?is .+)", _always),
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
