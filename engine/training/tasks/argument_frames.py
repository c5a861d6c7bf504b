"""More frames of arguments, for training only: what leads in premises and conclusions, questions, and topics."""

from __future__ import annotations

import random

from engine.training.tasks.item import listed
from engine.training.tasks.pattern import Pattern, parse
from engine.training.tasks.predicates import Domain


def _patterns(text: str) -> tuple[Pattern, ...]:
    """Each begins with a star; a choice may go on in the next line."""
    return tuple(parse(entry.replace("| ", "|")) for entry in listed(text, "* "))


BEFORE = _patterns(
    """
    * [Here is|Here's|I have|I've got] [an argument|a line of reasoning|a little puzzle|some reasoning] [for you|
      I heard today|that puzzles me|to check].
    * [Please check|Check|Have a look at|Think about|Judge] [this argument|the following reasoning|
      this piece of reasoning|these claims].
    * [My friend|My sister|A colleague|Our teacher|A politician|Somebody on the radio|My neighbor|A philosopher]
      [reasons|argues] [like this|as follows|in this way].
    * [Let's|Let us] [do some logic|test your logic|look at an argument|try a bit of reasoning].
    * [Can you help me with|I am not sure about|I wonder about|Let me ask you about] [an argument|this argument|
      some reasoning|a proof].
    * [I read|I found|I came across] [this|the following] in [a book|the newspaper|an essay|a letter].
    * [Listen closely|Listen carefully|Pay attention|Okay|All right|So, listen].
    * [Take these statements as given|These are the facts|This is what we know|Here is what is known|
      Let me tell you what I know].
    * [I want to know if my reasoning is right|I would like you to check my logic|Tell me if I am making a mistake].
    * [Assume that everything I say now is true|Take what follows for granted|Let us accept the following].
    * [What do you make of this|How about this one|Is this convincing]?
    """
)
AFTER_TOPIC = _patterns(
    """
    * [Here is|This is] [one argument|some reasoning|what somebody says|one line of thought] [about it|
      on this matter|on that subject].
    * [Somebody|Someone|A friend of mine|An expert] [argues|reasons|says] [as follows|like this|the following].
    * [Let us see|Let's see|Here is what we know|Take this example|Here is an example].
    * [Now take|Look at|Think about|Have a look at] [this piece of reasoning|the following claims|this case].
    """
)
_SERIES = tuple(
    listed(line, "|")
    for line in listed(
        """
        One,|Two,|Three,|Four,
        Number one,|Number two,|Number three,|Number four,
        The first premise is that|The second premise is that|The third premise is that|The fourth premise is that
        The first fact is that|The second fact is that|The third fact is that|The fourth fact is that
        In the first place,|In the second place,|In the third place,|And finally,
        Point one,|Point two,|Point three,|Point four,
        Statement one,|Statement two,|Statement three,|Statement four,
        First statement,|Second statement,|Third statement,|Fourth statement,
        First assumption,|Second assumption,|Third assumption,|Fourth assumption,
        First off,|Secondly,|Thirdly,|And lastly,
        First,|Then,|After that,|And last,
        It is given that|It is also given that|It is given as well that|And it is given that
        Let us assume that|Let us also assume that|Let us assume too that|And let us assume that
        I know that|I know as well that|I also know that|And I know that
        Rule one,|Rule two,|Rule three,|Rule four,
        On the one hand,|On the other hand,|Besides that,|And then,
        """,
        "\n",
    )
)
_FIRST = listed(
    """
    To start,|To begin,|First up,|As a start,|At the outset,|As everybody knows,|As we all know,|Clearly,|
    Certainly,|Obviously,|
    It is clear that|It is certain that|It is agreed that|We have been told that|Everyone agrees that|Given that|Look,|
    Well,|Okay,|You see,|Let me start,|I begin with this,|Let us grant that|Let us say that|Experts say that|
    We have learned that|We may assume that|Say that|Imagine that|As is well known,|In fact,|The thing is,
    """,
    "|",
)
_NEXT = listed(
    """
    Also,|And|And also,|Besides that,|On top of that,|Apart from that,|Additionally,|Then,|Then again,|Now,|And now,|
    And then,|Likewise,|Similarly,|At the same time,|As well as that,|Beyond that,|Not only that,|More than that,|
    It is also the case that|It is also clear that|It is true as well that|We have also learned that|
    We know as well that|
    Add to this that|Add that|Note that|Note too that|Remember that|Remember also that|Keep in mind that|
    Do not forget that|
    Another fact is that|Another thing we know is that|A further premise is that|One more thing,|Here is another fact,|
    However,|But|Yet|Still,|But also,|Meanwhile,|Further,|Again,|After that,|To this we add that|Next up,|
    It is no less true that|Everyone also agrees that|We are told too that|Equally,|In the same way,
    """,
    "|",
)
_LAST = listed(
    """
    Lastly,|Last,|And last,|And finally,|The last premise is that|As a last point,|One last thing,|Finally,|To finish,|
    And to top it off,|The last thing we know is that|My last premise is that|In the end,
    """,
    "|",
)


def draw_links(rng: random.Random, count: int) -> list[str]:
    """Words that lead in `count` premises, each with a space behind it or empty."""
    draw = rng.random()
    if draw < 0.3:
        return [f"{link} " for link in rng.choice(_SERIES)[:count]]
    if draw < 0.42:
        return [""] * count
    links = [rng.choice((*_FIRST, "", "")), *rng.sample(_NEXT, count - 1)]
    if count > 1 and draw < 0.62:
        links[-1] = rng.choice(_LAST)
    return [f"{link} " if link and (i in (0, count - 1) or rng.random() < 0.85) else "" for i, link in enumerate(links)]


CONCLUSIONS = _patterns(
    """
    * [So|And so|Then|Well then|And therefore|And hence|For that reason|For these reasons|By logic|Logically|
      It is clear, then], {c}.
    * [So then|In that case|This being so|That being so|If all this is true|Given all this|Taken together|
      All in all|In short|In sum], {c}.
    * [So|Hence|Therefore|Thus] [it follows that|we can be sure that|it has to be the case that|it is certain that|
      we know that] {c}.
    * [From this|From that|From these premises|From these facts|From all of this|Out of this] [we can conclude that|
      we can infer that|we learn that|one may conclude that|I conclude that|it is clear that|
      it must follow that] {c}.
    * [This|That|All of this|All that|The above] [means that|implies that|proves that|tells us that|
      leads to the conclusion that|gives us that|establishes that] {c}.
    * [The conclusion is that|The conclusion, then, is that|My conclusion is that|The upshot is that|
      The result is that|What follows is that|And what follows is that] {c}.
    * [I conclude that|I infer that|One can conclude that|We must conclude that|We are forced to conclude that|
      You can see that|We see that] {c}.
    * [It is clear from this that|It is obvious then that|It follows logically that|It follows necessarily that|
      It then follows that|It must then be that|It has to be that] {c}.
    * [Because of this|Because of all that|On these grounds|On this basis|By this reasoning|By necessity|
      Of necessity|As a consequence], {c}.
    * [Then it must be true that|And that means that|Which means that|So we know that|So I say that|
      So I believe that|And from this I infer that] {c}.
    """
)
IN_QUESTION = _patterns(
    """
    * [Does it follow|Does this mean|Does that prove|Does this imply|Does it logically follow] that {c}?
    * [Can we conclude|May I conclude|Can I infer|May we infer|Can one be sure|Are we allowed to conclude] that {c}?
    * [Is it valid|Is it a valid step|Is it valid reasoning|Is it logically valid] to [conclude|infer|say] that {c}?
    * [Is it right to conclude|Is it safe to conclude|Must it be true|Is it necessarily true|Is it then certain|
      Am I right to conclude] that {c}?
    * [Would it be valid or invalid|Is it valid or invalid] to [conclude|infer] that {c}?
    """
)
ASKED = _patterns(
    """
    * [Is|Would you call|Do you find|Would you judge] [this|that|the|my] [reasoning|line of thought|
      chain of reasoning|piece of reasoning] [valid|valid or invalid|valid or not|deductively valid]?
    * [Is|Would you call] [this|that] [a valid conclusion|a valid deduction|a proof|sound reasoning|good logic|
      correct logic|a deductively valid argument|a valid piece of reasoning]?
    * Does [the conclusion|the last statement|the last claim|the final sentence] [follow|really follow|
      follow from the premises|follow logically|follow by necessity]?
    * [Does|So, does] that [follow|really follow|logically follow|hold up|work as an argument]?
    * [Is|So, is] [the conclusion|the last step|the final claim] [justified|warranted|proven] by [the premises|
      what was said|the rest|what came before]?
    * [Do the premises|Do these facts|Do these statements] [entail|imply|prove|guarantee|support|
      logically imply] the conclusion?
    * [Decide|Please decide|Say|Please say|Judge|Let me know] [whether|if] [the argument|this argument|
      this reasoning|the inference] is [valid|valid or invalid|valid or not|deductively valid or invalid].
    * [Assuming the premises are true|If the premises are true|Granted all that|Taking the premises for granted],
      [must the conclusion be true|is the conclusion certain|does the conclusion follow|is this valid]?
    * [What do you say|What do you think|What is your verdict|How do you judge this], [valid or invalid|
      is it valid or invalid|is that valid|is the argument valid or not]?
    * [Valid or not|Valid, or invalid|Is it valid, yes or no|Is it valid|So is that valid|Is that valid or invalid|
      Is that deductively valid]?
    * [Is there a mistake in this argument, or is it valid|Is that argument a fallacy, or is it valid|
      Is this a fallacy or a valid argument]?
    * [Was that|Is what I said] [a valid argument|valid|deductively valid|a valid inference|valid or invalid]?
    * [Can|Could] one [draw|validly draw|safely draw] [that|this] conclusion?
    """
)
_EVERYBODY = ("person", "person", "individual", "human being")
MORE_DOMAINS = (
    Domain(
        ("In our village, people are tied to one another in many ways.", "Who is who to whom? Gossip is full of it."),
        ("kin", "kin", "tied"),
        nouns=("person", "individual", "relative", "villager"),
    ),
    Domain(
        ("Friends and enemies are easily confused.", "It is about who likes whom in this office."),
        ("tied", "kin", "trait"),
        nouns=("person", "individual", "employee", "neighbor"),
    ),
    Domain(
        ("Every league has its clubs and their people.", "The new season has begun, and everyone talks about sports."),
        ("club", "club", "pastime"),
        nouns=("person", "supporter", "athlete", "sports fan", "spectator"),
    ),
    Domain(
        ("Jobs shape people.", "At the job center they wonder who does what.", "A town needs many trades."),
        ("trade", "trade", "trait", "language"),
        nouns=(*_EVERYBODY, "worker"),
    ),
    Domain(
        ("Characters differ a lot.", "Psychology looks at what people are like.", "People are complicated."),
        ("trait", "trait", "pastime", "tied"),
        nouns=_EVERYBODY,
    ),
    Domain(
        ("At this school, languages and subjects can be combined.", "Students have to choose what they learn."),
        ("language", "scholar", "music"),
        nouns=("person", "student", "pupil", "scholar"),
    ),
    Domain(
        ("The orchestra is looking for new members.", "Music brings people together."),
        ("music", "language", "trait", "pastime"),
        nouns=("person", "musician", "artist"),
    ),
    Domain(
        ("It is market day, and everybody buys and sells.", "People keep the strangest things in their houses."),
        ("owner", "owner", "wearer", "gardener"),
        nouns=("person", "collector", "dealer", "customer", "individual"),
    ),
    Domain(
        ("Fashion tells a lot about people.", "Clothes make the man, they say."),
        ("wearer", "trait", "owner"),
        nouns=("person", "guest", "individual"),
    ),
    Domain(
        ("Gardens show what their owners are like.", "Spring is here, and the gardens are full of life."),
        ("gardener", "diner", "owner"),
        nouns=("person", "gardener", "neighbor"),
    ),
    Domain(
        (
            "The menu of the week has to be settled.",
            "What do people eat these days?",
            "Not everybody likes everything.",
        ),
        ("diner", "diner", "trait", "allergic"),
        nouns=("person", "guest", "cook", "diner"),
    ),
    Domain(
        ("After work, people do all sorts of things.", "The sports center offers many courses."),
        ("pastime", "pastime", "trade", "hobby"),
        nouns=("person", "member", "participant", "individual"),
    ),
    Domain(
        ("The book club meets on Sunday.", "Novels are read, lent and lost."),
        ("book", "book", "language"),
        nouns=("person", "reader", "bookseller"),
    ),
    Domain(
        ("In the laboratory, many substances are tested.", "What does this powder contain? That is hard to say."),
        ("substance", "substance", "thing trait"),
        person=False,
        nouns=("substance", "material", "thing", "sample", "product"),
    ),
    Domain(
        ("Nature is full of strange beings.", "The zoo puts up new signs.", "A biologist sorts her notes."),
        ("sort", "creature", "thing trait"),
        person=False,
        nouns=("creature", "animal", "being", "thing"),
    ),
    Domain(
        ("The attic is full of old things.", "The lost property office sorts its shelves."),
        ("sort", "thing trait", "thing trait"),
        person=False,
        nouns=("thing", "object", "item"),
    ),
    Domain(
        (
            "All sorts of people live in this street.",
            "It takes all sorts to make a world.",
            "Think about people in general.",
        ),
        (
            "kin",
            "tied",
            "trade",
            "trait",
            "pastime",
            "language",
            "music",
            "wearer",
            "owner",
            "diner",
            "club",
            "scholar",
        ),
        nouns=_EVERYBODY,
    ),
)
