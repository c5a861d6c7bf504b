"""What people say around a question of any kind: a greeting, "I have a question", "um", "please", "thank you"."""

from __future__ import annotations

import random
from dataclasses import replace

from engine.training.tasks.item import Item, listed, sentence_case, word_count

FRAMED = 0.12
"""Share of the training questions that have something before, behind, or both."""
_BEFORE = listed(
    """
    Hello.|Hi.|Hi there.|Hello there.|Hey.|Hey there.|Good morning.|Good evening.|Okay.|All right.|Well.|Now.|So.
    |Um.|Uh.|Hmm.|Okay then.|Let me think.|Listen.|Listen to this.|One moment.|Excuse me.|Sorry to bother you.
    |I have a question.|I have a question for you.|Here is a question.|Here is one for you.|Here is another one.
    |Another question.|One more question.|Next question.|Quick question.|A quick one.|I need your help.|Can you help me?
    |Could you help me with something?|Help me out here.|Maybe you can help me.|I wonder about something.
    |Let me ask you something.|May I ask you something?|Can I ask you something?|Tell me something.|Try this one.
    |What do you make of this?|See if you can do this one.|Let us try something else.|Let us do another one.
    |I am curious about something.|This one is for my homework.|My teacher gave us this one.|My son asked me this.
    |A friend of mine asked me this.|We were wondering about this at dinner.|I could not work this out myself.
    |Please think about this.|Think about it carefully.|Take your time.|Are you ready?|Ready?|Okay, here we go.
    |Okay, next one.|Thanks for that.|Good, now this one.|Great, now another.|And now something different.
    """,
    "|",
)
_BEHIND = listed(
    """
    Please.|Thank you.|Thanks.|Thanks a lot.|Please tell me.|Can you tell me?|What do you think?|What is your answer?
    |Take your time.|Think about it.|Do you know?|I really want to know.|I am not sure myself.|Let me know.
    |Over to you.|That is my question.|I hope that was clear.
    """,
    "|",
)
_BARE = ("talk", "read", "follow_up")
"""Families in which every word counts."""


def around(item: Item, before: str, spoken: str, behind: str) -> Item:
    """The same question, put as `spoken` (as many words as before) between two texts, its chain aligned to its words.

    What needs the whole question needs all that is said.
    """
    more, whole = word_count(before), word_count(item.spoken)
    said = " ".join(part for part in (before, spoken, behind) if part)
    heard = tuple(word_count(said) if needed >= whole else needed + more for needed in item.heard)
    return replace(item, spoken=said, heard=heard)


def framed(item: Item, rng: random.Random) -> Item:
    """The same question with something said around it."""
    if item.family in _BARE:
        return item
    place = rng.random()
    before = rng.choice(_BEFORE) if place < 0.8 else ""
    behind = rng.choice(_BEHIND) if place > 0.65 else ""
    return around(item, before, sentence_case(item.spoken), behind)
