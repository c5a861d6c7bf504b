"""Read this: say a given sentence."""

from __future__ import annotations

import random

from engine.training.tasks.fillers import fillers
from engine.training.tasks.item import Item, Split, forms, listed, pick, sentence_case, word_count
from engine.words import number_words, transcript

ASK = forms(
    """
    Please repeat after me. {s}
    Say this. {s}
    Read this aloud. {s}
    Repeat this sentence. {s}
    Can you say the following? {s}
    Repeat after me, {s}
    Please say, {s}
    Say, {s}
    Read this. {s}
    Read the following sentence. {s}
    Could you repeat this for me? {s}
    I want you to say this. {s}
    Please read this. {s}
    Please read this out loud. {s}
    Read this out loud for me. {s}
    Read aloud, {s}
    Read out the following. {s}
    Can you read this? {s}
    Could you read this to me? {s}
    Would you read this sentence? {s}
    Here is a sentence for you to read. {s}
    Please say the following sentence. {s}
    Say the following. {s}
    Say this sentence for me. {s}
    Can you say this? {s}
    Could you please say, {s}
    Now say, {s}
    Say it like this. {s}
    Let me hear you say, {s}
    I want to hear you say, {s}
    I would like you to say the following. {s}
    You should say, {s}
    Tell me this. {s}
    Just say, {s}
    Repeat this. {s}
    Repeat the following sentence. {s}
    Please repeat this. {s}
    Please repeat, {s}
    Repeat, {s}
    Can you repeat after me? {s}
    Could you repeat this sentence? {s}
    Now repeat after me. {s}
    Repeat what I say now. {s}
    Repeat my words. {s}
    Repeat this word for word. {s}
    Copy what I say. {s}
    Say exactly what I say. {s}
    Say the same as me. {s}
    Say this back to me. {s}
    """,
    """
    Say after me. {s}
    Speak these words. {s}
    """,
)
_SUBJECTS = listed(
    """the old man|my sister|a small dog|the teacher|our neighbor|the green boat|a young woman|the last train|
    his brother|the white horse|the doctor|a tall tree|the children|a quiet cat|the baker|the night guard|her mother|
    a friend of mine|the captain|the singer|two girls|the farmer|everyone here|the new student|nobody""",
    "|",
)
_ACTIONS = listed(
    """found a red bag|lost the heavy door key|carried two blue cups|painted the garden gate|sold a silver ring|
    opened the wooden box|liked the morning paper|watched the yellow car|followed the narrow road|
    remembered the long letter|bought three fresh eggs|hid an empty bottle|cleaned the broken clock|dropped a warm coat|
    moved the kitchen table|fixed a bowl of soup|wrote a short story|sang an old song|waited for the bus|
    walked to the market|asked a simple question|climbed the stone wall|slept under the stars|baked a loaf of bread|
    laughed about the joke|looked for the lost ball""",
    "|",
)
_TAILS = listed(
    """near the river|before lunch|in the rain|last winter|behind the school|with great care|on the way home|after dark|
    every monday|by the window|in the city|without a word|at the station|in the early morning|during the storm|
    for the first time|at the end of the street|this afternoon""",
    "|",
)
_WHOLE = listed(
    """good morning, how are you today|the weather is nice outside|please close the door behind you|thank you very much|
    we will meet again next week|time flies when you are busy|what a beautiful day it is|the keys are on the table|
    i would like a cup of tea|dinner is ready in the kitchen|never give up on your dreams|the early bird gets the worm|
    practice makes perfect|this is only a test|see you later|my favorite color is blue|the meeting starts at noon|
    honesty is the best policy|an apple a day keeps the doctor away|better late than never|take your time""",
    "|",
)
_COUNTED = listed("birds|stones|letters|windows|boats|miles|people|stars|roses|clouds|steps|doors", "|")


def _made_up(rng: random.Random, split: Split) -> str:
    """A sentence of 4 to 12 plain words from parts; some with a number."""
    subject, tail = pick(rng, split, _SUBJECTS, 3), pick(rng, split, _TAILS, 3)
    if rng.random() < 0.25:
        words = f"{subject} saw {number_words(rng.randint(2, 99))} {rng.choice(_COUNTED)}"
    else:
        words = f"{subject} {pick(rng, split, _ACTIONS, 3)}"
    if split == "held_out" or rng.random() < 0.65:
        return f"{tail}, {words}" if rng.random() < 0.2 else f"{words} {tail}"
    return words


def generate(rng: random.Random, split: Split = "train") -> Item:
    """A fresh item; the answer is the words to say."""
    said = rng.choice(_WHOLE) if split == "train" and rng.random() < 0.15 else _made_up(rng, split)
    said = said.replace("i would", "I would")
    words, sentence = transcript(said), sentence_case(said) + "."
    spoken = ASK.draw(rng, split).format(s=sentence)
    total = word_count(spoken)
    heard = (total - word_count(sentence), total)
    return Item("read", spoken, f"repeat. answer: {words}", (sentence,), words, fillers("read", rng), heard)
