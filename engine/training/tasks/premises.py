"""Statements of an argument in words: many wordings of "all", "some", "no", "necessary", "neither", "or" and so on."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from engine.training.tasks.arguments import Group, Statement
from engine.training.tasks.item import Split
from engine.training.tasks.predicates import Predicate

_NOUN_FORM = "noun"


class Wording:
    """Says statements over some predicates, about people or things; `order` collects slots as they are mentioned."""

    def __init__(
        self, rng: random.Random, split: Split, predicates: Sequence[Predicate], noun: str, person: bool, name: str
    ):
        self._rng, self._split, self._all = rng, split, predicates
        self._noun, self._name, self._person = noun, name, person
        self._a_noun = f"a {noun}"
        self.order: list[int] = []
        self._one, self._every, self._no, self._any = (
            ("someone", "everyone", "nobody", "anyone")
            if person
            else ("something", "everything", "nothing", "anything")
        )
        if person and rng.random() < 0.35:
            self._one, self._every, self._no, self._any = "somebody", "everybody", "no one", "anybody"
        self._who = "who" if person else "that"

    def say(self, statement: Statement) -> str:
        """The statement as a clause without capital and stop."""
        if statement.kind == "one":
            said = self._of_one(statement.cons)
        elif statement.kind == "some":
            said = self._of_some(statement.cons)
        else:
            assert statement.ante is not None
            said = self._of_all(statement.ante, statement.cons)
        return said.replace(",,", ",").rstrip(",")

    def _chance(self, share: float) -> bool:
        return self._rng.random() < share

    def _p(self, slot: int) -> Predicate:
        self.order.append(slot)
        return self._all[slot]

    # groups of predicates

    def verb(self, group: Group, also: str = "") -> str:
        """A group as a verb phrase of one: "is a fan of Porto but not a critic of Ajax"."""
        if len(group.literals) == 1:
            ((slot, sign),) = group.literals
            said = self._p(slot).says(sign)
            if sign or not said.startswith(("is not a ", "is not an ")):
                return (
                    said
                    if not also or not sign
                    else said.replace("is ", f"is {also} ", 1)
                    if said[:3] == "is "
                    else said
                )
            return said.replace("is not", "isn't", 1) if self._chance(0.06) else said
        signs, shorts = [sign for _, sign in group.literals], all(self._all[s].complement for s, _ in group.literals)
        if len(signs) > 2 or not shorts:
            return self._long(group)
        first, second = (self._p(slot) for slot, _ in group.literals)
        bare = second.noun if second.noun and first.noun and self._chance(0.2) else second.complement
        return self._pair(first.complement, second.complement, bare, (signs[0], signs[1]), group.op)

    def _long(self, group: Group) -> str:
        """Verb phrases joined one by one."""
        parts = [self._p(slot).says(sign) for slot, sign in group.literals]
        if (
            group.op == "and"
            and len(parts) == 2
            and [s for _, s in group.literals] == [True, False]
            and self._chance(0.5)
        ):
            return f"{parts[0]} but {parts[1]}"
        ending = " or both" if group.op == "or" and len(parts) == 2 and self._chance(0.15) else ""
        return f" {group.op} ".join(parts) + ending

    def _pair(self, a: str, b: str, c: str, signs: tuple[bool, bool], op: str) -> str:
        """Two complements; `c` is the second one, perhaps without its article, for the places where that is said."""
        if op == "and":
            options = {
                (True, True): (
                    f"is {a} and {c}",
                    f"is {a} and {b}",
                    f"is both {a} and {c}",
                    f"is {a} and is also {b}",
                    f"is {a} and also {b}",
                    f"is {a} as well as {c}",
                ),
                (False, False): (
                    f"is neither {a} nor {c}",
                    f"is neither {a} nor {b}",
                    f"is not {a} and is not {b}",
                    f"is not {a} and not {b}, either,",
                    f"is none of this, {a} or {c},",
                ),
                (True, False): (f"is {a} but not {b}", f"is {a} and is not {b}", f"is {a} and not {b}"),
                (False, True): (f"is not {a} but is {b}", f"is not {a} and is {b}"),
            }
        else:
            options = {
                (True, True): (
                    f"is {a} or {c}",
                    f"is {a} or {b}",
                    f"is {a} or is {b}",
                    f"is {a} or {c} or both",
                    f"is either {a} or {c} or both",
                    f"is at least one of these, {a} or {c},",
                ),
                (False, False): (f"is not {a} or is not {b}", f"is not both {a} and {b}", f"is not {a} or not {b}"),
                (True, False): (f"is {a} or is not {b}", f"is {a} or not {b}"),
                (False, True): (f"is not {a} or is {b}",),
            }
        return self._rng.choice(options[signs])

    def being(self, group: Group) -> str:
        """A group as a gerund: "being neither a fan of Porto nor a critic of Ajax"."""
        literals = [(self._p(slot), sign) for slot, sign in group.literals]
        if len(literals) == 1:
            return literals[0][0].being(literals[0][1])
        signs = {sign for _, sign in literals}
        if len(literals) == 2 and len(signs) == 1 and all(p.complement for p, _ in literals):
            a, b = (p.complement for p, _ in literals)
            if signs == {True}:
                bare = literals[1][0].noun
                options = [f"being {a} {group.op} {b}", f"being {a} {group.op} being {b}"]
                options += [f"being {a} {group.op} {bare}"] if bare and literals[0][0].noun else []
                options += [f"being both {a} and {b}"] if group.op == "and" else [f"being {a} or {b} or both"]
                return self._rng.choice(options)
            if group.op == "and":
                return f"being neither {a} nor {b}"
        if len(literals) == 2 and group.op == "and" and [s for _, s in literals] == [True, False]:
            return f"{literals[0][0].being(True)} but {literals[1][0].being(False)}"
        return f" {group.op} ".join(p.being(sign) for p, sign in literals)

    def _who_is(self, group: Group) -> str:
        """A subject: "fan of Porto who is not a critic of Ajax", "person who has read The Red River"."""
        literals = group.literals
        slot, sign = literals[0]
        if sign and group.op == "and" and self._all[slot].noun and self._chance(0.8):
            head = self._p(slot).noun
            if len(literals) == 1:
                return head
            rest = Group(literals[1:])
            return f"{head} {self._who} {self.verb(rest, 'also' if self._chance(0.4) else '')}"
        noun = "one" if self._person and self._chance(0.1) else self._noun
        return f"{noun} {self._who} {self.verb(group)}"

    def _whoever(self) -> str:
        """As in "everyone who", "whoever", "any person who"."""
        any_one = f"any {self._noun} {self._who}"
        options = [f"{self._every} {self._who}", f"{self._any} {self._who}", any_one, f"every {self._noun} {self._who}"]
        options.append("whoever" if self._person else "whatever")
        return self._rng.choice(options)

    # statements

    def _of_one(self, cons: Group) -> str:
        name, draw = self._name, self._rng.random()
        negative = cons.negated()
        if len(cons.literals) == 1 and draw < (0.02 if cons.literals[0][1] else 0.1):
            lead = self._rng.choice(("it is not the case that", "it is false that", "it is not true that"))
            return f"{lead} {name} {self.verb(negative)}"
        if draw < 0.15 and len(cons.literals) == 1 and cons.literals[0][1]:
            return (
                f"{self._rng.choice(('it is true that', 'it is a fact that', 'we know that'))} {name} {self.verb(cons)}"
            )
        return f"{name} {self.verb(cons)}"

    def _of_some(self, cons: Group) -> str:
        draw, literals = self._rng.random(), cons.literals
        if cons.op == "and" and len(literals) > 1:
            head, rest = Group(literals[:1]), Group(literals[1:])
            noun = literals[0][1] and self._all[literals[0][0]].noun
            if draw < 0.15 and noun:
                return f"not every {self._p(literals[0][0]).noun} {self.verb(rest.negated())}"
            if draw < 0.45 and noun:
                some = self._rng.choice(("some", "some", "at least one"))
                return f"{some} {self._p(literals[0][0]).noun} {self.verb(rest)}"
            if draw < 0.6 and noun:
                return f"there is {self._p(literals[0][0]).complement} {self._who} {self.verb(rest)}"
            if draw < 0.78 and noun and len(rest.literals) == 1 and self._all[rest.literals[0][0]].complement:
                return self._some_plural(literals[0][0], *rest.literals[0])
            if draw < 0.86:
                return f"{self._one} {self._who} {self.verb(head)} {self.verb(rest)}"
        lead = self._rng.choice(
            (
                f"there is {self._one} {self._who}",
                f"there is at least one {self._noun} {self._who}",
                f"there exists {self._a_noun} {self._who}",
                f"at least one {self._noun}",
                f"{self._one}",
                f"some {self._noun}",
            )
        )
        return f"{lead} {self.verb(cons)}"

    def _some_plural(self, slot: int, other: int, sign: bool) -> str:
        """As in "some fans of Porto are not critics of Ajax"."""
        first, second = self._p(slot).plural, self._p(other)
        some, are = self._rng.choice(("some", "at least some")), "are" if sign else "are not"
        draw = self._rng.random()
        if draw < 0.3:
            some, are = "there are", f"{self._who} {are}"
        elif draw < 0.6 and not sign:
            some, are = "not all", "are"
        return f"{some} {first} {are} {second.plural or second.complement}"

    def _of_all(self, ante: Group, cons: Group) -> str:
        if self._split == "held_out":
            return self._rng.choice(self._held_out(ante, cons))()
        for _ in range(4):
            said = self._rng.choices(self._FORMS, self._SHARES)[0](self, ante, cons)
            if said:
                return said
        return self._plain(ante, cons)

    def _plain(self, ante: Group, cons: Group) -> str:
        return f"{self._whoever()} {self.verb(ante)} {self.verb(cons)}"

    def _every_noun(self, ante: Group, cons: Group) -> str:
        lead = self._rng.choice(("every", "every", "each", "any"))
        ending = ", too" if self._chance(0.1) and cons.literals[-1][1] else ""
        return f"{lead} {self._who_is(ante)} {self.verb(cons)}{ending}"

    def _no_noun(self, ante: Group, cons: Group) -> str:
        """As in "no A is B"; seldom with a negative, as in "no A is not B"."""
        positive = cons.negated()
        if not all(sign for _, sign in positive.literals) and (len(cons.literals) > 1 or self._chance(0.7)):
            return ""
        if self._chance(0.6):
            return f"no {self._who_is(ante)} {self.verb(positive)}"
        return f"{self._no} {self._who} {self.verb(ante)} {self.verb(positive)}"

    def _nobody_both(self, ante: Group, cons: Group) -> str:
        """As in "nobody is A and not B", "there is no A who is not B"."""
        against = cons.negated()
        if "or" in (ante.op, against.op):  # "who is A and is B or is C" could be read in two ways
            return ""
        both = Group((*ante.literals, *against.literals))
        lead = self._rng.choice((self._no, self._no, f"no {self._noun}", f"there is {self._no} {self._who}"))
        return f"{lead} {self.verb(both)}"

    def _there_is_no(self, ante: Group, cons: Group) -> str:
        literals = ante.literals
        if len(literals) != 1 or not literals[0][1] or not self._all[literals[0][0]].noun:
            return ""
        return f"there is no {self._p(literals[0][0]).noun} {self._who} {self.verb(cons.negated())}"

    def _sufficient(self, ante: Group, cons: Group) -> str:
        word = self._rng.choice(("sufficient", "sufficient", "sufficient", "enough", "a sufficient condition"))
        return f"{self.being(ante)} is {word} for {self.being(cons)}"

    def _necessary(self, ante: Group, cons: Group) -> str:
        word = self._rng.choice(("necessary", "necessary", "necessary", "required", "a necessary condition"))
        return f"{self.being(cons)} is {word} for {self.being(ante)}"

    def _conditional(self, ante: Group, cons: Group) -> str:
        one, then = self._rng.choice(((self._one, self._rng.choice(("then ", ""))), (self._a_noun, "")))
        it = self._rng.choice((f"that {self._noun}", f"this {self._noun}")) if self._person else "it"
        return f"if {one} {self.verb(ante)}, {then}{it} {self.verb(cons)}"

    def _only_if(self, ante: Group, cons: Group) -> str:
        it = f"that {self._noun}" if self._person else "it"
        return f"{self._rng.choice((self._one, self._a_noun))} {self.verb(ante)} only if {it} {self.verb(cons)}"

    def _plural(self, ante: Group, cons: Group) -> str:
        """As in "all fans of Porto are critics of Ajax"."""
        if len(ante.literals) + len(cons.literals) != 2 or not ante.literals[0][1]:
            return ""
        (a, _), (b, sign) = ante.literals[0], cons.literals[0]
        if not (self._all[a].plural and (self._all[b].plural or (self._all[b].complement and not self._all[b].noun))):
            return ""
        first, other = self._p(a).plural, self._p(b)
        second = other.plural or other.complement
        if sign:
            return f"{self._rng.choice(('all', 'all', 'all the'))} {first} are {second}"
        return self._rng.choice((f"no {first} are {second}", f"none of the {first} are {second}"))

    def _only(self, ante: Group, cons: Group) -> str:
        """As in "only B are A": whoever is A is B."""
        if (
            self._chance(0.5)
            and len(ante.literals) + len(cons.literals) == 2
            and ante.literals[0][1]
            and cons.literals[0][1]
        ):
            a, b = self._all[ante.literals[0][0]], self._all[cons.literals[0][0]]
            if a.plural and b.plural:
                return f"only {self._p(cons.literals[0][0]).plural} are {self._p(ante.literals[0][0]).plural}"
        return f"only {self._a_noun} {self._who} {self.verb(cons)} {self.verb(ante)}"

    def _clefted(self, ante: Group, cons: Group) -> str:
        return f"{self._a_noun} {self._who} {self.verb(ante)} {self.verb(cons)}"

    def _everyone_is(self, ante: Group, cons: Group) -> str:
        """A disjunction: "everyone is A or B", for "not A > B"."""
        if len(ante.literals) != 1 or ante.literals[0][1] or len(cons.literals) != 1:
            return ""
        either = Group((*ante.negated().literals, *cons.literals), "or")
        return f"{self._rng.choice((self._every, f'every {self._noun}', f'each {self._noun}'))} {self.verb(either)}"

    def _not_without(self, ante: Group, cons: Group) -> str:
        if len(cons.literals) != 1 or not cons.literals[0][1]:
            return ""
        lead = self._rng.choice((self._no, f"no {self._noun}"))
        return f"{lead} {self.verb(ante)} without {self.being(cons)}"

    def _must(self, ante: Group, cons: Group) -> str:
        word = self._rng.choice(("implies", "entails", "guarantees", "means", "requires", "excludes"))
        if word == "excludes":
            return f"{self.being(ante)} rules out {self.being(cons.negated())}"
        return f"{self.being(ante)} {word} {self.being(cons)}"

    _FORMS: tuple[Callable[[Wording, Group, Group], str], ...] = (
        _plain,
        _every_noun,
        _no_noun,
        _nobody_both,
        _there_is_no,
        _sufficient,
        _necessary,
        _conditional,
        _only_if,
        _plural,
        _only,
        _clefted,
        _everyone_is,
        _not_without,
        _must,
    )
    _SHARES = (5, 5, 4, 2.5, 1.5, 2.5, 3, 2.5, 1.2, 2, 0.5, 0.8, 2, 0.8, 0.8)

    def _held_out(self, ante: Group, cons: Group) -> list[Callable[[], str]]:
        """Wordings that training never uses."""
        it = f"the {self._noun} in question" if self._person else "it"
        return [
            lambda: f"for {self._any} {self._who} {self.verb(ante)}, it holds that {it} {self.verb(cons)}",
            lambda: f"whenever {self._one} {self.verb(ante)}, {it} {self.verb(cons)}",
            lambda: f"without exception, {self._every} {self._who} {self.verb(ante)} {self.verb(cons)}",
            lambda: f"{self._one} cannot be found {self._who} {self.verb(ante)} unless {it} {self.verb(cons)}",
        ]
