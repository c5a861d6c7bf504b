"""How arguments are framed: topics with their openings, words that join premises, conclusions, questions, replies."""

from __future__ import annotations

from engine.training.tasks.item import forms, listed
from engine.training.tasks.predicates import Domain

QUESTION = "Is the argument, given the explicitly stated premises, deductively valid or invalid?"
CLOSINGS = forms(
    """
    Is the argument, given the explicitly stated premises, deductively valid or invalid?
    Is the argument valid or invalid?
    Is this argument deductively valid or invalid?
    Is that a valid argument?
    Does the conclusion follow, so is this valid or invalid?
    Is this valid?
    Is the argument valid?
    Valid or invalid?
    Is this reasoning valid or invalid?
    Given these premises, is the argument valid or invalid?
    Is the argument deductively valid, given the premises?
    Would you say that this argument is valid or invalid?
    Tell me if this argument is valid or invalid.
    """,
    """
    Do you consider this argument valid or invalid?
    Is this inference deductively valid?
    """,
)
CONCLUDING = forms(
    """
    It follows that {c}.
    Therefore, {c}.
    Hence, {c}.
    So, {c}.
    Thus, {c}.
    So, necessarily, {c}.
    We may conclude that {c}.
    We may conclude, {c}.
    All this entails that {c}.
    In consequence, {c}.
    Consequently, {c}.
    From this follows, {c}.
    From this it follows that {c}.
    This entails that {c}.
    Plainly, {c}.
    It is therefore the case that {c}.
    We can infer that {c}.
    It must be true that {c}.
    That is why {c}.
    In conclusion, {c}.
    As a result, {c}.
    From all this follows, necessarily, {c}.
    Now we know that {c}.
    So it must be that {c}.
    Therefore it is certain that {c}.
    """,
    """
    Accordingly, {c}.
    This shows that {c}.
    It can be deduced that {c}.
    """,
)
STARTS = listed(
    """
    The following argument pertains to this question.
    The following argument pertains to this question,
    The following argument seeks to clarify some such relations,
    The following argument seeks to clarify some such relations.
    The following argument tries to settle this.
    Here is an argument about this.
    Consider the following argument.
    This is one such argument.
    Here comes an argument,
    The argument below is about this.
    """,
    "\n",
)


BARE_STARTS = listed(
    """
    Here comes a perfectly valid argument,
    Here is an argument,
    Here is a perfectly valid argument,
    Here comes an argument that is not valid,
    Look at this argument.
    Consider this.
    I have an argument for you.
    Somebody argues as follows.
    Listen to this argument.
    """,
    "\n",
)


def _links(text: str) -> tuple[tuple[str, ...], ...]:
    """Words that lead in the premises in turn, each with a space behind it; "-" is none."""
    return tuple(tuple("" if w == "-" else f"{w} " for w in listed(line, "|")) for line in listed(text, "\n"))


LINKS = {
    "train": _links(
        """
        First of all,|Next,|Third,|Fourth,|Fifth,
        First premise,|Second premise,|Third premise,|Fourth premise,
        To begin with,|Moreover,|Plus,|Finally,
        To start with,|Now,|Next,|Besides,
        First,|Second,|Third,|Fourth,
        Firstly,|Secondly,|Thirdly,|Finally,
        -
        -
        We know that|We also know that|Also,|And
        Suppose that|Suppose also that|And|And
        To begin with,|Furthermore,|In addition,|Also,
        Assume that|Also,|Besides,|And
        Premise one,|Premise two,|Premise three,|Premise four,
        It is known that|Moreover,|On top of this,|And
        """
    ),
    "held_out": _links("For one thing,|For another,|What is more,|Last but not least,\n-"),
}
REPLIES = {
    "valid": ("The argument is valid.", "That argument is valid.", "It is valid.", "Valid. The conclusion follows."),
    "invalid": (
        "The argument is invalid.",
        "That argument is invalid.",
        "It is invalid.",
        "Invalid. The conclusion does not follow.",
    ),
}
_PEOPLE = ("relation", "member", "quality", "hobby")
DOMAINS = (
    Domain(
        (
            "It is not always easy to see who is related to whom, and in which ways.",
            "Is it easy to tell who is whose relative? Family matters can be hard to follow.",
            "Families and friends form a web in which it is easy to get lost.",
        ),
        ("relation",),
    ),
    Domain(
        (
            (
                "Some football fans admire various clubs, others love only a single team. "
                "But who is a fan of whom precisely?"
            ),
            "In European football, it is sometimes not that easy to grasp who admires whom.",
            "It is not always clear who supports which team.",
            "Sports fans can be hard to understand.",
        ),
        ("fan",),
        nouns=("person", "person", "sports fan", "football fan"),
    ),
    Domain(
        (
            (
                "Consumer research aims at understanding whether users of some products also tend to consume "
                "other ones, or not."
            ),
            "It is not always easy to grasp who is consuming which products.",
            "Who buys what? Shops would love to know.",
        ),
        ("consumer",),
        nouns=("person", "person", "consumer", "customer"),
    ),
    Domain(
        (
            "Is this substance contained in that one? Chemistry can be confusing.",
            "It is not always easy to see which ingredients are part of which products.",
            "To know what is in a cosmetic, one has to reason carefully.",
        ),
        ("ingredient", "reacts"),
        person=False,
        nouns=("substance", "chemical", "compound", "thing"),
    ),
    Domain(
        (
            "It is difficult to keep track of all the allergies of people.",
            "Doctors want to know who is allergic to what.",
            "Some people are sensitive to many substances.",
        ),
        ("allergic", "consumer"),
        nouns=("person", "person", "patient"),
    ),
    Domain(
        (
            "Every person travels in another way. Who has been where?",
            "It is sometimes difficult to figure out who has already been to which place.",
            "Tourism offices wonder about where people go.",
        ),
        ("visitor", "member"),
        nouns=("person", "person", "traveler", "tourist"),
    ),
    Domain(
        (
            "People spend their free time in different ways.",
            "Hobbies tell us a lot about people.",
            "It is not always easy to see who has which hobby.",
        ),
        ("hobby", "member", "quality"),
    ),
    Domain(
        (
            "Whoever reads a lot knows many books. But who has read which book?",
            "A library keeps records about its readers.",
            "Is every reader of one book also a reader of another one?",
        ),
        ("reader",),
        nouns=("person", "reader", "person"),
    ),
    Domain(
        (
            "Tastes differ, and it is not always easy to see who eats what.",
            "A cook wants to know what the guests like.",
            "Nutrition is a complicated matter.",
        ),
        ("eater", "allergic", "quality"),
        nouns=("person", "person", "guest"),
    ),
    Domain(
        (
            "It is not always easy to see how professions and habits go together.",
            "The people in our town are a colorful mix.",
            "Sociologists ask what people have in common.",
        ),
        ("member", "quality", "hobby", "relation"),
        nouns=("person", "person", "citizen", "villager"),
    ),
    Domain(
        (
            "Is every big animal dangerous? Biology is full of such questions.",
            "It is not always easy to see how kinds of things relate to one another.",
            "A museum sorts its collection.",
            "Dinosaurs and other animals can be sorted in many ways.",
        ),
        ("animal",),
        person=False,
        nouns=("thing", "object", "animal", "creature"),
    ),
    Domain(
        (
            "It is not always easy to see what is true of whom.",
            "Here is something to think about.",
            "Logic can be tricky.",
            "People like to argue.",
        ),
        ("relation", "fan", "consumer", "visitor", "hobby", "reader", "eater", "member", "quality", "allergic"),
    ),
)
DOMAIN_SHARES = (2.5, 2.5, 2.5, 2.0, *[1.0] * (len(DOMAINS) - 4))
