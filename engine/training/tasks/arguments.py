"""Arguments in monadic logic: schemes, variants and fallacies, clauses, and whether the conclusion follows.

All statements of an argument are about one individual: the one that is named, the one that a "some" premise speaks of,
or any one for a "for all" conclusion. So an argument is valid exactly if its premises and the negated conclusion,
read as propositions about that individual, have no model.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

Literal = tuple[int, bool]
Clause = tuple[Literal, ...]


@dataclass(frozen=True)
class Group:
    """Literals joined by "and" or "or"."""

    literals: tuple[Literal, ...]
    op: str = "and"

    def negated(self) -> Group:
        """De Morgan's law."""
        flipped = tuple((slot, not sign) for slot, sign in self.literals)
        return Group(flipped, "or" if self.op == "and" and len(flipped) > 1 else "and")

    def clauses(self) -> list[Clause]:
        """Conjunctive normal form."""
        return [(x,) for x in self.literals] if self.op == "and" else [self.literals]


@dataclass(frozen=True)
class Statement:
    """What is said of whom, by `kind`.

    "all": whoever is `ante` is `cons`; "one": the named one is `cons`; "some": there is somebody who is `cons`.
    """

    kind: str
    cons: Group
    ante: Group | None = None

    @cached_property
    def clauses(self) -> list[Clause]:
        """What it says about the individual, as clauses with their literals in order of slots."""
        if self.ante is None:
            return [normal(c) for c in self.cons.clauses()]
        cons = self.cons.clauses()
        made = {normal((*n, *c)) for n in self.ante.negated().clauses() for c in cons}
        return sorted(c for c in made if not _trivial(c))

    @cached_property
    def denied(self) -> list[Clause]:
        """What its negation says about the individual."""
        before = self.ante.clauses() if self.ante else []
        return sorted({normal(c) for c in (*before, *self.cons.negated().clauses())}, key=_order)

    def groups(self) -> tuple[Group, ...]:
        """Antecedent (if it has one) and consequent."""
        return (self.cons,) if self.ante is None else (self.ante, self.cons)


@dataclass(frozen=True)
class Argument:
    """Premises and a conclusion over `slots` predicates."""

    premises: tuple[Statement, ...]
    conclusion: Statement
    slots: int


def normal(clause: Iterable[Literal]) -> Clause:
    """Literals once each, in order of slots."""
    return tuple(sorted(set(clause)))


def _trivial(clause: Clause) -> bool:
    return len({slot for slot, _ in clause}) < len(clause)


def _order(clause: Clause) -> tuple[int, Clause]:
    return len(clause), clause


_COLUMNS = {  # the truth table of each slot as the bits of an integer
    n: [sum(1 << row for row in range(1 << n) if row >> slot & 1) for slot in range(n)] for n in range(1, 9)
}


def models(clauses: Iterable[Clause], slots: int) -> int:
    """The rows of the truth table that make all clauses true, as bits."""
    every = (1 << (1 << slots)) - 1
    columns, rows = _COLUMNS[slots], every
    for clause in clauses:
        some = 0
        for slot, sign in clause:
            some |= columns[slot] if sign else every ^ columns[slot]
        rows &= some
    return rows


def is_valid(argument: Argument) -> bool:
    """Whether the conclusion follows, by truth table."""
    known = [c for p in argument.premises for c in p.clauses]
    return not models([*known, *argument.conclusion.denied], argument.slots)


def _shape(statement: Statement) -> tuple[frozenset[Literal], ...]:
    return tuple(frozenset(g.literals) for g in statement.groups())


def is_plain(argument: Argument) -> bool:
    """Whether the premises can all be true and the conclusion is neither said by one nor true or false anyhow."""
    known = [c for p in argument.premises for c in p.clauses]
    ante = argument.conclusion.ante
    if not models([*known, *(ante.clauses() if ante else [])], argument.slots):
        return False
    denied = models(argument.conclusion.denied, argument.slots)
    says = {tuple(p.clauses) for p in argument.premises}
    repeated = any(_shape(p) == _shape(argument.conclusion) for p in argument.premises)
    whole = len(says) == len(argument.premises) and not repeated
    return whole and 0 < denied < (1 << (1 << argument.slots)) - 1 and all(p.clauses for p in argument.premises)


def propagate(clauses: Sequence[Clause]) -> tuple[list[tuple[Clause, Literal | None]], bool]:
    """Unit propagation: the clauses that were used, in order, with what each gives (None: a contradiction).

    The first clause, in the given order, of which all literals but one are false is used next.
    """
    known: set[Literal] = {c[0] for c in clauses if len(c) == 1}
    longer = [c for c in clauses if len(c) > 1]
    steps: list[tuple[Clause, Literal | None]] = []
    for slot, sign in known:
        if sign and (slot, False) in known:
            return [(((slot, True),), None)], True
    while True:
        for clause in longer:
            if any(x in known for x in clause):
                continue
            left = [(slot, sign) for slot, sign in clause if (slot, not sign) not in known]
            if not left:
                return [*steps, (clause, None)], True
            if len(left) == 1:
                steps.append((clause, left[0]))
                known.add(left[0])
                break
        else:
            return steps, False


def _g(text: str) -> Group:
    op = "or" if "|" in text else "and"
    parts = text.replace("|", "&").split("&")
    return Group(tuple(("FGHJ".index(p.strip("- ")), "-" not in p) for p in parts), op)


def _s(text: str) -> Statement:
    if ">" in text:
        ante, cons = text.split(">")
        return Statement("all", _g(cons), _g(ante))
    return Statement("some" if "some" in text else "one", _g(text.replace("some", "").strip()))


def _scheme(text: str) -> tuple[tuple[Statement, ...], Statement]:
    premises, conclusion = text.split("/")
    return tuple(_s(p) for p in premises.split(",")), _s(conclusion)


# Premises, then the conclusion; how often each is drawn.
_SCHEMES = [
    (weight, _scheme(text))
    for weight, text in (
        (3, "F, F>G / G"),
        (3, "F>G, -G / -F"),
        (3, "F>G, G>H / F>H"),
        (2, "F>G, H>-G / F>-H"),
        (2, "F>G, G>H, F / H"),
        (2, "F>G, G>H, -H / -F"),
        (2, "F>G, G>H, H>J / F>J"),
        (4, "F>G / -G>-F"),
        (3, "F>G, some H&-G / some H&-F"),
        (2, "F>G, some F&H / some G&H"),
        (1, "F>G, G>H, some F&J / some H&J"),
        (3, "F>G|H, F>-G / F>H"),
        (2, "F>G|H, F, -G / H"),
        (2, "F>G|H, -G, -H / -F"),
        (1, "F|G, -F / G"),
        (1, "F|G, F>H, G>H / H"),
        (3, "F>G|H, G>J, H>J / F>J"),
        (2, "F>G|H, G>J, F, -J / H"),
        (2, "F>G|H, H>J / F&-G>J"),
        (1, "F>G|H, G>J / F&-H>J"),
        (2, "F>H, G>H / F|G>H"),
        (2, "F>G, F>H / F>G&H"),
        (2, "F>G, F>H, G&H>J / F>J"),
        (2, "F&G>H, F, G / H"),
        (2, "F&G>H, F, -H / -G"),
        (2, "F&G>H, F>G / F>H"),
        (2, "F>G, F>H, F / G&H"),
        (1, "F>G&H, H>J / F>J"),
        (1, "F|G>H, some F&J / some H&J"),
        (1, "F>G|H, some F&-G / some F&H"),
    )
]
_WEIGHTS = [w for w, _ in _SCHEMES]


def _map(statement: Statement, change: dict[int, Group]) -> Statement:
    """Groups in the place of slots; a group of two only where the slot stands alone."""

    def group(old: Group) -> Group:
        if len(old.literals) == 1:
            slot, sign = old.literals[0]
            return change[slot] if sign else change[slot].negated()
        return Group(
            tuple((change[s].literals[0][0], change[s].literals[0][1] == sign) for s, sign in old.literals), old.op
        )

    return replace(statement, cons=group(statement.cons), ante=group(statement.ante) if statement.ante else None)


def _alone(statements: Sequence[Statement]) -> list[int]:
    """Slots that never share a group."""
    shared = {s for st in statements for g in st.groups() if len(g.literals) > 1 for s, _ in g.literals}
    return sorted({s for st in statements for g in st.groups() for s, _ in g.literals} - shared)


def _varied(rng: random.Random, statements: Sequence[Statement]) -> tuple[list[Statement], int]:
    """Some slots negated throughout, now and then one made of two predicates, some premises turned round."""
    used = sorted({s for st in statements for g in st.groups() for s, _ in g.literals})
    negations = rng.random()
    change = {s: Group(((s, negations < 0.45 or rng.random() < 0.65),)) for s in used}
    count, alone = len(used), _alone(statements)
    compounds = rng.choices((0, 1, 2), (0.68, 0.24, 0.08) if len(statements) < 4 else (0.87, 0.12, 0.01))[0]
    for slot in rng.sample(alone, min(compounds, len(alone), 5 - count)):
        change[slot] = Group((change[slot].literals[0], (count, rng.random() < 0.75)), rng.choice(("and", "or")))
        count += 1
    made = [_map(st, change) for st in statements]
    return [contraposed(st) if rng.random() < 0.2 else st for st in made], count


def contraposed(statement: Statement) -> Statement:
    """The contrapositive of an "all" statement."""
    if statement.ante is None:
        return statement
    return replace(statement, ante=statement.cons.negated(), cons=statement.ante.negated())


def _spoilt(rng: random.Random, statements: list[Statement]) -> list[Statement]:
    """One statement made into another: turned the other way, a sign changed, "and" for "or"."""
    i, draw = rng.randrange(len(statements)), rng.random()
    old = statements[i]
    if old.ante and draw < 0.4:
        new = replace(old, ante=old.cons, cons=old.ante)
    elif old.ante and draw < 0.55:
        new = replace(old, ante=old.ante.negated(), cons=old.cons.negated())
    elif draw < 0.65 and len(old.cons.literals) > 1:
        new = replace(old, cons=replace(old.cons, op="or" if old.cons.op == "and" else "and"))
    elif old.ante and (draw < 0.75 or old.ante is None):
        new = replace(old, ante=_flipped(rng, old.ante))
    else:
        new = replace(old, cons=_flipped(rng, old.cons))
    return [*statements[:i], new, *statements[i + 1 :]]


def _flipped(rng: random.Random, group: Group) -> Group:
    j = rng.randrange(len(group.literals))
    return replace(group, literals=tuple((s, sign != (i == j)) for i, (s, sign) in enumerate(group.literals)))


MOST_CLAUSES = 8
MOST_STEPS = 5


def draw_argument(rng: random.Random, valid: bool) -> Argument:
    """A fresh argument that is valid or not, and that unit propagation decides rightly."""
    while True:
        premises, conclusion = rng.choices(_SCHEMES, _WEIGHTS)[0][1]
        statements, count = _varied(rng, [*premises, conclusion])
        if not valid or rng.random() < 0.15:
            for _ in range(1 if rng.random() < 0.75 else 2):
                statements = _spoilt(rng, statements)
        *before, last = statements
        if rng.random() < 0.3:
            rng.shuffle(before)
        argument = Argument(tuple(before), last, count)
        if is_plain(argument) and is_valid(argument) == valid and _decided(argument, valid):
            return argument


def _decided(argument: Argument, valid: bool) -> bool:
    clauses = [c for p in argument.premises for c in p.clauses] + argument.conclusion.denied
    steps, clash = propagate(clauses)
    return clash == valid and len(clauses) <= MOST_CLAUSES and len(steps) <= MOST_STEPS
