"""Tells a walk in many ways: as orders or as what somebody does or did, with the wordings of `navigate_phrases`."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from engine.training.tasks import navigate_phrases as phrases
from engine.training.tasks.item import sentence_case, word_count
from engine.training.tasks.wordings import Wordings
from engine.words import number_words

Steps = Sequence[tuple[str, int, str]]
PAST = dict(
    pair.split()
    for pair in (
        "take took;go went;do did;make made;run ran;keep kept;swing swung;hang hung;stride strode;get got;step stepped;"
        "hop hopped;travel traveled;swivel swiveled"
    ).split(";")
)
_OTHERS = (
    ("a robot", "it"),
    ("a toy robot", "it"),
    ("a drone", "it"),
    ("a machine", "it"),
    ("a dog", "it"),
    ("a turtle", "it"),
    ("a boy", "he"),
    ("a man", "he"),
    ("a pirate", "he"),
    ("my brother", "he"),
    ("my father", "he"),
    ("a girl", "she"),
    ("a woman", "she"),
    ("my sister", "she"),
    ("my mother", "she"),
    *((name, "he") for name in "Peter John Daniel Henry Robert Oscar Simon Victor Martin Philip".split()),
    *((name, "she") for name in "Anna Maria Alice Emma Julia Laura Susan Helen Olivia Sarah".split()),
)
_FORMS = {
    "you": ("you", "your", "are", "have"),
    "I": ("me", "my", "am", "have"),
    "he": ("him", "his", "is", "has"),
    "she": ("her", "her", "is", "has"),
    "it": ("it", "its", "is", "has"),
}
_OF_LATER = re.compile(r"\{will\}|\bwill\b|\bwould\b")
_OF_BEFORE = re.compile(r"\{has\}")
_VERBS = ("follow", "get", "face", "look", "keep", "stay", "turn")


@dataclass(frozen=True)
class Walker:
    """Who walks: how it is named first, its pronoun, and whether all of it is past."""

    who: str
    pronoun: str
    past: bool = False

    def verb(self, order: str) -> str:
        """An order as what this walker does or did, without subject: "take two steps" -> "takes two steps"."""
        first, gap, rest = order.partition(" ")
        return self._form(first) + gap + re.sub(r"\byour\b", self._your, re.sub(r"\byou\b", self._me, rest))

    def slots(self) -> dict[str, str]:
        """What the slots of questions stand for."""
        me, your, be, has = _FORMS[self.pronoun]
        do = "did" if self.past else "does" if self._third else "do"
        said = {"do": f"{do} {{s}}", "be": f"{be} {{s}}", "has": f"{has} {{s}}", "will": "will {s}"}
        verbs = {verb: self._form(verb) for verb in _VERBS}
        return (
            {k: v.format(s=self.pronoun) for k, v in said.items()} | {"s": self.pronoun, "me": me, "your": your} | verbs
        )

    @property
    def _third(self) -> bool:
        return self.pronoun in ("he", "she", "it")

    @property
    def _me(self) -> str:
        return _FORMS[self.pronoun][0]

    @property
    def _your(self) -> str:
        return _FORMS[self.pronoun][1]

    def _form(self, verb: str) -> str:
        if self.past:
            return PAST.get(verb) or (verb + "d" if verb.endswith("e") else verb + "ed")
        if not self._third:
            return verb
        return verb + ("es" if verb.endswith(("o", "ch", "sh")) else "s")


def must_face(steps: Steps, usual: bool) -> bool:
    """Whether to say that the walker always faces forward, which only sideways steps without turns need."""
    sides = {side for _, _, side in steps}
    if any(turn for turn, _, _ in steps) or sides & {"north", "east", "south", "west", ""}:
        return False
    return usual or bool(sides & {"left", "right", "backward"})


def tell(steps: Steps, rng: random.Random) -> tuple[str, list[int]]:
    """The whole question for steps (turn, count, side), and how many words are heard after each step."""
    return _Telling(steps, rng).tell()


def _walker(rng: random.Random) -> Walker:
    draw = rng.random()
    if draw < 0.7:
        pronoun = "you" if draw < 0.35 else "I"
        return Walker(pronoun, pronoun, pronoun == "I" and rng.random() < 0.2)
    return Walker(*rng.choice(_OTHERS), rng.random() < 0.2)


class _Telling:
    """How one walk is told: by whom, as orders or not, and with which words throughout."""

    def __init__(self, steps: Steps, rng: random.Random):
        self._steps, self._rng, self._walker = steps, rng, _walker(rng)
        self._orders = not self._walker.past and rng.random() < (0.6 if self._walker.pronoun in ("you", "I") else 0.3)
        self._mixed = rng.random() < 0.35
        self._unit = rng.choice(tuple(phrases.UNITS)) if rng.random() < 0.4 else "step"
        self._move = self._new_move()
        self._kept: dict[str, str] = {}

    def tell(self) -> tuple[str, list[int]]:
        """Introduction, question and instructions; the question may come last or be one sentence with them."""
        before, draw = self._before(), self._rng.random()
        if not self._walker.past and draw < 0.45:
            before.append(self._asked_first())
            return self._told([*before, *self._facing()], "")
        before += self._facing()
        if not self._walker.past and not self._orders and draw < 0.75:
            return self._conditional(before)
        closing = phrases.CLOSINGS.draw(self._rng).format(q=self._question(closing=True))
        return self._told(before, sentence_case(closing))

    def _before(self) -> list[str]:
        if self._walker.pronoun in ("you", "I"):
            return []
        intros = phrases.ORDERED if self._orders else phrases.INTROS
        return [sentence_case(intros.draw(self._rng).format(who=self._walker.who)) + "."]

    def _question(self, closing: bool = False) -> str:
        """Whether the walker is back, without capital and mark."""
        while True:
            options = phrases.AFTERWARDS if closing and self._rng.random() < 0.25 else phrases.AFTER
            drawn = options.draw(self._rng)
            unfit = _OF_LATER if self._walker.past else _OF_BEFORE
            if (closing and not self._walker.past) or not unfit.search(drawn):
                return drawn.format_map(self._walker.slots())

    def _asked_first(self) -> str:
        slots = self._walker.slots()
        if self._rng.random() < 0.5:
            return sentence_case(phrases.ABOUT.draw(self._rng).format_map(slots)).replace(". do", ". Do")
        return sentence_case(phrases.FRAMES.draw(self._rng).format(q=self._question(), **slots))

    def _facing(self) -> list[str]:
        if not must_face(self._steps, usual=False) or self._rng.random() < 0.25:
            return []
        orders = self._orders or (self._walker.pronoun == "you" and self._rng.random() < 0.5)
        said = phrases.FACING["you" if orders else "other"].draw(self._rng)
        return [sentence_case(said.format_map(self._walker.slots())) + "."]

    def _new_move(self) -> str:
        if self._unit == "step" and self._rng.random() < 0.1:
            return phrases.TIMES.draw(self._rng)
        return (phrases.STEPS if self._unit in phrases.STRIDES else phrases.DISTANCES).draw(self._rng)

    def _worded(self, kind: str, options: Wordings) -> str:
        """A wording of a side or turn: always the same one, unless mixed."""
        if self._mixed or kind not in self._kept:
            self._kept[kind] = options.draw(self._rng)
        return self._kept[kind]

    def _order(self, turn: str, count: int, side: str) -> str:
        """One instruction as an order."""
        if turn:
            return self._worded(f"turn {turn}", phrases.TURNS[turn])
        if self._mixed:
            self._move = self._new_move()
        words, move = self._worded(side, phrases.SIDES[side]), self._move
        if not words and "{side}" in move.split(" ", 1)[1][:6]:
            move = "walk {n} {unit}"
        number = number_words(count)
        times = {1: "once", 2: "twice"}.get(count, f"{number} times")
        unit = self._unit if count == 1 else phrases.UNITS[self._unit]
        return " ".join(move.format(n=number, unit=unit, side=words, times=times).split())

    def _links(self, whole: bool) -> list[str]:
        """What stands before each instruction but the first; `whole`: all in one sentence."""
        pairs = [pair for pair in phrases.LINKS if not (whole and "." in "".join(pair))]
        between, last = self._rng.choice(pairs)
        links = [between] * (len(self._steps) - 2) + [last]
        if self._rng.random() < 0.3:
            free = [link for link in phrases.MIXED_LINKS if not (whole and "." in link)]
            links = [self._rng.choice(free) for _ in links]
        return links

    def _body(self, start: str, whole: bool) -> tuple[str, list[int]]:
        """The instructions after `start`, without full stop, and the words up to the end of each."""
        subject, text, places = self._walker.pronoun, start, []
        for i, (step, link) in enumerate(zip(self._steps, ["", *self._links(whole)], strict=True)):
            part = self._order(*step)
            new = not i or "." in link
            if not self._orders:
                part = f"{subject} {self._walker.verb(part)}" if new else self._walker.verb(part)
            if new and not whole and (not link or link == ". "):
                part = sentence_case(part)
            text = f"{text}{link}{part}"
            places.append(word_count(text))
        return text, places

    def _told(self, before: list[str], closing: str) -> tuple[str, list[int]]:
        text, places = self._body("".join(f"{sentence} " for sentence in before), whole=False)
        return f"{text}. {closing}".strip(), places

    def _conditional(self, before: list[str]) -> tuple[str, list[int]]:
        """All in one sentence: "if I take two steps left and then ..., am I back?"."""
        lead = sentence_case(self._rng.choice(("if", "if", "when", "suppose", "say", "let's say"))) + " "
        text, places = self._body("".join(f"{sentence} " for sentence in before) + lead, whole=True)
        return f"{text}, {self._question()}?", places
