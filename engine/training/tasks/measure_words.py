"""Training wordings for units, money and percentages; `asking.py` says what the marks "<ask>" and so on are."""

from __future__ import annotations

CONVERT = """
How many {to} are [in|there in|contained in] {n} {from}?
How many {to} is {n} {from}?
How many {to} {do} {n} {from} [make|have|equal|contain|give me|come out to|amount to]?
How many {to} would {n} {from} be?
How many {to} [would|do|could|can|will] I get [from|out of|for] {n} {from}?
How many {to} [go|fit] into {n} {from}?
How many {to} [make|make up|are the same as|are equal to] {n} {from}?
How much is {n} {from} in {to}?
How much would {n} {from} be in {to}?
[Convert|Change|Translate|Switch] {n} {from} [to|into] {to}.
Turn {n} {from} into {to}.
<can> [convert|change|turn|translate|switch] {n} {from} into {to}[ for me|]?
<do> [convert|change|turn|translate] {n} {from} into {to}[ for me|].
{n} {from} is how many {to}?
{n} {from} [would be|must be|is equal to|is the same as] how many {to}?
{n} {from}, [how many {to} is that|what's that in {to}|how many {to} would that be|how many {to}]?
{n} {from} [in|to|into] {to}[, please|].
So {n} {from} is how many {to} [again|exactly|altogether]?
I have {n} {from}. [How many {to} is that|How many {to} do I have|What is that in {to}|How much is it in {to}]?
[I've got|It says here|We need|I only have|The answer was] {n} {from}. How many {to} [is that|would that be]?
[What is|What's] {n} {from} in {to}?
What [is|would be] {n} {from} when [counted|measured|given|written|put] in {to}?
What would {n} {from} be [in|as] {to}?
What do [I|you|we] get [when|if] [I|you|we] [convert|change|turn] {n} {from} into {to}?
What is the [equivalent|value|amount] of {n} {from} in {to}?
In {to}, [what is|what's|how much is] {n} {from}?
Counted in {to}, how much is {n} {from}?
In {n} {from}, how many {to} [are there|do we have|will I find]?
For {n} {from}, how many {to} [do I need|do I have|is that]?
<ask> how many {to} [are in|there are in|go into|make up|make] {n} {from}?
<tell> how many {to} [are in|there are in|go into|make up|make] {n} {from}.
<ask> [how many {to} {n} {from} is|what {n} {from} is in {to}|how much {n} {from} is in {to}]?
<tell> [how many {to} {n} {from} is|what {n} {from} comes to in {to}|how much {n} {from} is in {to}].
[I need|Give me|Tell me|Work out|Figure out|Calculate|Let me have|I want] {n} {from} in {to}[, please|].
If I [change|convert|turn] {n} {from} into {to}, how many [do I get|will I have|is it|are there]?
[When|If] you have {n} {from}, how many {to} [do you have|does that make|is it]?
[Suppose|Say|Imagine] I have {n} {from}. How many {to} [is that|would that be|does that make]?
I'd like {n} {from} [converted|changed|turned] into {to}[, please|].
[I can't convert|I never know how to convert] {n} {from} into {to}. [How many is it|What do I get|Can you do it]?
"""

_THING = (
    "[a book|lunch|a toy|a hat|a sandwich|a ticket|breakfast|a cup of coffee|some bread|a magazine|a card|a plant|"
    "an umbrella|a shirt|a pizza|some flowers|a game|a bag of apples|a scarf|a notebook|dinner|a bus ride|groceries]"
)
_NAMED = (
    "[The book|Lunch|The toy|The hat|A sandwich|The ticket|Breakfast|The coffee|The bread|My magazine|The plant|"
    "The umbrella|This shirt|The pizza|The game|A bag of apples|The scarf|The bill|Dinner|The taxi|Parking|My order]"
)
CHANGE = """
I [pay|paid] with {b} for [something|a book|lunch|a toy|my coffee] that [costs|cost] {a}. How much change do I get?
[Something|A sandwich|A ticket] costs {a}. I pay with {b}. What is my change?
[What's|What is] the change [from|out of] {b} [for|on a price of|if the price is|if it costs|after paying] {a}?
If I spend {a}, how much is left of {b}?
I had {b} and [spent|paid|used|gave away|lost] {a}. [How much do I have left|What is left|How much is left over|\
What remains]?
<named> [costs|is|was|comes to] {a}. I [give|gave|hand over|handed over|have] {b}. [How much comes back|How \
much do I get back|What do I get back]?
I [bought|paid for] <thing> for {a} [with|and gave them|and handed over] {b}. [What's my change|How much should \
I get back|How much change is that]?
I want to buy <thing> for {a} and I [have|only have|brought] {b}. [How much will be left|How much will I have \
left|What will I have afterwards]?
[My wallet holds|There is|I have|I've got|I took] {b}. If I [spend|pay|use] {a}, [what is left|how much remains|\
how much do I still have|what do I have left]?
What is {b} [minus|less|take away] {a}?
How much is {b} [minus|less] {a}?
{b} [minus|less|take away] {a}[, please|, how much is that|, what does that make]?
[Take|Subtract|Take away|Deduct] {a} from {b}.
<can> [take|subtract|deduct] {a} from {b}[ for me|]?
<do> [take|subtract|deduct] {a} from {b}.
How much change [should|will|would|do] I get [from|out of|back from|when I pay with] {b} [if it costs|if I \
spend|for something that costs] {a}?
How much change is due [from|on] {b} for {a}?
When I pay {a} [out of|from] {b}, how much [is left|remains|do I keep]?
After [spending|paying] {a} I have how much [left of|left from] {b}?
<ask> how much [change I get from {b} if I spend {a}|is left of {b} after spending {a}|{b} minus {a} is]?
<tell> how much [change I get from {b} if I spend {a}|is left of {b} after spending {a}|{b} minus {a} is].
[How much more|What more] do I need [to get from {a} to {b}|if I have {a} and need {b}|to reach {b} if I have {a}]?
I have {a} but I need {b}. [How much is missing|How much more do I need|What am I short]?
What is the difference between {a} and {b}?
I'm paying {a} with {b}. [What's the change|How much do they owe me|How much do I get in return]?
The [cashier|waiter|driver] got {b} for a [bill|total|price] of {a}. [What's the change|How much must be given \
back|How much change is it]?
""".replace("<thing>", _THING).replace("<named>", _NAMED)
TOGETHER = (
    """
[What is|What's|How much is] {a} plus {b}?
[Coffee|Bread|Lunch|The book] costs {a} and [cake|milk|a drink|the pen] costs {b}. How much is that together?
I spent {a} and then {b}. [How much did I spend|What's the total|How much was that altogether|What did I spend in all]?
How much are {a} and {b} [together|altogether|combined|in total|in all]?
<named> [costs|is|was] {a} and [cake|milk|a drink|the pen|delivery|the rest|the other thing] [costs|is|was] \
{b}. [What's the total|What do I pay|How much is it altogether|What does it all cost]?
I [bought|got|paid for|want] <thing> for {a} and something else for {b}. [How much is that in total|What's the \
sum|How much do I owe|What do I pay altogether]?
[Add|Sum up|Add up|Add together|Total up] {a} and {b}.
<can> [add|add up|sum up|put together] {a} and {b}[ for me|]?
<do> [add|add up|sum up|put together] {a} and {b}.
{a} plus {b}[, please|, how much is that|, what does that make|]?
{a} and {b}, [how much is that together|what's the sum|what do they make|how much in total]?
If <named> costs {a} and [tax|a drink|shipping|the tip] is {b}, [what do I pay|how much is it in total|what's \
the total]?
I have {a} in one [pocket|jar|hand|bag] and {b} in [the other|another]. How much [do I have|money is that|is it \
altogether]?
I [had|saved|owned] {a} and [got|found|earned|was given] {b} more. [How much do I have now|What do I have in \
total|How much is it now]?
My friend [owes me|gave me|lent me] {a} and my brother {b}. How much is that [in all|together|altogether]?
What do {a} and {b} [make|add up to|come to|give][ in total|]?
What's the [total|sum] of {a} and {b}?
What is the [total|sum] if I [pay|spend] {a} and {b}?
How much [will|would|do] I pay for two things at {a} and {b}?
How much money is {a} and {b} [together|altogether|in total]?
<ask> how much {a} plus {b} [is|makes|comes to]?
<tell> how much {a} plus {b} [is|makes|comes to].
<ask> what [I pay for {a} and {b} together|the total of {a} and {b} is]?
<tell> what [I pay for {a} and {b} together|the total of {a} and {b} is].
First I paid {a}, [then|after that|and later] {b}. What [is the total|was the total|did it come to|did I pay in all]?
""".replace("<thing>", _THING)
    .replace("If <named>", "If the " + "[book|toy|hat|ticket|pizza|lamp|game|chair]")
    .replace("<named>", _NAMED)
)

PERCENT = """
[What is|What's|How much is|Calculate|Work out|Figure out|Compute] {p} percent of {n}?
{p} percent of {n} is [how much|what|what number]?
Can you tell me {p} percent of {n}?
[I need|Give me|Tell me|I want|I'm looking for|Let me have] {p} percent of {n}[, please|].
{p} percent of {n}[, please|].
{p} percent of {n}, [what is that|how much is that|what would that be|what do you get]?
[Of|Out of] {n}, [how much|how many|what|what number] is {p} percent?
<can> [work out|calculate|compute|figure out|give me|take] {p} percent of {n}[ for me|]?
<do> [work out|calculate|compute|figure out|take|get me] {p} percent of {n}.
<ask> [what {p} percent of {n} is|how much {p} percent of {n} is|what {p} percent of {n} makes]?
<tell> [what {p} percent of {n} is|how much {p} percent of {n} is|what {p} percent of {n} makes].
What number is {p} percent of {n}?
Which number is {p} percent of {n}?
How [many|much] [is|makes] {p} percent of {n}?
How much would {p} percent of {n} be?
What would {p} percent of {n} be?
What do [I|you|we] get [when|if] [I|you|we] take {p} percent of {n}?
If I [take|have|want|use|need] {p} percent of {n}, [how much is it|what do I get|how many is that|how much is that]?
There are {n} [people|students|seats|apples|books|guests|pages|tickets]. How many is {p} percent of them?
[We have|I have|I own|They sold] {n} [books|tickets|apples|stamps|cards]. How many is {p} percent of them?
{p} percent of the {n} [people|students|guests|members|workers] came. How many [people came|came|is that]?
[I want to|I'd like to|We] [save|give away|put aside|donate] {p} percent of {n} dollars. How [much|many \
dollars] is that?
[What's|What is|How much is] {ap} {p} percent [tip|tax|fee] on {n} dollars?
The [bill|check|meal] is {n} dollars and I want to [tip|leave a tip of] {p} percent. How much is the tip?
I earn {n} dollars and [pay|save|spend] {p} percent. How [much|many dollars] is that?
[What is|What's|How much is] {n} times {p} percent?
"""
OFF = """
<object> costs {n} dollars and is {p} percent off. [What does it cost now|How much is it now|What do I pay]?
[What's|What is] the price of [something|a coat|a jacket] that was {n} dollars after {p} percent off?
The price of {n} dollars is [reduced|lowered|cut|brought down] by {p} percent. What [is the new price|does it \
cost now|do I pay]?
<object> that costs {n} dollars is on sale for {p} percent off. [What's the sale price|What do I pay|How much \
is it now]?
<object> [was|cost|used to cost|is normally|usually costs] {n} dollars. Now it is {p} percent [off|cheaper|\
less]. [What does it cost now|How much is it|What would I pay]?
I get {p} percent off {n} dollars. How much [do I pay|is left to pay|is it then|does that leave]?
I have a [coupon|voucher] for {p} percent off. [The price|The bill|My order] is {n} dollars. [What do I pay|How \
much do I owe|What's the final price]?
[How much is|What is|What's] {n} dollars with {p} percent off?
[What is|What's|How much is] {p} percent off {n} dollars?
{p} percent off {n} dollars[, how much is that|, what do I pay|, what's the price|]?
[Take|Knock] {p} percent off {n} dollars. What [is left|do you get|remains|do I pay]?
<can> take {p} percent off {n} dollars[ and tell me the price|]?
If [something|a chair|a phone|a bag|a dress] for {n} dollars [gets|becomes|is] {p} percent cheaper, [what does \
it cost|how much is it|what do I pay|what's the new price]?
If I [take|get] {p} percent off {n} dollars, [what's the price|what do I pay|how much is left]?
<ask> what I pay [for something at {n} dollars with {p} percent off|if {n} dollars is reduced by {p} percent]?
<tell> what I pay [for something at {n} dollars with {p} percent off|if {n} dollars is reduced by {p} percent].
How much do I [pay|owe|spend] for [something at|a coat at|a phone at|shoes at] {n} dollars with {p} percent off?
How much [does|would|will] [a lamp|a bag|a bike] of {n} dollars cost [with|after] {p} percent off?
[The store|The shop|My friend] takes {p} percent off the {n} dollars. [What remains|What's the new price|How \
much do I pay]?
Everything is {p} percent off today. What does <small> for {n} dollars cost [now|today|then]?
With {p} percent off, [what does|how much does] <small> for {n} dollars cost?
""".replace(
    "<object>", "[A shirt|A coat|A bike|A lamp|A game|The phone|A chair|The jacket|My hotel|A sofa|The flight]"
).replace("<small>", "[a shirt|a coat|a bike|a lamp|a game|a phone|a chair|a jacket|a sofa|a ticket]")
UP = """
The price of {n} dollars [goes up|went up|rises|rose|increases|climbs] by {p} percent. What [is the new price|\
does it cost now|do I pay now]?
<ask> how much {n} dollars plus {p} percent is?
[What's|What is|How much is] {n} dollars plus {p} percent?
[My rent|The ticket|My pay|The fee] was {n} dollars and [rose|went up|increased] by {p} percent. How much is it now?
If {n} dollars [grows|goes up|rises|increases] by {p} percent, [what do I get|how much is it then|what does it become]?
[Add|Put] {p} percent [to|on top of] {n} dollars. [How much is it now|What do you get|What's the total]?
The bill is {n} dollars and I [add|leave|want to add] {ap} {p} percent tip. What is the total?
<tell> what {n} dollars with {p} percent [tax|tip] added [is|comes to].
"""
