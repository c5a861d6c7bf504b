"""Is the sentence over? How a question sounds that is complete, in what the ears read of it (`engine.reading`).

Greedy CTC text is rough, but its last words tell much: nobody ends a question on "and" or "plus", and until a question
word was heard there may be one to come. A pause is short after a complete question, and long in the middle of one.
"""

from __future__ import annotations

from itertools import pairwise

_UNFINISHED = frozenset(
    "a an the and or but if then than which who whose whom of to from with without by for in on at into onto over under"
    " out between about after before until near behind beside through during against among since per via except"
    " plus minus times divided multiplied added subtracted shared split is are was were am be been has had does did"
    " can could will would should may might must my your his her its our their these those every each some any no"
    " another other both either neither as because so when while where what how why very many much more most less few"
    " not only always says tells claims insists thinks believes come comes figure given stated know tell return"
    " turn deductively i he she we they doesnt dont isnt arent didnt wasnt cannot lets".split()
)
"""Words that hardly end a question."""
_VERBS = frozenset("have take go say need cost run do".split())
"""Words that end a question only where a helping verb asked for them: "how many does she have"."""
_STRANDED = {("come", "to"), ("comes", "to"), ("come", "from"), ("speaking", "to"), ("talking", "to"), ("up", "to")}
"""Verbs with what stays behind when the noun goes to the front: "where do you come from"."""
_ENDS = {("why", "not"), ("for", "me"), ("or", "not"), ("or", "invalid"), ("or", "false"), ("or", "no")}
_PARTS = {("take", "away"), ("taken", "away"), ("go", "on"), ("how", "come")}
"""Two words that go on, though the second may end a question."""
_WHOLE = {("some", "more"), ("any", "more"), ("once", "more")}
_AFTER_SUBJECT = frozenset("been then".split())
"""Words that may follow the subject of a question and end it: "where am i then"."""
_WITH_OBJECT = frozenset(
    "make makes buy buys add put puts like likes want wants contain contains give gives get gets bring brings use uses"
    " want wants find call wear sell sells hold holds send set solve describe explain compute calculate consider follow"
    " remember believe own owns".split()
)
"""Verbs after which something is named, unless a question word asked for it: "what do you want"."""
_POINTERS = frozenset("that it this they there you i he she we".split())
_SUBJECTS = frozenset("i he she we they you it".split())
_BE = frozenset("is are was were am".split())
_HELPING = frozenset("do does did can could will would should has have had may".split())
_MODAL = frozenset("can could will would should may".split())
_ASKED_BY = _MODAL | frozenset("do does did".split())
"""Helping verbs after which a subject and a verb must come."""
_RELATIVE = frozenset("who whose which when where".split())
_PEOPLE = frozenset(
    "everyone everybody anyone anybody someone somebody nobody one person people those man woman thing something"
    " everything anything nothing time place day".split()
)
"""Words that a relative clause often follows."""
_DENIES = frozenset("not never neither either also no".split())
_AUXILIARY = _BE | _HELPING | {"when", "where"}
_ARTICLES = frozenset("these those the a an my your his her any".split())
_SUBJECT = _POINTERS | _ARTICLES
_WH = frozenset("what whats how who whose whom which why where when".split())
_ASKING = frozenset("what whats how who whose whom which why does did tell say count".split())
_TENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())
_NUMBERS = frozenset("one two three four five six seven eight nine ten hundred thousand".split()) | _TENS
_IN_NUMBERS = _NUMBERS | frozenset(
    "zero eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen million".split()
)
_OPERATIONS = frozenset("plus minus times by and over away from of or to than until after".split())
_REPORTING = frozenset("says say said that claims insists us think thinks declares".split())
_QUOTING = frozenset("read repeat say translate write".split())
"""Requests with a text of which nobody knows how long it is."""
_REQUESTS = frozenset(
    "spell sort name compute calculate solve convert express introduce describe explain compose give add"
    " subtract multiply divide put arrange order list play set call send search find show remind"
    " book open close start dim state determine work count speak slow stop help thank thanks"
    " change reserve predict recommend".split()
)
"""Words that a question may begin with which is a request."""
_FILLERS = frozenset("please hey hello hi now so ok okay and then well oh no yes right you can could would".split())
"""What may stand before a request or a question."""
_TO_US = frozenset("you your that thats good nice great bye goodbye hello hi hey howdy thanks sorry wrong".split())
"""What a short remark to us may begin with."""
_LISTS = frozenset("instructions directions steps moves commands numbers words".split())
"""What an announced list is of."""
_LAST_ONE = frozenset("finally lastly".split())
"""What announces the last thing of a list."""
_MORE = frozenset("number total result sum product difference name value letter word time".split())
"""Words after "the" that mostly go on with "of"."""
_VERDICTS = frozenset("valid invalid follow sound unsound correct not it conclusion argument".split())
"""What the question about an argument ends with."""
_HAPPENS = _BE | _HELPING | frozenset("left lie lies live goes make come comes get remain remains stay stayed".split())
"""What a question "how many ..." asks about its things."""
FEWEST_WORDS = 3
"""A question has at least so many words, from its question word on."""
MOST_WORDS = 14
"""The question about an argument has no more words."""
LONGEST = 12
"""Where more came since the last question word (a number counts as one word), it is a statement again."""
NEAR = 4
"""Question words so near to each other belong to one question: "how many ... does she"."""
FEWEST_LISTED = 4
"""Words of a list before a question can be the one about it."""
REMARK = 7
"""A remark has no more words."""


def completeness(text: str) -> float:
    """Return how sure it is that a question with this text is over: 0 (surely not) to 1."""
    words = text.replace("'", "").split()
    if not words or not _may_end(words):
        return 0.0
    clause = _clause(words)
    asked = _asked(words) or _requests(words)
    if _closed(words):
        return 0.9 if asked else 0.5
    if words[-1] in _IN_NUMBERS:  # more of the number may come, or what it counts
        return (0.8 if _number_closed(words) else 0.5) if asked else 0.2
    if _lists(words, clause):  # of which nobody knows how long it is
        return (0.9 if _last_listed(words) else 0.5) if asked else 0.2
    if not asked:
        return 0.5 if words[0] in _TO_US and len(words) <= REMARK else 0.3
    return 0.5 if _may_go_on(words, clause) else 0.9


def _may_end(words: list[str]) -> bool:
    """Whether anybody ends a question on its last word."""
    before, last = ["", *words[:-1]], words[-1]
    if _closed(words):
        return True
    if last in _VERBS:
        return _verb_may_end(before)
    if last in _POINTERS and before[-1] in _HELPING:  # "how many do I" goes on
        return False
    if last in _POINTERS and before[-1] in _BE:  # "how much is that" does not
        return bool(_WH.intersection(before[-8:]))
    if last == "much" and before[-1] == "how":  # "half of that is how much"
        return bool(_BE.intersection(before[-2:-1]))
    return not _half(before, last) and (last not in _UNFINISHED or _exempt(before, last))


def _verb_may_end(before: list[str]) -> bool:
    """Whether a verb that takes an object may end what came before: its object came first, "what does she need"."""
    if before[-1] == "to":
        return True
    asked = next((n for n in range(len(before) - 1, -1, -1) if before[n] in _WH), len(before))
    return asked < len(before) and (before[-1] in _POINTERS or bool(_HELPING.intersection(before[asked:])))


def _half(before: list[str], last: str) -> bool:
    """Whether the last word is the first half of something: "how tall", "give me", "the letter that"."""
    if last == "me":
        return before[-1] in {"give", "tell", "let", "show"}
    if last == "that":
        return bool(_ARTICLES.intersection(before[-2:-1])) or before[-1] in _REPORTING | {"know", "believe", "sure"}
    return (before[-1], last) in _PARTS or (before[-1] == "how" and last not in _BE | _HELPING)


def _exempt(before: list[str], last: str) -> bool:
    """Whether one of the words that hardly end a question does so here: "who they are", "where do you come from"."""
    pair, near = (before[-1], last), bool(_WH.intersection(before[-2 * NEAR :]))
    if last in _BE | _HELPING - _MODAL and before[-1] in _POINTERS and (near or before[-1] != "there"):
        return True
    if pair in _WHOLE or (last == "more" and before[-1] in _IN_NUMBERS):
        return True
    if pair in _STRANDED:
        return bool(_WH.intersection(before))
    return near and last in _AFTER_SUBJECT and before[-1] in _POINTERS


def _closed(words: list[str]) -> bool:
    """Whether it ends as nothing but a question ends: "please", "for me", "again", "valid or invalid"."""
    return tuple(words[-2:]) in _ENDS or (words[-1] in {"please", "again"} and words[1:] != [])


def _number_closed(words: list[str]) -> bool:
    """Whether the number at the end is whole, "forty seven" or "twelve", and not the first one of a sum."""
    if words[-1] in _TENS or (words[-1] in _NUMBERS and not _TENS.intersection(words[-2:-1])):
        return False
    first = next((n for n in range(len(words) - 1, 0, -1) if not _in_number(words, n - 1)), 0)
    return bool(_OPERATIONS.intersection(words[:first]) and (_IN_NUMBERS | _POINTERS).intersection(words[:first]))


def _in_number(words: list[str], n: int) -> bool:
    """Whether word `n` belongs to the number after it: "two hundred and six"."""
    return words[n] in _IN_NUMBERS or (words[n] == "and" and words[n - 1 : n] in (["hundred"], ["thousand"]))


def _lists(words: list[str], clause: list[str]) -> bool:
    """Whether things are announced and then named, "sort the following numbers", and no question came after them."""
    named = [
        n
        for n, (a, b) in enumerate(pairwise(words), 2)
        if (a in {"these", "following"} and b in _LISTS) or (a, b) == ("follow", "these")
    ]
    if "instructions" in words:
        named.append(words.index("instructions") + 1)
    return bool(named) and len(words) - len(clause) - min(named) < FEWEST_LISTED


def _last_listed(words: list[str]) -> bool:
    """Whether the thing named last was announced as the last one."""
    return bool(_LAST_ONE.intersection(words[-LONGEST:-FEWEST_WORDS]))


def _clause(words: list[str]) -> list[str]:
    """The words from where the last question begins; none where there is no question."""
    begin = len(words)
    for i in range(len(words) - 1, -1, -1):
        if begin < len(words) and begin - i > NEAR:
            break
        if _asks(words, i) and words[i] not in {"tell", "say", "count"}:
            begin = i
    return words[begin:]


def _may_go_on(words: list[str], clause: list[str]) -> bool:
    """Whether a complete question often goes on after its last word."""
    last = words[-1]
    if "argument" in words or "premises" in words or "conclusion" in words:
        late = len(words) - MOST_WORDS
        return last not in _VERDICTS or not _asked(words, max(0, late)) or not _judged(words)
    if len(last) == 1 and last != "i":  # the ears are in the middle of a word
        return True
    if "the" in words[-3:-1] and any(word.startswith(last) for word in _MORE):
        return True
    if last == "percent" or ("from" in words[-3:-1] and last not in {"now", "here"}):
        return True
    if _first(words) in _QUOTING and last not in {"that", "it"}:
        return True
    if not clause:
        return last in _WITH_OBJECT
    return _units(clause) > LONGEST or _lacks(clause)


def _judged(words: list[str]) -> bool:
    """Whether a verdict, the last word, was asked for as a whole: "valid or invalid", "a valid argument"."""
    last, before = words[-1], words[-2] if words[1:] else ""
    if last == "valid":
        return "or" in words[-3:]
    if last == "argument":
        return before in _VERDICTS
    return before != "to"


def _units(words: list[str]) -> int:
    """How many words there are, if a number counts as one."""
    return sum(word not in _IN_NUMBERS or before not in _IN_NUMBERS for before, word in pairwise(["", *words]))


def _lacks(clause: list[str]) -> bool:
    """Whether something must still come in a question: its verb, its object, what is said of its subject."""
    wh = bool(_WH.intersection(clause))
    if clause[-1] in _WITH_OBJECT and not wh:
        return True
    counted = clause[_last(clause, "how") + 1 :]
    if counted[1:] and counted[0] in {"many", "much"} and not _HAPPENS.intersection(counted):
        return True
    if wh and clause[0] in {"what", "which"} and not _AUXILIARY.intersection(clause):
        return len(clause) <= FEWEST_WORDS + ("of" in clause)
    auxiliary = next((n for n in range(len(clause) - 1, -1, -1) if _helps(clause, n)), None)
    if auxiliary is None or (clause[auxiliary] in _BE and wh):  # "what is the answer": nothing more is needed
        return False
    said = clause[auxiliary + 1 :]
    if clause[auxiliary] in _MODAL and not wh and said[:1] != [] and said[0] in _SUBJECTS:  # "can you stop" goes on
        return len(said) < FEWEST_WORDS
    return bool(said) and len(said) < (FEWEST_WORDS if said[0] in _ARTICLES else 2)


def _helps(clause: list[str], n: int) -> bool:
    """Whether word `n` is a helping verb before its subject: not that in "what should I do now"."""
    return clause[n] in _BE | _MODAL or (clause[n] in _ASKED_BY and not (n and clause[n - 1] in _POINTERS))


def _last(words: list[str], word: str) -> int:
    """Place of a word's last occurrence, or of the last word where there is none."""
    return len(words) - 1 - words[::-1].index(word) if word in words else len(words) - 1


def _asked(words: list[str], begin: int = 0) -> bool:
    """Whether a question begins at word `begin` or later, and is long enough."""
    if words[-2:] == ["how", "much"] and words[-3:-2] and words[-3] in _BE:
        return True
    return any(_asks(words, i) for i in range(begin, len(words) - FEWEST_WORDS + 1))


def _asks(words: list[str], i: int) -> bool:
    """Whether a question begins at word `i`: "is it ..." asks, "jerry is ..." states."""
    word, following = words[i], words[i + 1] if i + 1 < len(words) else ""
    before, last = ["", "", *words][i : i + 2]
    if word in _RELATIVE and last in _PEOPLE:  # "everyone who is ..." states
        return False
    if word in {"when", "where"} and last != "from":  # "when he comes ..." states
        return following in _BE | _HELPING
    if word in _BE and last in _REPORTING | _PEOPLE | {"tells"}:  # "tells us that" may be read as "tells is that"
        return False
    if following in _DENIES:  # "ken does not ..." states
        return word in _WH
    if word in {"tell", "say"}:  # "does she tell the truth" asks by another word
        return following in {"me", "us"} or i == 0 or last in _FILLERS
    if word in _ASKING:
        return True
    if word not in _AUXILIARY or last in _SUBJECT | {"me", "us", "here"}:
        return False
    if i == 0 or last in _FILLERS or not following or following in _POINTERS:
        return True
    stated = word in _BE and (i == 1 or before in _REPORTING or following in {"a", "an"})  # "jerry is a ..."
    return not stated and (following in _ARTICLES or (word in _BE and following in words[:i]))


def _requests(words: list[str]) -> bool:
    """Whether it begins as a request does, and has something to do: "spell banana"."""
    return words[-1] != _first(words) and _first(words) in _REQUESTS | _QUOTING


def _first(words: list[str]) -> str:
    """The first word that says something."""
    return next((word for word in words if word not in _FILLERS), "")
