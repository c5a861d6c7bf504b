# ruff: noqa: E501  (one wording a line)
"""Word problems of training put together from pieces: how it starts, what happens, and what is asked."""

from __future__ import annotations

import random
from dataclasses import dataclass

from engine.training.tasks.item import listed
from engine.training.tasks.pattern import Part, Pattern, parse
from engine.training.tasks.problem_asks import with_asks

Step = tuple[str, str, str]
Piece = dict[str, Pattern]
"""One wording, for each letter that its number may have."""
DISTRACTED = 0.12
"""Share of stories with a number that does not matter."""
_LETTERS = "abcd"


@dataclass(frozen=True)
class Setting:
    """A kind of story: starts (some with a product), events that add and take away, ends with their operation."""

    starts: tuple[tuple[Pattern, str], ...]
    events: tuple[tuple[Piece, str], ...]
    ends: tuple[tuple[Piece, str], ...]


def _piece(text: str) -> Piece:
    return {letter: parse(with_asks(text).replace("{x}", "{" + letter + "}")) for letter in _LETTERS}


def _signed(text: str) -> tuple[tuple[Piece, str], ...]:
    """Lines of "sign wording"; the signs are those of steps, "." is none."""
    return tuple((_piece(line[2:]), line[0]) for line in listed(text, "\n"))


def _setting(starts: str, events: str, ends: str) -> Setting:
    begun = tuple((pieces["a"], sign) for pieces, sign in _signed(starts))
    return Setting(begun, _signed(events), _signed(ends))


SETTINGS = (
    _setting(
        """
        . {n} [had|started with|owned] {a} {o}.
        . {n} [had|kept|counted] {a} {o} [in a {box}|at home|on a shelf].
        . {n} went to the {place} with {a} {o}.
        . [In the morning|On {day}|Last week|At first], {n} had {a} {o}.
        . {n} [began|started] the [day|week|game] with {a} {o}.
        x {n} had {a} {boxes} with {b} {o} [each|in each].
        x {n} [bought|was given|got] {a} {boxes} of {b} {o}.
        """,
        """
        + [Then|Later|After that|On {day}|The next day], {he} [bought|found|got|picked up] {x} [more|others].
        + {m} [gave|sent|brought] {him} {x} more.
        + {he} [won|earned|was given] {x} [more |]in a game.
        + {his} [sister|brother|aunt|uncle|teacher] [gave|handed] {him} {x} [as a gift|for {his} birthday].
        + In the afternoon, {he} [made|found|bought] another {x}.
        + {x} more [came|arrived] in the mail.
        - [Then|Later|After that|On {day}|The next day], {he} [lost|sold|gave away|broke|used] {x} [of them|].
        - {he} [gave|handed|lent|sent|sold] {x} [of them |]to {m}.
        - {x} [of them |]were [stolen|broken|lost|thrown away|ruined].
        - {his} [dog|cat|baby sister|little brother] [broke|hid|ruined] {x} [of them|].
        - {he} [took|brought] {x} [of them |]to the {placeb} and left them there.
        - {he} [traded|swapped] {x} [of them |]for a {t}.
        """,
        """
        - @left
        . @now
        / {he} shared [what was left|the rest|them all] equally among {x} {k}. @each
        / {he} [packed|put] [all of them|what {he} had then|the rest] into {boxes} of {x}. @boxes
        x {he} sold [the rest|what {he} had then|what {he} had by then] for {x} {cash} each. @earned
        """,
    ),
    _setting(
        """
        . {n} had {a} {cash}.
        . {n} had saved {a} {cash}.
        . {n} [took|brought] {a} {cash} to the {place}.
        . There were {a} {cash} in {n}'s [wallet|bank|purse|pocket].
        x {n} [earned|saved|put aside] {a} {cash} a {per} for {b} {pers}.
        x {n} sold {a} {ts} for {b} {cash} each.
        """,
        """
        + {m} [gave|paid|lent] {him} {x} {cash}.
        + [Then|Later|After that], {he} [earned|won|got|was paid] {x} {cash} [more|].
        + {he} [found|picked up] {x} {cash} [on the street|in a coat|under a seat].
        + For [helping {m}|washing a car|walking a dog], {he} got {x} {cash}.
        - {he} [bought|paid for|got] a {t} [for|that cost] {x} {cash}.
        - {he} spent {x} {cash} [on {food}|at the {placeb}|on the bus|on a gift].
        - [Then|Later], {he} [lost|gave away|spent] {x} {cash}.
        - {he} [gave|lent|paid|owed and paid] {m} {x} {cash}.
        """,
        """
        - @leftcash
        . @cash
        / {he} wants to buy [pens|cards|tickets|plums] for {x} {cash} each. How many [can {he} buy|can {he} get]?
        / {he} [splits|shares] [it|the money|the rest] equally among {x} {k}. How much does each [get|one get]?
        """,
    ),
    _setting(
        """
        . [There were|In the morning there were|At first there were] {a} {k} [at|in] the {place}.
        . {a} {k} [came|went] to the {place}.
        . {a} {k} were waiting at the {place}.
        x {a} [bus|van|boat] drivers each brought {b} {k} to the {place}.
        x At the {place} there were {a} groups of {b} {k}.
        """,
        """
        + [Then|Later|At noon|After an hour|Soon], {x} [more|others] [came|arrived|joined them|came in].
        + {x} more [came|arrived|walked in] [with {m}|after lunch|later].
        + A [bus|van|train] brought {x} [more|others].
        - [Then|Later|At noon|After an hour|Soon], {x} [left|went home|went away|had to go].
        - {x} [of them |][left|went home|walked out] [with {m}|after lunch|because of the rain].
        - {x} [got tired and left|took a {v} home|were called away].
        """,
        """
        . @people
        - @peopleleft
        / They [formed|made|split into] [teams|groups|lines] of {x}. How many [are there|is that|were there]?
        / They were put in {x} equal [teams|groups|lines]. How many are in each?
        x Each [paid|gave] {x} {cash}. How much [is that|did they pay] [in all|altogether|]?
        """,
    ),
    _setting(
        """
        . A [shop|store|farmer|baker|market|florist] had {a} {o} [for sale|in the morning|on {day}|].
        . [The school|The library|A museum|A factory|The club] had {a} {o}.
        x A [shop|store|market|truck] had {a} {boxes} with {b} {o} in each.
        x A [machine|factory|worker] made {a} {o} an hour for {b} hours.
        """,
        """
        + [Then|The next day|On {day}|Later], {x} [more |new ones ][were bought|came in|were made|were delivered].
        + A truck brought {x} [more|new ones].
        + {n} [donated|brought back|added] {x} [more|].
        - [Then|The next day|On {day}|Later], {x} [were sold|were given away|were thrown out|were sent back].
        - {n} bought {x} [of them|].
        - {x} [turned out to be|were] [broken|bad|too old], so they were thrown away.
        - {x} were sold [in the morning|before noon|online|to {m}].
        """,
        """
        . [How many {o} are left?|How many {o} are there now?|How many is that now?|What number of {o} is that?|Find how many {o} are there now.]
        / The rest [was|were] [packed|put] into {boxes} of {x}. How many {boxes} [are there|is that]?
        / The rest were shared equally by {x} shops. How many does each get?
        x The rest were sold for {x} {cash} each. How much [money was that|money did they bring in|was that]?
        """,
    ),
    _setting(
        """
        . A [tank|barrel|pool|pond] [held|contained] {a} {liq} of water.
        . There were {a} {liq} of [milk|juice|oil] in a [tank|barrel].
        x {n} poured {a} buckets of {b} {liq} [of water |]into an empty tank.
        """,
        """
        + [Then|Later|In the evening|After that], {n} [poured in|added] {x} {liq}.
        + It rained, and {x} {liq} more [ran|got] in.
        - [Then|Later|In the evening|After that], {x} {liq} [leaked out|ran out|were used|dried up].
        - {n} took [out |]{x} {liq} for [the flowers|the horses|washing|cooking].
        """,
        """
        . [How many {liq} are in it now?|How many {liq} are left?|How much is in it now?|Find how many {liq} are left.]
        / The rest is [poured|filled] into {x} [jugs|cans|pots], equally much in each. How many {liq} are in one?
        """,
    ),
    _setting(
        """
        . {n} had {a} points [in a game|].
        . After the first round, {n} had {a} points.
        x {n} [won|got|scored] {a} points in each of {b} games.
        """,
        """
        + [Then|Next|In the next round|After that], {he} [won|got|scored|gained] {x} [points|more].
        + For a [good answer|hard question|long shot], {he} got {x} [points|more].
        - [Then|Next|In the next round|After that], {he} lost {x} [points|].
        - A [mistake|foul|wrong answer] cost {him} {x} points.
        """,
        """
        . @score
        . How many points does {n} have now?
        x In the last round {his} points are [multiplied|counted] {x} times. How many is that?
        """,
    ),
)
DISTRACTORS = tuple(
    _piece(line)
    for line in listed(
        """
        {m} is {x} years old.
        {m} had {x} {p}.
        [That|All this] took {x} minutes.
        It was {x} degrees [outside|that day].
        The [trip|way] [there |]was {x} {unit} long.
        {m} lives {x} {unit} [away|from there].
        """,
        "\n",
    )
)


def _joined(patterns: list[Pattern]) -> Pattern:
    parts: list[Part] = list(patterns[0].parts)
    for pattern in patterns[1:]:
        parts += [" ", *pattern.parts]
    return Pattern(tuple(parts))


def _happens(rng: random.Random, setting: Setting, letters: list[str], told: list[Pattern]) -> list[Step]:
    """One or two different events, each with the next letter."""
    steps = []
    for piece, sign in rng.sample(setting.events, rng.choice((1, 1, 2)) if len(letters) > 1 else 1):
        letter = letters.pop(0)
        told.append(piece[letter])
        steps.append(("r", sign, letter))
    return steps


def _fitting(setting: Setting, steps: list[Step], more: bool) -> list[tuple[Piece, str]]:
    """Ends that make sense: "-" asks what is left, so something must have gone; others need one more step."""
    lost = any(sign == "-" for _, sign, _ in steps)
    return [end for end in setting.ends if end[1] == "." or (lost if end[1] == "-" else more)]


def compose(rng: random.Random) -> tuple[Pattern, tuple[Step, ...]]:
    """A story of two or three steps, or of one, and how it is worked out."""
    setting = rng.choice(SETTINGS)
    start, product = rng.choice(setting.starts)
    told, letters = [start], list(_LETTERS[1:] if product == "." else _LETTERS[2:])
    steps = [("a", "x", "b")] if product == "x" else []
    steps += _happens(rng, setting, letters, told)
    if letters and rng.random() < DISTRACTED:
        told.append(rng.choice(DISTRACTORS)[letters.pop()])
    piece, sign = rng.choice(_fitting(setting, steps, bool(letters) and len(steps) < 3))
    if sign in "x/":
        steps.append(("r", sign, letters[0]))
    told.append(piece[letters[0] if letters else "d"])
    if product == ".":
        steps[0] = ("a", *steps[0][1:])
    return _joined(told), tuple(steps)
