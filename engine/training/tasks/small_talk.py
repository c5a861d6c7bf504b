"""Small talk: questions about the assistant itself, greetings and thanks. Each topic has one reply, known by heart."""

from __future__ import annotations

import random
import re

from engine.training.tasks.fillers import fillers
from engine.training.tasks.item import Item, Split, sentence_case, word_count
from engine.training.tasks.pattern import Patterns, patterns
from engine.training.tasks.talk_words import WORDINGS
from engine.words import transcript

# Topic, reply, wordings held out (patterns, separated by "/"); topics without them are for training only.
_TOPICS: tuple[tuple[str, str, str], ...] = (
    (
        "name",
        "I am Mindpace, your voice assistant.",
        (
            "May I ask your name?/Who is this?/"
            "Would you tell me your name?/What shall I call you?/Whom do I have the pleasure with?"
        ),
    ),
    (
        "skills",
        "I can follow steps, count, calculate, and judge arguments.",
        (
            "What are your abilities?/In what ways can you help me?/"
            "What are you made for?/What may I use you for?/Name your talents."
        ),
    ),
    (
        "how",
        "I think and speak at the same time, on your own computer.",
        (
            "In which way do you function?/What is going on inside you?/"
            "What is your secret?/Describe how you reach an answer."
        ),
    ),
    (
        "listening",
        "Yes, I am listening.",
        "Do you understand me?/Is this thing working?/Do my words reach you?/Are you with me?",
    ),
    (
        "thanks",
        "You are welcome.",
        "I appreciate your help./Much appreciated./I am grateful to you./You have been very helpful.",
    ),
    (
        "hello",
        "Hello, ask me something.",
        "Good day to you./Howdy./Nice to meet you./Good to see you.",
    ),
    (
        "goodbye",
        "Goodbye, talk to you soon.",
        "Farewell./So long, see you around./Until next time./I am leaving now.",
    ),
    (
        "feeling",
        "I am fine, thank you.",
        "How is life?/Are you doing fine?/Are you in a good mood?/How was your day?",
    ),
    (
        "human",
        "I am a computer program.",
        (
            "Is there a human being behind this?/Could you be a machine?/"
            "Are you made of flesh and blood?/Are you some kind of program?"
        ),
    ),
    (
        "private",
        "Everything stays on your computer.",
        (
            "What happens to my recordings?/Is anyone else listening to us?/"
            "Do my words leave this room?/Is what I say kept secret?"
        ),
    ),
    (
        "maker",
        "I was made by the Mindpace project.",
        "Whose work are you?/Who developed you?/Who is behind you?/Which people put you together?",
    ),
    (
        "limits",
        "I am small, so a larger model knows more.",
        "Where do your abilities end?/Are there things that you cannot do?/What is too hard for you?/Can you be wrong?",
    ),
    (
        "praise",
        "Thank you, that is kind.",
        "Excellent work./You are a genius./That answer was spot on./I am impressed.",
    ),
    (
        "sorry",
        "I am sorry, please ask me again.",
        "Your answer is mistaken./You got that wrong./This cannot be true./That answer is false.",
    ),
    ("offline", "I work without the internet.", ""),
    ("voice", "I can't change how I speak.", ""),
    ("age", "I am still quite new.", ""),
    ("home", "I live on your computer.", ""),
    ("language", "I only speak English.", ""),
    ("memory", "I only remember our last turns.", ""),
    ("learn", "I do not learn while we talk.", ""),
    ("others", "No, I am Mindpace.", ""),
    ("screen", "My thoughts are on the screen.", ""),
    ("start", "Just ask me a question.", ""),
    ("example", "Ask me what seven times eight is.", ""),
    ("sure", "Better check it, I am only small.", ""),
    ("stop", "Okay, I am quiet.", ""),
    ("wait", "Take your time.", ""),
    ("nothing", "No problem.", ""),
    ("more", "Ask me another one.", ""),
)


def _wordings(train: str, held_out: str) -> Patterns:
    return patterns(train.replace("\n", " ").replace("/", "\n"), held_out.replace("/", "\n"))


_MADE = tuple((topic, reply, transcript(reply), _wordings(WORDINGS[topic], b)) for topic, reply, b in _TOPICS)
_DRAWN = {"train": _MADE, "held_out": tuple(made for made in _MADE if made[3].held_out)}
_LEADS = (
    "",
    "",
    "",
    "",
    "",
    "Hey, ",
    "So, ",
    "Okay, ",
    "Well, ",
    "By the way, ",
    "Now, ",
    "Mindpace, ",
    "Oh, ",
    "Right, ",
)
_TAILS = ("", "", "", ", Mindpace", " again", ", my friend", ", computer", ", assistant", " then", ", dear computer")
_GREETINGS = ("hello", "goodbye", "thanks")
_ASKING = (
    *_LEADS,
    *("Tell me, ", "So tell me, ", "Say, ", "Um, ", "Excuse me, ", "Listen, ", "Just out of curiosity, ", "And "),
    *("Hi, ", "Hello, ", "Hey there, ", "Okay so, ", "Please tell me, ", "One question, ", "Sorry, ", "Hmm, "),
    *("I was wondering, ", "Let me ask you, ", "Hey Mindpace, ", "Actually, ", "Quick question, ", "But ") + ("",) * 12,
)
"""What stands before a training question about the assistant."""
_AFTER = ("",) * 24 + (", Mindpace", ", please", ", then", ", my friend", " by the way", " anyway", ", computer")
_NAMED = re.compile(r"Mindpace|Google|Siri|Alexa|Cortana|English|I\b")


def _behind(spoken: str, tail: str) -> str:
    """A wording with something before its last mark."""
    return spoken if "Mindpace" in spoken and "Mindpace" in tail else f"{spoken[:-1]}{tail}{spoken[-1]}"


def _worded(rng: random.Random, split: Split, topic: str, wordings: Patterns) -> str:
    """A wording with something before or behind it."""
    spoken = wordings.text(rng, split)
    if topic in _GREETINGS:
        return _behind(spoken, rng.choice(_TAILS))
    asked = split == "train" and spoken[-1] == "?"
    lead = (
        "" if spoken.startswith(("Hey", "Hello", "Hi", "Testing", "And ")) else rng.choice(_ASKING if asked else _LEADS)
    )
    if asked and "," not in spoken and spoken.count(" ") < 8:
        spoken = _behind(spoken, rng.choice(_AFTER))
    return lead + (spoken if not lead or _NAMED.match(spoken) else spoken[0].lower() + spoken[1:])


def generate(rng: random.Random, split: Split = "train") -> Item:
    """A fresh bit of small talk; the answer is what the assistant says."""
    topic, reply, words, wordings = rng.choice(_DRAWN[split])
    spoken = sentence_case(_worded(rng, split, topic, wordings))
    total = word_count(spoken)
    thoughts = f"talk {topic}. answer: {words}"
    return Item("talk", spoken, thoughts, (reply,), words, fillers("talk", rng), (total, total))
