"""More wordings of statements, for training only: what a model has never heard it takes for a person or a predicate.

Each form says "whoever is `ante` is `cons`", or returns nothing where it would be clumsy or could be read in two ways.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from engine.training.tasks.arguments import Group, Statement, contraposed
from engine.training.tasks.item import Split
from engine.training.tasks.predicates import Predicate, article
from engine.training.tasks.premises import Wording

Form = Callable[["WideWording", Group, Group], str]


def _single(*groups: Group) -> bool:
    return all(len(g.literals) == 1 for g in groups)


def _base(predicate: Predicate) -> str:
    """The predicate after "must" or "to": "be a fan of Porto", "love chess", "have been to Peru"."""
    if predicate.complement:
        return f"be {predicate.complement}"
    if predicate.negative.startswith("has not "):
        return predicate.negative.replace("has not ", "have ", 1)
    return predicate.negative.removeprefix("does not ")


class WideWording(Wording):
    """As `Wording`, but two thirds of the statements are in the forms below."""

    def __init__(
        self, rng: random.Random, split: Split, predicates: Sequence[Predicate], noun: str, person: bool, name: str
    ):
        super().__init__(rng, split, predicates, noun, person, name)
        self._a_noun = f"{article(noun)} {noun}"
        self._same = rng.choice(
            (f"that {noun}", f"this {noun}", "he or she", f"that same {noun}", "this person", "that individual")
            if person
            else ("it", f"that {noun}", f"this {noun}", f"that same {noun}", "the same thing")
        )

    # groups of predicates

    def verb(self, group: Group, also: str = "") -> str:
        """A group as a verb phrase; some negations and pairs in other words."""
        if also or not self._chance(0.35):
            return super().verb(group, also)
        if len(group.literals) == 1:
            return self._other_single(*group.literals[0])
        if len(group.literals) > 2 or not all(self._all[s].complement for s, _ in group.literals):
            return super().verb(group)
        (a, first), (b, second) = group.literals
        return self._other_pair(self._p(a).complement, self._p(b).complement, (first, second), group.op)

    def _other_single(self, slot: int, sign: bool) -> str:
        predicate = self._p(slot)
        if sign:
            return predicate.says(True)
        if predicate.noun and self._chance(0.4):
            return f"is no {predicate.noun}"
        if predicate.complement:
            how = self._rng.choice(("is definitely not", "is by no means", "is not", "isn't", "is in no way"))
            return f"{how} {predicate.complement}"
        if predicate.negative.startswith("has not "):
            how = self._rng.choice(("has never ", "hasn't ", "has not yet "))
            return predicate.negative.replace("has not ", how, 1)
        return predicate.negative.replace("does not", "doesn't") if self._chance(0.6) else f"never {predicate.verb}"

    def _other_pair(self, a: str, b: str, signs: tuple[bool, bool], op: str) -> str:
        options = {
            ("and", True, True): (
                f"is not only {a} but also {b}",
                f"is {a} and, besides, {b}",
                f"is at once {a} and {b}",
            ),
            ("and", False, False): (f"is not {a} nor {b}", f"is neither of these, {a} or {b},"),
            ("and", True, False): (f"is {a} yet not {b}", f"is {a} and yet is not {b}"),
            ("and", False, True): (f"is not {a} yet is {b}", f"is not {a} and yet is {b}", f"isn't {a} but is {b}"),
            ("or", True, True): (
                f"is {a} or else {b}",
                f"is one or both of these, {a} or {b},",
                f"is {a} or {b} or perhaps both",
                f"is at least one of the two, {a} or {b},",
            ),
            ("or", False, False): (f"is not both {a} and {b} at once", f"isn't {a} or isn't {b}"),
            ("or", True, False): (f"is {a} or else is not {b}", f"is {a} or isn't {b}"),
            ("or", False, True): (f"is not {a} or else is {b}", f"isn't {a} or is {b}"),
        }
        return self._rng.choice(options[op, *signs])

    def _are(self, group: Group) -> str:
        """One predicate as a verb phrase of many: "are not fans of Porto", "have been to Peru", "do not love chess"."""
        ((slot, sign),) = group.literals
        predicate = self._p(slot)
        if predicate.complement:
            return f"are {'' if sign else 'not '}{predicate.plural or predicate.complement}"
        if sign:
            return _base(predicate)
        return predicate.negative.replace("has not", "have not", 1).replace("does not", "do not", 1)

    def _to(self, group: Group) -> str:
        """One predicate as an infinitive: "to be a fan of Porto", "not to love chess"."""
        ((slot, sign),) = group.literals
        return f"{'' if sign else 'not '}to {_base(self._p(slot))}"

    def _base(self, group: Group) -> str:
        return _base(self._p(group.literals[0][0]))

    def _has_to(self, group: Group) -> str:
        """One predicate as a necessity: "must be a fan of Porto", "cannot have been to Peru"."""
        ((slot, sign),) = group.literals
        lead = (
            ("must", "has to", "is bound to", "is sure to") if sign else ("cannot", "is bound not to", "is sure not to")
        )
        return f"{self._rng.choice(lead)} {_base(self._p(slot))}"

    def _plural_of(self, group: Group) -> str:
        """Those who are of one positive predicate: "fans of Porto" (if `_has_plural`)."""
        return self._p(group.literals[0][0]).plural

    def _has_plural(self, group: Group) -> bool:
        return len(group.literals) == 1 and group.literals[0][1] and bool(self._all[group.literals[0][0]].plural)

    def _they(self) -> str:
        """Those of whom one speaks, before "who": "those", "people", "the ones"."""
        plain = ("all those", "all the ones")
        return self._rng.choice((*plain, "all people", "all of the people") if self._person else (*plain, "all things"))

    def _none_of(self) -> str:
        plain = ("none of those", "none of the ones")
        return self._rng.choice((*plain, "no people", "none of the people") if self._person else (*plain, "no things"))

    # statements about one and about some

    def _of_one(self, cons: Group) -> str:
        draw = self._rng.random()
        if draw < 0.08 and len(cons.literals) == 1:
            lead = self._rng.choice(("it is wrong that", "it is simply not true that", "it is not so that"))
            return f"{lead} {self._name} {super().verb(cons.negated())}"
        if draw < 0.2:
            known = ("it is certain that", "it is well known that", "nobody doubts that", "it is a known fact that")
            return f"{self._rng.choice(known)} {self._name} {self.verb(cons)}"
        if draw < 0.26 and _single(cons):
            return f"{self._name} is known {self._to(cons)}"
        return super()._of_one(cons)

    def _of_some(self, cons: Group) -> str:
        if self._chance(0.4):
            return super()._of_some(cons)
        if cons.op == "and" and len(cons.literals) > 1 and self._chance(0.75):
            head, rest = Group(cons.literals[:1]), Group(cons.literals[1:])
            if said := self._rng.choice(self._SOME_FORMS)(self, head, rest):
                return said
        who, noun = f" {self._who}", self._a_noun
        leads = (f"some {self._noun} or other", f"there is {noun}{who}", f"one can find {noun}{who}")
        return f"{self._rng.choice((*leads, f'at least one {self._noun} exists{who}'))} {self.verb(cons)}"

    def _some_of_the(self, head: Group, rest: Group) -> str:
        if not self._has_plural(head):
            return ""
        lead = self._rng.choice(("at least one of the", "one or more of the", "there is at least one among the"))
        if lead.startswith("there"):
            return f"{lead} {self._plural_of(head)} {self._who} {self.verb(rest)}"
        if lead.startswith("one"):
            return f"one or more of the {self._plural_of(head)} {self._are(rest)}" if _single(rest) else ""
        return f"{lead} {self._plural_of(head)} {self.verb(rest)}"

    def _among(self, head: Group, rest: Group) -> str:
        if self._has_plural(head):
            return f"among the {self._plural_of(head)} there is {self._one} {self._who} {self.verb(rest)}"
        return f"among those {self._who} {self._are(head)} there is {self._one} {self._who} {self.verb(rest)}"

    def _some_who(self, head: Group, rest: Group) -> str:
        some = self._rng.choice(("some of those", "some people" if self._person else "some things", "at least some"))
        return f"{some} {self._who} {self._are(head)} {self._are(rest)}" if _single(rest) else ""

    def _not_all_who(self, head: Group, rest: Group) -> str:
        if not _single(rest) or rest.literals[0][1]:  # "not everyone who is A is not B" could be misunderstood
            return ""
        if self._chance(0.5):
            return f"not all those {self._who} {self._are(head)} {self._are(rest.negated())}"
        return f"not {self._every} {self._who} {self.verb(head)} {self.verb(rest.negated())}"

    def _wrong_that_all(self, head: Group, rest: Group) -> str:
        lead = self._rng.choice(("it is not the case that", "it is not true that", "it is wrong that"))
        if not _single(rest):
            return ""
        if not rest.literals[0][1]:
            return f"{lead} {self._every} {self._who} {super().verb(head)} {super().verb(rest.negated())}"
        return f"{lead} no {self._noun} {self._who} {super().verb(head)} {super().verb(rest)}"

    _SOME_FORMS: tuple[Form, ...] = (_some_of_the, _among, _some_who, _not_all_who, _wrong_that_all)

    # statements about all

    def _of_all(self, ante: Group, cons: Group) -> str:
        if self._chance(0.3):
            return super()._of_all(ante, cons)
        if self._chance(0.12):
            turned = contraposed(Statement("all", cons, ante))
            assert turned.ante is not None
            ante, cons = turned.ante, turned.cons
        for _ in range(6):
            if said := self._rng.choices(self._ALL_FORMS, self._ALL_SHARES)[0](self, ante, cons):
                return said
        return super()._of_all(ante, cons)

    def _if(self, ante: Group, cons: Group) -> str:
        lead = self._rng.choice(
            ("if", "if", "if", "when", "in case", "provided that", "as soon as", "given that", "as long as", "once")
        )
        who = self._rng.choice((self._one, self._a_noun, self._any if lead == "if" else self._one))
        then = "then " if lead == "if" and self._chance(0.5) else ""
        also = "also" if self._chance(0.2) else ""
        return f"{lead} {who} {self.verb(ante)}, {then}{self._same} {self.verb(cons, also)}"

    def _if_behind(self, ante: Group, cons: Group) -> str:
        if not _single(cons):
            return ""
        every = (f"every {self._noun}", f"any {self._noun}") if cons.literals[0][1] else (self._a_noun,)
        who = self._rng.choice((self._a_noun, *every))
        lead = self._rng.choice(("if", "provided that", "as long as", "in case", "as soon as"))
        return f"{who} {self.verb(cons)} {lead} {self._same} {self.verb(ante)}"

    def _for_every(self, ante: Group, cons: Group) -> str:
        lead = self._rng.choice(
            (f"for every {self._noun},", f"for each {self._noun},", "in every case,", "in all cases,", "always,")
        )
        who = self._same if lead.startswith("for") else self._a_noun
        return f"{lead} if {who} {self.verb(ante)}, then {self._same} {self.verb(cons)}"

    def _fact(self, ante: Group, cons: Group) -> str:
        link = self._rng.choice(("it follows that", "we can tell that", "we may infer that"))
        who = self._rng.choice((self._one, self._a_noun))
        if self._chance(0.5):
            return f"from the fact that {who} {self.verb(ante)}, {link} {self._same} {self.verb(cons)}"
        means = self._rng.choice(("means", "implies", "guarantees", "shows"))
        return f"the fact that {who} {self.verb(ante)} {means} that {self._same} {self.verb(cons)}"

    def _must_be(self, ante: Group, cons: Group) -> str:
        if not _single(cons):
            return ""
        who = self._rng.choice((f"{self._any} {self._who}", f"{self._a_noun} {self._who}", self._whoever()))
        return f"{who} {self.verb(ante)} {self._has_to(cons)}"

    def _all_those(self, ante: Group, cons: Group) -> str:
        if not _single(ante, cons):
            return ""
        if not cons.literals[0][1]:  # "all who are A are not B" could be read in two ways
            return f"{self._none_of()} {self._who} {self._are(ante)} {self._are(cons.negated())}"
        return f"{self._they()} {self._who} {self._are(ante)} {self._are(cons)}"

    def _each_of_the(self, ante: Group, cons: Group) -> str:
        if not self._has_plural(ante) or (len(cons.literals) > 1 and not cons.literals[0][1]):
            return ""
        if not cons.literals[0][1]:
            lead = self._rng.choice(("not one of the", "not a single one of the"))
            return f"{lead} {self._plural_of(ante)} {self.verb(cons.negated())}"
        lead = self._rng.choice(("every one of the", "each of the", "every single one of the", "each one of the"))
        return f"{lead} {self._plural_of(ante)} {self.verb(cons)}"

    def _every_single(self, ante: Group, cons: Group) -> str:
        if not cons.literals[0][1]:
            return ""
        lead = self._rng.choice(("every single", "each and every", "each single", "absolutely every", "any and every"))
        return f"{lead} {self._who_is(ante)} {self.verb(cons)}"

    def _only_those(self, ante: Group, cons: Group) -> str:
        if not _single(ante, cons):
            return ""
        if self._has_plural(cons) and self._chance(0.5):
            lead = self._rng.choice(("none but", "no others than", "only the"))
            return f"{lead} {self._plural_of(cons)} {self._are(ante)}"
        lead = self._rng.choice(("only those", "only people" if self._person else "only things", "none but those"))
        return f"{lead} {self._who} {self._are(cons)} {self._are(ante)}"

    def _unless(self, ante: Group, cons: Group) -> str:
        if not _single(ante):
            return ""
        if self._chance(0.45):
            return f"unless {self._one} {self.verb(cons)}, {self._same} {self.verb(ante.negated())}"
        if ante.literals[0][1] and self._chance(0.6):
            return f"{self._no} {self.verb(ante)} unless {self._same} {self.verb(cons)}"
        return f"{self._a_noun} {self.verb(ante.negated())} unless {self._same} {self.verb(cons)}"

    def _except(self, ante: Group, cons: Group) -> str:
        if not (_single(ante) and ante.literals[0][1] and self._has_plural(cons)):
            return ""
        lead = self._rng.choice(("except", "except for", "other than", "but"))
        return f"{self._no} {lead} {self._plural_of(cons)} {self.verb(ante)}"

    def _either(self, ante: Group, cons: Group) -> str:
        if not _single(ante, cons):
            return ""
        lead = self._rng.choice(("or", "or else", "or, if not,"))
        who = self._rng.choice((f"every {self._noun}", f"each {self._noun}", self._every, f"any {self._noun}"))
        return f"{who} either {self.verb(ante.negated())} {lead} {self.verb(cons)}"

    def _one_of_two(self, ante: Group, cons: Group) -> str:
        if not _single(ante, cons):
            return ""
        lead = self._rng.choice(("at least one of two things is true of", "one or both of these is true of"))
        return f"{lead} every {self._noun}, {self._same} {self.verb(ante.negated())} or {self._same} {self.verb(cons)}"

    def _takes(self, ante: Group, cons: Group) -> str:
        """What is sufficient or necessary, with gerunds."""
        a_then_c = ("suffices for", "is all it takes for", "brings with it", "ensures", "presupposes", "always means")
        c_then_a = (
            "is a must for",
            "is a precondition for",
            "is indispensable for",
            "is needed for",
            "is a prerequisite for",
        )
        if self._chance(0.5):
            return f"{self.being(ante)} {self._rng.choice(a_then_c)} {self.being(cons)}"
        return f"{self.being(cons)} {self._rng.choice(c_then_a)} {self.being(ante)}"

    def _impossible(self, ante: Group, cons: Group) -> str:
        """What cannot be together, with gerunds."""
        word = self._rng.choice(("is impossible without", "never occurs without", "is incompatible with", "excludes"))
        other = cons if word.endswith("without") else cons.negated()
        return f"{self.being(ante)} {word} {self.being(other)}"

    def _in_order(self, ante: Group, cons: Group) -> str:
        """What is sufficient or necessary, with infinitives."""
        if not _single(ante, cons):
            return ""
        draw = self._rng.random()
        if draw < 0.35:
            return f"in order {self._to(cons)}, it {self._rng.choice(('is enough', 'suffices'))} {self._to(ante)}"
        if draw < 0.6 or not ante.literals[0][1]:
            return f"in order {self._to(ante)}, it is {self._rng.choice(('necessary', 'required'))} {self._to(cons)}"
        if draw < 0.75 and cons.literals[0][1]:
            return (
                f"in order {self._to(ante)}, {self._a_noun} {self._rng.choice(('must', 'has to'))} {self._base(cons)}"
            )
        lead = self._rng.choice(("it is impossible", "there is no way", "it is not possible"))
        return f"{lead} {self._to(ante)} without {self.being(cons)}"

    def _never_both(self, ante: Group, cons: Group) -> str:
        """There is nobody of whom the one is true and the other one is not."""
        against = cons.negated()
        if "or" in (ante.op, against.op):  # "who is A and is B or is C" could be read in two ways
            return ""
        lead = self._rng.choice(
            (
                f"it is not the case that {self._one}",
                f"it is false that some {self._noun}",
                f"it is not true that there is {self._a_noun} {self._who}",
                f"there is not a single {self._noun} {self._who}",
                f"there does not exist {self._a_noun} {self._who}",
                f"it never happens that {self._one}",
                f"not a single {self._noun}",
                f"it is impossible that {self._one}",
            )
        )
        return f"{lead} {super().verb(Group((*ante.literals, *against.literals)))}"

    def _there_are_no(self, ante: Group, cons: Group) -> str:
        if not (self._has_plural(ante) and _single(cons)):
            return ""
        lead = self._rng.choice(("there are no", "there are not any", "you will never meet any"))
        return f"{lead} {self._plural_of(ante)} {self._who} {self._are(cons.negated())}"

    def _plural_all(self, ante: Group, cons: Group) -> str:
        if not (self._has_plural(ante) and _single(cons) and cons.literals[0][1]):
            return ""
        said, are = self._plural_of(ante), self._are(cons)
        lead = self._rng.choice(("all", "all of the", "all"))
        return f"{lead} {said} {are.replace('are ', 'are also ', 1) if self._chance(0.3) else are}"

    _ALL_FORMS: tuple[Form, ...] = (
        _if,
        _if_behind,
        _for_every,
        _fact,
        _must_be,
        _all_those,
        _each_of_the,
        _every_single,
        _only_those,
        _unless,
        _except,
        _either,
        _one_of_two,
        _takes,
        _impossible,
        _in_order,
        _never_both,
        _there_are_no,
        _plural_all,
    )
    _ALL_SHARES = (4, 1.5, 1.5, 1.5, 2, 3, 2, 2, 1.5, 3, 0.7, 2, 0.8, 3, 1.5, 2, 2.5, 1.5, 1.5)
