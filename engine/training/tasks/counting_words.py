# ruff: noqa: E501  (one wording a line)
"""How things are told and asked for in training, besides the usual wording of Big-Bench-Hard.

A frame is of a kind of teller: who has something now, who did something with it, or a place that holds it. Slots:
{s} who, {p} who again in the question, {has}, {do}, {past} and {base} the verb, {there} the place, {kind}, {list}.
No place is a thing of a category that is asked for.
"""

from __future__ import annotations

from engine.training.tasks.item import listed
from engine.training.tasks.pattern import Pattern, parse


def _patterns(text: str) -> tuple[Pattern, ...]:
    return tuple(map(parse, listed(text, "\n")))


PEOPLE = tuple(
    tuple(entry.split("/"))
    for entry in listed(
        """I/I/plural|I/I/plural|I/I/plural|we/we/plural|we/we/plural|they/they/plural|you/you/plural|she/she|he/he|
        my sister/she|my brother/he|my mother/she|my father/he|my mom/she|my dad/he|my grandmother/she|my grandma/she|
        my grandfather/he|my grandpa/he|my aunt/she|my uncle/he|my cousin/my cousin|my son/he|my daughter/she|my wife/she|
        my husband/he|my friend/my friend|my neighbor/my neighbor|our neighbor/our neighbor|my roommate/my roommate|
        my boss/my boss|my teacher/my teacher|our teacher/our teacher|my nephew/he|my niece/she|my parents/they/plural|
        my grandparents/they/plural|my friends/they/plural|the kids/they/plural|the children/they/plural|
        our neighbors/they/plural|the neighbors/they/plural|the students/they/plural|my cousins/they/plural|
        my brothers/they/plural|my sisters/they/plural|the farmer/the farmer|the artist/the artist|the old man/he|
        the old lady/she|the boy/he|the girl/she|the woman/she|the man/he|the couple/they/plural|the twins/they/plural|
        the family next door/they/plural""",
        "|",
    )
)
"""Who has things: the subject, what the question calls it, and whether its verb is a plural."""
KEEPERS = listed(
    "the museum|the school|the band|the farm|the zoo|the theater|the store|the circus|the hotel|the village|the club|"
    "our school|the library|the orchestra|the company|the castle|the fire station|our farm|the antique shop|the bakery|"
    "the collector|the church",
    "|",
)
"""Who has things but does nothing with them."""
DEEDS = tuple(
    entry.split("/")
    for entry in listed(
        """bought/buy|found/find|packed/pack|saw/see|counted/count|brought/bring|borrowed/borrow|ordered/order|
            picked up/pick up|collected/collect|noticed/notice|spotted/spot|unpacked/unpack|received/receive|got/get|
            chose/choose|picked out/pick out|won/win|took/take|passed/pass|wrote down/write down|named/name|drew/draw|
            painted/paint|photographed/photograph|discovered/discover|mentioned/mention|carried/carry|moved/move|lost/lose|gave away/give away|put away/put away|dreamed of/dream of|
            asked for/ask for|looked at/look at|listed/list""",
        "|",
    )
)
"""What was done with things: the past and the base form."""
PLACES = listed(
    """in the box|in the drawer|in the garage|in the kitchen|in the bag|in the basket|in the basement|in the attic|
    in the room|in the picture|in the photo|in the painting|in the book|in the story|in the movie|in the game|
    in the window|in the yard|in the garden|in the barn|in the shed|in the closet|in the hall|in the hallway|
    in the living room|in the bedroom|in the classroom|in the office|in the store|in the warehouse|in the museum|
    in the park|in the field|in the street|in the parking lot|in the corner|in the pile|in the big pile|in the trunk|
    in the suitcase|in the catalog|in the song|in the video|in the collection|in the cellar|in the auction|
    in the sale|in the parade|in the show|in the school|in the church|in the tent|in the cabin|in the storage room|
    on the farm|on the floor|on the table|on the list|on the stage|on the porch|on the lawn|on the wall|on the page|
    on the screen|on the poster|on the roof|on the beach|on the island|on the counter|on the ground|on the sidewalk|
    at the market|at the store|at the farm|at the zoo|at the museum|at the fair|at the party|at the flea market|
    at the yard sale|at the office|at home|at school|at my house|at the harbor|at the camp|under the tree|by the door|
    by the river|behind the house|next to the house|outside|upstairs|downstairs|next door|over there|over here|
    in front of me|in front of us|around me|all around us|near the fence|behind the curtain|inside the box|
    in my room|in my house|in my bag|in my backpack|in my pocket|in my garden|in our house|in our garden|in our yard|
    in her room|in his room|in her bag|in his bag|in their house|in their yard|on my list|on her list""",
    "|",
)
HOLDERS = listed(
    """the box|the drawer|the bag|the basket|my bag|my backpack|her bag|his suitcase|the suitcase|the crate|the collection|
    the picture|the list|my list|the pile|the package|the garage|the room|the attic|the basement|the closet|the shed|
    the barn|the garden|the painting|the photo|this room|this box|that drawer|the trunk|the cart|the warehouse|
    the catalog|the exhibition|our house|our basement|the store room""",
    "|",
)
_LEADS = "[||||||Okay, |So |Well, |Listen, |Let's say |Suppose |Imagine |Right now |Look, |Let's say that |Imagine that |You know, |Today |Assume that |Picture this, ]"
OWN = _patterns(
    f"""
    {_LEADS}{{s}} {{has}} {{list}}.
    {_LEADS}{{s}} {{has}} {{list}} {{there}}.
    {_LEADS}{{there}} {{s}} {{has}} {{list}}.
    {{s}} [now|currently|already|also|still|really|only] {{has}} {{list}}.
    {{s}} {{own}} {{list}}.
    {{s}} [now|currently|already|also|still] {{own}} {{list}}.
    {{s}} {{got}} {{list}}.
    {{s}} {{got}} {{list}} {{there}}.
    What {{s}} {{has}} is {{list}}.
    [Let's suppose|Let us say|Pretend|Say|Suppose that|Let me tell you,|Just imagine,] {{s}} {{has}} {{list}}.
    """
)
DID = _patterns(
    """
    {s} {past} {list}.
    {s} {past} {list} {there}.
    {s} {past} {list} [today|yesterday|this morning|last night|last week|this week|on Monday|on Sunday|last summer|earlier|just now|on the weekend].
    [Today|Yesterday|This morning|Last night|Last week|On Friday|On Saturday|On Tuesday|This afternoon|Last month|Earlier|After lunch|Last winter] {s} {past} {list}.
    {there} {s} {past} {list}.
    [So|Well,|Okay,|Listen,|And then|First|Suppose|Let's say|Imagine|Guess what,] {s} {past} {list}.
    [On a walk|On a trip|On vacation|On the way home|On Monday morning|Before dinner|During the week|On my birthday] {s} {past} {list}.
    {s} [just|only|also|first|finally|once] {past} {list}.
    What {s} {past} was {list}.
    """
)
PLACED = _patterns(
    """
    There {are} {list} {there}.
    There {are} {list}.
    {there} there {are} {list}.
    [Okay,|So|Well,|Right now|Imagine|Suppose|Let's say|Picture this,|Look,] {there} there {are} {list}.
    {holder} [holds|contains|has|includes] {list}.
    {there} [you can see|you will find|you'll find|you see|we can see|one can find|I can see|we found|I counted|they keep|people can see] {list}.
    {there} {are} {list}.
    [Here are|Here we have|These are|This is what there is,|Now there are|Look at this,|We're looking at|You see|My list is|I'll name some things,|Here's the list,|Here is what I see,|My things are|Here comes a list,] {list}.
    [Inside|Inside it|In it|Among my things|In there|In here|Over there|Near us|Around here] there {are} {list}.
    {list} are {there}.
    {list}.
    {holder} is full. It [holds|has|contains] {list}.
    """
)
_IN_ALL = "[||||||| in all| in total| altogether| all together| all told|, please]"
OWN_ASK = _patterns(
    f"""
    [||||So |And |Now, |Then ]how many {{kind}} {{do}} {{p}} have{_IN_ALL}?
    How many {{kind}} {{do}} {{p}} own{_IN_ALL}?
    [Tell me|Please tell me|Can you tell me|Do you know|Could you say|I wonder|I'd like to know|Let me know|Figure out|Work out|Say] how many {{kind}} {{p}} {{has}}.
    [What is|What's|Tell me|Give me|I need] the total number of {{kind}} {{p}} {{has}}.
    How many {{kind}} would you say {{p}} {{has}}?
    """
)
DID_ASK = _patterns(
    f"""
    [||||So |And |Now, |Then ]how many {{kind}} did {{p}} {{base}}{_IN_ALL}?
    [Tell me|Please tell me|Can you tell me|Do you know|Could you say|I wonder|I'd like to know|Let me know|Figure out|Work out|Say] how many {{kind}} {{p}} {{past}}.
    [What is|What's|Tell me|Give me|I need] the total number of {{kind}} {{p}} {{past}}.
    """
)
PLACED_ASK = _patterns(
    f"""
    [||||So |And |Now, |Then ]how many {{kind}} are there{_IN_ALL}?
    How many {{kind}} are {{there}}?
    How many {{kind}} are there {{there}}?
    [Tell me|Please tell me|Can you tell me|Do you know|Could you say|I wonder|I'd like to know|Let me know|Figure out|Work out|Say] how many {{kind}} there are{_IN_ALL}.
    """
)
ANY_ASK = _patterns(
    f"""
    [||||So |And |Now, |Then ]how many {{kind}} is that{_IN_ALL}?
    How many {{kind}} does that [make|come to|give us|give you]{_IN_ALL}?
    How many {{kind}} did I [just |][name|list|mention]{_IN_ALL}?
    How many {{kind}} have I [named|listed|mentioned]{_IN_ALL}?
    How many {{kind}} [do you|can you|did you] [count|hear|find|make out]{_IN_ALL}?
    How many {{kind}} [were|are] [named|listed|mentioned|among them|on that list|in that list]?
    [Count|Please count|Just count|Can you count|Could you count|Would you count|Help me count|Let's count|I want you to count|Now count] [the|all|all the] {{kind}}[| for me| please|, please].
    [Add up|Please add up|Can you add up|Sum up] [the|all the] {{kind}}[| for me|, please].
    [Give me|Tell me|I need|I want|Find|Say] the number of {{kind}}.
    [What number of|What total of] {{kind}} is that?
    The {{kind}}, how many [are there|is that|are they]?
    How many {{kind}} in all?
    [The question is|My question is|Here's my question|Quick question], how many {{kind}} [are there|is that|did I name]?
    """
)
KIND_ASK = _patterns(
    """
    How many of [those|them|those things|these things|the things] are {kind}?
    How many of [those|them|those things|these things] [count as|would you call|can be called] {kind}?
    [Forget|Ignore|Skip|Leave out] the [rest|other things|others] and count [only|just] the {kind}.
    [I only want|I only need|I just mean|I care only about|Only think of] the {kind}. How many are there?
    [Not counting|Leaving out|Without] [the rest|anything else|everything else], how many {kind} are there?
    [Just|Only] the {kind}, how many?
    [And how many|How many things|How many items] [on that list|on my list|in there|among those] are {kind}?
    """
)
ALL_ASK = _patterns(
    """
    How many is that [in all|in total|altogether|all together]?
    How many does that make [in all|in total|altogether]?
    How many are there [in all|in total|altogether|all together]?
    [Count|Please count|Just count|Can you count|Add up|Let's count] [everything|it all|every single one|each one][| for me|, please].
    What is the [whole|grand|full] total?
    [Never mind what they are|Whatever they are|All kinds together|Taking everything together], how many [things|items|objects] are there?
    """
)
WHOLE = _patterns(
    """
    [If|When|Suppose that] {s} {has} {list}, how many {kind} {do} {p} have?
    [If|When|Given that] {s} {past} {list}, how many {kind} did {p} {base}?
    [If|When|Given that] there {are} {list} {there}, how many {kind} are there?
    [If|When|Since] {s} {has} {list} {there}, how many {kind} is that?
    How many {kind} {do} {s} have if {p} {has} {list}?
    How many {kind} did {s} {base} if {p} {past} {list}?
    How many {kind} are there [if we have|if I have|if you take|if you see|among these,|in this list,|in the following,|here,|in|when there are] {list}?
    [Count|Please count|Can you count|Tell me the number of|Add up|Find] the {kind} [in this list,|among these,|here,|in the following,|I name,|in what I say,] {list}.
    How many {kind} is [that,|this,|it if I say] {list}?
    [I want to know|Tell me|I wonder|Can you tell me] how many {kind} {s} {has} if {p} {has} {list}.
    With {list}, how many {kind} {do} {s} have?
    Given {list}, how many {kind} [are there|do you count|is that]?
    """
)
KIND_NAMES = {
    "fruits": listed("fruits|fruits|fruits|pieces of fruit", "|"),
    "vegetables": listed("vegetables|vegetables|vegetables|veggies", "|"),
    "animals": listed("animals|animals|animals|creatures", "|"),
    "musical instruments": listed("musical instruments|instruments", "|"),
    "furniture": listed(
        "pieces of furniture|pieces of furniture|furniture items|items of furniture|furniture pieces", "|"
    ),
    "vehicles": listed("vehicles|vehicles|vehicles|means of transport|means of transportation", "|"),
    "clothes": listed(
        "clothes|pieces of clothing|items of clothing|clothing items|articles of clothing|things to wear", "|"
    ),
    "drinks": listed("drinks|drinks|beverages|things to drink", "|"),
    "objects": listed("things|items|objects", "|"),
}
"""What else the categories are called in the plural; "objects" is everything."""
JOINTS = (", ",) * 12 + (" and ", ", and ", " plus ", ", then ", ", plus ")
"""What stands between all things of a list but the last two."""
LAST_JOINTS = (
    ", and ", ", and ", " and ", " and ", ", ", " plus ", ", plus ", " as well as ", ", as well as ", " together with ",
    " along with ", ", and then ", ", and finally ", ", then ", ", and lastly ", " and then ",
)  # fmt: skip
