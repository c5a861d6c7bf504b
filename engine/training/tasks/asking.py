"""Ways to ask that every everyday question shares: what stands before, around and after its own wording."""

from __future__ import annotations

import random

from engine.training.tasks.framing import around
from engine.training.tasks.item import Item, listed
from engine.training.tasks.pattern import Patterns, patterns

_MACROS = {
    # before a clause in plain word order, with a question mark
    "<ask>": "[Can you tell me|Could you tell me|Do you know|Do you happen to know|Any idea|Would you know|"
    "Can you work out|Could you work out|Can you figure out|Can you say|Could you check|Would you mind telling me|"
    "Have you got any idea|Could you please tell me|Can you help me work out|Can you quickly tell me]",
    # the same with a full stop
    "<tell>": "[Tell me|Please tell me|I want to know|I'd like to know|I need to know|I was wondering|I wonder|"
    "I'm trying to work out|I'm trying to figure out|I have to work out|Help me work out|Let me know|Just tell me|"
    "I'd love to know|I've been wondering|My friend is asking|Please work out|We want to know|Quickly tell me]",
    # before a thing's name, with a full stop
    "<noun>": "[Tell me|Please tell me|I want to know|I need to know|I'd like to know|Let me know|Just tell me|I need]",
    # before a verb, with a question mark
    "<can>": "[Can you|Could you|Would you|Can you please|Could you please|Could you quickly|Will you|"
    "Would you be so kind as to|Can I get you to|Could I ask you to|Are you able to|Would you please]",
    # the same with a full stop
    "<do>": "[Please|Okay,|Hey,|I need you to|I'd like you to|Go ahead and|I want you to|Now please|Quickly,|"
    "Help me|Kindly|Just|Do me a favor and]",
}
_FIRST = listed(
    """
    Quick question.
    Hey.
    Okay.
    Hi there.
    Excuse me.
    I have a question.
    Here is a question.
    I need a hand.
    Can you help me?
    Help me out here.
    Just a quick question.
    Something easy.
    Hello.
    All right.
    I'm in a hurry.
    Let's see.
    My kids want to know this.
    This is for homework.
    Another question.
    Think about this.
    """,
    "\n",
)
_LEADS = listed(
    "Okay|So|Well|Hey|Now|Um|Please|Quick one|Right|Say|Sorry|Just checking|Remind me|Tell me this|For my homework",
    "|",
)
_LAST = listed("Thanks.|Thank you.|Please.|I forgot.|I'm not sure.|I always mix that up.|I'm in a hurry.", "|")
_LOWERED = frozenset("What What's Which How If In".split())
"""First words that are no name, so that a lead may come before them."""


def wordings(train: str, held_out: str) -> Patterns:
    """Patterns of which the training ones may hold "<ask>", "<tell>" and so on."""
    for name, ways in _MACROS.items():
        train = train.replace(name, ways)
    return patterns(train, held_out)


def framed(item: Item, rng: random.Random) -> Item:
    """The same question with a few words before or after it."""
    draw, spoken = rng.random(), item.spoken
    if draw < 0.35:
        return around(item, rng.choice(_FIRST), spoken, "")
    if draw < 0.75 and spoken.split(maxsplit=1)[0] in _LOWERED:
        return around(item, f"{rng.choice(_LEADS)},", spoken[0].lower() + spoken[1:], "")
    return around(item, "", spoken, rng.choice(_LAST))
