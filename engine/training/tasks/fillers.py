"""The closed list of filler clauses: what the assistant says while it still thinks.

Their speech is made once at the start of a run. They hold no number and no yes or no, so that an answer can be read off
a reply whatever was said before it, and they are true in any order.
"""

from __future__ import annotations

import random

from engine.training.tasks.item import listed

_GENERIC = listed(
    """
    Okay, let me think about that.
    Let me think this through.
    I am still working on it.
    So far so good.
    Let me just check the last part.
    Bear with me, I am going through it step by step.
    Just a moment more.
    I am getting there.
    Let me make sure that I get this right.
    Nearly there.
    """,
    "\n",
)
_FAMILIES = {
    "navigate": listed(
        """
        Let me follow those steps and see where they lead.
        Okay, I am walking through the steps in my head.
        Let me keep track of where you are.
        I am following each move in turn.
        Let me trace that path.
        Let me see where you end up.
        """,
        "\n",
    ),
    "counting": listed(
        """
        Let me go through the things you named.
        Okay, I am counting them up.
        Let me see which of them count.
        I am adding them up as I go.
        Let me count those for you.
        I am going down your list.
        """,
        "\n",
    ),
    "lies": listed(
        """
        Let me see who is telling the truth here.
        Okay, I am following who says what about whom.
        Let me go from person to person.
        I am checking each claim in turn.
        Let me follow that chain of claims.
        Let me work out who is lying.
        """,
        "\n",
    ),
    "arithmetic": listed(
        """
        Let me work that out, digit by digit.
        Okay, I am doing the sum in my head.
        Let me do that column by column.
        I am working from right to left.
        Let me calculate that.
        Let me work out the figures.
        """,
        "\n",
    ),
    "problems": listed(
        """
        Let me put the numbers together.
        Okay, I am working through the story.
        Let me see what has to be worked out.
        I am taking it step by step.
        Let me calculate that.
        Let me think about what happens here.
        """,
        "\n",
    ),
    "fallacies": listed(
        """
        Let me look at the premises.
        Okay, I am putting the premises together.
        Let me see whether the conclusion follows.
        I am checking how these claims fit together.
        Let me suppose that the conclusion is false.
        Let me test that argument.
        """,
        "\n",
    ),
    "everyday": listed(
        """
        Let me work that out for you.
        Okay, I am thinking about that.
        Let me see.
        Let me go through it.
        Just let me check that.
        I am working that out.
        """,
        "\n",
    ),
    "follow_up": listed(
        """
        Let me go back to that.
        Okay, from where we were.
        Let me look at what we had.
        I am going on from there.
        Let me think of what came before.
        """,
        "\n",
    ),
    "talk": listed("Well.\nLet me tell you.\nGlad you ask.\nOh.\nSure.", "\n"),
    "outside": listed("Well.\nLet me see.\nOh.\nLet me think about that request.\nHmm.", "\n"),
    "read": listed("Sure.\nOf course.\nHere it comes.\nHappy to.\nOkay.", "\n"),
}
_AT_ONCE = 8


def fillers(family: str, rng: random.Random) -> tuple[str, ...]:
    """Up to eight filler clauses in random order: those of the family first."""
    own = _FAMILIES.get(family, ())
    chosen = rng.sample(own, min(4, len(own)))
    return (*chosen, *rng.sample(_GENERIC, _AT_ONCE - len(chosen)))


def all_fillers() -> list[str]:
    """Every filler clause once."""
    return list(dict.fromkeys([*(clause for own in _FAMILIES.values() for clause in own), *_GENERIC]))
