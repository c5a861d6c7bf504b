"""Several turns: a question that only makes sense after what was thought in the turn before."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from engine.training.tasks import (
    arithmetic,
    counting,
    everyday,
    fallacies,
    lies,
    navigate,
    outside,
    problems,
    reading,
    small_talk,
)
from engine.training.tasks.item import Item, Split, sentences_of
from engine.training.tasks.objects import KINDS
from engine.training.tasks.pattern import patterns
from engine.training.tasks.problems import operation
from engine.training.tasks.simple import simple_item
from engine.words import number_words

Maker = Callable[[random.Random, Split], Item]
_NUMBERED: tuple[Maker, ...] = (arithmetic.generate, counting.generate, problems.generate, counting.generate)
_EARLIER: tuple[Maker, ...] = (
    *_NUMBERED,
    navigate.generate,
    lies.generate,
    fallacies.generate,
    everyday.generate,
    reading.generate,
    small_talk.generate,
    outside.generate,
)
_MORE = patterns(
    """
    [And|And what|So what] if [I add|there are|we add|you add|I get|he gets|she finds|I find] {n} more?
    [And|Now|Then] [add|plus] {n}[ more|].
    [And|] plus {n}?
    What if [I have|there were|they bring|he buys|she buys] {n} more?
    And {n} more?
    Add {n} to that.
    What is that plus {n}?
    And if somebody gives me {n} more, how many is that?
    """,
    "Increase that by {n}.\nSuppose there were {n} more.",
)
_LESS = patterns(
    """
    [And|And what|So what] if [I take|I remove|we take|you take|he takes|she takes] {n} [away|of them away]?
    [And|And what|So what] if [I lose|I give away|he loses|we eat|she sells] {n}[ of them|]?
    [And|Now|Then] [subtract|take away] {n}.
    [And|] minus {n}?
    What if [I have|there were|there are] {n} [less|fewer]?
    And {n} less?
    [Take|Subtract] {n} [from that|from it].
    What is that minus {n}?
    """,
    "Reduce that by {n}.\nSuppose there were {n} fewer.",
)
_TIMES = patterns(
    """
    [And|What is that|Now] times {n}?
    [Multiply|And multiply|Now multiply] [that|it] by {n}.
    And {n} times that?
    What is {n} times that?
    """,
    "Take that {n} times.",
)
_TWICE = patterns(
    """
    And [twice|double] that?
    What is double that?
    [Double|Now double] it.
    And twice as many?
    """,
    "Make it twice as much.",
)
_AGAIN = patterns(
    """
    What was the answer [again|]?
    [Say|Tell me] that again.
    Can you [say|repeat] that [again|]?
    [Sorry|Pardon|Excuse me], what did you say?
    What did you say?
    [Again|Once more], please.
    [Please repeat|Repeat] [that|the answer|it].
    I did not [hear|understand|catch] that.
    What was [it|that|that again]?
    [And|So] the answer was?
    Could you repeat [that|the answer]?
    Come again?
    """,
    "Would you give me the answer once more?\nI missed that.",
)
_SAID = patterns(
    """
    What did I [just |]say?
    What did I [just |]tell you [to say|]?
    [Tell|Can you tell] me what I [just |]said.
    Which words did I say?
    What were my words?
    Do you remember what I said?
    """,
    "What was it that I said?",
)
_KIND = patterns(
    """
    And how many {kind}?
    And how many of [them|these|those] [are|were] {kind}?
    How many {kind} [was that|were there|are there]?
    And the {kind}?
    What about [the|] {kind}?
    """,
    "Now only the {kind}.\nAnd what is the count of {kind}?",
)
_EVERYTHING = patterns(
    """
    And [how many|] [things|objects] in [all|total]?
    How many [things|objects] [was that|were there] [altogether|in total|in all]?
    And altogether?
    And everything [together|]?
    """,
    "And what is the grand total?",
)
_TRUTH = patterns(
    """
    [And|What about] {a}?
    [And does|Does] {a} tell the truth?
    Is {a} [lying|honest]?
    And is {a} telling the truth?
    Did {a} lie?
    """,
    "How about {a}?",
)
_LIARS = patterns(
    """
    Who [was|is] [lying|a liar]?
    Who [lied|lies]?
    And who [is lying|does not tell the truth]?
    Which of them [lie|lied|are lying]?
    """,
    "Name the liars.",
)
_HONEST = patterns(
    """
    Who [was|is] [honest|telling the truth]?
    And who tells the truth?
    Which of them [are honest|tell the truth]?
    """,
    "Name the honest ones.",
)
_HOW_MANY_LIARS = patterns(
    "How many [of them |people |](lied|lie|are lying)?".replace("(", "[").replace(")", "]")
    + "\nAnd how many [liars|lie]?",
    "What is the number of liars?",
)
_WHERE = patterns(
    """
    [And|So] where [am I|are you|do I end up] [now|then|]?
    Where did [I|you] end up?
    """,
    "At which place did that end?",
)
_THAT = ("That makes {n}.", "That is {n}.", "It is {n}.")


def _clean(text: str) -> str:
    text = " ".join(text.split()).replace(" ?", "?").replace(" .", ".").replace(" ,", ",")
    return text[:1].upper() + text[1:]


def _item(before: Item, spoken: str, steps: list[str], reply: str, answer: str, rng: random.Random) -> Item:
    return simple_item("follow_up", _clean(spoken), steps, reply, answer, rng, before.thoughts)


def _sum(rng: random.Random, split: Split) -> Item:
    """More or less of what was worked out before."""
    before = rng.choice(_NUMBERED)(rng, split)
    value, draw = int(before.answer), rng.random()
    if value < 1 or value > 9999:
        return _sum(rng, split)
    known, n = f"before {value}.", rng.randint(1, 20 if rng.random() < 0.7 else 99)
    if draw < 0.45 or n >= value:
        result, spoken, work = value + n, _MORE.text(rng, split, n=number_words(n)), operation(value, "+", n)
    elif draw < 0.75:
        result, spoken, work = value - n, _LESS.text(rng, split, n=number_words(n)), operation(value, "-", n)
    elif draw < 0.87:
        result, spoken, work = value * 2, _TWICE.text(rng, split), operation(value, "x", 2)
    else:
        n = rng.randint(2, 9)
        result, spoken, work = value * n, _TIMES.text(rng, split, n=number_words(n)), operation(value, "x", n)
    reply = rng.choice(_THAT).format(n=number_words(result, True))
    return _item(before, spoken, [known, work], reply, str(result), rng)


def _again(rng: random.Random, split: Split) -> Item:
    """The answer of before once more."""
    said = rng.random() < 0.2
    before = reading.generate(rng, split) if said else rng.choice(_EARLIER)(rng, split)
    answer = before.answer
    if answer in ("yes", "no", "valid", "invalid"):
        reply = {"yes": "The answer was yes.", "no": "The answer was no."}.get(answer, f"The argument is {answer}.")
    elif answer.removeprefix("-").isdigit():
        reply = f"It is {number_words(int(answer), True)}."
    else:
        reply = before.reply[0]
    spoken = (_SAID if said else _AGAIN).text(rng, split)
    return _item(before, spoken, ["again."], reply, answer, rng)


_TOTAL = re.compile(r": ([a-z ]+) (\d+), (\d+)\.")


def _kinds(rng: random.Random, split: Split) -> Item:
    """How many there are of another kind, or of everything."""
    before = counting.generate(rng, split)
    totals = {kind: int(n) for kind, n, _ in _TOTAL.findall(before.thoughts)}
    every = int(_TOTAL.findall(before.thoughts)[-1][2])
    asked = before.thoughts.split(". ")[-2].rsplit(" ", 1)[0]
    kinds = [k.removeprefix("musical ") for k in KINDS]
    present = [k for k in totals if k in kinds and k != asked]
    if asked != "all" and (rng.random() < 0.3 or not present):
        reply = f"There are {number_words(every)} things in all."
        return _item(before, _EVERYTHING.text(rng, split), [f"all {every}."], reply, str(every), rng)
    kind = rng.choice(present if present and rng.random() < 0.85 else [k for k in kinds if k != asked])
    count = totals.get(kind, 0)
    spoken = _KIND.text(rng, split, kind={"furniture": "pieces of furniture"}.get(kind, kind))
    named = {"furniture": "pieces of furniture", "instruments": "musical instruments"}.get(kind, kind)
    reply = f"The {named} are {number_words(count)}." if count != 1 else f"Of {named} there is one."
    return _item(before, spoken, [f"{kind} {count}." if count else f"no {kind}."], reply, str(count), rng)


def _people(before: Item) -> list[tuple[str, bool]]:
    """Who was said to be honest or not, from the lines of the chain."""
    lines = [s for s in sentences_of(before.thoughts)[:-1] if not s.startswith("asked ")]
    return [(re.split(r"[: ]", line)[0], line.endswith("true.")) for line in lines]


def _names(names: list[str]) -> str:
    return " and ".join(names) if len(names) < 3 else ", ".join(names[:-1]) + " and " + names[-1]


def _liars(rng: random.Random, split: Split) -> Item:
    """Who was lying, how many, and whether somebody else was."""
    before = lies.generate(rng, split)
    web, draw = _people(before), rng.random()
    steps = [" ".join(f"{name} {'true' if true else 'lies'}," for name, true in web)[:-1] + "."]
    if draw < 0.4:
        name, true = rng.choice(web)
        spoken = _TRUTH.text(rng, split, a=name)
        turned = " lying" in spoken or " lie?" in spoken
        answer = "yes" if true != turned else "no"
        said = "tells the truth" if true else "lies"
        reply = f"{answer.capitalize()}, {name} {said}."
        return _item(before, spoken, [f"{name} {'true' if true else 'lies'}."], reply, answer, rng)
    liars = draw < 0.75
    chosen = [name for name, true in web if true != liars]
    if 0.6 < draw < 0.75 or not chosen:
        n = sum(not true for _, true in web)
        reply = f"The number of liars is {number_words(n)}."
        return _item(before, _HOW_MANY_LIARS.text(rng, split), steps, reply, str(n), rng)
    spoken = (_LIARS if liars else _HONEST).text(rng, split)
    answer = _names(chosen).lower().replace(",", "")
    return _item(before, spoken, steps, f"{_names(chosen)}.", answer, rng)


_PLACE = re.compile(r": (-?\d+) (-?\d+)\.")


def _place_words(x: int, y: int) -> str:
    parts = []
    if y:
        parts.append(f"{number_words(abs(y))} {'ahead' if y > 0 else 'back'}")
    if x:
        parts.append(f"{number_words(abs(x))} to the {'right' if x > 0 else 'left'}")
    return " and ".join(parts) or "at the start"


def _where(rng: random.Random, split: Split) -> Item:
    """Where a walk ended."""
    before = navigate.generate(rng, split)
    if any(word in before.spoken for word in ("north", "south", "east", "west")):
        return _where(rng, split)
    x, y = map(int, _PLACE.findall(before.thoughts)[-1])
    said = _place_words(x, y)
    return _item(before, _WHERE.text(rng, split), [f"place {x} {y}."], f"You are {said}.", f"you are {said}", rng)


_MAKERS: tuple[Maker, ...] = (_sum, _again, _kinds, _liars, _where)
_SHARES = (4, 2, 2, 2, 1)


def generate(rng: random.Random, split: Split = "train") -> Item:
    """A fresh follow-up; `before` holds the thoughts of the question before it, now and then of two."""
    return rng.choices(_MAKERS, _SHARES)[0](rng, split)
